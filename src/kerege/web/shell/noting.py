"""What the log of security events is told of a request: from which address, by whom, at which page."""

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from kerege.foundation.security_log import Event, note
from kerege.kernel.law import Viewer
from kerege.rooms.directory.queries import mark_of_session


def address_of(request: HttpRequest) -> str:
    """The address a request came from; one's own proxies are seen through, what others write of themselves is not."""
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return ""


def page_of(request: HttpRequest) -> str:
    """The pattern of the page that was asked for: never the address itself, which may name a record."""
    found = request.resolver_match
    return found.route if found is not None else ""


def session_of(request: HttpRequest) -> str:
    """The mark of a request's session; none has an empty one."""
    key = request.session.session_key
    return mark_of_session(key) if key else ""


def note_refusal(request: HttpRequest, viewer: Viewer | None) -> None:
    """Somebody asked for what the law does not give him."""
    who = {"officer": str(viewer.officer), "role": viewer.role.value} if viewer is not None else {}
    note(Event.REFUSED, page=page_of(request), method=request.method or "", address=address_of(request), **who)
