"""An index of names in memory: keys find candidates, the comparison ranks them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from heapq import nlargest
from os import cpu_count
from pathlib import Path
from sys import modules
from typing import Final, NamedTuple, Protocol

from kerege.methods.names.comparison import Comparison, compare, compared
from kerege.methods.names.keys import index_keys, query_keys
from kerege.methods.names.parts import parse
from kerege.methods.names.reasons import Reason
from kerege.methods.names.scoring import score_of

CANDIDATES: Final = 100
RERANKED: Final = 24
WORTH_THREADS: Final = 2000
PIECE: Final = 250
WORTH_COMPILING: Final = 300
FEWEST_COMPILED: Final = 12
FEWEST_LOADED: Final = 2


class Match(NamedTuple):
    """A record found by its name: how probably it is the same name, and why."""

    id: str
    score: float
    query: str
    name: str

    @property
    def comparison(self) -> Comparison:
        """Return the comparison of the name asked and the name found."""
        return compare(self.query, self.name)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Return what agrees and what does not."""
        return self.comparison.reasons


class Ranker(Protocol):
    """What finds and ranks names by number."""

    def scored(self, names: Sequence[str], most: int = RERANKED) -> list[list[tuple[int, float]]]:
        """Return (number, score) of the most probable names, best first, for each name asked."""


class PlainNames:
    """Names found by their keys and ranked by the comparison, in plain Python: slower, nothing to compile."""

    def __init__(self, names: Sequence[str]) -> None:
        """Index the names, numbered as given."""
        self._names = names
        self._postings: dict[str, list[int]] = defaultdict(list)
        for number, name in enumerate(names):
            for key in index_keys(name):
                self._postings[key].append(number)

    def candidates(self, name: str, most: int = CANDIDATES) -> list[int]:
        """Return the numbers of the names with the greatest summed rarity of shared keys."""
        sums: dict[int, float] = defaultdict(float)
        for key, weight in query_keys(name).items():
            for number in self._postings.get(key, ()):
                sums[number] += weight
        return nlargest(most, sums, key=lambda number: (sums[number], -number))

    def search(self, name: str, most: int = RERANKED) -> list[tuple[int, float]]:
        """Return (number, rank) of the most probable names, best first."""
        parts = parse(name)
        ranked = [(n, compared(parts, parse(self._names[n])).rank) for n in self.candidates(name)]
        ranked.sort(key=lambda found: (-found[1], found[0]))
        return ranked[:most]

    def scored(self, names: Sequence[str], most: int = RERANKED) -> list[list[tuple[int, float]]]:
        """Return (number, score) of the most probable names, best first, for each name asked."""
        return [[(number, score_of(rank)) for number, rank in self.search(name, most)] for name in names]


def _ranker(names: Sequence[str], processes: int) -> Ranker:
    if len(names) < WORTH_COMPILING:
        return PlainNames(names)
    try:
        from kerege.methods.names.packed import PackedNames
    except ImportError:
        return PlainNames(names)
    return PackedNames(names, processes=processes)


def is_worth_compiled(count: int) -> bool:
    """Return whether so many comparisons are worth what is compiled: loaded it is worth it for few."""
    return count >= (FEWEST_LOADED if f"{__package__}.packed" in modules else FEWEST_COMPILED)


def compare_many(pairs: Sequence[tuple[str, str]]) -> list[Comparison]:
    """Return the comparison of each pair of names: what `compare` gives, quicker where there are many."""
    if is_worth_compiled(len(pairs)):
        try:
            from kerege.methods.names.aligned import compare_pairs
        except ImportError:
            pass
        else:
            return compare_pairs(pairs)
    return [compare(one, other) for one, other in pairs]


def score_many(name: str, names: Sequence[str]) -> list[float]:
    """Return the score of one name against each of several: what `compare` gives, quicker where there are many.

    Few are not worth loading what is compiled, and are compared by it once it is loaded.
    """
    if is_worth_compiled(len(names)):
        try:
            from kerege.methods.names.packed import ranks
        except ImportError:
            pass
        else:
            return [score_of(rank) for rank in ranks(name, names)]
    parts = parse(name)
    return [compared(parts, parse(other)).score for other in names]


class NameIndex:
    """Names of records, searchable across scripts; a record may be given under several names."""

    def __init__(self, records: Iterable[tuple[str, str]], *, processes: int = 1) -> None:
        """Build the index from (id, name) pairs; long lists are read by as many processes as are granted."""
        pairs = list(records)
        self._ids: Sequence[str] = [identity for identity, _ in pairs]
        self._names: Sequence[str] = [name for _, name in pairs]
        self._ranker = _ranker(self._names, processes)

    def save(self, folder: Path) -> None:
        """Write the index to a folder, whole or not at all. Needs numpy and numba (extra `fast`)."""
        from kerege.methods.names.kept import Strings, save
        from kerege.methods.names.packed import PackedNames

        packed = self._ranker if isinstance(self._ranker, PackedNames) else PackedNames(self._names)
        save(folder, packed.known, {"ids": Strings.of(self._ids), "names": Strings.of(self._names)})

    @classmethod
    def open(cls, folder: Path) -> NameIndex:
        """Open an index by memory map. Raises StaleIndexError where it is absent, damaged or of another version."""
        from kerege.methods.names.kept import opened
        from kerege.methods.names.packed import PackedNames

        known, texts = opened(folder, "ids", "names")
        index = cls([])
        index._ids, index._names = texts["ids"], texts["names"]
        index._ranker = PackedNames((), known=known)
        return index

    def __len__(self) -> int:
        """Return the number of names held."""
        return len(self._ids)

    def _matches(self, name: str, scored: list[tuple[int, float]], limit: int) -> list[Match]:
        found: dict[str, Match] = {}
        for number, score in scored:
            if score <= 0.0 or len(found) == limit:
                break
            identity = self._ids[number]
            if identity not in found:
                found[identity] = Match(identity, score, name, self._names[number])
        return list(found.values())

    def _searched(self, names: Sequence[str], limit: int) -> list[list[Match]]:
        scored = self._ranker.scored(names, max(RERANKED, limit + limit // 2))
        return [self._matches(name, found, limit) for name, found in zip(names, scored, strict=True)]

    def search(self, name: str, limit: int = 10) -> list[Match]:
        """Return the most probable records of this name, best first, one match a record."""
        return self._searched([name], limit)[0]

    def search_many(self, names: Sequence[str], limit: int = 10) -> list[list[Match]]:
        """Return the matches of each name, in the order given; long lists are searched by several threads."""
        pieces = [names[start : start + PIECE] for start in range(0, len(names), PIECE)]
        if len(names) < WORTH_THREADS:
            return [matches for piece in pieces for matches in self._searched(piece, limit)]
        with ThreadPoolExecutor(cpu_count() or 1) as threads:
            found = threads.map(lambda piece: self._searched(piece, limit), pieces)
            return [matches for piece in found for matches in piece]
