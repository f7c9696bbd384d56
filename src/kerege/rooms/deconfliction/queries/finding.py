"""The agency's events and conflicts, and the crossings that the viewer's desk keeps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from kerege.foundation import planned
from kerege.foundation.stretches import Stretch, stretch
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import PartyClass, Role, Viewer
from kerege.rooms.deconfliction.models import Conflict, Crossing, Event
from kerege.rooms.deconfliction.rules import times, words
from kerege.rooms.deconfliction.rules.course import KNOWN_TO_SIDES, WAITING, By, Stage, Step, steps_from
from kerege.rooms.directory import queries as directory
from kerege.rooms.directory.queries import DeskEntry
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind

MOST_LISTED = 200
SUBMITTERS = frozenset({Role.DESK, Role.ANALYST, Role.RELEASING, Role.LIAISON})
UNSEEN = Q(acknowledged_at__isnull=True, stage__in=[Stage.TOLD.value, Stage.ESCALATED.value])
"""A side that has not acknowledged yet."""


class NoSuchEventError(LookupError):
    """There is no such event or crossing for this viewer: the two look the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventEntry:
    """An event of the viewer's agency."""

    id: UUID
    desk: str
    kind: str
    scope: str
    scope_note: str
    belt_km: float | None
    place: str
    way: tuple[tuple[float, float, datetime, datetime], ...]
    radius_km: float
    zone: str
    starts: datetime
    ends: datetime
    case: str
    supervisor: str
    telephone: str
    choice: str
    left_out: tuple[str, ...]
    integrity: bool
    caller: str
    state: str
    why: str
    leg: UUID | None

    def local(self, at: datetime) -> str:
        """An instant as the clocks at the place show it."""
        return times.local_text(at, self.zone)

    def wire(self) -> dict[str, object]:
        """As JSON shows it."""
        return {
            "id": str(self.id), "desk": self.desk, "kind": self.kind, "scope": self.scope,
            "scope_note": self.scope_note, "place": self.place, "radius_km": self.radius_km, "zone": self.zone,
            "way": [[la, lo, first.isoformat(), last.isoformat()] for la, lo, first, last in self.way],
            "starts": self.starts.isoformat(), "ends": self.ends.isoformat(), "case": self.case,
            "supervisor": self.supervisor, "telephone": self.telephone, "choice": self.choice,
            "left_out": list(self.left_out), "integrity": self.integrity, "state": self.state,
            "entered_for": self.caller or None,
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictEntry:
    """What one side is told: that there is a conflict with this event of its own, and whom to call."""

    crossing: UUID
    event: UUID
    place: str
    starts: datetime
    stage: Stage
    call: DeskEntry | None
    told_at: datetime
    due_at: datetime
    acknowledged_at: datetime | None
    other_acknowledged_at: datetime | None

    @property
    def waits(self) -> bool:
        """Whether this side has not acknowledged yet."""
        return self.acknowledged_at is None and self.stage in {Stage.TOLD, Stage.ESCALATED}

    def wire(self) -> dict[str, object]:
        """As JSON shows it."""
        return {
            "crossing": str(self.crossing), "event": str(self.event), "stage": self.stage.value,
            "call": {"desk": self.call.code, "party": self.call.party_code, "telephone": self.call.telephone}
            if self.call else None,
            "told_at": self.told_at.isoformat(), "due_at": self.due_at.isoformat(), "waits": self.waits,
            "acknowledged_at": self.acknowledged_at.isoformat() if self.acknowledged_at else None,
            "other_acknowledged": self.other_acknowledged_at is not None,
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossingEntry:
    """A crossing as the keeping desk sees it."""

    id: UUID
    mode: str
    stage: Stage
    first: DeskEntry | None
    second: DeskEntry | None
    first_seen: bool
    second_seen: bool
    made_at: datetime
    due_at: datetime
    called_off_by: str
    notes: tuple[tuple[str, str, str, str], ...]

    @property
    def waits(self) -> bool:
        """Whether the desk has something to do."""
        return self.stage in WAITING

    @property
    def steps(self) -> tuple[Step, ...]:
        """What the desk may do now."""
        return steps_from(self.stage, By.KEEPER)

    def wire(self) -> dict[str, object]:
        """As JSON shows it."""
        sides = [(self.first, self.first_seen), (self.second, self.second_seen)]
        return {
            "crossing": str(self.id), "mode": self.mode, "stage": self.stage.value, "waits": self.waits,
            "sides": [
                {"desk": desk.code, "party": desk.party_code, "telephone": desk.telephone, "acknowledged": seen}
                for desk, seen in sides if desk is not None
            ],
            "made_at": self.made_at.isoformat(), "due_at": self.due_at.isoformat(),
            "called_off_by": self.called_off_by or None, "may": [step.value for step in self.steps],
            "notes": [list(note) for note in self.notes],
        }  # fmt: skip


def may_submit(viewer: Viewer) -> bool:
    """Whether this officer submits events of his own desk."""
    return viewer.party_class is PartyClass.MEMBER and viewer.role in SUBMITTERS and viewer.standing.active


def may_keep(viewer: Viewer) -> bool:
    """Whether this officer keeps crossings: the centre's duty officer, or a coordinator for his own party."""
    on_duty = viewer.role is Role.DUTY and viewer.party_class is PartyClass.CENTRE
    return viewer.standing.active and (on_duty or viewer.role is Role.COORDINATOR)


def events(*, viewer: Viewer, live: bool = False, limit: int = MOST_LISTED, offset: int = 0) -> Stretch[EventEntry]:
    """The events of the viewer's agency, the next first; those that are over after them."""
    require_viewer(viewer)
    own = Event.objects.filter(owner__in=own_desks(viewer))
    over = () if live else (own.exclude(state="live").order_by("-ends", "id"),)
    rows = stretch(own.filter(state="live").order_by("starts", "id"), *over, offset=offset, limit=limit)
    journal.write_leaf(LeafKind.CONSULT, "deconfliction.events", {"live": live}, rows=len(rows))
    return rows.of(entries)


def event(*, viewer: Viewer, event_id: UUID) -> EventEntry:
    """One event of the viewer's agency. Raises NoSuchEventError."""
    require_viewer(viewer)
    found = entries(list(Event.objects.filter(owner__in=own_desks(viewer), id=event_id)))
    if not found:
        raise NoSuchEventError(words.NOT_YOURS)
    journal.write_leaf(LeafKind.CONSULT, "deconfliction.event", {"event": str(event_id)}, rows=1)
    return found[0]


def own_desks(viewer: Viewer) -> list[UUID]:
    """The desks whose events and conflicts the viewer reads: with them asked for, what is hidden costs no work."""
    return [entry.id for entry in directory.desks() if entry.agency in viewer.own_audiences]


def entries(rows: Sequence[Event]) -> list[EventEntry]:
    """Rows as entries."""
    desks = {entry.id: entry.code for entry in directory.desks()}
    parties = {entry.id: entry.code for entry in directory.parties()}
    return [entry_of(row, desks, parties) for row in rows]


def entry_of(row: Event, desks: dict[UUID, str], parties: dict[UUID, str]) -> EventEntry:
    """One row as an entry."""
    return EventEntry(
        id=row.id,
        desk=desks.get(row.owner, ""),
        kind=row.kind,
        scope=row.scope,
        scope_note=row.scope_note,
        belt_km=row.belt_km,
        place=row.place,
        way=tuple((la, lo, moment(first), moment(last)) for la, lo, first, last in row.way),
        radius_km=row.radius_km,
        zone=row.zone,
        starts=row.starts,
        ends=row.ends,
        case=row.case,
        supervisor=row.supervisor,
        telephone=row.telephone,
        choice=row.choice,
        left_out=tuple(parties.get(each, "") for each in row.left_out),
        integrity=row.integrity,
        caller=row.caller,
        state=row.state,
        why=row.why,
        leg=row.leg,
    )


def moment(seconds: float) -> datetime:
    """Seconds since 1970 as an instant."""
    return datetime.fromtimestamp(seconds, times.zone("UTC"))


def conflicts(
    *, viewer: Viewer, waiting: bool = False, limit: int = MOST_LISTED, offset: int = 0
) -> Stretch[ConflictEntry]:
    """The conflicts of the viewer's agency that stand: those to be acknowledged by their clock, then the newest."""
    require_viewer(viewer)
    standing = standing_conflicts(viewer)
    unseen = standing.filter(UNSEEN).order_by("due_at", "id")
    seen = () if waiting else (standing.exclude(UNSEEN).order_by("-told_at", "id"),)
    rows = stretch(unseen, *seen, offset=offset, limit=limit)
    journal.write_leaf(LeafKind.CONSULT, "deconfliction.conflicts", {"waiting": waiting}, rows=len(rows))
    return rows.of(lambda shown: conflict_entries(viewer, shown))


def conflict(*, viewer: Viewer, crossing_id: UUID) -> ConflictEntry | None:
    """What the viewer's agency is told of one crossing; None where it is told nothing (any more)."""
    require_viewer(viewer)
    rows = list(standing_conflicts(viewer).filter(pair=crossing_id).order_by("due_at", "id")[:1])
    found = conflict_entries(viewer, rows)
    journal.write_leaf(LeafKind.CONSULT, "deconfliction.conflict", {"crossing": str(crossing_id)}, rows=len(found))
    return found[0] if found else None


def standing_conflicts(viewer: Viewer) -> "QuerySet[Conflict]":
    """The rows of conflicts of the viewer's agency of which its own event still stands."""
    mine = own_desks(viewer)
    stages = [stage.value for stage in KNOWN_TO_SIDES]
    own = Event.objects.filter(owner__in=mine, owner=OuterRef("owner"), id=OuterRef("event"))
    return Conflict.objects.filter(Exists(own), owner__in=mine, stage__in=stages)


def conflict_entries(viewer: Viewer, rows: Sequence[Conflict]) -> list[ConflictEntry]:
    """Rows as entries, each with its own event and the desk to call."""
    mine = own_desks(viewer)
    own = {row.id: row for row in Event.objects.filter(owner__in=mine, id__in=[row.event for row in rows])}
    desks = {entry.id: entry for entry in directory.desks()}
    return [conflict_of(row, own[row.event], desks) for row in rows]


def conflict_of(row: Conflict, own: Event, desks: dict[UUID, DeskEntry]) -> ConflictEntry:
    """One row as an entry."""
    return ConflictEntry(
        crossing=row.pair,
        event=row.event,
        place=own.place,
        starts=own.starts,
        stage=Stage(row.stage),
        call=desks.get(row.other_desk),
        told_at=row.told_at,
        due_at=row.due_at,
        acknowledged_at=row.acknowledged_at,
        other_acknowledged_at=row.other_acknowledged_at,
    )


def crossings(
    *, viewer: Viewer, waiting: bool = False, limit: int = MOST_LISTED, offset: int = 0
) -> Stretch[CrossingEntry]:
    """The crossings that the viewer's desk keeps, those that wait for it first, the oldest clock first."""
    require_viewer(viewer)
    kept = Crossing.objects.order_by("due_at", "id")
    stages = [stage.value for stage in WAITING]
    over = [Stage.VANISHED.value, Stage.REVIEWED.value, *stages]
    quiet = () if waiting else (kept.exclude(stage__in=over),)
    rows = stretch(kept.filter(stage__in=stages), *quiet, offset=offset, limit=limit)
    desks = {entry.id: entry for entry in directory.desks()}
    journal.write_leaf(LeafKind.CONSULT, "deconfliction.crossings", {"waiting": waiting}, rows=len(rows))
    return rows.of(lambda shown: [crossing_of(row, desks) for row in shown])


def crossing(*, viewer: Viewer, crossing_id: UUID) -> CrossingEntry:
    """One crossing that the viewer's desk keeps. Raises NoSuchEventError."""
    require_viewer(viewer)
    row = Crossing.objects.filter(id=crossing_id).first()
    if row is None:
        raise NoSuchEventError(words.NOT_YOURS)
    journal.write_leaf(LeafKind.CONSULT, "deconfliction.crossing", {"crossing": str(crossing_id)}, rows=1)
    return crossing_of(row, {entry.id: entry for entry in directory.desks()})


def crossing_of(row: Crossing, desks: dict[UUID, DeskEntry]) -> CrossingEntry:
    """One row as an entry."""
    off = desks.get(row.called_off_by) if row.called_off_by else None
    return CrossingEntry(
        id=row.id,
        mode=row.mode,
        stage=Stage(row.stage),
        first=desks.get(row.first_desk),
        second=desks.get(row.second_desk),
        first_seen=row.first_seen_at is not None,
        second_seen=row.second_seen_at is not None,
        made_at=row.made_at,
        due_at=row.due_at,
        called_off_by=off.code if off else "",
        notes=tuple((str(at), str(step), str(number), str(said)) for at, step, number, said in row.notes),
    )


def waiting_count(*, viewer: Viewer) -> int:
    """How many conflicts or crossings wait for the viewer; for the page of the situation, without a leaf."""
    require_viewer(viewer)
    sides = sum(int(number) for (number,) in planned.values(unseen_of, own_desks(viewer)))
    kept = Crossing.objects.filter(stage__in=[stage.value for stage in WAITING]).count() if may_keep(viewer) else 0
    return sides + kept


def unseen_of(desks: Sequence[UUID]) -> "QuerySet[Conflict, tuple[int]]":
    """How many conflicts each of these desks has not acknowledged."""
    found = Conflict.objects.filter(UNSEEN, owner__in=desks).order_by()
    return found.values_list("owner").annotate(number=Count("*")).values_list("number")
