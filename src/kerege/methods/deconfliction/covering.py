"""Boxes of degrees and time that cover a shape: what an index holds, and asks with.

Whatever two shapes may meet, some box of one touches some box of the other (a box is a stretch's piece with its
radius); the other way round nothing is promised.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import asin, cos, degrees, radians, sin

from kerege.methods.deconfliction.meeting import TOLERANCE_KM, halves
from kerege.methods.deconfliction.sphere import EARTH_KM, between, point_of
from kerege.methods.deconfliction.stretches import Shape, Stretch

PIECE_KM = 20.0


@dataclass(frozen=True, slots=True)
class Box:
    """Degrees west, south, east, north; seconds since 1970."""

    west: float
    south: float
    east: float
    north: float
    first: float
    last: float

    def touches(self, other: "Box") -> bool:
        """Whether two boxes have a point in common."""
        return (
            self.west <= other.east
            and other.west <= self.east
            and self.south <= other.north
            and other.south <= self.north
            and self.first <= other.last
            and other.first <= self.last
        )


def cover(shape: Shape) -> tuple[Box, ...]:
    """The boxes that cover a shape; one over the date line is two."""
    return tuple(box for stretch in shape for piece in pieces(stretch) for box in boxes(piece))


def pieces(stretch: Stretch) -> Iterator[Stretch]:
    """A stretch in pieces of at most `PIECE_KM`."""
    if stretch.length * EARTH_KM <= PIECE_KM:
        yield stretch
        return
    for half in halves(stretch):
        yield from pieces(half)


def boxes(piece: Stretch) -> Iterator[Box]:
    """The box of the cap around a piece; two where it crosses the date line."""
    middle = point_of(between(piece.start, piece.end, 0.5))
    reach = piece.length / 2 + (piece.radius + TOLERANCE_KM) / EARTH_KM
    south, north = middle.latitude - degrees(reach), middle.latitude + degrees(reach)
    first, last = piece.leaves.first, piece.arrives.last
    if south <= -90 or north >= 90:
        yield Box(-180.0, max(south, -90.0), 180.0, min(north, 90.0), first, last)
        return
    wide = degrees(asin(min(1.0, sin(reach) / cos(radians(middle.latitude)))))
    west, east = middle.longitude - wide, middle.longitude + wide
    yield Box(max(west, -180.0), south, min(east, 180.0), north, first, last)
    if west < -180:
        yield Box(west + 360, south, 180.0, north, first, last)
    if east > 180:
        yield Box(-180.0, south, east - 360, north, first, last)
