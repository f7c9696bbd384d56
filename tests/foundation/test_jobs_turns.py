"""The worker: no pile of one work keeps another waiting, nor the worker when it is told to stop, nor its server."""

import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from kerege.cli.node import end
from kerege.foundation import jobs

LONG = 60.0


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No other work is registered."""
    monkeypatch.setattr(jobs, "_registered", {})
    monkeypatch.setattr(jobs, "_beside", set())
    monkeypatch.setattr(jobs, "close_old_connections", lambda: None)
    monkeypatch.setattr(jobs.connections, "close_all", lambda: None)
    yield
    assert jobs._told is None


def working(stop: threading.Event) -> threading.Thread:
    """A worker that works until it is told to stop."""
    thread = threading.Thread(target=jobs.work_until, args=(stop, 0.01), daemon=True)
    thread.start()
    return thread


def test_a_worker_is_stopped_between_two_pieces_of_an_endless_pile() -> None:
    stop, begun = threading.Event(), threading.Event()

    def piece() -> int:
        begun.set()
        return 1

    jobs.register("pile", lambda: jobs.turns(piece, LONG * 10))
    worker = working(stop)
    assert begun.wait(LONG)
    stop.set()
    worker.join(LONG)
    assert not worker.is_alive()


def test_a_pile_that_does_not_end_keeps_no_other_work_waiting() -> None:
    stop, other = threading.Event(), threading.Event()

    def aside() -> int:
        other.set()
        return 0

    jobs.register("pile", lambda: jobs.turns(lambda: 1, 0.05))
    jobs.register("other", aside)
    worker = working(stop)
    assert other.wait(LONG)
    stop.set()
    worker.join(LONG)


@pytest.mark.parametrize("pieces", [0, 1, 7])
def test_where_there_is_no_worker_all_is_done_at_once(pieces: int) -> None:
    left = [1] * pieces
    assert jobs.turns(lambda: left.pop() if left else 0, seconds=0.0) == pieces
    assert not left


@pytest.mark.parametrize("deaf", [False, True])
def test_a_server_ends_also_with_a_child_that_does_not_hear(deaf: bool) -> None:
    hears = "signal.signal(signal.SIGTERM, signal.SIG_IGN); " if deaf else ""
    code = f"import signal, time; {hears}print(1, flush=True); time.sleep(600)"
    children = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) for _ in range(2)]
    for child in children:
        assert child.stdout is not None
        assert child.stdout.read(1) == b"1"
    end(children, within=0.2 if deaf else LONG)
    assert all(child.returncode == (-9 if deaf else -15) for child in children)
