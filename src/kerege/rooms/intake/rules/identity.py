"""Identity of a row: a hash of its format and parsed cells, and its ordinal among equals in the file."""

from collections.abc import Iterable
from hashlib import sha256

SEPARATOR = "\x1f"


def cells_digest(format_code: str, cells: Iterable[str]) -> bytes:
    """The digest that equal rows of one format share."""
    return sha256(f"{format_code}{SEPARATOR}{SEPARATOR.join(cells)}".encode("utf-8", "surrogatepass")).digest()


def source_key(digest: bytes, ordinal: int) -> bytes:
    """The identity of the row: the first of equals keeps the digest, each later one is numbered."""
    return digest if ordinal == 0 else sha256(digest + ordinal.to_bytes(4, "big")).digest()
