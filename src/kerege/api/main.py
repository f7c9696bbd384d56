"""The REST face: one NinjaAPI, the routers of the rooms, errors in words; OpenAPI at /api/openapi.json."""

import importlib
import logging
from pathlib import Path

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.renderers import BaseRenderer

from kerege.api.face import NOTHING, Token, note_refusal
from kerege.api.faults import fault, sentence
from kerege.foundation.filling import NodeClosedError
from kerege.foundation.proof import NotProvenError
from kerege.rooms.journal.actions import JournalUnwritableError

ROUTERS = (
    "directory",
    "notices",
    "journal",
    "oversight",
    "substances",
    "records",
    "intake",
    "crosscheck",
    "deconfliction",
    "screening",
    "permissions",
    "requests",
    "operations",
    "joint",
    "retention",
    "inquiries",
    "statistics",
    "bulletins",
)
log = logging.getLogger("kerege.api")


class Json(BaseRenderer):
    """JSON as UTF-8, with decimals, dates and ids as text."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: object, *, response_status: int) -> bytes:
        """The bytes of an answer."""
        return orjson.dumps(data, default=str)


api = NinjaAPI(
    title="Kerege",
    version="1",
    description=(
        "Report, check, read and release, as one officer under one hat. Every call names a purpose by the header "
        "Kerege-Purpose, and a case or reason (Kerege-Case, Kerege-Reason) where the purpose needs one."
    ),
    auth=Token(),
    renderer=Json(),
    urls_namespace="api",
    docs_url=None,
)

for name in ROUTERS:
    if (Path(__file__).parent / f"{name}.py").exists():
        api.add_router("/", importlib.import_module(f"kerege.api.{name}").router, tags=[name])


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, problem: ValidationError) -> HttpResponse:
    """Every field that is wrong, where, and why; never what was sent."""
    return api.create_response(request, {"faults": [fault(each) for each in problem.errors]}, status=422)


@api.exception_handler(HttpError)
def said(request: HttpRequest, problem: HttpError) -> HttpResponse:
    """An error that a door or the token said in words."""
    if problem.status_code == 403:
        note_refusal(request)
    return api.create_response(request, {"error": gettext(str(problem))}, status=problem.status_code)


@api.exception_handler(LookupError)
def nothing(request: HttpRequest, problem: LookupError) -> HttpResponse:
    """Unknown and invisible answer alike."""
    if type(problem).__module__.startswith("kerege."):
        return api.create_response(request, {"error": gettext(NOTHING)}, status=404)
    return broken(request, problem)


@api.exception_handler(PermissionError)
def refused(request: HttpRequest, problem: PermissionError) -> HttpResponse:
    """The law refused, with its words."""
    note_refusal(request)
    return api.create_response(request, {"error": gettext(str(problem))}, status=403)


@api.exception_handler(NotProvenError)
def unproven(request: HttpRequest, problem: NotProvenError) -> HttpResponse:
    """What lets something out asks for a token that was proven lately."""
    note_refusal(request)
    return api.create_response(request, {"error": gettext(str(problem))}, status=403)


@api.exception_handler(ValueError)
def wrong(request: HttpRequest, problem: ValueError) -> HttpResponse:
    """A value that a rule of ours does not take, in its words."""
    if type(problem).__module__.startswith("kerege."):
        faults = getattr(problem, "faults", None)
        if faults is None:
            return api.create_response(request, {"error": gettext(str(problem))}, status=409)
        listed = [{"path": each.path, "code": each.code, "message": sentence(each)} for each in faults]
        return api.create_response(request, {"faults": listed}, status=422)
    return broken(request, problem)


@api.exception_handler(JournalUnwritableError)
def stopped(request: HttpRequest, problem: JournalUnwritableError) -> HttpResponse:
    """What cannot be written down is not done and not shown."""
    log.error("the journal cannot be written: %s", type(problem.__cause__).__name__)
    return api.create_response(request, {"error": gettext(str(problem))}, status=503)


@api.exception_handler(NodeClosedError)
def closed(request: HttpRequest, problem: NodeClosedError) -> HttpResponse:
    """What is being filled from a backup serves nobody yet."""
    return api.create_response(request, {"error": gettext(str(problem))}, status=503)


@api.exception_handler(Exception)
def broken(request: HttpRequest, problem: Exception) -> HttpResponse:
    """A fault of ours: the kind of error goes to the log, nothing of the content anywhere."""
    log.error("api %s %s: %s", request.method, request.resolver_match and request.resolver_match.route, type(problem))
    return api.create_response(
        request, {"error": gettext("Something went wrong on our side; nothing was saved. Try again.")}, status=500
    )


@csrf_exempt
def nowhere(request: HttpRequest, *_path: str) -> HttpResponse:
    """An address below the API that leads nowhere: JSON too, the same for everybody."""
    return api.create_response(request, {"error": gettext(NOTHING)}, status=404)
