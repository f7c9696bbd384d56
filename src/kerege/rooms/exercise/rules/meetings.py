"""Two hundred planned events of the days to come, twelve pairs of which meet: four kinds of meeting, three of each.

All others keep at least 30 km or 90 minutes apart from whatever is planned, by a rule of its own: distances along the
meridian and the parallel, not the method that is put to the test.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from math import cos, radians
from typing import Final

from kerege.kernel.law import PartyClass, Role
from kerege.rooms.exercise.rules import cast
from kerege.rooms.exercise.rules.dice import Dice
from kerege.rooms.exercise.rules.plan import Plan

EVENTS: Final = 200
PAIRS: Final = 12
SHAPES: Final = ("yard", "watched_way", "head_on", "last_minute")
KM_A_DEGREE: Final = 111.0
APART_KM, APART = 30.0, timedelta(minutes=90)
HOURS: Final = 20 * 24
Row = tuple[float, float, datetime, datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedEvent:
    """One event to be submitted; `pair` names its planted meeting, empty for all others."""

    key: str
    desk: cast.DeskSpec
    role: Role
    kind: str
    place: str
    way: tuple[Row, ...]
    radius_km: float
    pair: str = ""
    mediated: bool = False


def planned_events(plan: Plan) -> list[PlannedEvent]:
    """Every event, the planted pairs among the others, in the order in which they are submitted."""
    dice = plan.dice("meetings")
    desks = submitting_desks()
    made = [event for number in range(PAIRS) for event in pair(plan, desks, dice.fork(f"pair|{number}"), number)]
    number = 0
    while len(made) < EVENTS:
        each = alone(plan, desks, dice.fork(f"alone|{number}"), number)
        number += 1
        if all(apart(each, other) for other in made):
            made.append(each)
    return dice.some(made, len(made))


def submitting_desks() -> list[cast.DeskSpec]:
    """The desks of members that submit events."""
    members = {party.code for party in cast.PARTIES if party.party_class is PartyClass.MEMBER}
    return [desk for desk in cast.desks() if desk.party in members and desk.kind in {"unit", "analysis"}]


def role_at(desk: cast.DeskSpec) -> Role:
    """The role under which a desk submits."""
    return Role.ANALYST if desk.kind == "analysis" else Role.DESK


def pair(plan: Plan, desks: Sequence[cast.DeskSpec], dice: Dice, number: int) -> Iterator[PlannedEvent]:
    """Two events of different parties that meet; each pair in a week and a country of its own choice."""
    one = dice.pick(desks)
    other = dice.pick([desk for desk in desks if desk.party != one.party])
    shape = SHAPES[number % len(SHAPES)]
    begins = beginning(plan) + timedelta(hours=36 * number + dice.below(6))
    here = dice.pick(cast.places_of(one.party))
    spot = (here.latitude + dice.between(-9, 9) / 100, here.longitude + dice.between(-9, 9) / 100)
    mediated = shape == "watched_way"
    for at, (desk, kind, way) in enumerate(zip((one, other), *sides(shape, spot, begins), strict=True)):
        yield PlannedEvent(
            key=f"pair-{number:02d}-{at}",
            desk=desk,
            role=role_at(desk),
            kind=kind,
            place=f"{cast.MARK_EN} {here.english}",
            way=way,
            radius_km=1.0,
            pair=f"pair-{number:02d}",
            mediated=mediated,
        )


def sides(
    shape: str, spot: tuple[float, float], begins: datetime
) -> tuple[tuple[str, str], tuple[tuple[Row, ...], tuple[Row, ...]]]:
    """The kinds and ways of both sides of a planted meeting."""
    hour = timedelta(hours=1)
    held: tuple[Row, ...] = ((*spot, begins, begins + 3 * hour),)
    west, east = (spot[0], spot[1] - 1.0), (spot[0], spot[1] + 1.0)
    there: tuple[Row, ...] = (
        (*west, begins - hour, begins),
        (*spot, begins + hour, begins + 2 * hour),
        (*east, begins + 2 * hour, begins + 4 * hour),
    )  # fmt: skip
    back: tuple[Row, ...] = tuple(
        (point[0], point[1], span[2], span[3]) for point, span in zip(reversed(there), there, strict=True)
    )
    beside = (spot[0], spot[1] + 1.9 / KM_A_DEGREE / cos(radians(spot[0])))
    return {
        "yard": (("raid", "purchase"), (held, held)),
        "watched_way": (("surveillance", "delivery"), (held, there)),
        "head_on": (("delivery", "delivery"), (there, back)),
        "last_minute": (("arrest", "raid"), (held, ((*beside, begins + 3 * hour, begins + 5 * hour),))),
    }[shape]


def alone(plan: Plan, desks: Sequence[cast.DeskSpec], dice: Dice, number: int) -> PlannedEvent:
    """An event that meets nothing, if `apart` says so of all others."""
    desk = dice.pick(desks)
    here = dice.pick([place for place in cast.places().values() if place.region])
    spot = (here.latitude + dice.between(-45, 45) / 100, here.longitude + dice.between(-45, 45) / 100)
    begins = beginning(plan) + timedelta(minutes=dice.below(HOURS * 60))
    ends = begins + timedelta(minutes=dice.between(30, 480))
    way: tuple[Row, ...] = ((*spot, begins, ends),)
    kind = dice.pick(("raid", "arrest", "purchase", "surveillance", "delivery"))
    if kind == "delivery":
        way = ((*spot, begins, begins), (spot[0] + 0.8, spot[1] + 0.6, ends, ends + timedelta(hours=1)))
    return PlannedEvent(
        key=f"alone-{number:04d}",
        desk=desk,
        role=role_at(desk),
        kind=kind,
        place=f"{cast.MARK_EN} {here.english}",
        way=way,
        radius_km=dice.between(2, 30) / 10,
    )


def beginning(plan: Plan) -> datetime:
    """The day after the exercise's last."""
    return datetime.combine(plan.last_day + timedelta(days=1), time(12), tzinfo=UTC)


def apart(one: PlannedEvent, other: PlannedEvent) -> bool:
    """Whether two events keep well apart, in time or in place."""
    begins, ends = max(first(one), first(other)), min(last(one), last(other))
    if begins - ends > APART:
        return True
    south, west, north, east = around(one)
    low, left, high, right = around(other)
    along = max(low - north, south - high) * KM_A_DEGREE
    across = max(left - east, west - right) * KM_A_DEGREE * cos(radians(max(abs(north), abs(high))))
    return max(along, across) > APART_KM


def first(event: PlannedEvent) -> datetime:
    """The first instant."""
    return min(row[2] for row in event.way)


def last(event: PlannedEvent) -> datetime:
    """The last instant."""
    return max(row[3] for row in event.way)


def around(event: PlannedEvent) -> tuple[float, float, float, float]:
    """South, west, north, east of its points."""
    return (
        min(row[0] for row in event.way), min(row[1] for row in event.way),
        max(row[0] for row in event.way), max(row[1] for row in event.way),
    )  # fmt: skip
