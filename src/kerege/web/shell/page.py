"""The page decorator: who is looking and why, one transaction around the page, bytes complete before it closes."""

import functools
from collections.abc import Callable, Mapping
from typing import Any, Literal, cast
from urllib.parse import urlencode

from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template import loader
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from kerege.foundation.anew import rewound, within_one_policy
from kerege.foundation.proof import NotProvenError, proven
from kerege.kernel.law import Act, Viewer
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.web.shell import errors, holding, visit
from kerege.web.shell.marking import PAGE_MARKING
from kerege.web.shell.noting import note_refusal

Context = Mapping[str, object]
Answer = Context | HttpResponseBase
View = Callable[..., Answer]
Served = Callable[..., HttpResponseBase]
Afresh = Literal[False, True, "post"]
"""Whether a page asks afresh who sits there: never, always, or for what is sent to it."""


def page(
    template: str, *, act: Act | None = None, fragment: str | None = None, afresh: Afresh = False
) -> Callable[[View], Served]:
    """Make `view(request, viewer, **parts_of_the_address) -> dict | HttpResponse` a page.

    The visitor must be signed in, wear a hat and have said why he is here; otherwise he is led there first. `act` is
    what this page is for in the law: a role that never does it is refused before anything is read. `fragment` is the
    template of the part that htmx asks for again. `afresh` is for acts that let content out or change who may do what:
    who has not given his password, code or key lately is asked for it first, and then goes on where he was; what he
    had sent is kept meanwhile, files too (`"post"`: the page is read without it). A page that lets something out
    unmarked asks when the disclosure would be written down. The view runs inside `viewing(viewer)`; what it
    returns is rendered to bytes inside too, then the transaction commits, then the answer is served. `Http404` and a
    room's `LookupError` (not KeyError or IndexError) give the one 404 page; a `PermissionError` gives 403 with its
    reason.
    """

    def decorate(view: View) -> Served:
        @functools.wraps(view)
        def served(request: HttpRequest, **parts: object) -> HttpResponseBase:
            started = start(request)
            if isinstance(started, HttpResponseBase):
                return started
            if act is not None and act not in ROLE_ACTS[started.role]:
                note_refusal(request, started)
                return errors.error_page(403, explanation=_("The role of your present hat does not do this."))
            holding.give_back(request)
            if is_asked(afresh, request) and not visit.is_confirmed_lately(request):
                holding.hold(request)
                raise ReauthenticationRequired
            return within(request, started, functools.partial(view, request, started, **parts), template, fragment)

        served.act = act  # type: ignore[attr-defined]  # read by the generated access matrix
        served.afresh = afresh  # type: ignore[attr-defined]  # read by tests
        return served

    return decorate


def is_asked(afresh: Afresh, request: HttpRequest) -> bool:
    """Whether a page asks afresh who sits there before it is made."""
    return afresh is True or (afresh == "post" and request.method == "POST")


def public_page(template: str) -> Callable[[View], Served]:
    """Make `view(request, **parts) -> dict | HttpResponse` a page for anybody: no viewer, so no record can be read."""

    def decorate(view: View) -> Served:
        @functools.wraps(view)
        def served(request: HttpRequest, **parts: object) -> HttpResponseBase:
            return answer_of(request, None, view(request, **parts), template)

        served.public = True  # type: ignore[attr-defined]  # read by the generated access matrix
        return served

    return decorate


def start(request: HttpRequest) -> Viewer | HttpResponseBase:
    """The viewer of the request, or the answer that leads the visitor to where he becomes one."""
    if not request.user.is_authenticated:
        return lead_to(settings.LOGIN_URL, request)
    if request.user.must_change:
        return lead_to("account_change_password", request)
    going_on = visit.visit_of(request.session)
    if going_on is None:
        return lead_to("shell:visit", request)
    try:
        return visit.viewer_of(going_on, request.user.pk)
    except visit.VisitOverError:
        logout(request)
        return lead_to(settings.LOGIN_URL, request)


def lead_to(page_name: str, request: HttpRequest) -> HttpResponseBase:
    """Send the visitor to a page and remember where he wanted to go; a fragment's reader gets the whole page anew."""
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else "/"
    address = redirect(page_name).url + (f"?{urlencode({'next': back})}" if back != "/" else "")
    if is_fragment(request):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)


def is_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of a page."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"


def within(
    request: HttpRequest, viewer: Viewer, view: Callable[[], Answer], template: str, fragment: str | None
) -> HttpResponseBase:
    """Run a view as its viewer and complete its bytes inside the transaction; anew where the policy changed meanwhile.

    A refused reading keeps its leaf; a refused POST leaves the transaction as an error, so nothing of it is kept.
    """

    def served() -> HttpResponseBase:
        try:
            with proven(visit.is_confirmed_lately(request)):
                return answer_of(request, viewer, view(), fragment if fragment and is_fragment(request) else template)
        except (Http404, LookupError, PermissionError) as problem:
            if request.method not in {"GET", "HEAD"}:
                raise
            return refused(request, viewer, problem)

    try:
        reads = request.method in {"GET", "HEAD"}
        return within_one_policy(viewer, served, before_again=rewound(request), reads=reads)
    except NotProvenError:
        holding.hold(request)
        raise ReauthenticationRequired from None
    except (Http404, LookupError, PermissionError) as problem:
        return refused(request, viewer, problem)


def refused(request: HttpRequest, viewer: Viewer, problem: Http404 | LookupError | PermissionError) -> HttpResponseBase:
    """Write a refusal by the law into the log of security events, and say it."""
    answer = refusal(problem)
    if answer.status_code == 403:
        note_refusal(request, viewer)
    return answer


def refusal(problem: Http404 | LookupError | PermissionError) -> HttpResponse:
    """The page for a door's refusal; a mistake of ours (a missing key, a closed file) is raised again."""
    if isinstance(problem, KeyError | IndexError) or getattr(problem, "errno", None) is not None:
        raise problem
    if isinstance(problem, PermissionError):
        return errors.error_page(403, explanation=_(str(problem)) if str(problem) else "")
    return errors.error_page(404)


def answer_of(request: HttpRequest, viewer: Viewer | None, answer: Answer, template: str) -> HttpResponseBase:
    """Turn what a view returned into complete bytes. Raises TypeError for an answer that would be made later."""
    if isinstance(answer, HttpResponseBase):
        if answer.streaming:
            raise TypeError("a page is complete before its transaction closes: write a file first, then serve it")
        rendering = cast(Any, answer)
        return cast(HttpResponseBase, rendering.render()) if hasattr(answer, "render") else answer
    status = answer.get("status", 200)
    context = {"marking": PAGE_MARKING} | dict(answer) | {"viewer": viewer, "fragment": is_fragment(request)}
    response = HttpResponse(loader.render_to_string(template, context, request), status=cast(int, status))
    for name, value in cast("Mapping[str, str]", answer.get("headers", {})).items():
        response.headers[name] = value
    patch_vary_headers(response, ["HX-Request"])
    return response
