"""The exercise's joint operation: five parties from founding to closing; what two report counts once."""

from datetime import date

import pytest

from kerege.rooms.exercise.actions import founding, joining
from kerege.rooms.exercise.actions.loading import Node
from kerege.rooms.exercise.rules import operations as rules
from kerege.rooms.exercise.rules.plan import Plan, Profile, Size


@pytest.mark.usefixtures("fewer")
def test_the_operation_of_five_parties_is_played_to_its_closing(empty_node: str) -> None:
    plan = Plan(Size.SMALL, Profile.FULL, "operation", date(2026, 11, 1))
    exercise = Node(plan, founding.found(plan))
    ended = joining.play(exercise, lambda done, total, text: None)
    assert ended == {
        "phase": "closed",
        "parties": 5,
        "records": len(rules.OWN) + len(rules.SHARED),
        "sheets": 5,
        "counted_once": True,
        "corrected": "1",
        "named": 2,
        "unnamed_reads": 0,
        "removed_reads": 0,
    }
    assert joining.play(exercise, lambda done, total, text: None) == ended, "a second time plays nothing anew"
