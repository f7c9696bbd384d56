"""Two names compared: what agrees, what is lacking, what contradicts, and how probably they are one name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from kerege.methods.names.alignment import Pair, align
from kerege.methods.names.distance import distance
from kerege.methods.names.endings import Ending
from kerege.methods.names.parts import Kind, Part, parse
from kerege.methods.names.reasons import Reason
from kerege.methods.names.same_names import FULL
from kerege.methods.names.scoring import rank_of, score_of, tally

SAME_SOUND: Final = 0.12
SAME_IN_SCRIPT: Final = 0.06  # in one script another vowel is another name: Марат, Мурат
TELLING: Final = frozenset("vвVwfkz2")  # of -ov, -eva, -skiy, -zoda
ORDER: Final = (
    "unreadable", "nothing", "same", "same_across_scripts", "sounds_same", "short", "joined", "stem", "root", "alike",
    "initial", "contradicted", "form", "form_differs", "lacking", "title",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a comparison laid out: the parts side by side, their agreement (0 to 1) and the verdict."""

    left: str
    right: str
    agreement: float
    verdict: str


@dataclass(frozen=True)
class Comparison:
    """Two names compared: calibrated score, and the alignment from which reasons and rows are read."""

    left: tuple[Part, ...]
    right: tuple[Part, ...]
    pairs: tuple[Pair, ...]
    rank: float
    score: float

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """Return what agrees and what does not, the weightiest first."""
        return tuple(sorted(_reasons(self), key=lambda reason: ORDER.index(reason.code)))

    @cached_property
    def aligned(self) -> tuple[Row, ...]:
        """Return the parts side by side, in the order of the first name, for display."""
        return tuple(_rows(self))


def _shown(parts: tuple[Part, ...], indexes: tuple[int, ...]) -> str:
    return " ".join(parts[i].text[:1].upper() + parts[i].text[1:] for i in indexes)


def _told_ending(part: Part) -> Ending | None:
    """Return the ending where it tells what the part is: given names end in -in, Turkish surnames in -oglu."""
    ending = part.phones[len(part.stem) :] if part.stem != part.phones else ""
    if part.ending is Ending.SURNAME:
        return Ending.SURNAME if TELLING.intersection(ending) else None
    return None if ending.endswith("lu") else part.ending


def _role(parts: list[Part]) -> str:
    if any(part.kind is Kind.INITIAL for part in parts):
        return "initial"
    endings = {_told_ending(part) for part in parts}
    if Ending.PATRONYMIC in endings and len(endings - {None}) == 1:
        return "patronymic"
    return "surname" if Ending.SURNAME in endings and Ending.PATRONYMIC not in endings else "part"


def _is_short_form(one: Part, other: Part) -> bool:
    if one.text not in FULL and other.text not in FULL:
        return False
    return distance(one.phones, other.phones, one.writing, other.writing) > SAME_SOUND


_OF_OTHERS: Final = frozenset({Ending.PATRONYMIC, Ending.SURNAME})


def _other_part(one: Part, other: Part) -> bool:
    """Say whether two parts of one stem are a father's name and a surname, or one of these and a given name."""
    endings = {_told_ending(one), _told_ending(other)}
    return len(endings) > 1 and not endings.isdisjoint(_OF_OTHERS)


def _verdict_of_kinds(one: Part, other: Part, pair: Pair) -> str:
    """Return the verdict on two parts of which one is no name of its own; empty for two names."""
    kinds = {one.kind, other.kind}
    if kinds == {Kind.HONORIFIC}:
        return "title"
    if kinds == {Kind.FORM}:
        return "form" if pair.distance == 0.0 else "form_differs"
    return "initial" if Kind.INITIAL in kinds else ""


def _verdict(comparison: Comparison, pair: Pair) -> str:
    one, other = comparison.left[pair.left[0]], comparison.right[pair.right[0]]
    told = _verdict_of_kinds(one, other, pair)
    if told or _is_short_form(one, other):
        return told or "short"
    if _other_part(one, other) and (pair.by_stem or pair.distance == 0.0):
        return "root"
    words = len(pair.left) + len(pair.right)
    alone = words == 2 and not pair.by_stem and one.script is other.script
    nearest = SAME_IN_SCRIPT if alone else SAME_SOUND
    if pair.distance > nearest:
        return "alike"
    if words > 2:
        return "joined"
    if pair.by_stem:
        return "stem"
    if one.script is not other.script:
        return "same_across_scripts"
    return "same" if one.text == other.text else "sounds_same"


def _paired_reason(comparison: Comparison, pair: Pair) -> Reason:
    parts = [comparison.left[i] for i in pair.left] + [comparison.right[i] for i in pair.right]
    verdict = _verdict(comparison, pair)
    right = "" if verdict == "title" else _shown(comparison.right, pair.right)
    scripts = tuple(str(part.script) for part in parts)
    return Reason(verdict, _shown(comparison.left, pair.left), right, _role(parts), scripts)


def _left_over(comparison: Comparison) -> tuple[list[int], list[int]]:
    used_left = {i for pair in comparison.pairs for i in pair.left}
    used_right = {i for pair in comparison.pairs for i in pair.right}
    return (
        [i for i in range(len(comparison.left)) if i not in used_left],
        [i for i in range(len(comparison.right)) if i not in used_right],
    )


def _role_left(comparison: Comparison, left: list[int], right: list[int]) -> str:
    if len(left) == len(right) == 1:
        return _role([comparison.left[left[0]], comparison.right[right[0]]])
    return "rest"


def _over_reason(parts: tuple[Part, ...], index: int, left: bool) -> Reason:
    code = "title" if parts[index].kind is Kind.HONORIFIC else "lacking"
    text = _shown(parts, (index,))
    return Reason(code, text if left else "", "" if left else text, _role([parts[index]]))


def _reasons(comparison: Comparison) -> list[Reason]:
    if not comparison.left or not comparison.right:
        return [Reason("unreadable")]
    found = [_paired_reason(comparison, pair) for pair in comparison.pairs] or [Reason("nothing")]
    left, right = _left_over(comparison)
    named_left = [i for i in left if comparison.left[i].kind is not Kind.HONORIFIC]
    named_right = [i for i in right if comparison.right[i].kind is not Kind.HONORIFIC]
    if named_left and named_right:
        shown = _shown(comparison.left, tuple(named_left)), _shown(comparison.right, tuple(named_right))
        if comparison.pairs:
            found.append(Reason("contradicted", *shown, _role_left(comparison, named_left, named_right)))
        left = [i for i in left if i not in named_left]
        right = [i for i in right if i not in named_right]
    found += [_over_reason(comparison.left, i, True) for i in left]
    return found + [_over_reason(comparison.right, i, False) for i in right]


def _rows(comparison: Comparison) -> list[Row]:
    rows: list[tuple[int, Row]] = []
    for pair in comparison.pairs:
        shown = _shown(comparison.left, pair.left), _shown(comparison.right, pair.right)
        rows.append((pair.left[0], Row(*shown, round(1.0 - pair.distance, 3), _verdict(comparison, pair))))
    left, right = _left_over(comparison)
    rows += [(i, Row(_shown(comparison.left, (i,)), "", 0.0, "lacking")) for i in left]
    rows.sort(key=lambda row: row[0])
    return [row for _, row in rows] + [Row("", _shown(comparison.right, (i,)), 0.0, "lacking") for i in right]


def compared(left: tuple[Part, ...], right: tuple[Part, ...]) -> Comparison:
    """Return the comparison of two names already taken apart."""
    pairs = tuple(align(left, right)) if left and right else ()
    rank = rank_of(tally(left, right, pairs)) if pairs else 0.0
    return Comparison(left, right, pairs, rank, score_of(rank))


def compare(a: str, b: str) -> Comparison:
    """Compare two names as written, in any scripts."""
    return compared(parse(a), parse(b))
