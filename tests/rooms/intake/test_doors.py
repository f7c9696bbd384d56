"""Dishonest and spoilt files at the door of the import: refused in words, or every row accounted for."""

import gzip
import io
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kerege.rooms.intake.rules.limits import UnreadableFileError
from kerege.rooms.intake.rules.sheets import open_sheet
from tests.rooms.intake import sheets
from tests.rooms.intake.test_importing import counts, imported

ODS_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" '
    'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)
ODS_HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="Лист1">'
)
ODS_FOOT = "</table:table></office:spreadsheet></office:body></office:document-content>"


def ods_cell(text: str) -> str:
    """One cell: a day as a day, a plain number as a number, else a text."""
    if text.count(".") == 2 and text.replace(".", "").isdigit():
        day, month, year = text.split(".")
        value = f'office:value-type="date" office:date-value="{year}-{month}-{day}"'
        return f"<table:table-cell {value}><text:p>{text}</text:p></table:table-cell>"
    if text.replace(",", "", 1).isdigit():
        value = f'office:value-type="float" office:value="{text.replace(",", ".")}"'
        return f"<table:table-cell {value}><text:p>{text}</text:p></table:table-cell>"
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def ods_file(path: Path, rows: list[list[str]]) -> Path:
    """A workbook as LibreOffice saves it (OpenDocument 1.2): typed cells, blank rows between."""
    lines = ["<table:table-row>" + "".join(map(ods_cell, row)) + "</table:table-row>" for row in rows]
    blank = '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        packed.writestr("META-INF/manifest.xml", ODS_MANIFEST)
        packed.writestr("content.xml", ODS_HEAD + lines[0] + blank + "".join(lines[1:]) + ODS_FOOT)
    return path


def test_an_open_document_sheet_is_imported_with_its_days_and_numbers_and_rows_as_it_counts_them(
    own_clone: str, tmp_path: Path
) -> None:
    from kerege.foundation.viewing import viewing
    from kerege.rooms.records.models import Facts, Item
    from tests import cast

    rows = [sheets.GOOD, sheets.UNKNOWN_AMOUNT, sheets.ZERO, ["9", *sheets.GOOD[1:]]]
    result = imported(ods_file(tmp_path / "sheet.ods", [sheets.HEADING, *rows]), kind="seizure")
    assert counts(result) == (2, 1, 1)
    assert [each.row for each in result.refused] == [6]
    with viewing(cast.viewer("aigerim")):
        assert {row.occurred for row in Facts.objects.all()} == {"2024-03-14", "2024-04"}
        assert {str(item.base_amount.normalize()) for item in Item.objects.all() if item.base_amount} == {"2.5"}
    assert counts(imported(tmp_path / "sheet.ods", kind="seizure")) == (0, 3, 1)


def test_repeated_cells_and_formulas_of_an_open_document_keep_every_cell_in_its_column(
    tmp_path: Path,
) -> None:
    """What LibreOffice writes short: equal neighbours as one cell, a formula with its value."""
    formula = '<table:table-cell table:formula="of:=1+1.5" office:value-type="float" office:value="2.5">'
    formula += "<text:p>2,5</text:p></table:table-cell>"
    twice = '<table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>опий</text:p>'
    twice += "</table:table-cell><table:table-cell/>"
    rows = (
        "".join(map(ods_cell, ("Страна", "Дата", "Количество", "Место"))),
        "".join((ods_cell("Казахстан"), ods_cell("14.03.2024"), formula, ods_cell("УЧЕБНОЕ"))),
        "".join(('<table:table-cell table:number-columns-repeated="3"/>', ods_cell("УЧЕБНОЕ"))),
        "".join((twice, ods_cell("УЧЕБНОЕ"))),
    )
    path = tmp_path / "short.ods"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        made.writestr("META-INF/manifest.xml", ODS_MANIFEST)
        content = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
        made.writestr("content.xml", ODS_HEAD + content + ODS_FOOT)
    sheet = open_sheet(path)
    assert list(sheet.columns) == ["Страна", "Дата", "Количество", "Место"]
    assert [cells for _number, cells in sheet.rows()] == [
        ["Казахстан", "2024-03-14", "2.5", "УЧЕБНОЕ"],
        ["", "", "", "УЧЕБНОЕ"],
        ["опий", "опий", "", "УЧЕБНОЕ"],
    ]


@pytest.mark.parametrize("name", ["sheet.csv.gz", "sheet.7z", "sheet.RAR"])
def test_a_file_packed_otherwise_than_as_zip_is_told_to_be_unpacked(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(gzip.compress(sheets.as_text([sheets.HEADING, sheets.GOOD])))
    with pytest.raises(UnreadableFileError, match="unpack"):
        open_sheet(tmp_path / name)


def test_a_sheet_saved_with_dates_as_texts_and_as_date_cells_is_the_same_sheet(own_clone: str, tmp_path: Path) -> None:
    rows = [sheets.GOOD, sheets.UNKNOWN_AMOUNT, sheets.ZERO]
    assert counts(imported(sheets.csv_file(tmp_path, rows), kind="seizure")) == (2, 0, 1)
    typed = ods_file(tmp_path / "typed.ods", [sheets.HEADING, *rows])
    assert counts(imported(typed, kind="seizure")) == (0, 2, 1)
    assert counts(imported(sheets.workbook(tmp_path, rows), kind="seizure")) == (0, 2, 1)


@settings(deadline=None)
@given(day=st.dates(date(1900, 1, 1), date(2100, 1, 1)), second=st.just(0) | st.integers(0, 86_399))
def test_a_date_has_one_identity_however_it_was_written_and_its_hour_tells_rows_apart(day: date, second: int) -> None:
    from kerege.rooms.intake.rules.table import plain_date
    from kerege.rooms.intake.rules.workbooks import text_of

    at = datetime.combine(day, time(second // 3600, second // 60 % 60, second % 60))
    assert plain_date(f" {day:%d.%m.%Y} ") == plain_date(f"{day.day}.{day.month}.{day.year}") == day.isoformat()
    assert plain_date(day.isoformat()) == day.isoformat()
    typed = plain_date(f"{at:%d.%m.%Y} {at.hour}:{at:%M:%S}")
    assert plain_date(text_of(at)) == typed
    assert (typed == day.isoformat()) is (second == 0)
    assert plain_date("нет  сведений ") == "нет сведений"


def packed(name: str, folder: Path) -> bytes:
    """A sound file of each shape."""
    if name.endswith(".ods"):
        return ods_file(folder / "sound.ods", [sheets.HEADING, sheets.GOOD]).read_bytes()
    if name.endswith(".xlsx"):
        return sheets.workbook(folder, [sheets.GOOD]).read_bytes()
    text = sheets.as_text([sheets.HEADING, sheets.GOOD, sheets.UNKNOWN_AMOUNT])
    if name.endswith(".zip"):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("one.csv", text)
        return made.getvalue()
    return b'{"occurred": "2024-05-01", "country": "KZ"}\n{"occurred": "2024"}\n' if name.endswith(".jsonl") else text


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(["a.csv", "a.xlsx", "a.ods", "a.zip", "a.jsonl"]),
    cut=st.floats(0, 1),
    spoilt=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=6),
)
def test_a_spoilt_file_is_refused_in_words_or_read_and_never_breaks(
    tmp_path: Path, name: str, cut: float, spoilt: list[tuple[float, int]]
) -> None:
    from kerege.rooms.intake.queries import UnreadableFileError, sheet_of

    content = bytearray(packed(name, tmp_path))
    for place, byte in spoilt:
        content[int(place * len(content))] = byte
    path = tmp_path / name
    path.write_bytes(bytes(content[: int(cut * len(content))]) if not spoilt else bytes(content))
    try:
        sheet = sheet_of(path)
        assert all(isinstance(cell, str) for _, row in sheet.rows() for cell in row)
    except UnreadableFileError as refused:
        assert refused.message  # noqa: PT017 - either way out is right


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(st.text(st.characters(codec="utf-8"), max_size=12), min_size=16, max_size=17))
def test_any_text_in_cells_is_kept_or_waits_and_is_counted(own_clone: str, tmp_path: Path, cells: list[str]) -> None:
    from kerege.rooms.intake.queries import UnreadableFileError

    try:
        result = imported(sheets.csv_file(tmp_path, [sheets.GOOD, cells, sheets.GOOD]), kind="seizure")
    except UnreadableFileError as refused:
        assert "\0" in "".join(cells), refused  # noqa: PT017 - only zero bytes make it no table
        return
    assert sum(counts(result)) == result.rows
    assert result.rows in {2, 3}


@pytest.mark.parametrize("formula", ['=HYPERLINK("file:///c:/x")', "@SUM(1)", "+cmd|' /C calc'!A0", "-1+1|x"])
def test_a_formula_in_a_cell_leaves_quarantine_as_text_alone(own_clone: str, tmp_path: Path, formula: str) -> None:
    import csv

    from kerege.foundation.viewing import viewing
    from kerege.rooms.intake import queries
    from tests import cast

    imported(sheets.csv_file(tmp_path, [["3", formula, *sheets.BAD_DATE[2:]]]), kind="seizure")
    viewer = cast.viewer("aigerim")
    with viewing(viewer):
        text = queries.quarantine_file(viewer=viewer, shape="csv").read().decode("utf-8-sig")
    rows: list[Any] = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert not any(cell.startswith(("=", "@", "+", "\t")) for row in rows for cell in row)
    assert f"'{formula}" in rows[1]
