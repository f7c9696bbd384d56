"""Sequencers that are killed with SIGKILL at any point: no leaf is lost, doubled or moved, and the work goes on."""

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import NoReturn
from uuid import UUID

import pytest
from django.db import connection, connections

from kerege.foundation import chance, server
from kerege.foundation.viewing import viewing
from kerege.rooms.journal import actions, queries
from kerege.rooms.journal.actions import LeafKind, Touched, sequencing
from tests import cast

ROUNDS, SEQUENCERS, BATCH = 30, 2, 3
POINTS = {
    "before its turn": ("next_leaves", "before"),
    "after reading": ("next_leaves", "after"),
    "after positions": ("append", "after"),
    "before a head": ("_sign", "before"),
    "after a head, before the commit": ("_sign", "after"),
    "after the commit": ("keep_outside", "before"),
    "after all": ("keep_outside", "after"),
}
"""The steps of a sequencer between which it may die."""


@contextmanager
def child(work: Callable[[], None]) -> Iterator[int]:
    """A process of its own that does some work on connections of its own, and never comes back here."""
    connections.close_all()
    pid = os.fork()
    if pid == 0:
        apart(work)
    try:
        yield pid
    finally:
        os.waitpid(pid, 0)


def apart(work: Callable[[], None]) -> NoReturn:
    """Work, then leave without what the parent would do at its end."""
    try:
        work()
    finally:
        os._exit(0)


def sequencing_on(pipe: int) -> Callable[[], None]:
    """A sequencer that takes few leaves at a time and signs whenever it may; it tells each beginning."""

    def work() -> None:
        while True:
            os.write(pipe, b".")
            actions.sequence(batch=BATCH)
            actions.sign_head()

    return work


def act(count: int) -> None:
    """Acts of an officer, each telling somebody of a record."""
    viewer, other = cast.viewer("aigerim"), cast.viewer("farrukh")
    for _ in range(count):
        with viewing(viewer):
            told = [Touched(other.desk, other.agency, chance.new_id())]
            actions.write_leaf(LeafKind.CONSULT, "EXERCISE", {}, mentions=told)


def placed(database: str) -> dict[UUID, int]:
    """Which leaf has which position."""
    with server.ensure_server(durable=False).administrator(database) as held:
        rows = held.execute("SELECT id, position FROM journal_leaf WHERE position IS NOT NULL").fetchall()
    return {UUID(str(leaf)): int(str(position)) for leaf, position in rows}


def settled(database: str, before: dict[UUID, int]) -> None:
    """All is placed, nothing that was placed has moved, no place is empty or taken twice, a head is whole."""
    wait_until(lambda: not turn_is_taken(database))  # the server notices a moment later that a client was killed
    while actions.sequence():
        pass
    actions.sign_head()
    after = placed(database)
    assert before.items() <= after.items(), "a leaf was moved or lost"
    assert sorted(after.values()) == list(range(len(after))), "a place is empty or taken twice"
    head = actions.kept_head()
    verdict = queries.verify_journal([head] if head else [])
    assert (verdict.is_whole, verdict.waiting, verdict.leaves) == (True, 0, len(after))


def test_two_sequencers_killed_at_random_lose_double_and_move_nothing(own_clone: str) -> None:
    dice = random.Random("EXERCISE kill -9")
    seen: dict[UUID, int] = {}
    for _ in range(ROUNDS):
        act(dice.randint(1, 6))
        heard, said = os.pipe()
        with child(sequencing_on(said)) as first, child(sequencing_on(said)) as second:
            for _begun in range(dice.randint(1, 5)):
                os.read(heard, 1)
            time.sleep(dice.uniform(0.0, 0.05))
            for pid in dice.sample((first, second), 2):
                os.kill(pid, signal.SIGKILL)
                time.sleep(dice.uniform(0.0, 0.02))
        os.close(heard)
        os.close(said)
        now = placed(own_clone)
        assert seen.items() <= now.items(), "a leaf was moved or lost"
        seen = now
    assert seen, "no sequencer lived long enough to place anything"
    settled(own_clone, seen)


@pytest.mark.parametrize("point", POINTS)
def test_a_sequencer_killed_between_two_steps_is_followed_by_one_that_goes_on(
    own_clone: str, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    """Meanwhile a slower act commits a leaf with an earlier instant, which takes its place before the others."""
    name, when = POINTS[point]
    act(4)
    late = chance.now() - timedelta(seconds=30)

    def die(*_given: object, **_named: object) -> NoReturn:
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError

    def work() -> None:
        true = getattr(sequencing, name)
        setattr(sequencing, name, die if when == "before" else lambda *given: (true(*given), die()))
        actions.sequence()
        actions.sign_head()

    with child(work):
        pass
    before = placed(own_clone)
    with chance.seeded("EXERCISE slower act", late):
        act(1)
    act(2)
    settled(own_clone, before)


def test_a_head_kept_outside_is_never_exchanged_for_an_older_one(own_clone: str) -> None:
    act(1)
    actions.sequence()
    actions.sign_head()
    older = actions.kept_head()
    act(2)
    actions.sequence()
    actions.sign_head()
    newer = actions.kept_head()
    assert older
    sequencing.keep_outside(older)
    assert actions.kept_head() == newer != older


def test_readers_and_writers_never_wait_for_a_sequencer(own_clone: str) -> None:
    """A sequencer stands still in the middle of its batch: whoever reads or writes the journal goes on at once."""
    act(5)
    with child(stopped_in_its_batch) as pid:
        wait_until(lambda: turn_is_taken(own_clone, " AND a.wait_event_type = 'Client'"))
        viewer = cast.viewer("gulnora")
        try:
            with viewing(viewer), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '200ms'")
                assert queries.heads(viewer=viewer) is not None
                cursor.execute("SELECT count(*) FROM journal_leaf")
            with viewing(cast.viewer("aigerim")), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '200ms'")
                actions.write_leaf(LeafKind.CONSULT, "EXERCISE", {})
            assert actions.sequence() == 0, "a second one goes away instead of waiting"
        finally:
            os.kill(pid, signal.SIGKILL)
    settled(own_clone, {})


def stopped_in_its_batch() -> None:
    """Take the turn, give positions, and stand still before the commit."""
    sequencing.is_due = lambda: time.sleep(60) is None
    actions.sequence()


def turn_is_taken(database: str, whose: str = "") -> bool:
    """Whether a sequencer holds the one lock there is; one of these sessions, where it matters."""
    with server.ensure_server(durable=False).administrator(database) as held:
        row = held.execute(
            "SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid"
            " WHERE l.locktype = 'advisory' AND l.granted AND a.datname = %s" + whose,
            [database],
        ).fetchone()
    return bool(row and row[0])


def wait_until(holds: Callable[[], bool], seconds: float = 30) -> None:
    """Wait for something to become true."""
    late = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < late, "it did not happen in time"
        time.sleep(0.02)
