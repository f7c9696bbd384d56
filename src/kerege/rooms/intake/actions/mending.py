"""Mending: rows of a downloaded quarantine file are read again; those that are right now leave quarantine."""

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_noop

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Act, Viewer
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.intake import policy
from kerege.rooms.intake.actions import uploads
from kerege.rooms.intake.actions.batches import MENDED, SET_ASIDE, WAITING
from kerege.rooms.intake.actions.refusals import UnableToImportError
from kerege.rooms.intake.models import Import, QuarantinedRow, RowVersion
from kerege.rooms.intake.queries.apart import open_apart
from kerege.rooms.intake.queries.files import plan_from
from kerege.rooms.intake.queries.runs import latest_versions
from kerege.rooms.intake.queries.uploads import folder_of
from kerege.rooms.intake.rules import surplus
from kerege.rooms.intake.rules.exporting import REFERENCE, unsafe
from kerege.rooms.intake.rules.identity import cells_digest, source_key
from kerege.rooms.intake.rules.limits import MENDED_LIMITS, N_, Limits, UnreadableFileError
from kerege.rooms.intake.rules.plans import Plan, Surveyed
from kerege.rooms.intake.rules.preparing import Refused, Waiting, claim_of, kept_faults
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.records import actions as records
from kerege.rooms.records.queries import Reader
from kerege.rooms.substances import queries as substances


@dataclass(slots=True)
class MendResult:
    """What became of the rows of a mended file."""

    accepted: int = 0
    duplicates: int = 0
    still_waiting: int = 0
    not_waiting: int = 0
    """Rows that were mended before, or are not of this agency."""
    edits_kept: int = 0
    """Rows that still wait, whose new cells were kept as a version."""
    refused: list[dict[str, object]] = field(default_factory=list)


@dataclass(slots=True)
class Mended:
    """A waiting row with its new cells, and the plan by which it is read."""

    held: QuarantinedRow
    before: Sequence[str]
    """Its cells as they were last written."""
    version: int
    columns: list[str]
    cells: list[str]
    plan: Plan


def mend_file(*, actor: Viewer, path: Path, limits: Limits | None = None) -> MendResult:
    """Read a mended quarantine file and keep what is right now, all in the open transaction.

    Raises UnreadableFileError when the file is not one that was downloaded from quarantine, UnableToImportError.
    """
    return mend(actor=actor, cells=mended_cells(path, limits))


def mend_upload(*, actor: Viewer, name: str, chunks: Iterable[bytes]) -> MendResult:
    """Mend by an uploaded file: a process of its own parses it, with limits, and the file goes whatever comes of it.

    Raises UnreadableFileError, UnableToImportError.
    """
    require_viewer(actor)
    may_report(actor)
    upload = chance.new_id()
    folder = folder_of(upload)
    try:
        uploads.keep_file(upload, name, chunks, MENDED_LIMITS)
        found = uploads.looked_apart("mended", upload)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if trouble := found.get("trouble"):
        raise UnreadableFileError(str(trouble), **found.get("values", {}))
    return mend(actor=actor, cells={UUID(row): cells for row, cells in found["cells"].items()})


def mended_cells(path: Path, limits: Limits | None = None) -> dict[UUID, dict[str, str]]:
    """The rows of a mended file by their reference, each cell under its column. Raises UnreadableFileError."""
    sheet = open_apart(path, limits=limits, known=(REFERENCE, "row", "reason"))
    if REFERENCE not in sheet.columns:
        raise UnreadableFileError(
            N_("The column “%(column)s” is missing: mend the file that was downloaded from quarantine."),
            column=REFERENCE,
        )
    at = sheet.columns.index(REFERENCE)
    columns = [unsafe(column) for column in sheet.columns]
    cells: dict[UUID, dict[str, str]] = {}
    for _, row in sheet.rows():
        identity = reference(row[at])
        if identity is not None:
            cells[identity] = dict(zip(columns, map(unsafe, row), strict=False))
    return cells


def may_report(actor: Viewer) -> None:
    """Refuse a role that does not report. Raises UnableToImportError."""
    if Act.REPORT not in ROLE_ACTS[actor.role]:
        raise UnableToImportError(gettext_noop("your role does not report, so it does not import; ask your desk"))


def reference(text: str) -> UUID | None:
    """The row's id, or None where the cell was emptied or spoilt."""
    try:
        return UUID(text.strip())
    except ValueError:
        return None


def mend(*, actor: Viewer, cells: dict[UUID, dict[str, str]]) -> MendResult:
    """Read waiting rows again with these cells (by column name); a row that is right leaves quarantine, once.

    What was written into a row that still waits is kept beside it, with what is wrong now.

    Raises UnableToImportError.
    """
    require_viewer(actor)
    may_report(actor)
    result = MendResult()
    waiting = list(
        QuarantinedRow.objects.select_for_update()
        .filter(owner=actor.desk, id__in=list(cells), state=WAITING)
        .order_by("id")
    )
    result.not_waiting = len(cells) - len(waiting)
    reader = Reader(substance=substances.batch().code, day=actor.day)
    plans: dict[tuple[UUID, tuple[str, ...]], Plan] = {}
    prepared: list[tuple[Mended, records.Prepared]] = []
    seen: dict[bytes, int] = {}
    written = latest_versions([held.id for held in waiting])
    edits: list[tuple[Mended, list[dict[str, object]]]] = []
    for held in sorted(waiting, key=lambda row: (str(row.import_id), row.row)):
        row = with_cells(actor, held, written.get(held.id), cells[held.id], plans)
        digest = cells_digest(row.plan.code, row.plan.parsed(row.cells))
        key, repeats = free_key(actor, digest, seen)
        made = claim_of(row.plan, Waiting(held.row, row.cells, key, repeats), len(row.columns), Surveyed(), reader)
        if isinstance(made, Refused):
            result.still_waiting += 1
            faults = kept_faults(row.plan, made.faults)
            result.refused.append({"row": held.row, "id": str(held.id), "faults": faults})
            edits.append((row, faults))
        else:
            prepared.append((row, records.Prepared(made, key, repeats)))
    keep_edits(actor, [each for each in edits if each[0].cells != list(each[0].before)], result)
    keep(actor, prepared, result)
    return result


def keep_edits(actor: Viewer, edits: Sequence[tuple[Mended, list[dict[str, object]]]], result: MendResult) -> None:
    """Keep what was written into rows that still wait: one version more each, nothing is overwritten."""
    if not edits:
        return
    label, now = policy.own_label(actor), chance.now()
    RowVersion.objects.bulk_create(
        [
            RowVersion(
                id=chance.new_id(),
                owner=actor.desk,
                label=label,
                row=row.held.id,
                number=row.version + 1,
                cells=[cell.replace("\0", "\ufffd") for cell in row.cells],
                faults=faults,
                made_at=now,
                made_by=actor.officer,
            )
            for row, faults in edits
        ]
    )
    result.edits_kept = len(edits)
    detail = {"rows": [str(row.held.id) for row, _ in edits]}
    journal.write_leaf(LeafKind.ALTER, "intake.keep_edits", detail, rows=len(edits))


def with_cells(
    actor: Viewer,
    held: QuarantinedRow,
    written: RowVersion | None,
    given: dict[str, str],
    plans: dict[tuple[UUID, tuple[str, ...]], Plan],
) -> Mended:
    """A waiting row with its new cells; columns that the file no longer has keep what they held."""
    columns = [str(name) for name in held.columns]
    before = held.cells if written is None else written.cells
    cells = surplus.edited(columns, before, given)
    key = (held.import_id, tuple(columns))
    if key not in plans:
        wire = Import.objects.values_list("plan", flat=True).get(owner=actor.desk, id=held.import_id)
        plans[key] = plan_from(wire, columns)
    return Mended(held, before, written.number if written else 0, columns, cells, plans[key])


def free_key(actor: Viewer, digest: bytes, seen: dict[bytes, int]) -> tuple[bytes, bytes | None]:
    """The identity of a mended row: the first ordinal of its cells that no report of the desk has yet."""
    ordinal = seen.get(digest, 0)
    while records.known_keys(actor, [source_key(digest, ordinal)]):
        ordinal += 1
    seen[digest] = ordinal + 1
    return source_key(digest, ordinal), digest if ordinal else None


def keep(actor: Viewer, prepared: Sequence[tuple[Mended, records.Prepared]], result: MendResult) -> None:
    """Keep the reports, take their rows out of quarantine and move the counters of their imports."""
    if not prepared:
        return
    records.report_many(actor=actor, prepared=[each for _, each in prepared])
    for row, each in prepared:
        column = "duplicates" if each.repeats_key else "accepted"
        result.duplicates += column == "duplicates"
        result.accepted += column == "accepted"
        Import.objects.filter(owner=actor.desk, id=row.held.import_id).update(
            **{column: F(column) + 1, "quarantined": F("quarantined") - 1}
        )
    QuarantinedRow.objects.filter(owner=actor.desk, id__in=[row.held.id for row, _ in prepared]).update(
        state=MENDED, ended_at=chance.now()
    )


def set_aside(*, actor: Viewer, rows: Sequence[UUID]) -> int:
    """Say that rows will not be mended: they stay as they are and are asked for no more. Raises UnableToImportError."""
    require_viewer(actor)
    may_report(actor)
    changed = QuarantinedRow.objects.filter(owner=actor.desk, id__in=list(rows), state=WAITING).update(
        state=SET_ASIDE, ended_at=chance.now()
    )
    journal.write_leaf(LeafKind.ALTER, "intake.set_aside", {"rows": [str(each) for each in rows]}, rows=changed)
    return changed
