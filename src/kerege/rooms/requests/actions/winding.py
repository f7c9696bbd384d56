"""The node's own work: winding every clock: reminders, "no answer by the time limit", escalation, sealed answers, ends.

A thread's row of `requests_tick` is taken with a lock that other workers pass by, and goes with the transaction of what
was done: neither a killed worker nor two at once lose or double an alarm.
"""

from datetime import UTC, date, datetime, timedelta
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
from kerege.rooms.requests.actions.stepping import coordinators, write
from kerege.rooms.requests.models import Tick
from kerege.rooms.requests.rules import clocks
from kerege.rooms.requests.rules.clocks import Alarm, Clock, Stop, Urgency
from kerege.rooms.requests.rules.course import STANDING, Kind, Side, State, Step

SYSTEM = "requests"
CLOCK = "SELECT * FROM request_clock(%s)"
WIND = "SELECT request_wind(%s)"
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
        if thread is None or not ring(thread):
            wind(tick.thread)
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


def wind(identity: UUID) -> None:
    """Set anew when the node looks at a thread next, from the thread itself."""
    with connection.cursor() as cursor:
        cursor.execute(WIND, [identity])


def ring(thread: Thread) -> bool:
    """What this thread's clock has come to; whether it had come to anything."""
    now = chance.now()
    if thread.state is State.SEALED:
        return thread.slot_at <= now and unseal(thread)
    if thread.state is State.IN_FORCE:
        return over_at(thread.expires_on) <= now and end_look_out(thread)
    if thread.clock is None or thread.state not in WOUND:
        return False
    found = clocks.next_alarm(thread.clock, thread.rung)
    if found is None or found[1] > now:
        return False
    ALARMS[found[0]](thread, thread.clock)
    leaf(found[0].value, thread)
    return True


WOUND = frozenset({State.THEIR_GATE, State.SENT, State.ACKNOWLEDGED, State.ACCEPTED, *STANDING, State.PREPARED})


def unseal(thread: Thread) -> bool:
    """Bring an empty answer to the asker: the same words, the same trace, whatever lies behind it."""
    write(thread.id, Side.CLOCK, Step.UNSEAL.value, State.NOTHING)
    thread.tell("answered", thread.asker)
    leaf("unseal", thread)
    return True


def run_on(thread: Thread, clock: Clock) -> None:
    """A stop has lasted as long as it may: the clock runs on from the end of the stop."""
    running = clocks.resumed(clock, moment=clock.stop_ends_at or chance.now())
    write(thread.id, Side.CLOCK, Step.RUN_ON.value, State.ACCEPTED, content={"due_at": running.due_at})


def remind(thread: Thread, _clock: Clock) -> None:
    """The asked desk is told that a quarter of the clock is left."""
    write(thread.id, Side.CLOCK, "remind", thread.state)
    thread.tell("reminder", thread.asked)


def run_out(thread: Thread, _clock: Clock) -> None:
    """That no answer came by the time limit is recorded by itself; the coordinator of the asked party is told."""
    home = directory.desk(thread.asked).agency
    desks = coordinators(thread.asked_party)
    away = [desk for desk in desks if directory.desk(desk).agency != home]
    write(thread.id, Side.CLOCK, "run_out", thread.state, cards=[(Side.ASKED_GATE, desk) for desk in away])
    thread.tell("run_out", thread.asker, thread.asked, *desks)


def escalate(thread: Thread, _clock: Clock) -> None:
    """The centre's duty desk is told which two desks to call; it sees no word of what was asked."""
    centre = {entry.id for entry in directory.parties() if entry.party_class is PartyClass.CENTRE}
    duty = [entry.id for entry in directory.desks() if entry.party in centre and entry.kind == DeskKind.DUTY.value]
    write(thread.id, Side.CLOCK, "escalate", thread.state, cards=[(Side.WATCH, desk) for desk in duty])
    thread.tell("escalated", *duty)


ALARMS = {Alarm.REMIND: remind, Alarm.RUN_OUT: run_out, Alarm.ESCALATE: escalate, Alarm.RUN_ON: run_on}


def over_at(last: date) -> datetime:
    """When a look-out is over: its last day has ended."""
    return datetime.combine(last + timedelta(days=1), datetime.min.time(), UTC)


def end_look_out(thread: Thread) -> bool:
    """A look-out ends by itself after its last day."""
    write(thread.id, Side.CLOCK, Step.EXPIRE.value, State.EXPIRED)
    leaf("expire", thread)
    return True


def leaf(what: str, thread: Thread) -> None:
    """The node's own leaf."""
    journal.write_leaf(LeafKind.ALTER, f"requests.{what}", {"thread": str(thread.id)}, rows=1)
