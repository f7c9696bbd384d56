"""Door for reading: what is due for review, what reviews said, the parties' rules."""

from kerege.rooms.retention.queries.due import DueEntry, ReviewEntry, due, history, one
from kerege.rooms.retention.queries.ruling import RuleEntry, rules_of, years_of
from kerege.rooms.retention.rules import (
    DROPPED_DAYS,
    DUE_DAYS,
    GRACE_DAYS,
    MOST_YEARS,
    Stage,
    Word,
    may_justify,
    may_look,
)

__all__ = [
    "DROPPED_DAYS",
    "DUE_DAYS",
    "GRACE_DAYS",
    "MOST_YEARS",
    "DueEntry",
    "ReviewEntry",
    "RuleEntry",
    "Stage",
    "Word",
    "due",
    "history",
    "may_justify",
    "may_look",
    "one",
    "rules_of",
    "years_of",
]
