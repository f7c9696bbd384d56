"""A bank in memory, and which of its entries a list's row is compared with: the keys and caps of the search."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Final
from uuid import UUID

from kerege.rooms.crosscheck.rules import keys
from kerege.rooms.crosscheck.rules.grading import Candidate
from kerege.rooms.crosscheck.rules.questions import Question

MOST_CANDIDATES: Final = 32
MOST_WITH_IDENTIFIERS: Final = 100
MOST_OF_ONE_KEY: Final = 2_000


class ListBank:
    """Entries by their keys; what may be found and what is silent are capped apart, as in the search."""

    def __init__(self, entries: Iterable[Candidate]) -> None:
        """Hold the entries, in the order of owner and entry; they are indexed when first asked for."""
        self.entries = sorted(entries, key=lambda each: (str(each.owner), str(each.entry)))
        self.by_id: Mapping[UUID, Candidate] = {each.entry: each for each in self.entries}

    @cached_property
    def index(self) -> Mapping[bool, Mapping[int, list[int]]]:
        """Places of entries by key: of those that may be found (True), of silent ones (False)."""
        made: dict[bool, dict[int, list[int]]] = {True: {}, False: {}}
        for at, each in enumerate(self.entries):
            held = made[each.mode > 1]
            for key in keys.entry_keys(each.names, each.identifiers):
                held.setdefault(key, []).append(at)
        return made

    def candidates(self, question: Question) -> tuple[Candidate, ...]:
        """The entries that share most with a question, those that may be found first."""
        asked = keys.asked_keys(question.names, [(each.kind, each.value) for each in question.identifiers])
        most = MOST_WITH_IDENTIFIERS if question.identifiers else MOST_CANDIDATES
        return tuple(self.entries[at] for shown in (True, False) for at in self.best(asked, most, shown=shown))

    def best(self, asked: Mapping[int, float], most: int, *, shown: bool) -> list[int]:
        """The places of the best entries of one half of the bank."""
        weights: dict[int, float] = {}
        for key, worth in asked.items():
            for at in self.index[shown].get(key, ())[:MOST_OF_ONE_KEY]:
                weights[at] = weights.get(at, 0.0) + worth
        return sorted(weights, key=lambda at: (-weights[at], at))[:most]
