"""Where the regions lie on the map: their administrative centres, in degrees (WGS 84), to a hundredth.

Sources: GeoNames (CC BY 4.0) for Afghanistan, Kazakhstan, Kyrgyzstan, Tajikistan, Turkmenistan and Uzbekistan; public
gazetteers for Azerbaijan and Russia. Retyped as single points; no outline of any border is held or drawn.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

CAPITALS = ("AZ-BA", "KZ-71", "KG-GB", "TJ-DU", "TM-S", "UZ-TK", "AF-KAB")
"""Seats that the map names, and where a country's name stands."""


@dataclass(frozen=True, slots=True)
class Centre:
    """The centre of a region."""

    code: str
    english: str
    russian: str
    latitude: float
    longitude: float

    @property
    def country(self) -> str:
        """The country of the region."""
        return self.code[:2]

    def name(self, lang: str) -> str:
        """Its name in Russian or English."""
        return self.russian if lang.startswith("ru") else self.english


@cache
def centres() -> dict[str, Centre]:
    """Every centre by the ISO 3166-2 code of its region."""
    source = files("kerege.rooms.bulletins.rules").joinpath("layout/centres.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(source.splitlines(), delimiter="\t")
    return {
        row["code"]: Centre(row["code"], row["en"], row["ru"], float(row["latitude"]), float(row["longitude"]))
        for row in rows
    }
