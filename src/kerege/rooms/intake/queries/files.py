"""Opening files: what they are, how their columns are probably to be read, and the first rows as they would be kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kerege.kernel.law import Viewer
from kerege.rooms.intake.queries.apart import open_apart
from kerege.rooms.intake.queries.wording import words
from kerege.rooms.intake.rules import formats
from kerege.rooms.intake.rules.limits import Limits
from kerege.rooms.intake.rules.mapping import Suggested, headings, missing, suggest
from kerege.rooms.intake.rules.mapping import missing_paths as find_missing
from kerege.rooms.intake.rules.plans import Plan, Surveyed
from kerege.rooms.intake.rules.preparing import Refused, Waiting, claim_of
from kerege.rooms.intake.rules.sheets import Sheet
from kerege.rooms.records.queries import KINDS, Claim, Fault, Field, Reader
from kerege.rooms.substances import queries as substances


@dataclass(frozen=True, slots=True)
class Preview:
    """One of the first rows: its cells, and the claim it would become or what is wrong with it."""

    row: int
    cells: tuple[str, ...]
    claim: Claim | None
    faults: tuple[Fault, ...]


def sheet_of(
    path: Path, *, kind: str = "", limits: Limits | None = None, encoding: str = "", columns: bool = False
) -> Sheet:
    """Open a file; its heading row is found by the headings of the kind (or of any); `columns`: of columns too.

    Raises UnreadableFileError; ImportError for tables of columns where their reader is not installed.
    """
    return open_apart(path, limits=limits, known=known_headings(kind), encoding=encoding, columns=columns)


def opened_sheet(path: Path, *, known: Sequence[str], columns: bool = False) -> Sheet:
    """Open a file that is no import, by headings of the caller's own; `columns` opens Parquet too.

    Raises UnreadableFileError; ImportError for Parquet where its reader is not installed.
    """
    return open_apart(path, known=known, columns=columns)


def known_headings(kind: str = "") -> tuple[str, ...]:
    """Every heading under which a field of this kind is known."""
    kinds = [KINDS[kind]] if kind in KINDS else list(KINDS.values())
    return tuple({heading for each in kinds for heading in headings(each, words)})


def suggested(columns: Sequence[str], kind: str) -> list[Suggested]:
    """For each column the field it probably is."""
    return suggest(columns, KINDS[kind], words)


def likeliest_kind(columns: Sequence[str]) -> str:
    """The kind most of whose fields the columns name; a seizure where nothing speaks for another."""
    scores = {code: sum(each.score for each in suggest(columns, kind, words)) for code, kind in KINDS.items()}
    best = max(scores, key=lambda code: (scores[code], code == "seizure"))
    return best if scores[best] > scores["seizure"] else "seizure"


def missing_fields(kind: str, paths: Sequence[str]) -> list[Field]:
    """Required fields that neither a column nor a constant gives."""
    return missing(paths, KINDS[kind])


def missing_paths(plan: Plan, mapped: Sequence[str]) -> list[tuple[str, Field]]:
    """Required fields, with their paths, that a mapped table does not give; a format of its own gives all."""
    return find_missing(mapped, KINDS[plan.kind]) if plan.code == "table" else []


def plan_of(
    sheet: Sheet,
    *,
    named: str = "auto",
    kind: str = "",
    mapping: Mapping[str, str] | None = None,
    constants: Mapping[str, str] | None = None,
) -> Plan:
    """The plan for a sheet; columns without a mapping are read as suggested. Raises UnreadableFileError."""
    code = formats.format_of(sheet, named)
    if code != "table":
        return formats.fixed_plan(sheet.columns, code)
    chosen = kind or likeliest_kind(sheet.columns)
    if mapping is None and chosen in KINDS:
        mapping = {each.column: each.path for each in suggested(sheet.columns, chosen) if each.path}
        for path in constants or {}:
            mapping = {column: mapped for column, mapped in mapping.items() if mapped != path}
    return formats.table_plan(sheet.columns, chosen, mapping or {}, constants or {}, words)


def plan_from(wire: Mapping[str, object], columns: Sequence[str]) -> Plan:
    """The plan of an earlier import. Raises UnreadableFileError."""
    return formats.plan_from(wire, columns, words)


def preview(sheet: Sheet, plan: Plan, *, viewer: Viewer, count: int = 10) -> list[Preview]:
    """The first rows as they would be kept."""
    reader = Reader(substance=substances.batch().code, day=viewer.day)
    made = []
    for number, cells in sheet.first(count):
        found = claim_of(plan, Waiting(number, cells, b"", None), len(sheet.columns), Surveyed(), reader)
        if isinstance(found, Refused):
            made.append(Preview(number, tuple(cells), None, tuple(found.faults)))
        else:
            made.append(Preview(number, tuple(cells), found, ()))
    return made
