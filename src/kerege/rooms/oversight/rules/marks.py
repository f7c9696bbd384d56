"""Marks by which a question is compared with a watched name: pairs of its parts as heard, and identifiers."""

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations
from typing import Final

from kerege.methods.names.keys import skeletons
from kerege.methods.names.parts import parse

MOST_PARTS: Final = 6
LEAST_PHONES: Final = 3


def hashed(text: str) -> int:
    """A mark: 64 bits, signed."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8, person=b"watched").digest(), "big", signed=True)


@lru_cache(maxsize=50_000)
def name_marks(name: str) -> frozenset[int]:
    """A mark for each two parts of a name, in any order and script; a name of one part has none: it names too many."""
    parts = [part.phones for part in parse(name) if len(part.phones) >= LEAST_PHONES]
    heard = sorted({skeletons(phones)[0] for phones in parts[:MOST_PARTS]})
    return frozenset(hashed(f"name|{one}|{other}") for one, other in combinations(heard, 2))


def identifier_mark(kind: str, value: str) -> int:
    """The mark of one identifier in its normal form."""
    return hashed(f"{kind}|{value}")


def asked_marks(names: Iterable[str], identifiers: Iterable[tuple[str, str]]) -> frozenset[int]:
    """All marks of what was asked for."""
    made = {mark for name in names for mark in name_marks(name)}
    return frozenset(made | {identifier_mark(kind, value) for kind, value in identifiers})
