"""How rare a key is: from a shipped table of frequencies, never from the records searched."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=200_000)
def weight(key: str) -> float:
    """Return the weight of a key: about the logarithm of one over its frequency."""
    if "+" in key:
        return 0.5 * sum(weight(half) for half in key.split("+"))
    return 0.6 + 1.1 * len(key)
