"""The node's signature inside a printed file: a place of fixed length among the PDF's keywords, signed as zeros.

The file stays one file and a valid PDF/A: whoever downloads, copies or mails it carries the signature along.
"""

import re
from dataclasses import dataclass
from hashlib import sha256

from kerege.kernel.sealing import NodeKey, verify

BYTES_CONTEXT = "delivery-file"
"""Of a signature that stands apart, over the hash of the bytes as they are."""
SEAL_CONTEXT = "delivery-file-sealed"
MARK = "kerege-signature"
SIGNATURE_DIGITS = 144
KEY_DIGITS = 80
BLANK = "0" * SIGNATURE_DIGITS
SEAL = re.compile(rf"{MARK}:([0-9a-f]{{{KEY_DIGITS}}}):([0-9a-f]{{{SIGNATURE_DIGITS}}})".encode())


@dataclass(frozen=True, slots=True)
class PrintVerdict:
    """What a signature says of a file."""

    whole: bool
    """Whether it holds over every byte."""
    signed: bool
    """Whether there is a signature to look at."""
    key: bytes
    """The public key under which it was looked at."""


def place(public: bytes) -> str:
    """The keyword that holds the place of a signature."""
    return f"{MARK}:{public.hex()}:{BLANK}"


def blanked(content: bytes) -> bytes:
    """The bytes that are signed: with zeros where the signature stands."""
    return SEAL.sub(lambda found: b":".join((MARK.encode(), found[1], BLANK.encode())), content)


def sealed(content: bytes, key: NodeKey) -> bytes:
    """A file with the signature in each of its places. Raises ValueError where it holds no place for this key's."""
    if {found[0] for found in SEAL.findall(content)} != {key.public.hex().encode()}:
        raise ValueError(MARK)
    made = key.sign(sha256(blanked(content)).digest(), context=SEAL_CONTEXT).hex()
    return content.replace(place(key.public).encode(), f"{MARK}:{key.public.hex()}:{made}".encode())


def looked_at(content: bytes) -> PrintVerdict:
    """Whether the signature inside a file holds over it, and by which key."""
    found = set(SEAL.findall(content))
    if len(found) != 1:
        return PrintVerdict(whole=False, signed=bool(found), key=b"")
    public, signature = (bytes.fromhex(each.decode()) for each in found.pop())
    digest = sha256(blanked(content)).digest()
    return PrintVerdict(whole=verify(public, signature, digest, context=SEAL_CONTEXT), signed=True, key=public)


def looked_at_apart(content: bytes, signature: bytes, public: bytes) -> PrintVerdict:
    """Whether a signature that stands apart is a key's over a file's bytes."""
    whole = verify(public, signature, sha256(content).digest(), context=BYTES_CONTEXT)
    return PrintVerdict(whole=whole, signed=True, key=public)
