"""Codes of an authenticator, computed as a phone does."""

import base64
import hashlib
import hmac
import struct
import time

STEP_SECONDS = 30


def code_of(secret: str, *, ahead: int = 0) -> str:
    """The six digits an authenticator shows now, or so many steps ahead (RFC 6238): each code opens only once."""
    key = base64.b32decode(secret)
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // STEP_SECONDS + ahead), hashlib.sha1).digest()
    at = digest[-1] & 15
    return str((struct.unpack(">I", digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000).zfill(6)
