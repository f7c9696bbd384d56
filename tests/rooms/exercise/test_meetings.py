"""The planned events of the exercise: two hundred, twelve pairs that meet, all else apart by the method too."""

from datetime import date
from itertools import combinations

import pytest

from kerege.methods.deconfliction import Shape, meets, waypoints
from kerege.rooms.exercise.rules.meetings import EVENTS, PAIRS, PlannedEvent, planned_events
from kerege.rooms.exercise.rules.plan import Plan, Profile, Size


def shape(event: PlannedEvent) -> Shape:
    """The shape of an event."""
    rows = [(la, lo, first.timestamp(), last.timestamp()) for la, lo, first, last in event.way]
    return waypoints(rows, event.radius_km)


@pytest.mark.parametrize("seed", ["meetings-1", "meetings-2", "meetings-3"])
def test_exactly_the_planted_pairs_meet(seed: str) -> None:
    """Whatever the seed."""
    events = planned_events(Plan(Size.SMALL, Profile.FULL, seed, date(2026, 11, 1)))
    assert len(events) == EVENTS
    shapes = {event.key: shape(event) for event in events}
    met = [(a, b) for a, b in combinations(events, 2) if meets(shapes[a.key], shapes[b.key])]
    assert all(a.pair and a.pair == b.pair for a, b in met)
    assert len(met) == PAIRS
