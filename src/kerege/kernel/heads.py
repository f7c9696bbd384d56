"""Signed heads of a journal as notes of text (C2SP signed-note, tlog-checkpoint and tlog-cosignature), and key changes.

The formats are public ones, so that whoever distrusts this program checks a head with another:
https://c2sp.org/signed-note, https://c2sp.org/tlog-checkpoint, https://c2sp.org/tlog-cosignature.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from hashlib import sha256

from kerege.kernel.saying import N_
from kerege.kernel.sealing import NodeKey, verify_plain

__all__ = ["Cosigned", "Head", "HeadError", "Signed", "cosign", "cosigned", "read_head", "sign", "signed_by"]

PLAIN, COSIGNATURE = 1, 4
"""The kinds of signature of a note: Ed25519 over its text, and a witness's with the time it looked."""

NAME = re.compile(r"[^\s+]{1,120}")
SIGNED_LINE = re.compile(r"— ([^\s+]{1,120}) ([A-Za-z0-9+/=]{8,200})")
LONGEST = 20_000


class HeadError(ValueError):
    """A text is no signed head; says in which line and why."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a head says: whose log, how many leaves, and the root over them."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The text under every signature."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


@dataclass(frozen=True, slots=True)
class Signed:
    """One line of signature: who, the first four bytes that name the key, and the rest."""

    name: str
    key_id: bytes
    content: bytes

    @property
    def line(self) -> str:
        """The line as it stands in a note."""
        return f"— {self.name} {base64.b64encode(self.key_id + self.content).decode()}\n"


@dataclass(frozen=True, slots=True)
class Cosigned:
    """A witness's word that it saw this head at a time (seconds since 1970) and found nothing changed before it."""

    name: str
    at: int


def key_id(name: str, public: bytes, kind: int) -> bytes:
    """The four bytes that name a key in a note."""
    return sha256(f"{name}\n".encode() + bytes([kind]) + _bare(public)).digest()[:4]


def sign(head: Head, key: NodeKey) -> Signed:
    """The log's own signature of a head."""
    _named(head.origin)
    return Signed(head.origin, key_id(head.origin, key.public, PLAIN), _bare(key.sign_plain(head.text.encode())))


def signed_by(head: Head, line: Signed, public: bytes) -> bool:
    """Whether the line is the log's signature of this head with this key."""
    known = line.name == head.origin and line.key_id == key_id(head.origin, public, PLAIN)
    return known and verify_plain(public, _suited(public, line.content), head.text.encode())


def cosign(head: Head, key: NodeKey, *, name: str, at: int) -> Signed:
    """A witness's signature with the time; he has compared the head with the last one that he saw."""
    _named(name)
    signature = _bare(key.sign_plain(_cosigned_text(head, at)))
    return Signed(name, key_id(name, key.public, COSIGNATURE), at.to_bytes(8, "big") + signature)


def cosigned(head: Head, line: Signed, public: bytes) -> Cosigned | None:
    """What a witness's line says, when it is his; None otherwise."""
    at = int.from_bytes(line.content[:8], "big")
    if len(line.content) != 72 or line.key_id != key_id(line.name, public, COSIGNATURE) or at > 2**40:
        return None
    if not verify_plain(public, _suited(public, line.content[8:]), _cosigned_text(head, at)):
        return None
    return Cosigned(line.name, at)


def read_head(note: str) -> tuple[Head, list[Signed]]:
    """The head of a note and its lines of signature. Raises HeadError."""
    text, empty, lines = note.partition("\n\n")
    parts = text.split("\n")
    if len(note) > LONGEST or not empty or len(parts) != 3 or not NAME.fullmatch(parts[0]):
        raise HeadError(
            N_("this is no signed head: expected are three lines (name, size, root), an empty one, signatures")
        )
    if not re.fullmatch(r"0|[1-9][0-9]{0,15}", parts[1]):
        raise HeadError(N_("line 2 of a signed head is the number of leaves, in digits"))
    root = _decoded(parts[2], N_("line 3 of a signed head is the root in base64"))
    if len(root) != 32:
        raise HeadError(N_("line 3 of a signed head is the root: 32 bytes in base64"))
    rows = lines.removesuffix("\n").split("\n") if lines.strip("\n") else []
    head, signed = Head(parts[0], int(parts[1]), root), [_read_line(line) for line in rows]
    if note.removesuffix("\n") != f"{head.text}\n{''.join(each.line for each in signed)}".removesuffix("\n"):
        raise HeadError(N_("a signed head is written in one way alone: this base64 has bits that say nothing"))
    return head, signed


def _read_line(line: str) -> Signed:
    found = SIGNED_LINE.fullmatch(line)
    if not found:
        raise HeadError(N_("a line of signature is a dash, a name and base64"))
    content = _decoded(found[2], N_("a signature is written in base64"))
    return Signed(found[1], content[:4], content[4:])


def _decoded(text: str, otherwise: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise HeadError(otherwise) from None


def _named(name: str) -> None:
    if not NAME.fullmatch(name):
        raise HeadError(N_("a name in a signed head has no blanks and no plus sign and at most 120 signs"))


def _cosigned_text(head: Head, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{head.text}".encode()


def _bare(suited: bytes) -> bytes:
    return suited.partition(b":")[2]


def _suited(public: bytes, signature: bytes) -> bytes:
    return public.partition(b":")[0] + b":" + signature
