"""The page of clocks: which profile is in force, entering what the Council adopted, a coordinator's confirmation."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kerege.kernel.law import Act, PartyClass, Role, Viewer
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.requests import actions, queries
from kerege.web.requests.forms import AdoptForm, clocks
from kerege.web.shell.page import Answer, page


@page("requests/clocks.html")
def clocks_page(request: HttpRequest, viewer: Viewer) -> Answer:
    """Two persons adopt a profile: the centre's administrator enters it, a member's coordinator confirms."""
    enters = viewer.role is Role.ADMINISTRATOR and viewer.party_class is PartyClass.CENTRE
    step = request.POST.get("step", "")
    form = AdoptForm(request.POST if step == "adopt" else None)
    if request.method == "POST" and changed(viewer, request, step, form):
        return redirect("requests:clocks")
    held = queries.profile()
    return {
        "title": _("Clocks of requests"),
        "held": held.name,
        "profiles": [(each.name, _(each.title), _(each.source), clocks(each)) for each in queries.PROFILES.values()],
        "waiting": queries.waiting_profiles(),
        "titles": {each.name: _(each.title) for each in queries.PROFILES.values()},
        "enters": enters,
        "reads": Act.READ in ROLE_ACTS[viewer.role],
        "confirms": viewer.role is Role.COORDINATOR and viewer.party_class is PartyClass.MEMBER,
        "form": form,
        "status": 422 if form.errors else 200,
    }


def changed(viewer: Viewer, request: HttpRequest, step: str, form: AdoptForm) -> bool:
    """Do what was sent; whether it worked."""
    if step == "adopt" and form.is_valid():
        actions.adopt(actor=viewer, profile=form.cleaned_data["profile"], decision=form.cleaned_data["decision"])
        messages.success(request, _("Entered. It holds once a coordinator has confirmed it."))
        return True
    if step == "confirm":
        actions.confirm_profile(actor=viewer, entry=UUID(request.POST.get("entry", "")))
        messages.success(request, _("Confirmed. Clocks that start from now on follow it."))
        return True
    return False
