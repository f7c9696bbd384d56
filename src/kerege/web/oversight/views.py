"""Views of the journal: what I did; who touched the records of my agency."""

import json
from dataclasses import asdict
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kerege.foundation.stretches import Stretch
from kerege.kernel.law import Act, Viewer
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal_actions
from kerege.rooms.journal import queries as journal
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.records import queries as records
from kerege.web.oversight.forms import ReadingsForm
from kerege.web.oversight.usage import tabs
from kerege.web.records import sheets, words
from kerege.web.shell.formats import language
from kerege.web.shell.page import Answer, page
from kerege.web.shell.tables import Column, Listing, listing, numbered

MOST_EXPORTED = 10_000
COLUMNS = (
    Column("at", gettext_lazy("When")),
    Column("kind", gettext_lazy("What")),
    Column("party", gettext_lazy("Party")),
    Column("desk", gettext_lazy("Desk")),
    Column("officer", gettext_lazy("Officer")),
    Column("purpose", gettext_lazy("Purpose")),
    Column("record", gettext_lazy("Record")),
)


@page("oversight/readings.html", act=Act.ACCOUNT_FOR)
def index(request: HttpRequest, viewer: Viewer) -> Answer:
    """Who read, checked or received the records of my agency; across parties the desk and a stable number."""
    desks = {entry.id: entry for entry in directory.desks()}
    form = asked(request, viewer, desks)
    shown: Listing[dict[str, object]] = listing(request, COLUMNS)
    wanted = form.wanted(viewer.party) if form.is_valid() else journal.Wanted()
    found = journal.readings(viewer=viewer, wanted=wanted, limit=shown.size, offset=shown.offset)
    journal_actions.write_leaf(LeafKind.CONSULT, "web.oversight", said(wanted), rows=len(found))
    query = shown.changed(page=None)
    return {
        "numbers": records.numbers_of(viewer=viewer, reports=[each.record for each in found]),
        "title": _("Who touched our records"),
        "tabs": tabs(viewer, "readings"),
        "form": form,
        "listing": shown.showing(found, [reading_line(each, desks) for each in found]),
        "exports": [
            (name, f"{reverse('journal:export', kwargs={'shape': shape})}?{query}")
            for name, shape in (("CSV", "csv"), ("JSON", "json"), (_("Signed receipt"), "receipt"))
        ],
        "narrowed": wanted != journal.Wanted(),
    }


def asked(request: HttpRequest, viewer: Viewer, desks: dict[UUID, directory.DeskEntry]) -> ReadingsForm:
    """The form with the desks that ever touched a record of the agency."""
    form = ReadingsForm(request.GET)
    known = [desks[each] for each in journal.desks_that_read(viewer=viewer) if each in desks]
    form.offer([(str(each.id), f"{each.party_code} · {each.name(language())}") for each in known])
    return form


def said(wanted: journal.Wanted) -> dict[str, object]:
    """What was asked for, as the journal commits to it."""
    return {name: value for name, value in asdict(wanted).items() if value}


@page("oversight/readings.html", act=Act.ACCOUNT_FOR, afresh=True)
def export(request: HttpRequest, viewer: Viewer, shape: str) -> Answer:
    """The readings asked for as a file: CSV, JSON, or a receipt that proves each line."""
    desks = {entry.id: entry for entry in directory.desks()}
    form = asked(request, viewer, desks)
    if not form.is_valid():
        raise Http404
    wanted, offset = form.wanted(viewer.party), offset_of(request)
    journal_actions.write_leaf(LeafKind.DISCLOSE, f"web.oversight.{shape}", said(wanted))
    if shape == "receipt":
        made = journal.receipt(viewer=viewer, wanted=wanted, offset=offset)
        return as_file(json.dumps(made, ensure_ascii=False).encode(), "json")
    found = journal.readings(viewer=viewer, wanted=wanted, limit=MOST_EXPORTED, offset=offset)
    lines = [{name: str(value) for name, value in reading_line(each, desks).items()} for each in found]
    if shape == "json":
        document = {"readings": lines, **found.wire(), "go_on": further(request, found)}
        return as_file(json.dumps(document, ensure_ascii=False).encode(), "json")
    names = [column.key for column in COLUMNS]
    heading = [str(column.name) for column in COLUMNS]
    rows = [[line[{"officer": "number"}.get(name, name)] for name in names] for line in lines]
    told = {"first": found.start + 1, "last": found.start + len(found), "address": further(request, found)}
    cut = _("The list is longer; these are its lines %(first)s to %(last)s. The rest: %(address)s") % told
    notes = [cut] if found.next is not None else []
    return as_file(sheets.csv_bytes(sheets.Table(heading, rows), notes), "csv")


def offset_of(request: HttpRequest) -> int:
    """How many readings the file passes over."""
    return numbered(request.GET.get("offset", ""), most=10_000_000)


def further(request: HttpRequest, found: Stretch[journal.Reading]) -> str:
    """The address of the file with the rest; nothing where this one is whole."""
    if found.next is None:
        return ""
    asked = request.GET.copy()
    asked["offset"] = str(found.next)
    return f"{request.path}?{asked.urlencode()}"


def as_file(content: bytes, ending: str) -> HttpResponse:
    """A file to save."""
    kind = {"csv": sheets.TYPES["csv"], "json": "application/json"}[ending]
    answer = HttpResponse(content, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="kerege-readings.{ending}"'
    return answer


def reading_line(reading: journal.Reading, desks: dict[UUID, directory.DeskEntry]) -> dict[str, object]:
    """One reading in words."""
    desk = desks.get(reading.by_desk)
    return {
        "at": reading.at,
        "kind": words.leaf_word(reading.kind),
        "desk": desk.name(language()) if desk else "",
        "party": desk.party_code if desk else "",
        "number": reading.officer_number,
        "purpose": words.purpose_word(reading.purpose),
        "record": reading.record,
    }


@page("oversight/acts.html")
def acts(request: HttpRequest, viewer: Viewer) -> Answer:
    """What I did myself, as the journal holds it."""
    shown: Listing[tuple[object, ...]] = listing(request)
    found = journal.own_acts(viewer=viewer, limit=shown.size, offset=shown.offset)
    lines = [
        (each.at, words.leaf_word(each.kind), each.door, words.purpose_word(each.purpose), each.rows) for each in found
    ]
    return {
        "title": _("What I did"),
        "tabs": tabs(viewer, "acts") if Act.ACCOUNT_FOR in ROLE_ACTS[viewer.role] else [],
        "listing": shown.showing(found, lines),
    }
