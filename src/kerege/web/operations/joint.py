"""Views of joint operations: the list, the work file's pages, one page for each act."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kerege.foundation import chance
from kerege.kernel.law import Act, Viewer
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.directory import queries as directory
from kerege.rooms.operations import actions, queries
from kerege.rooms.operations.queries import EntryKind, OperationView, Phase, RefusedStepError
from kerege.rooms.records.actions import RefusedByLawError, UnableToReleaseError
from kerege.web.operations import joint_lines as lines
from kerege.web.operations.joint_forms import ACTS, RELEASING, ActForm, ActPage, FoundForm, choose, figure_words
from kerege.web.operations.views import PURPOSES
from kerege.web.records import picking
from kerege.web.records.marked import marking_of_reports
from kerege.web.records.views.acting import refusal_words
from kerege.web.shell.formats import language
from kerege.web.shell.marking import banner_of
from kerege.web.shell.page import Answer, page

BY_PHASE: dict[Phase, tuple[str, ...]] = {
    Phase.BACKGROUND: ("task", "date", "contact"),
    Phase.EXCHANGE: ("task", "date", "contact"),
    Phase.ACTIVE: ("sheet", "task", "log"),
    Phase.REPORTING: ("sheet", "debrief", "lesson"),
    Phase.CLOSED: (),
}
"""The acts that a phase is for, as the overview offers them."""


@page("operations/joint_index.html", act=Act.READ)
def index(request: HttpRequest, viewer: Viewer) -> Answer:
    """The operations of the viewer, and invitations; founding a new one."""
    form = FoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.joint.found(actor=viewer, **form.cleaned_data)
        except RefusedStepError as problem:
            form.add_error(None, queries.refusal_text(problem))
        except actions.UnableToActError as problem:
            form.add_error(None, _(str(problem)))
        else:
            return redirect("operations:operation", operation=made)
    rows = queries.operations(viewer=viewer)
    return {
        "title": _("Joint operations"),
        "invitations": [row for row in rows if row.is_invitation],
        "shut": [row for row in rows if row.shut],
        "rows": [row for row in rows if row.phase is not None],
        "form": form,
        "right_purpose": viewer.purpose in PURPOSES,
        "status": 422 if form.errors else 200,
    }


def opened(viewer: Viewer, operation: UUID, tab: str) -> tuple[OperationView, dict[str, object]]:
    """A work file, and what every page of it shows."""
    view = queries.operation(viewer=viewer, operation_id=operation)
    return view, {
        "title": view.title,
        "view": view,
        "tab": tab,
        "open": view.phase is not Phase.CLOSED,
        "right_purpose": viewer.purpose in PURPOSES,
    }


@page("operations/joint.html", act=Act.READ)
def show(request: HttpRequest, viewer: Viewer, operation: UUID) -> Answer:
    """The overview: course, scope, who takes part, tasks, calendar."""
    view, made = opened(viewer, operation, "operation")
    order = list(Phase)
    return made | {
        "course": [(each, order.index(each) - order.index(view.phase)) for each in order],
        "scope": lines.scope_rows(view),
        "members": lines.members(view),
        "asked": lines.answers(view.asked),
        "declined": lines.answers(view.declined),
        "waits": [each for each in view.asked if each.waits],
        "deeds": [(code, ACTS[code].title) for code in BY_PHASE[view.phase]],
        "tasks": [(each, queries.title_words(each)) for each in view.open_tasks],
        "today": chance.today(),
    }


@page("operations/joint_records.html", act=Act.READ)
def records(request: HttpRequest, viewer: Viewer, operation: UUID) -> Answer:
    """The records released to the operation that the viewer reads, on the map and as a list."""
    _view, made = opened(viewer, operation, "records")
    found = queries.shared_records(viewer=viewer, operation_id=operation)
    return made | {
        "marking": marking_of_reports(viewer, [each.row.id for each in found]),
        "rows": lines.record_lines(found),
        "map": lines.map_of(found),
        "may_release": Act.RELEASE in ROLE_ACTS[viewer.role],
    }


@page("operations/joint_results.html", act=Act.READ)
def results(request: HttpRequest, viewer: Viewer, operation: UUID) -> Answer:
    """The result sheets of all parties, totals that count once, what may be one seizure."""
    view, made = opened(viewer, operation, "results")
    parties, rows = lines.sheet_rows(view)
    return made | {
        "marking": banner_of(view.marking),
        "parties": parties,
        "rows": rows,
        "reporting": view.phase in {Phase.ACTIVE, Phase.REPORTING},
        "lines": [(figure_words(each.figure), each) for each in view.lines],
        "alike": [(figure_words(one.figure), one, other) for one, other in view.alike],
    }


@page("operations/joint_contacts.html", act=Act.READ)
def contacts(request: HttpRequest, viewer: Viewer, operation: UUID) -> Answer:
    """The contact tree: who telephones whom."""
    view, made = opened(viewer, operation, "contacts")
    names = {each.id: each.name(language()) for each in directory.agencies()}
    return made | {"officers": lines.officer_lines(view), "agency_names": names}


@page("operations/joint_log.html", act=Act.READ)
def log(request: HttpRequest, viewer: Viewer, operation: UUID) -> Answer:
    """The log of acts; debriefs, lessons and the overall assessment above it."""
    view, made = opened(viewer, operation, "log")
    closing = [(each, view.of(each)) for each in (EntryKind.ASSESSMENT, EntryKind.LESSON, EntryKind.DEBRIEF)]
    return made | {
        "entries": lines.log_lines(view),
        "closing": [(kind, found) for kind, found in closing if found],
        "reporting": view.phase is Phase.REPORTING,
    }


@page("operations/joint_act.html", act=Act.READ, afresh="post")
def act(request: HttpRequest, viewer: Viewer, operation: UUID, entry: str) -> Answer:
    """One act in a work file."""
    view, made = opened(viewer, operation, "")
    chosen = ACTS.get(entry)
    if chosen is None or (chosen.leads and not view.leads):
        raise Http404
    form = form_of(request, view, chosen.fields)
    if request.method == "POST" and form.is_valid():
        try:
            done(viewer, view, entry, form)
        except RefusedStepError as problem:
            form.add_error(None, queries.refusal_text(problem))
        except actions.UnableToActError as problem:
            form.add_error(None, _(str(problem)))
        else:
            return after(request, view, entry, chosen)
    preview = None
    if entry == "sheet" and view.scope is not None:
        preview = actions.joint.sheet_preview(actor=viewer, operation=operation)
        made["marking"] = marking_of_reports(viewer, {UUID(each.report) for each in preview.lines if each.report})
    return made | {
        "title": chosen.title,
        "chosen": chosen,
        "entry": entry,
        "form": form,
        "preview": preview,
        "preview_lines": [(figure_words(each.figure), each) for each in preview.lines] if preview else [],
        "status": 422 if form.errors else 200,
    }


def release_form(request: HttpRequest, viewer: Viewer, view: OperationView, *, looking: bool) -> ActForm:
    """The form of a release with the records to choose from; while one is looked for, what was written stays."""
    form = form_of(request, view, RELEASING)
    if looking:
        lists = ("handling", "conditions")
        kept = {name: request.POST.getlist(name) if name in lists else request.POST.get(name) for name in RELEASING}
        form = ActForm(names=RELEASING, view=view, initial=kept)
    choose(form.fields["report"], picking.found(request, viewer, "report"))
    return form


def form_of(request: HttpRequest, view: OperationView, fields: tuple[str, ...]) -> ActForm:
    """The form of an act; a field may be filled in by the address that led here, the scope by what stands."""
    given = request.POST if request.method == "POST" else None
    initial = lines.scope_given(view) if "since" in fields else {}
    initial |= {name: value for name in fields if (value := request.GET.get(name, "")[:500])}
    return ActForm(given, names=fields, view=view, initial=initial)


def done(viewer: Viewer, view: OperationView, entry: str, form: ActForm) -> None:
    """Go through the door of the act."""
    given = form.given()
    if entry == "phase" and view.following:
        given = {"phase": view.following.value}
    actions.joint.do(actor=viewer, operation=view.id, kind=entry, given=given, words=form.said())


def after(request: HttpRequest, view: OperationView, entry: str, chosen: ActPage) -> HttpResponseBase:
    """Say that it is kept, and go where it shows."""
    messages.success(request, _("Kept."))
    if entry == "leave":
        return redirect("operations:joint")
    return redirect(f"operations:{chosen.back}", operation=view.id)


def is_identity(text: str) -> bool:
    """Whether this can be the id of a record."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True


@page("operations/joint_release.html", act=Act.RELEASE, afresh=True)
def release(request: HttpRequest, viewer: Viewer, operation: UUID) -> Answer:
    """Release a record of one's own to all who take part now; or open one to those who joined since."""
    view, made = opened(viewer, operation, "records")
    looking = request.method == "POST" and "look" in request.POST
    form = release_form(request, viewer, view, looking=looking)
    widened = request.POST.get("widen", "")[:40]
    if request.method == "POST" and not looking and (widened or form.is_valid()):
        try:
            if widened:
                answered = "answered" in request.POST
                actions.joint.widen(actor=viewer, operation=operation, report=widened, answered=answered)
            else:
                actions.joint.release(actor=viewer, operation=operation, given=form.given(), words=form.said())
        except RefusedStepError as problem:
            form.add_error(None, queries.refusal_text(problem))
        except RefusedByLawError as refused:
            for reason in refused.reasons:
                form.add_error(None, refusal_words(refused.party_code, reason))
        except UnableToReleaseError as problem:
            form.add_error(None, _(str(problem)))
        else:
            messages.success(request, _("Released. You may withdraw it at any time."))
            return redirect("operations:records", operation=operation)
    return made | {
        "title": _("Release a record to the operation"),
        "form": form,
        "find": request.POST.get("find", ""),
        "widened": widened if is_identity(widened) else "",
        "members": [f"{each['agency']} ({each['party']})" for each in lines.members(view)],
        "status": 422 if form.errors else 200,
    }
