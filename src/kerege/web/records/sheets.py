"""Lists as files: CSV and XLSX of facts, with cells that no spreadsheet takes for a formula."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import xlsxwriter
from django.utils.translation import gettext as _

from kerege.rooms.directory.queries import DeskEntry
from kerege.rooms.records.queries import Export, ItemEntry, ListedReport
from kerege.web.records.forms import options
from kerege.web.records.words import choice_word, kind_word, quantity_line, substance_line

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "|", "%")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of texts with its heading."""

    heading: Sequence[str]
    rows: Sequence[Sequence[str]]


def inert(text: str) -> str:
    """A cell that is text and nothing else: what a spreadsheet might run gets an apostrophe before it."""
    return f"'{text}" if text.lstrip().startswith(FORMULA_SIGNS) else text


def record_table(taken: Export, desks: Mapping[UUID, DeskEntry], language: str) -> Table:
    """One line for each item of each report: facts as given beside facts as read."""
    heading = [
        _("Reference"), _("Party"), _("Desk"), _("Kind"), _("Date"), _("Country"), _("Region"), _("Place"),
        _("Persons detained"), _("Substance"), _("Substance as given"), _("Quantity"), _("Quantity as given"),
        _("Amount in the base"), _("Base"), _("Purity, %"), _("Form"), _("Summary"), _("Retracted"),
        _("A person challenges it"),
    ]  # fmt: skip
    made = [
        [
            *report_cells(row, desks, language),
            *item_cells(item),
            row.summary,
            yes(row.retracted),
            yes(row.id in taken.challenged),
        ]
        for row in taken.rows
        for item in row.items or (None,)
    ]
    return Table(heading, made)


def report_cells(row: ListedReport, desks: Mapping[UUID, DeskEntry], language: str) -> list[str]:
    """The cells of a report."""
    desk = desks.get(row.owner)
    return [
        row.number,
        desk.party_code if desk else "",
        desk.name(language) if desk else "",
        kind_word(row.kind),
        row.occurred.code() if row.occurred else "",
        options.country_words(row.country, language),
        options.region_words(row.region, language),
        row.place,
        "" if row.persons_count is None else str(row.persons_count),
    ]


def item_cells(item: ItemEntry | None) -> list[str]:
    """The cells of an item; a report without items has them empty."""
    if item is None:
        return [""] * 8
    return [
        substance_line(item),
        item.substance_given,
        quantity_line(item),
        item.quantity_given,
        "" if item.base_amount is None else format(item.base_amount.normalize(), "f"),
        item.base,
        "" if item.purity is None else format(item.purity.normalize(), "f"),
        choice_word("form", item.form, "items") if item.form else "",
    ]


def yes(value: bool) -> str:
    """The word for true, nothing for false."""
    return _("yes") if value else ""


def export_notes(taken: Export, marking: Iterable[str]) -> list[str]:
    """What a reader of the file must know; `marking` is the join of its rows' terms, in lines."""
    notes = [*marking, _("Taken along under the journal.")]
    if taken.held_back:
        words = _("%(count)s reports are left out: their owners restrict them in words (H3).")
        notes.append(words % {"count": taken.held_back})
    if taken.bent:
        words = _("%(count)s reports are left out: they do not bear the node's signature. Tell the node's operator.")
        notes.append(words % {"count": taken.bent})
    if taken.cut:
        notes.append(_("The list is longer; these are its newest %(count)s reports.") % {"count": len(taken.rows)})
    return notes


def csv_bytes(table: Table, notes: Sequence[str]) -> bytes:
    """The table as CSV in UTF-8 with the mark that spreadsheets look for; notes stand last."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerows([[inert(cell) for cell in row] for row in (table.heading, *table.rows)])
    writer.writerows([[inert(note)] for note in notes])
    return b"\xef\xbb\xbf" + made.getvalue().encode()


def xlsx_bytes(table: Table, notes: Sequence[str]) -> bytes:
    """The table as a workbook in which every cell is a string; notes stand on a sheet of their own."""
    made = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(made, safe)
    bold = book.add_format({"bold": True, "bottom": 1})
    sheet = book.add_worksheet(_("Records")[:31])
    for column, name in enumerate(table.heading):
        sheet.write_string(0, column, name, bold)
    for line, row in enumerate(table.rows, start=1):
        for column, cell in enumerate(row):
            sheet.write_string(line, column, inert(cell))
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, len(table.heading) - 1, 18)
    remarks = book.add_worksheet(_("Notes")[:31])
    for line, note in enumerate(notes):
        remarks.write_string(line, 0, inert(note))
    book.close()
    return made.getvalue()
