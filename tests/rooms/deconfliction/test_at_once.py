"""Submissions at one instant find each other; one that fails leaves nothing; dishonest callers get nothing."""

import threading
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, connections, transaction

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.rooms.deconfliction import actions, matcher, queries
from kerege.rooms.deconfliction.models import Crossing, Event
from tests.rooms.deconfliction import scenes

pytestmark = pytest.mark.usefixtures("own_clone")


def soon() -> queries.Plan:
    """A plan of the coming hours by the real clock."""
    return scenes.plan(starts=chance.now() + timedelta(hours=6))


def test_of_two_at_the_same_instant_the_second_finds_the_first() -> None:
    """Whoever waits for the other's transaction reads it after."""
    plan, gate, made = soon(), threading.Barrier(2), []

    def submit(name: str) -> None:
        actor = scenes.worn(name)
        with viewing(actor):
            gate.wait(30)
            made.append(actions.submit(actor=actor, plan=plan).conflicts)
        connections.close_all()

    threads = [threading.Thread(target=submit, args=(name,)) for name in ("aigerim", "iskender")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(made) == [0, 1]
    assert len(scenes.crossings()) == 1


def test_a_submission_that_fails_before_its_leaf_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """No event, no crossing, no conflict of the other side."""
    scenes.submit("aigerim", soon())

    def broken(*_: object) -> None:
        raise RuntimeError("EXERCISE")

    monkeypatch.setattr(matcher, "log", broken)
    with pytest.raises(RuntimeError):
        scenes.submit("iskender", soon())
    assert scenes.crossings() == []
    assert scenes.conflicts("aigerim") == []


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM keep_event('{}', '[]', NULL)",
        "SELECT * FROM hand_event('{}', '[]', NULL, '')",
        "SELECT * FROM tell_crossings('00000000-0000-0000-0000-000000000001', '[]')",
        "SELECT * FROM may_submit(NULL, '{}')",
        "SELECT * FROM deconfliction_cover",
        "SELECT * FROM deconfliction_step",
        "SELECT * FROM tend_deconfliction()",
        "UPDATE deconfliction_event SET state = 'live'",
        "DELETE FROM deconfliction_conflict",
        "UPDATE deconfliction_crossing SET stage = 'settled'",
    ],
)
def test_a_dishonest_process_as_role_app_reads_no_shape_and_writes_no_row(statement: str) -> None:
    """Matching is the search role's; boxes are nobody's; clocks are the node's."""
    scenes.submit("aigerim", soon())
    actor = scenes.worn("iskender")
    with viewing(actor), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("bent", [None, "given", "boxes", "behalf", "word", "hat", "past it"])
def test_role_search_reads_ways_for_events_that_the_process_hands_in_alone(
    bent: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The statement as it stands, with one value another, in another's context, and past the word."""
    scenes.submit("aigerim", soon())
    handed: list[str] = []
    word = matcher.vouched
    monkeypatch.setattr(matcher, "vouched", lambda about: handed.append(about) or word(about))
    log = matcher.log
    monkeypatch.setattr(matcher, "log", refused)
    with pytest.raises(RuntimeError):
        scenes.submit("iskender", soon())
    monkeypatch.setattr(matcher, "log", log)
    [about] = handed
    _, _, _, given, boxes = about.split("|", 4)
    desk = str(scenes.worn("farrukh").desk)
    values: dict[str, Any] = {"given": given, "boxes": boxes, "behalf": None, "word": word(about)}
    others = {"given": given.replace("}", " }"), "boxes": boxes.replace("]", " ]"), "behalf": desk, "word": b"0" * 32}
    values |= {name: other for name, other in others.items() if name == bent}
    statement = "SELECT * FROM keep_event(%s::jsonb, %s::jsonb, %s)" if bent == "past it" else matcher.KEEP
    told = list(values.values())[: 3 if bent == "past it" else 4]
    actor = scenes.worn("bolat" if bent == "hat" else "iskender")
    with viewing(actor):
        try:
            with matcher.submitting(actor), connections["search"].cursor() as cursor:
                cursor.execute(statement, told)
                assert bent is None
                assert len(cursor.fetchall()) == 1
        except DatabaseError:
            assert bent is not None


def refused(*given: object) -> None:
    """The node stops before a submission is written."""
    raise RuntimeError(str(len(given)))


def test_role_search_tells_crossings_of_no_event_but_its_own_transactions() -> None:
    """Nobody writes conflicts around an event that stands already, his own or another's."""
    ours, theirs = scenes.submit("aigerim", soon()).event, scenes.submit("farrukh", soon()).event
    for name, event in (("aigerim", ours), ("iskender", ours), ("iskender", theirs)):
        actor = scenes.worn(name)
        met = f'[{{"id": "{uuid4()}", "event": "{theirs}"}}]'
        with viewing(actor), pytest.raises(DatabaseError), matcher.submitting(actor):
            connections["search"].cursor().execute(matcher.TELL, [event, met])
    viewer = scenes.worn("duty")
    with viewing(viewer):
        assert Crossing.objects.count() == 1
        assert Event.objects.count() == 0
