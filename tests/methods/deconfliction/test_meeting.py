"""Two shapes meet exactly when sampling says so, the same both ways, and never beyond their radii and times."""

from datetime import UTC, datetime, timedelta
from itertools import product
from math import asin, cos, radians, sin, sqrt
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from kerege.methods.deconfliction import (
    EARTH_KM,
    Point,
    Shape,
    ShapeError,
    Waypoint,
    cover,
    distance_km,
    meets,
    place,
    route,
    waypoints,
)
from kerege.methods.deconfliction.sphere import Vector, between, point_of

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
NEAR = st.builds(Point, st.floats(42.0, 42.3), st.floats(74.0, 74.4))
ANYWHERE = st.builds(Point, st.floats(-89.9, 89.9), st.floats(-180, 180))
HOURS = st.integers(0, 240).map(lambda tenth: NOON + timedelta(minutes=6 * tenth))


@st.composite
def places(draw: st.DrawFn, points: st.SearchStrategy[Point] = NEAR) -> Shape:
    """A place for a while."""
    starts = draw(HOURS)
    return place(draw(points), draw(st.floats(0.1, 3)), starts, starts + timedelta(hours=draw(st.integers(0, 24))))


@st.composite
def routes(draw: st.DrawFn, points: st.SearchStrategy[Point] = NEAR) -> Shape:
    """A way of two to four points."""
    at = draw(HOURS)
    made: list[Any] = []
    for _ in range(draw(st.integers(2, 4))):
        late = timedelta(minutes=draw(st.integers(0, 120)))
        latest = max([at + late, *(each.latest for each in made)])
        made.append(Waypoint(draw(points), at, latest))
        at += timedelta(minutes=draw(st.integers(0, 240)))
    return route(made, draw(st.floats(0.1, 3)))


SHAPES = st.one_of(places(), routes())
STEPS = 40


def haversine(a: Point, b: Point) -> float:
    """The distance written apart from the method, by another formula."""
    north, east = radians(b.latitude - a.latitude) / 2, radians(b.longitude - a.longitude) / 2
    inside = sin(north) ** 2 + cos(radians(a.latitude)) * cos(radians(b.latitude)) * sin(east) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(inside)))


def sampled(shape: Shape) -> list[tuple[Vector, float, float, float]]:
    """Points along a shape with the first and last instant somebody may be there, and the radius."""
    return [
        (
            between(each.start, each.end, step / STEPS),
            each.leaves.first + step / STEPS * (each.arrives.first - each.leaves.first),
            each.leaves.last + step / STEPS * (each.arrives.last - each.leaves.last),
            each.radius,
        )
        for each in shape
        for step in range(STEPS + 1)
    ]


def brute(one: Shape, other: Shape, slack: float = 0.0) -> bool:
    """Whether any two samples are near enough at once; `slack` in km and in tenths of hours makes it lenient."""
    seconds = 3600 * slack
    return any(
        a[1] <= b[2] + seconds
        and b[1] <= a[2] + seconds
        and haversine(point_of(a[0]), point_of(b[0])) <= a[3] + b[3] + slack
        for a, b in product(sampled(one), sampled(other))
    )


def grain(shape: Shape) -> float:
    """How far a point of a shape may be from its nearest sample, in km or hours."""
    return max(
        max(
            each.length * EARTH_KM,
            (each.arrives.first - each.leaves.first) / 3600,
            (each.arrives.last - each.leaves.last) / 3600,
        )
        / STEPS
        for each in shape
    )


@given(one=SHAPES, other=SHAPES)
@settings(max_examples=150)
def test_whatever_sampling_finds_is_found(one: Shape, other: Shape) -> None:
    """No meeting is lost; and what is found, a lenient sampling finds too."""
    found = meets(one, other)
    if brute(one, other, -0.001):
        assert found
    if found:
        assert brute(one, other, 0.01 + grain(one) + grain(other))


@given(one=places(), other=places())
def test_two_places_meet_exactly_when_circles_and_times_touch(one: Shape, other: Shape) -> None:
    """For places the oracle is exact."""
    (a,), (b,) = one, other
    apart = haversine(point_of(a.start), point_of(b.start)) - a.radius - b.radius
    assume(abs(apart) > 0.002)
    at_once = a.leaves.first <= b.leaves.last and b.leaves.first <= a.leaves.last
    assert meets(one, other) == (at_once and apart <= 0)


@given(one=SHAPES, other=SHAPES)
def test_meeting_is_mutual(one: Shape, other: Shape) -> None:
    """Who meets is met."""
    assert meets(one, other) == meets(other, one)


@given(one=st.one_of(places(ANYWHERE), SHAPES), other=st.one_of(places(ANYWHERE), SHAPES))
@example(
    one=place(Point(64.7, 179.99), 3, NOON, NOON + timedelta(hours=1)),
    other=place(Point(64.7, -179.99), 3, NOON, NOON + timedelta(hours=1)),
)
@example(
    one=place(Point(89.99, 10), 3, NOON, NOON + timedelta(hours=1)),
    other=place(Point(89.99, -170), 3, NOON, NOON + timedelta(hours=1)),
)
def test_what_meets_has_boxes_that_touch(one: Shape, other: Shape) -> None:
    """The index loses nothing, over the date line and the poles too."""
    if meets(one, other):
        assert any(a.touches(b) for a, b in product(cover(one), cover(other)))


@given(one=SHAPES, other=SHAPES)
def test_nothing_meets_that_is_never_there_at_once(one: Shape, other: Shape) -> None:
    """Moved a week on, nothing meets."""
    week = timedelta(days=7).total_seconds()
    later = waypoints([(*at, first + week, last + week) for *at, first, last in rows_of(other)], other[0].radius)
    assert not meets(one, later)


def rows_of(shape: Shape) -> list[tuple[float, float, float, float]]:
    """A shape in its kept form."""
    rows = []
    for vector, span in [(shape[0].start, shape[0].leaves), *((each.end, each.arrives) for each in shape)]:
        at = point_of(vector)
        rows.append((at.latitude, at.longitude, span.first, span.last))
    return rows[:1] if shape[0].length == 0 and len(shape) == 1 else rows


def test_a_load_meets_a_watched_place_only_while_it_passes() -> None:
    """A lorry from Osh to Bishkek passes Toktogul in the afternoon: who watches in the morning is not in its way."""
    osh, toktogul, bishkek = Point(40.53, 72.80), Point(41.87, 72.94), Point(42.87, 74.59)
    hour = timedelta(hours=1)
    load = route(
        [
            Waypoint(osh, NOON, NOON + hour),
            Waypoint(toktogul, NOON + 4 * hour, NOON + 6 * hour),
            Waypoint(bishkek, NOON + 8 * hour, NOON + 11 * hour),
        ],
        2.0,
    )
    assert meets(load, place(toktogul, 1.0, NOON + 5 * hour, NOON + 5 * hour))
    assert not meets(load, place(toktogul, 1.0, NOON - 5 * hour, NOON + 3 * hour))
    assert not meets(load, place(Point(42.87, 72.94), 1.0, NOON, NOON + 11 * hour))


def test_two_loads_that_meet_on_the_road_and_two_that_follow_each_other() -> None:
    """Against each other they meet; an hour behind at the same pace they never do."""
    a, b = Point(43.2, 70.0), Point(43.2, 72.0)
    hour = timedelta(hours=1)
    there = route([Waypoint(a, NOON, NOON), Waypoint(b, NOON + 2 * hour, NOON + 2 * hour)], 1.0)
    back = route([Waypoint(b, NOON, NOON), Waypoint(a, NOON + 2 * hour, NOON + 2 * hour)], 1.0)
    behind = route([Waypoint(a, NOON + hour, NOON + hour), Waypoint(b, NOON + 3 * hour, NOON + 3 * hour)], 1.0)
    assert meets(there, back)
    assert not meets(there, behind)


def test_two_parallel_ways_are_told_apart_by_a_few_metres() -> None:
    """A thousand kilometres side by side, just touching and just not: answered, and quickly."""
    day = NOON + timedelta(hours=24)
    one = route([Waypoint(Point(0, 60), NOON, day), Waypoint(Point(0, 69), NOON, day)], 3.0)

    def beside(km: float) -> Shape:
        north = km / (EARTH_KM * radians(1))
        return route([Waypoint(Point(north, 60), NOON, day), Waypoint(Point(north, 69), NOON, day)], 3.0)

    assert meets(one, beside(5.995))
    assert not meets(one, beside(6.2))


@given(one=ANYWHERE, other=ANYWHERE)
def test_distances_agree_with_another_formula(one: Point, other: Point) -> None:
    """To a metre, all over the earth."""
    assert distance_km(one, other) == pytest.approx(haversine(one, other), abs=0.001)


@pytest.mark.parametrize(
    "make",
    [
        lambda: place(Point(42, 74), 0, NOON, NOON),
        lambda: place(Point(42, 74), 1, NOON, NOON - timedelta(seconds=1)),
        lambda: route([Waypoint(Point(42, 74), NOON, NOON)], 1),
        lambda: route(
            [Waypoint(Point(42, 74), NOON, NOON), Waypoint(Point(43, 74), NOON - timedelta(hours=1), NOON)], 1
        ),
        lambda: route([Waypoint(Point(0, 0), NOON, NOON), Waypoint(Point(0, 179), NOON, NOON)], 1),
        lambda: Point(91, 0),
        lambda: Point(0, float("nan")),
    ],
)
def test_what_makes_no_shape_is_refused(make: object) -> None:
    """Each with its reason."""
    with pytest.raises((ShapeError, ValueError), match=r"\w"):
        make()  # type: ignore[operator]  # a parameter of the test
