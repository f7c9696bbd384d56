"""A list on disk: sealed piece by piece under a key of its own; without the key its bytes say nothing."""

import json
from collections.abc import Iterable, Iterator
from typing import IO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kerege.rooms.screening.rules.lists import ListRow

KEY_SIZE: Final = 32
PIECE: Final = 5_000
"""Rows of one sealed piece; a run goes on at the piece where it stopped."""
LENGTH: Final = 4


class BrokenListError(ValueError):
    """The sealed list was changed, cut short, or belongs to another key."""


def pieces_of(rows: Iterable[ListRow], size: int = PIECE) -> Iterator[list[ListRow]]:
    """Rows in pieces."""
    piece: list[ListRow] = []
    for row in rows:
        piece.append(row)
        if len(piece) == size:
            yield piece
            piece = []
    if piece:
        yield piece


def seal_rows(stream: IO[bytes], rows: Iterable[ListRow], key: bytes) -> int:
    """Write rows as sealed pieces, then an empty piece that says the list is whole; returns how many rows."""
    cipher, count, at = AESGCM(key), 0, 0
    for at, piece in enumerate(pieces_of(rows), start=1):
        write_piece(stream, cipher, at - 1, [row.wire() for row in piece])
        count += len(piece)
    write_piece(stream, cipher, at, [])
    return count


def write_piece(stream: IO[bytes], cipher: AESGCM, at: int, rows: list[list[object]]) -> None:
    """One piece: its length, then its sealed bytes; its place is its nonce, since a key seals one list once."""
    sealed = cipher.encrypt(at.to_bytes(12, "big"), json.dumps(rows, ensure_ascii=False).encode(), None)
    stream.write(len(sealed).to_bytes(LENGTH, "big") + sealed)


def open_rows(stream: IO[bytes], key: bytes) -> Iterator[list[ListRow]]:
    """The pieces of a sealed list, in order. Raises BrokenListError for a list that is not whole."""
    cipher, at = AESGCM(key), 0
    while True:
        head = stream.read(LENGTH)
        sealed = stream.read(int.from_bytes(head, "big")) if len(head) == LENGTH else b""
        try:
            rows = json.loads(cipher.decrypt(at.to_bytes(12, "big"), sealed, None))
        except (InvalidTag, ValueError) as problem:
            raise BrokenListError("the sealed list is not whole") from problem
        if not rows:
            return
        yield [ListRow.of(row) for row in rows]
        at += 1
