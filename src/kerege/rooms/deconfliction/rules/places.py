"""Places by name: cities and border towns, as single points. Source: GeoNames (CC BY 4.0), retyped to a hundredth."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kerege.methods.deconfliction import Point


@dataclass(frozen=True, slots=True)
class Named:
    """A place that may be named instead of measured."""

    code: str
    country: str
    english: str
    russian: str
    point: Point
    zone: str

    def name(self, language: str) -> str:
        """Its name in Russian or English."""
        return self.russian if language.startswith("ru") else self.english


@cache
def named_places() -> dict[str, Named]:
    """All of them by code."""
    source = files("kerege.rooms.deconfliction.rules").joinpath("places.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(source.splitlines(), delimiter="\t")
    return {
        row["code"]: Named(
            row["code"], row["country"], row["english"], row["russian"],
            Point(float(row["latitude"]), float(row["longitude"])), row["zone"],
        )
        for row in rows
    }  # fmt: skip


def place_named(text: str) -> Named | None:
    """A place by code or by its name in either language."""
    wanted = text.strip().casefold()
    for place in named_places().values():
        if wanted in {place.code, place.english.casefold(), place.russian.casefold()}:
            return place
    return None
