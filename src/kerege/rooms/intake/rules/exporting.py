"""Rows in quarantine as a file to mend: the row's reference, where it stood, why it waits, then its own columns."""

import csv
import io
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import IO

import xlsxwriter

from kerege.rooms.intake.rules.limits import N_

REFERENCE, ROW, REASON = "kerege row", N_("row"), N_("reason")
MARKS = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so, blanks apart, is a formula to a spreadsheet; a quote mark before it makes it text."""
Line = Sequence[str]


def safe(cell: str) -> str:
    """A cell that no spreadsheet runs: numbers stay numbers."""
    return f"'{cell}" if is_run(cell) and not is_number(cell.lstrip()) else cell


def unsafe(cell: str) -> str:
    """The cell as it was before `safe`."""
    return cell[1:] if cell.startswith("'") and is_run(cell[1:]) else cell


def is_run(cell: str) -> bool:
    """Whether a spreadsheet might take a cell for a formula."""
    return cell.startswith(MARKS) or cell.lstrip().startswith(MARKS)


def is_number(cell: str) -> bool:
    """Whether a cell with a sign is a number."""
    return cell[1:].replace(".", "", 1).replace(",", "", 1).isdigit()


def as_csv(into: IO[bytes], heading: Line, lines: Iterable[Line]) -> None:
    """CSV in UTF-8 with its mark and semicolons, as spreadsheets of the region open it; names of columns are cells."""
    into.write(b"\xef\xbb\xbf")
    text = io.TextIOWrapper(into, encoding="utf-8", errors="replace", newline="", write_through=True)
    csv.writer(text, delimiter=";").writerows([safe(cell) for cell in line] for line in chain([heading], lines))
    text.detach()


def as_workbook(into: IO[bytes], heading: Line, lines: Iterable[Line]) -> None:
    """XLSX: the heading frozen and filtered, reasons wide, every cell text.

    Made in memory: on the disk its writer would give what it has not written yet names that a kill leaves.
    """
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = xlsxwriter.Workbook(into, options)
    sheet = book.add_worksheet()
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    sheet.write_row(0, 0, list(heading), bold)
    count = 0
    for count, line in enumerate(lines, start=1):
        for at, cell in enumerate(line):
            sheet.write_string(count, at, cell, wrapped if at == 2 else None)
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, max(count, 1), len(heading) - 1)
    sheet.set_column(2, 2, 60)
    book.close()
