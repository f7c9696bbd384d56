"""Personal and tax numbers of the member states, as far as their make-up is public."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from stdnum.az import voen as az_voen
from stdnum.ru import inn as ru_inn
from stdnum.ru import ogrn as ru_ogrn

from kerege.kernel.identifiers.check_digits import kz_fits, mrz_digit, weighted
from kerege.kernel.identifiers.folding import has_mask, letters_and_digits
from kerege.kernel.identifiers.kinds import Identifier, IdentifierError, IdentifierKind, partial
from kerege.kernel.saying import N_

__all__ = ["SCHEMES", "national_readings", "normalise_national_number"]


@dataclass(frozen=True)
class Scheme:
    """A numbering scheme: what it looks like, and a check that says True, False, or None if it cannot tell."""

    name: str
    pattern: re.Pattern[str]
    check: Callable[[str], bool | None]
    note: str

    @property
    def country(self) -> str:
        """The ISO alpha-2 code of the state."""
        return self.name[:2]


def normalise_national_number(text: str, country: str | None = None) -> Identifier:
    """The number without spaces, with the scheme that its form and check digits confirm.

    Where several schemes fit equally, none is chosen and the note names them. Raises IdentifierError for a text that
    has no digits enough.
    """
    if has_mask(text):
        return partial(IdentifierKind.NATIONAL_NUMBER, text, country, signs=range(6, 16), least=5)
    signs = letters_and_digits(text)
    if not 7 <= len(signs) <= 15 or sum(sign.isdigit() for sign in signs) < 3:
        raise IdentifierError(N_("“%(given)s” is not a personal or tax number"), given=text.strip()[:40])
    readings = national_readings(text, country)
    if not readings:
        note = f"in no known form of {country}" if country else N_("in no known form of the member states")
        return Identifier(IdentifierKind.NATIONAL_NUMBER, signs, text, country, note=note)
    best = [reading for reading in readings if reading.valid == readings[0].valid]
    if len(best) == 1:
        return best[0]
    fits = f"fits {', '.join(reading.scheme for reading in best)}"
    return Identifier(IdentifierKind.NATIONAL_NUMBER, signs, text, country, readings[0].valid, note=fits)


def national_readings(text: str, country: str | None = None) -> list[Identifier]:
    """Every scheme whose form fits, the confirmed ones first, the contradicted ones last; of a whole number only."""
    if has_mask(text):
        return []
    signs = letters_and_digits(text)
    found = [
        _read(scheme, signs, text)
        for scheme in SCHEMES
        if country in (None, scheme.country) and scheme.pattern.fullmatch(signs)
    ]
    return sorted(found, key=lambda reading: {True: 0, None: 1, False: 2}[reading.valid])


def _read(scheme: Scheme, signs: str, text: str) -> Identifier:
    valid = scheme.check(signs)
    kind = IdentifierKind.NATIONAL_NUMBER
    return Identifier(kind, signs, text, scheme.country, valid, note=scheme.note, scheme=scheme.name)


def _kz_person(digits: str) -> bool:
    century = {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}.get(digits[6])
    if century is None:
        return False
    return kz_fits(digits) and _is_day(century + int(digits[:2]), digits[2:4], digits[4:6])


def _kz_body(digits: str) -> bool:
    return kz_fits(digits) and 1 <= int(digits[2:4]) <= 12


def _kg_person(digits: str) -> bool | None:
    return None if _is_day(int(digits[5:9]), digits[3:5], digits[1:3]) else False


def _uz_person(digits: str) -> bool | None:
    century = 1800 + 100 * ((int(digits[0]) - 1) // 2)
    if not _is_day(century + int(digits[5:7]), digits[3:5], digits[1:3]):
        return False
    return True if mrz_digit(digits[:13]) == digits[13] else None


def _snils(digits: str) -> bool | None:
    if int(digits[:9]) <= 1_001_998:
        return None
    return weighted(digits[:9], range(9, 0, -1)) % 101 % 100 == int(digits[9:])


def _cannot_tell(_digits: str) -> None:
    return None


def _is_day(year: int, month: str, day: str) -> bool:
    try:
        date(year, int(month), int(day))
    except ValueError:
        return False
    return True


def _by(check: Callable[[str], bool]) -> Callable[[str], bool]:
    return lambda digits: bool(check(digits))


SCHEMES = (
    Scheme("KZ IIN", re.compile(r"\d{6}[1-6]\d{5}"), _kz_person, "person"),
    Scheme("KZ BIN", re.compile(r"\d{4}[456][0-3]\d{6}"), _kz_body, "company, branch or sole trader"),
    Scheme("RU INN", re.compile(r"\d{12}"), _by(ru_inn.is_valid), "person, tax number"),
    Scheme("RU INN", re.compile(r"\d{10}"), _by(ru_inn.is_valid), "company, tax number"),
    Scheme("RU SNILS", re.compile(r"\d{11}"), _snils, "person, pension insurance"),
    Scheme("RU OGRN", re.compile(r"[15]\d{12}"), _by(ru_ogrn.is_valid), "company register"),
    Scheme("RU OGRNIP", re.compile(r"3\d{14}"), _by(ru_ogrn.is_valid), "register of sole traders"),
    Scheme("KG PIN", re.compile(r"[12]\d{13}"), _kg_person, "person; no public check digit"),
    Scheme("KG INN", re.compile(r"0\d{13}"), _kg_person, "company; no public check digit"),
    Scheme("UZ PINFL", re.compile(r"[1-6]\d{13}"), _uz_person, "person"),
    Scheme("UZ STIR", re.compile(r"[2-7]\d{8}"), _cannot_tell, "tax number; no public check digit"),
    Scheme("AZ VOEN", re.compile(r"\d{9}[12]"), _by(az_voen.is_valid), "tax number"),
    Scheme(
        "AZ FIN", re.compile(r"(?=.*\d)(?=.*[A-Z])[0-9A-HJ-NP-Z]{7}"), _cannot_tell, "person; no public check digit"
    ),
    Scheme("TJ INN", re.compile(r"\d{9}"), _cannot_tell, "tax number; no public check digit"),
    Scheme("TM STN", re.compile(r"\d{12}"), _cannot_tell, "tax number; no public check digit"),
)
"""Schemes in the order in which readings are shown. Sources: decree 565 of 2003 (KZ), python-stdnum (RU INN and OGRN,
AZ VOEN), order 192 of the Pension Fund (RU SNILS), published descriptions (KG, UZ, AZ FIN, TJ, TM)."""
