"""Notices of deliveries: what they ask goes from the inboxes once it is done or void, and nobody else's goes."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.rooms.notices import queries as notices
from kerege.rooms.operations import actions, jobs
from kerege.rooms.operations.queries import Kind, Stage
from tests.rooms.operations import plans, scenes
from tests.rooms.operations.scenes import DAY, STATES, viewer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def seeded() -> Iterator[None]:
    """A standing clock."""
    with chance.seeded("settling"):
        yield


def waits(name: str) -> list[str]:
    """The kinds of notices that wait for somebody."""
    who = viewer(name)
    with viewing(who):
        return sorted(each.kind.removeprefix("delivery_") for each in notices.inbox(viewer=who))


def test_what_was_asked_leaves_the_inbox_once_it_is_done_and_comes_back_with_a_change() -> None:
    delivery = scenes.drafted()
    requester = viewer("farrukh")
    with viewing(requester):
        actions.admit(actor=requester, delivery=delivery, desk="centre-iau")
    assert waits("director") == ["check"]
    scenes.do("director", delivery, Kind.CHECK)
    assert waits("director") == []
    with viewing(requester):
        actions.send(actor=requester, delivery=delivery, answer_by=chance.now() + DAY / 2)
    assert (waits("iskender"), waits("ksenia")) == (["asked"], ["asked"])
    scenes.agree("iskender", delivery)
    assert "asked" not in waits("iskender")
    assert "asked" in waits("ksenia"), "another state's question stands"
    with viewing(requester):
        plan = scenes.shown("farrukh", delivery).plan
        actions.amend(actor=requester, delivery=delivery, plan=plans.moved(plan, 2, 3))
    assert "asked" in waits("iskender")


def test_a_signature_that_nobody_waits_for_any_more_is_not_urgent_and_a_closed_file_asks_nothing() -> None:
    delivery = scenes.under_way()
    chance.advance(DAY)
    scenes.give("farrukh", delivery)
    assert "signature" in waits("iskender")
    scenes.do("iskender", delivery, Kind.DECLINE, "EXERCISE the seals differ")
    assert "signature" not in waits("iskender")
    scenes.give("farrukh", delivery)
    scenes.do("farrukh", delivery, Kind.STOP)
    assert "signature" not in waits("iskender")
    assert "halted" in waits("ksenia"), "what happened is told until it is read, or the file is closed"
    scenes.do("farrukh", delivery, Kind.CLOSE, "EXERCISE", missing="EXERCISE")
    for name in STATES.values():
        assert waits(name) == []


def test_who_leaves_or_is_removed_is_asked_nothing() -> None:
    delivery = scenes.sent()
    leaver, requester = viewer("ksenia"), viewer("farrukh")
    with viewing(leaver):
        actions.leave(actor=leaver, delivery=delivery)
    with viewing(requester):
        actions.remove(actor=requester, delivery=delivery, state="KG")
    assert (waits("ksenia"), waits("iskender")) == ([], [])
    assert waits("kz_coordinator") == ["asked"]


def test_a_file_that_expires_by_the_clock_asks_for_nothing_in_the_nodes_next_round() -> None:
    delivery = scenes.sent()
    jobs.ROUND.at = -jobs.SECONDS
    assert jobs.settle_past() == 0
    chance.advance(30 * DAY)
    assert jobs.settle_past() == 0, "it looks once a minute"
    jobs.ROUND.at -= jobs.SECONDS
    assert jobs.settle_past() == 3
    assert [waits(name) for name in STATES.values()] == [[], [], [], []]
    assert scenes.stage(delivery) is Stage.EXPIRED


def test_nobody_but_the_node_settles_a_notice() -> None:
    delivery = scenes.sent()
    refused = pytest.raises(DatabaseError, match="only the node settles")
    with viewing(viewer("farrukh")), refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT settle_notices(%s, %s, %s)", [delivery, ["delivery_asked"], [uuid4()]])
    with viewing(viewer("farrukh")), refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT settle_past(%s, %s)", [["delivery_asked"], []])
    assert waits("iskender") == ["asked"]
