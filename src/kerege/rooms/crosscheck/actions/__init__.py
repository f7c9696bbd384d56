"""Door for writing: checks, judgements, answers to silent matches; and the work that follows a save."""

from kerege.rooms.crosscheck.actions.checking import UnableToCheckError, check, check_list
from kerege.rooms.crosscheck.actions.indexing import forget_reports, index_reports
from kerege.rooms.crosscheck.actions.judging import (
    ReasonMissingError,
    UnableToJudgeError,
    answer_silent,
    judge,
    withdraw_judgement,
)
from kerege.rooms.crosscheck.actions.waiting import check_waiting

__all__ = [
    "ReasonMissingError",
    "UnableToCheckError",
    "UnableToJudgeError",
    "answer_silent",
    "check",
    "check_list",
    "check_waiting",
    "forget_reports",
    "index_reports",
    "judge",
    "withdraw_judgement",
]
