"""Work of the journal: giving positions to what was committed."""

from kerege.rooms.journal.actions import sequence


def keep_journal() -> int:
    """Sequence what waits; returns how many leaves got a position."""
    return sequence()
