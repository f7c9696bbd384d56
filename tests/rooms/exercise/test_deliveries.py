"""The exercise's two controlled deliveries: founded, played through the doors by every state, closed; again nothing."""

from datetime import date

import pytest

from kerege.rooms.exercise.actions import delivering, founding
from kerege.rooms.exercise.actions.loading import Node
from kerege.rooms.exercise.rules.plan import Plan, Profile, Size


@pytest.mark.usefixtures("fewer")
def test_both_deliveries_are_played_to_their_closing(empty_node: str) -> None:
    plan = Plan(Size.SMALL, Profile.FULL, "deliveries", date(2026, 11, 1))
    exercise = Node(plan, founding.found(plan))
    ended = delivering.play(exercise, lambda done, total, text: None)
    assert ended["postal"] == {"stage": "closed", "crossings": 1, "steps": 13}
    road = ended["road"]
    assert isinstance(road, dict)
    assert (road["stage"], road["crossings"]) == ("closed", 3)
    assert delivering.play(exercise, lambda done, total, text: None) == ended, "a second time plays nothing anew"
