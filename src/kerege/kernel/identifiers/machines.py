"""Numbers of vehicles and devices: VIN, IMEI."""

from __future__ import annotations

import re

from kerege.kernel.identifiers.check_digits import luhn_digit, luhn_fits, vin_fits
from kerege.kernel.identifiers.folding import has_mask, letters_and_digits, masked
from kerege.kernel.identifiers.kinds import Identifier, IdentifierError, IdentifierKind, partial
from kerege.kernel.saying import N_

__all__ = ["normalise_imei", "normalise_vin"]

_NO_VIN_LETTERS = str.maketrans("IOQ", "100")


def normalise_vin(text: str, _country: str | None = None) -> Identifier:
    """A VIN (ISO 3779) in capitals; I, O and Q, which no VIN holds, are read as 1 and 0.

    The check digit is law in North America only: elsewhere a number without it is neither confirmed nor contradicted.
    Raises IdentifierError unless 17 signs are there (fewer: partial).
    """
    if has_mask(text):
        return partial(IdentifierKind.VIN, text, None, signs=range(4, 18), least=3)
    signs = letters_and_digits(text)
    if not re.fullmatch(r"[A-Z0-9]{5,17}", signs):
        raise IdentifierError(N_("“%(given)s” is not a VIN of 17 signs"), given=text.strip()[:40])
    value = signs.translate(_NO_VIN_LETTERS)
    if len(value) < 17:
        return Identifier(
            IdentifierKind.VIN,
            value,
            text,
            None,
            partial=True,
            note=N_("fewer than 17 signs: an old or incomplete number"),
        )
    fits = vin_fits(value)
    valid = True if fits else False if value[0] in "12345" else None
    note = "" if fits else N_("the check digit of North America does not fit")
    found = Identifier(IdentifierKind.VIN, value, text, None, valid, note=note)
    return found if value == signs else found.noted("I, O or Q read as 1 or 0")


def normalise_imei(text: str, _country: str | None = None) -> Identifier:
    """An IMEI of 15 digits; of 14 digits and of an IMEISV (16) the check digit is computed, so that all compare equal.

    Raises IdentifierError for another number of digits.
    """
    digits = masked(text)
    if ("?" in digits or "*" in digits) and sum(sign.isdigit() for sign in digits) >= 5:
        return Identifier(IdentifierKind.IMEI, digits, text, None, partial=True, note=N_("some digits are not known"))
    if len(digits) in (14, 15, 16) and not digits.strip("0"):
        return Identifier(IdentifierKind.IMEI, "0" * 15, text, None, valid=False, note=N_("only zeros: of no device"))
    if len(digits) == 15 and digits.isdecimal():
        fits = luhn_fits(digits)
        note = "" if fits else N_("the check digit does not fit")
        return Identifier(IdentifierKind.IMEI, digits, text, None, fits, note=note)
    if len(digits) in (14, 16) and digits.isdecimal():
        note = (
            N_("written without its check digit")
            if len(digits) == 14
            else N_("IMEISV: the software version is left out")
        )
        value = digits[:14] + luhn_digit(digits[:14])
        return Identifier(IdentifierKind.IMEI, value, text, None, note=note)
    raise IdentifierError(
        N_("“%(given)s” has %(count)s digits: not an IMEI"), given=text.strip()[:40], count=len(digits)
    )
