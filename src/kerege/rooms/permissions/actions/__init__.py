"""Door for writing: asking an originator, his answer; asking for an opening, and the steps that two officers take."""

from kerege.rooms.permissions.actions.asking import UnableToAskError, answer, ask
from kerege.rooms.permissions.actions.opening import (
    UnableToOpenError,
    ask_opening,
    end_opening,
    open_content,
    refuse_opening,
    review_opening,
    vouch,
)

__all__ = [
    "UnableToAskError",
    "UnableToOpenError",
    "answer",
    "ask",
    "ask_opening",
    "end_opening",
    "open_content",
    "refuse_opening",
    "review_opening",
    "vouch",
]
