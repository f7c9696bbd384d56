"""Kinds of identifiers, and the one shape in which every identifier is held."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from kerege.kernel.identifiers.folding import masked_signs
from kerege.kernel.saying import N_, SaidError

__all__ = ["Identifier", "IdentifierError", "IdentifierKind", "is_whole", "partial"]


class IdentifierKind(StrEnum):
    """What an identifier identifies."""

    PHONE = "phone"
    PLATE = "plate"
    PASSPORT = "passport"
    NATIONAL_NUMBER = "national_number"
    VIN = "vin"
    IMEI = "imei"
    CONTAINER = "container"
    WAGON = "wagon"
    IMO = "imo"
    PARCEL = "parcel"
    AIR_WAYBILL = "air_waybill"
    IBAN = "iban"
    CARD = "card"
    WALLET = "wallet"
    EMAIL = "email"
    HANDLE = "handle"
    URL = "url"


class IdentifierError(SaidError):
    """The text holds nothing that could be an identifier of the kind."""


@dataclass(frozen=True)
class Identifier:
    """One identifier: `value` is what is compared, `given` what was written.

    `valid` is True if check digits or the numbering plan confirm it, False if they contradict it, None if neither.
    A partial value holds "?" for one and "*" for any number of signs that are not known. `scheme` names the system
    within the kind ("KZ IIN", "BTC", "telegram"), `note` says in English what a reader should know.
    """

    kind: IdentifierKind
    value: str
    given: str
    country: str | None = None
    valid: bool | None = None
    partial: bool = False
    note: str = ""
    scheme: str = ""

    def noted(self, note: str) -> Identifier:
        """The same identifier with one more note."""
        return replace(self, note="; ".join(part for part in (self.note, note) if part))


def is_whole(kind: str, value: str) -> bool:
    """Say whether every sign of an identifier is known; in the address of a page these signs ask, and hide nothing."""
    return kind == IdentifierKind.URL or ("?" not in value and "*" not in value)


def partial(kind: IdentifierKind, text: str, country: str | None, *, signs: range, least: int) -> Identifier:
    """An identifier of which some signs are not known, as they stand.

    Raises IdentifierError for another number of signs, or if fewer than `least` are known.
    """
    value = masked_signs(text)
    if len(value) not in signs or sum(sign.isalnum() for sign in value) < least:
        raise IdentifierError(N_("too few or too many signs of “%(given)s” are known"), given=text.strip()[:40])
    return Identifier(kind, value, text, country, partial=True, note=N_("some signs are not known"))
