"""Stretches: a place watched for a while, or a leg of a way whose points are reached within spans of time.

At share f of a stretch somebody may be from `leaves.first + f (arrives.first - leaves.first)` until the same of the
last instants: early along the whole way, or late along the whole way, or anything between. A place that is watched is
a stretch of no length whose spans are equal. Instants are seconds since 1970 (UTC); radii are kilometres.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

from kerege.kernel.saying import N_
from kerege.methods.deconfliction.sphere import EARTH_KM, Point, ShapeError, Vector, angle

LONGEST_ARC_KM = 15_000.0
"""A leg longer than this has no way that is plainly the shortest."""


@dataclass(frozen=True, slots=True)
class Span:
    """From a first instant until a last one, both in it."""

    first: float
    last: float

    def __post_init__(self) -> None:
        if not self.first <= self.last:
            raise ShapeError(N_("the end lies before the beginning"))


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one point to another, within `radius` of the way, reached within these spans."""

    start: Vector
    end: Vector
    leaves: Span
    arrives: Span
    radius: float

    @property
    def length(self) -> float:
        """The angle of the way, in radians."""
        return angle(self.start, self.end)


Shape = tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Waypoint:
    """A point of a way and when it is reached: at the earliest, at the latest."""

    point: Point
    earliest: datetime
    latest: datetime

    @property
    def span(self) -> Span:
        """As seconds. Raises ShapeError when the end lies before the beginning."""
        return Span(self.earliest.timestamp(), self.latest.timestamp())


def place(point: Point, radius: float, starts: datetime, ends: datetime) -> Shape:
    """A circle held from an instant until another. Raises ShapeError."""
    check_radius(radius)
    vector, span = point.vector, Span(starts.timestamp(), ends.timestamp())
    return (Stretch(vector, vector, span, span, radius),)


def route(points: Sequence[Waypoint], radius: float) -> Shape:
    """A way through points, a corridor of this half-width. Raises ShapeError."""
    check_radius(radius)
    if len(points) < 2:
        raise ShapeError(N_("a way needs two points at least"))
    for before, after in pairwise(points):
        check_order(before, after)
    return tuple(
        Stretch(before.point.vector, after.point.vector, before.span, after.span, radius)
        for before, after in pairwise(points)
    )


def check_radius(radius: float) -> None:
    """Raises ShapeError for a radius that is none."""
    if not 0 < radius < LONGEST_ARC_KM:
        raise ShapeError(N_("the radius is not a length above zero"))


def check_order(before: Waypoint, after: Waypoint) -> None:
    """Raises ShapeError when a later point is reached before an earlier one, or lies too far for one leg."""
    if after.earliest < before.earliest or after.latest < before.latest:
        raise ShapeError(N_("a later point of the way is reached before an earlier one"))
    if angle(before.point.vector, after.point.vector) * EARTH_KM > LONGEST_ARC_KM:
        raise ShapeError(N_("two points of the way lie too far apart: give one between them"))


def waypoints(wire: Sequence[Sequence[float]], radius: float) -> Shape:
    """A shape from its kept form: rows of latitude, longitude, earliest, latest; one row is a place held all the time.

    Raises ShapeError.
    """
    rows = [
        Waypoint(Point(latitude, longitude), datetime.fromtimestamp(first, UTC), datetime.fromtimestamp(last, UTC))
        for latitude, longitude, first, last in wire
    ]
    if len(rows) == 1:
        return place(rows[0].point, radius, rows[0].earliest, rows[0].latest)
    return route(rows, radius)
