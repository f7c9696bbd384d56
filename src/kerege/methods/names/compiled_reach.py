"""Records reached by the parts they carry, in machine code, and the best of them by what these parts are worth.

Most records carry a part like one of those asked, few like two. Those reached once are only marked, a bit each: what
they are worth is told by the part, and as the records of a part stand by weight, the lightest are its best. Only those
reached again have their parts added up.
"""
# ruff: noqa: PLR0917 - a compiled function takes its arrays one by one

from __future__ import annotations

from typing import Final

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
    Longs,
    Parts,
    Sounds,
)
from kerege.methods.names.compiled_room import BITS, Known, Records, Room
from kerege.methods.names.compiling import bare, inlined, part

SCAN_FREELY = 4000
SLACK = 1e-9
ROUNDED = 1e-12
# A place told by a number without a sign is not asked whether it counts from the end.
WORD: Final = np.uint32(BITS)
LOW_BITS: Final = np.uint64((1 << BITS) - 1)
ONE: Final = np.uint64(1)


@inlined
def _worth(weight: float, other: float, distance: float, sounds: Sounds) -> float:
    return min(weight, other) * float(max(0.0, 1.0 - distance / sounds.costs[NO_WORTH]))


@inlined
def _gain(on: Room, t: int, worth: float, own: int) -> None:
    """Add what a part is worth to a record that has its place; of several like it, the one that is worth most."""
    if on.last[t] != own:
        on.base[t] += on.gain[t]
        on.gain[t], on.last[t] = worth, own
    elif worth > on.gain[t]:
        on.gain[t] = worth


@bare
def _mark(first: int, last: int, records: Records, on: Room) -> int:
    """Mark every record that carries a part found, and those that are reached again; return how many are new."""
    new = 0
    for c in range(first, last):
        p = on.found[c]
        for at in range(records.part_starts[p], records.part_starts[p + 1]):
            r = np.uint32(records.part_records[at])
            word, bit = r >> WORD, ONE << (r & LOW_BITS)
            held = np.uint64(on.bits[word])
            if held & bit:
                on.again[word] = np.uint64(on.again[word]) | bit
            else:
                on.bits[word] = held | bit
                new += 1
    return new


@bare
def _mark_reached(first: int, last: int, known: Known, on: Room) -> None:
    """Mark of the records that carry a common part found those that are reached already, and no others."""
    records = known.records
    for c in range(first, last):
        p = on.found[c]
        if known.parts.rows[p, KIND] == JOINED:
            continue
        for at in range(records.part_starts[p], records.part_starts[p + 1]):
            r = np.uint32(records.part_records[at])
            word, bit = r >> WORD, ONE << (r & LOW_BITS)
            held = np.uint64(on.bits[word]) & bit
            if held:
                on.again[word] = np.uint64(on.again[word]) | held


@bare
def _add(
    first: int, last: int, weight: float, own: int, common: bool, known: Known, on: Room, count: int, sounds: Sounds
) -> int:  # fmt: skip
    """Add what a part is worth to the records reached again; return how many of them have their place now.

    A record keeps its mark of being reached until it has its place.
    """
    records = known.records
    for c in range(first, last):
        p = on.found[c]
        if common and known.parts.rows[p, KIND] == JOINED:
            continue
        worth = _worth(weight, known.parts.weights[p], on.near[c], sounds)
        for at in range(records.part_starts[p], records.part_starts[p + 1]):
            r = np.uint32(records.part_records[at])
            word, bit = r >> WORD, ONE << (r & LOW_BITS)
            if not np.uint64(on.again[word]) & bit:
                continue
            if np.uint64(on.bits[word]) & bit:
                on.bits[word] = np.uint64(on.bits[word]) ^ bit
                on.place[r], on.touched[count] = count, r
                on.base[count], on.gain[count], on.last[count] = 0.0, worth, own
                count += 1
            else:
                _gain(on, on.place[r], worth, own)
    return count


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
def _rough(score: float, weight: float, whole: float, sounds: Sounds) -> float:
    """Return the rank of a record of this weight whose parts agree by that much, whatever else is in it."""
    contradicted, lacking, doubt = sounds.costs[CONTRADICTED], sounds.costs[LACKING], sounds.costs[DOUBT]
    over, under = max(0.0, whole - score), max(0.0, weight - score)
    return float(score / (score + contradicted * min(over, under) + lacking * abs(over - under) + doubt))


@inlined
def _is_better(rank: float, record: int, count: int, out: Ints, ranks: Floats) -> bool:
    """Say whether a record belongs to the best. Of even records the one given first is the better."""
    if count < out.shape[0]:
        return True
    return bool(rank > ranks[count - 1] or (rank == ranks[count - 1] and record < out[count - 1]))


@inlined
def _heavier(records: Records, first: int, last: int, weight: float) -> int:
    """Return where the records of a part begin that weigh more than this."""
    while first < last:
        middle = (first + last) >> 1
        if records.weights[records.part_records[middle]] <= weight:
            first = middle + 1
        else:
            last = middle
    return first


@bare
def _add_once(
    first: int, last: int, weight: float, whole: float, known: Known, on: Room, count: int, out: Ints, ranks: Floats,
    sounds: Sounds,
) -> int:  # fmt: skip
    """Put the best of the records that are reached once, by this part, among the best; return how many there are.

    The heavier a record, the more of it is contradicted or lacking: where the rank has fallen below that of the last,
    no later record of the part can be better. Where it is that of the last, no other of this weight can.
    """
    records, most = known.records, int(out.shape[0])
    falls = 0.0 <= sounds.costs[LACKING] <= sounds.costs[CONTRADICTED]
    for c in range(first, last):
        p = on.found[c]
        worth = _worth(weight, known.parts.weights[p], on.near[c], sounds)
        at, end = records.part_starts[p], records.part_starts[p + 1]
        while at < end:
            r = records.part_records[at]
            at += 1
            if (np.uint64(on.again[r >> BITS]) >> (np.uint64(r) & LOW_BITS)) & ONE:
                continue
            rank = _rough(worth, records.weights[r], whole, sounds)
            if _is_better(rank, r, count, out, ranks):
                count = placed(out, ranks, count, r, rank)
            elif falls and count == most:
                if rank < ranks[count - 1] * (1.0 - ROUNDED):
                    break
                at = _heavier(records, at, end, records.weights[r])
    return count


@inlined
def _least_score(rank: float, whole: float, sounds: Sounds) -> float:
    """Return a score below which no record has this rough rank, whatever else is in it."""
    lacking, doubt = sounds.costs[LACKING], sounds.costs[DOUBT]
    if lacking > sounds.costs[CONTRADICTED]:
        return 0.0
    return float((1.0 - SLACK) * rank * (lacking * whole + doubt) / (1.0 - rank * (1.0 - lacking)))


@bare
def _roughly(on: Room, again: int, whole: float, known: Known, out: Ints, ranks: Floats, sounds: Sounds) -> int:
    """Write the best of the records that are reached again, from what their parts are worth alone; return how many."""
    count, least = 0, 0.0
    for t in range(again):
        score = on.base[t] + on.gain[t]
        if score < least:
            continue
        r = on.touched[t]
        rank = _rough(score, known.records.weights[r], whole, sounds)
        if _is_better(rank, r, count, out, ranks):
            count = placed(out, ranks, count, r, rank)
            if count == out.shape[0]:
                least = _least_score(ranks[count - 1], whole, sounds)
    return count


@bare
def _mark_all(order: Longs, loads: Longs, known: Known, on: Room) -> int:
    """Mark the records that carry like parts, by the rarest part first; return how many parts reached new ones.

    Once enough are reached, those of the parts that are left, which are common, are marked only where they are.
    """
    reached = 0
    for turn in range(order.shape[0]):
        q = order[turn]
        if loads[q] > SCAN_FREELY and 0 < reached * 4 < loads[q]:
            for rest in range(turn, order.shape[0]):
                _mark_reached(on.bounds[order[rest]], on.bounds[order[rest] + 1], known, on)
            return turn
        reached += _mark(on.bounds[q], on.bounds[q + 1], known.records, on)
    return int(order.shape[0])


@part
def reach_all(
    asked: Parts, own_parts: int, total: int, known: Known, sounds: Sounds, on: Room, out: Ints, ranks: Floats
) -> int:  # fmt: skip
    """Reach the records by each part asked, and write those of the best rough rank; return how many.

    What is found does not hang on the order of searching.
    """
    loads = np.zeros(total, np.int64)
    whole = asked.weights[:own_parts].sum()
    for q in range(total):
        for c in range(on.bounds[q], on.bounds[q + 1]):
            p = on.found[c]
            loads[q] += known.records.part_starts[p + 1] - known.records.part_starts[p]
    order = np.argsort(loads)
    reaching, again = _mark_all(order, loads, known, on), 0
    for turn in range(total):
        q = order[turn]
        first, last, common = on.bounds[q], on.bounds[q + 1], turn >= reaching
        again = _add(first, last, asked.weights[q], int(q), common, known, on, again, sounds)
    count = _roughly(on, again, whole, known, out, ranks, sounds)
    for turn in range(reaching):
        q = order[turn]
        first, last = on.bounds[q], on.bounds[q + 1]
        count = _add_once(first, last, asked.weights[q], whole, known, on, count, out, ranks, sounds)
    on.bits[:] = 0
    on.again[:] = 0
    return count
