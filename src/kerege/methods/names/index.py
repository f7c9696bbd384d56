"""An index of names in memory: keys find candidates, the comparison ranks them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest
from os import cpu_count
from typing import Final, Protocol

from kerege.methods.names.comparison import Comparison, compare, compared
from kerege.methods.names.keys import index_keys, query_keys
from kerege.methods.names.parts import parse
from kerege.methods.names.reasons import Reason
from kerege.methods.names.scoring import score_of

CANDIDATES: Final = 100
RERANKED: Final = 16
WORTH_THREADS: Final = 2000
PIECE: Final = 500
WORTH_COMPILING: Final = 300
FEWEST_COMPILED: Final = 12


@dataclass(frozen=True)
class Match:
    """A record found by its name: how probably it is the same name, and why."""

    id: str
    score: float
    query: str
    name: str

    @cached_property
    def comparison(self) -> Comparison:
        """Return the comparison of the name asked and the name found."""
        return compare(self.query, self.name)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Return what agrees and what does not."""
        return self.comparison.reasons


class Ranker(Protocol):
    """What finds and ranks names by number."""

    def search(self, name: str, most: int = RERANKED) -> list[tuple[int, float]]:
        """Return (number, rank) of the most probable names, best first."""


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


def _ranker(names: Sequence[str]) -> Ranker:
    if len(names) < WORTH_COMPILING:
        return PlainNames(names)
    try:
        from kerege.methods.names.packed import PackedNames
    except ImportError:
        return PlainNames(names)
    return PackedNames(names)


def score_many(name: str, names: Sequence[str]) -> list[float]:
    """Return the score of one name against each of several: what `compare` gives, quicker where there are many."""
    if len(names) >= FEWEST_COMPILED:
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

    def __init__(self, records: Iterable[tuple[str, str]]) -> None:
        """Build the index from (id, name) pairs."""
        pairs = list(records)
        self._ids = [identity for identity, _ in pairs]
        self._names = [name for _, name in pairs]
        self._ranker = _ranker(self._names)

    def __len__(self) -> int:
        """Return the number of names held."""
        return len(self._ids)

    def search(self, name: str, limit: int = 10) -> list[Match]:
        """Return the most probable records of this name, best first, one match a record."""
        found: dict[str, Match] = {}
        for number, rank in self._ranker.search(name, max(RERANKED, limit + limit // 2)):
            identity = self._ids[number]
            if rank > 0.0 and identity not in found:
                found[identity] = Match(identity, score_of(rank), name, self._names[number])
                if len(found) == limit:
                    break
        return list(found.values())

    def search_many(self, names: Sequence[str], limit: int = 10) -> list[list[Match]]:
        """Return the matches of each name, in the order given; long lists are searched by several threads."""
        if len(names) < WORTH_THREADS:
            return [self.search(name, limit) for name in names]
        with ThreadPoolExecutor(cpu_count() or 1) as threads:
            pieces = [names[start : start + PIECE] for start in range(0, len(names), PIECE)]
            found = threads.map(lambda piece: [self.search(name, limit) for name in piece], pieces)
            return [matches for piece in found for matches in piece]
