"""Views of asking: a new request from scratch, from a hit or from a record; a party's gate."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from kerege.kernel.law import Act, Purpose, Role, Viewer
from kerege.rooms.crosscheck.queries import NoSuchHitError
from kerege.rooms.directory import queries as directory
from kerege.rooms.requests import actions, queries
from kerege.rooms.requests.queries import Side, State, words
from kerege.web.requests.forms import DraftForm, GateForm
from kerege.web.shell.formats import language
from kerege.web.shell.page import Answer, page


@page("requests/new.html", act=Act.READ)
def new(request: HttpRequest, viewer: Viewer) -> Answer:
    """Draft a request; "send" sends it at once."""
    posted = request.method == "POST"
    desks = [entry for entry in directory.desks() if entry.id != viewer.desk and entry.closed_on is None]
    first = {"kind": "request", "urgency": "days_7", "nominal": True}
    first |= {name: request.GET[name] for name in ("hit", "report", "kind") if request.GET.get(name)}
    first["desks"] = request.GET.getlist("to")
    form = DraftForm(request.POST if posted else None, initial=first, desks=desks, language=language())
    if posted and form.is_valid():
        sent = "send" in request.POST
        threads = kept(viewer, form, sent=sent)
        if threads:
            messages.success(request, _("Sent.") if sent else _("Kept as a draft: nobody else sees it yet."))
            return redirect("requests:show", thread=threads[0])
    return {
        "title": _("New request"),
        "form": form,
        "from_hit": bool(form["hit"].value()),
        "grounds": viewer.purpose is not Purpose.OWN_WORK and bool(viewer.case),
        "may_ask": queries.may_act(viewer),
        "gate": _(words.GATINGS[queries.gate(viewer.party).outgoing]),
        "status": 422 if form.errors else 200,
    }


def kept(viewer: Viewer, form: DraftForm, *, sent: bool) -> list[Any]:
    """Keep, and send if wanted; nothing when something was wrong with it. What was kept stays kept as a draft."""
    try:
        threads = actions.draft(actor=viewer, content=form.content())
    except actions.IncompleteError as problem:
        form.refuse(problem.faults)
        return []
    except (PermissionError, NoSuchHitError) as problem:
        form.add_error(None, _(str(problem)))
        return []
    try:
        for thread in threads if sent else ():
            actions.send(actor=viewer, thread=thread)
    except PermissionError as problem:
        for thread in threads:
            actions.withdraw(actor=viewer, thread=thread)
        form.add_error(None, _(str(problem)))
        return []
    return threads


@page("requests/edit.html", act=Act.READ)
def edit(request: HttpRequest, viewer: Viewer, thread: UUID) -> Answer:
    """Change a draft, or take a former version of it back."""
    detail = queries.detail(viewer=viewer, thread=thread)
    if detail.card.side is not Side.ASKER or detail.card.state is not State.DRAFT or not queries.may_act(viewer):
        raise Http404
    posted = request.method == "POST"
    if posted and request.POST.get("restore", "").isascii() and request.POST.get("restore", "").isdigit():
        actions.restore(actor=viewer, thread=thread, place=int(request.POST["restore"]))
        messages.success(request, _("Taken back. What it replaced is kept too."))
        return redirect("requests:edit", thread=thread)
    form = DraftForm(request.POST if posted else None, initial=first_words(detail.card), desks=[], language=language())
    for name in ("kind", "desks"):
        del form.fields[name]
    if posted and form.is_valid() and revised(viewer, thread, form):
        messages.success(request, _("Kept. The former version is kept too."))
        return redirect("requests:show", thread=thread)
    return {
        "title": _("Change the draft"),
        "card": detail.card,
        "form": form,
        "kind": detail.card.kind.value,
        "versions": [line for line in reversed(detail.history) if line.what == "edit"],
        "status": 422 if form.errors else 200,
    }


def first_words(card: queries.Card) -> dict[str, Any]:
    """A draft as its form shows it."""
    return {
        "question": card.question,
        "translation": card.translation,
        "translator": card.translator,
        "basis": card.basis,
        "urgency": card.urgency.value,
        "urgent_for": card.urgent_for,
        "hold_until": timezone.localtime(card.hold_until) if card.hold_until else None,
        "nominal": card.nominal,
        "handling": list(card.handling),
        "action": card.action,
        "expires_on": card.expires_on,
    }


def revised(viewer: Viewer, thread: UUID, form: DraftForm) -> bool:
    """Keep the change; whether nothing was wrong with it."""
    try:
        actions.revise(actor=viewer, thread=thread, content=form.content())
    except actions.IncompleteError as problem:
        form.refuse(problem.faults)
    except PermissionError as problem:
        form.add_error(None, _(str(problem)))
    else:
        return True
    return False


@page("requests/settings.html", act=Act.READ)
def settings_page(request: HttpRequest, viewer: Viewer) -> Answer:
    """How the party lets requests out and in, and which profile of clocks is in force."""
    entry = queries.gate(viewer.party)
    sets = viewer.role is Role.COORDINATOR
    first = {"outgoing": entry.outgoing, "incoming": entry.incoming, "second_approver": entry.second_approver}
    form = GateForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        actions.set_gate(actor=viewer, entry=form.entry())
        messages.success(request, _("Kept. It holds from now on."))
        return redirect("requests:settings")
    profile = queries.profile()
    return {
        "title": _("Gates and clocks"),
        "form": form,
        "sets": sets,
        "stands": [
            (_("Requests of your party leave"), _(words.GATINGS[entry.outgoing])),
            (_("Requests to your party arrive"), _(words.GATINGS[entry.incoming])),
            (_("Second approver of answers"), _("yes") if entry.second_approver else _("no")),
        ],
        "clocks": clocks(profile),
        "source": profile.name,
        "status": 422 if form.errors else 200,
    }


def clocks(profile: queries.Profile) -> list[tuple[str, str]]:
    """The spans of a profile in words."""
    rows = [(_(words.URGENCIES[each]), _("%(hours)s hours, round the clock") % {"hours": hours})
            for each, hours in profile.hours.items()]  # fmt: skip
    return rows + [
        (_(words.URGENCIES[each]), _("%(days)s calendar days") % {"days": days}) for each, days in profile.days.items()
    ]
