"""Clocks of requests as properties: over stops, changes of clocks, restarts, kills and two workers none is lost."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, connections
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.rooms.directory import queries as directory
from kerege.rooms.requests import actions
from kerege.rooms.requests.actions import winding
from kerege.rooms.requests.models import Copy, Tick
from kerege.rooms.requests.queries import Outcome, State, Stop, Urgency, UrgentFor
from kerege.rooms.requests.queries.cards import clock_of
from kerege.rooms.requests.rules import clocks
from kerege.rooms.requests.rules.clocks import DIRECTIVE, Alarm
from tests.rooms.requests import scenes

ZONES = ("Asia/Almaty", "Europe/Berlin", "America/New_York", "Asia/Tehran", "UTC")
MOMENTS = st.integers(1_704_067_200, 1_830_297_600).map(lambda second: datetime.fromtimestamp(second, tz=UTC))
SPANS = st.integers(1, 20 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
HOLD = timedelta(hours=5)


def begun(urgency: Urgency, moment: datetime, zone: str) -> clocks.Clock:
    """A clock that starts."""
    return clocks.started(DIRECTIVE, urgency, moment=moment, zone=zone, hold_until=moment + HOLD)


@given(st.sampled_from([Urgency.NOW, Urgency.HOURS_8]), MOMENTS, st.sampled_from(ZONES))
def test_urgent_clocks_run_round_the_clock_whatever_clocks_on_walls_do(
    urgency: Urgency, moment: datetime, zone: str
) -> None:
    span = HOLD if urgency is Urgency.NOW else timedelta(hours=8)
    assert begun(urgency, moment, zone).due_at == moment + span


@given(st.sampled_from([(Urgency.DAYS_3, 3), (Urgency.DAYS_7, 7)]), MOMENTS, st.sampled_from(ZONES))
def test_the_others_end_with_the_last_calendar_day(of: tuple[Urgency, int], moment: datetime, zone: str) -> None:
    urgency, days = of
    place = ZoneInfo(zone)
    last = (begun(urgency, moment, zone).due_at - timedelta(microseconds=1)).astimezone(place)
    assert last.date() == moment.astimezone(place).date() + timedelta(days=days)
    assert (last + timedelta(microseconds=1)).astimezone(UTC) == begun(urgency, moment, zone).due_at


@given(st.sampled_from(Urgency), MOMENTS, st.sampled_from(ZONES), st.lists(st.tuples(SPANS, SPANS), max_size=4))
def test_a_stop_takes_nothing_from_a_clock(
    urgency: Urgency, moment: datetime, zone: str, waits: list[tuple[timedelta, timedelta]]
) -> None:
    clock = begun(urgency, moment, zone)
    at = moment
    for runs, stands in waits:
        at += runs
        left = clock.left(at)
        clock = clocks.stopped(clock, Stop.CLARIFICATION, DIRECTIVE, moment=at)
        assert clock.left(at + stands) == left
        at += stands
        clock = clocks.resumed(clock, moment=at)
        gained = clock.left(at) - left
        if urgency in clocks.URGENT:
            assert gained == timedelta(0)
        else:
            assert abs(gained) < timedelta(hours=26)
            assert clock.due_at.astimezone(ZoneInfo(zone)).time().hour in {0, 1}


@given(st.sampled_from(Urgency), MOMENTS, st.sampled_from(ZONES), SPANS)
def test_an_empty_answer_comes_later_within_a_quarter_and_at_a_moment_of_the_clock_alone(
    urgency: Urgency, moment: datetime, zone: str, after: timedelta
) -> None:
    clock = begun(urgency, moment, zone)
    quarter = (clock.due_at - clock.started_at) / 4
    due = clocks.slot(clock, moment=moment + after)
    assert moment + after < due <= moment + after + quarter
    assert (due - clock.started_at) % quarter == timedelta(0)


@given(st.sampled_from(Urgency), MOMENTS, st.sampled_from(ZONES))
def test_alarms_come_in_order_and_the_duty_desk_within_a_day(urgency: Urgency, moment: datetime, zone: str) -> None:
    clock = begun(urgency, moment, zone)
    times = [clocks.alarm_at(clock, each) for each in clocks.ALARMS]
    assert moment < times[0] < times[1] == clock.due_at < times[2] <= clock.due_at + timedelta(days=1)
    assert clocks.next_alarm(clock, 0) == (Alarm.REMIND, times[0])
    assert clocks.next_alarm(clock, len(times)) is None


class Course(RuleBasedStateMachine):
    """A request under acts, waits, workers and workers that die, over the night in which clocks change."""

    thread: UUID

    @initialize(urgency=st.sampled_from([Urgency.HOURS_8, Urgency.DAYS_3]))
    def ask(self, urgency: Urgency) -> None:
        """It is sent."""
        self.thread = scenes.asked(urgency=urgency, urgent_for=UrgentFor.MOVING_LOAD)

    def state(self) -> State:
        """How far it is, as the asked side knows it."""
        return scenes.card("farrukh", self.thread).state

    @rule(hours=st.sampled_from([1, 3, 9, 40, 100]))
    def time_passes(self, hours: int) -> None:
        """Nobody works."""
        chance.advance(timedelta(hours=hours))

    @rule()
    def a_worker_comes_by(self) -> None:
        """What is due is done; nothing that was due stays waiting."""
        actions.wind_all()
        tick = tick_of(self.thread)
        assert tick is None or tick.next_at > chance.now()

    @rule()
    def a_worker_dies(self) -> None:
        """It is killed before its transaction ends: nothing of it stands."""
        before = scenes.happened("bolat", self.thread)
        with pytest.MonkeyPatch.context() as patch, contextlib.suppress(KilledError):
            patch.setattr(winding, "leaf", killed)
            actions.wind_all()
        assert scenes.happened("bolat", self.thread) == before

    @precondition(lambda self: self.state() in {State.SENT, State.ACCEPTED})
    @rule(why=st.sampled_from([Stop.CLARIFICATION, Stop.AUTHORISATION]))
    def the_clock_is_stopped(self, why: Stop) -> None:
        """With a reason."""
        scenes.do("farrukh", actions.stop, thread=self.thread, why=why, text="EXERCISE")

    @precondition(lambda self: self.state() is State.CLARIFYING)
    @rule()
    def it_is_clarified(self) -> None:
        """It runs on."""
        scenes.do("bolat", actions.clarify, thread=self.thread, text="EXERCISE")

    @precondition(lambda self: self.state() in {State.SENT, State.ACCEPTED})
    @rule(outcome=st.sampled_from([Outcome.FULL, Outcome.WITHHELD, Outcome.NO_INFORMATION]))
    def it_is_answered(self, outcome: Outcome) -> None:
        """Somehow."""
        text = "EXERCISE" if outcome is Outcome.FULL else ""
        scenes.answered(self.thread, outcome, text=text)

    @invariant()
    def every_open_clock_is_wound(self) -> None:
        """It will ring by itself, or everything that it does has been done."""
        if not hasattr(self, "thread"):
            return
        card = scenes.card("farrukh", self.thread)
        asker = scenes.card("bolat", self.thread)
        tick = tick_of(self.thread)
        if card.state in {State.ANSWERED, State.NOTHING}:
            assert tick is None
            assert asker.outcome in {Outcome.FULL, Outcome.NOTHING}
            return
        if tick is None:
            assert (asker.outcome, card.stop) == (Outcome.NO_ANSWER, None)
            assert scenes.happened("bolat", self.thread).count("escalate") == 1
        elif card.state is State.SEALED:
            assert (tick.next_at - card.started_at) % ((card.due_at - card.started_at) / 4) < timedelta(milliseconds=1)
        else:
            assert tick.next_at == awaited(self.thread)
        for what in ("remind", "run_out", "escalate"):
            assert scenes.happened("bolat", self.thread).count(what) <= 1


def tick_of(thread: UUID) -> Tick | None:
    """The alarm that a thread waits for: the node alone may see it."""
    with viewing(directory.system_viewer("requests")):
        return Tick.objects.filter(thread=thread).first()


def awaited(thread: UUID) -> datetime | None:
    """The alarm that the rules of the room name: the database works it out by itself and must come to the same."""
    reader = scenes.viewer("farrukh")
    with viewing(reader):
        row = Copy.objects.get(thread=thread, side="asked")
    clock = clock_of(row)
    assert clock is not None
    found = clocks.next_alarm(clock, row.rung)
    return found[1] if found else None


class KilledError(BaseException):
    """As if the process had ended."""


def killed(*_given: object, **_more: object) -> None:
    """The last thing that a worker does."""
    raise KilledError


@pytest.mark.django_db
@override_settings(TIME_ZONE="Europe/Berlin")
def test_no_clock_is_lost_in_any_order_of_acts_waits_and_kills() -> None:
    with chance.seeded("clocks", datetime(2026, 3, 27, 12, tzinfo=UTC)):
        some = settings(max_examples=12, stateful_step_count=12, suppress_health_check=list(HealthCheck))
        run_state_machine_as_test(Course, settings=some)


THREADS = 6
ALL = {"remind": 1, "run_out": 1, "escalate": 1}


@pytest.fixture
def overdue(own_clone: str) -> Iterator[list[UUID]]:
    """Requests whose alarms are all due, committed."""
    with chance.seeded("workers"):
        made = [scenes.urgent() for _ in range(THREADS)]
    yield made
    connections.close_all()


def rung(thread: UUID) -> dict[str, int]:
    """How often each alarm stands in the asker's history."""
    with chance.seeded(f"reading-{thread}", datetime(2026, 3, 27, 12, tzinfo=UTC)):
        happened = scenes.happened("bolat", thread)
    return {what: happened.count(what) for what in ALL}


def test_two_workers_ring_each_alarm_once(overdue: list[UUID], django_db_blocker: object) -> None:
    def work() -> None:
        while actions.wind_all():
            pass
        connections.close_all()

    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django's blocker
        workers = [threading.Thread(target=work) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        assert [rung(thread) for thread in overdue] == [ALL] * THREADS


WORKER = "import django; django.setup(); from kerege.rooms.requests import actions; print('up', flush=True)\n"
WORKER += "while actions.wind_all(): pass\n"


def test_a_killed_worker_leaves_every_clock_to_the_next(overdue: list[UUID], django_db_blocker: object) -> None:
    worker = subprocess.Popen([sys.executable, "-c", WORKER], env=dict(os.environ), stdout=subprocess.PIPE)
    assert worker.stdout is not None
    assert worker.stdout.readline() == b"up\n"
    time.sleep(0.05)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django's blocker
        while actions.wind_all():
            pass
        connection.close()
        assert [rung(thread) for thread in overdue] == [ALL] * THREADS
