"""The views of bulletins: list, compose, edition, files, release, withdrawal."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from markupsafe import Markup

from kerege.foundation import chance
from kerege.kernel.law import Act, Viewer, joined
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.bulletins import actions, queries
from kerege.rooms.bulletins.queries import Document, EditionState, Recipe
from kerege.rooms.statistics.queries import Period, PeriodError, read_week
from kerege.web.bulletins.forms import ComposeForm
from kerege.web.shell.formats import language as readers_language
from kerege.web.shell.marking import banner_of
from kerege.web.shell.page import Answer, page

WEEKS_OFFERED = 8
TYPES = {"pdf": "application/pdf", "html": "text/html; charset=utf-8"}


@page("bulletins/index.html", act=Act.READ)
def index(request: HttpRequest, viewer: Viewer) -> Answer:
    """Editions this viewer may read, and the last weeks to compose."""
    last = queries.week_before(chance.today())
    weeks = [last.before(back) for back in range(-1, WEEKS_OFFERED)]
    found = queries.editions(viewer=viewer)
    return {
        "title": _("Bulletins"),
        "marking": banner_of(joined(each.marking for each in found)),
        "editions": found,
        "states": {state.value: _(words) for state, words in queries.STATES.items()},
        "last": last,
        "weeks": weeks,
        "may_compose": may_compose(viewer),
    }


@page("bulletins/compose.html", act=Act.READ)
def compose(request: HttpRequest, viewer: Viewer, week: str) -> Answer:
    """Preview a week; keep it as a draft when asked."""
    period = week_of(week)
    composed = queries.weekly(viewer=viewer, week=period)
    form = ComposeForm(request.POST or None, week=composed)
    if request.method == "POST" and form.is_valid():
        if request.POST.get("step") == "keep":
            made = actions.compose(actor=viewer, week=period, recipe=form.recipe())
            messages.success(request, _("The draft was kept. Look at it once more, then release it."))
            return redirect("bulletins:show", edition=made)
        composed = queries.weekly(viewer=viewer, week=period, recipe=form.recipe())
    document = queries.document(composed, readers_language())
    return preview(document) | {
        "title": f"{document['title']} {document['number']}",
        "form": form,
        "week": period,
        "later": period.before(-1) if period.before(-1).first_day <= chance.today() else None,
        "questions": composed.questions,
        "doubts": {doubt.value: _(words) for doubt, words in queries.DOUBTS.items()},
        "marking": banner_of(joined([composed.marking, *(each.marking for each in composed.questions)])),
        "may_compose": may_compose(viewer),
        "status": 422 if form.errors else 200,
    }


@page("bulletins/compose.html", act=Act.READ, afresh=True)
def quick(request: HttpRequest, viewer: Viewer, week: str, language: str) -> Answer:
    """The PDF of a week as it stands now, without keeping an edition."""
    composed = queries.weekly(viewer=viewer, week=week_of(week), recipe=Recipe())
    document = queries.document(composed, known_language(language))
    made = queries.weekly_file(viewer=viewer, composed=composed, document=document, form="pdf")
    return file_of(made, "pdf", f"weekly-{composed.week.code}-{language}")


@page("bulletins/edition.html", act=Act.READ)
def show(request: HttpRequest, viewer: Viewer, edition: UUID) -> Answer:
    """One edition."""
    composes = may_compose(viewer)
    opened = queries.edition(viewer=viewer, edition_id=edition, language=readers_language(), to_release=composes)
    return preview(opened.document) | {
        "title": f"{opened.document['title']} {opened.document['number']}",
        "edition": opened.entry,
        "proposal": opened.mark,
        "state": _(queries.STATES[EditionState(opened.entry.state)]),
        "questions": opened.questions,
        "doubts": {doubt.value: _(words) for doubt, words in queries.DOUBTS.items()},
        "marking": banner_of(joined([opened.marking, *(each.marking for each in opened.questions)])),
        "may_compose": composes and opened.entry.own,
    }


@page("bulletins/edition.html", act=Act.READ, afresh=True)
def download(request: HttpRequest, viewer: Viewer, edition: UUID, language: str, form: str) -> Answer:
    """An edition as a file."""
    if form not in TYPES:
        raise Http404
    opened = queries.edition(viewer=viewer, edition_id=edition, language=known_language(language))
    made = queries.edition_file(viewer=viewer, opened=opened, form=form)
    return file_of(made, form, f"weekly-{opened.entry.week.code}-{opened.entry.number}-{language}")


@page("bulletins/confirm.html", act=Act.ONWARD, afresh=True)
def release(request: HttpRequest, viewer: Viewer, edition: UUID) -> Answer:
    """Release an edition after a last question: what was looked at, not what came in since."""
    if request.method == "POST":
        try:
            actions.release(actor=viewer, edition_id=edition, shown=request.POST.get("shown", ""))
        except actions.EditionChangedError as changed:
            messages.warning(request, _(str(changed)))
        else:
            messages.success(request, _("The edition was released: it is frozen and signed."))
        return redirect("bulletins:show", edition=edition)
    opened = queries.edition(viewer=viewer, edition_id=edition, language=readers_language(), to_release=True)
    return {
        "title": _("Release this edition?"),
        "edition": opened.entry,
        "act": "bulletins:release",
        "button": _("Release"),
        "explanation": _(
            "All members, the centre and observers with access to facts will read it, except parties that a source "
            "excludes. Its content is frozen in both languages."
        ),
        "left_out": len(opened.questions),
        "shown": request.GET.get("shown", "") or opened.mark,
    }


@page("bulletins/confirm.html", act=Act.ONWARD)
def withdraw(request: HttpRequest, viewer: Viewer, edition: UUID) -> Answer:
    """Withdraw an edition after a last question."""
    if request.method == "POST":
        actions.withdraw(actor=viewer, edition_id=edition)
        messages.success(request, _("The edition was withdrawn: only your agency reads it now."))
        return redirect("bulletins:show", edition=edition)
    opened = queries.edition(viewer=viewer, edition_id=edition, language=readers_language())
    return {
        "title": _("Withdraw this edition?"),
        "edition": opened.entry,
        "act": "bulletins:withdraw",
        "button": _("Withdraw"),
        "explanation": _("Only your agency will read it from now on. What was printed or taken along stays with them."),
        "left_out": 0,
        "shown": "",
    }


def may_compose(viewer: Viewer) -> bool:
    """Whether the viewer's role makes products."""
    return Act.ONWARD in ROLE_ACTS[viewer.role]


def week_of(text: str) -> Period:
    """The week of an address, or the 404 page."""
    try:
        return read_week(text)
    except PeriodError:
        raise Http404 from None


def known_language(text: str) -> str:
    """A language of bulletins, or the 404 page."""
    if text not in queries.LANGUAGES:
        raise Http404
    return text


def preview(document: Document) -> dict[str, Any]:
    """The document as the inner part of a page: its template escaped every text."""
    return {"document": document, "body": Markup(queries.body(document))}  # noqa: S704 - escaped by its own template


def file_of(content: bytes, form: str, name: str) -> HttpResponse:
    """A file to keep."""
    answer = HttpResponse(content, content_type=TYPES[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return answer
