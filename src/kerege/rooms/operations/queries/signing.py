"""The bytes of a step that the node signs, and whether a kept signature still holds over them."""

from collections.abc import Callable

from kerege.foundation import seal
from kerege.kernel.canonical import CanonicalError, canonical_bytes
from kerege.rooms.operations.models import DeliveryStep

CONTEXT = "delivery-step"
FORMAT = 2
"""The first format had neither its own number nor the officer's, nor whether he was of the centre."""


def signed_bytes(row: DeliveryStep) -> bytes:
    """What the node signs of a step: which file, where in its course, who, when, what."""
    who = {"by": row.officer, "agency_id": row.agency, "centre": row.centre}
    return canonical_bytes({**first_format(row), **who, "format": FORMAT, "step": row.id, "owner": row.owner})


def first_format(row: DeliveryStep) -> dict[str, object]:
    """What was signed of a step before its signature covered all that the machine reads."""
    return {
        "delivery": row.delivery,
        "place": row.place,
        "kind": row.kind,
        "at": row.at,
        "officer": row.officer_number,
        "agency": row.agency_code,
        "party": row.party_code,
        "given": row.given,
        "words": row.words,
    }


def former_bytes(row: DeliveryStep) -> bytes:
    """What the node signed of a step in the first format."""
    return canonical_bytes(first_format(row))


def signature_of(row: DeliveryStep) -> bytes:
    """The node's signature of a step that is about to be kept."""
    return seal.node_key().sign(signed_bytes(row), context=CONTEXT)


def is_sound(row: DeliveryStep) -> bool:
    """Whether the step is as this node signed it, in either format."""
    return is_of(row, signed_bytes) or is_former(row)


def is_former(row: DeliveryStep) -> bool:
    """Whether the step is as this node signed it in the first format: not its officer, nor whether of the centre."""
    return is_of(row, former_bytes)


def is_of(row: DeliveryStep, made: Callable[[DeliveryStep], bytes]) -> bool:
    """Whether the signature of a step is over what this makes of it."""
    try:
        return seal.is_own(bytes(row.signature), made(row), context=CONTEXT)
    except CanonicalError:
        return False
