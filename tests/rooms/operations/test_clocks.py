"""Clocks of deliveries are lost by nothing: neither by kill -9, by two workers at once, nor by a change of clocks."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connections
from hypothesis import given
from hypothesis import strategies as st

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Viewer
from kerege.rooms.operations import actions, queries
from kerege.rooms.operations.queries import Consent, Kind, RefusedStepError, Stage, instant_of
from kerege.rooms.operations.rules.file import consent_of
from kerege.web.operations.points import clock
from kerege.web.shell import moments
from tests.rooms.operations import plans, scenes
from tests.rooms.operations.scenes import DAY, viewer

ZONES = ("Asia/Almaty", "Asia/Dushanbe", "Asia/Tehran", "Europe/Moscow", "Europe/Berlin", "America/New_York")
CHANGES = (
    datetime(2026, 3, 29, 1, tzinfo=UTC),
    datetime(2026, 10, 25, 1, tzinfo=UTC),
    datetime(2024, 2, 29, 18, tzinfo=UTC),
)
"""Clocks put forward and back in Berlin, and back for good in Almaty."""
NEAR = st.builds(
    lambda change, minutes: change + timedelta(minutes=minutes), st.sampled_from(CHANGES), st.integers(-300, 300)
)


@pytest.fixture
def seeded(own_clone: str) -> Iterator[None]:
    """A standing clock, in a database of its own that commits."""
    with chance.seeded("clocks"):
        yield


def steps_of(delivery: UUID) -> list[Kind]:
    """The kinds of steps that a delivery holds, in order."""
    who = viewer("farrukh")
    with viewing(who):
        return [step.kind for step in queries.load(viewer=who, delivery=delivery).steps]


def killed(act: Callable[[], None]) -> None:
    """Another process takes an act and is killed by signal 9 before it is kept."""
    connections.close_all()
    child = os.fork()
    if not child:
        try:
            act()
        finally:
            os.kill(os.getpid(), signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def test_a_killed_process_loses_its_own_step_alone_and_no_clock(seeded: None) -> None:
    delivery = scenes.under_way()
    chance.advance(DAY)
    before, expires = steps_of(delivery), scenes.shown("farrukh", delivery).plan.expires

    def give_and_die() -> None:
        actor = viewer("farrukh")
        with viewing(actor):
            actions.give(actor=actor, delivery=delivery, sheet={"seals": "EX-77"})
            os.kill(os.getpid(), signal.SIGKILL)

    killed(give_and_die)
    assert steps_of(delivery) == before
    assert scenes.shown("iskender", delivery).offered is None
    scenes.give("farrukh", delivery)
    killed(lambda: None)
    scenes.take("iskender", delivery)
    chance.advance(expires - chance.now() + timedelta(seconds=1))
    assert scenes.stage(delivery) is Stage.EXPIRED, "nobody has to say so, so nobody's death can lose it"
    scenes.do("iskender", delivery, Kind.STOP)
    assert scenes.stage(delivery) is Stage.STOPPED


def test_of_two_workers_at_once_one_crosses_and_the_stop_is_never_lost(seeded: None) -> None:
    delivery = scenes.under_way()
    chance.advance(DAY)
    scenes.give("farrukh", delivery)
    signed = scenes.shown("iskender", delivery).offered
    assert signed is not None
    refused: list[str] = []

    def take() -> None:
        attempt(refused, "iskender", lambda who: actions.take(actor=who, delivery=delivery, signed=signed.bytes))

    def stop() -> None:
        attempt(refused, "farrukh", lambda who: actions.act(actor=who, delivery=delivery, kind=Kind.STOP))

    at_once(take, take, take, stop)
    kinds = steps_of(delivery)
    assert kinds.count(Kind.TAKE) + kinds.count(Kind.STOP) == 1, "either it crossed, or it was stopped before"
    assert len(refused) == 3


def attempt(refused: list[str], name: str, act: Callable[[Viewer], object]) -> None:
    """Somebody's act in a thread and a connection of its own."""
    try:
        who = viewer(name)
        with viewing(who):
            act(who)
    except RefusedStepError as problem:
        refused.append(str(problem))
    finally:
        connections.close_all()


def at_once(*acts: Callable[[], None]) -> None:
    """All of them, each in its own thread."""
    threads = [threading.Thread(target=each) for each in acts]
    for each in threads:
        each.start()
    for each in threads:
        each.join()


@given(NEAR, st.sampled_from(ZONES))
def test_a_kept_instant_comes_back_from_the_form_also_around_a_change_of_clocks(instant: datetime, zone: str) -> None:
    assert instant_of(moments.written(clock(instant, zone)), zone) == instant


@given(NEAR, st.sampled_from(ZONES), st.integers(1, 12))
def test_windows_and_consents_end_at_their_instants_whatever_the_clocks_do(
    opens: datetime, zone: str, hours: int
) -> None:
    """A window or a consent of so many hours lasts so many hours, also in the night that has one hour more or less."""
    given_zone = replace(plans.road(), points=tuple(replace(p, zone=zone) for p in plans.road().points))
    until = queries.written(opens + timedelta(hours=hours))
    file = plans.agreed(plans.sent(given_zone), "TJ", valid_from=queries.written(opens), valid_until=until)
    ends = opens + timedelta(hours=hours)
    assert consent_of(file, 0, opens - timedelta(seconds=1)) is Consent.NOT_YET
    assert consent_of(file, 0, opens) is Consent.VALID
    assert consent_of(file, 0, ends) is Consent.VALID
    assert consent_of(file, 0, ends + timedelta(seconds=1)) is Consent.RUN_OUT
