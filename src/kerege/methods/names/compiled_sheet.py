"""The distance of one part from many in machine code: edit costs kept on a sheet, begun anew where parts differ."""
# ruff: noqa: PLR0917 - a compiled function takes its arrays one by one

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kerege.methods.names.compiled import (
    ENDING,
    EXTRA,
    HUNDRED,
    INITIAL,
    KIND,
    LOST,
    MAIN,
    OTHER,
    ROOM,
    SAME_BY_ENDING,
    SHORTNESS,
    STEM,
    SYMBOL_COUNT,
    WRITING,
    WRITING_COUNT,
    Bytes,
    Ints,
    Longs,
    Parts,
    Shorts,
    Sounds,
    ending_cost,
    parts_apart,
)
from kerege.methods.names.compiled_row import BEYOND, LANES, step, within
from kerege.methods.names.compiling import bare, compiled, inlined

LONGEST_ASKED = LANES - 1
DEPTH = 64  # a known part has at most 60 phones
WRITTEN, BEGUN, FILLED, STAMP = 0, 1, 2, 3
SIZES = 2 * WRITING_COUNT


class Sheet(NamedTuple):
    """The least costs of turning the first phones of a known part into the first phones of the part asked.

    A row for each phone of the known part, as `compiled_row.step` keeps it. `swaps` has a row for each phone and
    writing of known parts, filled when it is first needed: `made` tells for which part asked. `lost` holds, for each
    writing, what the first phones asked cost to leave out. `state` tells what the rows stand for: the writing of the
    known part and one more (0: nothing), where its phones begin, how many rows are filled, and the part asked.
    The next known part takes over the rows of the phones that both begin with.
    """

    rows: Shorts
    swaps: Shorts
    made: Longs
    lost: Shorts
    state: Longs


def sheet() -> Sheet:
    """Return room to compare one part with many."""
    return Sheet(
        np.zeros((DEPTH + 1) * LANES, np.int16), np.zeros(WRITING_COUNT * SYMBOL_COUNT * LANES, np.int16),
        np.zeros(WRITING_COUNT * (SYMBOL_COUNT + 1), np.int64), np.zeros(WRITING_COUNT * LANES, np.int16),
        np.zeros(4, np.int64),
    )  # fmt: skip


@inlined
def begin(on: Sheet) -> None:
    """Clear the sheet for another part asked."""
    on.state[WRITTEN] = 0
    on.state[STAMP] += 1


@compiled
def fill_sizes(parts: Parts, sounds: Sounds, out: Shorts) -> None:
    """Write what it costs to leave a part and its stem out, against each writing that may be asked."""
    for p in range(parts.rows.shape[0]):
        for against in range(WRITING_COUNT):
            lost = LOST + (parts.rows[p, WRITING] * WRITING_COUNT + against) * SYMBOL_COUNT
            for form, column in enumerate((MAIN, STEM)):
                start, size = parts.rows[p, column], 0
                for at in range(start, start + parts.rows[p, column + 1]):
                    size += sounds.table[lost + parts.phones[at]]
                out[p * SIZES + form * WRITING_COUNT + against] = size


@bare
def _headed(on: Sheet, asked: Parts, own: int, against: int, table: Bytes) -> None:
    """Write what it costs to leave the phones asked out where the other part is so written: the row above all."""
    start, length, writing = asked.rows[own, MAIN], asked.rows[own, MAIN + 1], asked.rows[own, WRITING]
    lost, head, total = LOST + (writing * WRITING_COUNT + against) * SYMBOL_COUNT, against * LANES, 0
    on.lost[head] = 0
    for j in range(length):
        total += table[lost + asked.phones[start + j]]
        on.lost[head + j + 1] = total
    for j in range(length + 1, LANES):
        on.lost[head + j] = BEYOND


@bare
def _swapped(on: Sheet, asked: Parts, own: int, against: int, symbol: int, table: Bytes) -> None:
    """Write what a phone of a part so written costs against each phone asked, less what that costs to leave out."""
    start, length, writing = asked.rows[own, MAIN], asked.rows[own, MAIN + 1], asked.rows[own, WRITING]
    lost = LOST + (writing * WRITING_COUNT + against) * SYMBOL_COUNT
    at, swap = (against * SYMBOL_COUNT + symbol) * LANES + 1, symbol * SYMBOL_COUNT
    for j in range(length):
        heard = int(asked.phones[start + j])
        on.swaps[at + j] = int(table[swap + heard]) - int(table[lost + heard])


@inlined
def _shared(on: Sheet, known: Parts, start: int, length: int) -> int:
    """Return how many rows stand already for the first phones of a known part."""
    last, most, phones = on.state[BEGUN], min(length, on.state[FILLED]), known.phones
    depth = 0
    while depth < most and phones[start + depth] == phones[last + depth]:
        depth += 1
    return depth


@bare
def _turned_to(on: Sheet, asked: Parts, own: int, against: int, table: Bytes) -> None:
    """Let the sheet stand for known parts of another writing."""
    made = WRITING_COUNT * SYMBOL_COUNT + against
    if on.made[made] != on.state[STAMP]:
        on.made[made] = on.state[STAMP]
        _headed(on, asked, own, against, table)
    on.state[WRITTEN], on.state[FILLED] = against + 1, 0


@inlined
def _filled(
    on: Sheet, asked: Parts, own: int, known: Parts, part: int, last: int, stem: int, most: int, stem_most: int,
    table: Bytes,
) -> int:  # fmt: skip
    """Fill rows down to `last`, or until no cost is near enough; return how many stand for the part."""
    if last == 0:
        return 0
    depth = _shared(on, known, int(known.rows[part, MAIN]), last)
    on.state[BEGUN], on.state[FILLED] = known.rows[part, MAIN], depth
    start, against = int(known.rows[part, MAIN]), int(known.rows[part, WRITING])
    lost = LOST + (against * WRITING_COUNT + asked.rows[own, WRITING]) * SYMBOL_COUNT
    first, head, stamp, wide = against * SYMBOL_COUNT, against * LANES, on.state[STAMP], max(most, stem_most)
    if 0 < depth < last and not within(on.rows, depth * LANES, on.lost, head, most if depth >= stem else wide):
        return depth
    while depth < last:
        symbol = int(known.phones[start + depth])
        if on.made[first + symbol] != stamp:
            on.made[first + symbol] = stamp
            _swapped(on, asked, own, against, symbol, table)
        room = most if depth + 1 >= stem else wide
        gone = int(table[lost + symbol])
        near = step(on.rows, depth * LANES, on.swaps, (first + symbol) * LANES, gone, on.lost, head, room)
        depth += 1
        if not near:
            break
    on.state[FILLED] = depth
    return depth


@inlined
def _whole(size: int, total: int, own: int, against: int, sounds: Sounds) -> float:
    """Return what a cost is measured by: the sounds of both parts, as `distance.distance` does."""
    costs = sounds.costs
    room = costs[ROOM + own * WRITING_COUNT + against]
    return float((0.5 * (size + total) + HUNDRED * costs[SHORTNESS]) * room)


@inlined
def _most(size: int, total: int, whole: float, room: float) -> int:
    """Return the greatest cost that is near enough; -1 where the sizes alone are too far apart."""
    if size + total <= 0:
        return -1
    most = int(room * whole + 0.001)
    return -1 if abs(size - total) > most else most


@inlined
def _combined(plain: float, stem: float, asked: Parts, own: int, known: Parts, part: int, sounds: Sounds) -> float:
    """Return the distance of two parts from those of their whole forms and of their stems."""
    costs, x, y = sounds.costs, asked.rows, known.rows
    both = x[own, STEM + 1] > 0 and y[part, STEM + 1] > 0
    stem += ending_cost(int(x[own, ENDING]), int(y[part, ENDING]), both, costs)
    if stem < plain:
        plain = stem
    elif both and plain > costs[SAME_BY_ENDING]:
        plain = 0.5 * (plain + min(stem, 1.0))
    return min(plain, 1.0)


@inlined
def _told(on: Sheet, row: int, column: int, head: int, most: int, extra: float, whole: float) -> float:
    """Return the distance that stands at a place of the sheet; 1 where it is beyond what is near enough."""
    cost = int(on.rows[row * LANES + column]) + int(on.lost[head + column])
    return min(1.0, extra + cost / whole) if cost <= most else 1.0


@inlined
def _by_sheet(
    asked: Parts, own: int, known: Parts, sizes: Shorts, part: int, sounds: Sounds, limit: float, on: Sheet
) -> float:  # fmt: skip
    x, y, n, m = asked.rows, known.rows, int(asked.rows[own, MAIN + 1]), int(known.rows[part, MAIN + 1])
    u, v = int(x[own, WRITING]), int(y[part, WRITING])
    if on.state[WRITTEN] != v + 1:
        _turned_to(on, asked, own, v, sounds.table)
    head, measured, extra = v * LANES, part * SIZES + u, sounds.costs[EXTRA + u * WRITING_COUNT + v]
    size, total = int(on.lost[head + n]), int(sizes[measured])
    whole = _whole(size, total, u, v, sounds)
    most = _most(size, total, whole, limit - extra)
    ns, ms = int(x[own, STEM + 1]), int(y[part, STEM + 1])
    stems, stem_whole, stem_most = ns + ms > 0, 1.0, -1
    if stems:
        total = int(sizes[measured + WRITING_COUNT]) if ms else total
        ns, ms = ns or n, ms or m
        size = int(on.lost[head + ns])
        stem_whole = _whole(size, total, u, v, sounds)
        stem_most = _most(size, total, stem_whole, limit - extra)
    last = m if most >= 0 else (ms if stem_most >= 0 else 0)
    filled = _filled(on, asked, own, known, part, last, ms if stems else 0, most, stem_most, sounds.table)
    plain = _told(on, m, n, head, most, extra, whole) if filled >= m else 1.0
    if not stems or plain == 0.0:
        return plain
    stem = _told(on, ms, ns, head, stem_most, extra, stem_whole) if filled >= ms else 1.0
    return _combined(plain, stem, asked, own, known, part, sounds)


@inlined
def near(
    asked: Parts, own: int, known: Parts, sizes: Shorts, part: int, sounds: Sounds, limit: float, on: Sheet, row: Ints
) -> float:  # fmt: skip
    """Return the distance of two parts, as `compiled.parts_apart` does; the sheet must be this asked part's.

    A stem is what its part begins with: one sheet tells the distance of the parts and of their stems.
    """
    x, y = asked.rows, known.rows
    initial = x[own, KIND] == INITIAL or y[part, KIND] == INITIAL
    if initial or x[own, OTHER + 1] + y[part, OTHER + 1] > 0 or x[own, MAIN + 1] > LONGEST_ASKED:
        return parts_apart(asked, own, known, part, sounds, limit, row)
    return _by_sheet(asked, own, known, sizes, part, sounds, limit, on)
