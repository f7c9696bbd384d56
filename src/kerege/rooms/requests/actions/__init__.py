"""Door for writing: asking, answering, gates, and the node's winding of clocks."""

from kerege.rooms.requests.actions.answering import (
    accept,
    acknowledge,
    answer,
    answer_use,
    approve,
    let_in,
    send_back,
    stop,
)
from kerege.rooms.requests.actions.asking import (
    ask_use,
    clarify,
    close,
    let_out,
    return_draft,
    send,
    withdraw,
)
from kerege.rooms.requests.actions.drafting import draft, restore, revise
from kerege.rooms.requests.actions.refusals import Fault, IncompleteError, UnableToAskError
from kerege.rooms.requests.actions.scanning import keep_scan, number_letter
from kerege.rooms.requests.actions.setting import adopt, confirm_profile, set_gate
from kerege.rooms.requests.actions.taking import take
from kerege.rooms.requests.actions.tightening import tighten
from kerege.rooms.requests.actions.watching import meet
from kerege.rooms.requests.actions.winding import wind_all

__all__ = [
    "Fault",
    "IncompleteError",
    "UnableToAskError",
    "accept",
    "acknowledge",
    "adopt",
    "answer",
    "answer_use",
    "approve",
    "ask_use",
    "clarify",
    "close",
    "confirm_profile",
    "draft",
    "keep_scan",
    "let_in",
    "let_out",
    "meet",
    "number_letter",
    "restore",
    "return_draft",
    "revise",
    "send",
    "send_back",
    "set_gate",
    "stop",
    "take",
    "tighten",
    "wind_all",
    "withdraw",
]
