"""Views of requests: the lists, one request, its deeds, export, figures."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from kerege.foundation import chance
from kerege.kernel.law import Act, Marking, Role, Viewer, joined
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.directory import queries as directory
from kerege.rooms.notices import actions as notices
from kerege.rooms.records import queries as records
from kerege.rooms.requests import actions, queries
from kerege.rooms.requests.queries import Side, words
from kerege.web.records import picking, sheets
from kerege.web.requests import lines
from kerege.web.requests.forms import SEVERAL, DeedForm
from kerege.web.shell import days
from kerege.web.shell.formats import language
from kerege.web.shell.marking import banner_of, noted
from kerege.web.shell.page import Answer, page
from kerege.web.shell.tables import numbered

ASKED, ASKER = (Side.ASKED, Side.ASKED_GATE, Side.WATCH), (Side.ASKER, Side.ASKER_GATE)
TABS: Mapping[str, tuple[tuple[Side, ...], bool]] = {
    "asked": (ASKED, True),
    "mine": (ASKER, True),
    "all": ((), False),
}
SHOWN = 100
EXPORTED = 10_000
YEAR = timedelta(days=365)


@page("requests/index.html", act=Act.READ)
def index(request: HttpRequest, viewer: Viewer) -> Answer:
    """What waits at the desk, what it asked itself, and everything."""
    tab = request.GET.get("tab", "asked")
    sides, only_open = TABS.get(tab, TABS["asked"])
    offset = numbered(request.GET.get("from", ""), most=EXPORTED)
    found = queries.cards(viewer=viewer, sides=sides, open_only=only_open, offset=offset, limit=SHOWN + 1)
    return {
        "title": _("Requests"),
        "marking": banner_of(terms_of(viewer, found[:SHOWN])),
        "tab": tab if tab in TABS else "asked",
        "rows": [lines.row(card) for card in found[:SHOWN]],
        "next": offset + SHOWN if len(found) > SHOWN else 0,
        "may_ask": queries.may_act(viewer),
        "exports": Act.EXPORT in acts_of(viewer),
    }


def terms_of(viewer: Viewer, cards: Iterable[queries.Card]) -> Marking:
    """The join of the codes of requests and the terms of their records that the viewer reads."""
    listed = list(cards)
    reports = {report for card in listed for report in (card.report, *card.records)}
    return records.joined_marking(viewer=viewer, reports=reports) | joined(card.marking for card in listed)


def acts_of(viewer: Viewer) -> frozenset[Act]:
    """What the role does."""
    return ROLE_ACTS[viewer.role]


@page("requests/show.html", act=Act.READ)
def show(request: HttpRequest, viewer: Viewer, thread: UUID) -> Answer:
    """One request with its clock, its history, and what may be done now."""
    detail = queries.detail(viewer=viewer, thread=thread)
    notices.mark_read(actor=viewer, thing=thread)
    scans = queries.scans(viewer=viewer, thread=thread)
    marking = banner_of(terms_of(viewer, [detail.card]))
    return shown(detail) | {"marking": marking, "scans": scans, "may_act": queries.may_act(viewer)}


def shown(detail: queries.Detail) -> dict[str, Any]:
    """What the page of one request shows."""
    card = detail.card
    nothing = card.state is queries.State.NOTHING and card.side in ASKER
    return {
        "title": _(words.KINDS[card.kind]).capitalize(),
        "draft": card.side is Side.ASKER and card.state is queries.State.DRAFT,
        "card": card,
        "row": lines.row(card),
        "facts": lines.facts(card),
        "history": lines.history(detail.history),
        "deeds": [(deed, _(deed.button)) for deed in detail.deeds],
        "agreed": detail.agreed,
        "siblings": [lines.row(each) for each in detail.siblings],
        "nothing": _(words.NOTHING_SENTENCE) if nothing else "",
        "watched": card.side is Side.WATCH,
    }


@page("requests/deed.html", act=Act.READ, afresh="post")
def deed_page(request: HttpRequest, viewer: Viewer, thread: UUID, deed: str) -> Answer:
    """One deed: what it asks, then doing it."""
    detail = queries.detail(viewer=viewer, thread=thread)
    found = next((each for each in detail.deeds if each.code == deed), None)
    if found is None:
        raise Http404
    searching = request.method == "POST" and "look" in request.POST
    choices = picking.found(request, viewer, "records") if "records" in found.fields else []
    form = DeedForm(request.POST if request.method == "POST" and not searching else None, deed=found, records=choices)
    form.initial = {"agreed": detail.agreed}
    if searching:
        form.initial = {name: request.POST.getlist(name) if name in SEVERAL else request.POST.get(name, "")
                        for name in found.fields}  # fmt: skip
    if request.method == "POST" and not searching and form.is_valid() and done(viewer, thread, found, form):
        messages.success(request, _("Done."))
        return redirect("requests:show", thread=thread)
    return {
        "title": _(found.button),
        "card": detail.card,
        "row": lines.row(detail.card),
        "deed": found,
        "find": request.POST.get("find", ""),
        "form": form,
        "status": 422 if form.errors else 200,
    }


def done(viewer: Viewer, thread: UUID, deed: queries.Deed, form: DeedForm) -> bool:
    """Do it; whether nothing was wrong with what was given."""
    try:
        actions.take(actor=viewer, thread=thread, deed=deed.code, fields=form.given())
    except actions.IncompleteError as problem:
        form.refuse(problem.faults)
    except PermissionError as problem:
        form.add_error(None, _(str(problem)))
    else:
        return True
    return False


@page("requests/index.html", act=Act.EXPORT, afresh=True)
def export(request: HttpRequest, viewer: Viewer) -> Answer:
    """The list as a file; cells are inert."""
    found = queries.cards(viewer=viewer, open_only=False, limit=EXPORTED + 1)
    cut, found = len(found) > EXPORTED, found[:EXPORTED]
    queries.list_taken(viewer=viewer, threads=[card.thread for card in found])
    heading = [
        _("Reference"),
        _("Asking desk"),
        _("Asked desk"),
        _("State"),
        _("Sent"),
        _("Due"),
        _("Answer"),
        _("Text"),
    ]
    rows = [
        [
            card.number,
            card.asker.code,
            card.asked.code,
            lines.state_words(card),
            local(card.started_at),
            local(card.due_at),
            _(words.OUTCOMES[card.outcome]) if card.outcome else "",
            card.question,
        ]
        for card in found
    ]
    notes = [_("For official use. Only to prevent and combat crime. Taken along under the journal.")]
    notes += noted(terms_of(viewer, found))
    if cut:
        notes.append(_("The list is longer; these are its newest %(count)s lines.") % {"count": EXPORTED})
    answer = HttpResponse(sheets.csv_bytes(sheets.Table(heading, rows), notes), content_type=sheets.TYPES["csv"])
    answer["Content-Disposition"] = 'attachment; filename="kerege-requests.csv"'
    return answer


def local(instant: datetime | None) -> str:
    """An instant in a file: by the clocks of the node, with its distance from UTC."""
    return timezone.localtime(instant).isoformat(" ", "minutes") if instant else ""


@page("requests/look_outs.html", act=Act.READ)
def look_outs(request: HttpRequest, viewer: Viewer) -> Answer:
    """The look-outs in force here."""
    known = {each.value: text for each, text in words.ACTIONS.items()}
    found = queries.look_outs(viewer=viewer)
    return {
        "title": _("Look-outs in force here"),
        "marking": banner_of(joined(each.marking for each in found)),
        "rows": [(each, _(known[each.action]), lines.desk_words(each.asker)) for each in found],
    }


@page("requests/figures.html", act=Act.READ)
def figures(request: HttpRequest, viewer: Viewer) -> Answer:
    """What an agency, or a coordinator's party, asked and was asked: how soon, what came of it, was it useful."""
    since, until = span_of(request)
    whole = of_whole(request, viewer)
    found = figures_between(viewer, since, until, whole=whole)
    return {
        "title": _("Figures of requests"),
        "sides": [(side_words(side, whole=whole), each, counts(each)) for side, each in found.items()],
        "parties": by_party(found),
        "whole": whole,
        "coordinates": viewer.role is Role.COORDINATOR,
        "since": days.written(since),
        "until": days.written(until),
        "exports": Act.EXPORT in acts_of(viewer),
    }


def of_whole(request: HttpRequest, viewer: Viewer) -> bool:
    """Whether the figures are of the whole party: a coordinator's are, unless he wants his agency's."""
    return viewer.role is Role.COORDINATOR and request.GET.get("of", "party") != "agency"


def by_party(found: Mapping[Side, queries.Figures]) -> list[tuple[str, queries.Figures | None, queries.Figures | None]]:
    """Each other party with both sides' figures: what it gave, what it got."""
    names = {each.code: f"{each.code} · {each.name(language())}" for each in directory.parties()}
    asked = found[Side.ASKER].parties if found else {}
    given = found[Side.ASKED].parties if found else {}
    return [(names[code], asked.get(code), given.get(code)) for code in sorted({*asked, *given})]


def span_of(request: HttpRequest) -> tuple[date, date]:
    """From which day to which; the last year where nothing readable is said."""
    until = read_day(request.GET.get("until", ""), chance.today())
    since = read_day(request.GET.get("since", ""), until - YEAR)
    return min(since, until), until


def read_day(said: str, otherwise: date) -> date:
    """A day as the reader types it."""
    try:
        return days.read(said)
    except ValueError:
        return otherwise


def figures_between(viewer: Viewer, since: date, until: date, *, whole: bool) -> dict[Side, queries.Figures]:
    """The figures of the days from one to another, both counted."""
    starts = datetime.combine(since, time(), UTC)
    ends = datetime.combine(until, time.max, UTC)
    return queries.figures(viewer=viewer, since=starts, until=ends, whole=whole)


def side_words(side: Side, *, whole: bool) -> str:
    """A side as the agency, or the party, says it."""
    if whole:
        return _("What our party asked") if side is Side.ASKER else _("What our party was asked")
    return _("What we asked") if side is Side.ASKER else _("What we were asked")


@page("requests/figures.html", act=Act.EXPORT, afresh=True)
def figures_file(request: HttpRequest, viewer: Viewer) -> Answer:
    """The figures as a file: a line for each number."""
    rows: list[list[object]] = []
    whole = of_whole(request, viewer)
    since, until = span_of(request)
    found = figures_between(viewer, since, until, whole=whole)
    queries.figures_taken(viewer=viewer, since=since, until=until, whole=whole)
    for side, every in found.items():
        for code, each in {"": every, **every.parties}.items():
            rows += [[side_words(side, whole=whole), code, *row] for row in figure_rows(each)]
    heading = [_("Side"), _("The other party"), _("What"), _("Which"), _("Number")]
    table = sheets.Table(heading, [list(map(str, row)) for row in rows])
    notes = [_("For official use. Only to prevent and combat crime. Taken along under the journal.")]
    answer = HttpResponse(sheets.csv_bytes(table, notes), content_type=sheets.TYPES["csv"])
    answer["Content-Disposition"] = 'attachment; filename="kerege-request-figures.csv"'
    return answer


def figure_rows(each: queries.Figures) -> list[list[object]]:
    """A line for each number: what, which, how many."""
    hours = round(each.median_first_answer.total_seconds() / 3600, 1) if each.median_first_answer is not None else ""
    rows: list[list[object]] = [
        [_("Requests"), "", each.threads],
        [_("Answered"), "", each.answered],
        [_("Hours to the first answer, half were quicker"), "", hours],
        [_("Too late"), "", each.late],
    ]
    return rows + [[heading, word, count] for heading, found in counts(each) for word, count in found]


def counts(each: queries.Figures) -> list[tuple[str, list[tuple[str, int]]]]:
    """Counts by kind, outcome, ground and feedback, in words."""
    kind = {word.value: text for word, text in words.KINDS.items()}
    used = {word.value: text for word, text in words.USEDS.items()}
    result = {word.value: text for word, text in words.RESULTS.items()}
    outcome = {word.value: text for word, text in words.OUTCOMES.items()}
    ground = {word.value: text for word, text in words.GROUNDS.items()}
    useful = {word.value: text for word, text in words.USEFULS.items()}
    tables = [(_("What was sent"), kind, each.kinds), (_("Answer"), outcome, each.outcomes)]
    tables += [(_("Refused by ground"), ground, each.grounds), (_("Feedback"), useful, each.useful)]
    tables += [(_("How it was used"), used, each.used), (_("What came of it"), result, each.results)]
    return [(name, [(_(known[code]), count) for code, count in sorted(found.items())]) for name, known, found in tables]
