"""recordlinkage's string comparisons over names romanised by anyascii, ranking candidates found by others."""

from __future__ import annotations

from itertools import groupby

import pandas as pd
import recordlinkage
from anyascii import anyascii

from benchmarks.contest.turn import Candidates, Found, Named

METHODS = ("jarowinkler", "qgram")


def plain(name: str) -> str:
    """A name in ASCII letters, its words in the order of the alphabet."""
    return " ".join(sorted(anyascii(name).lower().split()))


def scores(left: list[str], right: list[str]) -> list[float]:
    """The mean of the comparisons for each pair of names, line by line."""
    one = pd.DataFrame({"name": left}, index=range(len(left)))
    other = pd.DataFrame({"name": right}, index=range(len(right)))
    compare = recordlinkage.Compare()
    for method in METHODS:
        compare.string("name", "name", method=method, label=method)
    pairs = pd.MultiIndex.from_arrays([range(len(left)), range(len(right))])
    return [float(score) for score in compare.compute(pairs, one, other).mean(axis=1)]


class Ranking:
    """Candidates of all queries compared at once."""

    def __init__(self, corpus: list[Named], candidates: Candidates) -> None:
        """Romanise the corpus."""
        self.names = {identity: plain(name) for identity, name in corpus}
        self.candidates = candidates
        self.pairs_compared = 0

    def many(self, asked: list[Named], limit: int) -> list[Found]:
        """Rank the candidates of all queries."""
        pairs = [(query, name, record) for query, name in asked for record in self.candidates[query]]
        self.pairs_compared = len(pairs)
        found = scores([plain(name) for _, name, _ in pairs], [self.names[record] for _, _, record in pairs])
        ranked: dict[str, Found] = {}
        scored = zip(pairs, found, strict=True)
        for query, rows in groupby(scored, key=lambda row: row[0][0]):
            best = sorted(((pair[2], score) for pair, score in rows), key=lambda row: (-row[1], row[0]))
            ranked[query] = best[:limit]
        return [ranked.get(query, []) for query, _ in asked]


def searcher(corpus: list[Named], candidates: Candidates) -> Ranking:
    """A ranking of candidates."""
    return Ranking(corpus, candidates)


def pair_scores(pairs: list[Named]) -> list[float]:
    """The mean of the comparisons of each pair of names."""
    return scores([plain(one) for one, _ in pairs], [plain(other) for _, other in pairs])
