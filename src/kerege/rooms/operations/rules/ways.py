"""The way of a live leg as deconfliction takes it: two points, each with its earliest and latest instant."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from kerege.kernel.canonical import content_hash
from kerege.methods.deconfliction import Point, on_the_way
from kerege.rooms.operations.rules.file import File
from kerege.rooms.operations.rules.plan import Plan
from kerege.rooms.operations.rules.steps import Step
from kerege.rooms.operations.rules.words import Kind

Row = tuple[float, float, float, float]
LONGEST = timedelta(hours=72)


def leg_id(delivery: UUID, plan: Plan, at: int) -> UUID:
    """The number under which deconfliction knows a leg; another one as soon as its points or times are others."""
    ends = [plan.points[at].wire(), plan.points[at + 1].wire()]
    return uuid5(delivery, f"{at} {content_hash({'ends': ends}).hex()}")


def leg_ids(delivery: UUID, steps: tuple[Step, ...], file: File) -> frozenset[UUID]:
    """The numbers of all legs that a delivery has or had in any of its plans."""
    plans = [Plan.read(step.given["plan"]) for step in steps if step.kind in {Kind.PLAN, Kind.AMEND}]
    return frozenset(leg_id(delivery, plan, at) for plan in (*plans, file.plan) for at in range(len(plan.legs)))


def way_ahead(file: File, steps: tuple[Step, ...], now: datetime) -> tuple[Row, ...]:
    """From where the load was last known to be to the end of its leg; empty where degrees are missing.

    A leg that takes longer than deconfliction holds is submitted as far as the load can be within that time.
    """
    if file.soil is None:
        return ()
    leaves = file.plan.points[file.soil + 1]
    start = last_known(file, steps)
    if start is None or leaves.latitude is None or leaves.longitude is None:
        return ()
    end = Point(leaves.latitude, leaves.longitude)
    earliest, latest = max(now, leaves.opens), max(now, leaves.closes)
    whole = min(LONGEST / (latest - now), 1.0) if latest > now else 1.0
    stop = on_the_way(start, end, whole)
    first, last = (now + (each - now) * whole for each in (earliest, latest))
    here = now.timestamp()
    return (
        (start.latitude, start.longitude, here, here),
        (stop.latitude, stop.longitude, first.timestamp(), last.timestamp()),
    )


def last_known(file: File, steps: tuple[Step, ...]) -> Point | None:
    """The last position given since the load entered its leg; else the point where it entered."""
    entered = max((at for at, step in enumerate(steps) if step.kind in {Kind.TAKE_OVER, Kind.TAKE}), default=0)
    for step in reversed(steps[entered:]):
        latitude, longitude = step.given.get("latitude"), step.given.get("longitude")
        if step.kind is Kind.POSITION and latitude is not None and longitude is not None:
            return Point(float(latitude), float(longitude))
    point = file.plan.points[file.soil or 0]
    if point.latitude is None or point.longitude is None:
        return None
    return Point(point.latitude, point.longitude)
