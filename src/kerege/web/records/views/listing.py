"""The list of reports: filters, pages by cursor, and taking the list along as CSV or XLSX."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kerege.kernel.countries import COUNTRY_CODES
from kerege.kernel.law import Act, Viewer
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.directory import queries as directory
from kerege.rooms.records import queries
from kerege.rooms.records.queries import KINDS, Filters, ListedReport
from kerege.web.records import sheets
from kerege.web.records.forms import options
from kerege.web.records.forms.filters import FilterForm
from kerege.web.records.words import items_line, kind_word
from kerege.web.shell.formats import day, language, number
from kerege.web.shell.marking import banner_of, noted
from kerege.web.shell.page import Answer, page

PAGE_SIZE = 50


@page("records/list.html", act=Act.READ, fragment="records/_rows.html")
def index(request: HttpRequest, viewer: Viewer) -> Answer:
    """The reports this viewer may read, newest first."""
    form = FilterForm.read(request.GET)
    found = queries.latest(
        viewer=viewer, filters=form.filters(), cursor=request.GET.get("after", "")[:200], limit=PAGE_SIZE
    )
    return {
        "title": _("Records"),
        "form": form,
        "marking": banner_of(found.marking),
        "rows": listed(found.rows),
        "count": counted(found, further=bool(request.GET.get("after"))),
        "looks_further": found.looked_back_to is not None,
        "is_first": not request.GET.get("after"),
        "next_query": form.query(after=found.next_cursor) if found.next_cursor else "",
        "kinds": [options.Option(kind.code, _(kind.label)) for kind in KINDS.values()],
        "countries": options.country_choices(language(), form.country if form.country in COUNTRY_CODES else ""),
        "substances": options.substance_choices(language()),
        "may_export": Act.EXPORT in ROLE_ACTS[viewer.role],
        "may_report": Act.REPORT in ROLE_ACTS[viewer.role],
        "may_release": Act.RELEASE in ROLE_ACTS[viewer.role],
    }


def counted(found: queries.Page, *, further: bool) -> str:
    """How many reports there are; where they were looked through, how many of those, and how far back."""
    if found.looked_back_to is not None:
        told = {
            "count": number(found.count),
            "looked": number(queries.LOOKED_THROUGH),
            "day": day(found.looked_back_to),
        }
        if further:
            return _("%(count)s among the next %(looked)s looked through, back to %(day)s") % told
        return _("%(count)s among the newest %(looked)s looked through, back to %(day)s") % told
    if found.count_is_capped:
        return _("at least %(count)s reports") % {"count": number(found.count)}
    return _("%(count)s reports") % {"count": number(found.count)}


def listed(rows: tuple[ListedReport, ...]) -> list[dict[str, object]]:
    """The lines of a list in words."""
    desks = {entry.id: entry for entry in directory.desks()}
    return [line_of(row, desks.get(row.owner)) for row in rows]


def line_of(row: ListedReport, desk: directory.DeskEntry | None) -> dict[str, object]:
    """One line of a list."""
    reader = language()
    place = [row.place, options.region_words(row.region, reader), options.country_words(row.country, reader)]
    return {
        "row": row,
        "kind": kind_word(row.kind),
        "place": ", ".join(part for part in place if part),
        "items": items_line(row.items),
        "summary": row.summary or row.details.get("title", ""),
        "party": desk.party_code if desk else "",
        "desk": desk.name(reader) if desk else "",
    }


@page("records/list.html", act=Act.EXPORT, afresh=True)
def export(request: HttpRequest, viewer: Viewer, form: str) -> Answer:
    """The list as a file: facts only; every owner learns that his records were taken along."""
    if form not in sheets.TYPES:
        raise Http404
    filters: Filters = FilterForm.read(request.GET).filters()
    taken = queries.exported(viewer=viewer, filters=filters)
    desks: dict[UUID, directory.DeskEntry] = {entry.id: entry for entry in directory.desks()}
    table = sheets.record_table(taken, desks, language())
    notes = sheets.export_notes(taken, noted(taken.marking))
    content = sheets.csv_bytes(table, notes) if form == "csv" else sheets.xlsx_bytes(table, notes)
    answer = HttpResponse(content, content_type=sheets.TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="kerege-records.{form}"'
    return answer


@page("records/find.html", act=Act.READ)
def find(request: HttpRequest, viewer: Viewer) -> Answer:
    """One report by its reference: there, or the one page that says it may not be shown."""
    found = queries.find_report(viewer=viewer, number=request.GET.get("number", "")[:90])
    return redirect("records:show", report=found)
