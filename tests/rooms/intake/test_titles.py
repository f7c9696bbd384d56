"""A title above the heading, as people write one, is not taken for the heading, in any kind of sheet."""

from pathlib import Path

import pytest
import xlsxwriter

from tests.rooms.intake import sheets
from tests.rooms.intake.test_doors import ods_file
from tests.rooms.intake.test_importing import counts, imported

TITLE = "Сводка изъятий за март 2024 года (УЧЕБНАЯ)"
WIDTH = len(sheets.HEADING)
ROWS = [[TITLE, *[""] * (WIDTH - 1)], [""] * WIDTH, sheets.HEADING, sheets.GOOD]


def merged_workbook(path: Path) -> Path:
    """A workbook whose title is merged over all columns."""
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        for at, row in enumerate(ROWS):
            page.write_row(at, 0, row)
        page.merge_range(0, 0, 0, WIDTH - 1, TITLE)
    return path


@pytest.mark.parametrize("form", ["csv", "xlsx", "ods", "ods, one cell"])
def test_a_title_above_the_heading_is_read_past(own_clone: str, tmp_path: Path, form: str) -> None:
    if form == "csv":
        path = tmp_path / "sheet.csv"
        path.write_bytes(sheets.as_text(ROWS))
    elif form == "xlsx":
        path = merged_workbook(tmp_path / "sheet.xlsx")
    else:
        path = ods_file(tmp_path / "sheet.ods", ROWS if form == "ods" else [[TITLE], *ROWS[2:]])
    assert counts(imported(path, kind="seizure")) == (1, 0, 0)
