"""Distance and rank in machine code: the same alignment as `alignment` and `scoring`, over packed arrays of phones."""
# ruff: noqa: PLR0917 - a compiled function takes its arrays one by one

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

from kerege.methods.names import alignment, distance, scoring

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]
F = TypeVar("F", bound=Callable[..., object])

# Costs are handed over at run time: what is compiled is kept on disk, and must not outlive a change of a cost.
COSTS: Final = (
    alignment.ARTICLE_COST,
    alignment.STEM_COST,
    alignment.ENDING_COST,
    alignment.ONE_ENDING_COST,
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
    distance.VOWELLESS_COST,
    scoring.DISTANCE_OF_NO_WORTH,
    scoring.CONTRADICTED,
    scoring.LACKING,
    scoring.DOUBT,
)
(
    ARTICLE_COST,
    STEM_COST,
    ENDING_COST,
    ONE_ENDING_COST,
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
    VOWELLESS_COST,
    NO_WORTH,
    CONTRADICTED,
    LACKING,
    DOUBT,
) = range(len(COSTS))
UNWRITTEN: Final = int(distance.Writing.UNWRITTEN)
SYLLABIC: Final = int(distance.Writing.SYLLABIC)

# Columns of a packed part: where its phones, its phones without the article, and its stem begin and how long they are.
MAIN, OTHER, STEM, ENDING, WRITING, KIND, COLUMNS = 0, 2, 4, 6, 7, 8, 9
NAME, INITIAL, HONORIFIC, JOINED = 0, 1, 2, 3
PATRONYMIC = 1
LONGEST_ROW = 128
MOST_OPTIONS = 512
HUNDRED = 100.0


class Sounds(NamedTuple):
    """What sounds cost, in hundredths: exchanged, lost (by own and other writing); the glides; all other costs."""

    exchange: Bytes
    loss: Bytes
    glides: Bytes
    costs: Floats
    strict: Floats


class Parts(NamedTuple):
    """Packed parts: their phones in one buffer, a row of columns each, and their weights."""

    phones: Bytes
    rows: Ints
    weights: Floats


class Options(NamedTuple):
    """Possible pairs of an alignment: cost, place in the order of choice, and the parts taken on either side."""

    cost: Floats
    order: Floats
    taken: Ints


def compiled(function: F) -> F:
    """Compile a function to machine code, kept on disk for the next start."""
    return cast(F, numba.njit(cache=True, nogil=True)(function))


@compiled
def form(parts: Parts, part: int, column: int) -> Bytes:
    """Return the phones of one form of a part."""
    start = parts.rows[part, column]
    return parts.phones[start : start + parts.rows[part, column + 1]]


@compiled
def apart(one: Bytes, other: Bytes, own: int, against: int, sounds: Sounds, limit: float, row: Ints) -> float:
    """Return the distance of two strings of phones, as `distance.distance` does; 1 where it is beyond the limit."""
    mine, theirs = sounds.loss[own, against], sounds.loss[against, own]
    size = 0
    for symbol in one:
        size += mine[symbol]
    total = 0
    row[0] = 0
    for j in range(other.shape[0]):
        total += theirs[other[j]]
        row[j + 1] = total
    if size + total <= 0:
        return 1.0
    vowelless = (own == UNWRITTEN and against == SYLLABIC) or (own == SYLLABIC and against == UNWRITTEN)
    extra = sounds.costs[VOWELLESS_COST] if vowelless else 0.0
    whole = 0.5 * (size + total) + HUNDRED * sounds.costs[SHORTNESS]
    if own == against:
        whole /= sounds.strict[own]
    most = np.int32((limit - extra) * whole + 0.001)
    if abs(size - total) > most:
        return 1.0
    for symbol in one:
        gone = np.int32(mine[symbol])
        costs = sounds.exchange[symbol]
        diagonal = row[0]
        left = diagonal + gone
        row[0] = left
        least = left
        for j in range(other.shape[0]):
            over = other[j]
            above = row[j + 1]
            best = min(diagonal + np.int32(costs[over]), above + gone, left + np.int32(theirs[over]))
            diagonal = above
            row[j + 1] = best
            left = best
            least = min(least, best)
        if least > most:
            return 1.0
    cost = float(row[other.shape[0]])
    return 1.0 if cost > most else min(1.0, extra + cost / whole)


@compiled
def initials_apart(left: Parts, i: int, right: Parts, j: int, sounds: Sounds) -> float:
    """Return how far an initial is from the start of another part."""
    one, other = form(left, i, MAIN), form(right, j, MAIN)
    if one.shape[0] == 0 or other.shape[0] == 0:
        return 1.0
    least = sounds.exchange[one[0], other[0]]
    if sounds.glides[one[0]] and one.shape[0] > 1:
        least = min(least, sounds.exchange[one[1], other[0]])
    if sounds.glides[other[0]] and other.shape[0] > 1:
        least = min(least, sounds.exchange[one[0], other[1]])
    unlike = sounds.costs[INITIAL_COST] if left.rows[i, KIND] != right.rows[j, KIND] else 0.0
    return float(min(1.0, least / HUNDRED + unlike))


@compiled
def stems_apart(left: Parts, i: int, right: Parts, j: int, sounds: Sounds, limit: float, row: Ints) -> float:
    """Return the distance of two parts by their stems."""
    x, y = left.rows[i], right.rows[j]
    both = x[STEM + 1] > 0 and y[STEM + 1] > 0
    extra = sounds.costs[ONE_ENDING_COST]
    if both:
        extra = (
            sounds.costs[STEM_COST]
            if x[ENDING] == PATRONYMIC and y[ENDING] == PATRONYMIC
            else sounds.costs[ENDING_COST]
        )
    one = form(left, i, STEM if x[STEM + 1] else MAIN)
    other = form(right, j, STEM if y[STEM + 1] else MAIN)
    return float(extra + apart(one, other, x[WRITING], y[WRITING], sounds, limit, row))


@compiled
def parts_apart(left: Parts, i: int, right: Parts, j: int, sounds: Sounds, limit: float, row: Ints) -> float:
    """Return the distance of two parts, as `alignment.part_distance` does."""
    x, y = left.rows[i], right.rows[j]
    if x[KIND] == INITIAL or y[KIND] == INITIAL:
        return initials_apart(left, i, right, j, sounds)
    u, v = x[WRITING], y[WRITING]
    one, other = form(left, i, MAIN), form(right, j, MAIN)
    best = apart(one, other, u, v, sounds, limit, row)
    if best == 0.0:
        return best
    if x[OTHER + 1]:
        best = min(best, sounds.costs[ARTICLE_COST] + apart(form(left, i, OTHER), other, u, v, sounds, limit, row))
    if y[OTHER + 1]:
        best = min(best, sounds.costs[ARTICLE_COST] + apart(one, form(right, j, OTHER), u, v, sounds, limit, row))
    if x[OTHER + 1] and y[OTHER + 1]:
        best = min(best, apart(form(left, i, OTHER), form(right, j, OTHER), u, v, sounds, limit, row))
    if x[STEM + 1] or y[STEM + 1]:
        stem = stems_apart(left, i, right, j, sounds, limit, row)
        if stem < best:
            best = stem
        elif x[STEM + 1] and y[STEM + 1] and best > sounds.costs[SAME_BY_ENDING]:
            best = 0.5 * (best + min(stem, 1.0))
    return min(best, 1.0)


@compiled
def joined_apart(left: Parts, i: int, k: int, right: Parts, j: int, sounds: Sounds, row: Ints) -> float:
    """Return the distance of two neighbouring parts, read as one, from a part of the other name."""
    first, second = form(left, i, MAIN), form(left, k, MAIN)
    both = np.concatenate((first, second))
    u, v = left.rows[i, WRITING], right.rows[j, WRITING]
    near = apart(both, form(right, j, MAIN), u, v, sounds, sounds.costs[JOIN_FARTHEST], row)
    return float(sounds.costs[JOIN_COST] + near)


@compiled
def _option(
    options: Options, count: int, cost: float, size: int, taken: tuple[int, int, int, int], sounds: Sounds
) -> int:
    if count >= MOST_OPTIONS:
        return count
    options.cost[count], options.order[count] = (
        cost,
        cost - sounds.costs[SIZE_BONUS] * min(size, sounds.costs[SIZE_COUNTED]),
    )
    for side in range(4):
        options.taken[count, side] = taken[side]
    return count + 1


@compiled
def _joins(
    left: Parts, ours: Ints, right: Parts, theirs: Ints, near: Floats, turned: bool, options: Options, count: int,
    sounds: Sounds, row: Ints,
) -> int:  # fmt: skip
    """Add the options in which two neighbours of the left name stand for one part of the right; return the count."""
    for i in range(ours.shape[0] - 1):
        first, second = ours[i], ours[i + 1]
        if left.rows[first, KIND] != NAME or left.rows[second, KIND] != NAME:
            continue
        for j in range(theirs.shape[0]):
            alone = min(near[i, j], near[i + 1, j])
            length = right.rows[theirs[j], MAIN + 1]
            if (
                right.rows[theirs[j], KIND] != NAME
                or length < sounds.costs[SHORTEST_JOINED]
                or alone < sounds.costs[JOIN_ALONE]
            ):
                continue
            cost = joined_apart(left, first, second, right, theirs[j], sounds, row)
            if cost < min(alone, sounds.costs[JOIN_FARTHEST]):
                size = min(left.rows[first, MAIN + 1] + left.rows[second, MAIN + 1], length)
                taken = (j, j, i, i + 1) if turned else (i, i + 1, j, j)
                count = _option(options, count, cost, size, taken, sounds)
    return count


@compiled
def _next(options: Options, count: int, used_left: Bytes, used_right: Bytes) -> int:
    """Return the nearest pair whose parts are all free; -1 where there is none."""
    best = -1
    for k in range(count):
        taken = options.taken[k]
        if used_left[taken[0]] or used_left[taken[1]] or used_right[taken[2]] or used_right[taken[3]]:
            continue
        even = best >= 0 and options.order[k] == options.order[best]
        if best < 0 or options.order[k] < options.order[best] or (even and options.cost[k] < options.cost[best]):
            best = k
    return best


@compiled
def _weight(weights: Floats, numbers: Ints, first: int, second: int) -> float:
    extra = weights[numbers[second]] if second != first else 0.0
    return float(weights[numbers[first]] + extra)


@compiled
def _over(weights: Floats, numbers: Ints, used: Bytes) -> float:
    total = 0.0
    for k in range(numbers.shape[0]):
        if not used[k]:
            total += weights[numbers[k]]
    return total


@compiled
def _rank(options: Options, count: int, left: Floats, ours: Ints, right: Floats, theirs: Ints, sounds: Sounds) -> float:
    used_left, used_right = np.zeros(ours.shape[0], np.uint8), np.zeros(theirs.shape[0], np.uint8)
    agreed = lying = 0.0
    best = _next(options, count, used_left, used_right)
    while best >= 0:
        i, i2, j, j2 = options.taken[best]
        weight = min(_weight(left, ours, i, i2), _weight(right, theirs, j, j2))
        agreed += weight * max(0.0, 1.0 - options.cost[best] / sounds.costs[NO_WORTH])
        lying += weight * options.cost[best]
        used_left[i] = used_left[i2] = used_right[j] = used_right[j2] = 1
        best = _next(options, count, used_left, used_right)
    if agreed <= 0.0:
        return 0.0
    over_left, over_right = _over(left, ours, used_left), _over(right, theirs, used_right)
    against = (
        lying
        + sounds.costs[CONTRADICTED] * min(over_left, over_right)
        + sounds.costs[LACKING] * abs(over_left - over_right)
        + sounds.costs[DOUBT]
    )
    return float(agreed / (agreed + against))


@compiled
def rank_of(left: Parts, ours: Ints, right: Parts, theirs: Ints, sounds: Sounds) -> float:
    """Return the rank of two names, given as numbers of parts, as `alignment.align` and `scoring.rank_of` do."""
    n, m = ours.shape[0], theirs.shape[0]
    row = np.empty(LONGEST_ROW, np.int32)
    near = np.empty((n, m), np.float64)
    options = Options(np.empty(MOST_OPTIONS), np.empty(MOST_OPTIONS), np.empty((MOST_OPTIONS, 4), np.int32))
    count = 0
    for i in range(n):
        for j in range(m):
            near[i, j] = parts_apart(left, ours[i], right, theirs[j], sounds, sounds.costs[FARTHEST], row)
            if near[i, j] <= sounds.costs[FARTHEST]:
                size = min(left.rows[ours[i], MAIN + 1], right.rows[theirs[j], MAIN + 1])
                count = _option(options, count, near[i, j], size, (i, i, j, j), sounds)
    count = _joins(left, ours, right, theirs, near, False, options, count, sounds, row)
    count = _joins(right, theirs, left, ours, near.T, True, options, count, sounds, row)
    return _rank(options, count, left.weights, ours, right.weights, theirs, sounds)


@compiled
def rank_many(left: Parts, right: Parts, starts: Longs, sounds: Sounds, out: Floats) -> None:
    """Write the rank of one name against each of many, whose parts lie one after the other."""
    ours = np.arange(left.rows.shape[0]).astype(np.int32)
    for record in range(out.shape[0]):
        theirs = np.arange(starts[record], starts[record + 1]).astype(np.int32)
        out[record] = rank_of(left, ours, right, theirs, sounds)
