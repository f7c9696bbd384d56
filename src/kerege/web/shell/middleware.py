"""Middleware of the pages: security headers, the reader's language and look, the clock of the session."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from kerege.rooms.journal.actions import JournalUnwritableError
from kerege.web.shell import errors, visit

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
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
}
LANGUAGE_COOKIE = "kerege_language"
THEME_COOKIE = "kerege_theme"
THEMES = ("auto", "light", "dark")


def security_headers(get_response: Next) -> Next:
    """Every answer but our own built files carries the content policy and is stored by nobody."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.path.startswith(settings.STATIC_URL) and response.status_code in {200, 206, 304}:
            return response
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return answer


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
    """End sessions that were left alone for half an hour or last longer than twelve."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if visit.watch(request):
            messages.info(request, _("You were signed out because nothing was done for a while. Sign in to go on."))
        return get_response(request)

    return answer


def logged_or_stopped(get_response: Next) -> Next:
    """Answer 503 with a plain sentence when an act cannot be written into the journal; its transaction is undone."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    def process_exception(request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if not isinstance(problem, JournalUnwritableError):
            return None
        log.error("the journal cannot be written: %s", type(problem.__cause__).__name__)
        return errors.error_page(503)

    answer.process_exception = process_exception  # type: ignore[attr-defined]  # how Django finds it
    return answer
