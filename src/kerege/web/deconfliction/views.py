"""Views of deconfliction for the agencies: conflicts, events, submitting with reading back, subjects in two cases."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kerege.foundation.saying import said
from kerege.kernel.law import Act, Viewer, joined
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.kernel.saying import SaidError
from kerege.rooms.deconfliction import actions, queries
from kerege.rooms.deconfliction.queries import Step
from kerege.rooms.directory import queries as directory
from kerege.rooms.directory.queries import NoSuchPartyError, PartyEntry
from kerege.web.deconfliction import lines
from kerege.web.deconfliction.forms import EventForm, ReasonForm
from kerege.web.shell.formats import language
from kerege.web.shell.marking import banner_of
from kerege.web.shell.page import Answer, page
from kerege.web.shell.tables import Listing, listing


def members(viewer: Viewer) -> list[PartyEntry]:
    """The members that may be left out: all but the own party."""
    return [each for each in directory.parties() if each.party_class.value == "member" and each.id != viewer.party]


@page("deconfliction/index.html", act=Act.READ)
def index(request: HttpRequest, viewer: Viewer) -> Answer:
    """The conflicts of the viewer's agency, those to be acknowledged first."""
    shown: Listing[dict[str, Any]] = listing(request)
    found = queries.conflicts(viewer=viewer, limit=shown.size, offset=shown.offset)
    return {
        "title": _("Deconfliction"),
        "tab": "index",
        "listing": shown.showing(found, [lines.conflict_line(each) for each in found]),
        **around(viewer),
    }


def around(viewer: Viewer) -> dict[str, Any]:
    """What every page of the part needs for its tabs and buttons."""
    return {
        "may_submit": queries.may_submit(viewer),
        "may_keep": queries.may_keep(viewer),
        "may_find": Act.FIND in ROLE_ACTS[viewer.role],
    }


@page("deconfliction/events.html", act=Act.READ)
def events(request: HttpRequest, viewer: Viewer) -> Answer:
    """The planned events of the viewer's agency."""
    shown: Listing[dict[str, Any]] = listing(request)
    found = queries.events(viewer=viewer, limit=shown.size, offset=shown.offset)
    rows = shown.showing(found, [lines.event_line(each) for each in found])
    return {"title": _("Planned events"), "tab": "events", "listing": rows, **around(viewer)}


@page("deconfliction/new.html", act=Act.REPORT)
def new(request: HttpRequest, viewer: Viewer) -> Answer:
    """Submit an event: what was read is read back first, then it is kept and compared."""
    posted = request.method == "POST"
    form = EventForm(request.POST if posted else None, parties=members(viewer), language=language())
    plan = read(form) if posted and form.is_valid() else None
    if plan is not None and request.POST.get("read") == lines.mark_of(plan):
        made = kept(viewer, form, plan, None)
        if made is not None:
            tell_result(request, made)
            return redirect("deconfliction:index" if made.conflicts else "deconfliction:events")
    return {
        "title": _("Submit an event"),
        "form": form,
        "plan": lines.read_back(plan) if plan and not form.errors else [],
        "read_mark": lines.mark_of(plan) if plan else "",
        "towns": [each.name(language()) for each in queries.named_places().values()],
        "status": 422 if form.errors else 200,
        **around(viewer),
    }


def read(form: EventForm) -> queries.Plan | None:
    """The plan of a filled form; what cannot be read is the form's."""
    try:
        plan = queries.read_plan(form.given())
    except queries.PlanError as problem:
        form.add_error(problem.field if problem.field in form.fields else None, said(problem))
    except SaidError as problem:
        form.add_error(None, said(problem))
    else:
        refuse(form, queries.plan_problems(plan))
        return None if form.errors else plan
    return None


def refuse(form: EventForm, problems: Iterable[queries.Problem]) -> None:
    """Say each problem where it belongs."""
    for problem in problems:
        form.add_error(problem.field if problem.field in form.fields else None, _(problem.message) % problem.values)


def kept(
    viewer: Viewer, form: EventForm, plan: queries.Plan, telephoned: actions.Telephoned | None
) -> actions.Submitted | None:
    """Submit a plan; a refusal is the form's."""
    try:
        return actions.submit(actor=viewer, plan=plan, telephoned=telephoned)
    except actions.EventError as refused:
        refuse(form, refused.problems)
    except actions.UnableToDeconflictError as refused:
        form.add_error(None, _(refused.message) % refused.values)
    except (NoSuchPartyError, directory.NoSuchDeskError) as problem:
        form.add_error(None, said(problem))
    return None


def tell_result(request: HttpRequest, made: actions.Submitted) -> None:
    """What the submitter learns at once."""
    if made.conflicts:
        messages.warning(request, _(queries.words.CONFLICT))
    else:
        messages.success(request, _(queries.words.NO_CONFLICT))


@page("deconfliction/show.html", act=Act.READ)
def show(request: HttpRequest, viewer: Viewer, planned: UUID) -> Answer:
    """One event of the viewer's agency."""
    return event_page(viewer, planned, ReasonForm())


def event_page(viewer: Viewer, planned: UUID, form: ReasonForm) -> dict[str, Any]:
    """An event with the form that calls it off."""
    entry = queries.event(viewer=viewer, event_id=planned)
    return {
        "title": entry.place,
        "line": lines.event_line(entry),
        "facts": lines.event_facts(entry),
        "form": form,
        "status": 422 if form.errors else 200,
        **around(viewer),
    }


@page("deconfliction/show.html", act=Act.READ)
def withdraw(request: HttpRequest, viewer: Viewer, planned: UUID) -> Answer:
    """Call an event off, with a reason."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(actor=viewer, event=planned, reason=form.cleaned_data["reason"])
        except actions.UnableToDeconflictError as problem:
            form.add_error("reason", _(problem.message) % problem.values)
        else:
            messages.success(request, _("Called off. It is compared with nothing any more."))
            return redirect("deconfliction:events")
    return event_page(viewer, planned, form)


@page("deconfliction/conflict.html", act=Act.READ)
def conflict(request: HttpRequest, viewer: Viewer, crossing: UUID) -> Answer:
    """One crossing: to a side what it is told, to the keeping desk which two desks cross."""
    return crossing_page(viewer, crossing, "")


def crossing_page(viewer: Viewer, crossing: UUID, problem: str) -> dict[str, Any]:
    """A crossing as this viewer may see it. Raises NoSuchEventError."""
    side = queries.conflict(viewer=viewer, crossing_id=crossing)
    kept_one = None
    if side is None or queries.may_keep(viewer):
        try:
            kept_one = queries.crossing(viewer=viewer, crossing_id=crossing)
        except queries.NoSuchEventError:
            if side is None:
                raise
    return {
        "title": _("Conflict"),
        "side": lines.conflict_line(side) if side else None,
        "kept": lines.crossing_line(kept_one) if kept_one else None,
        "problem": problem,
        "status": 422 if problem else 200,
        **around(viewer),
    }


@page("deconfliction/conflict.html", act=Act.READ)
def step(request: HttpRequest, viewer: Viewer, crossing: UUID) -> Answer:
    """One step of a crossing, by a side or by the keeping desk."""
    problem = ""
    if request.method == "POST":
        word = request.POST.get("taken", "")
        wanted = Step(word) if word in set(Step) else Step.ACKNOWLEDGE
        try:
            actions.take_step(actor=viewer, crossing=crossing, step=wanted, reason=request.POST.get("reason", ""))
        except actions.UnableToDeconflictError as refused:
            problem = _(refused.message) % refused.values
        else:
            messages.success(request, _("Kept."))
            return redirect("deconfliction:desk" if request.POST.get("from") == "desk" else "deconfliction:index")
    return crossing_page(viewer, crossing, problem)


@page("deconfliction/subjects.html", act=Act.FIND)
def subjects(request: HttpRequest, viewer: Viewer) -> Answer:
    """Subjects of the agency's records that stand in another desk's case too."""
    shown: Listing[dict[str, Any]] = listing(request)
    found = queries.subject_matches(viewer=viewer, limit=shown.size, offset=shown.offset)
    return {
        "title": _("Subjects in two cases"),
        "marking": banner_of(joined(each.hit.marking for each in found)),
        "tab": "subjects",
        "listing": shown.showing(found, lines.subject_lines(found)),
        **around(viewer),
    }
