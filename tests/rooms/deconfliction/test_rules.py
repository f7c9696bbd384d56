"""The course, the limits, who is told, and local times: pure rules."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import cos, radians
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kerege.methods.deconfliction import Point, distance_km
from kerege.rooms.deconfliction.rules import borders, course, events, times
from kerege.rooms.deconfliction.rules.course import By, Stage, Step
from kerege.rooms.deconfliction.rules.events import Scope
from kerege.rooms.deconfliction.rules.reading import PlanError, read_plan
from kerege.rooms.deconfliction.rules.telling import Choice, Mode, Standing, mode_of
from kerege.rooms.deconfliction.rules.times import ClockError
from tests.rooms.deconfliction import scenes

PAGE = Path(__file__).parents[3] / "docs" / "deconfliction.md"
IDS = st.sampled_from([UUID(int=each) for each in range(1, 4)])
STANDINGS = st.builds(
    Standing,
    desk=st.sampled_from([UUID(int=each) for each in range(10, 14)]),
    party=IDS,
    choice=st.sampled_from(Choice),
    left_out=st.frozensets(IDS, max_size=2),
    integrity=st.booleans(),
    closed=st.frozensets(IDS, max_size=1),
)


@given(one=STANDINGS, other=STANDINGS)
def test_who_is_told_does_not_hang_on_who_came_first(one: Standing, other: Standing) -> None:
    """Symmetric, and the tighter choice holds."""
    assert mode_of(one, other) is mode_of(other, one)
    if mode_of(one, other) is Mode.BOTH:
        assert {one.choice, other.choice} == {Choice.BOTH}
        assert not one.integrity
        assert not other.integrity


@given(one=STANDINGS, other=STANDINGS)
def test_an_excluded_party_is_never_told(one: Standing, other: Standing) -> None:
    """Whatever else both chose."""
    if other.party in one.left_out | one.closed or one.party in other.left_out | other.closed:
        assert mode_of(one, other) is None


@given(one=STANDINGS, other=STANDINGS)
def test_an_integrity_case_never_leaves_its_party(one: Standing, other: Standing) -> None:
    """Told to the own party's coordinator, or to nobody."""
    if one.integrity or other.integrity:
        told = mode_of(one, other)
        assert told is None or (told is Mode.OWN and one.party == other.party)


def test_every_stage_is_reached_and_every_stage_ends() -> None:
    """From the two beginnings to `vanished`."""
    reached = {Stage.WITH_DESK, Stage.TOLD}
    while more := {end for (start, _), end in course.STEPS.items() if start in reached} - reached:
        reached |= more
    assert reached == set(Stage)
    ending = {Stage.VANISHED}
    while more := {start for (start, _), end in course.STEPS.items() if end in ending} - ending:
        ending |= more
    assert ending == set(Stage)


def test_nothing_is_told_to_sides_but_by_the_keepers_word() -> None:
    """From where neither knows, only `tell` leads to where both do."""
    for (start, step), end in course.STEPS.items():
        if start in {Stage.WITH_DESK, Stage.LATE} and end in course.KNOWN_TO_SIDES:
            assert step is Step.TELL
            assert course.WHO[step] == {By.KEEPER}


def test_what_was_called_off_after_a_conflict_is_always_reviewed() -> None:
    """No way around it."""
    for (start, step), end in course.STEPS.items():
        if step is Step.WITHDRAW:
            assert end is (Stage.CANCELLED if start in course.KNOWN_TO_SIDES else Stage.VANISHED)
        if start is Stage.CANCELLED:
            assert step is Step.REVIEW


def test_the_diagram_of_the_docs_is_drawn_from_the_course() -> None:
    """A stale one fails here."""
    assert f"```mermaid\n{course.diagram()}\n```" in PAGE.read_text(encoding="utf-8")


def test_a_step_that_the_course_does_not_know_is_refused() -> None:
    """And one that it knows leads on."""
    assert course.after(Stage.TOLD, Step.ACKNOWLEDGE_LAST) is Stage.ACKNOWLEDGED
    with pytest.raises(course.WrongStepError):
        course.after(Stage.VANISHED, Step.TELL)


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("ends", {"lasts": timedelta(hours=73)}),
        ("starts", {"starts": scenes.NOON + timedelta(days=61)}),
        ("ends", {"starts": scenes.NOON - timedelta(hours=5)}),
        ("radius_km", {"radius_km": 3.1}),
        ("belt_km", {"belt_km": 51.0}),
        ("belt_km", {"belt_km": None}),
        ("scope_note", {"scope_note": " "}),
        ("case", {"case": ""}),
        ("supervisor", {"supervisor": ""}),
        ("telephone", {"telephone": ""}),
        ("way", {"way": ()}),
    ],
)
def test_what_is_beyond_the_limits_is_refused_at_its_field(field: str, changed: dict[str, object]) -> None:
    """Time, radius, scope; what stays at home stays at home."""
    planned = scenes.plan(**changed)  # type: ignore[arg-type]  # parameters of the test
    assert field in {each.field for each in events.problems(planned, scenes.NOON)}


def test_a_plan_in_order_is_taken() -> None:
    """At the very limits too."""
    assert events.problems(scenes.plan(lasts=timedelta(hours=72), radius_km=3.0), scenes.NOON) == []
    assert events.problems(replace(scenes.plan(), belt_km=50.0), scenes.NOON) == []


NARYN, DUSHANBE, OMSK = (41.43, 76.00), (38.54, 68.78), (60.00, 73.40)


def belt_faults(at: tuple[float, float], **changed: object) -> list[str]:
    """What is said of the distance of an event that says it lies in the belt."""
    planned = scenes.plan(at=at, **changed)  # type: ignore[arg-type]  # parameters of the test
    return [each.field for each in events.problems(planned, scenes.NOON) if each.field == "belt_km"]


def test_the_belt_is_measured_and_not_only_stated() -> None:
    """A town 83 km from every border is outside, one 52 km away is within what the outline may be off."""
    assert belt_faults(NARYN) == ["belt_km"]
    assert belt_faults(NARYN, scope=Scope.ROUTE) == []
    assert belt_faults(DUSHANBE) == []
    assert belt_faults(scenes.KORDAY) == []
    assert belt_faults(OMSK) == [], "the outline is not whole there: the word stands"


@given(st.sampled_from(borders.pieces()), st.floats(0, 1))
def test_every_place_on_the_outline_is_at_a_border(piece: borders.Piece, share: float) -> None:
    (la, lo), (lb, ob), _between = piece
    found = borders.nearest(la + share * (lb - la), lo + share * (ob - lo))
    assert found is not None
    assert found.km < 0.5


@given(st.floats(35, 55), st.floats(45, 90), st.floats(-0.2, 0.2), st.floats(-0.2, 0.2))
def test_a_border_comes_no_nearer_than_one_goes(latitude: float, longitude: float, up: float, right: float) -> None:
    """The distances of two places differ by no more than the places do, as far as no piece is left unmeasured."""
    here, there = borders.nearest(latitude, longitude), borders.nearest(latitude + up, longitude + right)
    walked = distance_km(Point(latitude, longitude), Point(latitude + up, longitude + right))
    seen = borders.LOOKED_AT * borders.DEGREE_KM * cos(radians(latitude + abs(up))) * 0.97
    assume(any(each and each.km + walked < seen for each in (here, there)))
    assert here is not None, "a border that is near from one place is found from the other"
    assert there is not None, "a border that is near from one place is found from the other"
    assert abs(here.km - there.km) <= walked * 1.02 + 0.03 * max(here.km, there.km) + 0.1


GIVEN = {
    "kind": "raid",
    "scope": "border",
    "scope_note": "KG",
    "belt_km": "4,5",
    "place": "Кордай",
    "starts": "2026-12-01 06:30",
    "ends": "2026-12-01 09:00",
    "case": "EXERCISE",
    "supervisor": "EXERCISE",
    "telephone": "+7",
}


def test_a_named_place_brings_its_point_and_its_clock() -> None:
    """Half past six in Korday is half past one in UTC."""
    planned = read_plan(GIVEN)
    assert (planned.way[0][0], planned.way[0][1], planned.zone) == (43.04, 74.71, "Asia/Almaty")
    assert planned.starts == datetime(2026, 12, 1, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("said", ["43.04 74.71", "43,04; 74,71", "43.04, 74.71", "43.04/74.71"])
def test_degrees_are_read_as_officers_write_them(said: str) -> None:
    """With points or commas."""
    planned = read_plan(GIVEN | {"point": said, "zone": "Asia/Bishkek"})
    assert planned.way[0][:2] == (43.04, 74.71)


def test_a_way_is_a_line_for_each_point_over_three_time_zones() -> None:
    """Offsets may stand in the lines themselves."""
    way = (
        "Dushanbe | 2026-12-01 08:00 | 2026-12-01 09:00\nOsh | 2026-12-01T20:00+06:00\nAlmaty | 2026-12-02 06:00+05:00"
    )
    planned = read_plan(GIVEN | {"way": way, "zone": "Asia/Dushanbe"})
    hours = [datetime.fromtimestamp(row[2], UTC).hour for row in planned.way]
    assert hours == [3, 14, 1]


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("point", {"point": "nowhere in particular"}),
        ("point", {"point": "95 74"}),
        ("zone", {"place": "EXERCISE yard"}),
        ("starts", {"starts": "half past six"}),
        ("ends", {"ends": "2026-11-30 06:00"}),
        ("kind", {"kind": "party"}),
        ("belt_km", {"belt_km": "near"}),
        ("way", {"way": "Osh"}),
        ("way", {"way": "Osh | 2026-12-01 08:00"}),
        ("way", {"way": "Osh | 2026-12-01 08:00 | 2026-12-01 07:00\nAlmaty | 2026-12-01 08:00"}),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_field(field: str, changed: dict[str, str]) -> None:
    """With what to write instead."""
    with pytest.raises(PlanError) as refused:
        read_plan(GIVEN | changed)
    assert refused.value.field == field


def test_clock_changes_are_right() -> None:
    """An hour left out is refused; an hour that comes twice is the first unless said."""
    spring, autumn = datetime.fromisoformat("2026-03-29 02:30"), datetime.fromisoformat("2026-10-25 02:30")
    with pytest.raises(ClockError):
        times.instant(spring, "Europe/Berlin")
    assert times.comes_twice(autumn, "Europe/Berlin")
    assert times.instant(autumn, "Europe/Berlin", later=True) - times.instant(autumn, "Europe/Berlin") == timedelta(
        hours=1
    )
    with pytest.raises(ClockError):
        times.zone("Asia/Nowhere")


@given(
    at=st.floats(1.5e9, 2.2e9).map(lambda seconds: datetime.fromtimestamp(round(seconds), UTC)),
    zone=st.sampled_from(times.ZONES),
)
def test_an_instant_comes_back_from_the_clock_of_any_zone(at: datetime, zone: str) -> None:
    """There and back, but for the hour that comes twice."""
    there = at.astimezone(times.zone(zone))
    assert times.instant(there.replace(tzinfo=None, fold=0), zone, later=bool(there.fold)) == at


def test_places_stand_where_geonames_has_them() -> None:
    """To a hundredth of a degree."""
    source = Path(__file__).parents[4] / "shared" / "data" / "geo_central_asia" / "geonames_cities500_ca.csv"
    if not source.exists():
        pytest.skip("skipped: shared data not found")
    import csv

    from kerege.rooms.deconfliction.rules.places import named_places

    with source.open(encoding="utf-8") as stream:
        held = {
            (row["country"], round(float(row["lat"]), 2), round(float(row["lon"]), 2)) for row in csv.DictReader(stream)
        }
    for place in named_places().values():
        assert (place.country, place.point.latitude, place.point.longitude) in held, place
