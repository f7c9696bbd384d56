"""Names packed into arrays for the compiled search: parts once each, records as lists of parts, keys sorted."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import lru_cache
from multiprocessing import get_context
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kerege.methods.names import compiled as c
from kerege.methods.names import compiled_keys as k
from kerege.methods.names import compiled_room as r
from kerege.methods.names import compiled_search as s
from kerege.methods.names.compiled_desk import Answer, Desk, addresses_with, desk, search
from kerege.methods.names.compiled_rank import rank_many
from kerege.methods.names.compiled_sheet import SIZES, fill_sizes
from kerege.methods.names.compiling import forget_what_other_sources_left
from kerege.methods.names.distance import Writing, losses
from kerege.methods.names.endings import Ending
from kerege.methods.names.keys import CLASSES, opens
from kerege.methods.names.parts import Kind, Part, parse
from kerege.methods.names.phones import EXCHANGE, SYMBOLS
from kerege.methods.names.scoring import CALIBRATION, part_hundredths

CODE: Final = {symbol: number for number, symbol in enumerate(SYMBOLS)}
_CODES: Final = str.maketrans({symbol: chr(number) for symbol, number in CODE.items()})
KINDS: Final = {
    Kind.NAME: c.NAME, Kind.INITIAL: c.INITIAL, Kind.HONORIFIC: c.HONORIFIC, Kind.FORM: c.HONORIFIC,
    Kind.COMMON: c.HONORIFIC, Kind.ORIGIN: c.HONORIFIC,
}  # fmt: skip
ENDINGS: Final = {
    None: 0, Ending.PATRONYMIC: c.PATRONYMIC, Ending.SURNAME: 2, Ending.HONOUR: c.HONOUR,
    Ending.SHORTENED: c.SHORTENED,
}  # fmt: skip
LETTERS: Final = {letter: number for number, letter in enumerate("?BFMNSKTJLR")} | {"": 0, "KS": k.COMPOSITE}
RERANKED: Final = 24
CHUNK: Final = 4096
PIECE: Final = 20_000
ALIKE_AT_ONCE: Final = 1_000_000
TRIED: Final = ("Рустам Каримов", "Rustam Karimow")  # invented: what is compiled is tried on them


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


_GLIDES: Final = np.array([x in "jyY" for x in SYMBOLS], dtype=np.uint8)
_TABLE: Final = np.concatenate([_exchange().ravel(), _losses().ravel(), _GLIDES])
SOUNDS: Final = c.Sounds(_TABLE, np.array(c.COSTS, dtype=np.float64))
SKELETAL: Final = k.Skeletal(_classes(), np.array([opens(x) for x in SYMBOLS], dtype=np.uint8))
TABLES: Final = r.Tables(SOUNDS, SKELETAL, np.array(CALIBRATION).T.ravel().copy())


def _coded(text: str) -> bytes:
    return text.translate(_CODES).encode("latin-1")


@lru_cache(maxsize=200_000)
def packed_part(part: Part) -> bytes:
    """Return what tells a part from others, its written form aside: a header of seven bytes, and its phones."""
    lengths = len(part.phones), len(part.other), len(part.stem)
    header = (*lengths, ENDINGS[part.ending], int(part.writing), KINDS[part.kind], part_hundredths(part))
    return bytes(header) + _coded(part.phones + part.other + part.stem)


def packed_name(name: str) -> bytes:
    """Return a name's parts, packed one after the other."""
    return b"".join([packed_part(part) for part in parse(name)])


def laid_out(parts: Sequence[bytes]) -> c.Parts:
    """Return packed parts as arrays: their bytes in one buffer, rows that say where phones begin, weights."""
    buffer = np.frombuffer(b"".join(parts) or b"\0", dtype=np.uint8).copy()
    sizes = np.fromiter(map(len, parts), np.int64, len(parts))
    starts = np.cumsum(sizes) - sizes
    rows = np.zeros((len(parts), c.COLUMNS), dtype=np.int32)
    begun = starts + s.HEADER
    for form in range(3):
        rows[:, 2 * form] = begun
        rows[:, 2 * form + 1] = buffer[starts + form] if len(parts) else 0
        begun = begun + rows[:, 2 * form + 1]
        rows[:, 6 + form] = buffer[starts + 3 + form] if len(parts) else 0
    weights = buffer[starts + 6] / c.HUNDRED if len(parts) else np.zeros(0)
    return c.Parts(buffer, rows, weights)


class Parsed(NamedTuple):
    """Names taken apart: the packed parts, each once, and the numbers of the parts of one name after the other."""

    parts: list[bytes]
    numbers: c.Ints
    counts: c.Ints


def parsed(names: Sequence[str]) -> Parsed:
    """Take names apart."""
    vocabulary: dict[bytes, int] = {}
    numbers, counts = array("i"), array("i")
    for name in names:
        own = [vocabulary.setdefault(packed_part(part), len(vocabulary)) for part in parse(name)]
        numbers.extend(own)
        counts.append(len(own))
    return Parsed(list(vocabulary), np.array(numbers, dtype=np.int32), np.array(counts, dtype=np.int32))


def _parsed_together(pieces: Sequence[Parsed]) -> Parsed:
    vocabulary: dict[bytes, int] = {}
    numbers = []
    for piece in pieces:
        own = [vocabulary.setdefault(part, len(vocabulary)) for part in piece.parts]
        numbers.append(np.array(own, dtype=np.int32)[piece.numbers] if own else piece.numbers)
    counts = [piece.counts for piece in pieces]
    return Parsed(list(vocabulary), np.concatenate(numbers), np.concatenate(counts))


def parsed_by(names: Sequence[str], processes: int) -> Parsed:
    """Take names apart, in several processes where more than one is granted."""
    if processes < 2 or len(names) <= PIECE:
        return parsed(names)
    pieces = [names[start : start + PIECE] for start in range(0, len(names), PIECE)]
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        return _parsed_together(list(pool.map(parsed, pieces)))


def _joined(parts: Sequence[bytes], numbers: c.Ints, owners: c.Ints) -> tuple[list[bytes], c.Ints, c.Ints]:
    """Return neighbours read as one, each once, and which of them stands in which record."""
    heads = np.frombuffer(b"".join(part[: s.HEADER] for part in parts), dtype=np.uint8).reshape(-1, s.HEADER)
    lengths, kinds, writings = heads[numbers, 0].astype(np.int32), heads[numbers, 5], heads[numbers, 4]
    near = (owners[1:] == owners[:-1]) & (kinds[1:] == c.NAME) & (kinds[:-1] == c.NAME) & (writings[1:] != c.NATIVE)
    at = np.flatnonzero(near & (lengths[1:] + lengths[:-1] <= s.LONGEST_JOINED))
    pairs, which = np.unique((numbers[at].astype(np.int64) << 32) | numbers[at + 1], return_inverse=True)
    vocabulary: dict[bytes, int] = {}
    own = np.empty(len(pairs), np.int32)
    for place, pair in enumerate(pairs.tolist()):
        one, other = parts[pair >> 32], parts[pair & 0xFFFFFFFF]
        header = bytes([one[0] + other[0], 0, 0, 0, one[4], c.JOINED, one[6] + other[6]])
        both = header + one[s.HEADER : s.HEADER + one[0]] + other[s.HEADER : s.HEADER + other[0]]
        own[place] = vocabulary.setdefault(both, len(vocabulary))
    return list(vocabulary), own[which], owners[at]


def _starts(sorted_numbers: c.Longs, count: int) -> c.Longs:
    return np.searchsorted(sorted_numbers, np.arange(count + 1)).astype(np.int64)


def _neighbourly(parts: Sequence[bytes], real: int) -> c.Ints:
    """Return the order in which parts found by one key lie side by side in memory, those read from two apart.

    Among them, those of one writing that begin alike are neighbours: what is known of one serves for the next.
    """
    usual = np.zeros(len(parts), np.int64)
    k.usual_skeletons(laid_out(parts), SKELETAL, usual)
    alike = sorted(range(len(parts)), key=lambda number: (parts[number][4], parts[number][s.HEADER :]))
    spelled = np.empty(len(parts), np.int64)
    spelled[alike] = np.arange(len(parts))
    return np.lexsort((spelled, usual, np.arange(len(parts)) >= real)).astype(np.int32)


def _keyed(parts: c.Parts) -> k.Keys:
    keys, owners = np.empty(CHUNK * k.MOST_KEYS, np.int64), np.empty(CHUNK * k.MOST_KEYS, np.int32)
    found_keys, found_owners = [np.empty(0, np.int64)], [np.empty(0, np.int32)]
    count = len(parts.rows)
    for first in range(0, count, CHUNK):
        filled = k.fill_keys(parts, first, min(first + CHUNK, count), SKELETAL, keys, owners)
        found_keys.append(keys[:filled].copy())
        found_owners.append(owners[:filled].copy())
    every = np.concatenate(found_keys)
    order = np.argsort(every, kind="stable")
    unique, starts = np.unique(every[order], return_index=True)
    return k.Keys(unique, np.append(starts, len(every)).astype(np.int64), np.concatenate(found_owners)[order])


def _alike(parts: c.Parts, keys: k.Keys, sizes: c.Shorts, real: int) -> k.Alike:
    """Return what sounds like each of the first parts; those that sound the same and are like the same count once."""
    digests = np.zeros(real, np.int64)
    k.fill_digests(parts, digests)
    told, chosen = np.unique(digests, return_index=True)
    order = np.argsort(chosen)
    asked, counts = chosen[order].astype(np.int32), np.zeros(len(told), np.int64)
    on, row = k.tray(len(parts.rows)), c.bench().row
    room, near = np.empty(ALIKE_AT_ONCE, np.int32), np.empty(ALIKE_AT_ONCE)
    found, distances, first = [np.empty(0, np.int32)], [np.empty(0)], 0
    while first < len(asked):
        begun = first
        first = k.fill_alike(
            asked, first, parts, sizes, keys, SKELETAL, SOUNDS, on, row, r.MOST_GATHERED, counts, room, near
        )
        used = int(counts[begun:first].sum())
        found.append(room[:used].copy())
        distances.append(near[:used].copy())
    starts, several = np.empty(len(told), np.int64), np.empty(len(told), np.int64)
    starts[order], several[order] = np.cumsum(counts) - counts, counts
    return k.Alike(told, starts, several, np.concatenate(found), np.concatenate(distances))


def known_of(told: Parsed) -> r.Known:
    """Return names taken apart as the arrays that are searched."""
    numbers = told.numbers
    owners = np.repeat(np.arange(len(told.counts), dtype=np.int32), told.counts)
    joined, joined_numbers, joined_owners = (
        _joined(told.parts, numbers, owners) if told.parts else ([], numbers, owners)
    )
    every, real = told.parts + joined, len(told.parts)
    order = _neighbourly(every, real)
    place = np.empty(len(every), np.int32)
    place[order] = np.arange(len(every), dtype=np.int32)
    parts = laid_out([every[number] for number in order.tolist()])
    numbers = place[numbers]
    carried = np.concatenate([numbers, place[joined_numbers + real] if joined else np.empty(0, np.int32)])
    carriers = np.concatenate([owners, joined_owners if joined else np.empty(0, np.int32)])
    weights = np.bincount(owners, weights=parts.weights[numbers], minlength=len(told.counts)).astype(np.float64)
    codes = np.unique((carried.astype(np.int64) << 32) | carriers)
    carried, carriers = codes >> 32, (codes & 0xFFFFFFFF).astype(np.int32)
    carriers = carriers[np.lexsort((carriers, weights[carriers], carried))]  # of each part the lightest record first
    record_starts = np.concatenate([[0], np.cumsum(told.counts, dtype=np.int64)]).astype(np.int64)
    records = r.Records(
        _starts(carried, len(every)), carriers, record_starts, numbers, weights,
    )  # fmt: skip
    keys, sizes = _keyed(parts), sizes_of(parts)
    return r.Known(parts, keys, records, sizes, _alike(parts, keys, sizes, real))


def sizes_of(parts: c.Parts) -> c.Shorts:
    """Return what it costs to leave parts out, against each writing."""
    sizes = np.zeros(SIZES * len(parts.rows), np.int16)
    fill_sizes(parts, SOUNDS, sizes)
    return sizes


class _Desks:
    """Desks to search at: one for each search under way, used again by the next, and warm from what it found."""

    def __init__(self, known: r.Known) -> None:
        self._known = known
        self._free: list[Desk] = []

    @contextmanager
    def one(self) -> Iterator[Desk]:
        """Lend a desk to one search."""
        try:
            lent = self._free.pop()
        except IndexError:
            lent = desk(self._known, TABLES)
        try:
            yield lent
        finally:
            self._free.append(lent)


class PackedNames:
    """Many names, packed once; searched by the compiled kernel, by several threads at a time."""

    def __init__(self, names: Sequence[str], *, processes: int = 1, known: r.Known | None = None) -> None:
        """Pack the names, numbered as given; or take what was packed before."""
        warm()
        self.known = known_of(parsed_by(names, processes)) if known is None else known
        self.size = len(self.known.records.weights)
        self._desks = _Desks(self.known)

    def search(self, name: str, most: int = RERANKED) -> list[tuple[int, float]]:
        """Return (number, rank) of the most probable names, best first."""
        with self._desks.one() as lent:
            count = asked_at(lent, packed_name(name), most)
            return list(zip(lent.room.best[:count].tolist(), lent.room.best_ranks[:count].tolist(), strict=True))

    def nearest(self, names: Sequence[str], most: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return of each name that `scored` finds, if it agrees at all, the place of the name asked and its number."""
        with self._desks.one() as lent:
            packed = [packed_name(name) for name in names]
            numbers, scores, counts = _searched_together(lent, packed, min(most, r.DEEPEST))
        places, at = np.nonzero((np.arange(numbers.shape[1]) < counts[:, None]) & (scores > 0.0))
        return places, numbers[places, at].astype(np.int64)

    def scored(self, names: Sequence[str], most: int = RERANKED) -> list[list[tuple[int, float]]]:
        """Return (number, score) of the most probable names, best first, for each name asked."""
        packed = [packed_name(name) for name in names]
        with self._desks.one() as lent:
            if len(packed) != 1:
                return _scored_together(lent, packed, min(most, r.DEEPEST))
            count = asked_at(lent, packed[0], most)
            return [list(zip(lent.room.best[:count].tolist(), lent.answer.scores[0, :count].tolist(), strict=True))]


def _scored_together(lent: Desk, packed: Sequence[bytes], most: int) -> list[list[tuple[int, float]]]:
    found = zip(*(each.tolist() for each in _searched_together(lent, packed, most)), strict=True)
    return [list(zip(numbers[:count], told[:count], strict=True)) for numbers, told, count in found]


def _searched_together(
    lent: Desk, packed: Sequence[bytes], most: int
) -> tuple[NDArray[np.int32], NDArray[np.float64], NDArray[np.int64]]:
    """Return the numbers found for each name with their scores, and how many there are of each."""
    starts, counts = np.zeros(len(packed) + 1, np.int64), np.zeros(len(packed), np.int64)
    np.cumsum([len(name) for name in packed], out=starts[1:])
    buffer = np.frombuffer(b"".join(packed) or b"\0", dtype=np.uint8)
    shape = (len(packed), most)
    answer = Answer(buffer, starts, np.empty(shape, np.int32), np.zeros(shape), counts)
    search(addresses_with(lent, answer), most)
    return answer.records, answer.scores, counts


def asked_at(lent: Desk, packed: bytes, most: int) -> int:
    """Search for a packed name at a desk; return how many records are found: they lie in its answer."""
    lent.answer.packed.data[: len(packed)] = packed
    lent.answer.starts[1] = len(packed)
    return int(search(lent.addresses, min(most, r.DEEPEST)))


def ranks(name: str, names: Sequence[str]) -> list[float]:
    """Return the rank of a name against each of several."""
    asked = [packed_part(part) for part in parse(name)]
    known = [[packed_part(part) for part in parse(other)] for other in names]
    out = np.zeros(len(names), np.float64)
    if asked and names:
        starts = np.zeros(len(names) + 1, np.int64)
        np.cumsum([len(parts) for parts in known], out=starts[1:])
        right = laid_out([part for parts in known for part in parts])
        rank_many(laid_out(asked), right, starts, SOUNDS, c.bench(), out)
    return [float(rank) for rank in out]


@lru_cache(maxsize=1)
def warm() -> None:
    """Make ready all that is compiled: no question waits until it is, and none has a price that the next has not.

    Compiled for the first time it takes half a minute, loaded from disk a second; after that it is done.
    """
    known = known_of(parsed(TRIED))
    lent, asked = desk(known, TABLES), packed_name(TRIED[0])
    asked_at(lent, asked, RERANKED)
    ranks(TRIED[0], TRIED)
    if any(search.stats.cache_misses.values()):  # type: ignore[attr-defined]  # of numba
        forget_what_other_sources_left()
