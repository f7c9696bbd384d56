"""Whether a plan that came from outside holds what it should: texts, degrees on the earth, amounts that are numbers."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from math import isfinite
from typing import Any, NamedTuple

from kerege.kernel.saying import N_, SaidError
from kerege.rooms.operations.rules.plan import LEG_TEXTS, PLAN_TEXTS, Item, Plan, PlanError, Point, WayPoint

UNREADABLE = (KeyError, TypeError, ValueError, ArithmeticError, AttributeError)
"""What reading raises where something is missing, or is not what it should be."""


class Kind(StrEnum):
    """A kind of place in a plan."""

    PLAN = "plan"
    POINT = "point"
    LEG = "leg"
    WAY = "way"
    GOODS = "goods"


SENTENCES = {
    Kind.PLAN: N_("the plan: “%(name)s” is not what it should be"),
    Kind.POINT: N_("the plan, point %(at)s: “%(name)s” is not what it should be"),
    Kind.LEG: N_("the plan, leg %(at)s: “%(name)s” is not what it should be"),
    Kind.WAY: N_("the plan, a way point of leg %(at)s: “%(name)s” is not what it should be"),
    Kind.GOODS: N_("the plan, goods %(at)s: “%(name)s” is not what it should be"),
}
"""What is said of each; the name is the field's own, as whoever sent the plan wrote it."""


class Where(NamedTuple):
    """A place in a plan: its kind, and its number where there are several."""

    kind: Kind
    number: int = 0


ITEM_TEXTS = ("name", "packaging", "substance", "group")


def read_plan(given: Mapping[str, Any]) -> Plan:
    """A plan as somebody sent it. Raises PlanError for one that is not understood."""
    try:
        return Plan.read(given)
    except SaidError:
        raise
    except UNREADABLE as problem:
        raise PlanError(N_("the plan lacks something, or something in it is not understood")) from problem


def refuse_unsound(plan: Plan) -> None:
    """Raises PlanError naming the first thing in a plan that is not what it should be."""
    for where, name in unsound(plan):
        raise PlanError(SENTENCES[where.kind], at=where.number, name=name)


def unsound(plan: Plan) -> Iterator[tuple[Where, str]]:
    """Where something is not what it should be, and the name of the field."""
    if not plan.legs or len(plan.points) != len(plan.legs) + 1:
        yield (Where(Kind.PLAN), "points, legs")
    yield from untexts(Where(Kind.PLAN), plan, PLAN_TEXTS)
    for at, point in enumerate(plan.points, 1):
        yield from unsound_place(Where(Kind.POINT, at), point)
    for at, leg in enumerate(plan.legs, 1):
        yield from untexts(Where(Kind.LEG, at), leg, LEG_TEXTS)
        for each in leg.via:
            yield from unsound_place(Where(Kind.WAY, at), each)
    for at, item in enumerate(plan.goods, 1):
        yield from untexts(Where(Kind.GOODS, at), item, ITEM_TEXTS)
        yield from unsound_amounts(Where(Kind.GOODS, at), item)


def untexts(where: Where, holder: object, names: tuple[str, ...]) -> Iterator[tuple[Where, str]]:
    """Fields that hold no text."""
    yield from ((where, name) for name in names if not isinstance(getattr(holder, name), str))


def unsound_place(where: Where, place: Point | WayPoint) -> Iterator[tuple[Where, str]]:
    """A name that is none, or degrees that are."""
    yield from untexts(where, place, ("name",))
    known = place.latitude is not None or place.longitude is not None
    if known and on_earth(place.latitude, place.longitude) is None:
        yield (where, "latitude, longitude")


def on_earth(latitude: object, longitude: object) -> tuple[float, float] | None:
    """Latitude and longitude as numbers; None where they are no place on the earth."""
    if isinstance(latitude, bool) or isinstance(longitude, bool):
        return None
    if not isinstance(latitude, int | float) or not isinstance(longitude, int | float):
        return None
    return (float(latitude), float(longitude)) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def unsound_amounts(where: Where, item: Item) -> Iterator[tuple[Where, str]]:
    """Amounts that are no numbers."""
    for name in ("stated_grams", "true_grams", "left_grams"):
        amount = getattr(item, name)
        if amount is not None and not (isinstance(amount, Decimal) and isfinite(amount)):
            yield (where, name)
    if not isinstance(item.replaced, bool):
        yield (where, "replaced")
