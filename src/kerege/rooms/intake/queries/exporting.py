"""Rows in quarantine as a file: with reasons in the reader's language, to be mended and sent again, in parts.

A part is at most what can be sent back (`MENDED_LIMITS`), with room for what is written into it meanwhile.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from tempfile import TemporaryFile
from typing import IO
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext

from kerege.foundation.statements import named
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Viewer
from kerege.rooms.intake.models import QuarantinedRow
from kerege.rooms.intake.queries.runs import KeptFault, QuarantineEntry, latest_versions, quarantine_entry
from kerege.rooms.intake.rules.exporting import REASON, REFERENCE, ROW, as_csv, as_workbook
from kerege.rooms.intake.rules.limits import MENDED_LIMITS
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.records.queries import fault_text

FILLED = 0.9
"""How much of what can be sent back a part holds: there is a heading, and mending makes rows longer."""
AT_ONCE = 1000


def quarantine_parts(*, viewer: Viewer, import_id: UUID | None = None) -> int:
    """In how many parts the file of the waiting rows comes: at least one; beside the list, so without a leaf."""
    require_viewer(viewer)
    return max(1, len(parts_of(import_id)))


def parts_of(import_id: UUID | None) -> list[int]:
    """How many rows each part holds."""
    most = MENDED_LIMITS
    size, unpacked, rows = (int(FILLED * each) for each in (most.size, most.unpacked, most.rows))
    bounds = {"import": import_id, "size": size, "unpacked": unpacked, "least": size / rows}
    with connection.cursor() as cursor:
        cursor.execute(named("intake", "waiting_parts"), bounds)
        return [int(count) for (count,) in cursor.fetchall()]


def quarantine_file(*, viewer: Viewer, shape: str = "csv", import_id: UUID | None = None, part: int = 1) -> IO[bytes]:
    """A part of the waiting rows as CSV or XLSX: reference, row, reasons, then the columns they came with.

    It lies on the disk without a name, from its beginning, until it is closed. Raises NotProvenError.
    """
    require_viewer(viewer)
    counts = parts_of(import_id)
    before, count = sum(counts[: part - 1]), counts[part - 1] if 0 < part <= len(counts) else 0
    detail = {"import": str(import_id or ""), "shape": shape, "part": part}
    journal.write_leaf(LeafKind.DISCLOSE, "intake.quarantine_file", detail, rows=count)
    rows = waiting_rows(import_id)[before : before + count]
    columns = list(dict.fromkeys(name for each in entries(rows) for name in each.columns))
    heading = [REFERENCE, gettext(ROW), gettext(REASON), *columns]
    made = TemporaryFile()  # noqa: SIM115 - whoever asked closes it
    (as_workbook if shape == "xlsx" else as_csv)(made, heading, lines(entries(rows), columns))
    made.seek(0)
    return made


def waiting_rows(import_id: UUID | None) -> "QuerySet[QuarantinedRow, QuarantinedRow]":
    """The rows that wait, in the order of their file."""
    rows = QuarantinedRow.objects.filter(state="waiting").order_by("-made_at", "import_id", "row", "id")
    return rows if import_id is None else rows.filter(import_id=import_id)


def entries(rows: "QuerySet[QuarantinedRow, QuarantinedRow]") -> Iterator[QuarantineEntry]:
    """Rows as they were last written, a thousand at a time."""
    held = rows.iterator(chunk_size=AT_ONCE)
    while shown := list(islice(held, AT_ONCE)):
        written = latest_versions([row.id for row in shown])
        yield from (quarantine_entry(row, written.get(row.id)) for row in shown)


def lines(found: Iterable[QuarantineEntry], columns: Sequence[str]) -> Iterator[list[str]]:
    """One line a row."""
    for each in found:
        cells = dict(zip(each.columns, each.cells, strict=False))
        reasons = "; ".join(sentence(fault) for fault in each.faults)
        yield [str(each.id), str(each.row), reasons, *(cells.get(name, "") for name in columns)]


def sentence(fault: KeptFault) -> str:
    """A fault in the reader's language, with its column."""
    text = fault_text(fault).rstrip(".")
    return f"{fault.column}: {text}" if fault.column else text
