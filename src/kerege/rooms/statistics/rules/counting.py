"""Counting reports and amounts by line and period: a gap stays a gap, bases are never added, a report counts once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Context, Decimal
from typing import Protocol
from uuid import UUID

from kerege.rooms.statistics.rules.periods import Period

EXACT = Context(prec=60)
ZERO = Decimal(0)


class Row(Protocol):
    """What is counted: one item of one report (`records.queries.CountedItem` is one)."""

    @property
    def report(self) -> UUID:
        """The report it belongs to."""

    @property
    def owner(self) -> UUID:
        """The desk that reported."""

    @property
    def country(self) -> str:
        """Where it happened; empty when not known."""

    @property
    def first_day(self) -> date:
        """The first day of its date."""

    @property
    def last_day(self) -> date:
        """The last day of its date."""

    @property
    def substance(self) -> str:
        """The code of the substance; empty when the name did not resolve."""

    @property
    def substance_given(self) -> str:
        """The name as given."""

    @property
    def base(self) -> str:
        """The base of the normalised amount; empty without a factor."""

    @property
    def base_amount(self) -> Decimal | None:
        """The amount in the base."""

    @property
    def amount(self) -> Decimal | None:
        """The amount as given; None when not known."""

    @property
    def unit(self) -> str:
        """The unit as given."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What was reported: reports, amounts by measure, and items of which the quantity is not known.

    A measure is a base ("kg", "l", "unit", "plant", "m2"), or the code of a unit that has no factor.
    """

    reports: int
    amounts: dict[str, Decimal]
    unquantified: int = 0

    def amount(self, measure: str) -> Decimal | None:
        """The amount in one measure; None when nothing was stated in it."""
        return self.amounts.get(measure)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: its key, all of it, and each period; None is a period without any report of it."""

    key: str
    total: Cell
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """A table: its periods, its lines, the sum over all lines, and reports dated too widely to stand in a period."""

    periods: tuple[Period, ...]
    lines: tuple[Line, ...]
    total: Line
    unplaced: int


@dataclass(slots=True)
class _Gathering:
    reports: set[UUID] = field(default_factory=set)
    amounts: dict[str, Decimal] = field(default_factory=dict)
    unquantified: int = 0

    def take(self, row: Row) -> None:
        self.reports.add(row.report)
        measured = measure_of(row)
        if measured is None:
            self.unquantified += 1
        else:
            self.add(*measured)

    def add(self, measure: str, amount: Decimal) -> None:
        self.amounts[measure] = EXACT.add(self.amounts.get(measure, ZERO), amount)

    def join(self, other: "_Gathering") -> None:
        self.reports |= other.reports
        self.unquantified += other.unquantified
        for measure, amount in other.amounts.items():
            self.add(measure, amount)

    def cell(self) -> Cell:
        return Cell(len(self.reports), {k: plain(self.amounts[k]) for k in sorted(self.amounts)}, self.unquantified)


def measure_of(row: Row) -> tuple[str, Decimal] | None:
    """The measure and amount of a row: in its base, else in the unit as given; None when no amount is known."""
    if row.base and row.base_amount is not None:
        return row.base, row.base_amount
    if row.unit and row.amount is not None:
        return row.unit, row.amount
    return None


def plain(amount: Decimal) -> Decimal:
    """A number without the zeros that a column adds."""
    short = amount.normalize(EXACT)
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short


def counted(rows: Iterable[Row], periods: Sequence[Period], key_of: Callable[[Row], str]) -> Counted:
    """Count rows into lines by key and into periods by date, lines with most reports first.

    A row whose date is wider than a period counts in the totals of its line and in `unplaced`, in no period.
    """
    cells = _gathered(rows, periods, key_of)
    totals: dict[str, _Gathering] = {}
    whole, by_period = _Gathering(), [_Gathering() for _ in periods]
    unplaced: set[UUID] = set()
    for (key, at), gathered in cells.items():
        totals.setdefault(key, _Gathering()).join(gathered)
        whole.join(gathered)
        if at is None:
            unplaced |= gathered.reports
        else:
            by_period[at].join(gathered)
    lines = [
        Line(key, gathered.cell(), tuple(_cell(cells.get((key, at))) for at in range(len(periods))))
        for key, gathered in totals.items()
    ]
    lines.sort(key=lambda line: (-line.total.reports, line.key))
    total = Line("", whole.cell(), tuple(map(_cell, by_period)))
    return Counted(tuple(periods), tuple(lines), total, len(unplaced))


def _gathered(
    rows: Iterable[Row], periods: Sequence[Period], key_of: Callable[[Row], str]
) -> dict[tuple[str, int | None], _Gathering]:
    """Each row once, under its line and the place of its period; None where its date is wider than a period."""
    made: dict[tuple[str, int | None], _Gathering] = {}
    find = _finder(periods)
    for row in rows:
        place = (key_of(row), find(row.first_day, row.last_day))
        gathering = made.get(place)
        if gathering is None:
            gathering = made[place] = _Gathering()
        gathering.take(row)
    return made


def _cell(gathered: _Gathering | None) -> Cell | None:
    return gathered.cell() if gathered is not None and gathered.reports else None


def _finder(periods: Sequence[Period]) -> Callable[[date, date], int | None]:
    known: dict[tuple[date, date], int | None] = {}

    def find(first: date, last: date) -> int | None:
        days = (first, last)
        if days not in known:
            known[days] = next((at for at, each in enumerate(periods) if each.covers(first, last)), None)
        return known[days]

    return find
