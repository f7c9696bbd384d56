"""A search called by one array of addresses: to hand over fifty arrays would cost as much as many a search."""
# ruff: noqa: PLR0917 - a compiled function takes its arrays one by one

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, cast

import numpy as np
from numba import carray, types  # type: ignore[attr-defined]  # numba exports it without saying so
from numba.core import cgutils
from numba.extending import intrinsic

from kerege.methods.names.compiled import (
    COLUMNS,
    MOST_PARTS,
    Bench,
    Bytes,
    Floats,
    Ints,
    Longs,
    Parts,
    Shorts,
    Sounds,
    compiled,
    inlined,
    laid,
)
from kerege.methods.names.compiled_keys import Alike, Keys, Skeletal, Tray
from kerege.methods.names.compiled_room import DEEPEST, Known, Records, Room, Tables, room
from kerege.methods.names.compiled_search import one
from kerege.methods.names.compiled_sheet import Sheet

MOST_PACKED = 4096  # bytes of a packed name: twelve parts of 187 at most
CLASSES_OF_SYMBOL = 4
TAKEN = 5


class Answer(NamedTuple):
    """Room for one name asked, packed, and for the scores of what is found: the records lie in `Room.best`."""

    packed: Bytes
    scores: Floats


class Desk(NamedTuple):
    """All that one search at a time needs, and the addresses and sizes of its arrays, one after the other."""

    known: Known
    tables: Tables
    room: Room
    answer: Answer
    addresses: Longs


def _arrays(of: object) -> Iterator[np.ndarray[Any, Any]]:
    """Go through the arrays of nested named tuples, in order."""
    if isinstance(of, tuple):
        for one in of:
            yield from _arrays(one)
    else:
        yield cast("np.ndarray[Any, Any]", of)


def desk(known: Known, tables: Tables) -> Desk:
    """Return a desk for one search at a time. It holds its arrays, so that their addresses stay theirs."""
    answer = Answer(np.zeros(MOST_PACKED, np.uint8), np.zeros(DEEPEST))
    made = room(len(known.parts.rows), len(known.records.weights))
    every = list(_arrays((known, tables, made, answer)))
    told = [number for array in every for number in (array.ctypes.data, array.size)]
    return Desk(known, tables, made, answer, np.array(told, np.int64))


def _pointing(_typing: Any, address: Any) -> Any:
    def made(_context: Any, builder: Any, _signature: Any, values: Any) -> Any:
        return builder.inttoptr(values[0], cgutils.voidptr_t)

    return types.voidptr(address), made


_pointer: Callable[[int], Any] = cast(Any, intrinsic(_pointing))


@laid
def _bytes(at: Longs, n: int) -> Bytes:
    return carray(_pointer(at[2 * n]), (at[2 * n + 1],), np.uint8)


@laid
def _shorts(at: Longs, n: int) -> Shorts:
    return carray(_pointer(at[2 * n]), (at[2 * n + 1],), np.int16)


@laid
def _ints(at: Longs, n: int) -> Ints:
    return carray(_pointer(at[2 * n]), (at[2 * n + 1],), np.int32)


@laid
def _longs(at: Longs, n: int) -> Longs:
    return carray(_pointer(at[2 * n]), (at[2 * n + 1],), np.int64)


@laid
def _floats(at: Longs, n: int) -> Floats:
    return carray(_pointer(at[2 * n]), (at[2 * n + 1],), np.float64)


@laid
def _rows(at: Longs, n: int, width: int) -> Ints:
    return carray(_pointer(at[2 * n]), (at[2 * n + 1] // width, width), np.int32)


@laid
def _pairs(at: Longs, n: int) -> Longs:
    return carray(_pointer(at[2 * n]), (at[2 * n + 1] // 2, 2), np.int64)


@laid
def _square(at: Longs, n: int) -> Floats:
    return carray(_pointer(at[2 * n]), (at[2 * n + 1] // MOST_PARTS, MOST_PARTS), np.float64)


@laid
def _byte_rows(at: Longs, n: int) -> Bytes:
    return carray(_pointer(at[2 * n]), (at[2 * n + 1] // MOST_PARTS, MOST_PARTS), np.uint8)


@laid
def _known(at: Longs) -> Known:
    return Known(
        Parts(_bytes(at, 0), _rows(at, 1, COLUMNS), _floats(at, 2)),
        Keys(_longs(at, 3), _longs(at, 4), _ints(at, 5)),
        Records(_longs(at, 6), _ints(at, 7), _longs(at, 8), _ints(at, 9), _floats(at, 10)),
        _shorts(at, 11),
        Alike(_longs(at, 12), _longs(at, 13), _longs(at, 14), _ints(at, 15), _floats(at, 16)),
    )


@laid
def _tables(at: Longs) -> Tables:
    return Tables(
        Sounds(_bytes(at, 17), _floats(at, 18)),
        Skeletal(_rows(at, 19, CLASSES_OF_SYMBOL), _bytes(at, 20)),
        _floats(at, 21),
    )


@laid
def _tray(at: Longs) -> Tray:
    sheet = Sheet(_shorts(at, 44), _shorts(at, 45), _longs(at, 46), _shorts(at, 47), _longs(at, 48))
    return Tray(
        _longs(at, 37), _longs(at, 38), _longs(at, 39), _longs(at, 40), _pairs(at, 41), _ints(at, 42), _floats(at, 43),
        sheet,
    )  # fmt: skip


@laid
def _bench(at: Longs) -> Bench:
    return Bench(
        _ints(at, 49), _bytes(at, 50), _square(at, 51), _floats(at, 52), _floats(at, 53), _rows(at, 54, TAKEN),
        _byte_rows(at, 55),
    )  # fmt: skip


@laid
def _room(at: Longs) -> Room:
    return Room(
        _longs(at, 22), _bytes(at, 23), _rows(at, 24, COLUMNS), _floats(at, 25), _ints(at, 26), _ints(at, 27),
        _ints(at, 28), _ints(at, 29), _floats(at, 30), _floats(at, 31), _ints(at, 32), _floats(at, 33), _longs(at, 34),
        _ints(at, 35), _floats(at, 36), _tray(at), _bench(at), _longs(at, 56),
        _longs(at, 57),
    )  # fmt: skip


@laid
def _answer(at: Longs) -> Answer:
    return Answer(_bytes(at, 58), _floats(at, 59))


@inlined
def _score(rank: float, calibration: Floats) -> float:
    """Return the score of a rank, as `scoring.score_of` does; the calibration's ranks stand before its scores."""
    count, last = calibration.shape[0] // 2, 1
    if rank <= 0.0:
        return 0.0
    while last < count - 1 and rank >= calibration[last]:
        last += 1
    low, start = calibration[last - 1], calibration[count + last - 1]
    return float((calibration[count + last] - start) / (calibration[last] - low) * (rank - low) + start)


@compiled
def _asked(at: Longs, packed: Bytes, start: int, end: int, most: int) -> int:
    """Write the best records of a packed name, their ranks and scores on the desk, best first; return how many."""
    tables, on, scores = _tables(at), _room(at), _answer(at).scores
    count = min(most, one(packed, start, end, _known(at), tables, on, most))
    for found in range(count):
        scores[found] = _score(on.best_ranks[found], tables.calibration)
    return count


@compiled
def search_one(at: Longs, length: int, most: int) -> int:
    """Search for the packed name that lies on the desk; what is found lies there too. Return how many records."""
    return _asked(at, _answer(at).packed, 0, length, most)


@compiled
def search_many(at: Longs, packed: Bytes, starts: Longs, out: Ints, scores: Floats, counts: Longs) -> None:
    """Write the best records of each packed name and their scores, best first, and how many there are."""
    best, told = _room(at).best, _answer(at).scores
    for name in range(counts.shape[0]):
        count = _asked(at, packed, starts[name], starts[name + 1], out.shape[1])
        out[name, :count], scores[name, :count], counts[name] = best[:count], told[:count], count
