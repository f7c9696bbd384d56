"""Views of erasure and holds: erasing, holding and lifting, what was erased, notices to confirm."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kerege.kernel.law import Act, Viewer
from kerege.rooms.records import queries as records
from kerege.rooms.retention import actions, queries
from kerege.rooms.retention.queries import Ground, Stage
from kerege.web.retention import lines
from kerege.web.retention.forms import EraseForm, HoldForm, LiftForm
from kerege.web.shell.page import Answer, page


@page("retention/erase.html", act=Act.READ, afresh="post")
def erase(request: HttpRequest, viewer: Viewer, report: UUID) -> Answer:
    """Erase a nominal part: what goes, what stays, who is told; with ground and reason."""
    entry = queries.one(viewer=viewer, report=report)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            done = actions.erase(actor=viewer, report=report, ground=Ground(given["ground"]), reason=given["reason"])
        except actions.UnableToEraseError as problem:
            form.add_error(None, _(str(problem)))
        else:
            messages.success(
                request, _("Erased. %(count)s holders were told to destroy theirs.") % {"count": done.holders}
            )
            return redirect("retention:erased")
    return {
        "title": _("Erase the nominal part of %(number)s") % {"number": entry.number},
        "line": lines.due_line(entry),
        "form": form,
        "may": queries.may_erase(viewer.role, entry.stage),
        "held": entry.stage is Stage.HELD,
        "status": 422 if form.errors else 200,
    }


@page("retention/hold.html", act=Act.READ)
def hold(request: HttpRequest, viewer: Viewer, report: UUID) -> Answer:
    """Place an authority's hold, or lift it by the same authority's order."""
    entry = queries.one(viewer=viewer, report=report)
    held = entry.stage is Stage.HELD
    form = (LiftForm if held else HoldForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            if held:
                actions.lift(actor=viewer, report=report, authority=given["authority"], reference=given["reference"])
            else:
                actions.hold(
                    actor=viewer,
                    report=report,
                    authority=given["authority"],
                    reference=given["reference"],
                    until=given["until"],
                    reason=given["reason"],
                )
        except actions.UnableToHoldError as problem:
            form.add_error(None, _(str(problem)))
        else:
            messages.success(request, _("The hold is lifted.") if held else _("The hold is in force."))
            return redirect("retention:review", report=report)
    return {
        "title": _("Lift the hold of %(number)s") % {"number": entry.number}
        if held
        else _("Hold %(number)s") % {"number": entry.number},
        "line": lines.due_line(entry),
        "form": form,
        "held": held,
        "may": queries.may_hold(viewer.role),
        "holds": [lines.hold_line(each) for each in queries.holds(viewer=viewer, report=report)],
        "status": 422 if form.errors else 200,
    }


@page("retention/holds.html", act=Act.READ)
def holds(request: HttpRequest, viewer: Viewer) -> Answer:
    """Every hold on the agency's reports."""
    found = queries.holds(viewer=viewer)
    return {
        "title": _("Holds"),
        "tab": "holds",
        "numbers": records.numbers_of(viewer=viewer, reports=[each.report for each in found]),
        "rows": [lines.hold_line(each) for each in found],
    }


@page("retention/erased.html", act=Act.READ)
def erased(request: HttpRequest, viewer: Viewer) -> Answer:
    """What the agency erased, and which holders confirmed."""
    found = queries.tombstones(viewer=viewer)
    return {"title": _("Erased"), "tab": "erased", "rows": [lines.tombstone_line(each) for each in found]}


@page("retention/purges.html", act=Act.READ)
def purges(request: HttpRequest, viewer: Viewer) -> Answer:
    """Notices that something the agency received was erased by its owner."""
    found = queries.purges(viewer=viewer)
    return {"title": _("To be destroyed here"), "tab": "purges", "rows": [lines.purge_line(each) for each in found]}


@page("retention/purge.html", act=Act.READ)
def purge(request: HttpRequest, viewer: Viewer, purge: UUID) -> Answer:
    """One notice; the agency confirms that it destroyed what it took along."""
    held = next((each for each in queries.purges(viewer=viewer) if each.id == purge), None)
    if held is None:
        raise Http404
    if request.method == "POST":
        actions.confirm(actor=viewer, purge=purge)
        messages.success(request, _("Confirmed. The owner's receipt says so."))
        return redirect("retention:purges")
    return {"title": _("Erased by its owner: %(number)s") % {"number": held.number}, "line": lines.purge_line(held)}
