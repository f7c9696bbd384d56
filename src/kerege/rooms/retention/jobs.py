"""Background work: owners asked about persons, the clocks of review days and of refused rows, the key book."""

from time import monotonic

from django.db import connection

from kerege.foundation import node, server
from kerege.foundation.jobs import each_by_itself
from kerege.foundation.leaps import Watch
from kerege.rooms.retention.actions import (
    ask_owners,
    erase_lapsed,
    finish_cut_off,
    forget_uncategorised,
    forget_words,
    let_lapse,
    refresh,
    remind,
    settle_cut_off,
    sweep,
)

EVERY_SECONDS = 20.0
_last: dict[str, float] = {}
_watch = Watch(lambda: node.home() / "clock")


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
    """Let lapse, erase and forget what passed its day; then the bytes of their files. A step that fails stops none.

    Nothing that cannot be undone is done by a clock that leapt.
    """
    if not is_due("clock"):
        return 0
    final = (erase_lapsed, forget_uncategorised, forget_words) if _watch.is_trusted() else ()
    return each_by_itself("retention", (let_lapse, remind, *final, sweep, settle_cut_off))


def finish_restore() -> int:
    """Empty and open a node in which a restore was killed; only where this process may."""
    return int(server.has_role("keeper") and finish_cut_off(str(connection.settings_dict["NAME"])))


def keep_keybook() -> int:
    """Rewrite the key book when a key was destroyed; only where this process reaches the role that may read keys."""
    if not server.has_role("keeper") or not is_due("keybook"):
        return 0
    return int(refresh(str(connection.settings_dict["NAME"])))
