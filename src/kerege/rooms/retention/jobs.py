"""Background work: the clocks of review days and of rows that became no report, and the key book of backups."""

from time import monotonic

from django.db import connection

from kerege.foundation import server
from kerege.rooms.retention.actions import erase_lapsed, forget_uncategorised, let_lapse, refresh, sweep

EVERY_SECONDS = 20.0
_last = -EVERY_SECONDS


def keep_clock() -> int:
    """Let lapse and erase what passed its day; at most three times a minute, for days are long."""
    global _last  # noqa: PLW0603 - one clock for one process
    if monotonic() - _last < EVERY_SECONDS:
        return 0
    _last = monotonic()
    return let_lapse() + erase_lapsed() + sweep() + forget_uncategorised()


def keep_keybook() -> int:
    """Rewrite the key book when a key was destroyed; only where this process reaches the role that may read keys."""
    if not server.has_role("keeper"):
        return 0
    return int(refresh(str(connection.settings_dict["NAME"])))
