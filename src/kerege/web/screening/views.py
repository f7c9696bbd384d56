"""Views of screening: the list, proposing, one screening with its approvals, progress and results."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kerege.kernel.law import Act, Viewer, joined
from kerege.rooms.directory.queries import NoSuchPartyError
from kerege.rooms.screening import actions, queries
from kerege.rooms.screening.queries import Stage
from kerege.web.screening import lines
from kerege.web.screening.forms import DecisionForm, TermsForm
from kerege.web.shell.formats import language
from kerege.web.shell.marking import banner_of
from kerege.web.shell.page import Answer, page
from kerege.web.shell.tables import Listing, listing


def said(problem: actions.UnableToScreenError) -> str:
    """A refusal in the reader's language; a stage within it too."""
    return _(problem.message) % {name: _(value) if value else value for name, value in problem.values.items()}


@page("screening/index.html", act=Act.READ)
def index(request: HttpRequest, viewer: Viewer) -> Answer:
    """The screenings of the viewer's agency, and those that the centre's data protection officer decides."""
    asked = queries.asked_of_centre(viewer=viewer)
    shown: Listing[dict[str, Any]] = listing(request)
    own = queries.runs(viewer=viewer, limit=shown.size, offset=shown.offset)
    return {
        "title": _("Screening"),
        "tab": "index",
        "listing": shown.showing(own, [lines.run_line(each) for each in own]),
        "asked": [lines.run_line(each) for each in asked],
        "may_propose": queries.may_propose(viewer),
    }


@page("screening/new.html", act=Act.READ)
def new(request: HttpRequest, viewer: Viewer) -> Answer:
    """Propose a screening: the terms, the list, whom to leave out; nothing is compared yet."""
    told = queries.who_will_be_told(viewer=viewer)
    posted = request.method == "POST"
    form = TermsForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        parties=told.parties,
        language=language(),
    )
    if posted and form.is_valid():
        given: UploadedFile[bytes] = form.cleaned_data["file"]
        try:
            run = actions.draft(actor=viewer, terms=form.terms(), name=given.name or "", chunks=given.chunks())
            return redirect("screening:show", run=run)
        except actions.TermsError as problem:
            for field, message, values in problem.problems:
                form.add_error(field, _(message) % values)
        except actions.UnableToScreenError as problem:
            form.add_error(None, said(problem))
        except NoSuchPartyError as problem:
            form.add_error("desks", _(str(problem)))
    return {
        "title": _("New screening"),
        "form": form,
        "told": told,
        "language": language,
        "quota": queries.quota(viewer=viewer),
        "grounds": bool(viewer.case) and viewer.purpose.value != "own_work",
        "may_propose": queries.may_propose(viewer),
        "status": 422 if form.errors else 200,
    }


@page("screening/show.html", act=Act.READ, fragment="screening/_progress.html")
def show(request: HttpRequest, viewer: Viewer, run: UUID) -> Answer:
    """One screening: terms, what to expect, approvals, progress, results."""
    return run_page(viewer, run, DecisionForm())


def run_page(viewer: Viewer, run: UUID, form: DecisionForm) -> dict[str, Any]:
    """What the page of one screening shows: to its own agency all of it, to the centre's officer the terms."""
    try:
        detail = queries.run(viewer=viewer, run_id=run)
    except queries.NoSuchScreeningError:
        return asked_page(viewer, run, form)
    entry = detail.run
    going = entry.stage in {Stage.APPROVED, Stage.RUNNING}
    told = queries.who_will_be_told(viewer=viewer, exclude=entry.left_out) if not entry.is_over else None
    return {
        "title": entry.list_name,
        "marking": banner_of(joined(each.found.marking for each in detail.matches if each.found is not None)),
        "run": entry,
        "stage": lines.stage_word(entry),
        "kind": lines.KINDS[entry.stage],
        "terms": lines.terms_rows(entry),
        "expected": lines.expected_text(entry),
        "course": lines.course_lines(detail),
        "refusals": lines.refusal_lines(entry),
        "told": told,
        "language": language,
        "going": going,
        "matches": [lines.match_line(each) for each in detail.matches],
        "calls": [lines.desk_line(each.desk) for each in detail.calls],
        "may_ask": detail.is_proposer and entry.stage is Stage.DRAFTED,
        "may_withdraw": detail.is_proposer
        and entry.stage in {Stage.DRAFTED, Stage.ASKED, Stage.SECONDED, Stage.APPROVED},
        "decides": detail.decides is not None,
        "form": form,
        "status": 422 if form.errors else 200,
    } | ({"refresh_seconds": 5} if going else {})


def asked_page(viewer: Viewer, run: UUID, form: DecisionForm) -> dict[str, Any]:
    """The terms of a screening as the centre's data protection officer sees them. Raises NoSuchScreeningError."""
    entry = next((each for each in queries.asked_of_centre(viewer=viewer) if each.id == run), None)
    if entry is None:
        raise queries.NoSuchScreeningError(_("nothing under this reference may be shown to you"))
    waits = entry.stage is Stage.SECONDED and not entry.decided
    return {
        "title": entry.list_name,
        "run": entry,
        "stage": lines.stage_word(entry),
        "kind": lines.KINDS[entry.stage],
        "terms": lines.terms_rows(entry),
        "expected": lines.expected_text(entry),
        "course": [],
        "refusals": [],
        "told": None,
        "going": False,
        "matches": [],
        "calls": [],
        "may_ask": False,
        "may_withdraw": False,
        "decides": waits,
        "form": form,
        "status": 422 if form.errors else 200,
    }


@page("screening/ask.html", act=Act.READ)
def ask(request: HttpRequest, viewer: Viewer, run: UUID) -> Answer:
    """Ask for the two approvals, after a question."""
    detail = queries.run(viewer=viewer, run_id=run)
    problem_text = ""
    if request.method == "POST":
        try:
            actions.ask(actor=viewer, run=run)
        except actions.UnableToScreenError as problem:
            problem_text = said(problem)
        else:
            messages.success(request, _("Asked. Both data protection officers see it in their list of screenings."))
            return redirect("screening:show", run=run)
    return {
        "title": _("Ask for approval"),
        "run": detail.run,
        "expected": lines.expected_text(detail.run),
        "quota": queries.quota(viewer=viewer),
        "problem": problem_text,
        "status": 422 if problem_text else 200,
    }


@page("screening/withdraw.html", act=Act.READ)
def withdraw(request: HttpRequest, viewer: Viewer, run: UUID) -> Answer:
    """Withdraw a screening, after a question."""
    detail = queries.run(viewer=viewer, run_id=run)
    if request.method == "POST":
        try:
            actions.withdraw(actor=viewer, run=run)
        except actions.UnableToScreenError as problem:
            messages.error(request, said(problem))
        else:
            messages.success(request, _("Withdrawn. The list was erased."))
        return redirect("screening:show", run=run)
    return {"title": _("Withdraw a screening"), "run": detail.run}


@page("screening/show.html", act=Act.ERASE, afresh=True)
def decide(request: HttpRequest, viewer: Viewer, run: UUID) -> Answer:
    """A data protection officer's decision."""
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        approve = form.cleaned_data["word"] == "approve"
        try:
            actions.decide(actor=viewer, run=run, approve=approve, reason=form.cleaned_data["reason"])
        except actions.UnableToScreenError as problem:
            form.add_error(None, said(problem))
        else:
            messages.success(request, _("Your decision is kept."))
            return redirect("screening:show", run=run)
    return run_page(viewer, run, form)
