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
from kerege.rooms.records import queries as records
from kerege.rooms.requests import actions, queries
from kerege.rooms.requests.queries import Kind, Side, State, words
from kerege.web.records import picking
from kerege.web.requests.forms import SEVERAL, DraftForm, GateForm, clocks
from kerege.web.shell.formats import language
from kerege.web.shell.page import Answer, page


@page("requests/new.html", act=Act.READ)
def new(request: HttpRequest, viewer: Viewer) -> Answer:
    """Draft a request; "send" sends it at once."""
    posted = request.method == "POST"
    desks = [entry for entry in directory.desks() if entry.id != viewer.desk and entry.closed_on is None]
    first = {"kind": "request", "urgency": "days_7", "nominal": True, "level": "official_use"}
    first |= {name: request.GET[name] for name in ("hit", "report", "kind") if request.GET.get(name)}
    first["desks"] = request.GET.getlist("to")
    searching = posted and "look" in request.POST
    form = DraftForm(
        request.POST if posted and not searching else None,
        initial=typed(request) if searching else first,
        desks=desks,
        language=language(),
        records=picking.found(request, viewer, "records") if queries.may_act(viewer) else [],
    )
    if posted and not searching and form.is_valid():
        sent = "send" in request.POST
        threads = kept(viewer, form, sent=sent)
        if threads:
            messages.success(request, _("Sent.") if sent else _("Kept as a draft: nobody else sees it yet."))
            return redirect("requests:show", thread=threads[0])
    return {
        "title": _("New request"),
        "form": form,
        "from_hit": bool(form["hit"].value()),
        "find": request.POST.get("find", ""),
        "grounds": viewer.purpose is not Purpose.OWN_WORK and bool(viewer.case),
        "may_ask": queries.may_act(viewer),
        "gates": [
            (_(words.KINDS[kind]), _(words.GATINGS[each.outgoing]))
            for kind, each in queries.gates(viewer.party).items()
        ],
        "status": 422 if form.errors else 200,
    }


def typed(request: HttpRequest) -> dict[str, Any]:
    """What was typed and marked so far, when a record is looked for."""
    return {
        name: request.POST.getlist(name) if name in SEVERAL else request.POST.get(name, "")
        for name in DraftForm.base_fields
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
    searching = posted and "look" in request.POST
    kept_words = {"records": [str(each) for each in detail.card.records]} | first_words(detail.card)
    form = DraftForm(
        request.POST if posted and not searching else None,
        initial=typed(request) if searching else kept_words,
        desks=[],
        language=language(),
        records=attachable(request, viewer, detail.card),
    )
    for name in ("kind", "desks"):
        del form.fields[name]
    if posted and not searching and form.is_valid() and revised(viewer, thread, form):
        messages.success(request, _("Kept. The former version is kept too."))
        return redirect("requests:show", thread=thread)
    return {
        "title": _("Change the draft"),
        "card": detail.card,
        "form": form,
        "kind": detail.card.kind.value,
        "find": request.POST.get("find", ""),
        "versions": [line for line in reversed(detail.history) if line.what == "edit"],
        "status": 422 if form.errors else 200,
    }


def attachable(request: HttpRequest, viewer: Viewer, card: queries.Card) -> list[tuple[str, str]]:
    """The records that may go with unasked information: those it has, those that are looked for."""
    if card.kind is not Kind.INFORMATION:
        return []
    found = picking.found(request, viewer, "records")
    held = [each for each in card.records if str(each) not in dict(found)]
    numbers = records.numbers_of(viewer=viewer, reports=held)
    return [(str(each), number) for each, number in numbers.items()] + found


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
        "restriction": card.restriction,
        "level": card.level.name.lower(),
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
    entries = queries.gates(viewer.party)
    entry = entries[Kind.REQUEST]
    sets = viewer.role is Role.COORDINATOR
    first = {
        "kind": "",
        "outgoing": entry.outgoing,
        "incoming": entry.incoming,
        "second_approver": entry.second_approver,
    }
    form = GateForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        actions.set_gate(actor=viewer, entry=form.entry(), kind=form.of_kind())
        messages.success(request, _("Kept. It holds from now on."))
        return redirect("requests:settings")
    profile = queries.profile()
    return {
        "title": _("Gates and clocks"),
        "form": form,
        "sets": sets,
        "stands": [
            (_(words.KINDS[kind]), _(words.GATINGS[each.outgoing]), _(words.GATINGS[each.incoming]))
            for kind, each in entries.items()
        ],
        "second": entry.second_approver,
        "clocks": clocks(profile),
        "source": _(profile.title),
        "status": 422 if form.errors else 200,
    }
