"""nomenklatura's pair scorers logic-v1 and logic-v2 over Person entities, ranking candidates found by others."""

from __future__ import annotations

from functools import lru_cache

from followthemoney import EntityProxy, model
from nomenklatura.matching import LogicV1, LogicV2

from benchmarks.contest.turn import Candidates, Found, Named

ALGORITHMS = {"logic-v1": LogicV1, "logic-v2": LogicV2}
chosen = LogicV2


def prepare(variant: str) -> None:
    """Choose the algorithm."""
    globals()["chosen"] = ALGORITHMS[variant]


@lru_cache(maxsize=200_000)
def person(name: str) -> EntityProxy:
    """A person of whom the name alone is known."""
    entity = model.make_entity("Person")
    entity.id = name
    entity.add("name", name)
    return entity


class Ranking:
    """Candidates of a query put in the order of the algorithm's score."""

    def __init__(self, corpus: list[Named], candidates: Candidates) -> None:
        """Keep the corpus by id."""
        self.names = dict(corpus)
        self.candidates = candidates
        self.settings = chosen.default_config()
        self.pairs_compared = 0

    def one(self, asked: Named, limit: int) -> Found:
        """Rank the candidates of one query."""
        query = person(asked[1])
        records = self.candidates[asked[0]]
        self.pairs_compared += len(records)
        scored = [(each, chosen.compare(query, person(self.names[each]), self.settings).score) for each in records]
        return sorted(scored, key=lambda found: (-found[1], found[0]))[:limit]


def searcher(corpus: list[Named], candidates: Candidates) -> Ranking:
    """A ranking of candidates."""
    return Ranking(corpus, candidates)


def pair_scores(pairs: list[Named]) -> list[float]:
    """The algorithm's score of each pair of names."""
    settings = chosen.default_config()
    return [chosen.compare(person(one), person(other), settings).score for one, other in pairs]
