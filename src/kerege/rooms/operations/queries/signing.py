"""The bytes of a step that the node signs, and whether a kept signature still holds over them."""

from kerege.foundation import seal
from kerege.kernel.canonical import canonical_bytes
from kerege.kernel.sealing import verify
from kerege.rooms.operations.models import DeliveryStep

CONTEXT = "delivery-step"


def step_bytes(row: DeliveryStep) -> bytes:
    """The canonical bytes of a step: which file, where in its course, who, when, what."""
    return canonical_bytes(
        {
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
    )


def is_sound(row: DeliveryStep) -> bool:
    """Whether the step is as this node signed it."""
    return verify(seal.node_key().public, bytes(row.signature), step_bytes(row), context=CONTEXT)
