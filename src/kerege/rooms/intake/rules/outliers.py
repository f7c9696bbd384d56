"""Amounts so far from the others of their substance that somebody should look: a question each, never a deletion."""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from math import exp, log
from statistics import median

from kerege.kernel.units import unit_of

LEAST_ROWS = 20
FAR = 3.5
"""Distance from the median of logarithms, in robust standard deviations (Iglewicz and Hoaglin 1993)."""
NARROWEST = 0.5
MOST_QUESTIONS = 200
NORMAL = 1.4826
"""Median absolute deviation to standard deviation, for normal logarithms."""


@dataclass(slots=True)
class Amounts:
    """The amounts of one country, substance and unit with the rows they stand in; compact, as files are long."""

    rows: "array[int]" = field(default_factory=lambda: array("q"))
    amounts: "array[float]" = field(default_factory=lambda: array("d"))

    def add(self, row: int, amount: float) -> None:
        """Take one amount in."""
        self.rows.append(row)
        self.amounts.append(amount)


Measured = Mapping[tuple[str, str, str], Amounts]
"""Amounts by country, substance and unit as written."""


@dataclass(frozen=True, slots=True)
class Outlier:
    """One question: is this amount right? With how many times the substance's usual amount it is."""

    row: int
    country: str
    substance: str
    unit: str
    amount: float
    distance: float
    times: float

    def wire(self) -> dict[str, object]:
        """As it is kept with the import."""
        return {
            "row": self.row,
            "country": self.country,
            "substance": self.substance,
            "amount": format(Decimal(repr(self.amount)).normalize(), "f"),
            "unit": self.unit,
            "times": round(self.times),
        }


def outliers(measured: Measured, resolve: Mapping[str, str]) -> list[Outlier]:
    """The farthest amount of each country and substance, farthest first; only above, as small amounts are common."""
    groups: dict[tuple[str, str], list[tuple[str, str, str, float]]] = defaultdict(list)
    for country, substance, unit in measured:
        if found := factor_of(unit):
            groups[resolve.get(substance) or substance, found[0]].append((country, substance, unit, found[1]))
    farthest: dict[tuple[str, str, str], Outlier] = {}
    for (code, base), parts in groups.items():
        for found_one in far(measured, parts):
            key = (found_one.country, code, base)
            if key not in farthest or farthest[key].distance < found_one.distance:
                farthest[key] = found_one
    return sorted(farthest.values(), key=lambda each: -each.distance)[:MOST_QUESTIONS]


def far(measured: Measured, parts: Sequence[tuple[str, str, str, float]]) -> Iterator[Outlier]:
    """The largest amount of each part of one substance and base, where it stands far above the median of all."""
    logs = sorted(log(amount * factor) for *key, factor in parts for amount in measured[key[0], key[1], key[2]].amounts)
    if len(logs) < LEAST_ROWS:
        return
    middle = median(logs)
    spread = max(median(abs(value - middle) for value in logs), NARROWEST) * NORMAL
    for country, substance, unit, factor in parts:
        held = measured[country, substance, unit]
        amount = max(held.amounts)
        value = log(amount * factor)
        if value - middle > FAR * spread:
            row = held.rows[held.amounts.index(amount)]
            yield Outlier(row, country, substance, unit, amount, (value - middle) / spread, exp(value - middle))


@cache
def factor_of(unit: str) -> tuple[str, float] | None:
    """The base of a written unit and its factor, where it has one."""
    found = unit_of(unit) if unit else None
    if found is None or found.base is None or found.factor is None:
        return None
    return found.base, float(found.factor)
