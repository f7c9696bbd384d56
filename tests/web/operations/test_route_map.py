"""The map of a delivery's route: its list says what it draws, and both hold what the viewer may see, no more."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.operations import actions
from kerege.rooms.operations.queries import Consent, Kind, Plan, WayPoint
from kerege.web.operations.route_map import WIDTH, Stop, Way, frame_of, meets, name_at, route_of
from tests.rooms.operations import scenes

DEGREES = ((38.56, 68.79), (39.49, 71.76), (43.04, 74.71), (50.42, 54.02), (51.77, 55.10))
Visitor = Callable[..., Client]


@pytest.fixture
def seeded(db: None) -> Iterator[None]:
    """A standing clock."""
    with chance.seeded("route-map"):
        yield


def measured() -> Plan:
    """The road with degrees, by Osh and by a town of which none are known."""
    plan = scenes.plan()
    points = (replace(p, latitude=la, longitude=lo) for p, (la, lo) in zip(plan.points, DEGREES, strict=True))
    begins = plan.points[1].opens
    osh = WayPoint(
        name="EXERCISE Osh", zone="Asia/Bishkek", planned=begins + timedelta(hours=6), latitude=40.53, longitude=72.8
    )
    lost = WayPoint(name="EXERCISE nowhere", zone="Asia/Bishkek", planned=begins + timedelta(hours=9))
    legs = (plan.legs[0], replace(plan.legs[1], via=(osh, lost)), *plan.legs[2:])
    return replace(plan, points=tuple(points), legs=legs)


def test_the_list_holds_every_place_and_leg_once_in_order_and_the_map_those_with_degrees(seeded: None) -> None:
    delivery = scenes.under_way(measured())
    scenes.do("farrukh", delivery, Kind.POSITION, latitude=38.9, longitude=70.1)
    scenes.do("iskender", delivery, Kind.WITHDRAW)
    route = route_of(scenes.shown("farrukh", delivery))
    told = [f"{each.number} {each.place.name}" if isinstance(each, Stop) else each.leg.party for each in route.entries]
    places = ["Dushanbe", "TJ", "Karamyk", "KG", "Osh", "nowhere", "Korday", "KZ", "Sagarchin", "RU", "Orenburg"]
    assert [each.rpartition(" ")[2] for each in told] == places
    assert [mark.stop.number for mark in route.marks] == [1, 2, 3, 5, 6, 7]
    assert [stop.place.name for stop in route.unplaced] == ["EXERCISE nowhere"]
    assert [len(each.path.split()) for each in route.stretches] == [2, 3, 2, 2]
    assert [each.look for each in route.stretches] == ["good", "bad", "good", "good"]
    assert [mark.stop.place.name for mark in route.marks if mark.stop.held] == ["EXERCISE Karamyk"]
    assert [each.newest for each in route.seen] == [True]
    assert {look for look, _text in route.legend} == {"good", "bad"}
    assert {each.leg.consent for each in route.entries if isinstance(each, Way)} == {Consent.VALID, Consent.WITHDRAWN}


def test_a_leg_that_the_load_has_left_waits_for_no_consent_and_no_neighbour_learns_more(seeded: None) -> None:
    delivery = scenes.under_way(measured())
    for giver, taker in (("farrukh", "iskender"), ("iskender", "aigerim")):
        chance.advance(scenes.DAY)
        scenes.give(giver, delivery)
        scenes.take(taker, delivery)
    actor = scenes.viewer("farrukh")
    with viewing(actor):
        plan = scenes.shown("farrukh", delivery).plan
        actions.amend(
            actor=actor, delivery=delivery, plan=replace(plan, goods=(replace(plan.goods[0], packaging="sacks"),))
        )
    looks = {
        each.leg.party: each.look
        for each in route_of(scenes.shown("farrukh", delivery)).entries
        if isinstance(each, Way)
    }
    assert looks == {"TJ": "past", "KG": "past", "KZ": "call", "RU": "call"}
    assert [leg.passed for leg in scenes.shown("kz_coordinator", delivery).legs] == [True, False, False]
    chance.advance(scenes.DAY)
    for name in ("kz_coordinator", "ksenia"):
        scenes.agree(name, delivery)
    scenes.give("aigerim", delivery)
    scenes.take("ksenia", delivery)
    assert [leg.passed for leg in scenes.shown("iskender", delivery).legs] == [True, True, False]


def test_a_participant_sees_his_own_leg_and_its_borders_on_the_page_unless_it_is_widened(
    seeded: None, visitor: Visitor
) -> None:
    delivery = scenes.under_way(measured())
    route = route_of(scenes.shown("ksenia", delivery))
    assert [mark.stop.place.name for mark in route.marks] == ["EXERCISE Sagarchin", "EXERCISE Orenburg"]
    assert len(route.stretches) == 1
    client = visitor("ksenia", Purpose.CONTROLLED_DELIVERY, case="EX-CD-1")
    page = client.get(f"/deliveries/{delivery}/").content.decode()
    assert not [name for name in ("Osh", "Dushanbe", "Karamyk", "Korday", "68.79") if name in page]
    assert page.count("<polyline") == 2 + 1, "its leg with the ground under it, and one sample of the legend"
    actor = scenes.viewer("farrukh")
    with viewing(actor):
        actions.admit(actor=actor, delivery=delivery, desk="ru-omsk")
    widened = client.get(f"/deliveries/{delivery}/").content.decode()
    assert "EXERCISE Osh" in widened
    assert len(route_of(scenes.shown("ksenia", delivery)).stretches) == 4


def test_the_page_says_without_the_map_what_the_map_says(seeded: None, visitor: Visitor) -> None:
    delivery = scenes.under_way(measured())
    page = (
        visitor("farrukh", Purpose.CONTROLLED_DELIVERY, case="EX-CD-1").get(f"/deliveries/{delivery}/").content.decode()
    )
    drawing = re.search(r'<svg viewBox="0 0 720.*?</svg>', page, re.DOTALL)
    assert drawing
    listed = page[page.index('<ol class="route">') : page.index("</ol>", page.index('<ol class="route">'))]
    for name in re.findall(r"<title>\d+\. ([^<:]+)", drawing[0]):
        assert name in listed
    assert listed.count("consent in force") == 4
    bare = scenes.under_way()
    assert "The plan gives no degrees" in scenes_page(visitor, bare)


def scenes_page(visitor: Visitor, delivery: UUID) -> str:
    """The page of a delivery, to its requester."""
    client = visitor("farrukh", Purpose.CONTROLLED_DELIVERY, case="EX-CD-1")
    return client.get(f"/deliveries/{delivery}/").content.decode()


@given(st.lists(st.tuples(st.floats(-179, 179), st.floats(-80, 80)), min_size=1, max_size=9))
def test_every_place_lies_within_the_drawing_wherever_it_is(places: list[tuple[float, float]]) -> None:
    frame = frame_of(places)
    for x, y in map(frame.at, places):
        assert 0 <= x <= WIDTH
        assert 0 <= y <= frame.height


@given(st.lists(st.tuples(st.floats(0, WIDTH), st.floats(0, 400), st.text(min_size=1, max_size=30)), max_size=8))
def test_no_name_covers_another(names: list[tuple[float, float, str]]) -> None:
    taken: list[tuple[float, float, float, float]] = []
    for x, y, name in names:
        before = list(taken)
        if name_at(x, y, name, 400.0, taken):
            assert not any(meets(taken[-1], other) for other in before)
        else:
            assert taken == before
