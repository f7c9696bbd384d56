"""The marking: level, handling codes, conditions and words under which a thing is read; the join of several."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from uuid import UUID

from kerege.kernel.law.label import Target
from kerege.kernel.law.vocabulary import Condition, Handling, Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """Under which terms one thing, or several together, is read."""

    level: Level = Level.OPEN
    handling: frozenset[Handling] = frozenset({Handling.H0})
    conditions: frozenset[Condition] = frozenset()
    forbidden: frozenset[UUID] = frozenset()
    """Parties that may not have it; told to nobody, kept for what is made of it."""
    restrictions: frozenset[str] = frozenset()
    """The words of H3, each once."""
    official_words: frozenset[str] = frozenset()
    """What the parties of sources for official use print beside the level, as “code: words”."""

    def __or__(self, other: "Marking") -> "Marking":
        """The join of two: never looser than either, the same whichever comes first."""
        return Marking(
            level=max(self.level, other.level),
            handling=self.handling | other.handling,
            conditions=self.conditions | other.conditions,
            forbidden=self.forbidden | other.forbidden,
            restrictions=self.restrictions | other.restrictions,
            official_words=self.official_words | other.official_words,
        )

    def covers(self, other: "Marking") -> bool:
        """Whether this is nowhere looser than another."""
        return self | other == self

    def lines(self) -> list[str]:
        """In words of code, as a terminal shows it: level, codes and conditions; then each restriction in words."""
        codes = [*sorted(code.value for code in self.handling), *sorted(each.value for each in self.conditions)]
        return [" ".join([self.level.name.lower(), *codes]), *sorted(self.restrictions)]

    def wire(self) -> dict[str, object]:
        """As JSON shows it; excluded parties are not told."""
        return {
            "level": self.level.name.lower(),
            "handling": sorted(code.value for code in self.handling),
            "conditions": sorted(each.value for each in self.conditions),
            "restrictions": sorted(self.restrictions),
            "official_words": sorted(self.official_words),
        }


def joined(markings: Iterable[Marking]) -> Marking:
    """The join of several markings; open and H0 where there is none."""
    return reduce(Marking.__or__, markings, Marking())


def join(targets: Iterable[Target]) -> Marking:
    """The join of the terms of several records as the law sees them."""
    return joined(
        Marking(
            level=target.label.level,
            handling=target.handling,
            conditions=target.conditions,
            forbidden=target.label.forbidden,
            restrictions=frozenset(filter(None, [target.restriction])),
        )
        for target in targets
    )
