"""Background work: rooms name what may be waiting for them, one worker does it round after round.

The work itself takes its rows with `FOR UPDATE SKIP LOCKED` and commits effect and row together, so that any number of
workers, or a killed one, neither lose nor double anything.
"""

import logging
import threading
from collections.abc import Callable

from django.db import close_old_connections

Work = Callable[[], int]
PAUSE_SECONDS = 1.0
log = logging.getLogger("kerege.jobs")
_registered: dict[str, Work] = {}


def register(name: str, work: Work) -> None:
    """Name work that may be waiting; it returns how much it did. Called in a room's `apps.py`."""
    _registered[name] = work


def run_once() -> dict[str, int]:
    """Do what waits, once each; what fails is logged by its kind only, stays waiting and does not stop the others."""
    done = {}
    for name, work in _registered.items():
        try:
            done[name] = work()
        except Exception as problem:  # noqa: BLE001 - a failing job must not stop the others; nothing of it is printed
            log.error("job %s failed: %s", name, type(problem).__name__)  # noqa: TRY400
            done[name] = 0
    return done


def work_until(stop: threading.Event, pause: float = PAUSE_SECONDS) -> None:
    """Do what waits until told to stop, resting when there was nothing."""
    while not stop.is_set():
        close_old_connections()
        if not any(run_once().values()):
            stop.wait(pause)
