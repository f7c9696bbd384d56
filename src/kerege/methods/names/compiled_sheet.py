"""The distance of one part from many in machine code: edit costs kept on a sheet, begun anew where parts differ."""
# ruff: noqa: PLR0917 - a compiled function takes its arrays one by one

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kerege.methods.names.compiled import (
    ENDING,
    ENDING_COST,
    EXTRA,
    HUNDRED,
    INITIAL,
    KIND,
    LOST,
    MAIN,
    ONE_ENDING_COST,
    ONE_FATHER_COST,
    OTHER,
    PATRONYMIC,
    ROOM,
    SAME_BY_ENDING,
    SHORTNESS,
    STEM,
    STEM_COST,
    SYMBOL_COUNT,
    WRITING,
    WRITING_COUNT,
    Bytes,
    Ints,
    Parts,
    Sounds,
    bare,
    parts_apart,
)

WIDTH = 64  # a part has at most 60 phones
WRITTEN, BEGUN, FILLED = 0, 1, 2


class Sheet(NamedTuple):
    """The least costs of turning the first phones of a known part into the first phones of the part asked.

    A row for each phone of the known part, a column for each of the part asked; `least` is the least of a row. `state`
    tells what the rows stand for: the writing of the known part and one more (0: nothing), where its phones begin, and
    how many rows are filled. The next part takes over the rows of the phones that both begin with.
    """

    costs: Ints
    least: Ints
    asked: Ints
    state: Ints


def sheet() -> Sheet:
    """Return room to compare one part with many."""
    return Sheet(
        np.zeros(WIDTH * WIDTH, np.int32), np.zeros(WIDTH, np.int32), np.zeros((2, WIDTH), np.int32),
        np.zeros(3, np.int32),
    )  # fmt: skip


@bare
def _headed(on: Sheet, asked: Parts, own: int, against: int, table: Bytes) -> None:
    """Write the row above all: what it costs to leave the phones asked out, where the other part is so written."""
    start, writing = asked.rows[own, MAIN], int(asked.rows[own, WRITING])
    lost = LOST + (writing * WRITING_COUNT + against) * SYMBOL_COUNT
    for j in range(asked.rows[own, MAIN + 1]):
        symbol = np.int32(asked.phones[start + j])
        gone = np.int32(table[lost + symbol])
        on.asked[0, j], on.asked[1, j] = symbol, gone
        on.costs[j + 1] = on.costs[j] + gone
    on.state[WRITTEN], on.state[FILLED] = against + 1, 0


@bare
def _shared(on: Sheet, known: Parts, start: int, length: int) -> int:
    """Return how many rows stand already for the first phones of a known part."""
    last, most, phones = int(on.state[BEGUN]), min(length, int(on.state[FILLED])), known.phones
    depth = 0
    while depth < most and phones[start + depth] == phones[last + depth]:
        depth += 1
    return depth


@bare
def _begun(asked: Parts, own: int, known: Parts, part: int, lost: int, on: Sheet, table: Bytes) -> int:
    """Write what leaving out the phones of a known part costs; return how many rows stand for it already."""
    start, length, writing = int(known.rows[part, MAIN]), int(known.rows[part, MAIN + 1]), known.rows[part, WRITING]
    depth = 0
    if on.state[WRITTEN] == writing + 1:
        depth = _shared(on, known, start, length)
    else:
        _headed(on, asked, own, writing, table)
    for d in range(depth, length):
        on.costs[(d + 1) * WIDTH] = on.costs[d * WIDTH] + table[lost + known.phones[start + d]]
    return depth


@bare
def _row(on: Sheet, depth: int, symbol: int, gone: int, length: int, table: Bytes) -> None:
    """Fill the row below `depth`, whose phone is `symbol` and costs `gone` to leave out."""
    above, below, swap = np.uint64(depth * WIDTH), np.uint64((depth + 1) * WIDTH), np.uint64(symbol * SYMBOL_COUNT)
    costs, asked, one = on.costs, on.asked, np.uint64(1)
    diagonal = costs[above]
    left = least = np.int32(costs[below])
    for j in range(np.uint64(length)):
        over = costs[above + j + one]
        best = min(diagonal + np.int32(table[swap + np.uint64(asked[0, j])]), over + gone)
        left = np.int32(min(best, left + asked[1, j]))
        least = min(least, left)
        costs[below + j + one] = left
        diagonal = over
    on.least[depth + 1] = least


@bare
def _whole(size: int, total: int, own: int, against: int, sounds: Sounds) -> float:
    """Return what a cost is measured by: the sounds of both parts, as `distance.distance` does."""
    costs = sounds.costs
    room = costs[ROOM + own * WRITING_COUNT + against]
    return float((0.5 * (size + total) + HUNDRED * costs[SHORTNESS]) * room)


@bare
def _most(size: int, total: int, whole: float, room: float) -> int:
    """Return the greatest cost that is near enough; -1 where the sizes alone are too far apart."""
    if size + total <= 0:
        return -1
    most = int(room * whole + 0.001)
    return -1 if abs(size - total) > most else most


@bare
def _combined(plain: float, stem: float, asked: Parts, own: int, known: Parts, part: int, sounds: Sounds) -> float:
    """Return the distance of two parts from those of their whole forms and of their stems."""
    costs, x, y = sounds.costs, asked.rows, known.rows
    both = x[own, STEM + 1] > 0 and y[part, STEM + 1] > 0
    fathers = int(x[own, ENDING] == PATRONYMIC) + int(y[part, ENDING] == PATRONYMIC)
    if both:
        stem += costs[STEM_COST if fathers == 2 else ENDING_COST]
    else:
        stem += costs[ONE_FATHER_COST if fathers else ONE_ENDING_COST]
    if stem < plain:
        plain = stem
    elif both and plain > costs[SAME_BY_ENDING]:
        plain = 0.5 * (plain + min(stem, 1.0))
    return min(plain, 1.0)


@bare
def near(
    asked: Parts, own: int, known: Parts, part: int, sounds: Sounds, limit: float, on: Sheet, row: Ints
) -> float:  # fmt: skip
    """Return the distance of two parts, as `compiled.parts_apart` does; the sheet must be this asked part's.

    A stem is what its part begins with: one sheet tells the distance of the parts and of their stems.
    """
    x, y, table = asked.rows, known.rows, sounds.table
    if x[own, KIND] == INITIAL or y[part, KIND] == INITIAL or x[own, OTHER + 1] + y[part, OTHER + 1] > 0:
        return parts_apart(asked, own, known, part, sounds, limit, row)
    u, v = int(x[own, WRITING]), int(y[part, WRITING])
    start, n, m = int(y[part, MAIN]), int(x[own, MAIN + 1]), int(y[part, MAIN + 1])
    lost = LOST + (v * WRITING_COUNT + u) * SYMBOL_COUNT
    depth = _begun(asked, own, known, part, lost, on, table)
    costs, phones = on.costs, known.phones
    extra = sounds.costs[EXTRA + u * WRITING_COUNT + v]
    whole = _whole(costs[n], costs[m * WIDTH], u, v, sounds)
    most = _most(costs[n], costs[m * WIDTH], whole, limit - extra)
    stems = x[own, STEM + 1] + y[part, STEM + 1] > 0
    ns = int(x[own, STEM + 1]) if x[own, STEM + 1] else n
    ms = int(y[part, STEM + 1]) if y[part, STEM + 1] else m
    stem_whole, stem_most = 1.0, -1
    if stems:
        stem_whole = _whole(costs[ns], costs[ms * WIDTH], u, v, sounds)
        stem_most = _most(costs[ns], costs[ms * WIDTH], stem_whole, limit - extra)
    last = m if most >= 0 else (ms if stem_most >= 0 else 0)
    filled = depth
    while filled < last:
        if filled > 0 and on.least[filled] > (most if filled >= ms else max(most, stem_most)):
            break
        symbol = int(phones[start + filled])
        _row(on, filled, symbol, int(table[lost + symbol]), n, table)
        filled += 1
    on.state[BEGUN], on.state[FILLED] = start, filled
    plain = stem = 1.0
    if most >= 0 and filled >= m and costs[m * WIDTH + n] <= most:
        plain = min(1.0, extra + costs[m * WIDTH + n] / whole)
    if not stems or plain == 0.0:
        return plain
    if stem_most >= 0 and filled >= ms and costs[ms * WIDTH + ns] <= stem_most:
        stem = min(1.0, extra + costs[ms * WIDTH + ns] / stem_whole)
    return _combined(plain, stem, asked, own, known, part, sounds)
