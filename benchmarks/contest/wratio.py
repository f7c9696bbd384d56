"""rapidfuzz WRatio over names romanised by anyascii: the whole corpus is read for each query."""

from __future__ import annotations

from anyascii import anyascii
from rapidfuzz import fuzz, process

from benchmarks.contest.turn import Candidates, Found, Named


def plain(name: str) -> str:
    """A name in ASCII letters."""
    return anyascii(name).lower()


class WRatio:
    """Every record compared with the query."""

    def __init__(self, corpus: list[Named]) -> None:
        """Romanise the corpus."""
        self.ids = [identity for identity, _ in corpus]
        self.names = [plain(name) for _, name in corpus]

    def one(self, asked: Named, limit: int) -> Found:
        """Search one name."""
        found = process.extract(plain(asked[1]), self.names, scorer=fuzz.WRatio, limit=limit)
        return [(self.ids[number], score) for _, score, number in found]


def searcher(corpus: list[Named], _candidates: Candidates) -> WRatio:
    """A linear search."""
    return WRatio(corpus)


def pair_scores(pairs: list[Named]) -> list[float]:
    """The score of each pair of names."""
    return [fuzz.WRatio(plain(one), plain(other)) for one, other in pairs]
