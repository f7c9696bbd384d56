"""Which format a file has: named by the user, or told by its columns; and the plan that reads it."""

from collections.abc import Mapping, Sequence

from kerege.rooms.intake.rules.ids import COLUMNS, IdsPlan, is_ids
from kerege.rooms.intake.rules.limits import N_, UnreadableFileError
from kerege.rooms.intake.rules.mapping import Words, choice_words
from kerege.rooms.intake.rules.plans import Plan
from kerege.rooms.intake.rules.press import NEEDED, PressPlan, is_press
from kerege.rooms.intake.rules.sheets import Sheet
from kerege.rooms.intake.rules.table import TablePlan
from kerege.rooms.records.queries import KINDS

FORMATS = ("auto", "table", "ids", "press")


def format_of(sheet: Sheet, named: str = "auto") -> str:
    """The format of a sheet: as named, else by its columns, else a table to be mapped."""
    if named not in {"", "auto"}:
        return named
    if is_ids(sheet.columns):
        return "ids"
    return "press" if sheet.shape == "lines" and is_press(sheet.columns) else "table"


def fixed_plan(columns: Sequence[str], code: str) -> Plan:
    """The plan of a format whose columns are fixed. Raises UnreadableFileError naming the columns that are missing."""
    needed, found = (
        (COLUMNS, {name.strip().upper() for name in columns}) if code == "ids" else (sorted(NEEDED), set(columns))
    )
    missing = [name for name in needed if name not in found]
    if missing:
        raise UnreadableFileError(
            N_("The file is not of the format “%(format)s”: these columns are missing: %(columns)s."),
            format=code,
            columns=", ".join(missing),
        )
    return IdsPlan.of(columns) if code == "ids" else PressPlan.of(columns)


def table_plan(
    columns: Sequence[str], kind: str, mapping: Mapping[str, str], constants: Mapping[str, str], words: Words
) -> TablePlan:
    """The plan of a mapped table. Raises UnreadableFileError."""
    if kind not in KINDS:
        raise UnreadableFileError(
            N_("Name the kind of report that the rows are: %(kinds)s."), kinds=", ".join(sorted(KINDS))
        )
    return TablePlan(tuple(columns), kind, dict(mapping), dict(constants), choice_words(KINDS[kind], words))


def plan_from(wire: Mapping[str, object], columns: Sequence[str], words: Words) -> Plan:
    """The plan of an earlier import, for rows with these columns."""
    if wire["format"] != "table":
        return fixed_plan(columns, str(wire["format"]))
    mapping, constants = wire.get("mapping"), wire.get("constants")
    return table_plan(
        columns,
        str(wire["kind"]),
        {str(k): str(v) for k, v in mapping.items()} if isinstance(mapping, dict) else {},
        {str(k): str(v) for k, v in constants.items()} if isinstance(constants, dict) else {},
        words,
    )
