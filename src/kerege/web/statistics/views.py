"""The views of statistics: the table, and the table as a file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from kerege.foundation import chance
from kerege.foundation.saying import said
from kerege.kernel.law import Act, Viewer
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.statistics import queries
from kerege.rooms.statistics.queries import SpanError, Table
from kerege.rooms.substances import queries as substances
from kerege.web.records import sheets
from kerege.web.shell.formats import language
from kerege.web.shell.marking import banner_of, noted
from kerege.web.shell.page import Answer, page
from kerege.web.statistics import tables
from kerege.web.statistics.forms import TableForm


@page("statistics/index.html", act=Act.READ)
def index(request: HttpRequest, viewer: Viewer) -> Answer:
    """Seizures by what was asked; the last twelve months by substance where nothing was."""
    form = TableForm(request.GET)
    table = asked_table(form, viewer)
    context: dict[str, Any] = {
        "title": _("Statistics"),
        "form": form,
        "query": request.GET.urlencode(),
        "table": table,
        "may_export": Act.EXPORT in ROLE_ACTS[viewer.role],
        "substances": substances.titles(language()),
        "status": 422 if form.errors else 200,
    }
    if table is None:
        return context
    return context | {
        "marking": banner_of(table.marking),
        "lines": tables.shown_lines(table),
        "total": tables.cell_words(table.counted.total.total),
        "wide": len(table.counted.periods) > tables.MOST_COLUMNS,
        "warnings": tables.warnings(table),
        "questions": tables.questions(table),
        "more_questions": max(0, len(table.outliers) - 20),
    }


@page("statistics/index.html", act=Act.EXPORT, afresh=True)
def export(request: HttpRequest, viewer: Viewer, form: str) -> Answer:
    """The table as a file, one row a line, period and measure; the warnings stand in it too."""
    table = asked_table(TableForm(request.GET), viewer)
    if table is None or form not in sheets.TYPES:
        raise Http404
    queries.taken_along(viewer=viewer, table=table)
    heading, rows = tables.sheet(table)
    counted = _("Counted over what you may see; “not reported” is not 0.")
    notes = [*noted(table.marking), counted, *tables.warnings(table)]
    made = sheets.Table(heading, rows)
    content = sheets.csv_bytes(made, notes) if form == "csv" else sheets.xlsx_bytes(made, notes)
    answer = HttpResponse(content, content_type=sheets.TYPES[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="statistics-{table.since}-{table.until}.{form}"'
    return answer


def asked_table(form: TableForm, viewer: Viewer) -> Table | None:
    """The table that a form asks for, or None with the form's errors set."""
    if not form.is_valid():
        return None
    try:
        return queries.seizures(viewer=viewer, **form.asked(chance.today()))  # type: ignore[arg-type]  # as the form says
    except SpanError as problem:
        form.add_error("until", said(problem))
        return None
