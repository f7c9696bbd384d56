"""Door for writing: names to watch, bait to plant, look-ups noted, alerts settled."""

from kerege.rooms.oversight.actions.noting import note_lookup, settle
from kerege.rooms.oversight.actions.watching import UnableToWatchError, end, watch

__all__ = ["UnableToWatchError", "end", "note_lookup", "settle", "watch"]
