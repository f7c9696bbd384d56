"""Legs and deconfliction: the leg on which the load is stands there as a moving event, no other does."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connection
from hypothesis import given
from hypothesis import strategies as st

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.methods.deconfliction import waypoints
from kerege.rooms.deconfliction import actions as deconfliction
from kerege.rooms.deconfliction import queries as events
from kerege.rooms.operations import actions, queries
from kerege.rooms.operations.queries import Kind, RefusedStepError
from kerege.rooms.operations.rules.ways import LONGEST, leg_id, way_ahead
from tests.rooms.deconfliction import scenes as crossing
from tests.rooms.operations import plans, scenes
from tests.rooms.operations.scenes import DAY, viewer
from tests.steady import steady

DEGREES = ((38.56, 68.79), (39.49, 71.76), (43.04, 74.71), (50.42, 54.02), (51.77, 55.10))


@pytest.fixture
def seeded(own_clone: str) -> Iterator[None]:
    """A standing clock, in a database of its own."""
    with chance.seeded("legs"):
        yield


def measured(plan: queries.Plan) -> queries.Plan:
    """The road, with degrees of every point."""
    points = (
        replace(point, latitude=latitude, longitude=longitude)
        for point, (latitude, longitude) in zip(plan.points, DEGREES, strict=True)
    )
    return replace(plan, points=tuple(points))


def standing(delivery: UUID) -> set[int]:
    """Which legs of the present plan stand in deconfliction."""
    plan = scenes.shown("farrukh", delivery).plan
    by_id = {leg_id(delivery, plan, at): at for at in range(len(plan.legs))}
    with viewing(viewer("farrukh")):
        return {by_id[leg] for leg in events.standing_legs(list(by_id))}


def raided(name: str, at: tuple[float, float]) -> events.Plan:
    """A raid of two days, near the way."""
    return crossing.plan(at=at, starts=chance.now(), lasts=timedelta(hours=48), zone="Asia/Dushanbe")


def test_the_leg_with_the_load_is_told_and_leaves_with_it(seeded: None) -> None:
    delivery = scenes.sent(measured(scenes.plan()))
    for name in scenes.STATES.values():
        scenes.agree(name, delivery)
    crossing.submit("hamid", raided("hamid", DEGREES[0]))
    assert standing(delivery) == set()
    scenes.do("farrukh", delivery, Kind.TAKE_OVER)
    assert standing(delivery) == {0}
    assert scenes.shown("farrukh", delivery).in_deconfliction is True
    assert scenes.shown("iskender", delivery).in_deconfliction is None
    assert len(crossing.conflicts("hamid")) == len(crossing.conflicts("farrukh")) == 1
    assert "Pamir" not in steady(repr(crossing.conflicts("hamid")))
    chance.advance(DAY)
    scenes.give("farrukh", delivery)
    assert standing(delivery) == {0}
    scenes.take("iskender", delivery)
    assert standing(delivery) == {1}
    deconfliction.tend()
    assert crossing.conflicts("farrukh") == []
    assert len(crossing.conflicts("hamid")) == 1, "that the load has left is not told: his own event is still planned"
    scenes.do("iskender", delivery, Kind.STOP)
    assert standing(delivery) == set()


def tried(delivery: UUID, way: str) -> None:
    """The load goes on over its borders; at each its plan may change, and somebody telephones where it is."""
    steps = [("farrukh", "iskender"), ("iskender", "aigerim"), ("aigerim", "ksenia")]
    for at, (giving, taking) in enumerate(steps):
        crossing.submit("hamid", raided("hamid", DEGREES[at + 1]))
        chance.advance(DAY)
        if way == "amended":
            with viewing(requester := viewer("farrukh")):
                plan = queries.delivery(viewer=requester, delivery_id=delivery).plan
                actions.amend(actor=requester, delivery=delivery, plan=replace(plan, costs=f"EXERCISE {at}"))
        if way == "positions":
            latitude, longitude = DEGREES[at + 1]
            scenes.do(giving, delivery, Kind.POSITION, latitude=latitude, longitude=longitude)
        scenes.give(giving, delivery)
        scenes.take(taking, delivery)
        assert standing(delivery) == {at + 1}


@pytest.mark.parametrize("way", ["as planned", "amended", "positions"])
def test_no_leg_meets_another_of_its_own_load(seeded: None, way: str) -> None:
    """Two legs have a border in common, and the hour at it; what others plan there is met."""
    delivery = scenes.sent(measured(scenes.plan()))
    for name in scenes.STATES.values():
        scenes.agree(name, delivery)
    scenes.do("farrukh", delivery, Kind.TAKE_OVER)
    tried(delivery, way)
    met = [{side["desk"] for side in each.wire()["sides"]} for each in crossing.crossings()]  # type: ignore[attr-defined]
    raiding = viewer("hamid").desk_code
    assert met, "the raids at the borders are met"
    assert all(raiding in sides for sides in met), met


def test_a_change_of_the_live_leg_ends_it_and_the_next_step_of_its_state_submits_it_anew(seeded: None) -> None:
    delivery = scenes.sent(measured(scenes.plan()))
    for name in scenes.STATES.values():
        scenes.agree(name, delivery)
    scenes.do("farrukh", delivery, Kind.TAKE_OVER)
    chance.advance(DAY)
    scenes.give("farrukh", delivery)
    scenes.take("iskender", delivery)
    requester = viewer("farrukh")
    with viewing(requester):
        plan = queries.delivery(viewer=requester, delivery_id=delivery).plan
        actions.amend(actor=requester, delivery=delivery, plan=plans.moved(plan, 2, 3))
    assert standing(delivery) == set()
    assert scenes.shown("iskender", delivery).in_deconfliction is False
    scenes.do("iskender", delivery, Kind.POSITION, latitude=41.0, longitude=73.0)
    assert standing(delivery) == {1}
    with viewing(requester), pytest.raises(RefusedStepError, match="on whose soil"):
        actions.submit_leg(actor=requester, delivery=delivery)


def test_a_plan_without_degrees_is_said_so_and_a_position_mends_half_of_it(seeded: None) -> None:
    delivery = scenes.under_way()
    actor = viewer("farrukh")
    assert scenes.shown("farrukh", delivery).in_deconfliction is False
    with viewing(actor), pytest.raises(RefusedStepError, match="no degrees"):
        actions.submit_leg(actor=actor, delivery=delivery)
    with viewing(actor), connection.cursor() as cursor, pytest.raises(DatabaseError, match="only the node"):
        cursor.execute("SELECT end_legs(%s, 'EXERCISE')", [[delivery]])
    with viewing(actor):
        assert deconfliction.end_legs([delivery], "EXERCISE") == 0


def town(planned: datetime, latitude: float, longitude: float) -> queries.WayPoint:
    """A place on the way."""
    return queries.WayPoint(
        name="EXERCISE town", zone="Asia/Dushanbe", planned=planned, latitude=latitude, longitude=longitude
    )


def test_the_way_leads_over_the_places_ahead_and_no_more_over_those_that_the_load_has_passed() -> None:
    plan = measured(plans.road())
    near, far = (town(plans.START + timedelta(hours=at), 39.0, 69.0 + at / 10) for at in (6, 16))
    file = replace(plans.drafted(replace(plan, legs=(replace(plan.legs[0], via=(near, far)), *plan.legs[1:]))), soil=0)
    assert [row[:2] for row in way_ahead(file, (), plans.START)] == [DEGREES[0], (39.0, 69.6), (39.0, 70.6), DEGREES[1]]
    seen = plans.step(
        Kind.POSITION, plans.officer("TJ"), plans.START + timedelta(hours=8), latitude=39.1, longitude=69.8
    )
    now = plans.START + timedelta(hours=9)
    assert [row[:2] for row in way_ahead(file, (seen,), now)] == [(39.1, 69.8), (39.0, 70.6), DEGREES[1]]
    assert leg_id(UUID(int=1), plan, 0) != leg_id(UUID(int=1), file.plan, 0)


@given(
    hours=st.integers(0, 24),
    days=st.integers(1, 6),
    closes=st.integers(0, 200),
    passing=st.lists(st.integers(0, 200), max_size=3).map(sorted),
)
def test_a_way_lasts_72_hours_at_most_and_is_a_shape(hours: int, days: int, closes: int, passing: list[int]) -> None:
    plan = measured(plans.road(days=days))
    last = replace(plan.points[1], closes=max(plan.points[1].opens, plans.START + timedelta(hours=closes)))
    via = tuple(town(plans.START + timedelta(hours=at), 38.6 + at / 1000, 70.0) for at in passing)
    legs = (replace(plan.legs[0], via=via), *plan.legs[1:])
    plan = replace(plan, points=(plan.points[0], last, *plan.points[2:]), legs=legs)
    file = replace(plans.drafted(plan), soil=0)
    now = plans.START + timedelta(hours=hours)
    way = way_ahead(file, (), now)
    assert waypoints(way, 1.0)
    assert max(row[3] for row in way) - now.timestamp() <= LONGEST.total_seconds() + 1e-3
    assert all(row[2] >= now.timestamp() for row in way)


def parted(delivery: UUID, splitter: str, states: list[str]) -> UUID:
    """A part is split off where the load is, sent to its states, agreed to and under way."""
    parts, rest = ([plans.powder(stated_grams=plans.Decimal(grams))] for grams in (3000, 10000))
    with viewing(actor := viewer(splitter)):
        child = actions.split(
            actor=actor, delivery=delivery, title="EXERCISE part", parts=parts, remaining=rest, words="two cars"
        )
        actions.admit(actor=actor, delivery=child, desk="centre-iau")
    scenes.do("director", child, Kind.CHECK)
    with viewing(actor):
        actions.send(actor=actor, delivery=child, answer_by=chance.now() + DAY / 2)
    for name in states:
        scenes.agree(name, child)
    scenes.do(states[0], child, Kind.TAKE_OVER)
    return child


@pytest.mark.parametrize("first", ["parent", "part"])
@pytest.mark.parametrize(
    ("splitter", "states"), [("farrukh", ["iskender", "aigerim", "ksenia"]), ("iskender", ["iskender"])]
)
def test_parts_of_one_load_meet_only_where_a_side_does_not_know_of_the_other(
    seeded: None, splitter: str, states: list[str], first: str
) -> None:
    """Who takes part in both files is told of no conflict between them; who knows of one alone is."""
    delivery = scenes.sent(measured(scenes.plan()))
    for name in scenes.STATES.values():
        scenes.agree(name, delivery)
    scenes.do("farrukh", delivery, Kind.TAKE_OVER)
    chance.advance(DAY)
    scenes.give("farrukh", delivery)
    scenes.take("iskender", delivery)
    child = parted(delivery, splitter, states)
    for name in ("iskender", "aigerim", "ksenia"):
        scenes.agree(name, delivery)
    chance.advance(DAY)
    crossing.submit("hamid", raided("hamid", DEGREES[2]))
    knows = len(states) > 1
    moved = child if first == "part" and knows else delivery
    scenes.give("iskender", moved)
    scenes.take("aigerim", moved)
    met = [{side["desk"] for side in each.wire()["sides"]} for each in crossing.crossings()]  # type: ignore[attr-defined]
    own = {viewer(name).desk_code for name in ("iskender", "aigerim")}
    assert [sides for sides in met if sides <= own] == ([] if knows else [own])
    assert [sides for sides in met if viewer("hamid").desk_code in sides], "what others plan there is met"
