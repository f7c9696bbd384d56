"""Door for writing: justifying anew, erasing, holding, confirming, the parties' rules, the node's clock."""

from kerege.rooms.retention.actions.backing import back_up
from kerege.rooms.retention.actions.clock import let_lapse
from kerege.rooms.retention.actions.erasing import (
    Erased,
    confirm,
    erase,
    erase_lapsed,
    forget_uncategorised,
    sweep,
)
from kerege.rooms.retention.actions.holding import hold, lift
from kerege.rooms.retention.actions.inquiring import answer, close, inquire
from kerege.rooms.retention.actions.keybook import recovery_words, refresh
from kerege.rooms.retention.actions.refusals import (
    BackupError,
    UnableToEraseError,
    UnableToHoldError,
    UnableToInquireError,
    UnableToReviewError,
)
from kerege.rooms.retention.actions.restoring import restore
from kerege.rooms.retention.actions.reviewing import bring_forward, justify, set_rule

__all__ = [
    "BackupError",
    "Erased",
    "UnableToEraseError",
    "UnableToHoldError",
    "UnableToInquireError",
    "UnableToReviewError",
    "answer",
    "back_up",
    "bring_forward",
    "close",
    "confirm",
    "erase",
    "erase_lapsed",
    "forget_uncategorised",
    "hold",
    "inquire",
    "justify",
    "let_lapse",
    "lift",
    "recovery_words",
    "refresh",
    "restore",
    "set_rule",
    "sweep",
]
