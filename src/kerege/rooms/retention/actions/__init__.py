"""Door for writing: justifying anew, erasing, holding, confirming, the parties' rules, the node's clock."""

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
from kerege.rooms.retention.actions.refusals import UnableToEraseError, UnableToHoldError, UnableToReviewError
from kerege.rooms.retention.actions.reviewing import bring_forward, justify, set_rule

__all__ = [
    "Erased",
    "UnableToEraseError",
    "UnableToHoldError",
    "UnableToReviewError",
    "bring_forward",
    "confirm",
    "erase",
    "erase_lapsed",
    "forget_uncategorised",
    "hold",
    "justify",
    "let_lapse",
    "lift",
    "set_rule",
    "sweep",
]
