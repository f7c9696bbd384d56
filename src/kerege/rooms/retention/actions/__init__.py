"""Door for writing: justifying anew, erasing, holding, confirming, the parties' rules, the node's clock."""

from kerege.rooms.retention.actions.backing import back_up
from kerege.rooms.retention.actions.challenging import challenge, decide_challenge
from kerege.rooms.retention.actions.clock import let_lapse, remind
from kerege.rooms.retention.actions.erasing import (
    Erased,
    confirm,
    erase,
    erase_lapsed,
    forget_uncategorised,
    forget_words,
    settle_cut_off,
    sweep,
)
from kerege.rooms.retention.actions.freeing import Freed, free_erased
from kerege.rooms.retention.actions.holding import hold, lift
from kerege.rooms.retention.actions.inquiring import answer, ask_owners, close, inquire
from kerege.rooms.retention.actions.keybook import recovery_words, refresh
from kerege.rooms.retention.actions.refusals import (
    BackupError,
    UnableToChallengeError,
    UnableToEraseError,
    UnableToHoldError,
    UnableToInquireError,
    UnableToReviewError,
)
from kerege.rooms.retention.actions.restoring import finish_cut_off, restore
from kerege.rooms.retention.actions.reviewing import Kept, bring_forward, justify, justify_many, set_rule, undo

__all__ = [
    "BackupError",
    "Erased",
    "Freed",
    "Kept",
    "UnableToChallengeError",
    "UnableToEraseError",
    "UnableToHoldError",
    "UnableToInquireError",
    "UnableToReviewError",
    "answer",
    "ask_owners",
    "back_up",
    "bring_forward",
    "challenge",
    "close",
    "confirm",
    "decide_challenge",
    "erase",
    "erase_lapsed",
    "finish_cut_off",
    "forget_uncategorised",
    "forget_words",
    "free_erased",
    "hold",
    "inquire",
    "justify",
    "justify_many",
    "let_lapse",
    "lift",
    "recovery_words",
    "refresh",
    "remind",
    "restore",
    "set_rule",
    "settle_cut_off",
    "sweep",
    "undo",
]
