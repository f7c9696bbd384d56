"""Our name search and comparison in the form that the names benchmark calls."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from kerege.methods.names import NameIndex, compare


def make_searcher(corpus: Iterable[tuple[str, str]]) -> Callable[[str, int], list[tuple[str, float]]]:
    """Return a search over (id, name) pairs that answers (id, score), best first."""
    index = NameIndex(corpus)

    def search(name: str, limit: int) -> list[tuple[str, float]]:
        return [(match.id, match.score) for match in index.search(name, limit)]

    return search


def score_pair(query: str, record: str) -> float:
    """Return how probably two names are one person's."""
    return compare(query, record).score
