"""Who stands where: officers, hats, accreditations, histories; and which parties a viewer's changes reach."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kerege.foundation import chance
from kerege.foundation.statements import asked, named
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import PartyClass, Role, Viewer
from kerege.rooms.directory import rules
from kerege.rooms.directory.models import (
    Accreditation,
    AgreementStatus,
    Appointment,
    Change,
    Officer,
    PartyFactRow,
)
from kerege.rooms.directory.queries.entries import DeskEntry, agencies, desks, parties
from kerege.rooms.directory.rules import AgreementState, PartyFact
from kerege.rooms.directory.rules.asked import DeclaredChange, Power
from kerege.rooms.directory.rules.changes import CHANGES


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerEntry:
    """An officer as his own side sees him."""

    id: UUID
    agency: UUID
    agency_code: str
    party: UUID
    number: str
    name: str
    has_account: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HatEntry:
    """A hat with its days."""

    id: UUID
    officer: UUID
    number: str
    role: Role
    desk: DeskEntry
    since: date
    until: date | None

    @property
    def code(self) -> str:
        """What names this hat in commands: number@desk:role:first day."""
        return f"{self.number}@{self.desk.code}:{self.role.value}:{self.since.isoformat()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccreditationEntry:
    """An accreditation with its days."""

    id: UUID
    officer: UUID
    number: str
    since: date
    until: date
    reference: str

    @property
    def code(self) -> str:
        """What names it in commands: number:first day."""
        return f"{self.number}:{self.since.isoformat()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeEntry:
    """One change as everybody may read it."""

    at: datetime
    code: str
    party: UUID | None
    by_party: UUID
    by_role: Role
    officer_number: str
    given: dict[str, str]


def officers() -> list[OfficerEntry]:
    """The officers whom the viewer may know: his agency's; an administrator his party's; the registry all."""
    known = {entry.id: entry for entry in agencies()}
    return [
        OfficerEntry(
            id=o.id,
            agency=o.agency,
            agency_code=known[o.agency].code,
            party=known[o.agency].party,
            number=o.number,
            name=o.name,
            has_account=o.account is not None,
        )
        for o in Officer.objects.order_by("number")
    ]


def colleagues() -> list[tuple[str, str]]:
    """Number and name of every officer of the viewer's own agency."""
    viewer = require_viewer()
    return [(number, name) for number, name in asked(named("directory", "colleagues"), [viewer.agency])]


def hats(*, at: date | None = None) -> list[HatEntry]:
    """The hats of the officers whom the viewer may know, that are worn on a day or later (all without one)."""
    numbers = {entry.id: entry.number for entry in officers()}
    places = {entry.id: entry for entry in desks()}
    rows = Appointment.objects.filter(officer__in=list(numbers)).order_by("since", "id")
    return [
        HatEntry(
            id=a.id,
            officer=a.officer,
            number=numbers[a.officer],
            role=Role(a.role),
            desk=places[a.desk],
            since=a.since,
            until=a.until,
        )
        for a in rows
        if at is None or a.until is None or a.until >= at
    ]


def accreditations() -> list[AccreditationEntry]:
    """The accreditations of the officers whom the viewer may know, the ones that end first on top."""
    numbers = {entry.id: entry.number for entry in officers()}
    return [
        AccreditationEntry(
            id=a.id, officer=a.officer, number=numbers[a.officer], since=a.since, until=a.until, reference=a.reference
        )
        for a in Accreditation.objects.filter(officer__in=list(numbers)).order_by("until", "id")
    ]


def facts_in_force(day: date) -> list[tuple[UUID, UUID, PartyFact, date]]:
    """Id, party, fact and first day of every fact that has not ended by a day."""
    rows = PartyFactRow.objects.order_by("since", "id")
    return [(f.id, f.party, PartyFact(f.fact), f.since) for f in rows if f.until is None or f.until >= day]


def agreement_history(agreement: UUID) -> list[tuple[UUID, AgreementState, date, str]]:
    """Party, state, first day and source of every state ever stated, the newest first."""
    rows = AgreementStatus.objects.filter(agreement=agreement).order_by("-since", "-recorded_at", "id")
    return [(row.party, AgreementState(row.state), row.since, row.source) for row in rows]


def changes_made(*, limit: int = 200) -> list[ChangeEntry]:
    """What was changed in the directory, the newest first."""
    return [
        ChangeEntry(
            at=row.at,
            code=row.code,
            party=row.party,
            by_party=row.by_party,
            by_role=Role(row.by_role),
            officer_number=row.officer_number,
            given=dict(row.given),
        )
        for row in Change.objects.order_by("-at", "id")[:limit]
    ]


def reach(viewer: Viewer, change: DeclaredChange) -> frozenset[UUID]:
    """The parties that this viewer may make a change about; the twin of the functions in access/sql/keepers.sql."""
    require_viewer(viewer)
    known = frozenset(entry.id for entry in parties())
    reached = frozenset[UUID]()
    centre = viewer.party_class is PartyClass.CENTRE
    if not viewer.standing.active:
        return reached
    if Power.COORDINATOR in change.powers and viewer.role is Role.COORDINATOR:
        reached |= {viewer.party}
    if viewer.role is not Role.ADMINISTRATOR:
        return reached
    if Power.REGISTRY in change.powers and centre:
        reached |= known
    if Power.KEEPER in change.powers:
        reached |= {viewer.party} | (known - administered() if centre else frozenset[UUID]())
    return reached


def administered() -> frozenset[UUID]:
    """The parties that have an administrator of their own in office today."""
    places = {entry.id: entry.party for entry in desks()}
    worn = Appointment.objects.filter(role=Role.ADMINISTRATOR.value)
    today = chance.today()
    return frozenset(places[a.desk] for a in worn if rules.Validity(a.since, a.until).covers(today))


def changes_for(viewer: Viewer) -> list[DeclaredChange]:
    """The changes that this viewer may make, in the order of their declaration."""
    return [change for change in CHANGES.values() if reach(viewer, change)]
