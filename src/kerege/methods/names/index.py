"""An index of names in memory: keys find candidates, the comparison ranks them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import Final

from kerege.methods.names.comparison import Comparison, compared
from kerege.methods.names.keys import index_keys, query_keys
from kerege.methods.names.parts import parse
from kerege.methods.names.reasons import Reason

CANDIDATES: Final = 100


@dataclass(frozen=True, slots=True)
class Match:
    """A record found by its name: how probably it is the same name, and why."""

    id: str
    score: float
    comparison: Comparison

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Return what agrees and what does not."""
        return self.comparison.reasons


class NameIndex:
    """Names of records, searchable across scripts; a record may be given under several names."""

    def __init__(self, records: Iterable[tuple[str, str]]) -> None:
        """Build the index from (id, name) pairs."""
        self._ids: list[str] = []
        self._names: list[str] = []
        self._postings: dict[str, list[int]] = defaultdict(list)
        for identity, name in records:
            self.add(identity, name)

    def __len__(self) -> int:
        """Return the number of names held."""
        return len(self._ids)

    def add(self, identity: str, name: str) -> None:
        """Add one name of one record."""
        number = len(self._ids)
        self._ids.append(identity)
        self._names.append(name)
        for key in index_keys(name):
            self._postings[key].append(number)

    def candidates(self, name: str, most: int = CANDIDATES) -> list[int]:
        """Return the numbers of the records with the greatest summed rarity of shared keys."""
        sums: dict[int, float] = defaultdict(float)
        for key, weight in query_keys(name).items():
            for number in self._postings.get(key, ()):
                sums[number] += weight
        return nlargest(most, sums, key=lambda number: (sums[number], -number))

    def search(self, name: str, limit: int = 10) -> list[Match]:
        """Return the most probable records of this name, best first, one match a record."""
        parts = parse(name)
        best: dict[str, tuple[float, Comparison]] = {}
        for number in self.candidates(name):
            found = compared(parts, parse(self._names[number]))
            identity = self._ids[number]
            if identity not in best or found.rank > best[identity][0]:
                best[identity] = (found.rank, found)
        ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))[:limit]
        return [Match(identity, found.score, found) for identity, (_, found) in ranked]

    def search_many(self, names: Sequence[str], limit: int = 10) -> list[list[Match]]:
        """Return the matches of each name, in the order given."""
        return [self.search(name, limit) for name in names]
