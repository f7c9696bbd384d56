"""A profile of clocks holds when two persons have said so; a dishonest process as either of them does not suffice."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.rooms.requests import actions, queries
from kerege.rooms.requests.models import Adopted
from tests import cast
from tests.rooms.requests import scenes

pytestmark = pytest.mark.django_db
GIVEN = {"profile": "unhurried", "decision": "EXERCISE decision 7 of 2026-01-02"}


@pytest.fixture(autouse=True)
def seeded() -> Iterator[None]:
    """A repeatable clock."""
    with chance.seeded("adopting"):
        yield


def spans() -> timedelta:
    """How long an urgent request has."""
    card = scenes.card("bolat", scenes.urgent())
    assert card.due_at is not None
    assert card.started_at is not None
    return card.due_at - card.started_at


def test_the_administrator_enters_and_a_coordinator_confirms() -> None:
    assert spans() == timedelta(hours=8)
    entry = scenes.do("admin", actions.adopt, **GIVEN)
    assert spans() == timedelta(hours=8)
    scenes.do("tj_coordinator", actions.confirm_profile, entry=entry)
    assert spans() == timedelta(hours=24)
    with viewing(cast.viewer("bolat")):
        assert queries.waiting_profiles() == []
    with pytest.raises(actions.UnableToAskError):
        scenes.do("kz_coordinator", actions.confirm_profile, entry=entry)


@pytest.mark.parametrize("name", ["aigerim", "duty", "director", "admin"])
def test_nobody_else_confirms(name: str) -> None:
    entry = scenes.do("admin", actions.adopt, **GIVEN)
    with pytest.raises(actions.UnableToAskError):
        scenes.do(name, actions.confirm_profile, entry=entry)
    with pytest.raises(actions.UnableToAskError):
        scenes.do("tj_coordinator", actions.confirm_profile, entry=uuid4())


@pytest.mark.parametrize("name", ["admin", "tj_coordinator", "aigerim", "duty"])
@pytest.mark.parametrize("forged", ["alone", "another profile", "another decision", "another officer", "tomorrow"])
def test_no_row_by_one_hand_changes_the_clocks(name: str, forged: str) -> None:
    """By raw SQL: a confirmation without an entry, of something else, as somebody else, at another time."""
    entry = scenes.do("admin", actions.adopt, **GIVEN)
    actor = scenes.viewer(name)
    row = Adopted(
        id=uuid4(),
        profile="unhurried" if forged != "another profile" else "directive-2023-977",
        decision=GIVEN["decision"] if forged != "another decision" else "EXERCISE other",
        recorded_at=chance.now() + timedelta(days=forged == "tomorrow"),
        officer_number=actor.officer_number if forged != "another officer" else "EX-0",
        confirms=uuid4() if forged == "alone" else entry,
    )
    with viewing(actor):
        with pytest.raises(DatabaseError), transaction.atomic():
            Adopted.objects.bulk_create([row])
        assert queries.profile().name == "directive-2023-977"
