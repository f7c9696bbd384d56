"""Carrying out an approved screening: bank, pairs, both sides' hits, digests, erasure; taken up again after a kill."""

import json
from collections.abc import Mapping, Sequence
from functools import partial
from uuid import UUID

from django.db import connection
from django.db.models import Q

from kerege.foundation import chance
from kerege.foundation.anew import within_one_policy
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose, Viewer
from kerege.rooms.access import actions as access
from kerege.rooms.crosscheck import actions as crosscheck
from kerege.rooms.crosscheck.actions import ListQuestion
from kerege.rooms.crosscheck.queries import Candidate, ListBank
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.screening.actions import banks, keeping
from kerege.rooms.screening.actions.pairing import pairing, question_of
from kerege.rooms.screening.models import Match, Run, Task
from kerege.rooms.screening.rules.course import OVER, Stage
from kerege.rooms.screening.rules.lists import ListRow

SYSTEM = "screening"
SETTLE = "SELECT settle_screening(%s)"
ERASED = "SELECT note_erased(%s)"


def work_waiting() -> int:
    """Do what waits: run what is approved, expire what is late, erase what is over; returns how many runs moved.

    Opens its own contexts; any number of workers may call it, a run is one worker's at a time.
    """
    with viewing(directory.system_viewer(SYSTEM)):
        due = Task.objects.filter(Q(ready=True) | Q(due_at__lte=chance.now()))
        tasks = list(due.order_by("due_at", "id"))
    done, failed = 0, []
    for task in tasks:
        try:
            done += work_on(task.run, task.hat)
        except Exception as problem:  # noqa: BLE001 - one run that fails must not stop the others; raised after them
            failed.append(problem)
    with viewing(directory.system_viewer(SYSTEM)):
        known = list(Task.objects.values_list("run", flat=True))
    for run in keeping.orphans(known):
        keeping.erase(run)
    if failed:
        raise failed[0]
    return done


def work_on(run: UUID, hat: UUID) -> int:
    """One run: settle it, carry it out when it is approved, erase it when it is over."""
    with access.alone(directory.system_viewer(SYSTEM), run) as mine:
        if not mine:
            return 0
        stage = settle(run)
        if stage in {Stage.APPROVED, Stage.RUNNING}:
            conduct(run, hat)
            stage = settle(run)
        if stage in OVER:
            finish(run)
    return 1


def wipe_banks() -> int:
    """Overwrite the banks that killed runs left behind; returns how many. One at work is over within its run.

    Opens its own contexts. A run takes its bank anew when it goes on, without what was erased meanwhile.
    """
    wiped = 0
    for run in banks.left(keeping.lists()):
        with access.alone(directory.system_viewer(SYSTEM), run) as mine:
            if mine:
                banks.wipe(keeping.folder_of(run))
                wiped += 1
    return wiped


def settle(run: UUID) -> Stage:
    """The stage of a run, expired where its time is over; as the node itself, which reads no content."""
    with viewing(directory.system_viewer(SYSTEM)), connection.cursor() as cursor:
        cursor.execute(SETTLE, [run])
        (stage,) = cursor.fetchone()
        if stage == Stage.EXPIRED:
            journal.write_leaf(LeafKind.ERASE, "screening.expire", {"run": str(run)}, rows=1)
    return Stage(stage) if stage else Stage.WITHDRAWN


def finish(run: UUID) -> None:
    """Erase what is left of the list, say so, and forget the task."""
    keeping.erase(run)
    with viewing(directory.system_viewer(SYSTEM)), connection.cursor() as cursor:
        cursor.execute(ERASED, [run])
        Task.objects.filter(run=run).delete()
        journal.write_leaf(LeafKind.ERASE, "screening.erase", {"run": str(run)}, rows=1)


def conduct(run: UUID, hat: UUID) -> None:
    """Carry a run out as its proposer, for its purpose, judged anew in every step."""
    plain = directory.viewer_for(hat, purpose=Purpose.OWN_WORK)
    with viewing(plain):
        row = Run.objects.get(id=run)
    actor = directory.viewer_for(hat, purpose=Purpose(row.purpose), case=row.case, reason=row.reason)
    begin(actor, row)
    bank = ListBank(banked(actor, row))
    screened = Screened(actor, row, bank)
    screened.deliver()
    screened.tell()
    end(actor, run)


def begin(actor: Viewer, row: Run) -> None:
    """Say that the run goes on."""
    with viewing(actor):
        begun = Run.objects.filter(owner=row.owner, id=row.id, stage=Stage.APPROVED.value)
        if begun.update(stage=Stage.RUNNING.value, began_at=chance.now()):
            journal.write_leaf(LeafKind.CHECK, "screening.begin", {"run": str(row.id)})


def banked(actor: Viewer, row: Run) -> list[Candidate]:
    """The run's bank, taken anew whenever the run begins or goes on, so that what was erased meanwhile is in none."""
    with viewing(actor):
        held = [e for piece in crosscheck.bank_entries(actor=actor, run=row.id, exclude=row.left_out) for e in piece]
    note_owners(actor, row, {each.owner for each in held})
    return held


def note_owners(actor: Viewer, row: Run, owners: set[UUID]) -> None:
    """A leaf that tells each owner that a screening ran over its records; who owns only what was added later, later.

    Once each: only a process killed between the leaf and its note of it tells them again when the run goes on.
    """
    path = keeping.folder_of(row.id) / keeping.TOLD
    told = {UUID(each) for each in json.loads(path.read_bytes())} if path.exists() else set()
    with viewing(actor):
        first = Run.objects.filter(owner=row.owner, id=row.id, banked_at__isnull=True).update(banked_at=chance.now())
        fresh = owners - told
        if not first and not fresh:
            return
        agencies = {each.id: each.agency for each in directory.desks()}
        with chance.acting("screening"):
            touched = [Touched(desk, agencies[desk], row.id) for desk in sorted(fresh)]
            journal.write_leaf(LeafKind.CHECK, "screening.run", {"run": str(row.id)}, mentions=touched, rows=row.rows)
    keeping.write_private(path, json.dumps(sorted(map(str, owners | told))).encode())


class Screened:
    """A list on its way through the bank; what was paired and delivered is kept, so a killed run goes on there."""

    def __init__(self, actor: Viewer, row: Run, bank: ListBank) -> None:
        """Pair the list with the bank."""
        self.actor, self.row, self.bank, self.done = actor, row, bank, row.done
        with viewing(actor):
            self.matched = Match.objects.filter(run=row.id).values("row").distinct().count()
        self.pairing = pairing(
            keeping.folder_of(row.id), bank, partial(keeping.pieces, row.id), total=row.rows, progress=self.note
        )

    def paired(self, at: int, piece: Sequence[ListRow]) -> list[ListQuestion]:
        """The rows of a piece with the entries to compare them with; rows without any are left out."""
        asked = {row.number: row for row in piece}
        return [
            ListQuestion(number, question_of(asked[number]), tuple(self.bank.by_id[each] for each in standing))
            for number, entries in sorted(self.pairing.of(at, piece).items())
            if (standing := [each for each in entries if each in self.bank.by_id])
        ]

    def deliver(self) -> None:
        """Pair every piece and deliver what may be shown; rows that were delivered before are passed over."""
        done = 0
        for at, piece in enumerate(keeping.pieces(self.row.id)):
            references = {row.number: row.reference for row in piece}
            rows = self.paired(at, piece)
            done += len(piece)
            self.matched += within_one_policy(self.actor, partial(self.deliver_piece, rows, references))
            self.note(done)

    def deliver_piece(self, rows: Sequence[ListQuestion], references: Mapping[int, str]) -> int:
        """Deliver what may be shown of a piece, in the open context; returns how many rows found something now."""
        numbers = [each.row for each in rows]
        before = Match.objects.filter(run=self.row.id, row__in=numbers).values_list("row", flat=True)
        fresh = [each for each in rows if each.row not in set(before)]
        return crosscheck.deliver_rows(
            actor=self.actor,
            run=self.row.id,
            exclude=self.row.left_out,
            rows=fresh,
            beside=partial(self.match, references),
        )

    def match(self, references: Mapping[int, str], number: int, hit: UUID) -> Match:
        """What is kept of a row of the list that found something."""
        return Match(
            id=chance.new_id(),
            owner=self.row.owner,
            label=self.row.label,
            run=self.row.id,
            row=number,
            reference=references[number],
            hit=hit,
        )

    def note(self, done: int) -> None:
        """Say how far the list is; never less than before."""
        self.done = done = max(done, self.done)
        with viewing(self.actor):
            Run.objects.filter(owner=self.row.owner, id=self.row.id).update(done=done, matched=self.matched)

    def tell(self) -> None:
        """One digest for each owner whose silent records the list met."""
        pieces = enumerate(keeping.pieces(self.row.id))
        found = crosscheck.silent_entries(row for at, piece in pieces for row in self.paired(at, piece))
        with viewing(self.actor):
            crosscheck.tell_owners(actor=self.actor, run=self.row.id, found=found)


def end(actor: Viewer, run: UUID) -> None:
    """Say that the run is over; one that was ended otherwise meanwhile stays as it was ended."""
    with viewing(actor):
        row = Run.objects.get(id=run)
        running = Run.objects.filter(owner=row.owner, id=run, stage=Stage.RUNNING.value)
        if not running.update(stage=Stage.DONE.value, ended_at=chance.now()):
            return
        Task.objects.filter(run=run).update(ready=True)
        journal.write_leaf(LeafKind.CHECK, "screening.end", {"run": str(run)}, rows=row.matched)
