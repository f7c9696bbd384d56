"""How far the nearest border is, by a coarse outline: for the belt of 50 km alone, never drawn, no claim to any line.

Source: Natural Earth 4.1.0, countries 1:10 m (public domain), as the npm package world-atlas 2.0.2 gives it (ISC),
thinned to about a kilometre, rounded to a hundredth of a degree; the coast of the Caspian stands for the borders in it.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import cos, hypot, radians
from typing import Final

DEGREE_KM: Final = 111.195
SLACK_KM: Final = 5.0
"""How far the outline may lie off: it is thinned to a kilometre, and its source is drawn at 1:10 million."""
KNOWN: Final = (35.0, 55.0, 45.0, 90.0)
"""South, north, west, east: inside, every border near a place is in the outline; elsewhere the word stands."""
LOOKED_AT: Final = 2.0
"""Pieces with no point within so many degrees are not measured: they are further than any belt."""
Piece = tuple[tuple[float, float], tuple[float, float], str]


@dataclass(frozen=True, slots=True)
class Nearest:
    """The border that is nearest to a place: which states it parts ("KG-KZ", or "KZ-sea"), and how far it is."""

    between: str
    km: float


@cache
def pieces() -> tuple[Piece, ...]:
    """Every straight piece of the outline: its two ends in degrees, and between which states it runs."""
    source = files("kerege.rooms.deconfliction.rules").joinpath("borders.tsv").read_text(encoding="utf-8")
    made: list[Piece] = []
    for row in csv.DictReader(source.splitlines(), delimiter="\t"):
        points = [(float(la), float(lo)) for la, _, lo in (each.partition(",") for each in row["points"].split())]
        made += [(a, b, row["between"]) for a, b in pairwise(points)]
    return tuple(made)


def is_known(latitude: float, longitude: float) -> bool:
    """Whether the outline is whole around a place."""
    south, north, west, east = KNOWN
    return south <= latitude <= north and west <= longitude <= east


def nearest(latitude: float, longitude: float) -> Nearest | None:
    """The nearest border within two degrees of a place; None where there is none."""
    found = [
        (gap_km(latitude, longitude, a, b), between)
        for a, b, between in pieces()
        if min(a[0], b[0]) - LOOKED_AT <= latitude <= max(a[0], b[0]) + LOOKED_AT
        and min(a[1], b[1]) - LOOKED_AT <= longitude <= max(a[1], b[1]) + LOOKED_AT
    ]
    return Nearest(min(found)[1], min(found)[0]) if found else None


def gap_km(latitude: float, longitude: float, a: tuple[float, float], b: tuple[float, float]) -> float:
    """The distance from a place to a piece, on the plane that touches the earth there: good for some 100 km."""
    shrink = cos(radians(latitude))
    ax, ay = (a[1] - longitude) * shrink, a[0] - latitude
    bx, by = (b[1] - longitude) * shrink, b[0] - latitude
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    share = min(1.0, max(0.0, -(ax * dx + ay * dy) / length)) if length else 0.0
    return DEGREE_KM * hypot(ax + share * dx, ay + share * dy)
