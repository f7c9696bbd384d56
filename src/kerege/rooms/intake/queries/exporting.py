"""Rows in quarantine as a file: with reasons in the reader's language, to be mended and sent again."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.utils.translation import gettext

from kerege.kernel.law import Viewer
from kerege.rooms.intake.queries.runs import KeptFault, QuarantineEntry, quarantine
from kerege.rooms.intake.rules.exporting import REASON, REFERENCE, ROW, as_csv, as_workbook
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.records.queries import fault_text


def quarantine_file(*, viewer: Viewer, shape: str = "csv", import_id: UUID | None = None) -> bytes:
    """The waiting rows as CSV or XLSX: reference, row, reasons, then the columns they came with.

    Raises NotProvenError.
    """
    found = quarantine(viewer=viewer, import_id=import_id, limit=None)
    detail = {"import": str(import_id or ""), "shape": shape}
    journal.write_leaf(LeafKind.DISCLOSE, "intake.quarantine_file", detail, rows=len(found))
    columns = list(dict.fromkeys(name for each in found for name in each.columns))
    heading = [REFERENCE, gettext(ROW), gettext(REASON), *columns]
    made = as_workbook if shape == "xlsx" else as_csv
    return made(heading, lines(found, columns))


def lines(found: Sequence[QuarantineEntry], columns: Sequence[str]) -> Iterator[list[str]]:
    """One line a row."""
    for each in found:
        cells = dict(zip(each.columns, each.cells, strict=False))
        reasons = "; ".join(sentence(fault) for fault in each.faults)
        yield [str(each.id), str(each.row), reasons, *(cells.get(name, "") for name in columns)]


def sentence(fault: KeptFault) -> str:
    """A fault in the reader's language, with its column."""
    text = fault_text(fault).rstrip(".")
    return f"{fault.column}: {text}" if fault.column else text
