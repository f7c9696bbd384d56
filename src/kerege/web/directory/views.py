"""Views of the directory: parties, agencies and desks, agreements, suspensions."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kerege.foundation import chance
from kerege.kernel.law import Role, Viewer
from kerege.rooms.directory import actions, queries
from kerege.rooms.directory.queries import AgencyKind, DeskKind, Direction, SuspensionEntry
from kerege.web.directory.forms import SuspensionForm
from kerege.web.shell.formats import language
from kerege.web.shell.page import Answer, page


@page("directory/parties.html")
def index(request: HttpRequest, viewer: Viewer) -> Answer:
    """The parties with what the law looks at."""
    cards = queries.party_cards()
    open_now = [entry for entry in queries.suspensions() if entry.lifted_at is None]
    return {"title": _("Directory"), "tab": "parties", "cards": cards, "closed": len(open_now)}


@page("directory/desks.html")
def desks(request: HttpRequest, viewer: Viewer) -> Answer:
    """Agencies with their desks, by party."""
    inside: dict[UUID, list[queries.DeskEntry]] = {}
    for desk in queries.desks():
        inside.setdefault(desk.agency, []).append(desk)
    parties = {party.id: party for party in queries.parties()}
    listed = [(parties[a.party], a, AgencyKind(a.kind), inside.get(a.id, [])) for a in queries.agencies()]
    listed.sort(key=lambda row: (row[0].code, row[1].code))
    kinds = {kind.value: kind for kind in DeskKind}
    names = {agency.id: agency.name(language()) for agency in queries.agencies()}
    return {"title": _("Agencies and desks"), "tab": "desks", "agencies": listed, "kinds": kinds, "names": names}


@page("directory/agreements.html")
def agreements(request: HttpRequest, viewer: Viewer) -> Answer:
    """Agreements, what they permit, and where each party stands."""
    return {
        "title": _("Agreements"),
        "tab": "agreements",
        "agreements": queries.agreements(),
        "parties": queries.parties(),
        "codes": {party.id: party.code for party in queries.parties()},
        "histories": {each.code: queries.agreement_history(each.id) for each in queries.agreements()},
        "may": {each.code for each in queries.changes_for(viewer)},
    }


@page("directory/groups.html")
def groups(request: HttpRequest, viewer: Viewer) -> Answer:
    """Named groups, and who stands in each."""
    return {
        "title": _("Groups"),
        "tab": "groups",
        "groups": queries.groups(),
        "today": chance.today(),
        "may": {each.code for each in queries.changes_for(viewer)},
    }


@page("directory/suspensions.html")
def suspensions(request: HttpRequest, viewer: Viewer) -> Answer:
    """Closed releases; a national coordinator closes and opens those of his own party."""
    may = viewer.role is Role.COORDINATOR
    others = [party for party in queries.parties() if party.id != viewer.party]
    form = SuspensionForm(request.POST or None, parties=others, language=language())
    if request.method == "POST" and form.is_valid():
        suspend(viewer, form)
        messages.success(request, _("Closed. It holds for every reading from now on, and the other side sees it here."))
        return redirect("directory:suspensions")
    return {
        "title": _("Suspensions"),
        "tab": "suspensions",
        "lines": [suspension_line(entry, viewer) for entry in queries.suspensions()],
        "form": form,
        "may": may,
        "status": 422 if form.errors else 200,
    }


def suspend(viewer: Viewer, form: SuspensionForm) -> None:
    """Close releases as the form says. Raises UnableToSuspendError."""
    given = form.cleaned_data
    towards = queries.party(given["towards"]).id if given["towards"] else None
    direction, reason = Direction(given["direction"]), given["reason"]
    actions.suspend_all(actor=viewer, towards=towards, direction=direction, reason=reason)


def suspension_line(entry: SuspensionEntry, viewer: Viewer) -> dict[str, object]:
    """One suspension in names."""
    names = {party.id: party.name(language()) for party in queries.parties()}
    return {
        "entry": entry,
        "by": names.get(entry.by_party, "?"),
        "towards": names.get(entry.towards, "?") if entry.towards else _("every party"),
        "direction": entry.direction,
        "may_lift": entry.lifted_at is None and viewer.role is Role.COORDINATOR and entry.by_party == viewer.party,
    }


@page("directory/lift.html")
def lift(request: HttpRequest, viewer: Viewer, suspension: UUID) -> Answer:
    """Open releases again."""
    found = [entry for entry in queries.suspensions() if entry.id == suspension and entry.lifted_at is None]
    if not found:
        raise queries.NoSuchPartyError(gettext_noop("there is no such suspension in force"))
    if request.method == "POST":
        actions.lift_suspension(actor=viewer, suspension=suspension)
        messages.success(request, _("Opened again."))
        return redirect("directory:suspensions")
    return {"title": _("Open releases again"), "line": suspension_line(found[0], viewer)}
