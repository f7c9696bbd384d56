"""A table of statistics in words: cells, warnings and questions, and the same as a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from kerege.rooms.statistics import queries
from kerege.rooms.statistics.queries import Cell, Sorting, Table
from kerege.web.shell.formats import language, number

MOST_COLUMNS = 18


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line of the page."""

    name: str
    reports: str
    amounts: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]


def shown_lines(table: Table) -> list[ShownLine]:
    """The lines in words; a cell without a report is an empty tuple."""
    wide = len(table.counted.periods) > MOST_COLUMNS
    return [
        ShownLine(
            name_of(line.key, table.by),
            number(line.total.reports),
            amounts(line.total),
            () if wide else tuple(cell_words(cell) for cell in line.cells),
        )
        for line in table.counted.lines
    ]


def name_of(key: str, by: Sorting) -> str:
    """The name of a line."""
    unknown = _("Country not known") if by is Sorting.COUNTRY else _("Names not in the register")
    return queries.line_name(key, by, language()) or unknown


def amounts(cell: Cell) -> tuple[str, ...]:
    """The sums of a cell, each in its measure."""
    made = [measured(amount, measure) for measure, amount in cell.amounts.items()]
    if cell.unquantified:
        made.append(_("%(count)s without an amount") % {"count": number(cell.unquantified)})
    return tuple(made)


def measured(amount: Decimal, measure: str) -> str:
    """A sum in its measure."""
    return f"{number(amount)}\u00a0{queries.measure_name(measure, language())}"


def cell_words(cell: Cell | None) -> tuple[str, ...]:
    """A cell of a period: reports, then sums; empty where nothing was reported."""
    return () if cell is None else (number(cell.reports), *amounts(cell))


def warnings(table: Table) -> list[str]:
    """The warnings in words."""
    made = []
    for each in table.warnings:
        where = f"{name_of(each.country, Sorting.COUNTRY)}: " if each.country else ""
        made.append(where + _(each.message) % dict(each.values))
    return made


def questions(table: Table, most: int = 20) -> list[dict[str, object]]:
    """The questions about amounts, with the report each is about."""
    return [
        {
            "report": each.report,
            "country": name_of(each.country, Sorting.COUNTRY),
            "substance": name_of(each.substance, Sorting.SUBSTANCE),
            "amount": measured(each.amount, each.measure),
            "usual": measured(each.usual, each.measure),
        }
        for each in table.outliers[:most]
    ]


def sheet(table: Table) -> tuple[list[str], list[list[str]]]:
    """Heading and rows of the file: one row a line, period and measure, so that nothing is added by mistake."""
    heading = [_("Line"), _("Code"), _("Period"), _("Reports"), _("Without an amount"), _("Amount"), _("Measure")]
    rows = []
    for line in table.counted.lines:
        name = name_of(line.key, table.by)
        rows += cell_rows([name, line.key, _("all")], line.total)
        for period, cell in zip(table.counted.periods, line.cells, strict=True):
            rows += cell_rows([name, line.key, period.code], cell)
    return heading, rows


def cell_rows(start: Sequence[str], cell: Cell | None) -> list[list[str]]:
    """The rows of one cell; one that was not reported says so."""
    if cell is None:
        return [[*start, _("not reported"), "", "", ""]]
    counts = [str(cell.reports), str(cell.unquantified)]
    if not cell.amounts:
        return [[*start, *counts, "", ""]]
    return [[*start, *counts, format(amount, "f"), measure] for measure, amount in cell.amounts.items()]
