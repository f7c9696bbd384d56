"""Names packed into arrays for the compiled search: parts once each, records as lists of parts, keys sorted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from threading import local
from typing import Final

import numpy as np

from kerege.methods.names import compiled as c
from kerege.methods.names import compiled_search as s
from kerege.methods.names.distance import STRICT, Writing, losses
from kerege.methods.names.endings import Ending
from kerege.methods.names.keys import CLASSES, opens, skeletons
from kerege.methods.names.parts import Kind, Part, parse
from kerege.methods.names.phones import EXCHANGE, SYMBOLS
from kerege.methods.names.scoring import part_weight

CODE: Final = {symbol: number for number, symbol in enumerate(SYMBOLS)}
KINDS: Final = {
    Kind.NAME: c.NAME, Kind.INITIAL: c.INITIAL, Kind.HONORIFIC: c.HONORIFIC, Kind.FORM: c.HONORIFIC,
    Kind.COMMON: c.HONORIFIC,
}  # fmt: skip
ENDINGS: Final = {None: 0, Ending.PATRONYMIC: c.PATRONYMIC, Ending.SURNAME: 2}
LETTERS: Final = {letter: number for number, letter in enumerate("?BFMNSKTJLR")} | {"": 0, "KS": s.COMPOSITE}
LONGEST_JOINED: Final = 11
MOST_JOINING: Final = 4
RERANKED: Final = 16
SURE: Final = 0.58
MOST_ASKED_WIDELY: Final = 2
CHUNK: Final = 4096
Shape = tuple[str, str, str, int, int, int, float]
Found = tuple[c.Ints, c.Floats]


def _exchange() -> c.Bytes:
    return np.array([[round(EXCHANGE[a][b] * 100) for b in SYMBOLS] for a in SYMBOLS], dtype=np.uint8)


def _losses() -> c.Bytes:
    hundredths = [[[round(losses(a, b)[s] * 100) for s in SYMBOLS] for b in Writing] for a in Writing]
    return np.array(hundredths, dtype=np.uint8)


def _classes() -> c.Ints:
    table = np.full((len(SYMBOLS), 4), -1, dtype=np.int32)
    for symbol, found in CLASSES.items():
        if symbol in CODE:
            table[CODE[symbol], : len(found)] = [LETTERS[letter] for letter in found]
    return table


_STRICT: Final = np.array([STRICT[writing] for writing in Writing], dtype=np.float64)
_GLIDES: Final = np.array([x in "jyY" for x in SYMBOLS], dtype=np.uint8)
SOUNDS: Final = c.Sounds(_exchange(), _losses(), _GLIDES, np.array(c.COSTS, dtype=np.float64), _STRICT)
SKELETAL: Final = s.Skeletal(_classes(), np.array([opens(x) for x in SYMBOLS], dtype=np.uint8))
NOTHING: Final[Found] = (np.empty(0, np.int32), np.empty(0, np.float64))
MOST_REMEMBERED: Final = 100_000


@lru_cache(maxsize=200_000)
def shape_of(part: Part) -> Shape:
    """Return what tells a part from others, its written form aside."""
    return (
        part.phones, part.other, part.stem, ENDINGS[part.ending], int(part.writing), KINDS[part.kind],
        part_weight(part),
    )  # fmt: skip


def joined_shapes(shapes: Sequence[Shape]) -> list[Shape]:
    """Return neighbouring parts read as one, where both are short enough for that to happen."""
    return [
        (a[0] + b[0], "", "", 0, a[4], c.JOINED, a[6] + b[6])
        for a, b in pairwise(shapes)
        if a[5] == b[5] == c.NAME and len(a[0]) + len(b[0]) <= LONGEST_JOINED
    ]


@lru_cache(maxsize=200_000)
def _coded(text: str) -> bytes:
    return bytes([CODE[symbol] for symbol in text])


def pack(shapes: Sequence[Shape]) -> c.Parts:
    """Return the phones, the rows and the weights of parts."""
    buffer = bytearray()
    rows = np.zeros((len(shapes), c.COLUMNS), dtype=np.int32)
    for number, shape in enumerate(shapes):
        ends = []
        for text in shape[:3]:
            ends += [len(buffer), len(text)]
            buffer += _coded(text)
        rows[number] = (*ends, *shape[3:6])
    weights = np.array([shape[6] for shape in shapes], dtype=np.float64)
    return c.Parts(np.frombuffer(buffer or bytearray(1), dtype=np.uint8), rows, weights)


def _runs(lists: Iterable[Sequence[int]]) -> tuple[c.Longs, c.Ints]:
    starts = [0]
    flat: list[int] = []
    for found in lists:
        flat.extend(found)
        starts.append(len(flat))
    return np.array(starts, dtype=np.int64), np.array(flat, dtype=np.int32)


def _neighbourly(
    vocabulary: dict[Shape, int], records: list[list[int]], carriers: list[list[int]]
) -> tuple[dict[Shape, int], list[list[int]], list[list[int]]]:
    """Renumber the parts so that those found by one key lie side by side in memory."""
    order = sorted(vocabulary, key=lambda shape: (skeletons(shape[0])[:1], shape))
    renumbered = {vocabulary[shape]: number for number, shape in enumerate(order)}
    return (
        {shape: number for number, shape in enumerate(order)},
        [[renumbered[part] for part in own] for own in records],
        [carriers[vocabulary[shape]] for shape in order],
    )


def _scratch(parts: int, records: int) -> s.Scratch:
    longs, floats = np.int64, np.float64
    return s.Scratch(
        np.zeros(parts, longs), np.zeros(parts, floats), np.zeros(records, longs), np.zeros(records, floats),
        np.zeros(records, longs), np.zeros(records, floats), np.zeros(records, np.int32),
    )  # fmt: skip


class _Desk(local):
    """What one thread needs to search with: room to count in, and the parts found before."""

    def __init__(self, parts: int, records: int) -> None:
        self.room = _scratch(parts, max(records, 1))
        self.seen = np.zeros(parts, np.int64)
        self.found, self.distances = np.empty(s.MOST_GATHERED, np.int32), np.empty(s.MOST_GATHERED, np.float64)
        self.remembered: dict[tuple[Shape, int], Found] = {}
        self.tick = self.sought = 0


class PackedNames:
    """Many names, packed once; searched by the compiled kernel, by several threads at a time."""

    def __init__(self, names: Sequence[str]) -> None:
        """Pack the names, numbered as given."""
        vocabulary: dict[Shape, int] = {}
        records: list[list[int]] = []
        carriers: list[list[int]] = []
        for number, name in enumerate(names):
            shapes = [shape_of(part) for part in parse(name)]
            own = [self._numbered(vocabulary, carriers, shape, number) for shape in shapes]
            for shape in joined_shapes(shapes):
                self._numbered(vocabulary, carriers, shape, number)
            records.append(own)
        self.size = len(names)
        vocabulary, records, carriers = _neighbourly(vocabulary, records, carriers)
        self._parts = pack(list(vocabulary))
        worth = self._parts.weights
        weights = np.array([sum(worth[p] for p in own) for own in records], dtype=np.float64)
        self._records = s.Records(*_runs(carriers), *_runs(records), weights)
        self._keys = self._keyed()
        self._desk = _Desk(len(vocabulary), self.size)

    @staticmethod
    def _numbered(vocabulary: dict[Shape, int], carriers: list[list[int]], shape: Shape, record: int) -> int:
        number = vocabulary.setdefault(shape, len(vocabulary))
        if number == len(carriers):
            carriers.append([])
        if not carriers[number] or carriers[number][-1] != record:
            carriers[number].append(record)
        return number

    def _keyed(self) -> s.Keys:
        keys, parts = np.empty(CHUNK * 256, np.int64), np.empty(CHUNK * 256, np.int32)
        found_keys, found_parts = [np.empty(0, np.int64)], [np.empty(0, np.int32)]
        count = len(self._parts.rows)
        for first in range(0, count, CHUNK):
            filled = s.fill_keys(self._parts, first, min(first + CHUNK, count), SKELETAL, keys, parts)
            found_keys.append(keys[:filled].copy())
            found_parts.append(parts[:filled].copy())
        every, owners = np.concatenate(found_keys), np.concatenate(found_parts)
        order = np.argsort(every, kind="stable")
        unique, starts = np.unique(every[order], return_index=True)
        return s.Keys(unique, np.append(starts, len(every)).astype(np.int64), owners[order])

    def search(self, name: str, most: int = RERANKED) -> list[tuple[int, float]]:
        """Return (number, rank) of the most probable names, best first."""
        shapes = [shape_of(part) for part in parse(name)]
        if not shapes or not self.size:
            return []
        joined = joined_shapes(shapes) if len(shapes) <= MOST_JOINING else []
        found = self._searched(shapes, joined, s.NARROWLY, most)
        named = sum(shape[5] == c.NAME for shape in shapes)
        if not found or (found[0][1] < SURE and named <= MOST_ASKED_WIDELY):
            found = self._searched(shapes, joined, s.WIDELY, most)
        return found

    def _near(self, shape: Shape, asked: int) -> Found:
        """Return the known parts that sound like a part, with their distances; remembered, for names repeat."""
        desk = self._desk
        known = desk.remembered.get((shape, asked))
        if known is None:
            desk.sought += 1
            count = s.gather(
                pack([shape]), asked, self._parts, self._keys, desk.seen, desk.sought, SKELETAL, SOUNDS,
                desk.found, desk.distances,
            )  # fmt: skip
            if len(desk.remembered) >= MOST_REMEMBERED:
                desk.remembered.clear()
            known = desk.found[:count].copy(), desk.distances[:count].copy()
            desk.remembered[shape, asked] = known
        return known

    def _gathered(self, shapes: list[Shape], joined: list[Shape], asked: int) -> tuple[c.Ints, c.Floats, c.Longs]:
        has_name = any(shape[5] == c.NAME for shape in shapes)
        silent = (c.INITIAL, c.HONORIFIC) if has_name else ()
        found = [NOTHING if shape[5] in silent else self._near(shape, asked) for shape in shapes + joined]
        bounds = np.zeros(len(found) + 1, np.int64)
        np.cumsum([len(parts) for parts, _ in found], out=bounds[1:])
        return np.concatenate([parts for parts, _ in found]), np.concatenate([near for _, near in found]), bounds

    def _searched(self, shapes: list[Shape], joined: list[Shape], asked: int, most: int) -> list[tuple[int, float]]:
        desk = self._desk
        desk.tick += 1
        out, ranks = np.empty(most, np.int32), np.empty(most, np.float64)
        count = s.search(
            pack(shapes + joined), len(shapes), *self._gathered(shapes, joined, asked), self._parts, self._records,
            desk.room, desk.tick, SOUNDS, out, ranks,
        )  # fmt: skip
        return list(zip(out[:count].tolist(), ranks[:count].tolist(), strict=True))


def ranks(name: str, names: Sequence[str]) -> list[float]:
    """Return the rank of a name against each of several."""
    asked = [shape_of(part) for part in parse(name)]
    known = [[shape_of(part) for part in parse(other)] for other in names]
    out = np.zeros(len(names), np.float64)
    if asked and names:
        starts = np.zeros(len(names) + 1, np.int64)
        np.cumsum([len(shapes) for shapes in known], out=starts[1:])
        c.rank_many(pack(asked), pack([shape for shapes in known for shape in shapes]), starts, SOUNDS, out)
    return [float(rank) for rank in out]
