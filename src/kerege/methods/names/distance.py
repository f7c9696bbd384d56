"""Weighted edit distance of phones: confused sounds cost little, vowels nothing against a script without them."""
# ruff: noqa: PLR1730 - a comparison is quicker than min() in the innermost loop

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from itertools import accumulate
from typing import Final

from kerege.methods.names.phones import EXCHANGE, LOSS_LETTERS, LOSS_SYLLABIC, LOSS_UNWRITTEN, LOSS_WRITTEN

SHORTNESS: Final = 0.15
VOWELLESS_COST: Final = 0.1
NATIVE_ROOM: Final = 0.85  # Chinese has few syllables for its own people too: unlike names lie near each other
SYLLABIC_ROOM: Final = 1.4  # Chinese has few syllables to write foreign sounds with: one name lies farther from itself
FARTHEST: Final = 0.55
HUNDRED: Final = 100.0
ROUNDING: Final = 0.001


class Writing(IntEnum):
    """How a script writes vowels: each one, hardly any, one in every syllable; native: Chinese names in Chinese."""

    FULL = 0
    UNWRITTEN = 1
    SYLLABIC = 2
    CYRILLIC = 3
    NATIVE = 4


# Within one script a different letter means more than across two.
STRICT: Final = {
    Writing.FULL: 1.3,
    Writing.UNWRITTEN: 1.4,
    Writing.SYLLABIC: 1.4,
    Writing.CYRILLIC: 1.4,
    Writing.NATIVE: 8.0,  # another sound is another character
}


def _by_sound(one: Writing, other: Writing) -> bool:
    """Say whether one of two names is foreign and written in Chinese syllables, and the other in another script."""
    return one is not other and Writing.SYLLABIC in {one, other} and Writing.NATIVE not in {one, other}


def _room(one: Writing, other: Writing) -> float:
    if one is other:
        return 1.0 / STRICT[one]
    if {one, other} == {Writing.NATIVE, Writing.SYLLABIC}:
        return 1.0 / STRICT[Writing.NATIVE]
    if Writing.NATIVE in {one, other}:
        return NATIVE_ROOM
    return SYLLABIC_ROOM if _by_sound(one, other) else 1.0


def _vowelless(one: Writing, other: Writing) -> float:
    return VOWELLESS_COST if {one, other} in VOWELLESS else 0.0


VOWELLESS: Final = ({Writing.UNWRITTEN, Writing.SYLLABIC}, {Writing.UNWRITTEN, Writing.NATIVE})
# What a cost is measured by grows with the room two scripts leave; what any two parts of theirs lie apart besides.
ROOM: Final = {(one, other): _room(one, other) for one in Writing for other in Writing}
EXTRA: Final = {(one, other): _vowelless(one, other) for one in Writing for other in Writing}


def losses(own: Writing, other: Writing) -> dict[str, float]:
    """Return what leaving symbols out of one name costs, given how the two scripts write vowels."""
    if _by_sound(own, other):
        return LOSS_SYLLABIC
    if own is other is Writing.UNWRITTEN:
        return LOSS_LETTERS
    return LOSS_UNWRITTEN if other is Writing.UNWRITTEN and own is not Writing.UNWRITTEN else LOSS_WRITTEN


def edit_cost(one: str, other: str, mine: dict[str, float], theirs: dict[str, float], most: float) -> float:
    """Return the least cost of turning one string of phones into the other; no less than `most` where it is beyond."""
    lost = [theirs[symbol] for symbol in other]
    row = [0.0, *accumulate(lost)]
    for symbol in one:
        gone = mine[symbol]
        swap = EXCHANGE[symbol]
        diagonal = row[0]
        left = least = row[0] = diagonal + gone
        for index, against in enumerate(other):
            above = row[index + 1]
            best = diagonal + swap[against]
            if above + gone < best:
                best = above + gone
            if left + lost[index] < best:
                best = left + lost[index]
            diagonal = above
            row[index + 1] = left = best
            if best < least:
                least = best
        if least > most:
            return least
    return row[-1]


@lru_cache(maxsize=200_000)
def _size(text: str, own: Writing, other: Writing) -> int:
    """Return what leaving all of a text out costs, in hundredths."""
    table = losses(own, other)
    return sum(round(HUNDRED * table[symbol]) for symbol in text)


@lru_cache(maxsize=400_000)
def _distance(one: str, other: str, writing_one: Writing, writing_other: Writing, limit: float) -> float:
    """Counted in whole hundredths, in the same steps as `compiled.apart` takes: to the last bit the same."""
    size_one, size_other = _size(one, writing_one, writing_other), _size(other, writing_other, writing_one)
    if size_one + size_other <= 0:
        return 1.0
    extra = EXTRA[writing_one, writing_other]
    whole = (0.5 * (size_one + size_other) + HUNDRED * SHORTNESS) * ROOM[writing_one, writing_other]
    most = int((limit - extra) * whole + ROUNDING)
    if abs(size_one - size_other) > most:
        return 1.0
    most_cost = (most + 0.5) / HUNDRED
    cost = edit_cost(one, other, losses(writing_one, writing_other), losses(writing_other, writing_one), most_cost)
    counted = round(HUNDRED * cost)
    return 1.0 if counted > most else min(1.0, extra + counted / whole)


def distance(one: str, other: str, writing_one: Writing, writing_other: Writing, limit: float = FARTHEST) -> float:
    """Return how far apart two strings of phones are, the same in both directions: 0 to the limit, 1 beyond it."""
    if one == other and writing_one is writing_other:
        return 0.0
    if (one, writing_one) > (other, writing_other):
        return _distance(other, one, writing_other, writing_one, limit)
    return _distance(one, other, writing_one, writing_other, limit)
