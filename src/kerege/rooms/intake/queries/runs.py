"""Reading what was imported: runs with their counters, saved mappings, rows in quarantine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext, gettext_noop

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Viewer
from kerege.rooms.intake.models import ColumnMapping, Import, QuarantinedRow, RowVersion
from kerege.rooms.intake.rules import surplus
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.records import queries as records


class NoSuchImportError(LookupError):
    """There is no such import of the viewer's agency."""


@dataclass(frozen=True, slots=True)
class ImportEntry:
    """One run as its desk sees it."""

    id: UUID
    owner: UUID
    file_name: str
    format: str
    kind: str
    state: str
    rows: int
    done: int
    accepted: int
    duplicates: int
    quarantined: int
    findings: Mapping[str, object]
    begun_at: datetime
    ended_at: datetime | None
    trouble: str
    plan: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class KeptFault:
    """One thing that is wrong with a row: path, column, code, and an English sentence with its values."""

    path: str
    column: str
    code: str
    message: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row of a file that cannot be kept as it stands."""

    row: int
    faults: tuple[KeptFault, ...]


@dataclass(frozen=True, slots=True)
class QuarantineEntry:
    """A row that waits: where it stood, its cells as they were last written, what is wrong with them.

    `columns` names every cell, those beyond the heading too; `first` are the cells as they came.
    """

    id: UUID
    owner: UUID
    import_id: UUID
    row: int
    columns: tuple[str, ...]
    cells: tuple[str, ...]
    faults: tuple[KeptFault, ...]
    state: str
    made_at: datetime
    first: tuple[str, ...]
    version: int
    """0 as it came; then one more with every edit that was not yet right."""


@dataclass(frozen=True, slots=True)
class MappingEntry:
    """A saved column mapping."""

    id: UUID
    name: str
    kind: str
    columns: Mapping[str, str]
    constants: Mapping[str, str]
    made_at: datetime


def imports(*, viewer: Viewer, limit: int = 50, offset: int = 0) -> list[ImportEntry]:
    """The imports of the viewer's agency, newest first."""
    require_viewer(viewer)
    found = [import_entry(row) for row in Import.objects.order_by("-begun_at", "id")[offset : offset + limit]]
    journal.write_leaf(LeafKind.CONSULT, "intake.imports", {"limit": limit, "offset": offset}, rows=len(found))
    return found


def read_import(import_id: UUID) -> ImportEntry:
    """One import, read inside another door. Raises NoSuchImportError."""
    row = Import.objects.filter(id=import_id).first()
    if row is None:
        raise NoSuchImportError(gettext_noop("there is no such import of your agency"))
    return import_entry(row)


def import_of(*, viewer: Viewer, import_id: UUID) -> ImportEntry:
    """One import. Raises NoSuchImportError."""
    require_viewer(viewer)
    found = read_import(import_id)
    journal.write_leaf(LeafKind.CONSULT, "intake.import_of", {"import": str(import_id)}, rows=1)
    return found


def quarantine(
    *, viewer: Viewer, import_id: UUID | None = None, limit: int | None = 100, offset: int = 0
) -> list[QuarantineEntry]:
    """Rows of the viewer's agency that wait to be mended, in the order of their files; without a limit all of them."""
    require_viewer(viewer)
    rows = QuarantinedRow.objects.filter(state="waiting").order_by("-made_at", "import_id", "row")
    if import_id is not None:
        rows = rows.filter(import_id=import_id).order_by("row")
    shown = list(rows[offset : None if limit is None else offset + limit])
    written = latest_versions([row.id for row in shown])
    found = [quarantine_entry(row, written.get(row.id)) for row in shown]
    detail = {"import": str(import_id or ""), "limit": limit, "offset": offset}
    journal.write_leaf(LeafKind.CONSULT, "intake.quarantine", detail, rows=len(found))
    return found


def quarantined_row(*, viewer: Viewer, row_id: UUID) -> QuarantineEntry:
    """One waiting row. Raises NoSuchImportError when it is mended or not of the viewer's agency."""
    require_viewer(viewer)
    row = QuarantinedRow.objects.filter(id=row_id, state="waiting").first()
    if row is None:
        raise NoSuchImportError(gettext_noop("there is no such row waiting in quarantine"))
    journal.write_leaf(LeafKind.CONSULT, "intake.quarantined_row", {"row": str(row_id)}, rows=1)
    return quarantine_entry(row, latest_versions([row.id]).get(row.id))


def latest_versions(rows: Sequence[UUID]) -> dict[UUID, RowVersion]:
    """What was last written into each of these rows, where anything was."""
    held = RowVersion.objects.filter(row__in=rows).order_by("row", "number")
    return {version.row: version for version in held}


def probable_duplicates(*, viewer: Viewer, import_id: UUID, limit: int = 100) -> records.ProbableDuplicates:
    """Reports of an import that may tell of an event another source reported, within what this viewer may see.

    Questions for a person: nothing is joined. Raises NoSuchImportError.
    """
    require_viewer(viewer)
    entry = read_import(import_id)
    until = entry.ended_at or chance.now()
    found = records.probable_duplicates(viewer=viewer, since=entry.begun_at, until=until, limit=limit)
    journal.write_leaf(
        LeafKind.COMBINE, "intake.probable_duplicates", {"import": str(import_id)}, rows=len(found.pairs)
    )
    return found


def waiting_count(*, viewer: Viewer) -> int:
    """How many rows of the viewer's agency wait in quarantine; shown beside the menu, so without a leaf."""
    require_viewer(viewer)
    return QuarantinedRow.objects.filter(state="waiting").count()


def mappings(*, viewer: Viewer, kind: str = "") -> list[MappingEntry]:
    """The saved mappings of the viewer's desk, by name."""
    require_viewer(viewer)
    rows = ColumnMapping.objects.filter(owner=viewer.desk).order_by("name")
    return [mapping_entry(row) for row in (rows.filter(kind=kind) if kind else rows)]


def mapping_named(*, viewer: Viewer, name: str) -> MappingEntry:
    """One saved mapping of the viewer's desk. Raises NoSuchImportError naming those there are."""
    known = {entry.name: entry for entry in mappings(viewer=viewer)}
    if name not in known:
        raise NoSuchImportError(
            gettext("there is no mapping “%(name)s”; your desk has: %(known)s")
            % {"name": name, "known": ", ".join(known) or "—"}
        )
    return known[name]


def import_entry(row: Import) -> ImportEntry:
    """An import's row as an entry."""
    return ImportEntry(
        row.id, row.owner, row.file_name, row.format, row.kind, row.state, row.rows, row.done, row.accepted,
        row.duplicates, row.quarantined, dict(row.findings), row.begun_at, row.ended_at, row.trouble, dict(row.plan),
    )  # fmt: skip


def quarantine_entry(row: QuarantinedRow, written: RowVersion | None) -> QuarantineEntry:
    """A quarantined row as an entry, as it was last written."""
    cells, faults = (row.cells, row.faults) if written is None else (written.cells, written.faults)
    return QuarantineEntry(
        row.id, row.owner, row.import_id, row.row, tuple(surplus.named(row.columns, cells)), tuple(cells),
        shown_faults(faults), row.state, row.made_at, tuple(row.cells), written.number if written else 0,
    )  # fmt: skip


def shown_faults(kept: Sequence[Mapping[str, Any]]) -> tuple[KeptFault, ...]:
    """Faults as they were kept."""
    return tuple(
        KeptFault(each["path"], each["column"], each["code"], each["message"], dict(each["values"])) for each in kept
    )


def mapping_entry(row: ColumnMapping) -> MappingEntry:
    """A mapping's row as an entry."""
    return MappingEntry(row.id, row.name, row.kind, dict(row.columns), dict(row.constants), row.made_at)
