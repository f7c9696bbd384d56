"""How many false hits to expect of a list before anything is screened: counted on invented persons, never on the bank.

A screening nobody approved may not look into the bank, not even to count: an expectation computed from its records
would tell a forged list of one name whether that name is held. So only the size of the findable part enters: of the own
agency as it is; of all others together, whomever the list leaves out, roughly and not told apart below a thousand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import Final

from kerege.rooms.screening.rules.lists import ListRow
from kerege.rooms.screening.rules.strangers import chance_of

SAMPLE: Final = 500
LEAST_SAID: Final = 1_000
"""Fewer findable records of others than this are never told apart, nor none from some."""
STEPS: Final = (1, 2, 5, 10)
UNSURE: Final = 4.0
"""Factor by which the count may be wrong either way: names of one people among records of that people are met up to so
many times as often as among those of the whole region, names of elsewhere so many times as seldom or less."""


@dataclass(frozen=True, slots=True)
class BankSize:
    """How many records a list is expected to run against: as it is said, and how few there may be."""

    said: int
    least: int


@dataclass(frozen=True, slots=True)
class Expected:
    """False hits to expect, and the range in which nineteen of twenty lists like this one should lie.

    A row that meets two records is two hits.
    """

    low: int
    likely: float
    high: int


def expected(rows: Sequence[ListRow], *, count: int, findable: BankSize, day: date) -> Expected:
    """What to expect of a list of `count` rows, of which `rows` are a sample, against so many records on this day."""
    if not rows:
        return Expected(0, 0.0, 0)
    hits = sum(chance_of(row, day) for row in rows) / len(rows) * count
    low, high = hits * findable.least / UNSURE, hits * findable.said * UNSURE
    return Expected(
        low=max(0, int(low - 2 * sqrt(low))),
        likely=round(hits * findable.said, 2),
        high=int(high + 2 * sqrt(high) + 1),
    )


def bank_size(own: int, others: int) -> BankSize:
    """Against how many records a list is expected to run: own ones as they are, those of all others roughly.

    The rough part hangs on others alone: who adds records of his own, to feel at which one it moves, learns nothing.
    """
    said = rounded(others)
    return BankSize(own + said, own + before(said))


def rounded(count: int) -> int:
    """A count as it may be shown: up to 1, 2 or 5 and noughts from `LEAST_SAID` on, which stands for all below."""
    step = LEAST_SAID
    while count > 10 * step:
        step *= 10
    return next(each * step for each in STEPS if count <= each * step)


def before(said: int) -> int:
    """The step below one that is shown, which the true count is above; nothing below the first."""
    return 0 if said == LEAST_SAID else said * 2 // 5 if str(said).startswith("5") else said // 2


def sample_of(rows: Iterable[ListRow], count: int) -> list[ListRow]:
    """Rows spread evenly over a list of so many."""
    stride = max(1, count // SAMPLE)
    return [row for at, row in enumerate(rows) if at % stride == 0][:SAMPLE]
