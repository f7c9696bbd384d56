"""Door for writing: submitting and withdrawing events, steps of crossings, the clocks."""

from kerege.rooms.deconfliction.actions.clocks import tend
from kerege.rooms.deconfliction.actions.legs import end_legs
from kerege.rooms.deconfliction.actions.refusals import (
    EventError,
    NoSuchEventError,
    UnableToDeconflictError,
)
from kerege.rooms.deconfliction.actions.steps import acknowledge, note_call, part, review, settle, take_step, tell
from kerege.rooms.deconfliction.actions.submitting import (
    Submitted,
    Telephoned,
    submit,
    submit_leg,
    withdraw,
    withdraw_leg,
)

__all__ = [
    "EventError",
    "NoSuchEventError",
    "Submitted",
    "Telephoned",
    "UnableToDeconflictError",
    "acknowledge",
    "end_legs",
    "note_call",
    "part",
    "review",
    "settle",
    "submit",
    "submit_leg",
    "take_step",
    "tell",
    "tend",
    "withdraw",
    "withdraw_leg",
]
