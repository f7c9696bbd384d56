"""What two sets of names say: how many parts agree, whether one contradicts, how rare what agrees is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import exp, log
from typing import Final

from rapidfuzz.distance import OSA

from kerege.methods.names import Comparison, compare, compare_many
from kerege.methods.names.alignment import ONE_FATHER_COST, Pair
from kerege.methods.names.endings import Ending
from kerege.methods.names.keys import skeletons
from kerege.methods.names.parts import Kind, Part, parse
from kerege.methods.names.rarity import weight

AGREED: Final = 0.93
AGREED_ACROSS: Final = 0.86
ALIKE: Final = 0.72
LEAST_SLIPPED: Final = 4
SLIP_EVERY: Final = 4
MOST_SLIPS: Final = 2
MOST_RARITY: Final = 6.0
A_MILLION: Final = log(1_000_000.0)
TWO: Final = log(2.0)  # the table's weights are logarithms of two over a frequency


class Naming(StrEnum):
    """How two names stand to each other, from agreement to contradiction."""

    WHOLE = "name_whole"
    TWO = "name_two"
    ALIKE = "name_alike"
    PART = "name_part"
    UNKNOWN = "name_unknown"
    SLIPPED = "name_slipped"
    CROSSED = "name_crossed"
    CONTRADICTED = "name_contradicted"
    DIFFERS = "name_differs"


AGREEING: Final = frozenset({Naming.WHOLE, Naming.TWO, Naming.ALIKE})
PARTLY: Final = frozenset({Naming.PART, Naming.SLIPPED})
"""One part agrees, and the rest is an initial, made of the father's name, lacking or mistyped: a day of birth tells."""
AGAINST: Final = frozenset({Naming.CROSSED, Naming.CONTRADICTED, Naming.DIFFERS})


@dataclass(frozen=True, slots=True)
class Named:
    """Two names weighed: level, score of the name method, parts that agree, and how rare what agrees is.

    `rarity` is the natural logarithm of a million over how many in a million bear it, cut at six either way: nothing
    where one in a million bears it, less than nothing where more do. `after_father`: the own name is the father's too.
    """

    level: Naming = Naming.UNKNOWN
    score: float = 0.0
    parts: int = 0
    rarity: float = 0.0
    after_father: bool = False

    @property
    def bearers(self) -> float:
        """How many in a million bear what agrees, by the shipped frequencies."""
        return exp(-self.rarity)


NOT_NAMED: Final = Named()
REMEMBERED: Final = 100_000
_remembered: Final[dict[tuple[str, str], Named]] = {}
_STRENGTH: Final = {level: place for place, level in enumerate(Naming)}


def best_named(one: tuple[str, ...], other: tuple[str, ...]) -> Named:
    """Return the best agreement of any name of one with any of the other."""
    if not one or not other:
        return NOT_NAMED
    if len(one) == len(other) == 1:
        return named(one[0], other[0])
    found = (named(mine, theirs) for mine in one for theirs in other)
    return min(found, key=lambda each: (_STRENGTH[each.level], -each.score, -each.rarity))


def named(one: str, other: str) -> Named:
    """Return what two names say of each other."""
    found = _remembered.get((one, other))
    return found if found is not None else _remember(one, other, compare(one, other))


def name_together(pairs: Iterable[tuple[str, str]]) -> None:
    """Find out what many pairs of names say of each other and remember it: `named` then has its answer ready.

    Much quicker than one by one where comparing is compiled; what is asked for is the same either way.
    """
    unknown = [pair for pair in dict.fromkeys(pairs) if pair not in _remembered]
    for (one, other), comparison in zip(unknown, compare_many(unknown), strict=True):
        _remember(one, other, comparison)


def _remember(one: str, other: str, comparison: Comparison) -> Named:
    if len(_remembered) >= REMEMBERED:
        _remembered.clear()
    found = _remembered[one, other] = _told(comparison)
    return found


def _told(comparison: Comparison) -> Named:
    counted = _Count.of(comparison)
    level = _level(comparison, counted)
    if level in {Naming.CONTRADICTED, Naming.DIFFERS} and is_slipped(comparison):
        level = Naming.SLIPPED
    rarity = shared_rarity(comparison) if level in AGREEING else 0.0
    named_after = _is_after_father(comparison.left) or _is_after_father(comparison.right)
    return Named(level, comparison.score, counted.agreed, rarity, named_after)


def shared_rarity(comparison: Comparison) -> float:
    """Return how rare the parts that agree are together (shipped frequencies); of two spellings the commoner counts."""
    near = (pair for pair in comparison.pairs if 1.0 - pair.distance >= ALIKE)
    told = (
        min(part_rarity(comparison.left[pair.left[0]]), part_rarity(comparison.right[pair.right[0]])) for pair in near
    )
    return _cut(sum(told))


def most_rarity(name: str) -> float:
    """Return how rare all parts of a name are together: what agrees with it is never rarer."""
    return _cut(sum(map(part_rarity, parse(name))))


def _cut(told: float) -> float:
    return max(-MOST_RARITY, min(MOST_RARITY, told - A_MILLION))


@lru_cache(maxsize=100_000)
def part_rarity(part: Part) -> float:
    """Return the natural logarithm of one over how often a part is borne; Karimov and Karimovich as Karim is."""
    if part.kind is not Kind.NAME:
        return 0.0
    heard = [skeletons(each)[:1] for each in (part.phones, part.stem) if each]
    return max(0.0, min((weight(key) - TWO for keys in heard for key in keys), default=0.0))


def _is_after_father(parts: tuple[Part, ...]) -> bool:
    """Whether somebody is called as his father is: Ivan Ivanovich, Ali bin Ali."""
    fathers = [part for part in parts if part.child_of or part.ending is Ending.PATRONYMIC]
    own = [part for part in parts if part.kind is Kind.NAME and part not in fathers and part.ending is None]
    return any(one.phones == (father.stem or father.phones) for father in fathers for one in own)


def is_slipped(comparison: Comparison) -> bool:
    """Say whether what does not agree is the same word mistyped, or broken in two: one slip in every four letters.

    Slips seldom touch the first letter of a word (Yannakoudakis and Fawthrop, 1983), and names that differ in it are
    as a rule two names: it has to agree.
    """
    near = [pair for pair in comparison.pairs if 1.0 - pair.distance >= ALIKE]
    one = _written(comparison.left, {at for pair in near for at in pair.left})
    other = _written(comparison.right, {at for pair in near for at in pair.right})
    shorter = min(len(one), len(other))
    if shorter < LEAST_SLIPPED or one[0] != other[0]:
        return False
    return OSA.distance(one, other) <= min(MOST_SLIPS, shorter // SLIP_EVERY)


def _written(parts: tuple[Part, ...], used: set[int]) -> str:
    kept = (part for at, part in enumerate(parts) if at not in used and part.kind in {Kind.NAME, Kind.INITIAL})
    return "".join(part.text.casefold() for part in kept)


@dataclass(slots=True)
class _Count:
    """Parts of an alignment by what they say."""

    agreed: int = 0
    alike: int = 0
    crossed: int = 0
    made_of_mine: int = 0  # a word of the other name is made of an own name in this one: Рустам, Рустамзода
    made_of_theirs: int = 0
    against: int = 0
    initials: int = 0

    @classmethod
    def of(cls, comparison: Comparison) -> _Count:
        counted = cls()
        left, right = comparison.left, comparison.right
        used_left: set[int] = set()
        used_right: set[int] = set()
        for pair in comparison.pairs:
            used_left.update(pair.left)
            used_right.update(pair.right)
            one, other = left[pair.left[0]], right[pair.right[0]]
            counted.add(one, other, _agreement(one, other, pair))
            counted.made_of_mine += _is_made_of(other, one, pair)
            counted.made_of_theirs += _is_made_of(one, other, pair)
        mine = [part for at, part in enumerate(left) if at not in used_left]
        theirs = [part for at, part in enumerate(right) if at not in used_right]
        counted.against += min(_names_in(mine), _names_in(theirs))
        counted.against += _is_the_father(left, right, used_left, used_right, counted.made_of_theirs)
        counted.against += _is_the_father(right, left, used_right, used_left, counted.made_of_mine)
        if counted.agreed + counted.alike > 1:  # surname and patronymic: the initial left is of the given name
            counted.against += _is_another_initial(mine, theirs) or _is_another_initial(theirs, mine)
        return counted

    def add(self, one: Part, other: Part, agreement: float) -> None:
        """Count one pair of parts."""
        if one.kind is Kind.INITIAL or other.kind is Kind.INITIAL:
            self.initials += agreement >= ALIKE
            self.against += agreement < ALIKE
        elif one.kind is not Kind.NAME and other.kind is not Kind.NAME:
            return
        elif _is_of_one_father(one, other) and (agreement < AGREED or _has_father_word(one, other)):
            self.crossed += 1
        elif agreement >= (AGREED if one.script is other.script else AGREED_ACROSS):
            self.agreed += 1
        elif agreement >= ALIKE:
            self.alike += 1
        else:
            self.against += 1


def _is_of_one_father(one: Part, other: Part) -> bool:
    """Whether a father's name stands against a name of another kind."""
    return (one.ending is Ending.PATRONYMIC) != (other.ending is Ending.PATRONYMIC) and not _are_fathers(one, other)


def _are_fathers(one: Part, other: Part) -> bool:
    """Whether both are a father's name, one by "son of" before it and one by its ending: ибн Рустам, Рустамович."""
    return (one.child_of and other.ending is Ending.PATRONYMIC) or (other.child_of and one.ending is Ending.PATRONYMIC)


def _agreement(one: Part, other: Part, pair: Pair) -> float:
    """How far two parts agree; an ending costs nothing where both are a father's name."""
    free = ONE_FATHER_COST if pair.by_stem and _are_fathers(one, other) else 0.0
    return 1.0 - pair.distance + free


def _has_father_word(one: Part, other: Part) -> bool:
    """Whether a word of its own says "son of": then the father's name sounds as his own, and agreement says nothing."""
    return any(part.ending is Ending.PATRONYMIC and part.stem == part.phones for part in (one, other))


def _is_made_of(derived: Part, own: Part, pair: Pair) -> bool:
    """Whether one part is a father's or family name, and the other the bare name that it is made of."""
    if derived.kind is not Kind.NAME or own.kind is not Kind.NAME or own.ending is not None:
        return False
    if derived.child_of:
        return not own.child_of
    if own.child_of:
        return False
    if derived.ending is Ending.PATRONYMIC:
        return pair.by_stem or _has_father_word(derived, own)
    return derived.ending is Ending.SURNAME and pair.by_stem and 1.0 - pair.distance >= ALIKE


def _is_the_father(
    child: tuple[Part, ...], other: tuple[Part, ...], used: set[int], used_other: set[int], made: int
) -> bool:
    """Whether a child's own name, before "son of", is lacking in the other name: that is his father, or grandfather.

    Only where the other name lacks nothing: the father's own parts all stand in the child's.
    """
    first = next((at for at, part in enumerate(child) if part.child_of), 0)
    own = {at for at in range(first) if child[at].kind is Kind.NAME and child[at].ending is not Ending.SURNAME}
    return bool(own and made and used.isdisjoint(own)) and len(used_other) == len(other)


def _names_in(parts: list[Part]) -> int:
    return sum(part.kind is Kind.NAME for part in parts)


def _is_another_initial(some: list[Part], others: list[Part]) -> bool:
    """Whether an initial is left and a name facing it, and no such initial can be of such a name."""
    initials = [part for part in some if part.kind is Kind.INITIAL]
    names = [part for part in others if part.kind is Kind.NAME]
    fits = any(one.text[:1] == name.text[:1] or one.phones[:1] == name.phones[:1] for one in initials for name in names)
    return bool(initials and names) and not fits


def _level(comparison: Comparison, counted: _Count) -> Naming:
    if not comparison.pairs or counted.agreed + counted.alike + counted.crossed == 0:
        return Naming.DIFFERS if comparison.left and comparison.right else Naming.UNKNOWN
    if counted.crossed > 1 or (counted.made_of_mine and counted.made_of_theirs):
        return Naming.CROSSED
    if counted.against:
        return Naming.CONTRADICTED
    if counted.alike:
        return Naming.ALIKE if counted.agreed + counted.alike > 1 else Naming.PART
    if counted.agreed > 1:
        return Naming.WHOLE if counted.agreed > 2 else Naming.TWO
    return Naming.PART
