"""Workbooks (XLSX, ODS, XLS): the first sheet with rows, each cell as text; formula cells give their values."""

import io
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from python_calamine import CalamineError, CalamineWorkbook

from kerege.rooms.intake.rules.limits import N_, UnreadableFileError

SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".ods", ".xls")
Cell = int | float | str | bool | time | date | datetime | timedelta


def read(content: bytes) -> Callable[[], Iterator[tuple[int, list[Cell]]]]:
    """The rows of the first sheet that holds any, numbered as the spreadsheet numbers them."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            if sheet.height:
                break
        else:
            raise UnreadableFileError(N_("The workbook holds no rows: there is nothing to import."))
    except (CalamineError, OSError, ValueError) as problem:
        if isinstance(problem, UnreadableFileError):
            raise
        raise UnreadableFileError(
            N_("The workbook cannot be read (%(problem)s): open it, save it as XLSX, send it."), problem=problem
        ) from problem

    def rows() -> Iterator[tuple[int, list[Cell]]]:
        return enumerate(sheet.iter_rows(), start=1)

    return rows


def text_of(cell: Cell) -> str:
    """A cell as text: whole numbers without a point, days without midnight, truth as yes and no."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else format(Decimal(repr(cell)), "f")
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)
