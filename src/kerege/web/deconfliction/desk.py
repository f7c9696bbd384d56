"""The duty desk on one page: what waits (crossings, requests nobody answered), what stands, an event by telephone."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kerege.kernel.law import Act, Role, Viewer
from kerege.rooms.deconfliction import actions, queries
from kerege.rooms.directory import queries as directory
from kerege.rooms.directory.queries import DeskEntry, PartyEntry
from kerege.rooms.requests import queries as requests
from kerege.web.deconfliction import lines, views
from kerege.web.deconfliction.forms import TelephoneForm
from kerege.web.shell.formats import language
from kerege.web.shell.page import Answer, page
from kerege.web.shell.tables import Listing, listing


def member_desks(parties: list[PartyEntry]) -> list[DeskEntry]:
    """The open desks of members, by party and code."""
    members = {each.id for each in parties}
    found = [each for each in directory.desks() if each.party in members and each.closed_on is None]
    return sorted(found, key=lambda each: (each.party_code, each.code))


AT_ONCE = 200
UNANSWERED = 1_000


@page("deconfliction/desk.html", act=Act.READ, fragment="deconfliction/_alarm.html")
def desk(request: HttpRequest, viewer: Viewer) -> Answer:
    """What waits for the desk first, the oldest clock first; below, an event for an officer who telephones."""
    if not queries.may_keep(viewer):
        raise queries.NoSuchEventError(queries.words.NOT_YOURS)
    parties = views.members(viewer)
    posted = request.method == "POST" and viewer.role is Role.DUTY
    form = TelephoneForm(
        request.POST if posted else None, parties=parties, desks=member_desks(parties), language=language()
    )
    plan = views.read(form) if posted and form.is_valid() else None
    if plan is not None and request.POST.get("read") == lines.mark_of(plan) and entered(viewer, form, plan):
        messages.success(request, _("Entered. The desk sees it among its events, and any conflict at once."))
        return redirect("deconfliction:desk")
    shown: Listing[queries.CrossingEntry] = listing(request, size=AT_ONCE)
    crossings = queries.crossings(viewer=viewer, limit=shown.size, offset=shown.offset)
    unanswered = requests.cards(viewer=viewer, sides=[requests.Side.WATCH], limit=UNANSWERED)
    return {
        "title": _("Duty desk"),
        "tab": "desk",
        "waiting": by_clock(crossings, unanswered),
        "standing": [lines.crossing_line(each) for each in crossings if not each.waits],
        "listing": shown.showing(crossings, crossings),
        "form": form if viewer.role is Role.DUTY else None,
        "plan": lines.read_back(plan) if plan and not form.errors else [],
        "read_mark": lines.mark_of(plan) if plan else "",
        "towns": [each.name(language()) for each in queries.named_places().values()],
        "status": 422 if form.errors else 200,
        **views.around(viewer),
    }


def by_clock(
    crossings: Iterable[queries.CrossingEntry], unanswered: Iterable[requests.Card]
) -> list[dict[str, object]]:
    """Crossings that wait and requests that nobody answered, in one row: the oldest clock first.

    Of a request the desk sees which two desks to call, never what was asked: its copy holds no word of it.
    """
    clocked = [(each.due_at, str(each.id), lines.crossing_line(each)) for each in crossings if each.waits]
    clocked += [(each.due_at, str(each.thread), lines.unanswered_line(each)) for each in unanswered if each.due_at]
    return [line for _due, _id, line in sorted(clocked, key=lambda each: each[:2])]


def entered(viewer: Viewer, form: TelephoneForm, plan: queries.Plan) -> bool:
    """Submit what was dictated, for the desk that telephones."""
    given = form.cleaned_data
    telephoned = actions.Telephoned(desk=given["desk"], caller=given["caller"], called_back=given["called_back"])
    return views.kept(viewer, form, plan, telephoned) is not None
