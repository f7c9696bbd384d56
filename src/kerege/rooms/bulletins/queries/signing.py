"""The bytes of a released edition that the node signs, and whether an edition that is read is as it was signed."""

from kerege.foundation import seal
from kerege.kernel.canonical import canonical_bytes, content_hash
from kerege.rooms.bulletins.models import Edition

CONTEXT = "edition"
FORMAT = 2
"""The first format had neither its own number nor the marking, nor who released it and when."""


def signed_bytes(row: Edition) -> bytes:
    """What the node signs of a released edition: which it is, who released it when, its content and its marking."""
    marking = {
        "level": row.level,
        "handling": sorted(row.handling),
        "conditions": sorted(row.conditions),
        "forbidden": sorted(str(party) for party in row.forbidden),
    }
    released = {"format": FORMAT, "marking": marking, "at": row.released_at, "by": str(row.released_by)}
    return canonical_bytes({**first_format(row), **released})


def first_format(row: Edition) -> dict[str, object]:
    """What was signed of an edition before its signature covered the marking."""
    return {
        "edition": str(row.id),
        "owner": str(row.owner),
        "product": row.product,
        "period": row.period,
        "number": row.number,
        "content": bytes(row.content_hash or b"").hex(),
    }


def signature_of(row: Edition) -> bytes:
    """The node's signature of an edition as it is about to be released."""
    return seal.node_key().sign(signed_bytes(row), context=CONTEXT)


def is_sound(row: Edition) -> bool:
    """Whether a released edition is what this node signed, in either format."""
    if bytes(row.content_hash or b"") != content_hash({"content": row.content, "sources": row.sources}):
        return False
    signature = bytes(row.signature or b"")
    formats = (signed_bytes(row), canonical_bytes(first_format(row)))
    return any(seal.is_own(signature, signed, context=CONTEXT) for signed in formats)
