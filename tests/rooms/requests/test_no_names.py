"""What names persons goes nowhere where death may follow: at the door, at the gate, by raw SQL, at approval."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.rooms.directory import actions as directory_actions
from kerege.rooms.directory import queries as directory
from kerege.rooms.directory.rules import PartyFact
from kerege.rooms.requests import actions, queries
from kerege.rooms.requests.models import Copy
from kerege.rooms.requests.queries import Action, Gating, Kind, Outcome, Side, State
from tests.rooms.requests import scenes
from tests.rooms.requests.test_dishonest import take

pytestmark = pytest.mark.django_db
KINDS = [Kind.REQUEST, Kind.INFORMATION, Kind.LOOK_OUT]


@pytest.fixture(autouse=True)
def seeded() -> Iterator[None]:
    """A repeatable clock."""
    with chance.seeded("no names"):
        yield


def imposes_death(party: str) -> None:
    """The registry states of a party, from today on, that it may impose death for drug offences."""
    with viewing(directory.system_viewer("found-node")):
        directory_actions.state_fact(
            party=directory.party(party).id, fact=PartyFact.DEATH_PENALTY, since=chance.today(), source="EXERCISE"
        )


def content(kind: Kind, *, nominal: bool) -> dict[str, Any]:
    """What such a draft says."""
    given: dict[str, Any] = {"kind": kind, "nominal": nominal}
    if kind is Kind.LOOK_OUT:
        given |= {"action": Action.CALL, "expires_on": chance.today() + timedelta(days=30)}
    return given


@pytest.mark.parametrize("nominal", [True, False])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_that_names_persons_is_sent_there(kind: Kind, *, nominal: bool) -> None:
    """Without names it goes; with names neither by its officer, nor at the gate, nor past the doors."""
    [thread] = scenes.drafted(**content(kind, nominal=nominal))
    [gated] = scenes.drafted(**content(kind, nominal=nominal))
    scenes.gate("kz_coordinator", outgoing=Gating.THROUGH)
    scenes.do("bolat", actions.send, thread=gated)
    chance.advance(timedelta(seconds=1))
    scenes.gate("kz_coordinator", outgoing=Gating.DIRECT)
    imposes_death("TJ")
    with viewing(scenes.viewer("bolat")):
        desk = Copy.objects.get(thread=thread).asked_desk
        card = {"id": str(chance.new_id()), "owner": str(desk), "side": "asked"}
        due = chance.now() + timedelta(days=7, hours=1)
        mark = transaction.savepoint()
        assert take(thread, Side.ASKER, "send", State.SENT, {"due_at": due}, cards=[card]) is not nominal
        transaction.savepoint_rollback(mark)
    for name, door, each in (("bolat", actions.send, thread), ("kz_coordinator", actions.let_out, gated)):
        if nominal:
            with pytest.raises(actions.UnableToAskError, match="impose death"):
                scenes.do(name, door, thread=each)
        else:
            assert scenes.do(name, door, thread=each) is State.SENT


def test_a_look_out_in_force_is_shown_to_nobody_there_any_more() -> None:
    thread = scenes.asked(**content(Kind.LOOK_OUT, nominal=True))
    scenes.do("farrukh", actions.accept, thread=thread)
    reader = scenes.viewer("tj_analyst")
    with viewing(reader):
        assert [each.thread for each in queries.look_outs(viewer=reader)] == [thread]
    imposes_death("TJ")
    with viewing(reader):
        assert queries.look_outs(viewer=reader) == []


def test_an_answer_is_judged_again_when_its_approver_lets_it_out() -> None:
    """Between preparing and approving the asker's state brought the penalty in: what was lawful is so no more."""
    scenes.gate("tj_coordinator", second_approver=True)
    thread = scenes.asked(nominal=True)
    assert scenes.answered(thread, Outcome.FULL, text="EXERCISE name", nominal=True) is State.PREPARED
    imposes_death("KZ")
    with pytest.raises(actions.UnableToAskError, match="assurance"):
        scenes.approved("tj_coordinator", thread)
    assert scenes.card("bolat", thread).state is State.SENT
