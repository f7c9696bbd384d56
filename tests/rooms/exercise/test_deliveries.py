"""The exercise's controlled deliveries: founded, played through the doors by every state, closed; again nothing."""

from datetime import date

import pytest

from kerege.foundation.viewing import viewing
from kerege.kernel.law import Role
from kerege.rooms.exercise.actions import delivering, founding
from kerege.rooms.exercise.actions.loading import Node
from kerege.rooms.exercise.rules import deliveries as rules
from kerege.rooms.exercise.rules.plan import Plan, Profile, Size
from kerege.rooms.operations import queries
from kerege.rooms.operations.queries import Kind


@pytest.mark.usefixtures("fewer")
def test_both_deliveries_are_played_to_their_closing(empty_node: str) -> None:
    plan = Plan(Size.SMALL, Profile.FULL, "deliveries", date(2026, 11, 1))
    exercise = Node(plan, founding.found(plan))
    ended = delivering.play(exercise, lambda done, total, text: None)
    postal, road = ended["postal"], ended["road"]
    assert isinstance(postal, dict)
    assert isinstance(road, dict)
    assert (postal["stage"], postal["crossings"], postal["steps"]) == ("closed", 1, 13)
    assert (road["stage"], road["crossings"]) == ("closed", 3)
    assert road["places"] == ["Душанбе", "Карамык", "Ош", "Кордай", "Алматы", "Сырым", "Оренбург"]
    counted = ("withdrawals", "changes", "substitutions", "splits", "letters")
    assert [road[name] for name in counted] == [1, 1, 1, 1, 7]
    assert delivering.play(exercise, lambda done, total, text: None) == ended, "a second time plays nothing anew"
    held_until_agreed_anew(exercise)


def held_until_agreed_anew(exercise: Node) -> None:
    """Nothing crossed between the withdrawal and the new consent, and the part that was split off is closed too."""
    viewer = exercise.viewer("tj-analysis", Role.RELEASING)
    with viewing(viewer):
        [line] = queries.deliveries(viewer=viewer, over=True)
        view = queries.delivery(viewer=viewer, delivery_id=line.id)
    course = list(reversed(view.log))
    withdrawn = next(at for at, each in enumerate(course) if each.kind is Kind.WITHDRAW)
    after = [each.kind for each in course[withdrawn + 1 :]]
    assert after[: after.index(Kind.TAKE)] == [Kind.NOTE, Kind.AMEND, Kind.ANSWER, Kind.LETTER, Kind.ANSWER, Kind.GIVE]
    assert {each.given["letter"] for each in course if each.party == "RU" and each.kind is not Kind.LETTER} == {
        f"7/{number}" for number in range(1, 8)
    }
    keeper = exercise.viewer("kz-analysis", Role.RELEASING)
    with viewing(keeper):
        rows = {row.title: row for row in queries.deliveries(viewer=keeper, over=True)}
        part = queries.delivery(viewer=keeper, delivery_id=rows[rules.PART_TITLE].id)
    assert part.stage is queries.Stage.CLOSED
    assert part.plan.goods[0].live_grams == rules.PART_LIVE
    assert [each.name for leg in part.plan.legs for each in leg.via] == ["Алматы"]
