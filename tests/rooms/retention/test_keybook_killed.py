"""The key book while others write it, erase, or are killed: no file beside it keeps a key that was destroyed."""

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connections

from kerege.foundation import node
from kerege.rooms.files import queries as files
from kerege.rooms.retention import actions
from kerege.rooms.retention.actions import keybook
from tests.rooms.retention import scenes

STEPS = [(os, "link"), (os, "fsync"), (os, "open"), (Path, "replace"), (Path, "unlink"), (Path, "write_text")]
"""What writing a key book asks of the system."""


@pytest.fixture(autouse=True)
def folder(own_clone: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home of this test alone, and a medium for a copy."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "secrets").mkdir()
    for secret in (node.home() / "secrets").iterdir():
        (home / "secrets" / secret.name).write_bytes(secret.read_bytes())
    (tmp_path / "medium").mkdir()
    monkeypatch.setattr(keybook.node, "home", lambda: home)
    monkeypatch.setattr(files, "path_of", lambda stored: tmp_path / "files" / stored[:2] / stored)
    with scenes.clock():
        yield tmp_path


def known_somewhere(folder: Path, report: UUID) -> list[str]:
    """Files in which the key of a record can be read by whoever has the recovery key."""
    master, found = node.secret(keybook.MASTER, 32), []
    for path in folder.rglob("*"):
        if path.is_file() and path.read_bytes()[: len(keybook.MARK)] == keybook.MARK:
            try:
                found += [path.name] if report in keybook.opened(path, master).records else []
            except actions.BackupError:
                continue
    return found


def killed_while_writing(database: str, step: tuple[Any, str], count: int) -> bool:
    """Another process writes the book and is killed before the so-and-so-manieth call of this kind."""
    connections.close_all()
    child = os.fork()
    if not child:
        place, name = step
        real, left = getattr(place, name), [count]

        def counted(*given: Any, **more: Any) -> Any:
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*given, **more)

        try:
            setattr(place, name, counted)
            keybook.write_book(database)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def test_a_writer_killed_anywhere_leaves_no_key_that_is_destroyed_later(own_clone: str, folder: Path) -> None:
    """Home and medium, before every call to the system: then a record is erased, and the book follows."""
    first = scenes.kept()
    actions.back_up(folder / "one", copies=(folder / "medium" / "book",))
    cut_off = 0
    for step in STEPS:
        count = 1
        while killed_while_writing(own_clone, step, count):
            cut_off, count = cut_off + 1, count + 1
    assert cut_off > len(STEPS)
    assert known_somewhere(folder, first)
    scenes.erase(first)
    assert actions.refresh(own_clone)
    assert known_somewhere(folder, first) == []
    assert not actions.refresh(own_clone)


def test_a_key_destroyed_while_the_book_is_written_is_followed(
    own_clone: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between reading the keys and noting what was read."""
    first = scenes.kept()
    actions.back_up(folder / "one", copies=(folder / "medium" / "book",))
    real = keybook.standing

    def meanwhile(connection: Any) -> Any:
        monkeypatch.setattr(keybook, "standing", real)
        scenes.erase(first)
        return real(connection)

    monkeypatch.setattr(keybook, "standing", meanwhile)
    keybook.write_book(own_clone)
    assert actions.refresh(own_clone)
    assert known_somewhere(folder, first) == []


def test_one_key_made_for_one_destroyed_is_a_change(own_clone: str, folder: Path) -> None:
    """As many keys as before are not the same keys."""
    first = scenes.kept()
    actions.back_up(folder / "one", copies=(folder / "medium" / "book",))
    scenes.kept()
    scenes.erase(first)
    with keybook.copying.keeper(own_clone) as other:
        keybook.remembered(())
        from kerege.rooms.retention.actions.backing import record_keys

        record_keys(other, own_clone)
    assert actions.refresh(own_clone)
    assert known_somewhere(folder, first) == []


def test_of_two_writers_the_later_one_is_not_overtaken(
    own_clone: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first stands still with what it read; a record is erased; the second writes; then the first goes on."""
    first = scenes.kept()
    actions.back_up(folder / "one", copies=(folder / "medium" / "book",))
    stands, go_on, real = threading.Event(), threading.Event(), keybook.replaced

    def slow(path: Path, content: bytes) -> bool:
        if threading.current_thread() is early:
            stands.set()
            go_on.wait(20)
        return real(path, content)

    monkeypatch.setattr(keybook, "replaced", slow)
    early = threading.Thread(target=keybook.write_book, args=(own_clone,))
    late = threading.Thread(target=keybook.write_book, args=(own_clone,))
    early.start()
    assert stands.wait(20)
    scenes.erase(first)
    late.start()
    late.join(1)
    go_on.set()
    early.join(20)
    late.join(20)
    assert known_somewhere(folder, first) == []
    assert not actions.refresh(own_clone)


def test_a_medium_that_was_away_is_written_as_soon_as_it_is_back(own_clone: str, folder: Path) -> None:
    first = scenes.kept()
    actions.back_up(folder / "one", copies=(folder / "medium" / "book",))
    (folder / "medium").rename(folder / "taken out")
    scenes.erase(first)
    with pytest.raises(actions.BackupError, match="still holds old keys"):
        actions.refresh(own_clone)
    assert not actions.refresh(own_clone)
    assert known_somewhere(folder, first)
    (folder / "taken out").rename(folder / "medium")
    assert actions.refresh(own_clone)
    assert known_somewhere(folder, first) == []
