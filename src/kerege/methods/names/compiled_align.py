"""The alignment of two names in machine code: which parts stand for which, in the order of `alignment.align`."""
# ruff: noqa: PLR0917 - a compiled function takes its arrays one by one

from __future__ import annotations

import numpy as np

from kerege.methods.names.compiled import (
    EVEN,
    FARTHEST,
    MAIN,
    NO_WORTH,
    SUM_SIZE,
    Bench,
    Bytes,
    Floats,
    Ints,
    Longs,
    Parts,
    Sounds,
    by_stem,
)
from kerege.methods.names.compiled_rank import left_over, near_by_parts, options_near, rank_by, weight_of
from kerege.methods.names.compiling import bare, compiled, inlined

PAIRED = 5  # of a pair: first and last part of the left name, of the right name, whether by their stems


@bare
def _spelled(one: Parts, i: int, other: Parts, j: int, alphabet: Bytes) -> int:
    """Return whether the phones of one part stand before those of another (-1), behind them (1), or are the same."""
    start, length = one.rows[i, MAIN], one.rows[i, MAIN + 1]
    begin, count = other.rows[j, MAIN], other.rows[j, MAIN + 1]
    for at in range(min(length, count)):
        mine, theirs = alphabet[one.phones[start + at]], alphabet[other.phones[begin + at]]
        if mine != theirs:
            return -1 if mine < theirs else 1
    return int(length > count) - int(length < count)


@bare
def _is_spelled_before(
    left: Parts, ours: Ints, right: Parts, theirs: Ints, one: Ints, other: Ints, alphabet: Bytes
) -> bool:  # fmt: skip
    """Return whether of two pairs that are even one stands first by its phones; joined parts stand before all."""
    if other[0] != other[1] or other[2] != other[3]:
        return False
    if one[0] != one[1] or one[2] != one[3]:
        return True
    i, j, p, q = ours[one[0]], theirs[one[2]], ours[other[0]], theirs[other[2]]
    first = _spelled(left, i, right, j, alphabet) <= 0
    others = _spelled(left, p, right, q, alphabet) <= 0
    low, high, at_low, at_high = (left, right, i, j) if first else (right, left, j, i)
    facing_low, facing_high, by_low, by_high = (left, right, p, q) if others else (right, left, q, p)
    found = _spelled(low, at_low, facing_low, by_low, alphabet)
    return (found or _spelled(high, at_high, facing_high, by_high, alphabet)) < 0


@bare
def _nearest(on: Bench, count: int, left: Parts, ours: Ints, right: Parts, theirs: Ints, alphabet: Bytes) -> int:
    """Return the nearest pair whose parts are all free, of even ones as `alignment.align` orders them; -1 for none."""
    best = -1
    for k in range(count):
        taken = on.taken[k]
        if on.used[0, taken[0]] or on.used[0, taken[1]] or on.used[1, taken[2]] or on.used[1, taken[3]]:
            continue
        if best >= 0:
            later, dearer = on.order[k] - on.order[best], on.cost[k] - on.cost[best]
            if later > EVEN or (later > -EVEN and dearer > EVEN):
                continue
            if later > -EVEN and dearer > -EVEN:
                larger = taken[SUM_SIZE] - on.taken[best, SUM_SIZE]
                if larger < 0:
                    continue
                if larger == 0 and not _is_spelled_before(left, ours, right, theirs, taken, on.taken[best], alphabet):
                    continue
        best = k
    return best


@inlined
def _is_by_stem(left: Parts, ours: Ints, right: Parts, theirs: Ints, taken: Ints, sounds: Sounds, row: Ints) -> bool:
    if taken[0] != taken[1] or taken[2] != taken[3]:
        return False
    return by_stem(left, ours[taken[0]], right, theirs[taken[2]], sounds, sounds.costs[FARTHEST], row)


@bare
def _aligned(
    left: Parts, ours: Ints, right: Parts, theirs: Ints, sounds: Sounds, alphabet: Bytes, on: Bench,
    pairs: Ints, costs: Floats,
) -> tuple[int, float]:  # fmt: skip
    """Write the pairs of parts of two names and their distances, nearest first; return how many, and the rank."""
    near_by_parts(left, ours, right, theirs, sounds, on)
    count = options_near(left, ours, right, theirs, sounds, on)
    on.used[:] = 0
    agreed = lying = 0.0
    found = 0
    best = _nearest(on, count, left, ours, right, theirs, alphabet)
    while best >= 0:
        i, i2, j, j2 = on.taken[best, 0], on.taken[best, 1], on.taken[best, 2], on.taken[best, 3]
        pairs[found, 0], pairs[found, 1], pairs[found, 2], pairs[found, 3] = i, i2, j, j2
        pairs[found, 4] = _is_by_stem(left, ours, right, theirs, on.taken[best], sounds, on.row)
        costs[found] = on.cost[best]
        weight = min(weight_of(left.weights, ours, i, i2), weight_of(right.weights, theirs, j, j2))
        agreed += weight * max(0.0, 1.0 - on.cost[best] / sounds.costs[NO_WORTH])
        lying += weight * on.cost[best]
        on.used[0, i] = on.used[0, i2] = on.used[1, j] = on.used[1, j2] = 1
        found += 1
        best = _nearest(on, count, left, ours, right, theirs, alphabet)
    over_left, over_right = left_over(left.weights, ours, on, 0), left_over(right.weights, theirs, on, 1)
    return found, rank_by(agreed, lying, over_left, over_right, sounds)


@compiled
def align_pairs(
    left: Parts, left_starts: Longs, right: Parts, right_starts: Longs, names: Longs, sounds: Sounds, alphabet: Bytes,
    on: Bench, pairs: Ints, costs: Floats, counts: Longs, ranks: Floats,
) -> None:  # fmt: skip
    """Write the alignment of each pair of names (numbers of a left and a right one), whose parts lie in runs."""
    for at in range(names.shape[0]):
        one, other = names[at, 0], names[at, 1]
        ours = np.arange(left_starts[one], left_starts[one + 1]).astype(np.int32)
        theirs = np.arange(right_starts[other], right_starts[other + 1]).astype(np.int32)
        counts[at], ranks[at] = _aligned(left, ours, right, theirs, sounds, alphabet, on, pairs[at], costs[at])
