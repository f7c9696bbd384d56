"""Playing the joint operation of the exercise through the doors, by officers of five parties."""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose, Role, Viewer
from kerege.rooms.exercise.actions.loading import Node, Progress
from kerege.rooms.exercise.rules import operations as rules
from kerege.rooms.exercise.rules.operations import DESKS, Found
from kerege.rooms.operations import queries
from kerege.rooms.operations.actions import joint
from kerege.rooms.operations.queries import EntryKind, Figure, Measure, OperationView, Phase
from kerege.rooms.records import actions as records
from kerege.rooms.records.queries import read_claim, usual_reader

if TYPE_CHECKING:
    from collections.abc import Iterator

HEROIN = Figure(Measure.SEIZED, "heroin", "kg")
HOUR = timedelta(hours=1)


@dataclass(slots=True)
class Play:
    """The operation being played: whose officers act, and the clock."""

    exercise: Node
    clock: chance.Seeded
    start: datetime
    id: UUID

    @contextmanager
    def by(self, desk: str) -> "Iterator[Viewer]":
        """Act as the releasing officer of a desk, a minute later."""
        self.clock.at += timedelta(minutes=1)
        actor = viewer_of(self.exercise, desk)
        with viewing(actor):
            yield actor

    def do(self, desk: str, kind: str, words: str = "", **given: str) -> None:
        """Any act."""
        with self.by(desk) as actor:
            joint.do(actor=actor, operation=self.id, kind=kind, given=given, words=words)

    def view(self, desk: str) -> OperationView:
        """The work file as a desk sees it."""
        with self.by(desk) as actor:
            return queries.operation(viewer=actor, operation_id=self.id)


def viewer_of(exercise: Node, desk: str) -> Viewer:
    """The releasing officer of a desk, in an operation."""
    return exercise.viewer(desk, Role.RELEASING, Purpose.JOINT_OPERATION)


def play(exercise: Node, progress: Progress) -> dict[str, object]:
    """Play the operation unless it stands there closed already; how it ended."""
    start = datetime.combine(exercise.plan.last_day, time(4), tzinfo=UTC) - timedelta(days=rules.DAYS)
    found = standing(exercise)
    if found is None:
        with chance.seeded(f"exercise|{exercise.plan.seed}|operation", start - timedelta(days=20)) as clock:
            found = played(exercise, start, clock)
    progress(1, 1, "joint operation")
    return outcome(exercise, found)


def standing(exercise: Node) -> UUID | None:
    """The operation that an exercise which was stopped has played already: it is closed."""
    lead = viewer_of(exercise, DESKS[0][1])
    with viewing(lead):
        rows = queries.operations(viewer=lead)
    return next((row.id for row in rows if row.title == rules.TITLE and row.phase is Phase.CLOSED), None)


def played(exercise: Node, start: datetime, clock: chance.Seeded) -> UUID:
    """From founding to closing."""
    lead = viewer_of(exercise, DESKS[0][1])
    with viewing(lead):
        made = joint.found(actor=lead, title=rules.TITLE, template="border")
    playing = Play(exercise, clock, start, made)
    gather(playing)
    exchange(playing)
    act(playing)
    report(playing)
    return made


def gather(playing: Play) -> None:
    """Invitations, acceptances, one agency removed again; each names its officer, under the lead's."""
    lead = DESKS[0][1]
    for _party, desk, agency in [*DESKS[1:], ("UZ", *rules.REMOVED)]:
        playing.do(lead, "invite", agency=agency, words="УЧЕБНОЕ приглашение")
        playing.do(desk, "accept")
    playing.do(lead, "remove", agency=rules.REMOVED[1], words="УЧЕБНОЕ: вторая служба стороны")
    named = playing.exercise.viewer(*rules.NAMES, Purpose.JOINT_OPERATION)
    playing.do(rules.NAMES[0], "name", officer=named.officer_number, role="analyst", myself="yes")
    top = ""
    for party, desk, _agency in DESKS:
        role = "coordinator" if top else "lead"
        telephone = f"+000 000 00 0{len(party)}{DESKS.index((party, desk, _agency))}"
        playing.do(desk, "contact", title=f"УЧЕБНЫЙ офицер {party}", role=role, telephone=telephone, under=top)
        top = top or playing.view(lead).of(EntryKind.CONTACT)[0].id
    for task in playing.view(lead).open_tasks:
        playing.do(lead, "done", task=task.id)


def exchange(playing: Play) -> None:
    """Scope and the second phase; each party that has a seizure of its own keeps and releases it."""
    lead = DESKS[0][1]
    until = playing.start + timedelta(days=rules.DAYS)
    playing.do(lead, "scope", since=f"{playing.start:%Y-%m-%d}", until=f"{until:%Y-%m-%d}", substances="heroin")
    playing.do(lead, "phase", phase="exchange")


def act(playing: Play) -> None:
    """The active phase: what is found is kept by its owner and released to the operation."""
    playing.do(DESKS[0][1], "phase", phase="active")
    playing.clock.at = playing.start + timedelta(days=rules.DAYS) - 6 * HOUR
    desks = {party: desk for party, desk, _agency in DESKS}
    for found in (*rules.OWN, *rules.SHARED):
        with playing.by(desks[found.party]) as actor:
            claim = read_claim(raw(found, playing.start), usual_reader())
            kept = records.report(actor=actor, claim=claim, send=True).report
            joint.do(actor=actor, operation=playing.id, kind="release", given={"report": str(kept), "part": "facts"})


def raw(found: Found, start: datetime) -> dict[str, Any]:
    """A seizure as its officer writes it."""
    return {
        "kind": "seizure",
        "occurred": f"{start + timedelta(days=found.after):%Y-%m-%d}",
        "country": found.country,
        "place": found.place,
        "items": [{"substance": "heroin", "quantity": found.kilograms, "unit": "kg"}],
    }


def report(playing: Play) -> None:
    """Sheets from records, the shared lorry named as one seizure, a figure by hand, debrief, assessment, closing."""
    lead = DESKS[0][1]
    playing.do(lead, "phase", phase="reporting")
    for _party, desk, _agency in DESKS:
        playing.do(desk, "sheet")
    for one, other in playing.view(lead).alike:
        if {str(one.value), str(other.value)} == {each.kilograms for each in rules.SHARED}:
            playing.do(lead, "shared", references=f"{one.reference}; {other.reference}")
    playing.do("uz-analysis", "result", measure="cases", value="2", reference="УЧЕБНЫЕ дела УЗ")
    playing.do("uz-analysis", "correction", measure="cases", value="3", words="УЧЕБНОЕ: ещё одно дело")
    for _party, desk, _agency in DESKS:
        playing.do(desk, "debrief", words="УЧЕБНЫЙ разбор")
    playing.do(lead, "lesson", words="УЧЕБНЫЙ урок: взвешивать вместе")
    playing.do(lead, "assessment", words="УЧЕБНАЯ общая оценка")
    playing.do(lead, "phase", phase="closed")


def outcome(exercise: Node, operation: UUID) -> dict[str, object]:
    """How it ended, as its lead sees it, and what the removed agency still reads."""
    lead = viewer_of(exercise, DESKS[0][1])
    with viewing(lead):
        view = queries.operation(viewer=lead, operation_id=operation)
        shared = queries.shared_records(viewer=lead, operation_id=operation)
    sheets = sum((cells[HEROIN].value for cells in view.sheets.values() if HEROIN in cells), Decimal(0))
    return {
        "phase": view.phase.value,
        "parties": len({party for party, _agency in view.members}),
        "records": len(shared),
        "sheets": len(view.sheets),
        "counted_once": sheets - view.totals[HEROIN].value == Decimal(rules.TWICE),
        "corrected": str(view.totals[Figure(Measure.CASES)].difference),
        "named": sum(each.holds for each in view.officers),
        "unnamed_reads": entries_read(unnamed(exercise), operation),
        "removed_reads": entries_read(viewer_of(exercise, rules.REMOVED[0]), operation),
    }


def unnamed(exercise: Node) -> Viewer:
    """An officer of the agency that named officers, who is none of them."""
    return exercise.viewer(rules.NAMES[0], Role.COORDINATOR, Purpose.JOINT_OPERATION)


def entries_read(viewer: Viewer, operation: UUID) -> int:
    """How many of the work file's entries somebody reads who takes no part: none."""
    with viewing(viewer):
        try:
            return len(queries.operation(viewer=viewer, operation_id=operation).entries)
        except queries.NoSuchOperationError:
            return 0
