"""The two forms of each rule are one: SQL and Python tell the same; what is hidden changes nothing that is shown."""

import itertools
import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import psycopg
import pytest

from kerege.foundation import chance, server
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Part, State
from kerege.rooms.access import queries as access
from kerege.rooms.access import rules as access_rules
from kerege.rooms.deconfliction import actions, queries
from kerege.rooms.deconfliction.queries import Kind
from kerege.rooms.deconfliction.rules import course
from kerege.rooms.deconfliction.rules.telling import Choice, Standing, mode_of
from tests.rooms.deconfliction import scenes

MODE = """
SELECT crossing_mode(jsonb_populate_record(NULL::deconfliction_event, %s::jsonb),
                     jsonb_populate_record(NULL::deconfliction_event, %s::jsonb))"""


@pytest.fixture
def database(own_clone: str) -> Iterator["psycopg.Connection[Any]"]:
    """A clone's administrator."""
    with server.ensure_server(durable=False).administrator(own_clone) as connection:
        yield connection


def test_the_database_steps_by_the_course_that_the_docs_draw(database: "psycopg.Connection[Any]") -> None:
    """A changed course needs a migration that writes it."""
    held = database.execute("SELECT stage, step, next, takers FROM deconfliction_step").fetchall()
    assert {(stage, step): (following, takers) for stage, step, following, takers in held} == {
        (stage.value, step.value): (following.value, sorted(by.value for by in course.WHO[step]))
        for (stage, step), following in course.STEPS.items()
    }


def test_the_database_tells_by_the_same_rule(database: "psycopg.Connection[Any]") -> None:
    """Every combination of desk, party, choice, exclusion, integrity."""
    one_party, other_party = UUID(int=1), UUID(int=2)
    sides = [
        Standing(desk=desk, party=party, choice=choice, left_out=left_out, integrity=integrity)
        for (desk, party), choice, left_out, integrity in itertools.product(
            [(UUID(int=10), one_party), (UUID(int=11), one_party), (UUID(int=12), other_party)],
            Choice,
            [frozenset(), frozenset({other_party})],
            [False, True],
        )
    ]
    for one, other in itertools.product(sides, sides):
        (told,) = database.execute(MODE, [row(one), row(other)]).fetchone() or ("",)
        expected = mode_of(one, other)
        assert told == (expected.value if expected else None), (one, other)


def row(side: Standing) -> str:
    """A standing as the columns that the rule reads."""
    return json.dumps(
        {
            "owner": str(side.desk),
            "party": str(side.party),
            "choice": side.choice.value,
            "left_out": sorted(map(str, side.left_out)),
            "integrity": side.integrity,
        }
    )


def test_events_stand_under_the_label_that_the_law_gives(database: "psycopg.Connection[Any]") -> None:
    """The agency's own; of an integrity case the desk's own: the digest is that of Python."""
    with chance.seeded("labels", scenes.NOON):
        actor = scenes.worn("aigerim")
        owner = access.Owner(desk=actor.desk, agency=actor.agency, party=actor.party)
        for integrity, state in ((False, State.DESK), (True, State.UNIT)):
            event = scenes.submit("aigerim", scenes.plan(integrity=integrity)).event
            wanted = access_rules.digest(access.label_for(owner, Part.NOMINAL, state).wire())
            found = database.execute(
                "SELECT l.digest FROM deconfliction_event e JOIN access_label l ON l.id = e.label WHERE e.id = %s",
                [event],
            ).fetchone()
            assert found is not None
            assert bytes(found[0]) == wanted


HIDDEN = {
    "an event that leaves the party out": lambda: scenes.submit("aigerim", scenes.plan(left_out=("KG",))),
    "an integrity case": lambda: scenes.submit("aigerim", scenes.plan(integrity=True)),
    "a surveillance that the desk mediates": lambda: scenes.submit("aigerim", scenes.plan(Kind.SURVEILLANCE)),
    "an event elsewhere": lambda: scenes.submit("aigerim", scenes.plan(at=(43.5, 75.5), scope=queries.Scope.ROUTE)),
}


@pytest.mark.parametrize("hidden", HIDDEN)
def test_what_is_hidden_changes_nothing_that_is_shown(
    hidden: str, worker_id: str, django_db_setup: None, django_db_blocker: Any
) -> None:
    """Two worlds that differ in one hidden event: submission, lists, ids and refusals are the same."""
    from tests.conftest import fresh_clone

    told = []
    for act in (lambda: None, HIDDEN[hidden]):
        with django_db_blocker.unblock(), fresh_clone(worker_id), chance.seeded("twin", scenes.NOON):
            act()
            told.append(seen_by_osh())
            if hidden.startswith("an event that leaves"):
                assert scenes.crossings() == []
    assert told[0] == told[1]


def seen_by_osh() -> list[str]:
    """Everything that the desk in Osh is shown around a raid of its own."""
    made = scenes.submit("iskender")
    actor = scenes.worn("iskender")
    with viewing(actor):
        said = [str(made), str([each.wire() for each in queries.events(viewer=actor)])]
        said.append(str(queries.waiting_count(viewer=actor)))
    said.append(str(scenes.conflicts("iskender")))
    scenes.withdraw("iskender", made.event)
    said.append(str(scenes.conflicts("iskender")))
    with viewing(actor), pytest.raises(actions.NoSuchEventError) as refused:
        actions.withdraw(actor=actor, event=made.event, reason="EXERCISE")
    return [*said, str(refused.value)]
