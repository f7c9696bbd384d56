"""Sessions of the pages in the database: kept under a hash of their key, what they hold sealed with a key of the node.

Who reads the table signs in as nobody, and reads nothing of what was typed into a form that asked for a password first.
Named by the setting `SESSION_ENGINE`.
"""

import binascii
from base64 import b64decode, b64encode
from hashlib import sha256
from typing import Any, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession

from kerege.foundation import chance, node, planned

NONCE = 12


def kept_as(key: str) -> str:
    """Under what a session of this key stands in the table (40 hexadecimal digits): no way leads back to the key."""
    return sha256(f"session key {key}".encode()).hexdigest()[:40]


class SessionStore(db.SessionStore):
    """Django's sessions in the database, with hashed keys and sealed content."""

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        found = planned.row(self.model, {"session_key": kept_as(self._session_key or "")})
        if found is None or found.expire_date <= chance.machine_now():
            self._session_key = None
            return None
        return found

    def exists(self, session_key: str) -> bool:
        """Whether a session of this key is kept."""
        return super().exists(kept_as(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        """The row of the session as it stands."""
        row = super().create_model_instance(data)
        row.session_key = kept_as(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        """End the session, or the one of a key."""
        if key := session_key or self.session_key:
            super().delete(kept_as(key))

    def encode(self, session_dict: dict[str, Any]) -> str:
        """What a session holds, sealed."""
        nonce = chance.salt(NONCE)
        sealed = AESGCM(sealing_key()).encrypt(nonce, self.serializer().dumps(session_dict), None)
        return b64encode(nonce + sealed).decode()

    def decode(self, session_data: str | bytes) -> dict[str, Any]:
        """What a row holds; nothing where it was not sealed by this node."""
        try:
            raw = b64decode(session_data, validate=True)
            return cast(
                dict[str, Any], self.serializer().loads(AESGCM(sealing_key()).decrypt(raw[:NONCE], raw[NONCE:], None))
            )
        except (binascii.Error, InvalidTag, ValueError):
            return {}


def forget_ended() -> int:
    """Remove sessions that ended, by the clock of the machine, with what they hold; returns how many."""
    rows = SessionStore.get_model_class().objects
    before = rows.count()
    SessionStore.clear_expired()
    return max(0, before - rows.count())


def sealing_key() -> bytes:
    """The node's key for what sessions hold (32 bytes)."""
    return node.secret("sessions", 32)
