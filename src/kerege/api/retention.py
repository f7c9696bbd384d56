"""Retention: what is due for review, justifying anew, the parties' rules."""

from dataclasses import asdict
from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router, Schema
from ninja.errors import HttpError
from pydantic import Field

from kerege.api.face import door, viewer_of
from kerege.kernel.law import Act
from kerege.rooms.retention import actions, queries

router = Router()


class ReviewIn(Schema):
    """What a review says; `until` with justify; a reason but to take back what you said within ten minutes (undo)."""

    decision: Literal["justify", "forward", "undo"]
    until: date | None = None
    reason: str = Field("", max_length=1000)


class RuleIn(Schema):
    """After how many years a category is reviewed; "" means things alone."""

    category: str = Field(max_length=12)
    years: int = Field(ge=1, le=5)
    reason: str = Field(min_length=10, max_length=1000)


@router.get("/reviews", response=list[dict[str, Any]], summary="Nominal parts that are due for review")
@door(Act.RETRACT, Act.ERASE, Act.OFFER)
def reviews(
    request: HttpRequest, days: int = queries.DUE_DAYS, overdue: bool = False, offset: int = 0, limit: int = 200
) -> list[dict[str, Any]]:
    """Of your agency, the longest due first."""
    if not (0 <= days <= 2000 and 0 <= offset <= 1_000_000 and 0 < limit <= 1000):
        raise HttpError(422, gettext_noop("Days from 0 to 2000, offset from 0 to 1000000, limit from 1 to 1000."))
    found = queries.due(viewer=viewer_of(request), days=days, overdue=overdue, limit=limit, offset=offset)
    return [each.wire() for each in found]


@router.post("/reviews/{report_id}", response=dict[str, Any], summary="Justify a nominal part anew")
@door(Act.RETRACT)
def review(request: HttpRequest, report_id: UUID, given: ReviewIn) -> dict[str, Any]:
    """Until a new day, or have it reviewed within 30 days."""
    actor = viewer_of(request)
    if given.decision == "forward":
        actions.bring_forward(actor=actor, report=report_id, reason=given.reason)
    elif given.decision == "undo":
        actions.undo(actor=actor, report=report_id)
    elif given.until is None:
        raise HttpError(422, gettext_noop("“until”: name the day of the next review."))
    else:
        actions.justify(actor=actor, report=report_id, until=given.until, reason=given.reason)
    return queries.one(viewer=actor, report=report_id).wire()


class EraseIn(Schema):
    """Why a nominal part is erased."""

    ground: queries.Ground
    reason: str = Field(min_length=10, max_length=1000)


class LiftIn(Schema):
    """An order of the authority that made the hold."""

    authority: str = Field(min_length=3, max_length=200)
    reference: str = Field(min_length=3, max_length=120)


class HoldIn(LiftIn):
    """An authority's order that stops erasure and reviews."""

    until: date
    reason: str = Field(min_length=10, max_length=1000)


@router.post("/reviews/{report_id}/erase", response=dict[str, Any], summary="Erase a nominal part")
@door(Act.ERASE, Act.RETRACT)
def erase(request: HttpRequest, report_id: UUID, given: EraseIn) -> dict[str, Any]:
    """By its owner: data protection at any time, the desk once its review is due. Holders are told to confirm."""
    done = actions.erase(actor=viewer_of(request), report=report_id, ground=given.ground, reason=given.reason)
    return asdict(done)


@router.post("/reviews/{report_id}/hold", response=dict[str, Any], summary="Enter an authority's hold")
@door(Act.ERASE, Act.OFFER)
def hold(request: HttpRequest, report_id: UUID, given: HoldIn) -> dict[str, Any]:
    """It stops erasure and reviews until its day."""
    actor = viewer_of(request)
    actions.hold(actor=actor, report=report_id, **given.model_dump())
    return queries.one(viewer=actor, report=report_id).wire()


@router.post("/reviews/{report_id}/lift", response=dict[str, Any], summary="Lift an authority's hold")
@door(Act.ERASE, Act.OFFER)
def lift(request: HttpRequest, report_id: UUID, given: LiftIn) -> dict[str, Any]:
    """By an order of the same authority."""
    actor = viewer_of(request)
    actions.lift(actor=actor, report=report_id, authority=given.authority, reference=given.reference)
    return queries.one(viewer=actor, report=report_id).wire()


class ChallengeIn(Schema):
    """What a person disputes of his record."""

    subject: UUID
    ground: queries.Dispute
    reference: str = Field(min_length=3, max_length=120)
    reason: str = Field(min_length=10, max_length=1000)


class DecisionIn(Schema):
    """How a challenge ends while the record stays; to erase the record ends it by itself."""

    verdict: Literal["upheld", "corrected"]
    reason: str = Field(min_length=10, max_length=1000)


@router.get("/challenges", response=list[dict[str, Any]], summary="Challenges of your agency's records")
@door(Act.RETRACT, Act.ERASE, Act.OFFER)
def challenges(request: HttpRequest) -> list[dict[str, Any]]:
    """Those that wait first, by their day."""
    return [each.wire() for each in queries.challenges(viewer=viewer_of(request))]


@router.post("/reviews/{report_id}/challenge", response=list[dict[str, Any]], summary="Enter a person's challenge")
@door(Act.ERASE, Act.RELEASE)
def challenge(request: HttpRequest, report_id: UUID, given: ChallengeIn) -> list[dict[str, Any]]:
    """The person gives no hits until another officer decides; who received the record is told."""
    actor = viewer_of(request)
    actions.challenge(actor=actor, report=report_id, **given.model_dump())
    return [each.wire() for each in queries.challenges(viewer=actor, report=report_id)]


@router.post("/challenges/{challenge}", response=dict[str, bool], summary="Decide a person's challenge")
@door(Act.ERASE, Act.RELEASE)
def decide_challenge(request: HttpRequest, challenge: UUID, given: DecisionIn) -> dict[str, bool]:
    """By a data protection officer or coordinator who neither entered it nor wrote the record."""
    verdict = queries.Verdict(given.verdict)
    actions.decide_challenge(actor=viewer_of(request), challenge=challenge, verdict=verdict, reason=given.reason)
    return {"decided": True}


@router.get("/erased", response=list[dict[str, Any]], summary="What your agency erased, and who confirmed")
@door(Act.RETRACT, Act.ERASE, Act.OFFER)
def erased(request: HttpRequest) -> list[dict[str, Any]]:
    """Tombstones: no content, only that there was some."""
    return [each.wire() for each in queries.tombstones(viewer=viewer_of(request))]


@router.get("/erasure-notices", response=list[dict[str, Any]], summary="What owners erased and your agency holds")
@door(Act.RETRACT, Act.ERASE, Act.OFFER)
def purges(request: HttpRequest, waiting: bool = False) -> list[dict[str, Any]]:
    """Signed by the node; to be confirmed."""
    return [each.wire() for each in queries.purges(viewer=viewer_of(request), waiting=waiting)]


@router.post("/erasure-notices/{purge}", response=dict[str, bool], summary="Confirm that it is destroyed")
@door(Act.RETRACT, Act.ERASE, Act.OFFER)
def confirm(request: HttpRequest, purge: UUID) -> dict[str, bool]:
    """For your agency."""
    actions.confirm(actor=viewer_of(request), purge=purge)
    return {"confirmed": True}


@router.get("/review-rules", response=list[dict[str, Any]], summary="After how many years categories are reviewed")
@door(Act.READ)
def rules(request: HttpRequest) -> list[dict[str, Any]]:
    """The rules of your party, and what every party starts from."""
    return [
        {"category": each.category, "years": each.years, "start": each.start, "since": each.since}
        for each in queries.rules_of(viewer=viewer_of(request))
    ]


@router.post("/review-rules", response=dict[str, bool], summary="Rule for your party")
@door(Act.RELEASE)
def rule(request: HttpRequest, given: RuleIn) -> dict[str, bool]:
    """By the party's coordinator; holds for what is reported from now on."""
    actions.set_rule(actor=viewer_of(request), category=given.category, years=given.years, reason=given.reason)
    return {"kept": True}
