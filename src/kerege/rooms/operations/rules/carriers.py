"""Numbers of what carries the load: one spelling where a number is of a known form, and the check of a parcel's."""

import re
from collections.abc import Mapping

from kerege.kernel.identifiers import Identifier, IdentifierError, IdentifierKind, normalise
from kerege.rooms.operations.rules.words import Transport

KINDS: Mapping[Transport, tuple[IdentifierKind, ...]] = {
    Transport.ROAD: (IdentifierKind.PLATE, IdentifierKind.CONTAINER),
    Transport.RAIL: (IdentifierKind.WAGON, IdentifierKind.CONTAINER),
    Transport.SEA: (IdentifierKind.IMO, IdentifierKind.CONTAINER),
    Transport.AIR: (IdentifierKind.AIR_WAYBILL,),
    Transport.POST: (IdentifierKind.PARCEL,),
}
"""What a number may be, by how the load goes; of a courier every house has its own."""
POSTAL = frozenset({"UPU S10", "RU post"})


def one_spelling(transport: Transport, text: str) -> str:
    """The numbers of a leg, each in the one spelling of its kind; what is of no known form stays as it was written."""
    return ", ".join(spelled(transport, each) for each in numbers(text))


def spelled(transport: Transport, text: str) -> str:
    """One number."""
    for kind in KINDS.get(transport, ()):
        found = read(kind, text)
        if found is not None and is_known(found):
            return found.value
    return text


def numbers(text: str) -> list[str]:
    """Several numbers of one leg stand apart by commas, semicolons or lines."""
    return [each.strip() for each in re.split(r"[,;\n]", text) if each.strip()]


def is_known(found: Identifier) -> bool:
    """Whether check digits confirm it, or a plate is of the form of one state."""
    return found.valid is True or (found.kind is IdentifierKind.PLATE and found.country is not None)


def parcels_that_are_none(text: str) -> list[str]:
    """Of the numbers of a leg by post those that are no parcel's, or whose check digit does not fit."""
    found = {each: read(IdentifierKind.PARCEL, each) for each in numbers(text)}
    return [each for each, number in found.items() if number is None or not postal(number)]


def postal(number: Identifier) -> bool:
    """Whether a post gave it: by the Universal Postal Union's S10, or by the Russian post's own form."""
    return number.scheme in POSTAL and number.valid is True


def read(kind: IdentifierKind, text: str) -> Identifier | None:
    """A number of a kind; None where it is none."""
    try:
        return normalise(kind, text)
    except IdentifierError:
        return None
