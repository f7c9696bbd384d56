"""Open sessions of one's own account: where one is signed in, ending one or all others; signing out leaves nothing."""

from typing import cast
from uuid import UUID

from allauth.account import views
from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from kerege.rooms.directory import actions, queries
from kerege.web.account import events

LEAVE_NOTHING = '"cache", "storage"'
"""What a browser forgets of this site on signing out; the choice of language and colours may stay."""


@never_cache
@require_GET
@login_required
def listed(request: HttpRequest) -> HttpResponse:
    """Where somebody is signed in with this account."""
    found = queries.open_sessions(cast(UUID, request.user.pk))
    here = queries.mark_of_session(request.session.session_key or "")
    return render(request, "account/sessions.html", {"sessions": found, "here": here})


@require_POST
@login_required
@reauthentication_required(app="kerege.web")  # type: ignore[untyped-decorator]  # allauth has no types
def end(request: HttpRequest) -> HttpResponse:
    """End one session by its mark, or all others; the one that asks goes on."""
    account = cast(UUID, request.user.pk)
    count = actions.end_sessions(
        account=account, mark=request.POST.get("mark") or None, keep=request.session.session_key
    )
    events.ended(request, account, count)
    said = ngettext("%(count)s session was ended.", "%(count)s sessions were ended.", count) % {"count": count}
    messages.success(request, said)
    return redirect("sessions")


def sign_out(request: HttpRequest) -> HttpResponse:
    """Allauth's page; the answer to a sign-out tells the browser to forget what it kept of this site."""
    response = cast(HttpResponse, views.logout(request))
    if request.method == "POST":
        response.headers["Clear-Site-Data"] = LEAVE_NOTHING
    return response
