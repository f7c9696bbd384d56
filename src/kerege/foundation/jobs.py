"""Background work: rooms name what may be waiting for them, one worker does it round after round.

The work itself takes its rows with `FOR UPDATE SKIP LOCKED` and commits effect and row together, so that any number of
workers, or a killed one, neither lose nor double anything.
"""

import logging
import threading
from collections.abc import Callable, Collection

from django.db import close_old_connections, connections

Work = Callable[[], int]
PAUSE_SECONDS = 1.0
log = logging.getLogger("kerege.jobs")
_registered: dict[str, Work] = {}
_beside: set[str] = set()


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
        except Exception as problem:  # noqa: BLE001 - a failing job must not stop the others; nothing of it is printed
            log.error("job %s failed: %s", name, type(problem).__name__)  # noqa: TRY400
            done[name] = 0
    return done


def work_until(stop: threading.Event, pause: float = PAUSE_SECONDS) -> None:
    """Do what waits until told to stop, resting when there was nothing; work `beside` in threads of its own."""
    apart = [threading.Thread(target=rounds, args=({name}, stop, pause), name=name) for name in sorted(_beside)]
    for thread in apart:
        thread.start()
    try:
        rounds(_registered.keys() - _beside, stop, pause)
    finally:
        stop.set()
        for thread in apart:
            thread.join()


def rounds(names: Collection[str], stop: threading.Event, pause: float) -> None:
    """Round after round of this work until told to stop."""
    try:
        while not stop.is_set():
            close_old_connections()
            if not any(run_once(names).values()):
                stop.wait(pause)
    finally:
        connections.close_all()
