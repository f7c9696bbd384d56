"""Deconfliction: events, conflicts, subjects in two cases, the crossings that a desk keeps."""

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import Query, Router, Schema, Status
from ninja.errors import HttpError
from pydantic import Field

from kerege.api.face import Span, door, linked, viewer_of
from kerege.kernel.law import Act
from kerege.kernel.saying import SaidError
from kerege.rooms.deconfliction import actions, queries

router = Router()


class EventIn(Schema):
    """A planned event: a place held from `starts` until `ends`, or a `way` of lines "place | earliest | latest"."""

    kind: Literal["raid", "arrest", "purchase", "surveillance", "delivery"]
    scope: Literal["border", "route", "foreign"]
    scope_note: str = Field(max_length=200)
    belt_km: float | None = None
    place: str = Field(max_length=200)
    point: str = Field("", max_length=60, description="latitude and longitude, as 43.04 74.71")
    radius_km: float = 1.0
    starts: str = Field("", max_length=40)
    ends: str = Field("", max_length=40)
    zone: str = Field("", max_length=40)
    way: str = Field("", max_length=6000)
    case: str = Field(max_length=120)
    supervisor: str = Field(max_length=120)
    telephone: str = Field(max_length=40)
    choice: Literal["", "both", "desk"] = ""
    left_out: list[str] = Field(default_factory=list, max_length=50)
    integrity: bool = False
    entered_for: str = Field("", max_length=60, description="the centre's duty desk: the desk that telephones")
    caller: str = Field("", max_length=120)
    called_back: bool = False


class EventOut(Schema):
    """The event's id, and how many conflicts are told to its submitter now."""

    event: UUID
    conflicts: int


class WhyIn(Schema):
    """Why."""

    reason: str = Field(min_length=3, max_length=500)


class StepIn(Schema):
    """A step: a side acknowledges or settles; the keeping desk calls, tells, parts, settles, reviews."""

    step: Literal["acknowledge", "settle", "call", "tell", "part", "review"]
    reason: str = Field("", max_length=500)


class StageOut(Schema):
    """How far it is."""

    stage: str


@router.post("/planned-events", response={201: EventOut}, summary="Submit a planned event")
@door(Act.REPORT, Act.FIND)
def submit(request: HttpRequest, given: EventIn) -> Status[EventOut]:
    """Kept and compared with all live events in one transaction; whom to call stands in the conflicts."""
    called = None
    if given.entered_for:
        called = actions.Telephoned(desk=given.entered_for, caller=given.caller, called_back=given.called_back)
    try:
        plan = queries.read_plan(given.dict())
        made = actions.submit(actor=viewer_of(request), plan=plan, telephoned=called)
    except queries.PlanError as problem:
        raise HttpError(422, queries.field_line(problem)) from problem
    except actions.EventError as problem:
        said = [queries.field_line(each) for each in problem.problems]
        raise HttpError(422, "; ".join(said)) from problem
    except SaidError as problem:
        raise HttpError(422, gettext(problem.message) % problem.values) from problem
    return Status(201, EventOut(event=made.event, conflicts=made.conflicts))


@router.get("/planned-events", response=list[dict[str, Any]], summary="The planned events of your agency")
@door(Act.READ)
def events(request: HttpRequest, response: HttpResponse, span: Query[Span]) -> list[dict[str, object]]:
    """The next first."""
    found = queries.events(viewer=viewer_of(request), **span.model_dump())
    return [each.wire() for each in linked(request, response, found)]


@router.get("/planned-events/{uuid:planned}", response=dict[str, Any], summary="One planned event")
@door(Act.READ)
def show(request: HttpRequest, planned: UUID) -> dict[str, object]:
    """Of your own agency."""
    return queries.event(viewer=viewer_of(request), event_id=planned).wire()


@router.post("/planned-events/{uuid:planned}/withdraw", response={204: None}, summary="Call an event off")
@door(Act.REPORT, Act.RELEASE)
def withdraw(request: HttpRequest, planned: UUID, given: WhyIn) -> Status[None]:
    """It is compared with nothing any more."""
    actions.withdraw(actor=viewer_of(request), event=planned, reason=given.reason)
    return Status(204, None)


@router.get("/conflicts", response=list[dict[str, Any]], summary="The conflicts of your agency")
@door(Act.READ)
def conflicts(request: HttpRequest, response: HttpResponse, span: Query[Span]) -> list[dict[str, object]]:
    """That there is one, with which event of yours, whom to call."""
    found = queries.conflicts(viewer=viewer_of(request), **span.model_dump())
    return [each.wire() for each in linked(request, response, found)]


@router.get("/subject-matches", response=list[dict[str, Any]], summary="Subjects of yours that stand in another case")
@door(Act.FIND)
def subjects(request: HttpRequest, response: HttpResponse, span: Query[Span]) -> list[dict[str, object]]:
    """Persons, phones, vehicles, premises of your agency's records; of the other side what its record lets you know."""
    found = queries.subject_matches(viewer=viewer_of(request), **span.model_dump())
    return [each.wire() for each in linked(request, response, found)]


@router.get("/crossings", response=list[dict[str, Any]], summary="The crossings that your desk keeps")
@door(Act.READ)
def crossings(request: HttpRequest, response: HttpResponse, span: Query[Span]) -> list[dict[str, object]]:
    """The centre's duty officers; a coordinator those inside his party. Never the content."""
    found = queries.crossings(viewer=viewer_of(request), **span.model_dump())
    return [each.wire() for each in linked(request, response, found)]


@router.post("/crossings/{uuid:crossing}/step", response=StageOut, summary="Take a step of a crossing")
@door(Act.REPORT, Act.FIND, Act.RELEASE)
def step(request: HttpRequest, crossing: UUID, given: StepIn) -> StageOut:
    """As a side, or as the desk that keeps it."""
    wanted = queries.Step(given.step)
    stage = actions.take_step(actor=viewer_of(request), crossing=crossing, step=wanted, reason=given.reason)
    return StageOut(stage=stage.value)
