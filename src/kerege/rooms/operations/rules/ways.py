"""The way of a live leg as deconfliction takes it: its points ahead, each with its earliest and latest instant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID, uuid5

from kerege.kernel.canonical import content_hash
from kerege.methods.deconfliction import Point, on_the_way
from kerege.rooms.operations.rules.file import File
from kerege.rooms.operations.rules.plan import Plan
from kerege.rooms.operations.rules.steps import Step
from kerege.rooms.operations.rules.words import Kind

Row = tuple[float, float, float, float]
LONGEST = timedelta(hours=72)
SLACK = timedelta(hours=3)
"""How far from the time planned for it a way point may be passed."""


def leg_id(delivery: UUID, plan: Plan, at: int) -> UUID:
    """The number under which deconfliction knows a leg; another one as soon as its points or times are others."""
    content = {"ends": [plan.points[at].wire(), plan.points[at + 1].wire()]}
    if plan.legs[at].via:
        content["via"] = [each.wire() for each in plan.legs[at].via]
    return uuid5(delivery, f"{at} {content_hash(content).hex()}")


def leg_ids(
    delivery: UUID, steps: tuple[Step, ...], file: File, agencies: frozenset[str] | None = None
) -> frozenset[UUID]:
    """The numbers of all legs, or of those of some agencies, that a delivery has or had in any of its plans."""
    plans = [Plan.read(step.given["plan"]) for step in steps if step.kind in {Kind.PLAN, Kind.AMEND}]
    return frozenset(
        leg_id(delivery, plan, at)
        for plan in (*plans, file.plan)
        for at, leg in enumerate(plan.legs)
        if agencies is None or leg.agency in agencies
    )


def way_ahead(file: File, steps: tuple[Step, ...], now: datetime) -> tuple[Row, ...]:
    """From where the load was last known to be, by the way points ahead, to the end of its leg; empty without degrees.

    A leg that takes longer than deconfliction holds is submitted as far as the load can be within that time.
    """
    if file.soil is None:
        return ()
    leaves = file.plan.points[file.soil + 1]
    start, seen = last_known(file, steps)
    if start is None or leaves.latitude is None or leaves.longitude is None:
        return ()
    here = now.timestamp()
    rows = [(start.latitude, start.longitude, here, here)]
    last = (leaves.latitude, leaves.longitude, leaves.opens.timestamp(), leaves.closes.timestamp())
    for latitude, longitude, earliest, latest in (*passed_later(file, max(seen, now - SLACK)), last):
        _latitude, _longitude, first, final = rows[-1]
        rows.append((latitude, longitude, max(earliest, first), max(latest, final)))
    return cut(rows, here + LONGEST.total_seconds())


def passed_later(file: File, since: datetime) -> Iterator[Row]:
    """The way points of the present leg that have degrees and lie ahead of an instant, each with its slack."""
    slack = SLACK.total_seconds()
    for each in file.plan.legs[file.soil or 0].via:
        if each.latitude is not None and each.longitude is not None and each.planned > since:
            planned = each.planned.timestamp()
            yield (each.latitude, each.longitude, planned - slack, planned + slack)


def cut(rows: list[Row], until: float) -> tuple[Row, ...]:
    """A way as far as the load can be by an instant: its last stretch is cut where that comes."""
    made = [rows[0]]
    for former, row in pairwise(rows):
        if row[3] <= until:
            made.append(row)
            continue
        share = (until - former[3]) / (row[3] - former[3])
        stop = on_the_way(Point(*former[:2]), Point(*row[:2]), share)
        made.append((stop.latitude, stop.longitude, former[2] + (row[2] - former[2]) * share, until))
        break
    return tuple(made)


def last_known(file: File, steps: tuple[Step, ...]) -> tuple[Point | None, datetime]:
    """The last position given since the load entered its leg, and when; else the point where it entered."""
    entered = max((at for at, step in enumerate(steps) if step.kind in {Kind.TAKE_OVER, Kind.TAKE}), default=0)
    for step in reversed(steps[entered:]):
        latitude, longitude = step.given.get("latitude"), step.given.get("longitude")
        if step.kind is Kind.POSITION and latitude is not None and longitude is not None:
            return Point(float(latitude), float(longitude)), step.at
    point = file.plan.points[file.soil or 0]
    if point.latitude is None or point.longitude is None:
        return None, point.opens
    return Point(point.latitude, point.longitude), point.opens
