"""Background work: owners asked about persons, the clocks of review days and of refused rows, the key book."""

from time import monotonic

from django.db import connection

from kerege.foundation import server
from kerege.foundation.jobs import each_by_itself
from kerege.rooms.retention.actions import (
    ask_owners,
    erase_lapsed,
    forget_uncategorised,
    forget_words,
    let_lapse,
    refresh,
    remind,
    sweep,
)

EVERY_SECONDS = 20.0
_last: dict[str, float] = {}


def is_due(work: str) -> bool:
    """Whether this work was not looked at for a while: days are long, and keys are many to count."""
    now = monotonic()
    if now - _last.get(work, -EVERY_SECONDS) < EVERY_SECONDS:
        return False
    _last[work] = now
    return True


def ask_about_persons() -> int:
    """Ask the owners about the requests of persons that were taken in."""
    return ask_owners()


def keep_clock() -> int:
    """Let lapse, erase and forget what passed its day; then the bytes of their files. A step that fails stops none."""
    if not is_due("clock"):
        return 0
    return each_by_itself("retention", (let_lapse, remind, erase_lapsed, forget_uncategorised, forget_words, sweep))


def keep_keybook() -> int:
    """Rewrite the key book when a key was destroyed; only where this process reaches the role that may read keys."""
    if not server.has_role("keeper") or not is_due("keybook"):
        return 0
    return int(refresh(str(connection.settings_dict["NAME"])))
