"""Background work: the clocks of review days and of rows that became no report, once in a while."""

from time import monotonic

from kerege.rooms.retention.actions import erase_lapsed, forget_uncategorised, let_lapse, sweep

EVERY_SECONDS = 20.0
_last = -EVERY_SECONDS


def keep_clock() -> int:
    """Let lapse and erase what passed its day; at most three times a minute, for days are long."""
    global _last  # noqa: PLW0603 - one clock for one process
    if monotonic() - _last < EVERY_SECONDS:
        return 0
    _last = monotonic()
    return let_lapse() + erase_lapsed() + sweep() + forget_uncategorised()
