"""Controlled deliveries: the list, one file as it concerns its reader, drafting, changing, any step."""

from base64 import b64decode
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import Query, Router, Schema, Status
from ninja.errors import HttpError
from pydantic import Field

from kerege.api.face import door, viewer_of
from kerege.kernel.law import Act
from kerege.kernel.saying import SaidError
from kerege.rooms.operations import actions, queries

router = Router()
PDF = "application/pdf"
Language = Literal["ru", "en"]
PageNumber = Annotated[int, Query(ge=1, le=1_000)]


class PlanIn(Schema):
    """A plan: points, legs, goods, and the texts of the file; instants with their offset."""

    title: str = Field(max_length=200)
    plan: dict[str, Any]


class StepIn(Schema):
    """What a step needs, by its names; and words."""

    given: dict[str, Any] = Field(default_factory=dict)
    words: str = Field("", max_length=2000)


class LetterIn(Schema):
    """A scanned letter: its number, the name of the file, its bytes in base64."""

    number: str = Field(max_length=60)
    name: str = Field(max_length=200)
    content: str = Field(max_length=28_000_000)


class MadeOut(Schema):
    """The id of the delivery."""

    id: UUID


def scan_wire(entry: queries.AttachmentEntry) -> dict[str, Any]:
    """A scan as it is listed."""
    return {"id": str(entry.id), "name": entry.name, "added_at": queries.written(entry.added_at)}


def plan_of(given: dict[str, Any]) -> queries.Plan:
    """The plan in a body. Raises HttpError 422."""
    try:
        return queries.Plan.read(given)
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError) as problem:
        raise HttpError(422, gettext("plan: points, legs, goods, expires and the texts are needed")) from problem


@router.get("/deliveries", response=list[dict[str, Any]], summary="The deliveries that you take part in")
@door(Act.READ)
def deliveries(request: HttpRequest, closed: bool = False, page: PageNumber = 1) -> list[dict[str, Any]]:
    """Those that need you first, a hundred a page."""
    offset = (page - 1) * queries.PAGE
    rows = queries.deliveries(viewer=viewer_of(request), over=closed, offset=offset)
    return [queries.line_wire(each) for each in rows]


@router.post("/deliveries", response={201: MadeOut}, summary="Draft a delivery")
@door(Act.REPORT, Act.RELEASE)
def draft(request: HttpRequest, given: PlanIn) -> Status[MadeOut]:
    """Nobody but your agency sees it yet."""
    try:
        made = actions.draft(actor=viewer_of(request), title=given.title, plan=plan_of(given.plan))
    except SaidError as problem:
        raise HttpError(422, queries.refusal_text(problem)) from problem
    return Status(201, MadeOut(id=made))


@router.get("/deliveries/{uuid:delivery}", response=dict[str, Any], summary="One delivery")
@door(Act.READ)
def show(request: HttpRequest, delivery: UUID) -> dict[str, Any]:
    """Whole to those who see the whole; to a state its own legs and the borders to its neighbours."""
    return queries.wire(queries.delivery(viewer=viewer_of(request), delivery_id=delivery))


@router.post("/deliveries/{uuid:delivery}/steps/{slug:step}", response={204: None}, summary="Take a step")
@door(Act.REPORT, Act.RELEASE)
def step(request: HttpRequest, delivery: UUID, step: str, given: StepIn) -> Status[None]:
    """What a step needs stands in docs/deliveries.md; it is signed and cannot be taken back."""
    try:
        actions.step(actor=viewer_of(request), delivery=delivery, name=step, given=given.given, words=given.words)
    except SaidError as problem:
        raise HttpError(422, queries.refusal_text(problem)) from problem
    return Status(204, None)


@router.get("/deliveries/{uuid:delivery}/file.pdf", summary="The whole file as one signed PDF")
@door(Act.READ)
def printed(request: HttpRequest, delivery: UUID) -> HttpResponse:
    """In Russian and English; the node's signature over its bytes stands in the header Kerege-Signature."""
    made = queries.print_file(viewer=viewer_of(request), delivery_id=delivery)
    return HttpResponse(made.content, content_type=PDF, headers={"Kerege-Signature": made.signature})


@router.get("/deliveries/{uuid:delivery}/letters/{state}/{about}", summary="An official letter to or from a state")
@door(Act.READ)
def letter(
    request: HttpRequest, delivery: UUID, state: str, about: queries.About, language: Language = "ru"
) -> HttpResponse:
    """Asking for its consent, its answer, or a hand-over to sign on paper."""
    made = queries.letter(viewer=viewer_of(request), delivery_id=delivery, state=state, about=about, language=language)
    return HttpResponse(made.content, content_type=PDF)


@router.get("/deliveries/{uuid:delivery}/letters", response=list[dict[str, Any]], summary="Scans your side keeps")
@door(Act.READ)
def scans(request: HttpRequest, delivery: UUID) -> list[dict[str, Any]]:
    """Scanned letters by id, name and when they were kept."""
    return [scan_wire(each) for each in queries.scans(viewer=viewer_of(request), delivery_id=delivery)]


@router.get("/deliveries/{uuid:delivery}/letters/{uuid:attachment}", summary="One scanned letter")
@door(Act.READ)
def open_scan(request: HttpRequest, delivery: UUID, attachment: UUID) -> HttpResponse:
    """Its bytes."""
    opened = queries.open_scan(viewer=viewer_of(request), delivery_id=delivery, scan=attachment)
    return HttpResponse(opened.content, content_type=opened.entry.media_type)


@router.post(
    "/deliveries/{uuid:delivery}/letters", response={201: MadeOut}, summary="Keep the scan of a letter that came"
)
@door(Act.REPORT, Act.RELEASE)
def keep_letter(request: HttpRequest, delivery: UUID, given: LetterIn) -> Status[MadeOut]:
    """A step that names its number (`letter`) is marked as entered on behalf of your state."""
    try:
        made = actions.keep_letter(
            actor=viewer_of(request),
            delivery=delivery,
            number=given.number,
            name=given.name,
            content=b64decode(given.content, validate=True),
        )
    except SaidError as problem:
        raise HttpError(422, queries.refusal_text(problem)) from problem
    except ValueError as problem:
        raise HttpError(422, gettext("content: base64 is needed")) from problem
    return Status(201, MadeOut(id=made))
