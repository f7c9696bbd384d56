"""Door for reading: what is due, held, erased and to be confirmed; what reviews said; the parties' rules."""

from kerege.rooms.retention.queries.due import DueEntry, ReviewEntry, due, found, history, one
from kerege.rooms.retention.queries.erased import (
    Confirmation,
    HoldEntry,
    PurgeEntry,
    TombstoneEntry,
    erased_rows,
    holds,
    purges,
    tombstones,
)
from kerege.rooms.retention.queries.ruling import RuleEntry, rules_of, years_of
from kerege.rooms.retention.rules import (
    DROPPED_DAYS,
    DUE_DAYS,
    GRACE_DAYS,
    MOST_YEARS,
    Ground,
    Stage,
    Word,
    may_erase,
    may_hold,
    may_justify,
    may_look,
)

__all__ = [
    "DROPPED_DAYS",
    "DUE_DAYS",
    "GRACE_DAYS",
    "MOST_YEARS",
    "Confirmation",
    "DueEntry",
    "Ground",
    "HoldEntry",
    "PurgeEntry",
    "ReviewEntry",
    "RuleEntry",
    "Stage",
    "TombstoneEntry",
    "Word",
    "due",
    "erased_rows",
    "found",
    "history",
    "holds",
    "may_erase",
    "may_hold",
    "may_justify",
    "may_look",
    "one",
    "purges",
    "rules_of",
    "tombstones",
    "years_of",
]
