"""Error pages: one plain page for each kind, the same bytes for everybody, which says what to do next."""

from django.http import HttpRequest, HttpResponse
from django.template import loader

from kerege.foundation.security_log import Event, note
from kerege.web.shell.noting import address_of, page_of


def error_page(status: int, *, explanation: str = "", page: str = "") -> HttpResponse:
    """A page for a status; it knows nothing of the request but the language, so it can betray nothing."""
    template = f"errors/{page or status}.html"
    return HttpResponse(loader.render_to_string(template, {"explanation": explanation}), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request could not be read."""
    return error_page(400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the law says no."""
    return error_page(403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: unknown and invisible are the same."""
    return error_page(404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault; nothing was saved."""
    return error_page(500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form whose token is missing or old."""
    note(Event.FORM_REFUSED, page=page_of(request), address=address_of(request))
    return error_page(403, page="stale_form")
