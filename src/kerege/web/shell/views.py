"""Pages of the shell: the visit's hat and purpose, the switches of language and theme, the gallery of components."""

from dataclasses import dataclass
from typing import cast
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose, Role, Viewer
from kerege.rooms.directory.actions import second_factor_needed
from kerege.rooms.directory.queries import Hat, hats_of
from kerege.rooms.journal.actions import LeafKind, write_leaf
from kerege.web.shell import middleware, visit
from kerege.web.shell.formats import language
from kerege.web.shell.forms import VisitForm
from kerege.web.shell.navigation import places
from kerege.web.shell.page import page
from kerege.web.shell.words import word

YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Preferences:
    """The reader's theme and the languages he may switch to."""

    theme: str
    languages: list[tuple[str, str]]
    here: str


def preferences(request: HttpRequest) -> Preferences:
    """What the switches in the header show."""
    theme = request.COOKIES.get(middleware.THEME_COOKIE, "auto")
    here = request.get_full_path() if request.method in {"GET", "HEAD"} else request.path
    return Preferences(theme if theme in middleware.THEMES else "auto", list(settings.LANGUAGES), here)


def visit_line(viewer: Viewer) -> str:
    """The purpose of the visit in one line, with its case or reason."""
    grounds = viewer.case or viewer.reason
    return f"{word(viewer.purpose)} · {grounds}" if grounds else word(viewer.purpose)


def way_back(request: HttpRequest) -> str:
    """Where a form said to go next, if that is a page of this node; else home."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    own = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return wanted if own else "/"


def remember(response: HttpResponse, name: str, value: str) -> HttpResponse:
    """Keep a preference in a cookie that scripts cannot read."""
    response.set_cookie(
        name, value, max_age=YEAR, httponly=True, samesite="Lax", secure=bool(settings.SESSION_COOKIE_SECURE)
    )
    return response


@page("shell/home.html")
def start_page(request: HttpRequest, viewer: Viewer) -> dict[str, object]:
    """The parts of the product this hat may open; stands at the root where no room has put a page of its own."""
    return {"title": _("Start"), "parts": [place for place in places(request, viewer) if place.url != "/"]}


@require_POST
def switch_language(request: HttpRequest) -> HttpResponse:
    """Change the reader's language and go back."""
    code = request.POST.get("language", "")
    answer = redirect(way_back(request))
    return remember(answer, middleware.LANGUAGE_COOKIE, code) if code in dict(settings.LANGUAGES) else answer


@require_POST
def switch_theme(request: HttpRequest) -> HttpResponse:
    """Change between light, dark and the system's choice, and go back."""
    theme = request.POST.get("theme", "")
    answer = redirect(way_back(request))
    return remember(answer, middleware.THEME_COOKIE, theme) if theme in middleware.THEMES else answer


@login_required
def stay_alive(request: HttpRequest) -> HttpResponse:
    """Nothing to read: asked while somebody is typing, so that the session does not end under his hands."""
    return HttpResponse(status=204)


@never_cache
@login_required
def choose_visit(request: HttpRequest) -> HttpResponseBase:
    """Choose hat and purpose: the one question between signing in and everything else."""
    account = cast(UUID, request.user.pk)
    hats = hats_of(account)
    if any(hat.needs_second_factor for hat in hats) and not second_factor_needed(account):
        return redirect("mfa_activate_totp")
    if any(hat.needs_second_factor for hat in hats) and not visit.is_confirmed_twice(request):
        return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': request.get_full_path()})}")
    form = VisitForm(request.POST or None, hats=hats, language=language(), initial=starting_point(request, hats))
    if request.method == "POST" and form.is_valid():
        begin_visit(request, form)
        return redirect(way_back(request))
    context = {
        "form": form,
        "hats": hats,
        "purposes": {each.value: each for each in Purpose},
        "next": way_back(request),
        "title": _("Hat and purpose"),
    }
    return render(request, "shell/visit.html", context, status=422 if form.errors else 200)


def starting_point(request: HttpRequest, hats: list[Hat]) -> dict[str, str]:
    """What the form shows first: the visit going on, else border control for a post and own work for others."""
    going_on = visit.visit_of(request.session)
    if going_on is not None:
        return {
            "hat": str(going_on.hat),
            "purpose": going_on.purpose.value,
            "case": going_on.case,
            "reason": going_on.reason,
        }
    at_post = bool(hats) and all(hat.role is Role.POST for hat in hats)
    return {"purpose": (Purpose.BORDER_CONTROL if at_post else Purpose.OWN_WORK).value}


def begin_visit(request: HttpRequest, form: VisitForm) -> None:
    """Start the visit under a new session key, and log the sign-in with its purpose."""
    given = form.cleaned_data
    hat = form.hats[given["hat"]]
    begun = visit.Visit(hat.id, visit.post_of(hat), Purpose(given["purpose"]), given["case"], given["reason"])
    with viewing(visit.viewer_of(begun, cast(UUID, request.user.pk))):
        write_leaf(LeafKind.SIGN_IN, "web.visit", {"post": begun.post})
    request.session.cycle_key()
    visit.begin(request.session, begun)
