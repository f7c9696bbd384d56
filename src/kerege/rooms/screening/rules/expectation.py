"""How many false hits to expect of a list before anything is screened: from a shipped table, never from the bank.

A screening nobody approved may not look into the bank, not even to count: an expectation computed from its records
would tell a forged list of one name whether that name is held. So only the size of the findable part enters: of the own
agency as it is; of all others together, whomever the list leaves out, roughly and not told apart below a thousand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, sqrt
from typing import Final

from kerege.methods.names import query_keys
from kerege.methods.names.rarity import weight
from kerege.rooms.screening.rules.lists import ListRow

SAMPLE: Final = 500
LEAST_SAID: Final = 1_000
"""Fewer findable records of others than this are never told apart, nor none from some."""
WITHOUT_BIRTH: Final = 0.3
"""Share of held persons of whom no date of birth is known: those nothing can contradict."""
BIRTH_AGREES: Final = 0.1
"""How often two dates of birth of strangers do not contradict each other at the precision of registers."""
COMMONEST: Final = 2.0
UNSURE: Final = 4.0
"""Factor by which the table may be wrong either way for a given list: what the range is widened by."""
WHOLE_NUMBER: Final = 1e-9
"""How often a whole number of a stranger is the same by a slip."""


@dataclass(frozen=True, slots=True)
class Expected:
    """False hits to expect, and the range in which nineteen of twenty lists like this one should lie."""

    low: int
    likely: float
    high: int

    @property
    def text(self) -> str:
        """The middle in as many digits as it deserves."""
        return f"{self.likely:.1f}" if self.likely < 10 else str(round(self.likely))


def chance_of(row: ListRow) -> float:
    """How probably an unrelated held person agrees with a row."""
    named = max((chance_of_name(name) for name in row.names), default=0.0)
    contradicted = WITHOUT_BIRTH + (1 - WITHOUT_BIRTH) * BIRTH_AGREES if row.birth else 1.0
    return min(1.0, named * contradicted + WHOLE_NUMBER * len(row.identifiers))


def chance_of_name(name: str) -> float:
    """The share of people who bear a name, by the rarest pair of its parts (a single part by itself)."""
    found = query_keys(name)
    pairs = [key for key in found if "+" in key] or list(found)
    return min((COMMONEST / exp(weight(key)) for key in pairs), default=0.0)


def expected(rows: Sequence[ListRow], *, count: int, findable: int) -> Expected:
    """What to expect of a list of `count` rows, of which `rows` are a sample, against so many findable records."""
    if not rows:
        return Expected(0, 0.0, 0)
    mean = sum(chance_of(row) for row in rows) / len(rows)
    likely = mean * count * findable
    low, high = likely / UNSURE, likely * UNSURE
    return Expected(max(0, int(low - 2 * sqrt(low))), round(likely, 2), int(high + 2 * sqrt(high) + 1))


def bank_size(own: int, others: int) -> int:
    """Against how many records a list is expected to run: own ones as they are, those of all others roughly.

    The rough part hangs on others alone: who adds records of his own, to feel at which one it moves, learns nothing.
    """
    return own + rounded(others)


def rounded(count: int) -> int:
    """A count as it may be shown: up to 1, 2 or 5 and noughts from `LEAST_SAID` on, which stands for all below."""
    step = LEAST_SAID
    while count > 10 * step:
        step *= 10
    return next(each * step for each in (1, 2, 5, 10) if count <= each * step)


def sample_of(rows: Iterable[ListRow], count: int) -> list[ListRow]:
    """Rows spread evenly over a list of so many."""
    stride = max(1, count // SAMPLE)
    return [row for at, row in enumerate(rows) if at % stride == 0][:SAMPLE]
