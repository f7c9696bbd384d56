"""The search in machine code: names asked are unpacked, records that carry parts that sound alike are ranked."""
# ruff: noqa: PLR0917 - a compiled function takes its arrays one by one

from __future__ import annotations

import numpy as np

from kerege.methods.names.compiled import (
    FARTHEST,
    HONORIFIC,
    HUNDRED,
    INITIAL,
    JOINED,
    KIND,
    MAIN,
    NAME,
    NATIVE,
    SYLLABIC,
    WRITING,
    Bytes,
    Floats,
    Ints,
    Parts,
    Sounds,
)
from kerege.methods.names.compiled_keys import NARROWLY, WIDELY, gather
from kerege.methods.names.compiled_rank import rank_near
from kerege.methods.names.compiled_reach import placed, reach_all
from kerege.methods.names.compiled_room import MOST_GATHERED, Known, Room, Tables
from kerege.methods.names.compiled_sheet import begin, near
from kerege.methods.names.compiling import bare, inlined, part

MOST_JOINING = 4
LONGEST_JOINED = 11
SURE = 0.58
MOST_ASKED_WIDELY = 2
HEADER = 7
CHINESE_DEPTH = 100


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
        for own in (i, i + 1):
            for at in range(on.rows[own, MAIN + 1]):
                on.phones[used] = on.phones[on.rows[own, MAIN] + at]
                used += 1
        total += 1
    return total


@part
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


@part
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
                asked, q, width, known.parts, known.sizes, known.keys, known.alike, tables.skeletal, tables.sounds,
                on.tray, on.bench.row, on.tick[0], on.found[count:end], on.near[count:end],
            )  # fmt: skip
        on.bounds[q + 1] = count


@part
def _best(
    asked: Parts, own_parts: int, kept: int, known: Known, tables: Tables, on: Room, out: Ints, ranks: Floats
) -> int:  # fmt: skip
    """Rank the records that stand best roughly; return how many."""
    chosen = out[:kept].copy()
    ours = np.arange(own_parts).astype(np.int32)
    count = 0
    apart = _distances(asked, own_parts, known, chosen, tables.sounds, on)
    starts = known.records.record_starts
    for r in chosen:
        theirs = known.records.record_parts[starts[r] : starts[r + 1]]
        count = placed(out, ranks, count, r, _ranked(asked, ours, known, theirs, apart, tables.sounds, on))
    return count


@part
def _found(
    asked: Parts, own_parts: int, total: int, width: int, known: Known, tables: Tables, on: Room, out: Ints,
    ranks: Floats,
) -> int:  # fmt: skip
    """Write the best records for the parts asked and their ranks, as many as there is room for; return how many."""
    _gather_all(asked, own_parts, total, width, known, tables, on)
    kept = reach_all(asked, own_parts, total, known, tables.sounds, on, out, ranks)
    return _best(asked, own_parts, kept, known, tables, on, out, ranks)


@part
def one(packed: Bytes, start: int, end: int, known: Known, tables: Tables, on: Room, most: int) -> int:
    """Search for one packed name; once more, widely and deeper, where little was found."""
    asked = Parts(on.phones, on.rows, on.weights)
    own_parts = unpack(packed, start, end, asked)
    if own_parts == 0:
        return 0
    total = _join(asked, own_parts) if own_parts <= MOST_JOINING else own_parts
    writing = asked.rows[0, WRITING]
    chinese = writing == SYLLABIC or writing == NATIVE  # noqa: PLR1714 - compiled, a tuple would be slower
    first = CHINESE_DEPTH if chinese else most
    out, ranks = on.best[:first], on.best_ranks[:first]
    named = count = 0
    for q in range(own_parts):
        named += asked.rows[q, KIND] == NAME
    for width in (NARROWLY, WIDELY):
        count = _found(asked, own_parts, total, width, known, tables, on, out, ranks)
        if count > 0 and (ranks[0] >= SURE or named > MOST_ASKED_WIDELY):
            break
    return count
