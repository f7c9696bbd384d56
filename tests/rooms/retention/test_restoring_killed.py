"""A restore that is killed at any point: the node is closed until it is empty again, and then restored whole."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.db import connections

from kerege.foundation import copying, filling
from kerege.foundation.viewing import viewing
from kerege.rooms.directory import queries as directory
from kerege.rooms.retention import actions, jobs
from kerege.rooms.retention.actions import keybook, restoring
from tests.rooms.retention.test_backups import a_busy_node, dump, emptied, folder, restored, standing_clock

__all__ = ["folder", "standing_clock"]
POINTS: list[tuple[Any, str]] = [
    (filling, "begin"),
    (restoring, "take_secrets"),
    (restoring, "load"),
    (restoring, "load_table"),
    (restoring, "put_files"),
    (restoring, "verified_whole"),
    (keybook, "write_book"),
    (filling, "end"),
]
"""What a restore does, in order; it may die before and after each."""
DEADLY = [("put_files", "after"), ("load", "after"), ("verified_whole", "after"), ("end", "before")]


def on_the_way(work: Callable[[], object], at: Callable[[str], None]) -> int:
    """Let another process do some work, and call `at` in it before and after each point; its process id."""
    connections.close_all()
    child = os.fork()
    if child:
        return child
    for owner, name in POINTS:
        real = getattr(owner, name)

        def told(*given: Any, real: Any = real, name: str = name, **more: Any) -> Any:
            at(f"{name} before")
            made = real(*given, **more)
            at(f"{name} after")
            return made

        setattr(owner, name, told)
    with suppress(BaseException):
        work()
    os._exit(0)


def killed(work: Callable[[], object], point: str) -> None:
    """It is killed by signal 9 at a point."""
    child = on_the_way(work, lambda here: os.kill(os.getpid(), signal.SIGKILL) if here == point else None)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL, point


@contextmanager
def stopped_at_each_point(work: Callable[[], object]) -> Iterator[Iterator[str]]:
    """It stands still at each point, where somebody else may look round."""
    reading, writing = os.pipe()

    def stand(here: str) -> None:
        os.write(writing, f"{here}\n".encode())
        os.kill(os.getpid(), signal.SIGSTOP)

    child = on_the_way(work, stand)
    os.close(writing)

    def points() -> Iterator[str]:
        with os.fdopen(reading) as told:
            while os.WIFSTOPPED(os.waitpid(child, os.WUNTRACED)[1]):
                yield told.readline().strip()
                os.kill(child, signal.SIGCONT)

    try:
        yield points()
    finally:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)


def is_open() -> bool:
    """Whether anybody is served."""
    try:
        with viewing(directory.system_viewer("found-node")):
            return True
    except filling.NodeClosedError:
        return False


def beside(folder: Path) -> list[str]:
    """Bytes of attachments on the disk."""
    return [path.name for path in (folder / "files").rglob("*") if path.is_file()]


def taken_up(name: str, folder: Path) -> None:
    """What is left of a killed restore: the node is closed; the worker empties it, and it is open."""
    assert not is_open()
    assert jobs.finish_restore() == 1
    assert jobs.finish_restore() == 0
    assert is_open()
    assert not any(dump(name).values())
    assert beside(folder) == []


def test_a_restore_killed_anywhere_is_no_node(own_clone: str, worker_id: str, folder: Path) -> None:
    a_busy_node()
    actions.back_up(folder / "one", copies=(folder / "book",))
    before, stored = dump(own_clone), sorted(beside(folder))
    for path in (folder / "files").rglob("*"):
        path.unlink() if path.is_file() else None
    with emptied(worker_id) as name:

        def work() -> object:
            return restored(folder / "one", folder / "book", name)

        seen = set()
        with stopped_at_each_point(work) as points:
            for point in points:
                seen.add(point)
                if is_open():
                    assert dump(name) == (before if point == "end after" else {table: [] for table in before}), point
                with filling.alone(name) as alone:
                    assert not alone
        assert len(seen) == 2 * len(POINTS)
        assert is_open()
        assert dump(name) == before
        assert sorted(beside(folder)) == stored
        with copying.keeper(name) as connection:
            copying.empty(connection, list(copying.tables(connection, restoring.PLAN)))
        for function, when in DEADLY:
            killed(work, f"{function} {when}")
            if function == "load":
                assert not is_open()
                continue  # the next restore takes it away by itself
            taken_up(name, folder)
        work()
        assert is_open()
        assert dump(name) == before
        assert sorted(beside(folder)) == stored


def test_a_node_that_is_being_filled_is_left_to_whoever_fills_it(own_clone: str) -> None:
    filling.begin(own_clone, [])
    with filling.alone(own_clone):
        assert jobs.finish_restore() == 0
        assert not is_open()
    filling.end(own_clone)
    assert is_open()
