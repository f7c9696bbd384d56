"""Door for writing: checks, judgements, answers to silent matches; and the work that follows a save."""

from kerege.rooms.crosscheck.actions.checking import UnableToCheckError, check, check_list, refuse_questions
from kerege.rooms.crosscheck.actions.indexing import forget_reports, index_reports
from kerege.rooms.crosscheck.actions.inquiring import find_subject
from kerege.rooms.crosscheck.actions.judging import (
    ReasonMissingError,
    UnableToJudgeError,
    answer_silent,
    judge,
    withdraw_judgement,
)
from kerege.rooms.crosscheck.actions.proposing import judge_proposal, take_back_pairs
from kerege.rooms.crosscheck.actions.renewing import KeyStatus, key_status, renew_keys
from kerege.rooms.crosscheck.actions.screening import (
    ListQuestion,
    bank_entries,
    deliver_rows,
    findable_count,
    silent_entries,
    tell_owners,
)
from kerege.rooms.crosscheck.actions.waiting import check_waiting
from kerege.rooms.crosscheck.actions.watching import watchers

__all__ = [
    "KeyStatus",
    "ListQuestion",
    "ReasonMissingError",
    "UnableToCheckError",
    "UnableToJudgeError",
    "answer_silent",
    "bank_entries",
    "check",
    "check_list",
    "check_waiting",
    "deliver_rows",
    "find_subject",
    "findable_count",
    "forget_reports",
    "index_reports",
    "judge",
    "judge_proposal",
    "key_status",
    "refuse_questions",
    "renew_keys",
    "silent_entries",
    "take_back_pairs",
    "tell_owners",
    "watchers",
    "withdraw_judgement",
]
