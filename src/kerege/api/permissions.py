"""Permissions: asking an originator, his answer; openings because a life is in danger and the steps of two officers."""

from dataclasses import asdict
from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema, Status
from pydantic import Field

from kerege.api.face import Span, door, linked, viewer_of
from kerege.kernel.law import Act, Part
from kerege.rooms.permissions import actions, queries

router = Router()


class AskIn(Schema):
    """What is asked of the originator of a record that you read."""

    report: UUID
    part: Literal["facts", "nominal"]
    act: Literal["onward", "use_as_evidence"]
    towards: UUID | None = None
    words: str = Field(min_length=10, max_length=600)


class AnswerIn(Schema):
    """A grant is a release of this part; a refusal needs its words."""

    grant: bool
    words: str = Field("", max_length=600)
    last_day: date | None = None
    answered: bool = False


class OpeningIn(Schema):
    """A hit of yours, and what threatens whom."""

    hit: UUID
    danger: str = Field(min_length=10, max_length=600)


class StepIn(Schema):
    """The word of one officer."""

    step: Literal["vouch", "open", "refuse", "end"]
    hours: int = Field(0, ge=0, le=24)
    reason: str = Field("", max_length=600)


class ReviewIn(Schema):
    """What the owner says of it afterwards."""

    justified: bool
    words: str = Field(min_length=3, max_length=600)


@router.get("/permissions", response=list[dict[str, Any]], summary="What was asked of originators, and is asked of you")
@door(Act.READ)
def askings(request: HttpRequest, response: HttpResponse, span: Query[Span]) -> list[dict[str, Any]]:
    """Those that wait first."""
    found = queries.askings(viewer=viewer_of(request), **span.model_dump())
    return [asdict(each) for each in linked(request, response, found)]


@router.post("/permissions", response={201: dict[str, UUID]}, summary="Ask the originator of a record that you read")
@door(Act.ONWARD)
def ask(request: HttpRequest, given: AskIn) -> Status[dict[str, UUID]]:
    """To pass it on to a party, or to use it as evidence."""
    asked = given.model_dump() | {"part": Part(given.part), "act": Act(given.act)}
    return Status(201, {"id": actions.ask(actor=viewer_of(request), **asked)})


@router.get("/permissions/{uuid:asking}", response=dict[str, Any], summary="One question to an originator")
@door(Act.READ)
def asking_of(request: HttpRequest, asking: UUID) -> dict[str, Any]:
    """With the answer, and whether it holds today."""
    return asdict(queries.asking(viewer=viewer_of(request), asking_id=asking))


@router.post("/permissions/{uuid:asking}/answer", response=dict[str, UUID | None], summary="Answer as the originator")
@door(Act.RELEASE)
def answer(request: HttpRequest, asking: UUID, given: AnswerIn) -> dict[str, UUID | None]:
    """A grant is a release; its id is told."""
    return {"release": actions.answer(actor=viewer_of(request), asking=asking, **given.model_dump())}


@router.get("/openings", response=list[dict[str, Any]], summary="Openings because a life is in danger")
@door(Act.READ)
def openings(request: HttpRequest, response: HttpResponse, span: Query[Span]) -> list[dict[str, Any]]:
    """Those of your desk, and those that your agency answers for."""
    found = queries.openings(viewer=viewer_of(request), **span.model_dump())
    return [asdict(each) for each in linked(request, response, found)]


@router.post("/openings", response={201: dict[str, UUID]}, summary="Ask that what a hit points to be opened")
@door(Act.FIND)
def ask_opening(request: HttpRequest, given: OpeningIn) -> Status[dict[str, UUID]]:
    """The owner and his coordinating agency are told at once."""
    return Status(201, {"id": actions.ask_opening(actor=viewer_of(request), hit=given.hit, danger=given.danger)})


@router.get("/openings/{uuid:opening}", response=dict[str, Any], summary="How an opening stands")
@door(Act.READ)
def opening_of(request: HttpRequest, opening: UUID) -> dict[str, Any]:
    """Without what it shows."""
    return asdict(queries.opening(viewer=viewer_of(request), opening_id=opening))


@router.get("/openings/{uuid:opening}/shown", response=dict[str, Any], summary="What was opened, while it lasts")
@door(Act.FIND)
def shown(request: HttpRequest, opening: UUID) -> dict[str, Any]:
    """Each look is counted and told to the owner."""
    return queries.shown_to(viewer=viewer_of(request), opening_id=opening)


@router.post("/openings/{uuid:opening}/step", response=dict[str, bool], summary="The word of one of the two officers")
@door(Act.RELEASE)
def step(request: HttpRequest, opening: UUID, given: StepIn) -> dict[str, bool]:
    """Vouch, open for hours, refuse, end."""
    viewer = viewer_of(request)
    if given.step == "open":
        actions.open_content(actor=viewer, opening=opening, hours=given.hours)
    elif given.step == "refuse":
        actions.refuse_opening(actor=viewer, opening=opening, reason=given.reason)
    elif given.step == "end":
        actions.end_opening(actor=viewer, opening=opening)
    else:
        actions.vouch(actor=viewer, opening=opening)
    return {"done": True}


@router.post("/openings/{uuid:opening}/review", response=dict[str, bool], summary="Review an opening as its owner")
@door(Act.ACCOUNT_FOR)
def review(request: HttpRequest, opening: UUID, given: ReviewIn) -> dict[str, bool]:
    """When it is over; never by the officer who opened."""
    actions.review_opening(actor=viewer_of(request), opening=opening, justified=given.justified, words=given.words)
    return {"reviewed": True}
