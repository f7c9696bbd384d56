"""What the terminal writes is its user's alone: no other user of the machine reads a record that was taken along."""

import argparse
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kerege.cli import main as command
from kerege.cli.terminal import CommandError, Terminal
from kerege.foundation import chance
from tests.cli.test_records import Officer

OTHERS = stat.S_IRWXG | stat.S_IRWXO
WAYS: dict[str, Callable[[Path], object]] = {
    "bytes": lambda path: path.write_bytes(b"EXERCISE"),
    "a stream": lambda path: path.open("w").close(),
    "a folder": lambda path: path.mkdir(),
    "folders": lambda path: os.makedirs(path / "a" / "b"),
    "a process": lambda path: subprocess.run([sys.executable, "-c", f"open({str(path)!r}, 'w')"], check=True),
}
"""How a command, or a process of its own, comes to write."""
ENDS: dict[str, BaseException | None] = {
    "well": None,
    "refused": CommandError("EXERCISE"),
    "stopped": KeyboardInterrupt(),
    "broken": ZeroDivisionError(),
}


@pytest.fixture(autouse=True)
def an_open_handed_user() -> Iterator[None]:
    """The user's own files may be read and written by everybody."""
    before = os.umask(0)
    yield
    os.umask(before)


def given_away(folder: Path) -> dict[str, str]:
    """What others may do with anything that lies in a folder."""
    modes = {str(path.relative_to(folder)): path.stat().st_mode for path in folder.rglob("*")}
    assert modes
    return {name: oct(mode) for name, mode in modes.items() if mode & OTHERS}


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("way", WAYS)
def test_nothing_that_a_command_writes_is_anybody_elses(
    way: str, end: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(_arguments: argparse.Namespace, _terminal: Terminal) -> int:
        WAYS[way](tmp_path / "written")
        if (problem := ENDS[end]) is not None:
            raise problem
        return 0

    made = argparse.Namespace(run=run, needs_django=False)
    monkeypatch.setattr(command, "parser", lambda: argparse.Namespace(parse_args=lambda _words: made))
    try:
        command.main([])
    except ZeroDivisionError:
        assert end == "broken"
    assert given_away(tmp_path) == {}
    assert os.umask(0) == 0


@pytest.mark.django_db
def test_files_of_commands_are_their_users(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A spreadsheet, a bulletin."""
    with chance.seeded("closed files"):
        officer = Officer("aigerim", monkeypatch, capsys)
        officer.run("template", "seizure", "--out", str(tmp_path / "a.xlsx"))
        officer.run("bulletin", "weekly", "--week", "2026-W12", "--html", "--out", str(tmp_path / "b.html"))
    assert len(list(tmp_path.iterdir())) == 2
    assert given_away(tmp_path) == {}
