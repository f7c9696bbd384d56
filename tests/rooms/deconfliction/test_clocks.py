"""Clocks of deconfliction over a real kill -9, two workers at once, and a step taken while a worker moves them on."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connections

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.rooms.deconfliction import actions
from kerege.rooms.deconfliction.queries import Stage, Step
from kerege.rooms.journal import actions as journal
from kerege.rooms.notices import queries as notices
from tests.rooms.deconfliction import scenes

YARDS = 4
SLOW = "slow"
LONG = 0.8
"""Seconds for which a slow thread keeps its transaction open: long enough for the other to run into it."""


@pytest.fixture
def crossings(own_clone: str) -> Iterator[list[UUID]]:
    """Conflicts of which both sides were told, none acknowledged, committed; their clocks have run out."""
    with chance.seeded("tending", scenes.NOON):
        for north in range(YARDS):
            yard = scenes.plan(at=(43.0 + north / 10, 74.7), scope_note="KG")
            for name in ("aigerim", "iskender"):
                scenes.submit(name, yard)
        made = [each.crossing for each in scenes.conflicts("aigerim")]
        assert len(made) == YARDS
        chance.advance(timedelta(minutes=31))
        yield made
        scenes.close()
    connections.close_all()


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread of this name writes its leaf and waits: its rows are changed, and nobody sees it yet."""
    written = journal.write_leaf

    def waiting(*given: object, **more: object) -> None:
        written(*given, **more)  # type: ignore[arg-type]  # passed on as given
        if threading.current_thread().name == SLOW:
            time.sleep(LONG)

    monkeypatch.setattr(journal, "write_leaf", waiting)


def overtaken(first: Callable[[], object], second: Callable[[], object]) -> None:
    """The first holds what it changed while the second begins."""
    moment = chance.now()

    def in_turn(act: Callable[[], object], wait: float) -> None:
        time.sleep(wait)
        try:
            with chance.seeded(f"turn-{wait}", moment):
                act()
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=in_turn, args=(first, 0), name=SLOW),
        threading.Thread(target=in_turn, args=(second, LONG / 3)),
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()


def stages() -> set[Stage]:
    """Where every crossing stands."""
    return {each.stage for each in scenes.crossings()}


def rung() -> int:
    """How many notices the duty desk has: one for all that a worker moved on at once."""
    viewer = scenes.worn("duty")
    with viewing(viewer):
        return sum(each.kind == "deconfliction.crossing" for each in notices.inbox(viewer=viewer, waiting=False))


def killed(act: Callable[[], object]) -> None:
    """Another process takes an act and is killed by signal 9 before it is kept."""
    connections.close_all()
    child = os.fork()
    if not child:
        try:
            act()
        finally:
            os.kill(os.getpid(), signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def test_a_killed_worker_leaves_every_clock_to_the_next(crossings: list[UUID], monkeypatch: pytest.MonkeyPatch) -> None:
    """It dies with everything moved and nothing kept; the next moves all, the one after that nothing."""

    def die(*_given: object, **_more: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with monkeypatch.context() as patch:
        patch.setattr(journal, "write_leaf", die)
        killed(actions.tend)
    assert stages() == {Stage.TOLD}
    assert actions.tend() == YARDS
    assert (stages(), rung()) == ({Stage.ESCALATED}, 1)
    killed(actions.tend)
    assert (actions.tend(), rung()) == (0, 1)


def test_of_two_workers_at_once_each_clock_is_moved_by_one(crossings: list[UUID], slow: None) -> None:
    """The second once moved all of them again, and counted them again in the journal."""
    moved: list[int] = []
    overtaken(lambda: moved.append(actions.tend()), lambda: moved.append(actions.tend()))
    assert sorted(moved) == [0, YARDS]
    assert (stages(), rung()) == ({Stage.ESCALATED}, 1)


def test_what_is_acknowledged_while_a_worker_comes_by_stays_acknowledged(crossings: list[UUID], slow: None) -> None:
    """The worker had read it as overdue, waited for the step, and once wrote over it: what was settled rang."""
    for each in crossings:
        scenes.step("aigerim", each, Step.ACKNOWLEDGE)
    moved: list[int] = []
    overtaken(
        lambda: scenes.step("iskender", crossings[0], Step.ACKNOWLEDGE),
        lambda: moved.append(actions.tend()),
    )
    assert moved == [YARDS - 1]
    (kept,) = [each for each in scenes.crossings() if each.id == crossings[0]]
    assert kept.stage is Stage.ACKNOWLEDGED


def test_an_acknowledgement_that_waited_for_a_worker_counts_all_the_same(crossings: list[UUID], slow: None) -> None:
    for each in crossings:
        scenes.step("aigerim", each, Step.ACKNOWLEDGE)
    overtaken(actions.tend, lambda: scenes.step("iskender", crossings[0], Step.ACKNOWLEDGE))
    kept = {each.id: each.stage for each in scenes.crossings()}
    assert kept == dict.fromkeys(crossings, Stage.ESCALATED) | {crossings[0]: Stage.ACKNOWLEDGED}


def test_an_event_called_off_while_its_conflict_is_acknowledged_leaves_it_to_review(
    crossings: list[UUID], slow: None
) -> None:
    """The withdrawal waited for the step, found another stage than it had read, and once left the crossing standing."""
    [event] = [each.event for each in scenes.conflicts("iskender") if each.crossing == crossings[0]]
    scenes.step("iskender", crossings[0], Step.ACKNOWLEDGE)
    overtaken(
        lambda: scenes.step("aigerim", crossings[0], Step.ACKNOWLEDGE),
        lambda: scenes.withdraw("iskender", event),
    )
    (kept,) = [each for each in scenes.crossings() if each.id == crossings[0]]
    assert kept.stage is Stage.CANCELLED
