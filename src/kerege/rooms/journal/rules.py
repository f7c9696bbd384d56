"""Pure form of a leaf: its kinds, canonical content and commitment."""

from collections.abc import Mapping
from enum import StrEnum
from hashlib import sha256

from kerege.kernel.canonical import canonical_bytes


class LeafKind(StrEnum):
    """Six kinds of events after LED art. 25, and the check and the sign-in."""

    COLLECT = "collect"
    ALTER = "alter"
    CONSULT = "consult"
    DISCLOSE = "disclose"
    COMBINE = "combine"
    ERASE = "erase"
    CHECK = "check"
    SIGN_IN = "sign_in"
    ADMINISTER = "administer"


def commitment(salt: bytes, detail: Mapping[str, object]) -> bytes:
    """A salted hash of what was asked or opened: proves it later without holding it."""
    return sha256(salt + canonical_bytes(detail)).digest()


def leaf_bytes(content: Mapping[str, object]) -> bytes:
    """The canonical bytes of a leaf, which the node signs."""
    return canonical_bytes(content)
