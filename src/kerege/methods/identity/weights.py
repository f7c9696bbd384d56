"""What each level weighs: a shipped, versioned table read off invented cases, never off the records searched."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from math import exp
from typing import Final

TABLE: Final = "weights.tsv"
FARTHEST: Final = 30.0


@cache
def weights() -> dict[str, float]:
    """Return the weight of every level, as a natural logarithm of odds."""
    text = files(__package__).joinpath(TABLE).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {level: float(number) for level, number in rows}


def probability(log_odds: float) -> float:
    """Return the probability that odds stand for, kept off 0 and 1: nothing here is certain."""
    return 1.0 / (1.0 + exp(-max(-FARTHEST, min(FARTHEST, log_odds))))


@cache
def fields() -> dict[str, list[str]]:
    """Return the levels of every field, from agreement to contradiction, as the table holds them."""
    found: dict[str, list[str]] = {}
    for code in weights():
        field, _, level = code.partition("_")
        if level:
            found.setdefault(field, []).append(code)
    return found
