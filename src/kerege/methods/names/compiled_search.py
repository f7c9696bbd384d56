"""The search in machine code: names asked are unpacked, records that carry parts that sound alike are ranked."""
# ruff: noqa: PLR0917 - a compiled function takes its arrays one by one

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kerege.methods.names.compiled import (
    COLUMNS,
    CONTRADICTED,
    DOUBT,
    FARTHEST,
    HONORIFIC,
    HUNDRED,
    INITIAL,
    JOINED,
    KIND,
    LACKING,
    MAIN,
    NAME,
    NATIVE,
    NO_WORTH,
    SYLLABIC,
    WRITING,
    Bench,
    Bytes,
    Floats,
    Ints,
    Longs,
    Parts,
    Shorts,
    Sounds,
    bare,
    bench,
    compiled,
    inlined,
)
from kerege.methods.names.compiled_keys import NARROWLY, WIDELY, Keys, Skeletal, Tray, gather, tray
from kerege.methods.names.compiled_rank import rank_near
from kerege.methods.names.compiled_sheet import begin, near

SCAN_FREELY = 4000
MOST_GATHERED = 6000
MOST_ASKED = 32
MOST_PHONES = 4096
MOST_JOINING = 4
LONGEST_JOINED = 11
SURE = 0.58
MOST_ASKED_WIDELY = 2
HEADER = 7
SLACK = 1e-9
CHINESE_DEPTH = 100
DEEPEST = 256


class Records(NamedTuple):
    """Which records carry a part, which parts make a record, and the weight of each record."""

    part_starts: Longs
    part_records: Ints
    record_starts: Longs
    record_parts: Ints
    weights: Floats


class Known(NamedTuple):
    """All that is searched: parts, their keys, records, and what it costs to leave parts out (`fill_sizes`)."""

    parts: Parts
    keys: Keys
    records: Records
    sizes: Shorts


class Tables(NamedTuple):
    """What sounds cost, how they become keys, and the ranks of the calibration, then their scores."""

    sounds: Sounds
    skeletal: Skeletal
    calibration: Floats


class Room(NamedTuple):
    """Room of one thread to search in; what an earlier search wrote is told by its tick.

    Records reached stand side by side: `place` tells where, and holds only if the record stands there (a sparse set).
    Beside each: what its earlier parts were worth, the part that reached it last, and what that one is worth.
    """

    tick: Longs
    phones: Bytes
    rows: Ints
    weights: Floats
    marked: Longs
    part_gain: Floats
    place: Ints
    touched: Ints
    last: Ints
    spot: Ints
    base: Floats
    gain: Floats
    found: Ints
    near: Floats
    bounds: Longs
    best: Ints
    best_ranks: Floats
    tray: Tray
    bench: Bench


def room(parts: int, records: int) -> Room:
    """Return room for one thread to search in."""
    parts, records = max(parts, 1), max(records, 1)
    return Room(
        np.zeros(1, np.int64), np.zeros(MOST_PHONES, np.uint8), np.zeros((MOST_ASKED, COLUMNS), np.int32),
        np.zeros(MOST_ASKED), np.zeros(parts, np.int64), np.zeros(parts), np.zeros(records, np.int32),
        np.zeros(records, np.int32), np.zeros(records, np.int32), np.zeros(parts, np.int32),
        np.zeros(records), np.zeros(records),
        np.zeros(MOST_GATHERED * 16, np.int32),
        np.zeros(MOST_GATHERED * 16), np.zeros(MOST_ASKED + 1, np.int64),
        np.zeros(DEEPEST, np.int32), np.zeros(DEEPEST), tray(parts), bench(),
    )  # fmt: skip


@bare
def unpack(asked: Bytes, start: int, end: int, on: Parts) -> int:
    """Lay the parts of one packed name out in `on`; return how many there are."""
    count = used = 0
    while start < end:
        for form in range(3):
            on.rows[count, 2 * form] = used
            on.rows[count, 2 * form + 1] = asked[start + form]
            used += asked[start + form]
        for column in range(3):
            on.rows[count, 6 + column] = asked[start + 3 + column]
        on.weights[count] = asked[start + 6] / HUNDRED
        begun = on.rows[count, MAIN]
        for at in range(used - begun):
            on.phones[begun + at] = asked[start + HEADER + at]
        start += HEADER + used - begun
        count += 1
    return count


@bare
def _join(on: Parts, count: int) -> int:
    """Lay out neighbours read as one, where both are short enough for that to happen; return how many parts now."""
    total = count
    used = on.rows[count - 1, MAIN] + on.rows[count - 1, 1] + on.rows[count - 1, 3] + on.rows[count - 1, 5]
    for i in range(count - 1):
        length = on.rows[i, MAIN + 1] + on.rows[i + 1, MAIN + 1]
        named = on.rows[i, KIND] == NAME and on.rows[i + 1, KIND] == NAME
        if not named or length > LONGEST_JOINED or on.rows[i, WRITING] == NATIVE:
            continue
        on.rows[total, :] = 0
        on.rows[total, MAIN], on.rows[total, MAIN + 1] = used, length
        on.rows[total, WRITING], on.rows[total, KIND] = on.rows[i, WRITING], JOINED
        on.weights[total] = on.weights[i] + on.weights[i + 1]
        for part in (i, i + 1):
            for at in range(on.rows[part, MAIN + 1]):
                on.phones[used] = on.phones[on.rows[part, MAIN] + at]
                used += 1
        total += 1
    return total


@inlined
def _worth(weight: float, other: float, distance: float, sounds: Sounds) -> float:
    return min(weight, other) * float(max(0.0, 1.0 - distance / sounds.costs[NO_WORTH]))


@bare
def _add_to_reached(
    first: int, last: int, weight: float, own: int, known: Known, on: Room, reached: int, sounds: Sounds
) -> None:
    """Add what a common part is worth to the records already reached, and to no others."""
    records = known.records
    for c in range(first, last):
        p = on.found[c]
        on.marked[p] = own
        on.part_gain[p] = _worth(weight, known.parts.weights[p], on.near[c], sounds)
    for t in range(reached):
        r = on.touched[t]
        best = 0.0
        for place in range(records.record_starts[r], records.record_starts[r + 1]):
            p = records.record_parts[place]
            if on.marked[p] == own:
                best = max(best, on.part_gain[p])
        on.base[t] += on.gain[t]
        on.gain[t] = best


@bare
def _reach(first: int, last: int, weight: float, own: int, known: Known, on: Room, reached: int, sounds: Sounds) -> int:
    """Add what a part is worth to every record that carries one like it; return how many records are reached."""
    records = known.records
    for c in range(first, last):
        p = on.found[c]
        worth = _worth(weight, known.parts.weights[p], on.near[c], sounds)
        for at in range(records.part_starts[p], records.part_starts[p + 1]):
            r = records.part_records[at]
            t = on.place[r]
            if t >= reached or on.touched[t] != r:
                on.place[r], on.touched[reached] = reached, r
                on.base[reached], on.gain[reached], on.last[reached] = 0.0, worth, own
                reached += 1
            elif on.last[t] != own:
                on.base[t] += on.gain[t]
                on.gain[t], on.last[t] = worth, own
            elif worth > on.gain[t]:
                on.gain[t] = worth
    return reached


@inlined
def _placed(out: Ints, ranks: Floats, count: int, record: int, rank: float) -> int:
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
def _roughly(on: Room, reached: int, whole: float, known: Known, out: Ints, ranks: Floats, sounds: Sounds) -> int:
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
            count = _placed(out, ranks, count, r, rough)
            if count == out.shape[0]:
                least = _least_score(ranks[count - 1], whole, sounds)
    return count


@compiled
def _distances(asked: Parts, own_parts: int, known: Known, chosen: Ints, sounds: Sounds, on: Room) -> Floats:
    """Return the distances of the parts asked from those of the records chosen; `spot` tells a part's column."""
    starts, several = known.records.record_starts, known.records.record_parts
    count = 0
    for r in chosen:
        count += starts[r + 1] - starts[r]
    every = np.empty(count, np.int32)
    count = 0
    for r in chosen:
        for at in range(starts[r], starts[r + 1]):
            every[count] = several[at]
            count += 1
    every.sort()
    found, sheet = np.empty((own_parts, every.shape[0])), on.tray.sheet
    for i in range(own_parts):
        begin(sheet)
        column = -1
        for at in range(every.shape[0]):
            p = int(every[at])
            if at > 0 and every[at - 1] == p:
                continue
            column += 1
            on.spot[p] = column
            found[i, column] = near(
                asked, i, known.parts, known.sizes, p, sounds, sounds.costs[FARTHEST], sheet, on.bench.row
            )
    return found


@inlined
def _ranked(asked: Parts, ours: Ints, known: Known, theirs: Ints, apart: Floats, sounds: Sounds, on: Room) -> float:
    """Return the rank of a record of these parts."""
    for j in range(theirs.shape[0]):
        column = on.spot[theirs[j]]
        for i in range(ours.shape[0]):
            on.bench.near[i, j] = apart[i, column]
    return rank_near(asked, ours, known.parts, theirs, sounds, on.bench)


@compiled
def _gather_all(asked: Parts, own_parts: int, total: int, width: int, known: Known, tables: Tables, on: Room) -> None:
    """Find the known parts like each part asked; initials and titles ask for nothing where there is a name."""
    named = False
    for q in range(own_parts):
        named = named or asked.rows[q, KIND] == NAME
    on.bounds[0] = 0
    for q in range(total):
        count, kind = on.bounds[q], asked.rows[q, KIND]
        if not (named and kind in (INITIAL, HONORIFIC)):
            on.tick[0] += 1
            end = min(count + MOST_GATHERED, on.found.shape[0])
            count += gather(
                asked, q, width, known.parts, known.sizes, known.keys, tables.skeletal, tables.sounds, on.tray,
                on.bench.row, on.tick[0], on.found[count:end], on.near[count:end],
            )  # fmt: skip
        on.bounds[q + 1] = count


@compiled
def _reach_all(asked: Parts, total: int, known: Known, sounds: Sounds, on: Room) -> int:
    """Reach the records by each part asked, the rarest first; return how many are reached."""
    loads = np.zeros(total, np.int64)
    for q in range(total):
        for c in range(on.bounds[q], on.bounds[q + 1]):
            p = on.found[c]
            loads[q] += known.records.part_starts[p + 1] - known.records.part_starts[p]
    reached = 0
    for q in np.argsort(loads):
        on.tick[0] += 1
        first, last = on.bounds[q], on.bounds[q + 1]
        if loads[q] > SCAN_FREELY and 0 < reached * 4 < loads[q]:
            _add_to_reached(first, last, asked.weights[q], on.tick[0], known, on, reached, sounds)
        else:
            reached = _reach(first, last, asked.weights[q], int(q), known, on, reached, sounds)
    return reached


@compiled
def _best(
    asked: Parts, own_parts: int, reached: int, known: Known, tables: Tables, on: Room, out: Ints, ranks: Floats
) -> int:  # fmt: skip
    """Rank the records that stand best roughly, as many as there is room for; return how many."""
    whole = asked.weights[:own_parts].sum()
    kept = _roughly(on, reached, whole, known, out, ranks, tables.sounds)
    chosen = out[:kept].copy()
    ours = np.arange(own_parts).astype(np.int32)
    count = 0
    apart = _distances(asked, own_parts, known, chosen, tables.sounds, on)
    starts = known.records.record_starts
    for r in chosen:
        theirs = known.records.record_parts[starts[r] : starts[r + 1]]
        count = _placed(out, ranks, count, r, _ranked(asked, ours, known, theirs, apart, tables.sounds, on))
    return count


@compiled
def _reached(asked: Parts, own_parts: int, total: int, width: int, known: Known, tables: Tables, on: Room) -> int:
    _gather_all(asked, own_parts, total, width, known, tables, on)
    return _reach_all(asked, total, known, tables.sounds, on)


@compiled
def one(packed: Bytes, start: int, end: int, known: Known, tables: Tables, on: Room, most: int) -> int:
    """Search for one packed name; once more, widely and deeper, where little was found."""
    asked = Parts(on.phones, on.rows, on.weights)
    own_parts = unpack(packed, start, end, asked)
    if own_parts == 0:
        return 0
    total = _join(asked, own_parts) if own_parts <= MOST_JOINING else own_parts
    writing = asked.rows[0, WRITING]
    chinese = writing == SYLLABIC or writing == NATIVE  # noqa: PLR1714 - compiled, a tuple would be slower
    reached = _reached(asked, own_parts, total, NARROWLY, known, tables, on)
    out, ranks = on.best, on.best_ranks
    first = CHINESE_DEPTH if chinese else most
    count = _best(asked, own_parts, reached, known, tables, on, out[:first], ranks[:first])
    named = 0
    for q in range(own_parts):
        named += asked.rows[q, KIND] == NAME
    if count == 0 or (ranks[0] < SURE and named <= MOST_ASKED_WIDELY):
        reached = _reached(asked, own_parts, total, WIDELY, known, tables, on)
        count = _best(asked, own_parts, reached, known, tables, on, out[:first], ranks[:first])
    return count
