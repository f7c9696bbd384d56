"""Opening files: encodings, separators, workbooks, JSON lines, zips, and what is refused with words."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rooms.intake import sheets


def opened(path: Path, **how: object) -> object:
    from kerege.rooms.intake import queries

    return queries.sheet_of(path, **how)  # type: ignore[arg-type]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "koi8-r", "cp866"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_encoding_and_separator_are_found(tmp_path: Path, encoding: str, separator: str) -> None:
    rows = [[cell.replace("№", "N") for cell in row] for row in [sheets.HEADING, sheets.GOOD, sheets.UNKNOWN_AMOUNT]]
    path = tmp_path / "sheet.csv"
    path.write_bytes(sheets.as_text(rows, separator=separator, encoding=encoding))
    sheet = opened(path)
    assert sheet.separator == separator
    assert [row for _, row in sheet.rows()] == rows[1:]


def test_the_heading_is_found_below_a_title_and_formulas_give_their_values(tmp_path: Path) -> None:
    sheet = opened(sheets.workbook(tmp_path, [sheets.GOOD]))
    assert sheet.columns == tuple(sheets.HEADING)
    [(number, row)] = list(sheet.rows())
    assert number == 4
    assert row[6] == "2.5"


def test_json_lines_keep_the_digits_of_numbers(tmp_path: Path) -> None:
    path = tmp_path / "items.jsonl"
    path.write_text('{"occurred": "2024", "items": [{"quantity": 1e-05, "substance": "opium"}]}\n', encoding="utf-8")
    sheet = opened(path)
    assert sheet.columns == ("occurred", "items.0.quantity", "items.0.substance")
    assert list(sheet.rows()) == [(1, ["2024", "1e-05", "opium"])]


def zipped(path: Path, **names: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in names.items():
            archive.writestr(name.replace("__", "."), content)
    return path


def test_a_zip_of_one_table_is_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "one.zip", a__csv=b"a;b\n1;2\n", readme__md=b"no table")
    assert list(opened(path).rows()) == [(2, ["1", "2"])]


REFUSED = {
    "empty": ("sheet.csv", b"", "empty"),
    "only blanks": ("sheet.csv", b"\n\n ;\n", "no rows"),
    "binary": ("sheet.csv", bytes(range(256)) * 50, "not a table"),
    "broken workbook": ("sheet.xlsx", b"PK\x03\x04 nothing", "workbook"),
    "broken zip": ("sheet.zip", b"PK nothing", "zip is damaged"),
    "not an object": ("rows.jsonl", b"[1, 2]\n", "not a JSON object"),
    "no JSON": ("rows.jsonl", b"{broken\n", "not one JSON object"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_is_refused_with_words(tmp_path: Path, case: str) -> None:
    from kerege.rooms.intake.queries import UnreadableFileError

    name, content, said = REFUSED[case]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableFileError, match=said):
        list(opened(tmp_path / name).rows())


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    from kerege.rooms.intake.queries import UnreadableFileError

    path = zipped(tmp_path / "bomb.zip", a__csv=b"0" * (40 * 1024 * 1024))
    with pytest.raises(UnreadableFileError, match="would unpack to 40 MB"):
        opened(path)


def test_two_tables_in_a_zip_are_refused_by_name(tmp_path: Path) -> None:
    from kerege.rooms.intake.queries import UnreadableFileError

    with pytest.raises(UnreadableFileError, match=r"a\.csv, b\.csv"):
        opened(zipped(tmp_path / "two.zip", a__csv=b"a;b\n", b__csv=b"a;b\n"))


def test_more_rows_than_the_limit_are_refused(tmp_path: Path) -> None:
    from kerege.rooms.intake.queries import Limits, UnreadableFileError

    path = sheets.csv_file(tmp_path, [sheets.GOOD] * 6)
    with pytest.raises(UnreadableFileError, match="more than 5 rows"):
        list(opened(path, limits=Limits(rows=5)).rows())


def test_a_wrong_byte_late_in_the_file_is_named(tmp_path: Path) -> None:
    from kerege.rooms.intake.queries import UnreadableFileError

    path = tmp_path / "late.csv"
    path.write_bytes("дата;страна\n".encode() * 20_000 + b"\xff\xfe;x\n")
    with pytest.raises(UnreadableFileError, match="not utf-8 all through"):
        list(opened(path).rows())


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40))
def test_a_cell_survives_the_way_into_a_spreadsheet_and_back(cell: str) -> None:
    from kerege.rooms.intake.rules.exporting import safe, unsafe

    if not (cell.startswith("'") and unsafe(cell) != cell):
        assert unsafe(safe(cell)) == cell
        assert not safe(cell).startswith(("=", "@"))


HOSTILE = st.text(st.sampled_from("=+-@\t\r '\"|;1aЖ\u00a0"), max_size=12)


@given(st.lists(HOSTILE, min_size=1, max_size=5), st.lists(HOSTILE, min_size=5, max_size=5))
def test_nothing_of_a_file_to_mend_is_run_not_even_the_names_of_its_columns(names: list[str], cells: list[str]) -> None:
    """What one officer uploads another downloads: every cell is text, and comes back as it was."""
    from kerege.rooms.intake.rules.exporting import MARKS, as_csv, is_number, unsafe

    line = [cell for cell, _ in zip(cells, names, strict=False)]
    as_csv(made := io.BytesIO(), names, [line])
    written = made.getvalue().decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(written, newline=""), delimiter=";"))
    for given_row, row in zip((names, line), read, strict=True):
        for was, cell in zip(given_row, row, strict=True):
            assert not cell.lstrip().startswith(MARKS) or is_number(cell.lstrip())
            assert unsafe(cell) == was or was.startswith("'")
