"""Places at any precision: a country, a region, a district, a named place, a point; told no more exactly than asked."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from kerege.kernel.countries import COUNTRY_CODES, UNCODED, country_code, country_name, says_no_country
from kerege.kernel.regions import Region, locate, region, regions_of

__all__ = [
    "COUNTRY_CODES", "PRECISIONS", "UNCODED", "Place", "PlaceError", "PlacePrecision", "Region", "country_code",
    "country_name", "locate", "place_text", "region", "regions_of", "says_no_country",
]  # fmt: skip

PlacePrecision = Literal["unknown", "country", "region", "district", "name", "point"]
PRECISIONS: tuple[PlacePrecision, ...] = ("unknown", "country", "region", "district", "name", "point")
"""From nothing known to coordinates."""

_REGION_CODE = re.compile(r"([A-Z]{2})-[A-Z0-9]{1,3}")
_POINT_SCALE = Decimal("0.000001")


class PlaceError(ValueError):
    """The parts do not make a place; the message says which part is wrong."""


@dataclass(frozen=True)
class Place:
    """Where something was: each part as far as it is known.

    `country` is an ISO 3166-1 alpha-2 code, `region` an ISO 3166-2 code of that country or, where the vocabulary has
    none, the name as stated; `latitude` and `longitude` are degrees (WGS 84), both or neither.
    """

    country: str | None = None
    region: str | None = None
    district: str | None = None
    name: str | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None

    def __post_init__(self) -> None:
        if self.country is not None and self.country not in COUNTRY_CODES:
            raise PlaceError(f"{self.country!r} is not the ISO 3166-1 code of a country")
        code = _REGION_CODE.fullmatch(self.region or "")
        if code and code[1] != self.country:
            raise PlaceError(f"the region {self.region} is not in the country {self.country or '(not known)'}")
        if (self.latitude is None) != (self.longitude is None):
            raise PlaceError("a point needs both latitude and longitude")
        _check_degrees("latitude", self.latitude, 90)
        _check_degrees("longitude", self.longitude, 180)

    @property
    def precision(self) -> PlacePrecision:
        """The finest part that is known."""
        if self.latitude is not None:
            return "point"
        parts: tuple[tuple[PlacePrecision, str | None], ...] = (
            ("name", self.name), ("district", self.district), ("region", self.region), ("country", self.country)
        )  # fmt: skip
        return next((precision for precision, part in parts if part), "unknown")

    def at_precision(self, precision: PlacePrecision) -> Place:
        """The same place, told no more exactly than this (the facts part of a report stops at the district)."""
        rank = PRECISIONS.index(precision)
        place = self if rank >= 5 else replace(self, latitude=None, longitude=None)
        place = place if rank >= 4 else replace(place, name=None)
        place = place if rank >= 3 else replace(place, district=None)
        place = place if rank >= 2 else replace(place, region=None)
        return place if rank >= 1 else replace(place, country=None)

    def text(self, lang: str = "en") -> str:
        """The place in words, finest part first; empty if nothing is known."""
        parts = [self.name, self.district, self._region_name(lang)]
        parts.append(country_name(self.country, lang) if self.country else None)
        return ", ".join(part for part in parts if part)

    def _region_name(self, lang: str) -> str | None:
        if self.region is None or not _REGION_CODE.fullmatch(self.region):
            return self.region
        try:
            return region(self.region).name(lang)
        except KeyError:
            return self.region


def place_text(cell: str) -> tuple[str, str | None]:
    """The readable text of a place cell, and what was wrong with it (None if nothing was).

    Control characters become spaces. A broken spreadsheet reference ("'[book.xls]sheet'!$C$248", "#REF!") or a cell
    without a letter or digit ("-", "/") states no place: the text is empty and the second part says why.
    """
    if re.search(r"\[[^\[\]]*\.xls|![$]?[A-Z]+[$]?\d+\s*$|#(?:REF|N/A|VALUE|NAME|DIV/0)", cell):
        return "", "a broken reference to another spreadsheet"
    text = " ".join("".join(" " if _unreadable(character) else character for character in cell).split())
    if not any(character.isalnum() for character in text):
        return "", "no place, only signs" if text else None
    return text, "control characters were replaced by spaces" if _holds_controls(cell) else None


def _unreadable(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs", "Cn"} or character.isspace()


def _holds_controls(cell: str) -> bool:
    return any(unicodedata.category(character) == "Cc" for character in cell.strip())


def _check_degrees(name: str, degrees: Decimal | None, limit: int) -> None:
    if degrees is None:
        return
    if not degrees.is_finite() or abs(degrees) > limit:
        raise PlaceError(f"the {name} {degrees} is not between -{limit} and {limit} degrees")
    if degrees != degrees.quantize(_POINT_SCALE):
        raise PlaceError(f"the {name} {degrees} has more than six decimals: finer than any place")
