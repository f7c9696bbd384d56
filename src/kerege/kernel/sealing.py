"""Signatures of a node (Ed25519); every key and every signature names its suite, so that suites can change."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

__all__ = ["SUITE", "NodeKey", "key_name", "verify", "verify_plain"]

SUITE = "Ed25519"
"""The suite in use: RFC 8032, pure Ed25519."""

SEED_SIZE = 32
_PREFIX = SUITE.encode() + b":"


@dataclass(frozen=True, repr=False)
class NodeKey:
    """A node's signing key; the secret half never shows in a repr, a log or an error."""

    seed: bytes
    _private: Ed25519PrivateKey = field(init=False, compare=False)

    def __post_init__(self) -> None:
        if len(self.seed) != SEED_SIZE:
            raise ValueError(f"a key is made from a seed of {SEED_SIZE} bytes, not {len(self.seed)}")
        object.__setattr__(self, "_private", Ed25519PrivateKey.from_private_bytes(self.seed))

    @classmethod
    def generate(cls, seed: bytes) -> NodeKey:
        """Make the key of a seed: 32 random bytes that the caller drew and keeps secret."""
        return cls(seed)

    @property
    def public(self) -> bytes:
        """The public key: suite name, colon, 32 bytes."""
        return _PREFIX + self._private.public_key().public_bytes_raw()

    def sign(self, message: bytes, *, context: str = "") -> bytes:
        """Sign a message: suite name, colon, 64 bytes.

        `context` says what kind of thing is signed ("version", "leaf", "release"); a signature made in one context
        does not verify in another.
        """
        return _PREFIX + self._private.sign(_framed(message, context))

    def sign_plain(self, message: bytes) -> bytes:
        """Sign exactly these bytes, for public formats that know no context; only with a key kept for that format."""
        return _PREFIX + self._private.sign(message)

    def mark(self, message: bytes, *, context: str) -> bytes:
        """A mark of a message, 32 bytes (HMAC-SHA-256): without the secret half nobody tries out what was marked."""
        return hmac.digest(self.seed, _framed(message, f"mark {context}"), "sha256")

    def __repr__(self) -> str:
        return f"NodeKey({key_name(self.public)})"


def verify(public: bytes, signature: bytes, message: bytes, *, context: str = "") -> bool:
    """Whether `signature` is the signature of `message` in this context by the owner of `public`; never raises."""
    return verify_plain(public, signature, _framed(message, context))


def verify_plain(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether `signature` is that of exactly these bytes, without a context; never raises."""
    if not (public.startswith(_PREFIX) and signature.startswith(_PREFIX)):
        return False
    try:
        key = Ed25519PublicKey.from_public_bytes(public[len(_PREFIX) :])
        key.verify(signature[len(_PREFIX) :], message)
    except (InvalidSignature, ValueError):
        return False
    return True


def key_name(public: bytes) -> str:
    """A short name of a public key to read aloud: four groups of four hexadecimal digits of its SHA-256."""
    digest = hashlib.sha256(public).hexdigest()
    return "-".join(digest[start : start + 4] for start in range(0, 16, 4))


def _framed(message: bytes, context: str) -> bytes:
    """The bytes under the signature; the length of the context keeps context and message apart."""
    label = context.encode()
    return _PREFIX + len(label).to_bytes(2, "big") + label + message
