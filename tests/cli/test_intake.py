"""`kerege import` and `kerege quarantine`: one document under --json, whatever happened."""

import json
from pathlib import Path
from typing import Any

import pytest

from kerege.cli import intake, terminal
from kerege.cli.main import main
from kerege.rooms.intake.queries import exporting
from kerege.rooms.intake.rules.limits import Limits
from tests import cast
from tests.rooms.intake import sheets


@pytest.fixture(autouse=True)
def as_aigerim(own_clone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The terminal acts as aigerim."""
    monkeypatch.setattr("kerege.cli.main.prepare_django", lambda *, database: None)
    for module in (intake, terminal):
        monkeypatch.setattr(module, "acting_viewer", lambda arguments, *, act: cast.viewer("aigerim"))


def asked(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> Any:
    """What the command answers as JSON, and nothing else on standard output."""
    assert main([*words, "--json", "--language", "en"]) == code
    return json.loads(capsys.readouterr().out)


def test_a_table_is_imported_and_its_quarantine_mended(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = sheets.workbook(tmp_path, sheets.DIRTY)
    first = asked(capsys, "import", str(path), "--kind", "seizure", "--save-mapping", "weekly")
    assert (first["accepted"], first["duplicates"], first["quarantined"]) == (2, 1, 3)
    again = asked(capsys, "import", str(path), "--mapping", "weekly")
    assert (again["accepted"], again["duplicates"], again["quarantined"]) == (0, 3, 3)
    assert len(asked(capsys, "quarantine", "list")) == 3
    target = tmp_path / "waiting.csv"
    asked(capsys, "quarantine", "download", str(target))
    text = target.read_text(encoding="utf-8-sig")
    target.write_text(text.replace(";32.01.2024;", ";31.01.2024;"), encoding="utf-8")
    assert asked(capsys, "quarantine", "mend", str(target))["accepted"] == 1


def test_what_waits_is_written_in_parts_that_come_back(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(capsys, "import", str(sheets.workbook(tmp_path, sheets.DIRTY)), "--kind", "seizure")
    monkeypatch.setattr(exporting, "MENDED_LIMITS", Limits(rows=2))
    written = asked(capsys, "quarantine", "download", str(tmp_path / "waiting.csv"))
    assert (written["parts"], [Path(each).name for each in written["files"]]) == (
        3, ["waiting.csv", "waiting-2.csv", "waiting-3.csv"]
    )  # fmt: skip
    assert [asked(capsys, "quarantine", "mend", each)["still_waiting"] for each in written["files"]] == [1, 1, 1]
    assert {Path(each).stat().st_mode & 0o777 for each in written["files"]} == {0o600}


def test_a_file_that_cannot_be_read_is_an_error_in_words(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    answer = asked(capsys, "import", str(tmp_path / "empty.csv"), code=2)
    assert answer["error"].startswith("The file is empty")


def test_a_column_can_be_named_and_a_value_set_for_every_row(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "few.csv"
    path.write_text("wann;was;wieviel\n2024-05-01;heroin;2 kg\n", encoding="utf-8")
    mapped = ["--map", "wann=occurred", "--map", "was=items.0.substance", "--map", "wieviel=items.0.quantity"]
    answer = asked(capsys, "import", str(path), "--kind", "seizure", *mapped, "--set", "country=KZ", "--dry-run")
    assert (answer["accepted"], answer["quarantined"]) == (1, 0)
    assert answer["import"] is None


def test_a_table_without_a_required_field_is_refused_before_its_rows_fill_the_quarantine(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "few.csv"
    path.write_text("Substance;Amount;Unit\nheroin;2;kg\n", encoding="utf-8")
    answer = asked(capsys, "import", str(path), "--kind", "seizure", code=2)
    assert "(occurred)" in answer["error"]
    assert "(country)" in answer["error"]
    assert asked(capsys, "quarantine", "list") == []
    given = ["--set", "occurred=2024", "--set", "country=KZ"]
    assert asked(capsys, "import", str(path), "--kind", "seizure", *given)["accepted"] == 1
