"""The node's own work: winding every clock: reminders, "no answer by the time limit", escalation, sealed answers, ends.

A thread's row of `requests_tick` is taken with a lock that other workers pass by, and goes with the transaction of what
was done: neither a killed worker nor two at once lose or double an alarm.
"""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import PartyClass
from kerege.rooms.directory import queries as directory
from kerege.rooms.directory.queries import DeskKind
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.notices import actions as notices
from kerege.rooms.requests.actions.stepping import Said, coordinators, wind, write
from kerege.rooms.requests.models import Tick
from kerege.rooms.requests.rules import clocks
from kerege.rooms.requests.rules.clocks import Alarm, Clock, Stop, Urgency
from kerege.rooms.requests.rules.course import STANDING, Kind, Outcome, Side, State, Step

SYSTEM = "requests"
CLOCK = "SELECT * FROM request_clock(%s)"
BATCH = 100


def wind_all() -> int:
    """Do what clocks have come to, thread by thread, each in a transaction of its own; returns how many alarms."""
    done = 0
    while done < BATCH and wind_one():
        done += 1
    return done


def wind_one() -> bool:
    """The alarm that is due longest; whether there was one."""
    with viewing(directory.system_viewer(SYSTEM)):
        due = Tick.objects.filter(next_at__lte=chance.now()).order_by("next_at", "id")
        tick = due.select_for_update(skip_locked=True).first()
        if tick is None:
            return False
        thread = thread_of(tick.thread)
        if thread is None:
            wind(tick.thread, None)
        else:
            ring(thread)
        return True


class Thread:
    """What the node knows of a thread: its clock, and whom it stands between; no word of its content."""

    def __init__(self, identity: UUID, row: dict[str, Any]) -> None:
        """Take the row apart."""
        self.id = identity
        self.kind, self.state = Kind(row["kind"]), State(row["state"])
        self.asker, self.asked, self.asked_party = row["asker_desk"], row["asked_desk"], row["asked_party"]
        self.rung, self.outcome = row["rung"], row["outcome"]
        self.slot_at, self.expires_on = row["slot_at"], row["expires_on"]
        self.urgent = row["urgency"] in {"now", "hours_8"}
        self.clock = clock_from(row) if row["due_at"] is not None else None

    def tell(self, code: str, *desks: UUID) -> None:
        """A notice to each desk."""
        for desk in dict.fromkeys(desks):
            notices.tell(desk=desk, kind=f"request.{code}", thing=self.id, urgent=self.urgent)


def clock_from(row: dict[str, Any]) -> Clock:
    """The clock in a row."""
    return Clock(
        urgency=Urgency(row["urgency"]),
        zone=settings.TIME_ZONE,
        started_at=row["started_at"],
        due_at=row["due_at"],
        stop=Stop(row["stop"]) if row["stop"] else None,
        stopped_at=row["stopped_at"],
        stop_ends_at=row["stop_ends_at"],
    )


def thread_of(identity: UUID) -> Thread | None:
    """A thread as the node may know it."""
    with connection.cursor() as cursor:
        cursor.execute(CLOCK, [identity])
        row = cursor.fetchone()
        names = [column.name for column in cursor.description or ()]
    return Thread(identity, dict(zip(names, row, strict=True))) if row else None


def ring(thread: Thread) -> None:
    """What this thread's clock has come to."""
    if thread.state is State.SEALED:
        unseal(thread)
    elif thread.state is State.IN_FORCE:
        end_look_out(thread)
    elif thread.clock is None or thread.state not in WOUND:
        wind(thread.id, None)
    elif not thread.clock.runs:
        run_on(thread, thread.clock)
    else:
        alarm(thread, thread.clock)


WOUND = frozenset({State.THEIR_GATE, State.SENT, State.ACKNOWLEDGED, State.ACCEPTED, *STANDING, State.PREPARED})


def unseal(thread: Thread) -> None:
    """Bring an empty answer to the asker: the same words, the same trace, whatever lies behind it."""
    moment = thread.slot_at or chance.now()
    if moment > chance.now():
        wind(thread.id, moment)
        return
    late = thread.clock is not None and moment > thread.clock.due_at
    shared = {"outcome": Outcome.NOTHING.value, "first_answer_at": moment, "late": late}
    own = {"slot_at": None}
    write(thread.id, Side.CLOCK, Step.UNSEAL.value, State.NOTHING, shared=shared, own=own, at=moment)
    wind(thread.id, None)
    thread.tell("answered", thread.asker)
    leaf("unseal", thread)


def run_on(thread: Thread, clock: Clock) -> None:
    """A stop has lasted as long as it may: the clock runs on."""
    if clock.stop_ends_at is not None and clock.stop_ends_at > chance.now():
        wind(thread.id, clock.stop_ends_at)
        return
    running = clocks.resumed(clock, moment=clock.stop_ends_at or chance.now())
    shared = {"due_at": running.due_at, "stop": "", "stopped_at": None, "stop_ends_at": None}
    write(thread.id, Side.CLOCK, Step.RUN_ON.value, State.ACCEPTED, shared=shared, at=chance.now())
    wind_next(thread, running, thread.rung)
    leaf("run_on", thread)


def alarm(thread: Thread, clock: Clock) -> None:
    """The next alarm of a running clock: remind, record that no answer came, escalate."""
    found = clocks.next_alarm(clock, thread.rung)
    if found is None or found[1] > chance.now():
        wind(thread.id, found[1] if found else None)
        return
    rung = thread.rung + 1
    ALARMS[found[0]](thread, rung, found[1])
    wind_next(thread, clock, rung)
    leaf(found[0].value, thread)


def remind(thread: Thread, rung: int, at: datetime) -> None:
    """The asked desk is told that a quarter of the clock is left."""
    write(thread.id, Side.CLOCK, "remind", thread.state, own={"rung": rung}, at=at)
    thread.tell("reminder", thread.asked)


def run_out(thread: Thread, rung: int, at: datetime) -> None:
    """That no answer came by the time limit is recorded by itself; the coordinator of the asked party is told."""
    home = directory.desk(thread.asked).agency
    desks = coordinators(thread.asked_party)
    away = [desk for desk in desks if directory.desk(desk).agency != home]
    shared = {"outcome": thread.outcome or Outcome.NO_ANSWER.value, "late": True}
    cards = [(Side.ASKED_GATE, desk) for desk in away]
    write(thread.id, Side.CLOCK, "run_out", thread.state, shared=shared, own={"rung": rung}, cards=cards, at=at)
    thread.tell("run_out", thread.asker, thread.asked, *desks)


def escalate(thread: Thread, rung: int, at: datetime) -> None:
    """The centre's duty desk is told which two desks to call; it sees no word of what was asked."""
    centre = {entry.id for entry in directory.parties() if entry.party_class is PartyClass.CENTRE}
    duty = [entry.id for entry in directory.desks() if entry.party in centre and entry.kind == DeskKind.DUTY.value]
    cards = [(Side.WATCH, desk) for desk in duty]
    write(thread.id, Side.CLOCK, "escalate", thread.state, own={"rung": rung}, cards=cards, at=at)
    thread.tell("escalated", *duty)


ALARMS = {Alarm.REMIND: remind, Alarm.RUN_OUT: run_out, Alarm.ESCALATE: escalate}


def wind_next(thread: Thread, clock: Clock, rung: int) -> None:
    """Set the alarm after this one."""
    following = clocks.next_alarm(clock, rung)
    wind(thread.id, following[1] if following else None)


def end_look_out(thread: Thread) -> None:
    """A look-out ends by itself after its last day."""
    last = thread.expires_on
    over = datetime.combine(last + timedelta(days=1), datetime.min.time(), UTC) if last else chance.now()
    if over > chance.now():
        wind(thread.id, over)
        return
    write(thread.id, Side.CLOCK, Step.EXPIRE.value, State.EXPIRED, shared={"closed_at": over}, said=Said(), at=over)
    wind(thread.id, None)
    leaf("expire", thread)


def leaf(what: str, thread: Thread) -> None:
    """The node's own leaf."""
    journal.write_leaf(LeafKind.ALTER, f"requests.{what}", {"thread": str(thread.id)}, rows=1)
