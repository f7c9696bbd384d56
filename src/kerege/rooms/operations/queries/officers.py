"""Named officers of a work file: who they are, which agencies are limited to them, where the viewer names them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_noop

from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Role, Viewer
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.operations.models import Operation
from kerege.rooms.operations.rules.joint import TeamRole
from kerege.rooms.operations.rules.officers import kept_role

UNREAD = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})
"""Roles that read no content: nobody is named under them."""


class NoSuchOperationError(LookupError):
    """There is no such operation for this viewer: unknown, foreign and left look the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedOfficer:
    """An officer who is named for his agency's place, or whom the founding agency proposes."""

    agency: UUID
    party: str
    number: str
    role: TeamRole
    named_at: datetime | None
    """None while his own agency has not named him."""
    holds: bool
    """Whether he still wears a hat that he was named under: without one he reads nothing."""
    own: bool
    """Whether he is the viewer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenPlace:
    """The place of the viewer's agency in an operation, where he is one of those who name its officers."""

    operation: UUID
    number: str
    title: str
    made_at: datetime
    desk: UUID
    """The desk that owns the work file."""
    lead: UUID
    agency: UUID
    limited: bool
    """Whether its named officers alone take part."""
    part: bool
    """Whether the viewer takes part himself."""

    @property
    def leads(self) -> bool:
        """Whether the agency founded the operation."""
        return self.agency == self.lead


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficersView:
    """The named officers of an operation, as far as they concern the viewer."""

    id: UUID
    number: str
    title: str
    place: SpokenPlace | None
    """Where the viewer names officers of his agency."""
    leads: bool
    part: bool
    officers: tuple[NamedOfficer, ...]
    limited: frozenset[UUID]


def named_officers(operation: UUID) -> tuple[NamedOfficer, ...]:
    """Those who are named or proposed, as far as the viewer may know."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT agency, party_code, number, role, named_at, holds, own FROM file_officers(%s)", [operation]
        )
        found = cursor.fetchall()
    return tuple(
        NamedOfficer(agency=a, party=p, number=n, role=kept_role(r), named_at=at, holds=holds, own=own)
        for a, p, n, r, at, holds, own in found
    )


def officers_proposed(operation: UUID) -> list[NamedOfficer]:
    """Those whom the founding agency proposes, to itself and to those who name them."""
    return [each for each in named_officers(operation) if each.named_at is None]


def limited_agencies(operation: UUID) -> frozenset[UUID]:
    """The agencies that take part by named officers alone, to those who take part."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT limited_members(%s)", [operation])
        return frozenset(row[0] for row in cursor.fetchall())


def limited_place(operation: UUID) -> UUID | None:
    """The limited place that the viewer is named for: what he writes belongs to it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT limited_place(%s)", [operation])
        found: UUID | None = cursor.fetchone()[0]
    return found


def spoken_places() -> list[SpokenPlace]:
    """The operations in which the viewer names officers of his agency, also where he is not one of them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT file, number, title, made_at, desk, lead, agency, limited, part FROM spoken_places()")
        names = ("operation", "number", "title", "made_at", "desk", "lead", "agency", "limited", "part")
        return [SpokenPlace(**dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def waiting_invitations() -> list[UUID]:
    """The invitations that the viewer's agency has not answered."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT waiting_invitations()")
        return [row[0] for row in cursor.fetchall()]


def spoken_place(operation: UUID) -> SpokenPlace | None:
    """The place in one operation for which the viewer names officers."""
    return next((each for each in spoken_places() if each.operation == operation), None)


def may_look(operation: UUID) -> bool:
    """Whether the viewer still sees the officers of an operation."""
    return Operation.objects.filter(id=operation).exists() or spoken_place(operation) is not None


def candidates(viewer: Viewer) -> list[tuple[str, str, Role]]:
    """The officers of the viewer's agency who can be named: number, name, and the role of a hat that each wears."""
    own = {each.number: each for each in directory.officers() if each.agency in viewer.own_audiences}
    worn = {
        hat.number: hat.role
        for hat in directory.hats(at=viewer.day)
        if hat.number in own
        and hat.since <= viewer.day
        and hat.desk.agency in viewer.own_audiences
        and hat.role not in UNREAD
    }
    return [(number, own[number].name, role) for number, role in sorted(worn.items())]


def officers(*, viewer: Viewer, operation_id: UUID) -> OfficersView:
    """The named officers of an operation, to those who take part and to those who name; one leaf.

    Raises NoSuchOperationError.
    """
    require_viewer(viewer)
    row = Operation.objects.filter(id=operation_id).first()
    place = spoken_place(operation_id)
    if row is None and place is None:
        raise NoSuchOperationError(gettext_noop("nothing under this reference may be shown to you"))
    desk, lead = (place.desk, place.lead) if place else (row.owner, row.agency) if row else (viewer.desk, viewer.agency)
    made = OfficersView(
        id=operation_id,
        number=row.number if row else place.number if place else "",
        title=row.title if row else place.title if place else "",
        place=place,
        leads=row is not None and row.agency == viewer.agency,
        part=row is not None,
        officers=named_officers(operation_id),
        limited=limited_agencies(operation_id) | ({place.agency} if place and place.limited else set()),
    )
    touched = [Touched(desk, lead, operation_id)]
    journal.write_leaf(
        LeafKind.CONSULT, "operations.officers", {"operation": str(operation_id)}, mentions=touched, rows=1
    )
    return made
