"""Vehicle registration plates of the member states: one spelling, the state where the format tells it."""

from __future__ import annotations

import re
from itertools import product

from kerege.kernel.identifiers.folding import fold_letters, masked_signs
from kerege.kernel.identifiers.kinds import Identifier, IdentifierError, IdentifierKind
from kerege.kernel.saying import N_

__all__ = ["ONLY_WHERE_SAID", "PLATE_FORMATS", "normalise_plate", "speaks_for_itself"]

_RU = "[ABEKMHOPCTYX]"
_UZ = "(?:01|10|20|25|30|40|50|60|70|75|80|85|90|95)"
_KZ = r"(?:0[1-9]|1\d|20)"
_TJ = "0[1-8]"
_TM = "(?:AG|AH|BN|DZ|LB|MR)"
_AZ = r"(?:0[1-9]|[1-6]\d|7[0-2]|77|85|90|99)"

PLATE_FORMATS: dict[str, dict[str, str]] = {
    "RU": {
        rf"{_RU}\d{{3}}{_RU}{{2}}\d{{2,3}}": N_("car"),
        rf"{_RU}{{2}}\d{{5,6}}": N_("taxi, bus or trailer"),
        rf"{_RU}{{2}}\d{{4}}[179]\d{{2}}": N_("trailer, region of three digits"),
        rf"{_RU}\d{{6}}": N_("police"),
        rf"{_RU}\d{{4}}[179]\d{{2}}": N_("police, region of three digits"),
        rf"\d{{3}}{_RU}\d{{2,3}}": N_("police trailer"),
        rf"\d{{4}}{_RU}\d{{2,3}}": N_("police motorcycle"),
        rf"\d{{4}}{_RU}{{2}}\d{{2,3}}": N_("motorcycle, military or machine"),
        rf"{_RU}{{2}}\d{{3}}{_RU}\d{{2,3}}": N_("transit"),
        r"\d{3}CD\d{3,4}": N_("head of a diplomatic mission"),
        r"\d{3}(?:D|T)\d{5,6}": N_("diplomatic"),
    },
    "KZ": {
        rf"\d{{3}}[A-Z]{{3}}{_KZ}": N_("car, since 2012"),
        rf"\d{{3}}[A-Z]{{2}}{_KZ}": N_("company or state, since 2012"),
        rf"\d{{2}}[A-Z]{{2,3}}{_KZ}": N_("motorcycle or trailer, since 2012"),
        r"[A-HLMNPRSTVXZ]\d{3}[A-Z]{2,3}": N_("car, before 2012"),
        r"[DT]\d{6}|CMD\d{4}|HC\d{4}": N_("diplomatic"),
        r"[HKMP]\d{6}": N_("foreign owner"),
    },
    "KG": {
        r"0[1-9]KG\d{3}[A-Z]{2,3}": N_("car, company or transit, since 2016"),
        r"0[1-9](?:KG)?\d{4}[A-Z]": N_("foreign owner"),
        r"[A-Z]\d{4}[A-Z]{1,2}": N_("before 2016"),
    },
    "TJ": {
        rf"\d{{4}}[A-Z]{{2}}{_TJ}": N_("car"),
        rf"\d{{4}}[A-Z]{_TJ}": N_("motorcycle"),
        rf"\d{{3}}[A-Z]{{2}}{_TJ}": N_("company or state"),
        rf"[A-Z]{{1,2}}\d{{4}}{_TJ}": N_("before 2010"),
    },
    "TM": {rf"[A-Z]{{2}}\d{{4}}{_TM}": N_("car"), r"\d{2}CD\d{3}": N_("diplomatic")},
    "UZ": {
        rf"{_UZ}[A-Z]\d{{3}}[A-Z]{{2}}": N_("car"),
        rf"{_UZ}\d{{3}}[A-Z]{{3}}": N_("company"),
        rf"{_UZ}H\d{{6}}": N_("foreign owner"),
        rf"{_UZ}M\d{{6}}": N_("foreign company"),
        rf"{_UZ}\d{{4}}[A-Z]{{2}}": N_("trailer"),
        rf"{_UZ}\d{{3}}[A-Z]{{2}}": N_("motorcycle or machine"),
        rf"T\d{{6}}{_UZ}": N_("temporary"),
        r"[DTX]\d{6}|CMD\d{4}": N_("diplomatic"),
        r"(?:1\d|2\d|30)[A-Z]\d{4}": N_("before 2008"),
    },
    "AZ": {
        rf"{_AZ}[A-Z]{{2}}\d{{3}}": N_("car or trailer"),
        rf"{_AZ}[A-Z]\d{{3}}": N_("motorcycle or machine"),
        r"\d{3}D\d{3}": N_("diplomatic"),
        r"H\d{6}": N_("foreign owner"),
    },
}
"""Formats by state, as signs without spaces.

Sources: GOST R 50577-2018 with the regions' codes of the Ministry of Internal Affairs (RU); published descriptions of
the standards since 2012 and of the plates of missions and foreign firms (KZ), of 1994 and 2016 (KG: transit is PT,
foreigners' plates end in one letter), of 1996, 2010 and 2014 (TJ), of 1994 (TM), of 1996, 2008 and 2013 (UZ), of 1994
and 2011 (AZ: one letter for motorcycles and machines, trailers as cars). Trailers and missions of Tajikistan,
motorcycles and trailers of Turkmenistan, and missions of Kyrgyzstan are described nowhere that was found: such a plate
is kept as it stands.
"""

ONLY_WHERE_SAID: frozenset[str] = frozenset(
    {
        "trailer, region of three digits", "police, region of three digits", "police trailer",
        "foreign owner", "motorcycle or machine", "diplomatic", "temporary",
    }
)  # fmt: skip
"""Formats as short or as plain as other numbers are: no plate in a free text, unless a word or the state says so."""

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


def speaks_for_itself(signs: str) -> bool:
    """Whether signs are a plate by a format that other numbers do not have."""
    formats = {what for state in _COMPILED if (what := _format_of(signs, state))}
    return bool(formats - ONLY_WHERE_SAID)


def _signs(text: str) -> str:
    return masked_signs(_COUNTRY_MARK.sub("", fold_letters(text)), of_any_script=True)


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
