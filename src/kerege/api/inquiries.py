"""Requests of persons about themselves, and consultations of owners."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from kerege.api.face import door, viewer_of
from kerege.kernel.law import Act
from kerege.rooms.crosscheck import queries as checks
from kerege.rooms.retention import actions, queries

router = Router()


class InquiryIn(Schema):
    """Who asks, as free text (name, birth, numbers), what for, and the reference of your side."""

    text: str = Field(min_length=3, max_length=2000)
    wish: queries.Wish
    reference: str = Field(min_length=3, max_length=120)


class AnswerIn(Schema):
    """What the owner did about its record."""

    answer: queries.Answer
    reason: str = Field(min_length=10, max_length=1000)


@router.get("/subject-requests", response=list[dict[str, Any]], summary="Requests of persons about themselves")
@door(Act.ERASE)
def inquiries(request: HttpRequest) -> list[dict[str, Any]]:
    """With the fixed reply and its clock; nothing of what was found."""
    return [each.wire() for each in queries.inquiries(viewer=viewer_of(request))]


@router.post("/subject-requests", response=dict[str, UUID], summary="Take a person's request in")
@door(Act.ERASE)
def inquire(request: HttpRequest, given: InquiryIn) -> dict[str, UUID]:
    """Owners of what agrees are asked; the answer says the id alone."""
    question = checks.read_question(given.text)
    made = actions.inquire(actor=viewer_of(request), question=question, wish=given.wish, reference=given.reference)
    return {"id": made}


@router.post("/subject-requests/{inquiry}", response=dict[str, bool], summary="Say that the fixed reply was given")
@door(Act.ERASE)
def close(request: HttpRequest, inquiry: UUID) -> dict[str, bool]:
    """Not before the owners' time is over; who asked is forgotten."""
    actions.close(actor=viewer_of(request), inquiry=inquiry)
    return {"closed": True}


@router.get("/consultations", response=list[dict[str, Any]], summary="What your agency is asked about its records")
@door(Act.RETRACT, Act.ERASE, Act.OFFER)
def consultations(request: HttpRequest) -> list[dict[str, Any]]:
    """Those that wait first."""
    return [each.wire() for each in queries.consultations(viewer=viewer_of(request))]


@router.post("/consultations/{consultation}", response=dict[str, bool], summary="Answer as the owner")
@door(Act.RETRACT, Act.ERASE, Act.OFFER)
def answer(request: HttpRequest, consultation: UUID, given: AnswerIn) -> dict[str, bool]:
    """Kept, corrected, erased, or another person."""
    actions.answer(actor=viewer_of(request), consultation=consultation, word=given.answer, reason=given.reason)
    return {"answered": True}
