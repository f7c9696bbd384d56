"""Numbers of passports and identity cards: one spelling, and the states whose format fits."""

from __future__ import annotations

import re

from kerege.kernel.identifiers.folding import masked_signs
from kerege.kernel.identifiers.kinds import Identifier, IdentifierError, IdentifierKind
from kerege.kernel.identifiers.mrz import read_mrz
from kerege.kernel.saying import N_

__all__ = ["PASSPORT_FORMATS", "fits_passport", "normalise_passport"]

PASSPORT_FORMATS: dict[str, dict[str, str]] = {
    "AZ": {r"AZE\d{8}": "identity card", r"AA\d{7}": "identity card", r"[CP]\d{7,8}": "passport"},
    "KZ": {r"N\d{7,8}": "passport", r"0\d{8}": "identity card", r"[ABS]\d{7,8}": "passport of service or diplomat"},
    "KG": {r"(?:AN|ID)\d{7}": "identity card", r"(?:AC|PE|AS|DA|SA)\d{6,7}": "passport"},
    "RU": {r"\d{10}": "internal passport", r"[1-8]\d{8}": "passport for travel"},
    "TJ": {r"4\d{8}": "passport", r"[AP]\d{8}": "internal passport"},
    "TM": {r"A\d{6,8}": "passport", r"I{1,2}(?:AS|AH|BN|DZ|LB|MR)\d{6}": "internal passport"},
    "UZ": {r"(?:A[A-E]|F[AB]|K[A-C]|C[TU])\d{7}": "passport or identity card"},
    "AF": {r"[OP]\d{8}": "passport"},
}
"""Formats by state, as signs without spaces (specimens in PRADO and national publications)."""

_COMPILED = {state: [re.compile(pattern) for pattern in formats] for state, formats in PASSPORT_FORMATS.items()}


def normalise_passport(text: str, country: str | None = None) -> Identifier:
    """The number in Latin capitals without spaces; a machine-readable zone is read and its check digits judge it.

    A passport number carries no check digit of its own: `valid` is None outside a zone, the note says which states'
    format fits. Raises IdentifierError for fewer than six signs.
    """
    zone = read_mrz(text)
    if zone and len(zone.number) >= 6:
        note = f"from a machine-readable zone ({zone.size})"
        wrong = f"; check digits do not fit: {', '.join(zone.wrong)}" if zone.wrong else ""
        found = Identifier(IdentifierKind.PASSPORT, zone.number, text, zone.issuer_country, not zone.wrong, note=note)
        return found.noted(wrong.lstrip("; ")) if wrong else found
    signs = masked_signs(text.replace("№", " "))
    if not 6 <= len(signs) <= 12 or not _enough_digits(signs):
        raise IdentifierError(N_("“%(given)s” is not a passport number"), given=text.strip()[:40])
    if "?" in signs or "*" in signs:
        return Identifier(
            IdentifierKind.PASSPORT, signs, text, country, partial=True, note=N_("some signs are not known")
        )
    return _judged(text, signs, country)


def fits_passport(signs: str) -> bool:
    """Whether signs are of the format of a member state's document."""
    return any(pattern.fullmatch(signs) for patterns in _COMPILED.values() for pattern in patterns)


def _enough_digits(signs: str) -> bool:
    known = sum(sign.isdigit() for sign in signs)
    return known >= 5 or (known >= 3 and ("?" in signs or "*" in signs))


def _judged(text: str, signs: str, country: str | None) -> Identifier:
    states = [state for state, patterns in _COMPILED.items() if any(pattern.fullmatch(signs) for pattern in patterns)]
    if country:
        note = "" if country in states or country not in _COMPILED else f"not in a known format of {country}"
        return Identifier(IdentifierKind.PASSPORT, signs, text, country, note=note)
    note = f"format of {', '.join(states)}" if states else N_("in no known format of a member state")
    return Identifier(IdentifierKind.PASSPORT, signs, text, states[0] if len(states) == 1 else None, note=note)
