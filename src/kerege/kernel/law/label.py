"""Labels and findability: who may read a part, and what the others learn of it."""

from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5

from kerege.kernel.law.viewer import Viewer
from kerege.kernel.law.vocabulary import Act, Condition, FindingMode, Handling, Level, Part, PartyClass, Purpose

EVERY_PURPOSE = frozenset(Purpose)


def class_audience(name: str) -> UUID:
    """The audience id of a class of parties; the same on every node."""
    return uuid5(NAMESPACE_URL, f"kerege:class:{name}")


CLASS_AUDIENCES: dict[PartyClass, UUID] = {each: class_audience(each.value) for each in PartyClass}
OBSERVERS_WITH_FACTS = class_audience("observers_with_facts")


@dataclass(frozen=True, slots=True)
class Grant:
    """One audience, the purposes it may read for, and the last day; `assured` lifts the death-penalty shield."""

    audience: UUID
    purposes: frozenset[Purpose] = EVERY_PURPOSE
    last_day: date | None = None
    assured: bool = False

    def wire(self) -> list[str]:
        """A canonical form for interning."""
        day = self.last_day.isoformat() if self.last_day else ""
        return [str(self.audience), ",".join(sorted(self.purposes)), day, str(int(self.assured))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Who may read: the owner's own audience without release, the grants, and what forbids."""

    owner_audience: UUID
    owner_party: UUID
    part: Part
    grants: frozenset[Grant] = frozenset()
    forbidden: frozenset[UUID] = frozenset()
    level: Level = Level.OPEN
    shielded: bool = False

    def wire(self) -> dict[str, object]:
        """A canonical form for interning: equal labels have equal wires."""
        return {
            "owner": str(self.owner_audience),
            "party": str(self.owner_party),
            "part": self.part.value,
            "grants": sorted(grant.wire() for grant in self.grants),
            "forbidden": sorted(map(str, self.forbidden)),
            "level": int(self.level),
            "shielded": self.shielded,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Findability:
    """What parties without a release learn of a nominal part: a mode per class, tightened for single parties."""

    owner_party: UUID
    members: FindingMode = FindingMode.NONE
    observers: FindingMode = FindingMode.NONE
    organisations: FindingMode = FindingMode.NONE
    forbidden: frozenset[UUID] = frozenset()
    shielded: bool = False

    def wire(self) -> dict[str, object]:
        """A canonical form for interning."""
        return {
            "party": str(self.owner_party),
            "modes": [int(self.members), int(self.observers), int(self.organisations)],
            "forbidden": sorted(map(str, self.forbidden)),
            "shielded": self.shielded,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A record as the law sees it: label, owner desk, handling and conditions, and where an act would send it.

    `towards` stands for the recipient of a release: its party's facts may forbid it. `permitted` are the acts that the
    originator permitted this viewer's agency when asked: they lift an "ask", never a "deny".
    """

    label: Label
    owner_desk: UUID
    owner_agency: UUID
    findability: Findability | None = None
    handling: frozenset[Handling] = frozenset({Handling.H0})
    conditions: frozenset[Condition] = frozenset()
    restriction: str = ""
    towards: Viewer | None = None
    assurance: bool = False
    second_approver: bool = False
    permitted: frozenset[Act] = frozenset()
