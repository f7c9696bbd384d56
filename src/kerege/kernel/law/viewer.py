"""Who looks: an officer under one hat, for one purpose, with the standing of the party behind it."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from kerege.kernel.law.vocabulary import Level, PartyClass, Purpose, Role

NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the directory says of a viewer's party on the day of the visit.

    `audiences` are the ids of all audiences the viewer stands in but his own desk and agency, perhaps read only when
    they are asked for: they follow from the hat and the day, and tell no two viewers apart; `estranged` are parties
    whose records are closed to the viewer's party by a suspension; `nominal_parties` have an agreement on nominal
    exchange in force.
    """

    audiences: AbstractSet[UUID] = field(default=frozenset(), compare=False)
    predecessors: frozenset[UUID] = frozenset()
    estranged: frozenset[UUID] = frozenset()
    nominal_parties: frozenset[UUID] = frozenset()
    imposes_death: bool = False
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """One officer at one desk, for one purpose; nothing is read without one."""

    officer: UUID
    hat: UUID
    desk: UUID
    agency: UUID
    party: UUID
    party_class: PartyClass
    role: Role
    level: Level = Level.OFFICIAL_USE
    purpose: Purpose = Purpose.OWN_WORK
    case: str = ""
    reason: str = ""
    day: date
    officer_number: str = ""
    officer_name: str = ""
    party_code: str = ""
    desk_code: str = ""
    standing: Standing = field(default_factory=Standing)
    system: str = ""

    @property
    def own_audiences(self) -> frozenset[UUID]:
        """The desk, the agency and the agencies it succeeded: what they hold is the viewer's own."""
        return frozenset({self.desk, self.agency}) | self.standing.predecessors

    @property
    def grounds(self) -> str:
        """The case, or else the reason in words, that is signed with the visit."""
        return self.case.strip() or self.reason.strip()

    @property
    def has_grounds(self) -> bool:
        """Whether the purpose has a case or a reason to be plausible; own work and a post's shift need none."""
        if self.purpose is Purpose.OWN_WORK or (self.role is Role.POST and self.purpose is Purpose.BORDER_CONTROL):
            return True
        return bool(self.grounds)
