"""How rare a key is: from a shipped table of frequencies, never from the records searched."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from importlib.resources import files
from math import log
from typing import Final

TABLE: Final = "rarity.tsv"
LEAST_WEIGHT: Final = 0.5


def key_kind(key: str) -> str:
    """Return the kind of a key: pairs, shortened and single parts apart, by length."""
    return f"{'+' if '+' in key else '-' if key.startswith('-') else '.'}{min(len(key), 16)}"


def _text() -> str:
    return files(__package__).joinpath(TABLE).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def digest() -> str:
    """Return a short digest of the shipped table."""
    return blake2b(_text().encode(), digest_size=6).hexdigest()


@lru_cache(maxsize=1)
def table() -> dict[str, float]:
    """Return the shipped frequencies: key, or kind of key, to how many names in a million carry it."""
    rows = (line.split("\t") for line in _text().splitlines() if line and not line.startswith("#"))
    return {key: float(number) for key, number in rows}


@lru_cache(maxsize=200_000)
def weight(key: str) -> float:
    """Return the weight of a key: the logarithm of one over its frequency."""
    known = table()
    number = known.get(key) or known.get(key_kind(key)) or 100.0
    return max(LEAST_WEIGHT, log(2_000_000.0 / number))
