"""Distance and rank in machine code: the same alignment as `alignment` and `scoring`, over packed arrays of phones."""
# ruff: noqa: PLR0917, PLR1730 - a compiled function takes its arrays one by one; a comparison is quicker than min()

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kerege.methods.names import alignment, distance, phones, scoring
from kerege.methods.names.compiling import bare, inlined

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Shorts = NDArray[np.int16]
Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]

# Costs are handed over at run time: what is compiled is kept on disk, and must not outlive a change of a cost.
COSTS: Final = (
    alignment.ARTICLE_COST,
    alignment.STEM_COST,
    alignment.ENDING_COST,
    alignment.ONE_ENDING_COST,
    alignment.ONE_FATHER_COST,
    alignment.INITIAL_COST,
    alignment.JOIN_COST,
    alignment.SAME_BY_ENDING,
    distance.FARTHEST,
    alignment.JOIN_ALONE,
    alignment.JOIN_FARTHEST,
    alignment.SHORTEST_JOINED,
    alignment.SIZE_BONUS,
    alignment.SIZE_COUNTED,
    distance.SHORTNESS,
    scoring.DISTANCE_OF_NO_WORTH,
    scoring.CONTRADICTED,
    scoring.LACKING,
    scoring.DOUBT,
    *(distance.ROOM[one, other] for one in distance.Writing for other in distance.Writing),
    *(distance.EXTRA[one, other] for one in distance.Writing for other in distance.Writing),
)
(
    ARTICLE_COST,
    STEM_COST,
    ENDING_COST,
    ONE_ENDING_COST,
    ONE_FATHER_COST,
    INITIAL_COST,
    JOIN_COST,
    SAME_BY_ENDING,
    FARTHEST,
    JOIN_ALONE,
    JOIN_FARTHEST,
    SHORTEST_JOINED,
    SIZE_BONUS,
    SIZE_COUNTED,
    SHORTNESS,
    NO_WORTH,
    CONTRADICTED,
    LACKING,
    DOUBT,
    ROOM,
) = range(len(COSTS) - 2 * len(distance.ROOM) + 1)
EXTRA = ROOM + len(distance.ROOM)
SYLLABIC: Final = int(distance.Writing.SYLLABIC)
NATIVE: Final = int(distance.Writing.NATIVE)

# Columns of a packed part: where its phones, its phones without the article, and its stem begin and how long they are.
MAIN, OTHER, STEM, ENDING, WRITING, KIND, COLUMNS = 0, 2, 4, 6, 7, 8, 9
NAME, INITIAL, HONORIFIC, JOINED = 0, 1, 2, 3
PATRONYMIC, HONOUR, SHORTENED = 1, 3, 4
# The table of sounds: exchanged, one row a symbol; then lost, one row for each pair of writings; then the glides.
SYMBOL_COUNT = len(phones.SYMBOLS)
WRITING_COUNT = len(distance.Writing)
LOST = SYMBOL_COUNT * SYMBOL_COUNT
GLIDES = LOST + WRITING_COUNT * WRITING_COUNT * SYMBOL_COUNT
LONGEST_ROW = 128
MOST_OPTIONS = 512
MOST_PARTS = 16
HUNDRED = 100.0
SUM_SIZE = 4
EVEN = 0.1**alignment.EVEN


class Sounds(NamedTuple):
    """What sounds cost: in hundredths, exchanged, lost (by own and other writing) and the glides; all other costs.

    Few arrays, for each costs time at every call of a compiled function.
    """

    table: Bytes
    costs: Floats


class Parts(NamedTuple):
    """Packed parts: their phones in one buffer, a row of columns each, and their weights."""

    phones: Bytes
    rows: Ints
    weights: Floats


class Bench(NamedTuple):
    """Room to compare two names on: a row of edit costs, joined phones, distances, possible pairs, parts taken."""

    row: Ints
    joined: Bytes
    near: Floats
    cost: Floats
    order: Floats
    taken: Ints
    used: Bytes


def bench() -> Bench:
    """Return room for one thread to compare names on."""
    return Bench(
        np.zeros(LONGEST_ROW, np.int32), np.zeros(LONGEST_ROW, np.uint8), np.zeros((MOST_PARTS, MOST_PARTS)),
        np.zeros(MOST_OPTIONS), np.zeros(MOST_OPTIONS), np.zeros((MOST_OPTIONS, 5), np.int32),
        np.zeros((2, MOST_PARTS), np.uint8),
    )  # fmt: skip


@bare
def _cost(
    one: Bytes, start: int, length: int, other: Bytes, begin: int, count: int, mine: int, theirs: int, most: int,
    table: Bytes, row: Ints,
) -> int:  # fmt: skip
    """Return the least cost of edits, in hundredths; more than `most` where it is beyond. The row holds the first."""
    for i in range(length):
        symbol = int(one[start + i])
        gone = int(table[mine + symbol])
        swap = SYMBOL_COUNT * symbol
        diagonal = int(row[0])
        left = diagonal + gone
        least = left
        row[0] = left
        for j in range(count):
            over = int(other[begin + j])
            above = int(row[j + 1])
            best = diagonal + table[swap + over]
            if above + gone < best:
                best = above + gone
            if left + table[theirs + over] < best:
                best = left + table[theirs + over]
            diagonal = above
            left = best
            row[j + 1] = best
            if best < least:
                least = best
        if least > most:
            return most + 1
    return int(row[count])


@bare
def _same(one: Bytes, start: int, length: int, other: Bytes, begin: int, count: int) -> bool:
    """Return whether two strings of phones are one."""
    if length != count:
        return False
    for i in range(length):  # noqa: SIM110 - compiled: a generator would be slower
        if one[start + i] != other[begin + i]:
            return False
    return True


@bare
def apart(
    one: Bytes, start: int, length: int, other: Bytes, begin: int, count: int, own: int, against: int, sounds: Sounds,
    limit: float, row: Ints,
) -> float:  # fmt: skip
    """Return the distance of two strings of phones, as `distance.distance` does; 1 where it is beyond the limit."""
    table, costs = sounds.table, sounds.costs
    mine = LOST + (own * WRITING_COUNT + against) * SYMBOL_COUNT
    theirs = LOST + (against * WRITING_COUNT + own) * SYMBOL_COUNT
    size = total = 0
    for i in range(length):
        size += table[mine + one[start + i]]
    row[0] = 0
    for j in range(count):
        total += table[theirs + other[begin + j]]
        row[j + 1] = total
    if size + total <= 0:
        return 0.0 if own == against and _same(one, start, length, other, begin, count) else 1.0
    both = own * WRITING_COUNT + against
    extra = costs[EXTRA + both]
    whole = (0.5 * (size + total) + HUNDRED * costs[SHORTNESS]) * costs[ROOM + both]
    most = int((limit - extra) * whole + 0.001)
    if abs(size - total) > most:
        return 1.0
    cost = _cost(one, start, length, other, begin, count, mine, theirs, most, table, row)
    return 1.0 if cost > most else min(1.0, extra + cost / whole)


@bare
def initials_apart(left: Parts, i: int, right: Parts, j: int, sounds: Sounds) -> float:
    """Return how far an initial is from the start of another part."""
    length, count = left.rows[i, MAIN + 1], right.rows[j, MAIN + 1]
    if length == 0 or count == 0:
        return 1.0
    start, begin, table = left.rows[i, MAIN], right.rows[j, MAIN], sounds.table
    one, other = int(left.phones[start]), int(right.phones[begin])
    least = table[SYMBOL_COUNT * one + other]
    if table[GLIDES + one] and length > 1:
        least = min(least, table[SYMBOL_COUNT * int(left.phones[start + 1]) + other])
    if table[GLIDES + other] and count > 1:
        least = min(least, table[SYMBOL_COUNT * one + right.phones[begin + 1]])
    unlike = sounds.costs[INITIAL_COST] if left.rows[i, KIND] != right.rows[j, KIND] else 0.0
    return float(min(1.0, least / HUNDRED + unlike))


@bare
def _others_apart(left: Parts, i: int, right: Parts, j: int, sounds: Sounds, limit: float, row: Ints) -> float:
    """Return the distance of two parts by their forms without the article."""
    x, y, cost = left.rows, right.rows, sounds.costs[ARTICLE_COST]
    u, v, a, b = int(x[i, WRITING]), int(y[j, WRITING]), left.phones, right.phones
    best = 1.0
    if x[i, OTHER + 1]:
        s, n, t, m = int(x[i, OTHER]), int(x[i, OTHER + 1]), int(y[j, MAIN]), int(y[j, MAIN + 1])
        best = min(best, cost + apart(a, s, n, b, t, m, u, v, sounds, limit, row))
    if y[j, OTHER + 1]:
        s, n, t, m = int(x[i, MAIN]), int(x[i, MAIN + 1]), int(y[j, OTHER]), int(y[j, OTHER + 1])
        best = min(best, cost + apart(a, s, n, b, t, m, u, v, sounds, limit, row))
    shortened = x[i, ENDING] == SHORTENED and y[j, ENDING] == SHORTENED
    if x[i, OTHER + 1] and y[j, OTHER + 1] and not shortened:
        s, n, t, m = int(x[i, OTHER]), int(x[i, OTHER + 1]), int(y[j, OTHER]), int(y[j, OTHER + 1])
        best = min(best, apart(a, s, n, b, t, m, u, v, sounds, limit, row))
    return best


@bare
def ending_cost(one: int, other: int, both: bool, costs: Floats) -> float:
    """Return what two parts lie apart whose stems agree, by their endings."""
    fathers = int(one == PATRONYMIC) + int(other == PATRONYMIC)
    if not both:
        return float(costs[ONE_FATHER_COST if fathers else ONE_ENDING_COST])
    if one == HONOUR or other == HONOUR:  # noqa: PLR1714 - compiled, a tuple would be slower
        return float(costs[ONE_FATHER_COST])
    return float(costs[STEM_COST if fathers == 2 else ENDING_COST])


@inlined
def _stems_apart(left: Parts, i: int, right: Parts, j: int, sounds: Sounds, limit: float, row: Ints) -> float:
    """Return the distance of two parts by the stem of one at least, with what their endings cost."""
    x, y = left.rows, right.rows
    u, v, a, b = int(x[i, WRITING]), int(y[j, WRITING]), left.phones, right.phones
    s, n, t, m = int(x[i, MAIN]), int(x[i, MAIN + 1]), int(y[j, MAIN]), int(y[j, MAIN + 1])
    both = x[i, STEM + 1] > 0 and y[j, STEM + 1] > 0
    extra = ending_cost(int(x[i, ENDING]), int(y[j, ENDING]), both, sounds.costs)
    if x[i, STEM + 1]:
        s, n = int(x[i, STEM]), int(x[i, STEM + 1])
    if y[j, STEM + 1]:
        t, m = int(y[j, STEM]), int(y[j, STEM + 1])
    return extra + apart(a, s, n, b, t, m, u, v, sounds, limit, row)


@inlined
def _plainly_apart(left: Parts, i: int, right: Parts, j: int, sounds: Sounds, limit: float, row: Ints) -> float:
    """Return the distance of two parts by what they are written as, with and without an article."""
    x, y, a, b = left.rows, right.rows, left.phones, right.phones
    u, v = int(x[i, WRITING]), int(y[j, WRITING])
    s, n, t, m = int(x[i, MAIN]), int(x[i, MAIN + 1]), int(y[j, MAIN]), int(y[j, MAIN + 1])
    best = apart(a, s, n, b, t, m, u, v, sounds, limit, row)
    if best == 0.0 or x[i, OTHER + 1] + y[j, OTHER + 1] == 0 or (u == NATIVE and v == NATIVE):
        return best
    return min(best, _others_apart(left, i, right, j, sounds, limit, row))


@inlined
def _have_stems(left: Parts, i: int, right: Parts, j: int) -> bool:
    """Return whether the stem of two parts counts: one has any, and they are not both Chinese in Chinese."""
    x, y = left.rows, right.rows
    return bool(x[i, STEM + 1] + y[j, STEM + 1] > 0 and not (x[i, WRITING] == NATIVE and y[j, WRITING] == NATIVE))


@bare
def parts_apart(left: Parts, i: int, right: Parts, j: int, sounds: Sounds, limit: float, row: Ints) -> float:
    """Return the distance of two parts, as `alignment.part_distance` does."""
    x, y, costs = left.rows, right.rows, sounds.costs
    if x[i, KIND] == INITIAL or y[j, KIND] == INITIAL:
        return initials_apart(left, i, right, j, sounds)
    best = _plainly_apart(left, i, right, j, sounds, limit, row)
    if best == 0.0 or not _have_stems(left, i, right, j):
        return best
    stem = _stems_apart(left, i, right, j, sounds, limit, row)
    if stem < best:
        best = stem
    elif x[i, STEM + 1] > 0 and y[j, STEM + 1] > 0 and best > costs[SAME_BY_ENDING]:
        best = 0.5 * (best + min(stem, 1.0))
    return min(best, 1.0)


@bare
def by_stem(left: Parts, i: int, right: Parts, j: int, sounds: Sounds, limit: float, row: Ints) -> bool:
    """Return whether the stems of two parts are nearer than the parts, as `alignment.part_distance` tells besides."""
    if left.rows[i, KIND] == INITIAL or right.rows[j, KIND] == INITIAL:
        return False
    best = _plainly_apart(left, i, right, j, sounds, limit, row)
    if best == 0.0 or not _have_stems(left, i, right, j):
        return False
    return _stems_apart(left, i, right, j, sounds, limit, row) < best


@bare
def joined_apart(left: Parts, i: int, k: int, right: Parts, j: int, sounds: Sounds, on: Bench) -> float:
    """Return the distance of two neighbouring parts, read as one, from a part of the other name."""
    length = 0
    for part in (i, k):
        start = left.rows[part, MAIN]
        for at in range(start, start + left.rows[part, MAIN + 1]):
            on.joined[length] = left.phones[at]
            length += 1
    rows, u, limit = right.rows, int(left.rows[i, WRITING]), sounds.costs[JOIN_FARTHEST]
    v, t, m = int(rows[j, WRITING]), int(rows[j, MAIN]), int(rows[j, MAIN + 1])
    near = apart(on.joined, 0, int(length), right.phones, t, m, u, v, sounds, limit, on.row)
    if rows[j, OTHER + 1]:
        t, m = int(rows[j, OTHER]), int(rows[j, OTHER + 1])
        other = apart(on.joined, 0, int(length), right.phones, t, m, u, v, sounds, limit, on.row)
        near = min(near, sounds.costs[ARTICLE_COST] + other)
    return float(sounds.costs[JOIN_COST] + near)
