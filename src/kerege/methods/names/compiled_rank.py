"""The rank of two names in machine code: the same alignment as `alignment` and `scoring`."""
# ruff: noqa: PLR0917 - a compiled function takes its arrays one by one

from __future__ import annotations

import numpy as np

from kerege.methods.names.compiled import (
    CONTRADICTED,
    DOUBT,
    EVEN,
    FARTHEST,
    JOIN_ALONE,
    JOIN_FARTHEST,
    KIND,
    LACKING,
    MAIN,
    MOST_OPTIONS,
    NAME,
    NATIVE,
    NO_WORTH,
    SHORTEST_JOINED,
    SIZE_BONUS,
    SIZE_COUNTED,
    SUM_SIZE,
    WRITING,
    Bench,
    Floats,
    Ints,
    Longs,
    Parts,
    Sounds,
    joined_apart,
    parts_apart,
)
from kerege.methods.names.compiling import bare, compiled, inlined


@inlined
def _option(
    on: Bench, count: int, cost: float, size: int, sum_size: int, i: int, i2: int, j: int, j2: int, sounds: Sounds
) -> int:  # fmt: skip
    if count >= MOST_OPTIONS:
        return count
    on.cost[count] = cost
    on.order[count] = cost - sounds.costs[SIZE_BONUS] * min(size, sounds.costs[SIZE_COUNTED])
    on.taken[count, 0], on.taken[count, 1], on.taken[count, 2], on.taken[count, 3] = i, i2, j, j2
    on.taken[count, SUM_SIZE] = sum_size
    return count + 1


@inlined
def _joins(
    left: Parts, ours: Ints, right: Parts, theirs: Ints, turned: bool, on: Bench, count: int, sounds: Sounds
) -> int:
    """Add the options in which two neighbours of the left name stand for one part of the right; return the count."""
    for i in range(ours.shape[0] - 1):
        first, second = ours[i], ours[i + 1]
        if left.rows[first, KIND] != NAME or left.rows[second, KIND] != NAME or left.rows[first, WRITING] == NATIVE:
            continue
        for j in range(theirs.shape[0]):
            near, next_near = (on.near[j, i], on.near[j, i + 1]) if turned else (on.near[i, j], on.near[i + 1, j])
            alone = min(near, next_near)
            length = right.rows[theirs[j], MAIN + 1]
            if (
                right.rows[theirs[j], KIND] != NAME
                or length < sounds.costs[SHORTEST_JOINED]
                or alone < sounds.costs[JOIN_ALONE]
            ):
                continue
            cost = joined_apart(left, first, second, right, theirs[j], sounds, on)
            if cost < min(alone, sounds.costs[JOIN_FARTHEST]):
                both = left.rows[first, MAIN + 1] + left.rows[second, MAIN + 1]
                size, sum_size = min(both, length), both + length
                if turned:
                    count = _option(on, count, cost, size, sum_size, j, j, i, i + 1, sounds)
                else:
                    count = _option(on, count, cost, size, sum_size, i, i + 1, j, j, sounds)
    return count


@inlined
def _next(on: Bench, count: int) -> int:
    """Return the nearest pair whose parts are all free; -1 where there is none."""
    best = -1
    for k in range(count):
        if best >= 0:
            later, dearer = on.order[k] - on.order[best], on.cost[k] - on.cost[best]
            smaller = on.taken[k, SUM_SIZE] <= on.taken[best, SUM_SIZE]
            if later > EVEN or (later > -EVEN and (dearer > EVEN or (dearer > -EVEN and smaller))):
                continue
        free = not (on.used[0, on.taken[k, 0]] or on.used[0, on.taken[k, 1]])
        if free and not (on.used[1, on.taken[k, 2]] or on.used[1, on.taken[k, 3]]):
            best = k
    return best


@inlined
def weight_of(weights: Floats, numbers: Ints, first: int, second: int) -> float:
    """Return the weight of a part, or of two joined."""
    extra = weights[numbers[second]] if second != first else 0.0
    return float(weights[numbers[first]] + extra)


@inlined
def left_over(weights: Floats, numbers: Ints, on: Bench, side: int) -> float:
    """Return the weight of all parts of a side that stand for none of the other."""
    total = 0.0
    for k in range(numbers.shape[0]):
        if not on.used[side, k]:
            total += weights[numbers[k]]
    return total


@inlined
def rank_by(agreed: float, lying: float, over_left: float, over_right: float, sounds: Sounds) -> float:
    """Return the rank that weights lead to, as `scoring.rank_of` does; nothing where nothing agrees."""
    if agreed <= 0.0:
        return 0.0
    against = (
        lying
        + sounds.costs[CONTRADICTED] * min(over_left, over_right)
        + sounds.costs[LACKING] * abs(over_left - over_right)
        + sounds.costs[DOUBT]
    )
    return float(agreed / (agreed + against))


@inlined
def _rank(on: Bench, count: int, left: Floats, ours: Ints, right: Floats, theirs: Ints, sounds: Sounds) -> float:
    on.used[:] = 0
    agreed = lying = 0.0
    best = _next(on, count)
    while best >= 0:
        i, i2, j, j2 = on.taken[best, 0], on.taken[best, 1], on.taken[best, 2], on.taken[best, 3]
        weight = min(weight_of(left, ours, i, i2), weight_of(right, theirs, j, j2))
        agreed += weight * max(0.0, 1.0 - on.cost[best] / sounds.costs[NO_WORTH])
        lying += weight * on.cost[best]
        on.used[0, i] = on.used[0, i2] = on.used[1, j] = on.used[1, j2] = 1
        best = _next(on, count)
    over_left, over_right = left_over(left, ours, on, 0), left_over(right, theirs, on, 1)
    return rank_by(agreed, lying, over_left, over_right, sounds)


@inlined
def options_near(left: Parts, ours: Ints, right: Parts, theirs: Ints, sounds: Sounds, on: Bench) -> int:
    """Lay out which parts of two names could stand for each other, their distances in `on.near`; return how many."""
    count = 0
    for i in range(ours.shape[0]):
        for j in range(theirs.shape[0]):
            if on.near[i, j] <= sounds.costs[FARTHEST]:
                mine, other = left.rows[ours[i], MAIN + 1], right.rows[theirs[j], MAIN + 1]
                count = _option(on, count, on.near[i, j], min(mine, other), mine + other, i, i, j, j, sounds)
    count = _joins(left, ours, right, theirs, False, on, count, sounds)
    return _joins(right, theirs, left, ours, True, on, count, sounds)


@inlined
def rank_near(left: Parts, ours: Ints, right: Parts, theirs: Ints, sounds: Sounds, on: Bench) -> float:
    """Return the rank of two names whose parts' distances stand in `on.near`."""
    count = options_near(left, ours, right, theirs, sounds, on)
    return _rank(on, count, left.weights, ours, right.weights, theirs, sounds)


@bare
def near_by_parts(left: Parts, ours: Ints, right: Parts, theirs: Ints, sounds: Sounds, on: Bench) -> None:
    """Write the distances of all parts of two names to `on.near`."""
    for i in range(ours.shape[0]):
        for j in range(theirs.shape[0]):
            on.near[i, j] = parts_apart(left, ours[i], right, theirs[j], sounds, sounds.costs[FARTHEST], on.row)


@bare
def rank_of(left: Parts, ours: Ints, right: Parts, theirs: Ints, sounds: Sounds, on: Bench) -> float:
    """Return the rank of two names, given as numbers of parts, as `alignment.align` and `scoring.rank_of` do."""
    near_by_parts(left, ours, right, theirs, sounds, on)
    return rank_near(left, ours, right, theirs, sounds, on)


@compiled
def rank_many(left: Parts, right: Parts, starts: Longs, sounds: Sounds, on: Bench, out: Floats) -> None:
    """Write the rank of one name against each of many, whose parts lie one after the other."""
    ours = np.arange(left.rows.shape[0]).astype(np.int32)
    for record in range(out.shape[0]):
        theirs = np.arange(starts[record], starts[record + 1]).astype(np.int32)
        out[record] = rank_of(left, ours, right, theirs, sounds, on)
