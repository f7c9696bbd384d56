"""Which format a file has: named by the user, or told by its columns."""

from kerege.rooms.intake.rules.ids import COLUMNS, IdsPlan, is_ids
from kerege.rooms.intake.rules.limits import N_, UnreadableFileError
from kerege.rooms.intake.rules.plans import Plan
from kerege.rooms.intake.rules.press import NEEDED, PressPlan, is_press
from kerege.rooms.intake.rules.sheets import Sheet

FORMATS = ("auto", "table", "ids", "press")


def format_of(sheet: Sheet, named: str = "auto") -> str:
    """The format of a sheet: as named, else by its columns, else a table to be mapped."""
    if named not in {"", "auto"}:
        return named
    if is_ids(sheet.columns):
        return "ids"
    return "press" if sheet.shape == "lines" and is_press(sheet.columns) else "table"


def fixed_plan(sheet: Sheet, code: str) -> Plan:
    """The plan of a format whose columns are fixed. Raises UnreadableFileError naming the columns that are missing."""
    needed, found = (
        (COLUMNS, {name.strip().upper() for name in sheet.columns})
        if code == "ids"
        else (sorted(NEEDED), set(sheet.columns))
    )
    missing = [name for name in needed if name not in found]
    if missing:
        raise UnreadableFileError(
            N_("The file is not of the format “%(format)s”: these columns are missing: %(columns)s."),
            format=code,
            columns=", ".join(missing),
        )
    return IdsPlan.of(sheet.columns) if code == "ids" else PressPlan.of(sheet.columns)


