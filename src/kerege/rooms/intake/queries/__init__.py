"""Door for reading: opening files, formats, mappings, imports and their progress, rows in quarantine."""

from kerege.rooms.intake.rules.formats import FORMATS, fixed_plan, format_of
from kerege.rooms.intake.rules.limits import Limits, UnreadableFileError
from kerege.rooms.intake.rules.plans import Plan
from kerege.rooms.intake.rules.sheets import Sheet, open_sheet

__all__ = [
    "FORMATS",
    "Limits",
    "Plan",
    "Sheet",
    "UnreadableFileError",
    "fixed_plan",
    "format_of",
    "open_sheet",
]
