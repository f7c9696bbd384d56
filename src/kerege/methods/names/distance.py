"""Weighted edit distance of phones: confused sounds cost little, vowels nothing against a script without them."""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from typing import Final

from kerege.methods.names.phones import EXCHANGE, LOSS_SYLLABIC, LOSS_UNWRITTEN, LOSS_WRITTEN

SHORTNESS: Final = 0.15
VOWELLESS_COST: Final = 0.1


def edit_cost(one: str, other: str, loss_one: dict[str, float], loss_other: dict[str, float]) -> float:
    """Return the least cost of turning one string of phones into the other."""
    row = [0.0]
    losses = [loss_other[symbol] for symbol in other]
    total = 0.0
    for lost in losses:
        total += lost
        row.append(total)
    for symbol in one:
        gone = loss_one[symbol]
        swap = EXCHANGE[symbol]
        diagonal = row[0]
        left = row[0] = diagonal + gone
        for index, against in enumerate(other, 1):
            above = row[index]
            best = diagonal + swap[against]
            best = min(best, above + gone)
            best = min(best, left + losses[index - 1])
            diagonal = above
            row[index] = left = best
    return row[-1]


class Writing(IntEnum):
    """How a script writes vowels: each one, hardly any, or one in every syllable."""

    FULL = 0
    UNWRITTEN = 1
    SYLLABIC = 2


def losses(own: Writing, other: Writing) -> dict[str, float]:
    """Return what leaving symbols out of one name costs, given how the two scripts write vowels."""
    if own is not other and Writing.SYLLABIC in (own, other):
        return LOSS_SYLLABIC
    return LOSS_UNWRITTEN if other is Writing.UNWRITTEN and own is Writing.FULL else LOSS_WRITTEN


@lru_cache(maxsize=400_000)
def _distance(one: str, other: str, writing_one: Writing, writing_other: Writing) -> float:
    loss_one = losses(writing_one, writing_other)
    loss_other = losses(writing_other, writing_one)
    size = sum(loss_one[s] for s in one) + sum(loss_other[s] for s in other)
    if size <= 0.0:
        return 0.0 if one == other else 1.0
    extra = VOWELLESS_COST if {writing_one, writing_other} == {Writing.UNWRITTEN, Writing.SYLLABIC} else 0.0
    return min(1.0, extra + edit_cost(one, other, loss_one, loss_other) / (0.5 * size + SHORTNESS))


def distance(one: str, other: str, writing_one: Writing, writing_other: Writing) -> float:
    """Return how far apart two strings of phones are, 0 to 1, the same in both directions."""
    if one == other and writing_one is writing_other:
        return 0.0
    if (one, writing_one) > (other, writing_other):
        return _distance(other, one, writing_other, writing_one)
    return _distance(one, other, writing_one, writing_other)
