"""The handling banner of a page: confidentiality level, handling codes, conditions."""

from collections.abc import Iterable
from dataclasses import dataclass

from kerege.kernel.law import Condition, Handling, Level


@dataclass(frozen=True, slots=True)
class Marking:
    """What stands on top of every page and every print."""

    level: Level = Level.OFFICIAL_USE
    handling: frozenset[Handling] = frozenset({Handling.H0})
    conditions: frozenset[Condition] = frozenset()
    words: str = ""

    @property
    def codes(self) -> list[Handling]:
        """The codes in order; H0 always stands."""
        return sorted(self.handling | {Handling.H0})


def join_markings(markings: Iterable[Marking]) -> Marking:
    """The marking of a page that shows several things: the highest level, all codes, all conditions, all words."""
    given = list(markings) or [Marking()]
    return Marking(
        level=max(each.level for each in given),
        handling=frozenset().union(*(each.handling for each in given)),
        conditions=frozenset().union(*(each.conditions for each in given)),
        words="; ".join(dict.fromkeys(each.words for each in given if each.words)),
    )


PAGE_MARKING = Marking()
"""What a page carries that says nothing else: for official use, H0."""
