"""Look-outs and unasked information: accepted before they live there, ended by themselves, acknowledged and used."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.requests import actions, queries
from kerege.rooms.requests.queries import Action, Kind, State
from tests import cast
from tests.rooms.requests import scenes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def seeded() -> Iterator[None]:
    """A repeatable clock."""
    with chance.seeded("look-outs"):
        yield


def watched(name: str) -> list[queries.LookOut]:
    """What somebody is asked to watch for."""
    reader = cast.viewer(name, Purpose.BORDER_CONTROL)
    with viewing(reader):
        return queries.look_outs(viewer=reader)


def look_out() -> UUID:
    """Dushanbe asks Almaty to watch for a van."""
    ends = chance.today() + timedelta(days=30)
    return scenes.asked(
        "tj_analyst", desks=("kz-almaty",), kind=Kind.LOOK_OUT, action=Action.CALL, expires_on=ends,
        question="EXERCISE: a white van",
    )  # fmt: skip


def test_a_look_out_lives_in_a_state_only_after_it_accepts_and_ends_by_itself() -> None:
    thread = look_out()
    assert watched("daniyar") == []
    with pytest.raises(actions.UnableToAskError):
        scenes.do("bolat", actions.accept, thread=thread)
    scenes.do("aigerim", actions.accept, thread=thread)
    [seen] = watched("daniyar")
    assert (seen.text, seen.action, seen.asker) == ("EXERCISE: a white van", "call", None)
    [own] = watched("bolat")
    assert own.asker is not None
    assert own.asker.code == "tj-dushanbe"
    assert [each.text for each in watched("erlan")] == ["EXERCISE: a white van"], "another agency of the same state"
    assert watched("farrukh") == watched("hamid") == watched("observer") == []
    scenes.later(days=31)
    assert watched("daniyar") == []
    assert scenes.card("tj_analyst", thread).state is State.EXPIRED


def test_a_look_out_is_refused_beyond_six_months_or_without_an_action() -> None:
    for wrong in ({"expires_on": chance.today() + timedelta(days=200)}, {"action": None}):
        with pytest.raises(actions.IncompleteError):
            scenes.drafted(**{"kind": Kind.LOOK_OUT, "action": Action.STOP, "expires_on": chance.today(), **wrong})


def test_while_a_suspension_stands_it_is_not_watched_for() -> None:
    thread = look_out()
    scenes.do("aigerim", actions.accept, thread=thread)
    suspend()
    assert watched("daniyar") == watched("bolat") == []


def suspend() -> None:
    """Almaty's coordinator closes everything to and from Dushanbe."""
    from kerege.rooms.directory import actions as directory
    from kerege.rooms.directory import queries as parties

    coordinator = cast.viewer("kz_coordinator")
    with viewing(coordinator):
        directory.suspend_all(actor=coordinator, towards=parties.party("TJ").id, reason="EXERCISE")


def test_a_withdrawn_look_out_is_watched_for_no_longer() -> None:
    thread = look_out()
    scenes.do("aigerim", actions.accept, thread=thread)
    scenes.do("tj_analyst", actions.withdraw, thread=thread, reason="EXERCISE: found")
    assert watched("daniyar") == []


def test_unasked_information_is_received_and_its_receiver_gives_feedback() -> None:
    thread = scenes.asked(kind=Kind.INFORMATION, question="EXERCISE: a new hiding place", basis="")
    scenes.do("farrukh", actions.acknowledge, thread=thread)
    scenes.closed(thread, name="farrukh", used=queries.Used.CONTROL, result=queries.Result.SEIZURE)
    card = scenes.card("bolat", thread)
    assert (card.state, card.useful, card.used, card.result) == (State.CLOSED, "useful", "control", "seizure")
    assert scenes.seen("bolat", thread).history[-1].text == "EXERCISE: it led to an arrest"
