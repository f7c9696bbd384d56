"""Drafts are changed and nothing is lost: versions, taking back, and what no other side ever sees of them."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kerege.foundation import chance
from kerege.rooms.requests import actions, queries
from kerege.rooms.requests.queries import Draft, Kind, Urgency, UrgentFor
from tests.rooms.requests import scenes

pytestmark = pytest.mark.django_db
BASIS = "EXERCISE act, article 5"


@pytest.fixture(autouse=True)
def seeded() -> Iterator[None]:
    """A repeatable clock."""
    with chance.seeded("drafts"):
        yield


def said(question: str, **content: object) -> Draft:
    """What a draft says."""
    return Draft(question=question, basis=BASIS, **content)  # type: ignore[arg-type]  # as the fields are named


def versions(thread: object) -> list[str]:
    """The former texts, oldest first."""
    return [line.text for line in scenes.seen("bolat", thread).history if line.what == "edit"]  # type: ignore[arg-type]


def test_a_draft_is_changed_and_its_former_words_stay() -> None:
    [thread] = scenes.drafted()
    urgent = said("EXERCISE: the second words", urgency=Urgency.HOURS_8, urgent_for=UrgentFor.LIFE)
    scenes.do("bolat", actions.revise, thread=thread, content=urgent)
    card = scenes.card("bolat", thread)
    assert (card.question, card.urgency, card.reference) == ("EXERCISE: the second words", Urgency.HOURS_8, "EX-77")
    assert versions(thread) == ["EXERCISE: what is known of this plate?"]
    scenes.do("aigerim", actions.restore, thread=thread, place=0)
    card = scenes.card("bolat", thread)
    assert (card.question, card.urgency) == ("EXERCISE: what is known of this plate?", Urgency.DAYS_7)
    assert versions(thread) == ["EXERCISE: what is known of this plate?", "EXERCISE: the second words"]


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.one_of(st.text("abcdЖ", min_size=1, max_size=5), st.integers(0, 5)), max_size=5))
def test_no_order_of_changes_and_takings_back_loses_a_version(steps: list[str | int]) -> None:
    [thread] = scenes.drafted()
    past: list[Any] = []
    now = "EXERCISE: what is known of this plate?"
    for step in steps:
        if isinstance(step, str):
            following = f"EXERCISE {step}"
            scenes.do("bolat", actions.revise, thread=thread, content=said(following))
        elif step < len(past):
            following = past[step]
            scenes.do("bolat", actions.restore, thread=thread, place=step)
        else:
            with pytest.raises(actions.UnableToAskError):
                scenes.do("bolat", actions.restore, thread=thread, place=step)
            continue
        past, now = [*past, now], following
    assert versions(thread) == past
    assert scenes.card("bolat", thread).question == now


def test_what_was_sent_is_changed_no_more_and_its_drafts_never_leave_the_side() -> None:
    [thread] = scenes.drafted()
    scenes.do("bolat", actions.revise, thread=thread, content=said("EXERCISE: what is sent"))
    scenes.do("bolat", actions.send, thread=thread)
    with pytest.raises(actions.UnableToAskError):
        scenes.do("bolat", actions.revise, thread=thread, content=said("EXERCISE: too late"))
    with pytest.raises(actions.UnableToAskError):
        scenes.do("bolat", actions.restore, thread=thread, place=0)
    seen = repr(scenes.seen("farrukh", thread))
    assert "EXERCISE: what is sent" in seen
    assert "what is known of this plate" not in seen
    assert [line.what for line in scenes.seen("farrukh", thread).history] == ["send"]


@pytest.mark.parametrize("name", ["farrukh", "erlan", "duty"])
def test_nobody_else_changes_a_draft(name: str) -> None:
    [thread] = scenes.drafted()
    with pytest.raises(queries.NoSuchRequestError):
        scenes.do(name, actions.revise, thread=thread, content=said("EXERCISE"))


def test_a_draft_stays_complete_and_of_its_kind() -> None:
    [thread] = scenes.drafted(kind=Kind.INFORMATION)
    with pytest.raises(actions.IncompleteError):
        scenes.do("bolat", actions.revise, thread=thread, content=said(""))
    scenes.do("bolat", actions.revise, thread=thread, content=said("EXERCISE: better"))
    assert scenes.card("bolat", thread).kind is Kind.INFORMATION
