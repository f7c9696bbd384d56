"""The node's own signing key, made once and kept in its home, and whether it signed what was read."""

from functools import cache
from hashlib import sha256

from kerege.foundation import node
from kerege.kernel.sealing import NodeKey, verify

REMEMBERED = 50_000
"""How many verified signatures a process remembers, by 32 bytes each; then it begins anew."""

_VERIFIED: set[bytes] = set()
"""Digests of what was verified: in the memory of the process alone, which nobody reaches through the database."""


class BentError(PermissionError):
    """What is kept is not what this node signed: it is neither shown nor followed, and the text says what to do."""


@cache
def node_key() -> NodeKey:
    """The Ed25519 key with which this node signs versions and leaves."""
    return NodeKey.generate(node.secret("node-key", 32))


def is_own(signature: bytes, message: bytes, *, context: str) -> bool:
    """Whether this node signed a message in a context; what it was seen to have signed is not worked out twice.

    Remembered is a digest of key, signature, context and message together: another byte in any of them is verified.
    """
    public = node_key().public
    parts = (public, signature, context.encode(), message)
    digest = sha256(b"".join(len(each).to_bytes(8, "big") + each for each in parts)).digest()
    if digest in _VERIFIED:
        return True
    if not verify(public, signature, message, context=context):
        return False
    if len(_VERIFIED) >= REMEMBERED:
        _VERIFIED.clear()
    _VERIFIED.add(digest)
    return True
