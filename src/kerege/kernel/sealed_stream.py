"""Files of a backup: sealed pieces that cannot be cut, moved or exchanged; in them cells under keys of their own.

A piece is AES-256-GCM over compressed bytes; its place is its nonce (a key seals one backup once, a name keeps its
files apart), and an empty piece says that the file is whole. A cell is sealed under the keys of every record that it
concerns: who destroys one of those keys makes it unreadable wherever a copy lies.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import IO, Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_SIZE: Final = 32
NONCE_SIZE: Final = 12
PIECE: Final = 1 << 20
LENGTH: Final = 4


class BrokenStreamError(ValueError):
    """A sealed file or cell was changed, cut short, or belongs to another key; the text names the file."""


def derived(key: bytes, *words: str) -> bytes:
    """A key for one use, from a key and the words of the use."""
    return sha256(b"kerege " + "|".join(words).encode() + b"\0" + key).digest()


class SealedWriter:
    """Writes bytes as sealed pieces; `digest` is the SHA-256 of what lies on the disk."""

    def __init__(self, stream: IO[bytes], key: bytes, name: str) -> None:
        """Seal under a key of this file's own."""
        self.stream, self.cipher = stream, AESGCM(derived(key, name))
        self.waiting, self.place, self.size, self.digest = bytearray(), 0, 0, sha256()

    def write(self, given: bytes) -> None:
        """Add bytes."""
        self.waiting += given
        while len(self.waiting) >= PIECE:
            self.put(bytes(self.waiting[:PIECE]))
            del self.waiting[:PIECE]

    def put(self, piece: bytes) -> None:
        """Write one piece."""
        sealed = self.cipher.encrypt(self.place.to_bytes(NONCE_SIZE, "big"), zlib.compress(piece, 1), None)
        framed = len(sealed).to_bytes(LENGTH, "big") + sealed
        self.stream.write(framed)
        self.digest.update(framed)
        self.place += 1
        self.size += len(framed)

    def close(self) -> None:
        """Write what waits, then the empty piece."""
        if self.waiting:
            self.put(bytes(self.waiting))
        self.put(b"")


def read_sealed(stream: IO[bytes], key: bytes, name: str) -> Iterator[bytes]:
    """The pieces of a sealed file, in order. Raises BrokenStreamError for one that is not whole."""
    cipher, place = AESGCM(derived(key, name)), 0
    while True:
        head = stream.read(LENGTH)
        size = int.from_bytes(head, "big") if len(head) == LENGTH else 0
        sealed = stream.read(size)
        if len(sealed) != size:
            raise BrokenStreamError(name)
        try:
            piece = zlib.decompress(cipher.decrypt(place.to_bytes(NONCE_SIZE, "big"), sealed, None))
        except (InvalidTag, ValueError, zlib.error) as problem:
            raise BrokenStreamError(name) from problem
        if not piece:
            if stream.read(1):
                raise BrokenStreamError(name)
            return
        yield piece
        place += 1


def joined_key(ids: Sequence[UUID], keys: Mapping[UUID, bytes]) -> bytes:
    """The key of a cell that concerns these records: every one of theirs is needed. Raises KeyError."""
    return sha256(b"kerege cell" + b"".join(keys[each] for each in sorted(ids))).digest()


def seal_cell(ids: Sequence[UUID], payload: bytes, keys: Mapping[UUID, bytes], nonce: bytes) -> bytes:
    """One cell; without records it is plain (within its sealed file). Raises KeyError when a key is not there."""
    body = nonce + AESGCM(joined_key(ids, keys)).encrypt(nonce, payload, None) if ids else payload
    named = b"".join(each.bytes for each in ids)
    return len(ids).to_bytes(2, "big") + named + len(body).to_bytes(LENGTH, "big") + body


def open_cells(
    pieces: Iterable[bytes], key_of: Callable[[UUID], bytes | None], name: str
) -> Iterator[tuple[tuple[UUID, ...], bytes | None]]:
    """The cells of a file: their records and what they hold; None where a key was destroyed.

    Raises BrokenStreamError.
    """
    source = Cells(pieces, name)
    while (head := source.take(2, end=True)) is not None:
        ids = tuple(UUID(bytes=source.need(16)) for _ in range(int.from_bytes(head, "big")))
        body = source.need(int.from_bytes(source.need(LENGTH), "big"))
        keys = {each: key for each in ids if (key := key_of(each)) is not None}
        if len(keys) < len(set(ids)):
            yield ids, None
            continue
        try:
            cipher = AESGCM(joined_key(ids, keys)) if ids else None
            yield ids, cipher.decrypt(body[:NONCE_SIZE], body[NONCE_SIZE:], None) if cipher else body
        except (InvalidTag, ValueError) as problem:
            raise BrokenStreamError(name) from problem


class Cells:
    """Takes bytes across the pieces of a file."""

    def __init__(self, pieces: Iterable[bytes], name: str) -> None:
        """Start before the first piece."""
        self.pieces, self.name, self.held, self.at = iter(pieces), name, b"", 0

    def take(self, size: int, *, end: bool = False) -> bytes | None:
        """So many bytes; None at the end of the file, where that is allowed."""
        while len(self.held) - self.at < size:
            more = next(self.pieces, None)
            if more is None:
                if end and self.at == len(self.held):
                    return None
                raise BrokenStreamError(self.name)
            self.held, self.at = self.held[self.at :] + more, 0
        self.at += size
        return self.held[self.at - size : self.at]

    def need(self, size: int) -> bytes:
        """So many bytes that must be there."""
        found = self.take(size)
        assert found is not None  # noqa: S101  # only the first take of a cell may end
        return found
