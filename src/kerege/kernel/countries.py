"""Countries: ISO 3166-1 codes, their names in English and Russian, and the ways files and reports write them."""

from __future__ import annotations

import csv
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from babel import Locale
from babel.core import get_global

__all__ = ["COUNTRY_CODES", "UNCODED", "country_code", "country_name", "says_no_country"]

UNCODED: Final = {
    "XK": "user-assigned code, in general use; no ISO 3166-1 entry",
    "AN": "Netherlands Antilles: withdrawn from ISO 3166-1 in 2010; kept for older files",
}
"""Codes that we keep although ISO 3166-1 does not hold them (now), each with the reason."""

_NOT_COUNTRIES = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"])
_APOSTROPHES = "'’‘ʻʼ`´"
_OLD_NAMES = {"AN": {"en": "Netherlands Antilles", "ru": "Нидерландские Антильские острова"}}
_OWN_NAMES = {("KG", "ru"): "Кыргызстан"}
"""Where a member's own documents use another short name than the Unicode tables."""
_SPELLED_OUT = {"St.": "Saint", "о-ва": "острова", "о-в": "остров"}
_NEIGHBOURS = ("kk", "ky", "uz", "uz_Cyrl", "tg", "tk", "az", "az_Cyrl", "fa", "tr", "uk", "zh")

_NO_COUNTRY = frozenset(
    (
        "", "-", "--", "?", "unknown", "not known", "n/a", "na", "none", "other", "others", "multiple countries",
        "various", "not reported", "not stated", "unspecified", "no information", "неизвестно", "не известно",
        "неизвестна", "нет", "другие", "нет данных", "не указано", "не установлено", "не установлена", "иное", "прочие",
        "белгісіз", "номаълум",
    )
)  # fmt: skip


def _codes() -> frozenset[str]:
    names = map(str, Locale("en").territories)
    return frozenset(code for code in names if len(code) == 2 and code not in _NOT_COUNTRIES) | frozenset(UNCODED)


COUNTRY_CODES: Final = _codes()
"""Every code that a place may carry: ISO 3166-1 alpha-2, and those of UNCODED."""


@lru_cache(maxsize=2048)
def country_name(code: str, lang: str = "en") -> str:
    """The name of a country for a reader ("en", "ru" or another language that Babel knows); KeyError if no country."""
    if code not in COUNTRY_CODES:
        raise KeyError(f"{code!r} is not the code of a country")
    language = lang.replace("-", "_")
    if (code, language[:2]) in _OWN_NAMES:
        return _OWN_NAMES[code, language[:2]]
    if code in _OLD_NAMES:
        return _OLD_NAMES[code].get(language[:2], _OLD_NAMES[code]["en"])
    try:
        return str(Locale.parse(language).territories[code])
    except (ValueError, LookupError):
        return str(Locale("en").territories[code])


@lru_cache(maxsize=4096)
def country_code(text: str) -> str | None:
    """The code of the country that the text names, else None.

    Understood are alpha-2 and alpha-3 codes, English and Russian names, the forms of UN files ("Iran, Islamic Republic
    of"), common short forms ("РФ", "UAE") and names in the region's languages. None means that the text names no one
    country; `says_no_country` tells "Unknown" and "Multiple Countries" from a name that is not understood.
    """
    stripped = text.strip()
    if stripped.isascii() and stripped.isupper() and len(stripped) in (2, 3):
        code = _by_letters(stripped)
        if code:
            return code
    key = _key(stripped)
    if not key:
        return None
    return _names().get(key) or _names_of_neighbours().get(key)


def says_no_country(text: str) -> bool:
    """Whether the text says that no (one) country is known, as "Unknown", "Other", "-" or an empty cell do."""
    return " ".join(text.casefold().split()) in _NO_COUNTRY


def _by_letters(letters: str) -> str | None:
    if letters in COUNTRY_CODES:
        return letters
    replaced = get_global("territory_aliases").get(letters, ())
    return replaced[0] if len(replaced) == 1 and replaced[0] in COUNTRY_CODES else None


def _key(text: str) -> str:
    """Letters and digits of a name, without case, accents and word order marks."""
    apart = unicodedata.normalize("NFKD", text.casefold().replace("&", " and "))
    plain = "".join(character for character in apart if not unicodedata.combining(character))
    return " ".join("".join(c if c.isalnum() else " " for c in plain if c not in _APOSTROPHES).split())


@cache
def _names() -> dict[str, str]:
    """Names in English and Russian, and listed variants; the listed ones win."""
    found = _names_in(("en", "ru"))
    for variant, code in _listed():
        found[_key(variant)] = code
    return found


@cache
def _names_of_neighbours() -> dict[str, str]:
    return _names_in(_NEIGHBOURS)


def _names_in(languages: tuple[str, ...]) -> dict[str, str]:
    """Keys of names; a key that two countries share is left out."""
    codes: dict[str, set[str]] = {}
    for language in languages:
        for code, name in Locale.parse(language).territories.items():
            if code in COUNTRY_CODES:
                for spelled in {name, *(name.replace(short, full) for short, full in _SPELLED_OUT.items())}:
                    codes.setdefault(_key(spelled), set()).add(code)
    return {key: min(shared) for key, shared in codes.items() if len(shared) == 1 and key}


def _listed() -> list[tuple[str, str]]:
    source = files("kerege.kernel").joinpath("country_variants.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(source.splitlines(), delimiter="\t")
    return [(variant, row["code"]) for row in rows for variant in row["variants"].split("|")]
