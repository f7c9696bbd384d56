"""Views of retention: what is due, one review, the party's rules."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kerege.kernel.law import Act, Role, Viewer
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.retention import actions, queries
from kerege.web.retention import lines, worklist
from kerege.web.retention.forms import JUSTIFY, ReviewForm, RuleForm
from kerege.web.shell.navigation import REVIEWING
from kerege.web.shell.page import Answer, page
from kerege.web.shell.tables import Column, Listing, listing

COLUMNS = (
    Column("number", gettext_lazy("Report")),
    Column("categories", gettext_lazy("Who is in it")),
    Column("review_on", gettext_lazy("Review day")),
    Column("stage", gettext_lazy("State")),
)
KEEPING = Column("keep", gettext_lazy("Keep it until"))


@page("retention/index.html", act=Act.READ)
def index(request: HttpRequest, viewer: Viewer) -> Answer:
    """The agency's nominal parts that are due, the longest due first; worked off with a reason for each."""
    work = worklist.read(request.POST)
    if "undo" in request.POST:
        return worklist.taken_back(request, viewer)
    if request.method == "POST" and worklist.worked_off(request, viewer, work):
        return redirect(request.get_full_path())
    overdue = request.GET.get("overdue") == "1"
    may = queries.may_justify(viewer.role)
    shown: Listing[dict[str, object]] = listing(request, (*COLUMNS, KEEPING) if may else COLUMNS)
    found = queries.due(viewer=viewer, overdue=overdue, limit=shown.limit, offset=shown.offset)
    return {
        "title": _("Due for review"),
        "tab": "index",
        "overdue": overdue,
        "listing": shown.filled([worklist.line(each, viewer, work) for each in found]),
        "may": may and bool(found),
        "said": [(lines.due_line(entry), lines.WORDS[said.word], said) for entry, said in worklist.fresh(viewer)],
        "minutes": queries.UNDO_MINUTES,
        "status": 422 if any(each.problem for each in work.values()) else 200,
        "days": queries.DUE_DAYS,
        "grace": queries.GRACE_DAYS,
    }


@page("retention/review.html", act=Act.READ)
def review(request: HttpRequest, viewer: Viewer, report: UUID) -> Answer:
    """One nominal part: what earlier reviews said, and what this one says."""
    entry = queries.one(viewer=viewer, report=report)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and said(viewer, report, form):
        messages.success(request, _("Kept. The new review day holds from now on."))
        return redirect("retention:index")
    return {
        "title": _("Review of %(number)s") % {"number": entry.number},
        "line": lines.due_line(entry),
        "form": form,
        "may": queries.may_justify(viewer.role),
        "history": [(each, lines.WORDS[each.word]) for each in queries.history(viewer=viewer, report=report)],
        "status": 422 if form.errors else 200,
    }


def said(viewer: Viewer, report: UUID, form: ReviewForm) -> bool:
    """Carry a review out; False with the reason in the form when the law refuses it."""
    given = form.cleaned_data
    if given["decision"] == JUSTIFY and not given.get("until"):
        form.add_error("until", _("Enter the day of the next review."))
        return False
    try:
        if given["decision"] == JUSTIFY:
            actions.justify(actor=viewer, report=report, until=given["until"], reason=given["reason"])
        else:
            actions.bring_forward(actor=viewer, report=report, reason=given["reason"])
    except actions.UnableToReviewError as problem:
        form.add_error(None, _(str(problem)))
        return False
    return True


@page("retention/rules.html", act=Act.READ)
def ruling(request: HttpRequest, viewer: Viewer) -> Answer:
    """After how many years each category is reviewed; the party's coordinator may rule otherwise."""
    form = RuleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.set_rule(actor=viewer, category=given["category"], years=given["years"], reason=given["reason"])
            messages.success(request, _("The rule holds for what is reported from now on."))
            return redirect("retention:rules")
        except actions.UnableToReviewError as problem:
            if viewer.role is not Role.COORDINATOR:
                raise
            form.add_error(None, _(str(problem)))
    rows = queries.rules_of(viewer=viewer)
    return {
        "title": _("How long persons are kept"),
        "tab": "rules",
        "reviews": bool(ROLE_ACTS[viewer.role] & REVIEWING),
        "rows": [(lines.category_word(each.category), each) for each in rows],
        "form": form,
        "may": viewer.role is Role.COORDINATOR,
        "status": 422 if form.errors else 200,
    }
