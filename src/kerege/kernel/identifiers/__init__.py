"""Identifiers of persons, things and accounts: kinds, one normal form each, and finding them in a pasted text."""

from __future__ import annotations

from collections.abc import Callable

from kerege.kernel.identifiers.cargo import (
    normalise_air_waybill,
    normalise_container,
    normalise_imo,
    normalise_parcel,
    normalise_wagon,
)
from kerege.kernel.identifiers.detection import detect
from kerege.kernel.identifiers.kinds import Identifier, IdentifierError, IdentifierKind, is_whole
from kerege.kernel.identifiers.machines import normalise_imei, normalise_vin
from kerege.kernel.identifiers.money import normalise_card, normalise_iban
from kerege.kernel.identifiers.mrz import MachineReadableZone, read_mrz
from kerege.kernel.identifiers.national_numbers import normalise_national_number
from kerege.kernel.identifiers.online import mirrored, normalise_email, normalise_handle, normalise_url, site_name
from kerege.kernel.identifiers.passports import normalise_passport
from kerege.kernel.identifiers.phones import normalise_phone
from kerege.kernel.identifiers.plates import normalise_plate
from kerege.kernel.identifiers.wallets import normalise_wallet

__all__ = [
    "Identifier",
    "IdentifierError",
    "IdentifierKind",
    "MachineReadableZone",
    "detect",
    "is_whole",
    "mirrored",
    "normalise",
    "read_mrz",
    "site_name",
]

_NORMALISERS: dict[IdentifierKind, Callable[[str, str | None], Identifier]] = {
    IdentifierKind.PHONE: normalise_phone,
    IdentifierKind.PLATE: normalise_plate,
    IdentifierKind.PASSPORT: normalise_passport,
    IdentifierKind.NATIONAL_NUMBER: normalise_national_number,
    IdentifierKind.VIN: normalise_vin,
    IdentifierKind.IMEI: normalise_imei,
    IdentifierKind.CONTAINER: normalise_container,
    IdentifierKind.WAGON: normalise_wagon,
    IdentifierKind.IMO: normalise_imo,
    IdentifierKind.PARCEL: normalise_parcel,
    IdentifierKind.AIR_WAYBILL: normalise_air_waybill,
    IdentifierKind.IBAN: normalise_iban,
    IdentifierKind.CARD: normalise_card,
    IdentifierKind.WALLET: normalise_wallet,
    IdentifierKind.EMAIL: normalise_email,
    IdentifierKind.HANDLE: normalise_handle,
    IdentifierKind.URL: normalise_url,
}


def normalise(kind: IdentifierKind, text: str, *, country: str | None = None) -> Identifier:
    """The identifier of this kind that the text holds, in its one normal form.

    `country` (ISO alpha-2) is where it was written down or issued, if known: it settles local forms. Raises
    IdentifierError if the text cannot be an identifier of the kind; one that can, but whose check digits or plan
    contradict it, comes back with `valid` False.
    """
    return _NORMALISERS[kind](text, country)
