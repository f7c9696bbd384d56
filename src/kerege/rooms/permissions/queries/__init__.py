"""Door for reading: what was asked of originators, which acts on a record need asking, openings and how they stand."""

from kerege.rooms.permissions.queries.askings import (
    AskingEntry,
    Judged,
    NoSuchAskingError,
    asking,
    askings,
    judged,
    permitted,
)
from kerege.rooms.permissions.queries.openings import (
    NoSuchOpeningError,
    OpeningEntry,
    opening,
    openings,
    shown_to,
)
from kerege.rooms.permissions.rules import ASKABLE, MOST_HOURS, Standing

__all__ = [
    "ASKABLE",
    "MOST_HOURS",
    "AskingEntry",
    "Judged",
    "NoSuchAskingError",
    "NoSuchOpeningError",
    "OpeningEntry",
    "Standing",
    "asking",
    "askings",
    "judged",
    "opening",
    "openings",
    "permitted",
    "shown_to",
]
