"""Units in which drugs are reported: names in English and Russian, codes, a factor where a source gives one."""

from __future__ import annotations

import csv
import difflib
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, cast

__all__ = ["BASES", "Base", "Unit", "unit", "unit_of", "unit_suggestions", "units"]

Base = Literal["kg", "l", "unit", "plant", "m2"]
BASES: tuple[Base, ...] = ("kg", "l", "unit", "plant", "m2")
"""What normalised quantities are counted in; amounts of different bases are never added."""


@dataclass(frozen=True)
class Unit:
    """A unit of the vocabulary; one without a factor carries the reason, and its amounts stay as reported."""

    code: str
    english: str
    russian: str
    symbol_english: str
    symbol_russian: str
    base: Base | None
    factor: Decimal | None
    rec20: str | None
    source: str
    reason: str
    variants: tuple[str, ...]

    def name(self, lang: str = "en") -> str:
        """The full name for a reader of English ("en") or Russian ("ru")."""
        return self.russian if _is_russian(lang) else self.english

    def symbol(self, lang: str = "en") -> str:
        """The short form that stands after a number."""
        return self.symbol_russian if _is_russian(lang) else self.symbol_english


def units() -> tuple[Unit, ...]:
    """The whole vocabulary, in the order in which it is shown."""
    return tuple(_vocabulary().values())


def unit(code: str) -> Unit:
    """The unit of a code ("kg", "tablet"); KeyError with a sentence if there is none."""
    found = _vocabulary().get(code)
    if found is None:
        raise KeyError(f"{code!r} is not the code of a unit")
    return found


@lru_cache(maxsize=4096)
def unit_of(text: str) -> Unit | None:
    """The unit that a cell or word names ("Kilogram", "кг", "Gallons (US, liquid)"), else None."""
    return _by_name().get(_key(text))


def unit_suggestions(text: str, limit: int = 3) -> tuple[Unit, ...]:
    """Units whose names look like the text, the likeliest first: offered to a person, never taken unasked."""
    near = difflib.get_close_matches(_key(text), _by_name(), n=limit * 4, cutoff=0.7)
    return tuple(dict.fromkeys(_by_name()[name] for name in near))[:limit]


def _is_russian(lang: str) -> bool:
    return lang.lower().startswith("ru")


def _key(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return " ".join(folded.split()).strip(" .")


@cache
def _vocabulary() -> dict[str, Unit]:
    source = files("kerege.kernel").joinpath("units.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(source.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return {row["code"]: _unit(row) for row in rows}


def _unit(row: dict[str, str]) -> Unit:
    return Unit(
        code=row["code"],
        english=row["en"],
        russian=row["ru"],
        symbol_english=row["symbol_en"],
        symbol_russian=row["symbol_ru"],
        base=cast(Base, row["base"]) if row["base"] else None,
        factor=Decimal(row["factor"]) if row["factor"] else None,
        rec20=row["rec20"] or None,
        source=row["source"],
        reason=row["reason"],
        variants=tuple(filter(None, row["variants"].split("|"))),
    )


@cache
def _by_name() -> dict[str, Unit]:
    names: dict[str, Unit] = {}
    for entry in _vocabulary().values():
        for name in (entry.code, *_own_names(entry), *entry.variants):
            names.setdefault(_key(name), entry)
    return names


def _own_names(entry: Unit) -> tuple[str, ...]:
    return entry.english, entry.russian, entry.symbol_english, entry.symbol_russian
