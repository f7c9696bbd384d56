"""A second approver agrees to the answer that he read: what else waits by then, or else he says, does not leave."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.rooms.requests import actions
from kerege.rooms.requests.queries import Ground, Outcome, State
from tests.rooms.requests import scenes

pytestmark = pytest.mark.django_db
TAKE = "SELECT request_step(%s, 'asked', %s, %s, %s, '[]', %s)"
ANSWERS: Mapping[str, Mapping[str, Any]] = {
    "full": {"outcome": Outcome.FULL, "text": "EXERCISE words", "translation": "EXERCISE other", "translator": "EX"},
    "partial": {"outcome": Outcome.PARTIAL, "text": "EXERCISE words"},
    "refused": {"outcome": Outcome.REFUSED, "text": "EXERCISE words", "ground": Ground.SAFETY},
    "withheld": {"outcome": Outcome.WITHHELD},
}
STEPS = {"full": "answer", "partial": "answer_partly", "refused": "refuse", "withheld": "seal"}
STATES = {"full": "answered", "partial": "partly", "refused": "refused", "withheld": "sealed"}


@pytest.fixture(autouse=True)
def seeded() -> Iterator[None]:
    """A repeatable clock."""
    with chance.seeded("agreed"):
        yield


def prepared(outcome: str) -> UUID:
    """An answer of Dushanbe's releasing officer that waits for a second one."""
    scenes.gate("tj_coordinator", second_approver=True)
    thread = scenes.urgent()
    assert scenes.answered(thread, **ANSWERS[outcome]) is State.PREPARED
    return thread


def honest(thread: UUID, outcome: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the second approver's process gives of an answer, and the words that the asker is told."""
    seen = scenes.seen("tj_coordinator", thread)
    kept = dict(seen.card.prepared)
    given = {"agreed": seen.agreed, "ground": kept["ground"], "records": kept["records"]}
    given |= {"own_outcome": kept["outcome"]} if outcome == "withheld" else {}
    return given, {name: kept[name] for name in ("text", "translation", "translator")}


def by_sql(thread: UUID, outcome: str, step: str, given: dict[str, Any], said: dict[str, Any]) -> bool:
    """The second approver's step by SQL put into his process."""
    private = step == "seal"
    sides = ("asked",) if private else ("asked", "asker")
    lines = [{"id": str(uuid4()), "side": side, "detail": {}} | (said if side == "asker" else {}) for side in sides]
    to = {v: STATES[k] for k, v in STEPS.items()}[step]
    with viewing(scenes.viewer("tj_coordinator")), connection.cursor() as cursor:
        cursor.execute(TAKE, [thread, step, to, json.dumps(given), json.dumps(lines)])
        return bool(cursor.fetchone()[0])


BENT: Mapping[str, Callable[[dict[str, Any], dict[str, Any]], object]] = {
    "no mark": lambda given, _: given.pop("agreed"),
    "empty mark": lambda given, _: given.update(agreed=""),
    "null mark": lambda given, _: given.update(agreed=None),
    "another mark": lambda given, _: given.update(agreed="0" * 64),
    "other records": lambda given, _: given.update(records=[str(uuid4())]),
    "another ground": lambda given, _: given.update(ground="death"),
    "other words": lambda _, said: said.update(text="EXERCISE what nobody prepared"),
    "another translation": lambda _, said: said.update(translation="EXERCISE what nobody prepared"),
    "no words": lambda _, said: said.update(text=None),
    "another translator": lambda _, said: said.update(translator="EXERCISE somebody"),
}
UNSAID = {"withheld": {"other records", "other words", "another translation", "no words", "another translator"}}
"""What a sealed answer does not carry."""


@pytest.mark.parametrize("outcome", ANSWERS)
def test_by_sql_nothing_leaves_but_what_was_prepared_and_agreed_to(outcome: str) -> None:
    thread = prepared(outcome)
    for name, bend in BENT.items():
        if name in UNSAID.get(outcome, set()):
            continue
        given, said = honest(thread, outcome)
        bend(given, said)
        assert not by_sql(thread, outcome, STEPS[outcome], given, said), name
    for other in STEPS.keys() - {outcome}:
        given, said = honest(thread, outcome)
        given |= {"own_outcome": "withheld", "ground": "safety"}
        assert not by_sql(thread, outcome, STEPS[other], given, said), other
    assert scenes.card("bolat", thread).state is State.SENT
    assert by_sql(thread, outcome, STEPS[outcome], *honest(thread, outcome))
    assert scenes.card("farrukh", thread).state.value == STATES[outcome]


@pytest.mark.parametrize("outcome", ANSWERS)
@pytest.mark.parametrize("later", ANSWERS)
def test_who_agrees_to_what_he_read_lets_out_nothing_that_was_prepared_since(outcome: str, later: str) -> None:
    """One accomplice sends it back, another prepares it anew; the page of the approver still shows the former."""
    thread = prepared(outcome)
    read = scenes.seen("tj_coordinator", thread).agreed
    scenes.do("tj_coordinator", actions.send_back, thread=thread, reason="EXERCISE")
    same = outcome == later
    scenes.answered(thread, **ANSWERS[later])
    if same:
        scenes.do("tj_coordinator", actions.approve, thread=thread, agreed=read)
        assert scenes.card("farrukh", thread).state.value == STATES[outcome]
        return
    with pytest.raises(actions.UnableToAskError, match="another answer"):
        scenes.do("tj_coordinator", actions.approve, thread=thread, agreed=read)
    assert scenes.card("bolat", thread).state is State.SENT
    scenes.approved("tj_coordinator", thread)
    assert scenes.card("farrukh", thread).state.value == STATES[later]


def test_the_mark_is_told_to_the_asked_side_alone() -> None:
    thread = prepared("full")
    assert scenes.seen("tj_coordinator", thread).agreed == scenes.seen("farrukh", thread).agreed != ""
    assert scenes.seen("bolat", thread).agreed == ""
