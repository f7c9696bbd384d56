"""Vehicle registration plates of the member states: one spelling, the state where the format tells it."""

from __future__ import annotations

import re
from itertools import product

from kerege.kernel.identifiers.folding import fold_letters, letters_and_digits
from kerege.kernel.identifiers.kinds import Identifier, IdentifierError, IdentifierKind
from kerege.kernel.saying import N_

__all__ = ["PLATE_FORMATS", "normalise_plate"]

_RU = "[ABEKMHOPCTYX]"
_UZ = "(?:01|10|20|25|30|40|50|60|70|75|80|85|90|95)"

PLATE_FORMATS: dict[str, dict[str, str]] = {
    "RU": {
        rf"{_RU}\d{{3}}{_RU}{{2}}\d{{2,3}}": "car",
        rf"{_RU}{{2}}\d{{5,6}}": "taxi, bus or trailer",
        rf"{_RU}\d{{6}}": "police",
        rf"\d{{4}}{_RU}{{2}}\d{{2,3}}": "motorcycle, military or machine",
        rf"{_RU}{{2}}\d{{3}}{_RU}\d{{2,3}}": "transit",
        r"\d{3}(?:CD|D|T)\d{3,6}": "diplomatic",
    },
    "KZ": {
        r"\d{3}[A-Z]{3}(?:0[1-9]|1\d|20)": "car, since 2012",
        r"\d{3}[A-Z]{2}(?:0[1-9]|1\d|20)": "company or state, since 2012",
        r"\d{2}[A-Z]{2,3}(?:0[1-9]|1\d|20)": "motorcycle or trailer, since 2012",
        r"[A-HLMNPRSTVXZ]\d{3}[A-Z]{2,3}": "car, before 2012",
    },
    "KG": {
        r"0[1-9]KG\d{3}[A-Z]{2,3}": "since 2016",
        r"[A-Z]\d{4}[A-Z]{1,2}": "before 2016",
    },
    "TJ": {r"\d{4}[A-Z]{2}0[1-8]": "car", r"\d{3}[A-Z]{2}0[1-8]": "state"},
    "TM": {r"[A-Z]{2}\d{4}(?:AG|AH|BN|DZ|LB|MR)": "car"},
    "UZ": {
        rf"{_UZ}[A-Z]\d{{3}}[A-Z]{{2}}": "car",
        rf"{_UZ}\d{{3}}[A-Z]{{3}}": "company",
        rf"{_UZ}H\d{{6}}": "foreign owner",
        rf"{_UZ}\d{{4}}[A-Z]{{2}}": "trailer",
    },
    "AZ": {r"\d{2}[A-Z]{2}\d{3}": "car"},
}
"""Formats by state, as signs without spaces (national standards and published descriptions)."""

_COMPILED = {
    state: {re.compile(pattern): what for pattern, what in formats.items()} for state, formats in PLATE_FORMATS.items()
}
_CONFUSED = {"O": "O0", "0": "0O", "I": "I1", "1": "1I"}
_COUNTRY_MARK = re.compile(r"^(?:RUS|KZ|KGZ|KG|TJ|TM|UZB|UZ|AZ)[ \-]+|(?:[ \-]*RUS)+$")


def normalise_plate(text: str, country: str | None = None) -> Identifier:
    """The plate without spaces, in Latin capitals; look-alike Cyrillic letters are folded.

    The state is known if it is given or if one state's formats alone fit. "O" for "0" and "I" for "1" (and back) are
    mended where only that makes a format of the state fit. Raises IdentifierError for fewer than four signs.
    """
    signs = _signs(text)
    if len(signs) < 4 or len(signs) > 12 or not any(sign.isdigit() for sign in signs):
        raise IdentifierError(N_("“%(given)s” is not a number plate"), given=text.strip()[:40])
    if "?" in signs or "*" in signs:
        return Identifier(IdentifierKind.PLATE, signs, text, country, partial=True, note=N_("some signs are not known"))
    states = [country] if country else list(_COMPILED)
    for candidate in _readings(signs):
        fitting = {state: what for state in states if (what := _format_of(candidate, state))}
        if fitting:
            return _found(text, signs, candidate, fitting)
    note = f"not in a format of {country}" if country else N_("in no format of a member state")
    return Identifier(IdentifierKind.PLATE, signs, text, country, note=note)


def _signs(text: str) -> str:
    folded = _COUNTRY_MARK.sub("", fold_letters(text.replace("...", "*").replace("…", "*")))
    return "".join(sign for sign in folded if sign in "?*" or letters_and_digits(sign))


def _readings(signs: str) -> list[str]:
    """The signs as written, then with confused letters and digits exchanged, fewest exchanges first."""
    if sum(sign in _CONFUSED for sign in signs) > 5:
        return [signs]
    readings = map("".join, product(*(_CONFUSED.get(sign, sign) for sign in signs)))
    return sorted(readings, key=lambda reading: sum(a != b for a, b in zip(reading, signs, strict=True)))


def _format_of(signs: str, state: str) -> str | None:
    return next((what for pattern, what in _COMPILED.get(state, {}).items() if pattern.fullmatch(signs)), None)


def _found(text: str, signs: str, candidate: str, fitting: dict[str, str]) -> Identifier:
    """One state: known. Several: told, none chosen."""
    state, what = next(iter(fitting.items()))
    alone = len(fitting) == 1
    note = what if alone else f"fits {', '.join(fitting)}"
    found = Identifier(IdentifierKind.PLATE, candidate, text, state if alone else None, True, note=note)
    return found if candidate == signs else found.noted(f"{signs} read as {candidate}")
