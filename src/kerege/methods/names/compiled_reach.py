"""Records reached by the parts they carry, in machine code, and the best of them by what these parts are worth."""
# ruff: noqa: PLR0917 - a compiled function takes its arrays one by one

from __future__ import annotations

import numpy as np

from kerege.methods.names.compiled import (
    CONTRADICTED,
    DOUBT,
    JOINED,
    KIND,
    LACKING,
    NO_WORTH,
    Floats,
    Ints,
    Parts,
    Sounds,
    bare,
    compiled,
    inlined,
)
from kerege.methods.names.compiled_room import BITS, Known, Records, Room

SCAN_FREELY = 4000
SLACK = 1e-9
LOW_BITS = (1 << BITS) - 1
WORTH_A_BOUND = 500
WORTH_A_CUT = 16


@inlined
def _worth(weight: float, other: float, distance: float, sounds: Sounds) -> float:
    return min(weight, other) * float(max(0.0, 1.0 - distance / sounds.costs[NO_WORTH]))


@inlined
def _is_reached(on: Room, record: int) -> bool:
    return bool((on.bits[record >> BITS] >> (record & LOW_BITS)) & 1)


@bare
def _forget(on: Room, reached: int) -> None:
    """Clear the bits of what a search has reached."""
    for t in range(reached):
        on.bits[on.touched[t] >> BITS] = 0


@inlined
def _gain(on: Room, record: int, worth: float, own: int) -> None:
    """Add what a part is worth to a record that is reached; of several like it, the one that is worth most."""
    t = on.place[record]
    if on.last[t] != own:
        on.base[t] += on.gain[t]
        on.gain[t], on.last[t] = worth, own
    elif worth > on.gain[t]:
        on.gain[t] = worth


@bare
def _add_to_reached(first: int, last: int, weight: float, own: int, known: Known, on: Room, sounds: Sounds) -> None:
    """Add what a common part is worth to the records already reached, and to no others."""
    records = known.records
    for c in range(first, last):
        p = on.found[c]
        if known.parts.rows[p, KIND] == JOINED:
            continue
        worth = _worth(weight, known.parts.weights[p], on.near[c], sounds)
        for at in range(records.part_starts[p], records.part_starts[p + 1]):
            r = records.part_records[at]
            if _is_reached(on, r):
                _gain(on, r, worth, own)


@inlined
def _lightest(records: Records, first: int, last: int, weight: float) -> int:
    """Return where the records of a part that weigh no more than this end; the lightest stand first."""
    if last - first < WORTH_A_CUT and weight > 0.0:
        return last
    while first < last:
        middle = (first + last) >> 1
        if records.weights[records.part_records[middle]] <= weight:
            first = middle + 1
        else:
            last = middle
    return first


@bare
def _heaviest(worth: float, rank: float, whole: float, sounds: Sounds) -> float:
    """Return the most that a record can weigh that has this rough rank though its parts are worth no more than that.

    The inverse of the rank in `roughly`: the heavier a record, the more of it is contradicted or lacking.
    """
    contradicted, lacking, doubt = sounds.costs[CONTRADICTED], sounds.costs[LACKING], sounds.costs[DOUBT]
    if rank <= 0.0 or lacking >= contradicted:
        return np.inf
    over = max(0.0, whole - worth)
    left = worth / rank - worth - doubt - lacking * over + SLACK
    if left < 0.0:
        return -1.0
    under = left / (contradicted - lacking)
    if under > over:
        under = over + (left - (contradicted - lacking) * over) / lacking
    return float(worth + under + SLACK)


@bare
def _reach(
    first: int, last: int, weight: float, own: int, rank: float, whole: float, known: Known, on: Room, reached: int,
    sounds: Sounds,
) -> int:  # fmt: skip
    """Add what a part is worth to every record that carries one like it; return how many records are reached.

    A record not reached before is passed by where it is too heavy to come to a rough rank that enough others have
    already; 0 passes nobody by. A rank may be given with the last part only: no other adds to it then.
    """
    records = known.records
    for c in range(first, last):
        p = on.found[c]
        worth = _worth(weight, known.parts.weights[p], on.near[c], sounds)
        begun, end = records.part_starts[p], records.part_starts[p + 1]
        cut = _lightest(records, begun, end, _heaviest(worth, rank, whole, sounds)) if rank > 0.0 else end
        for at in range(begun, cut):
            r = records.part_records[at]
            if _is_reached(on, r):
                _gain(on, r, worth, own)
            else:
                on.bits[r >> BITS] |= 1 << (r & LOW_BITS)
                on.place[r], on.touched[reached] = reached, r
                on.base[reached], on.gain[reached], on.last[reached] = 0.0, worth, own
                reached += 1
        for at in range(cut, end):
            r = records.part_records[at]
            if _is_reached(on, r):
                _gain(on, r, worth, own)
    return reached


@inlined
def placed(out: Ints, ranks: Floats, count: int, record: int, rank: float) -> int:
    """Put a record in its place among the best, where there is room; return how many there are then."""
    at = min(count, out.shape[0] - 1)
    while at > 0 and (ranks[at - 1] < rank or (ranks[at - 1] == rank and out[at - 1] > record)):
        out[at], ranks[at] = out[at - 1], ranks[at - 1]
        at -= 1
    out[at], ranks[at] = record, rank
    return min(count + 1, int(out.shape[0]))


@inlined
def _least_score(rank: float, whole: float, sounds: Sounds) -> float:
    """Return a score below which no record has this rough rank, whatever else is in it."""
    lacking, doubt = sounds.costs[LACKING], sounds.costs[DOUBT]
    if lacking > sounds.costs[CONTRADICTED]:
        return 0.0
    return float((1.0 - SLACK) * rank * (lacking * whole + doubt) / (1.0 - rank * (1.0 - lacking)))


@bare
def roughly(on: Room, reached: int, whole: float, known: Known, out: Ints, ranks: Floats, sounds: Sounds) -> int:
    """Write the records of the best rough rank, from what their parts are worth alone; return how many.

    Of even records the one given first is the better: what is found does not hang on the order of searching.
    """
    count, least = 0, 0.0
    contradicted, lacking, doubt = sounds.costs[CONTRADICTED], sounds.costs[LACKING], sounds.costs[DOUBT]
    for t in range(reached):
        score = on.base[t] + on.gain[t]
        if score < least:
            continue
        r = on.touched[t]
        over, under = max(0.0, whole - score), max(0.0, known.records.weights[r] - score)
        rough = score / (score + contradicted * min(over, under) + lacking * abs(over - under) + doubt)
        full = count == out.shape[0]
        if not full or rough > ranks[count - 1] or (rough == ranks[count - 1] and r < out[count - 1]):
            count = placed(out, ranks, count, r, rough)
            if count == out.shape[0]:
                least = _least_score(ranks[count - 1], whole, sounds)
    return count


@bare
def _last_rank(on: Room, reached: int, whole: float, known: Known, depth: int, sounds: Sounds) -> float:
    """Return the rough rank of the last of so many places, as far as records are reached; 0 where one is empty yet.

    It only rises when further parts agree.
    """
    kept = roughly(on, reached, whole, known, on.best[:depth], on.best_ranks[:depth], sounds)
    return float(on.best_ranks[depth - 1]) if kept == depth else 0.0


@compiled
def reach_all(asked: Parts, own_parts: int, total: int, known: Known, sounds: Sounds, on: Room, depth: int) -> int:
    """Reach the records by each part asked, the rarest first; return how many are reached.

    Before the commonest part it is seen what rank the last of `depth` places has already.
    """
    loads = np.zeros(total, np.int64)
    whole = asked.weights[:own_parts].sum()
    for q in range(total):
        for c in range(on.bounds[q], on.bounds[q + 1]):
            p = on.found[c]
            loads[q] += known.records.part_starts[p + 1] - known.records.part_starts[p]
    reached, left = 0, total
    for q in np.argsort(loads):
        first, last = on.bounds[q], on.bounds[q + 1]
        left -= 1
        if loads[q] > SCAN_FREELY and 0 < reached * 4 < loads[q]:
            _add_to_reached(first, last, asked.weights[q], int(q), known, on, sounds)
            continue
        rank = 0.0
        if left == 0 and loads[q] > WORTH_A_BOUND and reached >= depth:
            rank = _last_rank(on, reached, whole, known, depth, sounds)
        reached = _reach(first, last, asked.weights[q], int(q), rank, whole, known, on, reached, sounds)
    _forget(on, reached)
    return reached
