"""Views of challenges: a person disputes his record, another officer decides."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kerege.kernel.law import Act, Viewer
from kerege.rooms.retention import actions, queries
from kerege.rooms.retention.queries import Dispute, Verdict
from kerege.web.retention import lines
from kerege.web.retention.forms import ChallengeForm, DecideForm
from kerege.web.shell.page import Answer, page


@page("retention/challenges.html", act=Act.READ)
def index(request: HttpRequest, viewer: Viewer) -> Answer:
    """The challenges of the agency's records, those that wait first."""
    rows = [lines.challenge_line(each) for each in queries.challenges(viewer=viewer)]
    return {"title": _("Challenges"), "tab": "challenges", "rows": rows}


@page("retention/enter_challenge.html", act=Act.READ)
def enter(request: HttpRequest, viewer: Viewer, report: UUID) -> Answer:
    """Enter a challenge on behalf of a person of the record."""
    entry = queries.one(viewer=viewer, report=report)
    form = ChallengeForm(queries.persons(viewer=viewer, owner=entry.owner, report=report), request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.challenge(
                actor=viewer,
                report=report,
                subject=UUID(given["subject"]),
                ground=Dispute(given["ground"]),
                reference=given["reference"],
                reason=given["reason"],
            )
        except actions.UnableToChallengeError as problem:
            form.add_error(None, _(str(problem)))
        else:
            messages.success(request, _("The challenge is entered. The person gives no hits until it is decided."))
            return redirect("retention:challenges")
    return {
        "title": _("Challenge %(number)s") % {"number": entry.number},
        "line": lines.due_line(entry),
        "form": form,
        "may": queries.may_challenge(viewer.role),
        "status": 422 if form.errors else 200,
    }


@page("retention/challenge.html", act=Act.READ)
def show(request: HttpRequest, viewer: Viewer, challenge: UUID) -> Answer:
    """One challenge and its decision."""
    held = next((each for each in queries.challenges(viewer=viewer) if each.id == challenge), None)
    if held is None:
        raise Http404
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.decide_challenge(
                actor=viewer, challenge=challenge, verdict=Verdict(given["verdict"]), reason=given["reason"]
            )
        except actions.UnableToChallengeError as problem:
            form.add_error(None, _(str(problem)))
        else:
            messages.success(request, _("Decided. Who received the record is told."))
            return redirect("retention:challenges")
    return {
        "title": _("Challenge %(number)s") % {"number": held.number},
        "line": lines.challenge_line(held),
        "person": queries.persons(viewer=viewer, owner=held.owner, report=held.report).get(held.subject, ""),
        "misused": held.ground is Dispute.MISUSED_IDENTITY,
        "form": form,
        "may": queries.decides(viewer=viewer, entry=held),
        "status": 422 if form.errors else 200,
    }
