"""Numbers of what carries and what is carried: containers, wagons, ships, parcels, air waybills."""

from __future__ import annotations

import re

from kerege.kernel.countries import COUNTRY_CODES
from kerege.kernel.identifiers.check_digits import container_fits, imo_fits, s10_fits, wagon_fits, weighted
from kerege.kernel.identifiers.folding import digits_of, has_mask, letters_and_digits
from kerege.kernel.identifiers.kinds import Identifier, IdentifierError, IdentifierKind, partial
from kerege.kernel.saying import N_

__all__ = ["normalise_air_waybill", "normalise_container", "normalise_imo", "normalise_parcel", "normalise_wagon"]

_UNFIT = N_("the check digit does not fit")


def normalise_container(text: str, _country: str | None = None) -> Identifier:
    """A container number (ISO 6346): four letters, six digits, a check digit; without the last it is partial."""
    if has_mask(text):
        return partial(IdentifierKind.CONTAINER, text, None, signs=range(5, 12), least=5)
    signs = letters_and_digits(text)
    found = re.fullmatch(r"([A-Z]{3}[UJZR])(\d{6})(\d?)", signs)
    if not found:
        raise IdentifierError(
            N_("“%(given)s” is not a container number such as MSKU 123456 5"), given=text.strip()[:40]
        )
    if not found[3]:
        note = N_("written without its check digit")
        return Identifier(IdentifierKind.CONTAINER, signs, text, None, partial=True, note=note)
    return _checked(IdentifierKind.CONTAINER, signs, text, None, fits=container_fits(signs))


def normalise_wagon(text: str, _country: str | None = None) -> Identifier:
    """A railway wagon number of the 1520 mm gauge: eight digits, the last a check digit."""
    if has_mask(text):
        return partial(IdentifierKind.WAGON, text, None, signs=range(5, 9), least=5)
    digits = digits_of(text)
    if len(digits) != 8:
        raise IdentifierError(N_("“%(given)s” is not a wagon number of eight digits"), given=text.strip()[:40])
    return _checked(IdentifierKind.WAGON, digits, text, None, fits=wagon_fits(digits))


def normalise_imo(text: str, _country: str | None = None) -> Identifier:
    """A ship's IMO number: seven digits, the last a check digit."""
    if has_mask(text):
        return partial(IdentifierKind.IMO, text, None, signs=range(5, 8), least=5)
    digits = digits_of(text)
    if len(digits) != 7:
        raise IdentifierError(N_("“%(given)s” is not an IMO number of seven digits"), given=text.strip()[:40])
    return _checked(IdentifierKind.IMO, digits, text, None, fits=imo_fits(digits))


def normalise_parcel(text: str, country: str | None = None) -> Identifier:
    """A postal item: UPU S10 ("RA123456785KZ") or the fourteen digits of Russian Post; others are kept as written.

    The country is the one whose post accepted the item. Raises IdentifierError for fewer than eight signs.
    """
    if has_mask(text):
        return partial(IdentifierKind.PARCEL, text, None, signs=range(7, 35), least=6)
    signs = letters_and_digits(text)
    if found := re.fullmatch(r"([A-Z]{2})(\d{9})([A-Z]{2})", signs):
        origin = found[3] if found[3] in COUNTRY_CODES else None
        return _checked(IdentifierKind.PARCEL, signs, text, origin, fits=s10_fits(found[2]), scheme="UPU S10")
    if re.fullmatch(r"\d{14}", signs) and country in (None, "RU"):
        total = weighted(signs[:13], (3, 1) * 7)
        fits = str(-total % 10) == signs[13]
        return _checked(IdentifierKind.PARCEL, signs, text, "RU", fits=fits, scheme="RU post")
    if not 8 <= len(signs) <= 34 or sum(sign.isdigit() for sign in signs) < 6:
        raise IdentifierError(N_("“%(given)s” is not a parcel number"), given=text.strip()[:40])
    return Identifier(IdentifierKind.PARCEL, signs, text, country, note=N_("number of a carrier, no known check digit"))


def normalise_air_waybill(text: str, _country: str | None = None) -> Identifier:
    """An air waybill: three digits of the airline, seven of the serial, a check digit."""
    if has_mask(text):
        return partial(IdentifierKind.AIR_WAYBILL, text, None, signs=range(6, 12), least=6)
    digits = digits_of(text)
    if len(digits) != 11:
        raise IdentifierError(N_("“%(given)s” is not an air waybill of eleven digits"), given=text.strip()[:40])
    fits = int(digits[3:10]) % 7 == int(digits[10])
    return _checked(IdentifierKind.AIR_WAYBILL, digits, text, None, fits=fits)


def _checked(  # the fields of Identifier in its order
    kind: IdentifierKind, value: str, given: str, country: str | None, *, fits: bool, scheme: str = ""
) -> Identifier:
    return Identifier(kind, value, given, country, fits, note="" if fits else _UNFIT, scheme=scheme)
