"""Tables of strangers are read in a box: what comes back is what the reader reads, and only if it is rows of texts."""

import gc
import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kerege.foundation.box import BoxError, UnconfinedError
from kerege.rooms.intake.queries import apart
from kerege.rooms.intake.queries.apart import PAST_LIMITS, UNCONFINED, open_apart
from kerege.rooms.intake.rules.limits import Limits, UnreadableFileError
from kerege.rooms.intake.rules.sheets import open_sheet
from tests.rooms.intake import sheets

SHARED = Path(__file__).parents[4] / "shared" / "data"
READ = (".csv", ".tsv", ".xlsx", ".ods", ".jsonl", ".zip")
MANY = [[*sheets.GOOD[:1], f"{at:05d}", *sheets.GOOD[2:]] for at in range(2_500)]


def parquet(path: Path) -> Path:
    """A small table of columns, with a list in a cell."""
    import pyarrow as pa
    from pyarrow import parquet as written

    written.write_table(pa.table({"name": ["УЧЕБНЫЙ", None], "places": [["Алматы", "Ош"], []], "n": [1, 2]}), path)
    return path


def test_a_box_gives_the_rows_that_reading_gives_as_often_as_they_are_asked_for(tmp_path: Path) -> None:
    lines = tmp_path / "half.jsonl"
    lines.write_text('{"a": "one \\ud800 half"}\n')
    packed = tmp_path / "one.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(sheets.workbook(tmp_path, sheets.DIRTY), "inner.xlsx")
    for path in (sheets.csv_file(tmp_path, MANY, encoding="cp1251"), packed):
        here, there = open_sheet(path), open_apart(path)
        assert (there.name, there.shape, there.columns) == (here.name, here.shape, here.columns)
        assert (there.encoding, there.separator) == (here.encoding, here.separator)
        assert there.first(3) == here.first(3)
        assert list(there.rows()) == list(here.rows()) == list(there.rows())
    assert list(open_apart(lines).rows()) == [(1, ["one \ufffd half"])]
    columns = open_apart(parquet(tmp_path / "t.parquet"), columns=True)
    assert (columns.columns, list(columns.rows())) == (
        ("name", "places", "n"), [(1, ["УЧЕБНЫЙ", "Алматы; Ош", "1"]), (2, ["", "", "2"])],
    )  # fmt: skip


def test_who_reads_on_after_another_began_anew_is_told(tmp_path: Path) -> None:
    sheet = open_apart(sheets.csv_file(tmp_path, MANY))
    first = iter(sheet.rows())
    next(first)
    assert next(iter(sheet.rows()))[0] == 2
    with pytest.raises(RuntimeError):
        list(first)


def test_real_dirty_tables_are_read_in_a_box_as_they_are_outside() -> None:
    if not SHARED.exists():
        pytest.skip("skipped: shared data not found")
    found = sorted(path for path in SHARED.rglob("*") if path.suffix in READ and 0 < path.stat().st_size < 300_000)
    assert found
    for path in found[:: max(1, len(found) // 12)]:
        assert outcome(open_apart, path) == outcome(open_sheet, path), path


def outcome(opening: Any, path: Path) -> object:
    """The rows, or the sentence that says why not."""
    try:
        sheet = opening(path)
        return sheet.columns, list(sheet.rows())
    except UnreadableFileError as problem:
        return str(problem)


def test_what_cannot_be_read_is_told_in_the_same_words(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(60 * 1024 * 1024))
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("inner.xlsx", inner.getvalue())
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(b"PAR1 and then nothing PAR1")
    with pytest.raises(UnreadableFileError, match="would unpack"):
        open_apart(bomb)
    with pytest.raises(UnreadableFileError, match="Parquet"):
        open_apart(broken, columns=True)
    with pytest.raises(UnreadableFileError, match="no file"):
        open_apart(tmp_path / "nowhere.csv")
    sheet = open_apart(sheets.csv_file(tmp_path, MANY), limits=Limits(rows=2_400))
    with pytest.raises(UnreadableFileError, match="2400 rows"):
        list(sheet.rows())


class Lying:
    """A box that a hostile file has taken over: it answers what it likes."""

    answers: Iterator[Any]

    def __init__(self, *_given: object, **_named: object) -> None:
        """Any file."""

    def ask(self, letter: bytes) -> None:
        """Heard."""

    def answer(self) -> Any:
        """The next answer of the lie."""
        found = next(self.answers)
        if isinstance(found, Exception):
            raise found
        return found

    def close(self) -> None:
        """Nothing to close."""


HEAD = {"name": "a", "shape": "csv", "columns": ["a"], "encoding": "", "separator": ";"}
LIES: list[list[Any]] = [
    [[]],
    [{}],
    [HEAD | {"columns": None}],
    [{"trouble": "%(nothing)s", "values": {}}],
    [{"trouble": "%d", "values": {"a": 1}}],
    [{"trouble": 1}],
    [BoxError("ended")],
    [HEAD, {"rows": None, "last": True}],
    [HEAD, {"rows": [["2", ["a"]]], "last": True}],
    [HEAD, {"rows": [[2, "a"]], "last": True}],
    [HEAD, {"rows": [[2, [{"a": 1}]]], "last": True}],
    [HEAD, {"rows": [[2, ["a"]], [2, ["a"]]], "last": True}],
    [HEAD, *({"rows": [[at, ["a"]]], "last": False} for at in range(2, 99))],
]


@pytest.mark.parametrize("lie", LIES, ids=str)
def test_a_box_that_lies_gives_no_row(lie: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Lying, "answers", iter(lie), raising=False)
    monkeypatch.setattr(apart, "Box", Lying)
    with pytest.raises(UnreadableFileError) as refused:
        list(open_apart(sheets.csv_file(tmp_path, []), limits=Limits(rows=20)).rows())
    assert refused.value.message == PAST_LIMITS


def test_a_machine_that_confines_nothing_takes_no_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Lying, "answers", iter([UnconfinedError("EXERCISE")]), raising=False)
    monkeypatch.setattr(apart, "Box", Lying)
    with pytest.raises(UnreadableFileError) as refused:
        open_apart(sheets.csv_file(tmp_path, []))
    assert refused.value.message == UNCONFINED


def test_a_box_ends_with_the_last_hold_of_its_sheet(tmp_path: Path) -> None:
    sheet = open_apart(sheets.csv_file(tmp_path, MANY))
    process = sheet.rows.__self__.box.process  # type: ignore[attr-defined]  # the method of an Apart
    assert process.poll() is None
    del sheet
    gc.collect()
    assert process.poll() is not None
    with pytest.raises(ProcessLookupError):
        os.kill(process.pid, 0)
