"""Plans from outside: whatever stands in place of whatever, the plan is refused in a sentence or harms no page."""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from django.utils import translation

from kerege.foundation.saying import said
from kerege.kernel.saying import SaidError
from kerege.rooms.operations.rules.lacking import lacks
from kerege.rooms.operations.rules.plan import Plan, PlanError, WayPoint
from kerege.rooms.operations.rules.soundness import SENTENCES, on_earth, read_plan, refuse_unsound, unsound
from kerege.web.operations.route_map import Stop, frame_of
from tests.rooms.operations import plans

WRONG: tuple[Any, ...] = (5, None, [], {}, "EXERCISE", True, float("nan"), float("inf"), 1e9, ["a"])
"""What may stand in place of anything."""


def road() -> Plan:
    """The road, with degrees and a place on the way."""
    plan = plans.road()
    osh = WayPoint(
        name="EXERCISE Osh", zone="Asia/Bishkek", planned=plan.points[1].opens, latitude=40.5, longitude=72.8
    )
    points = tuple(replace(each, latitude=40.0, longitude=70.0) for each in plan.points)
    return replace(plan, points=points, legs=(plan.legs[0], replace(plan.legs[1], via=(osh,)), *plan.legs[2:]))


def places(kept: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to everything in a kept plan."""
    inside = kept.items() if isinstance(kept, dict) else enumerate(kept) if isinstance(kept, list) else ()
    for name, each in inside:
        yield (*path, name)
        yield from places(each, (*path, name))


def changed(path: tuple[Any, ...], wrong: object) -> dict[str, Any]:
    """The kept plan with something else at one place."""
    made = deepcopy(road().wire())
    at: Any = made
    for name in path[:-1]:
        at = at[name]
    at[path[-1]] = wrong
    return made


@pytest.mark.parametrize("wrong", WRONG, ids=repr)
def test_whatever_stands_in_a_plan_is_refused_in_a_sentence_or_harms_no_page(wrong: object) -> None:
    refused = 0
    for path in places(road().wire()):
        try:
            plan = read_plan(changed(path, wrong))
            refuse_unsound(plan)
        except SaidError:
            refused += 1
            continue
        lacks(plan)
        assert Plan.read(plan.wire()) == plan
        assert len(plan.all_terms) == len(plan.legs)
        stops = [Stop(1, each, "") for each in (*plan.points, *(way for leg in plan.legs for way in leg.via))]
        known = [degrees for stop in stops if (degrees := stop.degrees)]
        assert not known or frame_of(known).height > 0
    assert refused > 10, "most of it is noticed"


def test_a_refusal_names_the_place_in_the_readers_language() -> None:
    """Wherever something is wrong: no word of English stands beside the field's own name, and the place is told."""
    told = set()
    for path in places(road().wire()):
        for wrong in ("EXERCISE", 5, True):
            try:
                plan = read_plan(changed(path, wrong))
            except SaidError:
                continue
            for where, name in unsound(plan):
                told.add(where.kind)
                with translation.override("ru"):
                    text = said(PlanError(SENTENCES[where.kind], at=where.number, name=name))
                assert not re.search("[A-Za-z]", text.replace(name, "")), text
                assert str(where.number or "") in text
    assert told == set(SENTENCES)


@pytest.mark.parametrize(
    ("latitude", "longitude", "known"),
    [(40, 70.5, True), (90.0, -180, True), (91, 0, False), (0, 181, False), ("40", 70, False), (True, 1, False)],
)
def test_degrees_are_numbers_on_the_earth(latitude: object, longitude: object, known: bool) -> None:
    assert (on_earth(latitude, longitude) is not None) is known
    assert on_earth(latitude, None) is None
    assert on_earth(float("nan"), longitude) is None
