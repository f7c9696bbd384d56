"""Door for writing: names to watch, bait to plant, look-ups noted, alerts settled, danger to life."""

from kerege.rooms.oversight.actions.emergency import Contact, UnableToRaiseError, danger_to_life
from kerege.rooms.oversight.actions.noting import note_lookup, settle
from kerege.rooms.oversight.actions.watching import UnableToWatchError, end, watch

__all__ = [
    "Contact",
    "UnableToRaiseError",
    "UnableToWatchError",
    "danger_to_life",
    "end",
    "note_lookup",
    "settle",
    "watch",
]
