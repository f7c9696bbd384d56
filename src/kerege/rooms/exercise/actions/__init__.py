"""Door for writing: making an exercise on an empty node, from founding to what was found against what was planted."""

from kerege.rooms.exercise.actions.making import UnableToMakeError, make
from kerege.rooms.exercise.rules.plan import Plan, Profile, Size

__all__ = ["Plan", "Profile", "Size", "UnableToMakeError", "make"]
