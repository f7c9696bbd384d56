"""Parts of two names laid side by side, in any order, joined where one name writes two parts as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kerege.methods.names.distance import FARTHEST, HUNDRED, Writing, distance
from kerege.methods.names.endings import Ending
from kerege.methods.names.parts import Kind, Part
from kerege.methods.names.phones import EXCHANGE

ARTICLE_COST: Final = 0.03
STEM_COST: Final = 0.02
ENDING_COST: Final = 0.08
ONE_ENDING_COST: Final = 0.12
ONE_FATHER_COST: Final = 0.2  # a father's name against a given name: father and son are not one
INITIAL_COST: Final = 0.15
JOIN_COST: Final = 0.02
SAME_BY_ENDING: Final = 0.08
JOIN_ALONE: Final = 0.12
JOIN_FARTHEST: Final = 0.35
SHORTEST_JOINED: Final = 4
SIZE_BONUS: Final = 0.01
SIZE_COUNTED: Final = 8
EVEN: Final = 9  # digits after which two costs are even, whatever the order they were summed in


@dataclass(frozen=True, slots=True)
class Pair:
    """Parts of either name that stand for each other, with their distance (0 to 1)."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    distance: float
    by_stem: bool = False


Option = tuple[float, str, str, Pair]


def _stem_distance(one: Part, other: Part) -> float:
    if one.stem and other.stem:
        endings = one.ending, other.ending
        extra = STEM_COST if endings == (Ending.PATRONYMIC, Ending.PATRONYMIC) else ENDING_COST
        if Ending.HONOUR in endings:
            extra = ONE_FATHER_COST  # Azizjon, Azizbek and Azizov are three
        return extra + distance(one.stem, other.stem, one.writing, other.writing)
    cost = ONE_FATHER_COST if Ending.PATRONYMIC in {one.ending, other.ending} else ONE_ENDING_COST
    if one.stem:
        return cost + distance(one.stem, other.phones, one.writing, other.writing)
    if other.stem:
        return cost + distance(one.phones, other.stem, one.writing, other.writing)
    return 1.0


def _initial_distance(one: Part, other: Part) -> float:
    if not (one.phones and other.phones):
        return 1.0
    cost = EXCHANGE[one.phones[0]][other.phones[0]]
    skipped = min(
        (EXCHANGE[a][b] for a, b in _glided(one.phones, other.phones)),
        default=1.0,
    )
    least = round(HUNDRED * min(cost, skipped)) / HUNDRED  # to the last bit what the compiled alignment counts
    return min(1.0, INITIAL_COST * (one.kind is not other.kind) + least)


def _glided(one: str, other: str) -> list[tuple[str, str]]:
    pairs = []
    if one[0] in "jyY" and len(one) > 1:
        pairs.append((one[1], other[0]))
    if other[0] in "jyY" and len(other) > 1:
        pairs.append((one[0], other[1]))
    return pairs


@lru_cache(maxsize=400_000)
def part_distance(one: Part, other: Part) -> tuple[float, bool]:
    """Return how far apart two parts are, and whether only their stems agree."""
    if one.kind is Kind.INITIAL or other.kind is Kind.INITIAL:
        return _initial_distance(one, other), False
    plain = distance(one.phones, other.phones, one.writing, other.writing)
    if plain == 0.0 or one.writing is other.writing is Writing.NATIVE:
        return plain, False  # two names in Chinese are read one way
    if one.other:
        plain = min(plain, ARTICLE_COST + distance(one.other, other.phones, one.writing, other.writing))
    if other.other:
        plain = min(plain, ARTICLE_COST + distance(one.phones, other.other, one.writing, other.writing))
    if one.other and other.other and not one.ending is other.ending is Ending.SHORTENED:
        plain = min(plain, distance(one.other, other.other, one.writing, other.writing))
    stem = _stem_distance(one, other) if one.stem or other.stem else 1.0
    if stem < plain:
        return stem, True
    if one.stem and other.stem and plain > SAME_BY_ENDING:
        plain = 0.5 * (plain + min(stem, 1.0))  # two names that share little but an ending
    return min(plain, 1.0), False


def _joined_distance(first: Part, second: Part, other: Part) -> float:
    """Return how far two neighbours, read as one, are from another part, by either of its readings."""
    both = first.phones + second.phones
    near = distance(both, other.phones, first.writing, other.writing, JOIN_FARTHEST)
    if other.other:
        near = min(near, ARTICLE_COST + distance(both, other.other, first.writing, other.writing, JOIN_FARTHEST))
    return near


def _joins(parts: Sequence[Part], others: Sequence[Part], rows: list[list[float]]) -> list[tuple[float, int, int]]:
    """Return (distance, first of two neighbours, other part) where two neighbours together fit better than either."""
    found = []
    for index in range(len(parts) - 1):
        first, second = parts[index], parts[index + 1]
        if first.kind is not Kind.NAME or second.kind is not Kind.NAME or first.writing is Writing.NATIVE:
            continue  # family and given name in Chinese are never one word
        for column, other in enumerate(others):
            if other.kind is not Kind.NAME or len(other.phones) < SHORTEST_JOINED:
                continue
            alone = min(rows[index][column], rows[index + 1][column])
            if alone < JOIN_ALONE:
                continue
            cost = JOIN_COST + _joined_distance(first, second, other)
            if cost < min(alone, JOIN_FARTHEST):
                found.append((cost, index, column))
    return found


def _options(left: Sequence[Part], right: Sequence[Part]) -> list[Option]:
    rows = [[part_distance(a, b) for b in right] for a in left]
    options: list[Option] = []
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            cost, stem = rows[i][j]
            if cost <= FARTHEST:
                low, high = sorted((a.phones, b.phones))
                options.append((cost, low, high, Pair((i,), (j,), cost, stem)))
    plain = [[cost for cost, _ in row] for row in rows]
    for cost, i, j in _joins(left, right, plain):
        options.append((cost, "", "", Pair((i, i + 1), (j,), cost)))
    turned = [list(column) for column in zip(*plain, strict=True)]
    for cost, j, i in _joins(right, left, turned):
        options.append((cost, "", "", Pair((i,), (j, j + 1), cost)))
    return options


def _size(parts: Sequence[Part], indexes: tuple[int, ...]) -> int:
    return sum(len(parts[index].phones) for index in indexes)


def align(left: Sequence[Part], right: Sequence[Part]) -> list[Pair]:
    """Return the pairs of parts that stand for each other, nearest first; every part is used once at most."""
    options = _options(left, right)

    def order(option: Option) -> tuple[float, float, int, str, str]:
        cost, one, other, pair = option
        sizes = _size(left, pair.left), _size(right, pair.right)
        nearness = round(cost - SIZE_BONUS * min(*sizes, SIZE_COUNTED), EVEN)
        return nearness, round(cost, EVEN), -sum(sizes), one, other

    options.sort(key=order)
    used_left: set[int] = set()
    used_right: set[int] = set()
    chosen = []
    for _, _, _, pair in options:
        if used_left.isdisjoint(pair.left) and used_right.isdisjoint(pair.right):
            used_left.update(pair.left)
            used_right.update(pair.right)
            chosen.append(pair)
    return chosen
