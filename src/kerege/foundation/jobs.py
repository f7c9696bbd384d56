"""Background work: rooms name what may be waiting for them, one worker does it round after round.

The work itself takes its rows with `FOR UPDATE SKIP LOCKED` and commits effect and row together, so that any number of
workers, or a killed one, neither lose nor double anything.
"""

import contextlib
import logging
import threading
from collections.abc import Callable, Collection, Iterator
from time import monotonic
from uuid import UUID

from django.db import close_old_connections, connections

from kerege.foundation.filling import NodeClosedError

Work = Callable[[], int]
PAUSE_SECONDS = 1.0
TURN_SECONDS = 60.0
"""So long one work goes on while it finds more: then the others have their turn."""
log = logging.getLogger("kerege.jobs")
_registered: dict[str, Work] = {}
_beside: set[str] = set()
_told: threading.Event | None = None
"""What tells this process's worker to stop; none in a process that is no worker."""


ASIDE_SECONDS = 600.0
"""So long what failed is not tried again, so that it stands in nobody's way."""


class SetAside:
    """What waits for one work and failed a short while ago: it stops nothing behind it and is tried again later."""

    def __init__(self, work: str) -> None:
        """Nothing failed yet."""
        self.work = work
        self._since: dict[UUID, float] = {}

    def held(self) -> list[UUID]:
        """What is not tried at present."""
        now = monotonic()
        self._since = {each: at for each, at in self._since.items() if now - at < ASIDE_SECONDS}
        return list(self._since)

    @contextlib.contextmanager
    def trying(self, *pieces: UUID) -> Iterator[None]:
        """Inside, some of what waits is done; if it fails that is logged by its kind, and only these are set aside."""
        try:
            yield
        except Exception as problem:  # noqa: BLE001 - one that fails must not stop the others; nothing of it is printed
            log.error("job %s: %s set aside: %s", self.work, len(pieces), type(problem).__name__)  # noqa: TRY400
            self._since |= dict.fromkeys(pieces, monotonic())


def each_by_itself(work: str, steps: Collection[Work]) -> int:
    """Do several steps, each whatever became of the one before; returns how much they did."""
    done = 0
    for step in steps:
        try:
            done += step()
        except Exception as problem:  # noqa: BLE001 - a failing step must not stop the others; nothing of it is printed
            log.error("job %s: %s failed: %s", work, step.__name__, type(problem).__name__)  # noqa: TRY400
    return done


def register(name: str, work: Work, *, beside: bool = False) -> None:
    """Name work that may be waiting; it returns how much it did. Called in a room's `apps.py`.

    `beside`: work that no long job may keep waiting; the worker gives it a thread of its own.
    """
    _registered[name] = work
    if beside:
        _beside.add(name)


def run_once(names: Collection[str] | None = None) -> dict[str, int]:
    """Do what waits, once each; what fails is logged by its kind only, stays waiting and does not stop the others."""
    done = {}
    for name, work in _registered.items():
        if names is not None and name not in names:
            continue
        try:
            done[name] = work()
        except NodeClosedError:
            done[name] = 0
        except Exception as problem:  # noqa: BLE001 - a failing job must not stop the others; nothing of it is printed
            log.error("job %s failed: %s", name, type(problem).__name__)  # noqa: TRY400
            done[name] = 0
    return done


def turns(step: Work, seconds: float = TURN_SECONDS) -> int:
    """Take step after step until one finds nothing; in a worker so long at most, and no further once it is to stop.

    What is left waits for the next round, so that no pile of one work keeps another waiting. Returns how much was done.
    """
    done, late = 0, monotonic() + seconds
    while taken := step():
        done += taken
        if _told is not None and (_told.is_set() or monotonic() >= late):
            break
    return done


def work_until(stop: threading.Event, pause: float = PAUSE_SECONDS) -> None:
    """Do what waits until told to stop, resting when there was nothing; work `beside` in threads of its own."""
    global _told  # noqa: PLW0603 - a process has one worker
    _told = stop
    apart = [threading.Thread(target=rounds, args=({name}, stop, pause), name=name) for name in sorted(_beside)]
    for thread in apart:
        thread.start()
    try:
        rounds(_registered.keys() - _beside, stop, pause)
    finally:
        stop.set()
        for thread in apart:
            thread.join()
        _told = None


def rounds(names: Collection[str], stop: threading.Event, pause: float) -> None:
    """Round after round of this work until told to stop."""
    try:
        while not stop.is_set():
            close_old_connections()
            if not any(run_once(names).values()):
                stop.wait(pause)
    finally:
        connections.close_all()
