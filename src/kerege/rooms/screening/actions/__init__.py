"""Door for writing: proposing, deciding, opting out, answering digests; and the node's work on approved runs."""

from kerege.rooms.screening.actions.conducting import wipe_banks, work_waiting
from kerege.rooms.screening.actions.deciding import answer_digest, decide, opt_in, opt_out
from kerege.rooms.screening.actions.grouping import judge_proposal, take_back
from kerege.rooms.screening.actions.proposing import ask, draft, withdraw
from kerege.rooms.screening.actions.refusals import TermsError, UnableToScreenError

__all__ = [
    "TermsError",
    "UnableToScreenError",
    "answer_digest",
    "ask",
    "decide",
    "draft",
    "judge_proposal",
    "opt_in",
    "opt_out",
    "take_back",
    "wipe_banks",
    "withdraw",
    "work_waiting",
]
