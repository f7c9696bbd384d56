"""`kerege backup`, `kerege restore`, `kerege free-erased`: what they write, what they refuse and in which words."""

import json
import subprocess
from pathlib import Path

import pytest

from kerege.cli import backup
from kerege.cli.main import main
from kerege.cli.terminal import CommandError
from kerege.foundation import node, server
from kerege.rooms.files import queries as files
from kerege.rooms.retention.actions import freeing, keybook
from tests.rooms.retention import scenes


@pytest.fixture(autouse=True)
def own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Key books and files of this test alone."""
    monkeypatch.setattr(keybook, "COPIES", f"keybook-copies-{tmp_path.name}")
    monkeypatch.setattr(keybook, "BOOK", f"keybook-{tmp_path.name}")
    monkeypatch.setattr(files, "path_of", lambda stored: tmp_path / "files" / stored[:2] / stored)


def run(capsys: pytest.CaptureFixture[str], *words: str, expected: int = 0) -> dict[str, object]:
    """A command's JSON answer."""
    assert main([*words, "--json", "--language", "en"]) == expected
    answer: dict[str, object] = json.loads(capsys.readouterr().out)
    return answer


@pytest.mark.parametrize(
    ("out", "wrong", "says"),
    [('{"error": "EXERCISE no server"}', "", "EXERCISE no server"), ("", "EXERCISE killed", "EXERCISE killed")],
)
def test_a_journal_that_could_not_be_verified_is_not_called_bent(
    out: str, wrong: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = subprocess.CompletedProcess[str]([], 2, stdout=out, stderr=wrong)
    monkeypatch.setattr(subprocess, "run", lambda *given, **named: done)
    with pytest.raises(CommandError, match=says):
        backup.journal_is_whole("")


def test_a_backup_is_written_once_and_refused_into_a_node_in_use(
    own_clone: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scenes.kept()
    book, paper = tmp_path / "book", tmp_path / "paper"
    made = run(capsys, "backup", str(tmp_path / "one"), "--keybook", str(book))
    assert int(str(made["rows"])) > 50
    assert book.stat().st_mode & 0o077 == 0
    assert "not empty" in str(run(capsys, "backup", str(tmp_path / "one"), expected=2)["error"])
    paper.write_text(str(run(capsys, "backup", "--recovery-key")["recovery_key"]).lower())
    given = ("restore", str(tmp_path / "one"), "--keybook", str(book), "--recovery-key-file", str(paper))
    assert "is in use" in str(run(capsys, *given, expected=2)["error"])
    (tmp_path / "one" / "tables" / "records_facts").unlink()
    assert "was changed or cut" in str(run(capsys, *given, expected=2)["error"])
    paper.write_text("AAAA")
    assert "slip" in str(run(capsys, *given, expected=2)["error"])
    assert (node.home() / "secrets" / keybook.MASTER).stat().st_size == 32


def test_a_backup_needs_a_folder(own_clone: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "name a new folder" in str(run(capsys, "backup", expected=2)["error"])


def test_tables_are_written_anew_and_one_in_use_is_named(
    own_clone: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    scenes.erase(scenes.kept())
    made = run(capsys, "free-erased")
    assert int(str(made["tables"])) > 20
    assert int(str(made["after"])) <= int(str(made["before"]))
    assert made["busy"] == []
    monkeypatch.setattr(freeing, "PATIENCE", "50ms")
    with server.ensure_server(durable=False).administrator(own_clone) as held, held.transaction():
        held.execute("SELECT FROM records_nominal")
        assert run(capsys, "free-erased", expected=1)["busy"] == ["records_nominal"]
