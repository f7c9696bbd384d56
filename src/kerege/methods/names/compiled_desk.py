"""A search called by one array of addresses: to hand over fifty arrays would cost as much as many a search."""

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
)
from kerege.methods.names.compiled_keys import Alike, Keys, Skeletal, Tray
from kerege.methods.names.compiled_room import DEEPEST, Known, Records, Room, Tables, room
from kerege.methods.names.compiled_search import one
from kerege.methods.names.compiled_sheet import Sheet
from kerege.methods.names.compiling import compiled, inlined, laid

MOST_PACKED = 4096  # bytes of a packed name: twelve parts of 187 at most
CLASSES_OF_SYMBOL = 4
TAKEN = 5


class Answer(NamedTuple):
    """Names asked, packed one after the other, and room for what is found: a row of records and of scores for each."""

    packed: Bytes
    starts: Longs
    records: Ints
    scores: Floats
    counts: Longs


class Desk(NamedTuple):
    """All that one search at a time needs, and the addresses and sizes of its arrays, one after the other.

    Its answer has room for one name.
    """

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


def _addresses(of: object) -> Longs:
    return np.array([number for array in _arrays(of) for number in (array.ctypes.data, array.size)], np.int64)


def desk(known: Known, tables: Tables) -> Desk:
    """Return a desk for one search at a time. It holds its arrays, so that their addresses stay theirs."""
    answer = Answer(
        np.zeros(MOST_PACKED, np.uint8), np.zeros(2, np.int64), np.zeros((1, DEEPEST), np.int32),
        np.zeros((1, DEEPEST)), np.zeros(1, np.int64),
    )  # fmt: skip
    made = room(len(known.parts.rows), len(known.records.weights))
    return Desk(known, tables, made, answer, _addresses((known, tables, made, answer)))


def addresses_with(lent: Desk, answer: Answer) -> Longs:
    """Return the addresses of a desk with those of another answer in place of its own; who asks holds the answer."""
    return np.concatenate([lent.addresses[: -2 * len(answer)], _addresses(answer)])


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
def _each(at: Longs, n: int, rows: int) -> Ints:
    return carray(_pointer(at[2 * n]), (rows, at[2 * n + 1] // max(rows, 1)), np.int32)


@laid
def _each_score(at: Longs, n: int, rows: int) -> Floats:
    return carray(_pointer(at[2 * n]), (rows, at[2 * n + 1] // max(rows, 1)), np.float64)


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
    rows = at[2 * 62 + 1]
    return Answer(_bytes(at, 58), _longs(at, 59), _each(at, 60, rows), _each_score(at, 61, rows), _longs(at, 62))


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
def search(at: Longs, most: int) -> int:
    """Write the best records of each name asked and their scores, best first, and how many there are.

    Return how many there are of the last; its records and their ranks lie in the room besides.
    """
    tables, on, answer = _tables(at), _room(at), _answer(at)
    packed, starts, count = answer.packed, answer.starts, 0
    for name in range(answer.counts.shape[0]):
        count = min(most, one(packed, starts[name], starts[name + 1], _known(at), tables, on, most))
        for found in range(count):
            answer.records[name, found] = on.best[found]
            answer.scores[name, found] = _score(on.best_ranks[found], tables.calibration)
        answer.counts[name] = count
    return int(count)
