"""Why a token was made, sealed by the token itself: of it only a hash is kept, so its holder alone reads the reason."""

from base64 import b64decode, b64encode
from hashlib import sha256

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = bytes(12)
"""A key seals one reason, once."""
MOST_DAYS = 366
"""No token lasts longer."""


def sealed_reason(reason: str, token: str) -> str:
    """A reason as it is kept; none stays none."""
    return b64encode(of_token(token).encrypt(NONCE, reason.encode(), None)).decode() if reason else ""


def opened_reason(kept: str, token: str) -> str:
    """The reason that was kept of this token."""
    return of_token(token).decrypt(NONCE, b64decode(kept), None).decode() if kept else ""


def of_token(token: str) -> AESGCM:
    """The cipher of a token."""
    return AESGCM(sha256(f"reason of token {token}".encode()).digest())
