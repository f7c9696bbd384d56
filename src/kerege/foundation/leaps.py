"""Whether the machine's clock may be trusted with what cannot be undone: one that leapt must prove itself for a day.

A false answer of a time server, an empty battery or a slip of the hand would else end within seconds what has years
to go. What is told apart is the clock of the day from the time that passed, which no setting moves and which a
machine that sleeps counts too; over a time in which the process did not run, from nothing, so that a node that stood
still for longer waits once as well, and is not made to wait again while it does: one that runs an hour a week still
erases.
"""

import json
import logging
import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from kerege.foundation import chance

LEAP = timedelta(days=3)
"""By so much the clock may run ahead of the time that passed, or a node may stand still."""
PROOF = timedelta(days=1)
"""So long, of time that passed, a clock that leapt is not trusted."""
RUNNING = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
log = logging.getLogger("kerege.jobs")


def passed() -> float:
    """Seconds since the machine started, those in which it slept too where the system counts them."""
    return time.clock_gettime(RUNNING)


@dataclass(slots=True)
class Watch:
    """Looks at the clock round after round; what it knows outlives the process in a file."""

    path: Callable[[], Path]
    passed: Callable[[], float] = passed
    anchor: tuple[datetime, float] | None = None
    last: float = 0.0

    def is_trusted(self) -> bool:
        """Whether the clock has not leapt, or has gone on soundly for a day since."""
        now, here = chance.now(), self.passed()
        seen, left = self.kept(now)
        is_new = self.anchor is None
        start, since = self.anchor or (seen, here)
        left = left if is_new else max(0.0, left - (here - self.last))
        if now - start - timedelta(seconds=here - since) > LEAP:
            log.error("the clock leapt to %s, or the node stood still: nothing is erased for a day", now.date())
            left, start, since = (left if is_new and left else PROOF.total_seconds()), now, here
        self.anchor, self.last = (now, here) if is_new else (start, since), here
        self.keep(now, left)
        return left == 0.0

    def kept(self, now: datetime) -> tuple[datetime, float]:
        """When the clock was last looked at, and how many seconds of proof were left then."""
        with suppress(OSError, ValueError, KeyError):
            found = json.loads(self.path().read_text(encoding="utf-8"))
            return datetime.fromisoformat(found["seen"]), float(found["left"])
        return now, 0.0

    def keep(self, now: datetime, left: float) -> None:
        """Note it, whole or not at all."""
        draft = self.path().with_suffix(f".{os.getpid()}")
        draft.write_text(json.dumps({"seen": now.isoformat(), "left": left}), encoding="utf-8")
        draft.replace(self.path())
