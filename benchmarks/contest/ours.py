"""Ours in the contest: the index and the comparison of `kerege.methods.names`, whole or with one idea taken out."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from benchmarks.contest import ablations
from benchmarks.contest.turn import Candidates, Found, Named
from kerege.methods.names import NameIndex, compare


def prepare(variant: str) -> None:
    """Take an idea out of the methods, where the job names one."""
    if variant:
        ablations.take_out(variant)


class Ours:
    """Our index over a corpus."""

    def __init__(self, corpus: list[Named]) -> None:
        """Build the index."""
        self.index = NameIndex(corpus)

    def one(self, asked: Named, limit: int) -> Found:
        """Search one name."""
        return [(match.id, match.score) for match in self.index.search(asked[1], limit)]

    def many(self, asked: list[Named], limit: int) -> list[Found]:
        """Search many names on all cores."""
        found = self.index.search_many([name for _, name in asked], limit)
        return [[(match.id, match.score) for match in matches] for matches in found]


def searcher(corpus: list[Named], _candidates: Candidates) -> Ours:
    """Our index; it finds its own candidates."""
    return Ours(corpus)


def pair_scores(pairs: list[Named]) -> list[float]:
    """Our calibrated score of each pair of names."""
    return [compare(one, other).score for one, other in pairs]
