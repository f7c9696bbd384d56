"""Joint operations as their members see them: the list with invitations, one work file with sheets and totals."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext, gettext_noop

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Marking, Viewer
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.operations.models import Invitation, Member, Operation, OperationEntry
from kerege.rooms.operations.queries.circles import members_of
from kerege.rooms.operations.queries.files import places
from kerege.rooms.operations.queries.officers import (
    NamedOfficer,
    NoSuchOperationError,
    limited_agencies,
    named_officers,
    spoken_places,
    waiting_invitations,
)
from kerege.rooms.operations.rules import joint, sheets
from kerege.rooms.operations.rules.joint import Entry, EntryKind, Phase, Scope
from kerege.rooms.operations.rules.sheets import Cell, Figure, Line
from kerege.rooms.operations.rules.templates import TITLES
from kerege.rooms.records import queries as records
from kerege.rooms.records.queries import ListedReport


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationLine:
    """An operation in the list; one that the viewer is only invited to has no phase."""

    id: UUID
    number: str
    title: str
    phase: Phase | None
    made_at: datetime
    words: str = ""
    """Of an invitation: what the inviting agency wrote."""
    tasks: int = 0
    """Open tasks of the viewer's agency."""
    shut: bool = False
    """Whether the viewer's agency takes part by named officers, of whom he is none: he may name them all the same."""

    @property
    def is_invitation(self) -> bool:
        """Whether the viewer's agency is only invited."""
        return self.phase is None and not self.shut


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An agency that is invited and has not accepted, as the founding agency sees it."""

    id: UUID
    agency: UUID
    party: str
    made_at: datetime
    waits: bool
    """Whether a second officer has to agree to the assurance first."""
    assurance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """An agency that declined its invitation and takes no part, as the founding agency sees it."""

    id: UUID
    agency: UUID
    party: str
    at: datetime
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedRecord:
    """A record that was released to the operation and that the viewer may read."""

    entry: Entry
    row: ListedReport
    own: bool
    not_seen_by: tuple[UUID, ...] = ()
    """To the owner alone: agencies that joined after the release and do not read it."""


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
    agency: str
    """The viewer's own agency, by its code."""
    lead: UUID
    members: tuple[tuple[str, UUID], ...]
    """Party and agency of each."""
    asked: tuple[Asked, ...]
    declined: tuple[Declined, ...]
    entries: tuple[Entry, ...]
    scope: Scope | None
    lines: tuple[Line, ...]
    sheets: dict[str, dict[Figure, Cell]]
    totals: dict[Figure, Cell]
    alike: tuple[tuple[Line, Line], ...]
    marking: Marking
    """The join of the terms of the records that the sheets were drafted from and that the viewer reads."""
    made_at: datetime
    codes: dict[str, UUID] = field(default_factory=dict)
    officers: tuple[NamedOfficer, ...] = ()
    """Named officers; to the founding agency and to those who name also those proposed."""
    limited: frozenset[UUID] = frozenset()
    """Agencies that take part by their named officers alone."""

    def of(self, *kinds: EntryKind) -> list[Entry]:
        """The entries of some kinds."""
        return [each for each in self.entries if each.kind in kinds]

    @property
    def open_tasks(self) -> list[Entry]:
        """Tasks that nobody has done, the soonest due first."""
        return joint.open_tasks(self.entries)

    @property
    def own_tasks(self) -> list[Entry]:
        """Open tasks that the viewer's agency has to do, or that nobody was named for."""
        return [each for each in self.open_tasks if each.given.get("agency", "") in {"", self.agency}]

    @property
    def contacts(self) -> list[tuple[int, Entry]]:
        """The contact tree of those who take part, in the order of telephoning: how deep each officer stands in it."""
        present = {code for code, agency in self.codes.items() if agency in {member for _party, member in self.members}}
        named = {each.number for each in self.officers if each.holds}
        found = [
            each
            for each in joint.contacts(self.entries)
            if each.agency in present and each.given.get("officer", "") in {"", *named}
        ]
        return tree(found)

    @property
    def without_telephone(self) -> list[NamedOfficer]:
        """Named officers of whom no contact says how to reach them."""
        reached = {each.given.get("officer") for _depth, each in self.contacts}
        return [each for each in self.officers if each.holds and each.number not in reached]

    @property
    def calendar(self) -> list[tuple[date, str, str, Entry | None]]:
        """Days with what falls on them: entries of the calendar, tasks due, first and last day of the active phase."""
        made: list[tuple[date, str, str, Entry | None]] = [
            (joint.day_of(each.given["day"]), "date", title_words(each), each) for each in self.of(EntryKind.DATE)
        ]
        made += [
            (joint.day_of(each.given["due"]), "task", title_words(each), each)
            for each in self.open_tasks
            if each.given.get("due")
        ]
        if self.scope:
            made += [(self.scope.since, "since", "", None), (self.scope.until, "until", "", None)]
        return sorted(made, key=lambda row: (row[0], row[1], row[2]))


def title_words(entry: Entry) -> str:
    """What an entry is called: as its writer wrote it, or, where a template did, in the reader's language."""
    title = str(entry.given.get("title", ""))
    return gettext(title) if title in TITLES else title


def tree(found: list[Entry], under: str = "", depth: int = 0) -> list[tuple[int, Entry]]:
    """Officers below one another; who stands under somebody who is gone stands at the top."""
    ids = {each.id for each in found}
    made: list[tuple[int, Entry]] = []
    for each in found:
        above = str(each.given.get("under") or "")
        if (above if above in ids else "") == under:
            made.append((depth, each))
            made += tree(found, each.id, depth + 1)
    return made


def operations(*, viewer: Viewer) -> list[OperationLine]:
    """The operations of the viewer, and those that he is invited to; one leaf."""
    require_viewer(viewer)
    code = own_code(viewer)
    made = [line_of(row, code) for row in Operation.objects.order_by("-made_at", "id")]
    known = {line.id for line in made}
    for row in Invitation.objects.filter(id__in=waiting_invitations()).order_by("-made_at"):
        if row.operation not in known:
            known.add(row.operation)
            made.append(
                OperationLine(
                    id=row.operation, number="", title=row.title, phase=None, made_at=row.made_at, words=row.words
                )
            )
    made += shut_out(known)
    found = {"operations": [str(line.id) for line in made]}
    journal.write_leaf(LeafKind.CONSULT, "operations.operations", found, rows=len(made))
    return made


def shut_out(known: set[UUID]) -> list[OperationLine]:
    """Operations of the viewer's agency that only its named officers read, where he is one of those who name them."""
    return [
        OperationLine(
            id=each.operation, number=each.number, title=each.title, phase=None, made_at=each.made_at, shut=True
        )
        for each in spoken_places()
        if each.limited and not each.part and each.operation not in known
    ]


def line_of(row: Operation, code: str) -> OperationLine:
    """A line of the list."""
    entries = entries_of(row.id)
    tasks = [each for each in joint.open_tasks(entries) if each.given.get("agency") == code]
    return OperationLine(
        id=row.id,
        number=row.number,
        title=row.title,
        phase=joint.phase_of(entries),
        made_at=row.made_at,
        tasks=len(tasks),
    )


def own_code(viewer: Viewer) -> str:
    """The code of the viewer's agency."""
    return next((each.code for each in directory.agencies() if each.id == viewer.agency), "")


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


def asked_of(row: Operation) -> tuple[Asked, ...]:
    """The agencies that have not answered; others than the founding agency read no row of it."""
    present = {place.member for place in places(row.id)}
    ended = dict(Member.objects.filter(file=row.id, ended_at__isnull=False).order_by("ended_at").values_list(*LEFT))
    standing = Invitation.objects.filter(operation=row.id, owner=row.owner, withdrawn_at__isnull=True)
    return tuple(
        Asked(
            id=each.id,
            agency=each.agency,
            party=each.party_code,
            made_at=each.made_at,
            waits=each.waits,
            assurance=each.assurance,
        )
        for each in standing.order_by("made_at", "id")
        if (each.waits or each.agency not in present) and not each.is_before(ended.get(each.agency))
    )


LEFT = ("member", "ended_at")
"""An agency and the moment that it left or was removed."""


def declined_of(row: Operation) -> tuple[Declined, ...]:
    """Invitations that were declined, to the founding agency alone; the log keeps them all."""
    found = Invitation.objects.filter(operation=row.id, owner=row.owner, declined_at__isnull=False)
    return tuple(
        Declined(id=each.id, agency=each.agency, party=each.party_code, at=each.declined_at, words=each.answer)
        for each in found.order_by("declined_at", "id")
        if each.declined_at is not None
    )


def log_of(entries: tuple[Entry, ...], declined: tuple[Declined, ...]) -> tuple[Entry, ...]:
    """The entries with what was declined among them, in order of time."""
    codes = {each.id: each.code for each in directory.agencies()} if declined else {}
    said = [
        Entry(
            kind=EntryKind.DECLINED,
            at=each.at,
            party=each.party,
            agency=codes.get(each.agency, ""),
            officer="",
            given={},
            words=each.words,
            id=str(each.id),
        )
        for each in declined
    ]
    return tuple(sorted([*entries, *said], key=lambda each: each.at)) if said else entries


def operation(*, viewer: Viewer, operation_id: UUID) -> OperationView:
    """One work file, with the leaf that its owner finds. Raises NoSuchOperationError."""
    require_viewer(viewer)
    row = row_of(operation_id)
    entries = entries_of(row.id)
    phase = joint.phase_of(entries)
    members = tuple(sorted({(place.party, place.member) for place in places(row.id)}, key=str))
    parties = sorted({party for party, _agency in members} | {each.party for each in entries})
    lines = tuple(sheets.lines_of(entries))
    asked, declined = (asked_of(row), declined_of(row)) if viewer.agency == row.agency else ((), ())
    answering = {each.agency for each in asked} | {agency for _party, agency in members}
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
        agency=own_code(viewer),
        lead=row.agency,
        members=members,
        asked=asked,
        declined=tuple(each for each in declined if each.agency not in answering),
        entries=log_of(entries, declined),
        scope=joint.scope_of(entries),
        lines=lines,
        sheets={party: cells for party in parties if (cells := sheets.sheet(entries, party))},
        totals=sheets.totals(entries),
        alike=tuple(sheets.alike(entries)),
        marking=records.joined_marking(viewer=viewer, reports={UUID(each.report) for each in lines if each.report}),
        made_at=row.made_at,
        codes={each.code: each.id for each in directory.agencies()},
        officers=named_officers(row.id),
        limited=limited_agencies(row.id),
    )


def shared_records(*, viewer: Viewer, operation_id: UUID) -> list[SharedRecord]:
    """The records released to a work file that the law lets this viewer read now, each once, the newest release first.

    What was withdrawn, has expired or waits for a second approver is not among them, nor counted anywhere.
    """
    require_viewer(viewer)
    row_of(operation_id)
    released = standing(entries_of(operation_id), chance.today())
    found = records.listed_reports(viewer=viewer, reports=[UUID(each) for each in released])
    own = {each.id for each in directory.desks() if each.agency in viewer.own_audiences}
    everybody = {place.member for place in places(operation_id)}
    made = [
        SharedRecord(
            entry=released[str(each.id)][-1],
            row=each,
            own=each.owner in own,
            not_seen_by=unseen(released[str(each.id)], everybody) if each.owner in own else (),
        )
        for each in found
    ]
    return sorted(made, key=lambda each: each.entry.at, reverse=True)


def standing(entries: Iterable[Entry], today: date) -> dict[str, list[Entry]]:
    """The releases of each record that were neither withdrawn nor have passed their last day."""
    listed = list(entries)
    off = {each.given["release"] for each in listed if each.kind is EntryKind.RECORD_OFF}
    made: dict[str, list[Entry]] = {}
    for each in listed:
        open_still = not each.given.get("until") or joint.day_of(each.given["until"]) >= today
        if each.kind is EntryKind.RECORD and each.given["release"] not in off and open_still:
            made.setdefault(each.given["report"], []).append(each)
    return made


def unseen(releases: list[Entry], everybody: set[UUID]) -> tuple[UUID, ...]:
    """The agencies that take part now and stand in no circle that a record was released to."""
    reached = {member for each in releases for member in members_of(UUID(each.given["circle"]))}
    return tuple(sorted(everybody - reached, key=str))
