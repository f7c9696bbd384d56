"""Kinds of identifiers, and the one shape in which every identifier is held."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from kerege.kernel.saying import SaidError

__all__ = ["Identifier", "IdentifierError", "IdentifierKind", "is_whole"]


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
