"""Joint operations as their members see them: the list with invitations, one work file with sheets and totals."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_noop

from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Viewer
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.operations.models import Invitation, Operation, OperationEntry
from kerege.rooms.operations.queries.files import places
from kerege.rooms.operations.rules import joint
from kerege.rooms.operations.rules.joint import Cell, Entry, EntryKind, Measure, Phase


class NoSuchOperationError(LookupError):
    """There is no such operation for this viewer: unknown, foreign and left look the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationLine:
    """An operation in the list; one that the viewer is only invited to has no phase."""

    id: UUID
    number: str
    title: str
    phase: Phase | None
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationView:
    """A work file."""

    id: UUID
    number: str
    title: str
    template: str
    phase: Phase
    following: Phase | None
    leads: bool
    members: tuple[tuple[str, UUID], ...]
    """Party and agency of each."""
    entries: tuple[Entry, ...]
    sheets: dict[str, dict[Measure, Cell]]
    totals: dict[Measure, Decimal]

    def of(self, kind: EntryKind) -> list[Entry]:
        """The entries of one kind."""
        return [each for each in self.entries if each.kind is kind]

    @property
    def open_tasks(self) -> list[Entry]:
        """Tasks that nobody has done."""
        done = {str(each.given["task"]) for each in self.of(EntryKind.DONE)}
        return [each for each in self.of(EntryKind.TASK) if each.id not in done]


def operations(*, viewer: Viewer) -> list[OperationLine]:
    """The operations of the viewer, and those that he is invited to; one leaf."""
    require_viewer(viewer)
    made = [
        OperationLine(
            id=row.id,
            number=row.number,
            title=row.title,
            phase=joint.phase_of(entries_of(row.id)),
            made_at=row.made_at,
        )
        for row in Operation.objects.order_by("-made_at", "id")
    ]
    known = {line.id for line in made}
    asked = Invitation.objects.filter(agency__in=viewer.own_audiences, withdrawn_at__isnull=True).order_by("-made_at")
    for row in asked:
        if row.operation not in known:
            known.add(row.operation)
            made.append(OperationLine(id=row.operation, number="", title=row.title, phase=None, made_at=row.made_at))
    found = {"operations": [str(line.id) for line in made]}
    journal.write_leaf(LeafKind.CONSULT, "operations.operations", found, rows=len(made))
    return made


def row_of(operation: UUID) -> Operation:
    """The row of a work file. Raises NoSuchOperationError."""
    row = Operation.objects.filter(id=operation).first()
    if row is None:
        raise NoSuchOperationError(gettext_noop("nothing under this reference may be shown to you"))
    return row


def entries_of(operation: UUID) -> tuple[Entry, ...]:
    """The entries of a work file that the viewer reads, in order."""
    rows = OperationEntry.objects.filter(operation=operation).order_by("at", "id")
    return tuple(
        Entry(
            kind=EntryKind(row.kind),
            at=row.at,
            party=row.party_code,
            agency=row.agency_code,
            officer=row.officer_number,
            given=dict(row.given),
            words=row.words,
            id=str(row.id),
        )
        for row in rows
    )


def operation(*, viewer: Viewer, operation_id: UUID) -> OperationView:
    """One work file, with the leaf that its owner finds. Raises NoSuchOperationError."""
    require_viewer(viewer)
    row = row_of(operation_id)
    entries = entries_of(row.id)
    phase = joint.phase_of(entries)
    members = tuple(sorted({(place.party, place.member) for place in places(row.id)}, key=str))
    parties = sorted({party for party, _agency in members} | {each.party for each in entries})
    touched = [Touched(row.owner, row.agency, row.id)]
    journal.write_leaf(LeafKind.CONSULT, "operations.operation", {"operation": str(row.id)}, mentions=touched, rows=1)
    return OperationView(
        id=row.id,
        number=row.number,
        title=row.title,
        template=row.template,
        phase=phase,
        following=None if phase is Phase.CLOSED else joint.ORDER[joint.ORDER.index(phase) + 1],
        leads=viewer.agency == row.agency,
        members=members,
        entries=entries,
        sheets={party: cells for party in parties if (cells := joint.sheet(entries, party))},
        totals=joint.totals(entries),
    )
