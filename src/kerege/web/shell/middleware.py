"""Middleware of the pages: security headers, the reader's language and look, the clock of the session."""

import logging
from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from kerege.foundation.filling import NodeClosedError
from kerege.foundation.security_log import Event, note
from kerege.rooms.journal.actions import JournalUnwritableError
from kerege.web.shell import errors, visit
from kerege.web.shell.noting import address_of, page_of

log = logging.getLogger("kerege.web")
Next = Callable[[HttpRequest], HttpResponseBase]

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "object-src 'none'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
SAVED = "default-src 'none'; sandbox; base-uri 'none'; frame-ancestors 'none'"
"""The policy of a file that is saved: a browser that showed it all the same would run nothing of it."""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
}
PAGE_METHODS = {"GET", "HEAD", "POST"}
LANGUAGE_COOKIE = f"{settings.COOKIE_PREFIX}kerege_language"
THEME_COOKIE = f"{settings.COOKIE_PREFIX}kerege_theme"
THEMES = ("auto", "light", "dark")


def security_headers(get_response: Next) -> Next:
    """Every answer carries the content policy, and all but our own built files are stored by nobody."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = turned_away(request) or get_response(request)
        ours = request.path.startswith(settings.STATIC_URL) and response.status_code in {200, 206, 304}
        if response.headers.get("Content-Disposition", "").startswith("attachment"):
            response.headers.setdefault("Content-Security-Policy", SAVED)
        for name, value in HEADERS.items():
            if not (ours and name == "Cache-Control"):
                response.headers.setdefault(name, value)
        return response

    return answer


def turned_away(request: HttpRequest) -> HttpResponse | None:
    """The answer to what is not looked at: other methods than those of pages; the API without https if there is one."""
    api = request.path.startswith("/api/")
    if api and settings.HTTPS and not request.is_secure():
        return HttpResponse(status=403)
    return None if api or request.method in PAGE_METHODS else HttpResponseNotAllowed(sorted(PAGE_METHODS))


def chosen_language(request: HttpRequest) -> str:
    """The language of the switch, else of the account, else the node's own; a browser's wish is not asked.

    Office machines of the region often run an English system under a Russian-speaking officer.
    """
    known = dict(settings.LANGUAGES)
    account = getattr(request.user, "language", "") if request.user.is_authenticated else ""
    for code in (request.COOKIES.get(LANGUAGE_COOKIE, ""), account):
        if code in known:
            return code
    return settings.LANGUAGE_CODE


def readers_language(get_response: Next) -> Next:
    """Activate the reader's language for one request."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        code = chosen_language(request)
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = get_response(request)
        response.headers["Content-Language"] = code
        patch_vary_headers(response, ["Cookie"])
        return response

    return answer


def session_clock(get_response: Next) -> Next:
    """End sessions that were left alone for half an hour or last longer than twelve; a new proof gives a new key."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if visit.watch(request):
            note(Event.SESSION_OVER, address=address_of(request))
            messages.info(request, _("You were signed out because nothing was done for a while. Sign in to go on."))
        before = proofs(request)
        response = get_response(request)
        if before and proofs(request) > before:
            request.session.cycle_key()
        if response.status_code == 429:
            note(Event.TOO_MANY, address=address_of(request), page=page_of(request))
        return response

    return answer


def proofs(request: HttpRequest) -> int:
    """How often who is signed in has given a password, code or key in this session."""
    return len(get_authentication_records(request, request.user)) if request.user.is_authenticated else 0


def logged_or_stopped(get_response: Next) -> Next:
    """Answer 503 with a plain sentence when an act cannot be written into the journal; its transaction is undone.

    So too while the node is being filled from a backup.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    def process_exception(request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if isinstance(problem, NodeClosedError):
            return errors.error_page(503, explanation=_(str(problem)))
        if not isinstance(problem, JournalUnwritableError):
            return None
        log.error("the journal cannot be written: %s", type(problem.__cause__).__name__)
        note(Event.UNLOGGED, cause=type(problem.__cause__).__name__)
        return errors.error_page(503)

    answer.process_exception = process_exception  # type: ignore[attr-defined]  # how Django finds it
    return answer
