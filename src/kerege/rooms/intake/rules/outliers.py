"""Amounts so far from the others of their substance that somebody should look: a question each, never a deletion."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
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


@dataclass(frozen=True, slots=True)
class Weighed:
    """One amount of a row."""

    row: int
    country: str
    substance: str
    unit: str
    amount: float


@dataclass(frozen=True, slots=True)
class Outlier:
    """One question: is this amount right? With how many times the substance's usual amount it is."""

    weighed: Weighed
    distance: float
    times: float

    def wire(self) -> dict[str, object]:
        """As it is kept with the import."""
        each = self.weighed
        return {
            "row": each.row,
            "country": each.country,
            "substance": each.substance,
            "amount": format(Decimal(repr(each.amount)).normalize(), "f"),
            "unit": each.unit,
            "times": round(self.times),
        }


def outliers(weighed: Iterable[Weighed], resolve: Mapping[str, str]) -> list[Outlier]:
    """The farthest amount of each country and substance, farthest first; only above, as small amounts are common."""
    groups: dict[tuple[str, str], list[tuple[float, Weighed]]] = defaultdict(list)
    factors: dict[str, tuple[str, float] | None] = {}
    for each in weighed:
        if each.unit not in factors:
            factors[each.unit] = factor_of(each.unit)
        if found := factors[each.unit]:
            base, factor = found
            groups[resolve.get(each.substance) or each.substance, base].append((log(each.amount * factor), each))
    farthest: dict[tuple[str, str, str], Outlier] = {}
    for (substance, base), listed in groups.items():
        for found_one in far(listed):
            key = (found_one.weighed.country, substance, base)
            if key not in farthest or farthest[key].distance < found_one.distance:
                farthest[key] = found_one
    return sorted(farthest.values(), key=lambda each: -each.distance)[:MOST_QUESTIONS]


def far(listed: list[tuple[float, Weighed]]) -> Iterable[Outlier]:
    """The amounts of one substance and base that stand far above its median."""
    if len(listed) < LEAST_ROWS:
        return
    middle = median(value for value, _ in listed)
    spread = max(median(abs(value - middle) for value, _ in listed), NARROWEST) * NORMAL
    for value, each in listed:
        distance = (value - middle) / spread
        if distance > FAR:
            yield Outlier(each, distance, exp(value - middle))


def factor_of(unit: str) -> tuple[str, float] | None:
    """The base of a written unit and its factor, where it has one."""
    found = unit_of(unit) if unit else None
    if found is None or found.base is None or found.factor is None:
        return None
    return found.base, float(found.factor)
