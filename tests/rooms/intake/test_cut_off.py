"""Uploads that are cut off: a full disk, a process killed at any point, and how long what is left lies there."""

import errno
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connections

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.intake import actions, jobs, queries
from kerege.rooms.intake.actions import uploads
from kerege.rooms.intake.queries import uploads as kept
from tests import cast
from tests.rooms.intake import sheets

HALF_A_YEAR = timedelta(days=180)
SECRET = "EXERCISE опий"
SENDER = {"case": "EXERCISE-case-of-Nosirov", "reason": "EXERCISE: Nosirov was seen"}
CALLED = "EXERCISE Nosirov.csv"
KILLED_AT: list[tuple[Any, str]] = [
    (kept, "read"),
    (jobs.Telling, "write"),
    (uploads, "write"),
    (actions, "import_file"),
    (uploads, "leave_nothing"),
]
"""What an importing process does; it dies before each of these."""


@pytest.fixture(autouse=True)
def place(own_clone: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Uploads of this test alone, looked into here; imports begin when the test says so."""
    folder = tmp_path / "intake"
    for module in (kept, uploads):
        monkeypatch.setattr(module, "folder_of", lambda upload: folder / str(upload))
    monkeypatch.setattr(uploads, "looked_apart", lambda act, upload: getattr(jobs, act)(upload))
    monkeypatch.setattr(uploads, "launch", lambda upload: None)
    with chance.seeded("intake"):
        yield folder


def received(tmp_path: Path) -> UUID:
    """A dirty sheet is sent."""
    path = sheets.csv_file(tmp_path, sheets.DIRTY)
    viewer = cast.viewer("aigerim", Purpose.INVESTIGATION, **SENDER)
    with viewing(viewer):
        return actions.receive(actor=viewer, name=CALLED, chunks=[path.read_bytes()])


def started(upload: UUID, *, dry: bool = False) -> None:
    """Its import is begun."""
    viewer = cast.viewer("aigerim")
    with viewing(viewer):
        actions.start(actor=viewer, upload=upload, named="auto", kind="seizure", mapping=None, constants={}, dry=dry)


def state(upload: UUID) -> str:
    """What the page says of it."""
    viewer = cast.viewer("aigerim")
    with viewing(viewer):
        return queries.progress_of(viewer=viewer, upload=upload).state


def resumed(upload: UUID) -> None:
    """Somebody presses the button."""
    viewer = cast.viewer("aigerim")
    with viewing(viewer):
        actions.resume(actor=viewer, upload=upload)


def apart(work: Callable[[], object]) -> int:
    """Another process; its id."""
    connections.close_all()
    child = os.fork()
    if not child:
        with suppress(BaseException):
            work()
        os._exit(0)
    return child


def killed_before(owner: Any, name: str, count: int, work: Callable[[], object]) -> bool:
    """Another process is killed before the so-and-so-manieth call of a function; False where it never came there."""

    def dying() -> None:
        real, left = getattr(owner, name), [count]

        def counted(*given: Any, **more: Any) -> Any:
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*given, **more)

        setattr(owner, name, counted)
        work()

    return os.waitstatus_to_exitcode(os.waitpid(apart(dying), 0)[1]) == -signal.SIGKILL


@pytest.mark.parametrize(("owner", "name"), KILLED_AT, ids=[name for _owner, name in KILLED_AT])
def test_an_import_killed_anywhere_is_told_and_goes_on(owner: Any, name: str, tmp_path: Path, place: Path) -> None:
    """It says that it was broken off, the button takes it up, and nothing of the file stays when it is done."""
    count, cut_off = 1, True
    while cut_off:
        upload = received(tmp_path)
        started(upload)
        cut_off = killed_before(owner, name, count, partial(jobs.run, upload))
        if cut_off and state(upload) != "done":
            chance.advance(kept.TO_BEGIN)
            assert state(upload) == "broken", count
            resumed(upload)
            assert state(upload) == "waiting"
            assert jobs.run(upload) == 0
        assert state(upload) == "done", count
        resumed(upload)
        assert state(upload) == "done"
        actions.forget_uploads_before(chance.now() - HALF_A_YEAR)
        assert values_in(place) == []
        count += 1
    assert count > 2, "it was killed nowhere"


def test_an_import_at_work_is_neither_called_broken_nor_begun_twice(tmp_path: Path, place: Path) -> None:
    upload = received(tmp_path)
    started(upload)
    folder, reading = place / str(upload), os.pipe()

    def hold() -> None:
        with uploads.at_work(folder) as is_mine:
            os.write(reading[1], b"1" if is_mine else b"0")
            time.sleep(60)

    child = apart(hold)
    try:
        assert os.read(reading[0], 1) == b"1"
        chance.advance(timedelta(days=400))
        assert state(upload) == "waiting"
        resumed(upload)
        assert jobs.run(upload) == 1
        assert actions.forget_uploads_before(chance.now() - HALF_A_YEAR) == 0
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    assert state(upload) == "broken"


def test_of_what_was_imported_no_value_stays_beside_the_tables(tmp_path: Path, place: Path) -> None:
    upload = received(tmp_path)
    assert kept.TICKET in values_in(place)
    started(upload, dry=True)
    jobs.run(upload)
    assert state(upload) == "done"
    started(upload)
    jobs.run(upload)
    assert state(upload) == "done"
    assert values_in(place) == []


def values_in(place: Path) -> list[str]:
    """Files in which a cell of the sheet stands, or how it was called, on which case and why it was sent."""
    cells = {cell for row in sheets.DIRTY for cell in map(str, row) if len(cell) > 5} | {CALLED, *SENDER.values()}
    held = {path: path.read_text(encoding="utf-8") for path in place.rglob("*") if path.is_file()}
    return [path.name for path, text in held.items() if any(cell in text for cell in cells)]


@pytest.mark.parametrize("renewals", [0, 1, 5])
def test_no_dry_run_renews_the_clock_of_an_upload(renewals: int, tmp_path: Path, place: Path) -> None:
    upload = received(tmp_path)
    for _ in range(renewals):
        chance.advance(HALF_A_YEAR / (renewals + 1))
        started(upload, dry=True)
        jobs.run(upload)
        assert actions.forget_uploads_before(chance.now() - HALF_A_YEAR) == 0
    chance.advance(HALF_A_YEAR / (renewals + 1) + timedelta(seconds=1))
    assert actions.forget_uploads_before(chance.now() - HALF_A_YEAR) == 1
    assert not list(place.iterdir())


@pytest.mark.parametrize("problem", [OSError(errno.ENOSPC, "full"), OSError(errno.EDQUOT, "full"), KeyError("cut")])
@pytest.mark.parametrize("room", [0, 1, 3])
@pytest.mark.parametrize("door", ["receive", "mend_upload"])
def test_a_file_that_does_not_come_whole_leaves_nothing(door: str, room: int, problem: Exception, place: Path) -> None:
    def chunks() -> Iterator[bytes]:
        yield from [SECRET.encode()] * room
        raise problem

    viewer = cast.viewer("aigerim")
    expected = queries.UnreadableFileError if isinstance(problem, OSError) else KeyError
    with pytest.raises(expected), viewing(viewer):
        getattr(actions, door)(actor=viewer, name="a.csv", chunks=chunks())
    assert not list(place.iterdir())


def test_an_upload_whose_act_is_undone_leaves_nothing(tmp_path: Path, place: Path) -> None:
    viewer = cast.viewer("aigerim")

    def undone() -> None:
        with viewing(viewer):
            actions.receive(actor=viewer, name="a.csv", chunks=[SECRET.encode()])
            raise KeyError

    with pytest.raises(KeyError):
        undone()
    assert not list(place.iterdir())


def test_what_a_kill_left_of_receiving_goes_after_an_hour(tmp_path: Path, place: Path) -> None:
    whole = received(tmp_path)

    def receiving() -> None:
        viewer = cast.viewer("aigerim")
        with viewing(viewer):
            actions.receive(actor=viewer, name="a.csv", chunks=[SECRET.encode()])

    assert killed_before(uploads, "write", 1, receiving)
    [left] = [each for each in place.iterdir() if each.name != str(whole)]
    for age, gone in ((timedelta(minutes=50), 0), (timedelta(minutes=70), 1)):
        then = (chance.now() - age).timestamp()
        os.utime(left, (then, then))
        assert actions.forget_uploads_before(chance.now() - HALF_A_YEAR) == gone
    assert [each.name for each in place.iterdir()] == [str(whole)]
