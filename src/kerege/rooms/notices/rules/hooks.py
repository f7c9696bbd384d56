"""Webhooks: addresses that a node's settings allow, the body that reveals nothing, and what is signed."""

import json
from collections.abc import Collection
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

CONTEXT = "webhook"
SIGNATURE, MOMENT = "Kerege-Signature", "Kerege-Moment"
LONGEST = 300
OVERLAP = timedelta(days=7)
"""How long the former key signs beside a new one: the time in which the receiver enters the new one."""


def is_allowed(url: str, allowed: Collection[str]) -> bool:
    """Whether the node may send to this address: its origin is listed, or its host is and it is reached by https.

    `allowed` holds hosts (`hooks.agency.example`) and origins (`http://127.0.0.1:9000`).
    """
    try:
        parts = urlsplit(url)
        origin, host = f"{parts.scheme}://{parts.netloc}", parts.hostname or ""
    except ValueError:
        return False
    if len(url) > LONGEST or not url.isprintable() or " " in url or parts.username or parts.password:
        return False
    return origin in allowed or (parts.scheme == "https" and host in allowed)


def body_of(delivery: UUID, *, urgent: bool, at: datetime) -> bytes:
    """All that a webhook says: that one notice came, whether it is urgent, when; the id is this delivery's alone."""
    said = {"delivery": str(delivery), "notices": 1, "urgent": urgent, "at": at.isoformat()}
    return json.dumps(said, separators=(",", ":"), sort_keys=True).encode()


def signed_bytes(moment: str, body: bytes) -> bytes:
    """What the node signs: the moment of sending, a full stop, the body."""
    return moment.encode() + b"." + body


def header_of(signatures: Collection[bytes]) -> str:
    """One or two signatures in hexadecimal, the present one first; a receiver takes what one of them fits."""
    return ",".join(each.hex() for each in signatures)
