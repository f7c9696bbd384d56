"""Counting: the sum of the lines is the sum of the rows, bases stay apart, gaps stay gaps."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from math import log10
from statistics import median
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from kerege.rooms.statistics.rules.counting import Cell, counted, measure_of, plain
from kerege.rooms.statistics.rules.periods import Step, periods
from kerege.rooms.statistics.rules.warnings import (
    BORROWED_SCORE,
    FEWEST_FOR_OUTLIER,
    LEAST_SPREAD,
    SCORE,
    coverage,
    doubles,
    outliers,
    remarks,
    runs,
)

SINCE, UNTIL = date(2025, 1, 1), date(2025, 12, 31)
MONTHS = periods(SINCE, UNTIL, Step.MONTH)
DESK, FIRST = UUID(int=7), UUID(int=1)


@dataclass(frozen=True)
class Item:
    """A row as statistics counts it."""

    report: UUID = FIRST
    owner: UUID = DESK
    country: str = "KZ"
    first_day: date = date(2025, 3, 5)
    last_day: date = date(2025, 3, 5)
    substance: str = "heroin"
    substance_given: str = "heroin"
    base: str = "kg"
    base_amount: Decimal | None = Decimal(1)
    amount: Decimal | None = Decimal(1)
    unit: str = "kg"


AMOUNTS = st.one_of(st.none(), st.decimals(0, 10**9, places=6))


@st.composite
def items(draw: st.DrawFn) -> Item:
    first = draw(st.dates(SINCE, UNTIL))
    wide = draw(st.sampled_from([0, 0, 0, 20, 200]))
    base = draw(st.sampled_from(["kg", "l", "unit", "plant", "m2", ""]))
    amount = draw(AMOUNTS)
    return Item(
        report=UUID(int=draw(st.integers(1, 12))),
        country=draw(st.sampled_from(["KZ", "TJ", "UZ", ""])),
        first_day=first,
        last_day=min(first + timedelta(days=wide), UNTIL),
        substance=draw(st.sampled_from(["heroin", "opium", "mephedrone", ""])),
        base=base,
        base_amount=amount if base else None,
        amount=amount,
        unit=base or draw(st.sampled_from(["bottle", "block", ""])),
    )


@given(st.lists(items(), max_size=40))
def test_totals_are_the_sum_of_the_listed_rows_in_each_measure(rows: list[Item]) -> None:
    made = counted(rows, MONTHS, lambda row: row.country)
    for measure in ("kg", "l", "unit", "plant", "m2", "bottle", "block"):
        of_rows = [m[1] for row in rows if (m := measure_of(row)) is not None and m[0] == measure]
        expected = sum(of_rows, Decimal(0)) if of_rows else None
        assert made.total.total.amount(measure) == expected
        of_lines = [a for line in made.lines if (a := line.total.amount(measure)) is not None]
        assert (sum(of_lines, Decimal(0)) if of_lines else None) == expected
    assert made.total.total.unquantified == sum(measure_of(row) is None for row in rows)
    assert made.total.total.reports == len({row.report for row in rows})


@given(st.lists(items(), max_size=40))
def test_a_period_without_rows_is_a_gap_and_never_a_zero(rows: list[Item]) -> None:
    made = counted(rows, MONTHS, lambda row: row.country)
    for line in made.lines:
        for month, cell in zip(MONTHS, line.cells, strict=True):
            inside = [r for r in rows if r.country == line.key and month.covers(r.first_day, r.last_day)]
            assert (cell is None) == (not inside)
            assert cell is None or cell.reports == len({r.report for r in inside})


@given(st.lists(items(), max_size=30), st.lists(items(), max_size=10))
def test_a_row_dated_wider_than_a_period_stands_in_no_period(rows: list[Item], wide: list[Item]) -> None:
    year_wide = [replace(row, first_day=SINCE, last_day=UNTIL) for row in wide]
    assert (
        counted(rows, MONTHS, lambda r: "x").total.cells == counted(rows + year_wide, MONTHS, lambda r: "x").total.cells
    )


@given(st.lists(items(), max_size=30), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows: list[Item], chaos: object) -> None:
    mixed = list(rows)
    chaos.shuffle(mixed)  # type: ignore[attr-defined]
    assert counted(rows, MONTHS, lambda r: r.substance) == counted(mixed, MONTHS, lambda r: r.substance)


def test_a_report_of_two_substances_counts_once_in_all_and_once_in_each() -> None:
    rows = [Item(), Item(substance="opium", base_amount=Decimal("2.5"))]
    made = counted(rows, MONTHS, lambda row: row.substance)
    assert made.total.total.reports == 1
    assert [(line.key, line.total.reports) for line in made.lines] == [("heroin", 1), ("opium", 1)]


def test_tablets_are_never_added_to_kilograms() -> None:
    rows = [Item(), Item(report=UUID(int=2), base="unit", unit="tablet", base_amount=Decimal(300), amount=Decimal(300))]
    assert counted(rows, MONTHS, lambda row: "all").total.total.amounts == {"kg": Decimal(1), "unit": Decimal(300)}


def test_an_unknown_amount_counts_as_a_report_and_adds_nothing() -> None:
    cell = counted([Item(base_amount=None, amount=None)], MONTHS, lambda row: "all").total.total
    assert (cell.reports, cell.amounts, cell.unquantified) == (1, {}, 1)


def test_a_year_with_four_times_the_rows_of_the_one_before_is_a_warning() -> None:
    rows = [Item(report=UUID(int=n), first_day=date(2013, 5, 1), last_day=date(2013, 5, 1)) for n in range(1, 11)]
    rows += [Item(report=UUID(int=n), first_day=date(2014, 5, 1), last_day=date(2014, 5, 1)) for n in range(11, 51)]
    made = coverage(rows, date(2013, 1, 1), date(2014, 12, 31), ["KZ"])
    assert [(each.code, each.values["year"]) for each in made] == [("jump", "2014")]


def test_years_without_rows_are_named_as_not_reported() -> None:
    rows = [Item(first_day=date(2012, 5, 1), last_day=date(2012, 5, 1))]
    made = coverage(rows, date(2011, 1, 1), date(2013, 12, 31), ["KZ", "TM"])
    assert [(each.code, each.country, each.values.get("years")) for each in made] == [
        ("years_missing", "KZ", "2011, 2013"),
        ("no_rows", "TM", None),
    ]


def test_years_that_follow_each_other_are_written_as_a_span() -> None:
    assert runs([2011, 2013, 2014, 2015, 2020, 2021]) == "2011, 2013–2015, 2020–2021"


def test_ninety_seven_kilograms_among_grams_is_a_question() -> None:
    rows = [Item(report=UUID(int=n), base_amount=Decimal(n) / 1000) for n in range(1, 30)]
    rows.append(Item(report=UUID(int=99), base_amount=Decimal("97.492")))
    (question,) = outliers(rows)
    assert (question.report, question.amount) == (UUID(int=99), Decimal("97.492"))


def test_a_country_with_few_amounts_is_measured_by_all_countries() -> None:
    rows = [Item(report=UUID(int=n), country="RU", base_amount=Decimal(n) / 1000) for n in range(1, 30)]
    rows.append(Item(report=UUID(int=99), country="TJ", base_amount=Decimal("97.492")))
    assert [each.country for each in outliers(rows)] == ["TJ"]


def test_too_few_amounts_raise_no_question() -> None:
    assert outliers([Item(base_amount=Decimal("0.001")), Item(base_amount=Decimal(1000))]) == []


def test_two_reports_that_look_like_one_seizure_are_pointed_at_and_both_counted() -> None:
    rows = [Item(), Item(report=UUID(int=2), owner=UUID(int=8)), Item(report=UUID(int=3), base_amount=Decimal(9))]
    assert doubles(rows) == (1, 2)
    assert counted(rows, MONTHS, lambda row: "all").total.total.reports == 3
    assert [each.code for each in remarks(rows, 0, Step.MONTH)] == ["doubles"]


def cell_of(rows: list[Item]) -> tuple[int, dict[str, Decimal], int] | None:
    """A cell told row by row, as a reader would add it up."""
    if not rows:
        return None
    known = [each for each in map(measure_of, rows) if each is not None]
    sums = {measure: sum(amount for at, amount in known if at == measure) for measure, _ in known}
    amounts = {measure: Decimal(amount) for measure, amount in sums.items()}
    return len({row.report for row in rows}), amounts, len(rows) - len(known)


@given(st.lists(items(), max_size=40))
def test_every_cell_line_and_sum_is_what_adding_its_rows_one_by_one_gives(rows: list[Item]) -> None:
    def shown(cell: Cell | None) -> object:
        return cell and (cell.reports, cell.amounts, cell.unquantified)

    made = counted(rows, MONTHS, lambda row: row.country)
    placed = {month: [r for r in rows if month.covers(r.first_day, r.last_day)] for month in MONTHS}
    for line in made.lines:
        assert shown(line.total) == cell_of([row for row in rows if row.country == line.key])
        for month, cell in zip(MONTHS, line.cells, strict=True):
            assert shown(cell) == cell_of([row for row in placed[month] if row.country == line.key])
    assert {line.key for line in made.lines} == {row.country for row in rows}
    assert [shown(cell) for cell in made.total.cells] == [cell_of(placed[month]) for month in MONTHS]
    assert not rows or shown(made.total.total) == cell_of(rows)
    wide = [row for row in rows if not any(row in held for held in placed.values())]
    assert made.unplaced == len({row.report for row in wide})


@given(st.lists(items(), max_size=60))
def test_each_amount_is_judged_by_its_country_or_where_that_holds_few_by_all(rows: list[Item]) -> None:
    sized = [
        (row.substance, found[0], row.country, found[1], row.report)
        for row in rows
        if (found := measure_of(row)) is not None and found[1] > 0 and row.substance
    ]
    wanted = []
    for substance, measure, country, amount, report in sized:
        everywhere = [each for each in sized if each[:2] == (substance, measure)]
        here = [each for each in everywhere if each[2] == country]
        known, score = (here, SCORE) if len(here) >= FEWEST_FOR_OUTLIER else (everywhere, BORROWED_SCORE)
        if len(known) < FEWEST_FOR_OUTLIER:
            continue
        sizes = [log10(each[3]) for each in known]
        spread = max(1.4826 * median(abs(size - median(sizes)) for size in sizes), LEAST_SPREAD)
        if (log10(amount) - median(sizes)) / spread > score:
            wanted.append((report, country, substance, measure, amount))
    found_ones = [(each.report, each.country, each.substance, each.measure, each.amount) for each in outliers(rows)]
    assert sorted(map(str, found_ones)) == sorted(map(str, [(*w[:4], plain(w[4])) for w in wanted]))
