"""Screening: proposing a list, the two decisions, results, digests to owners, opting out."""

import base64
from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext, gettext_noop
from ninja import Query, Router, Schema, Status
from ninja.errors import HttpError
from pydantic import Field

from kerege.api.face import Span, door, linked, refuse_without, viewer_of
from kerege.kernel.law import Act
from kerege.rooms.screening import actions, queries

router = Router()
LONGEST_LIST = 20_000_000


class TermsIn(Schema):
    """The terms and the list; purpose and case come in the headers."""

    list_name: str = Field(max_length=200)
    source: str = Field(max_length=300)
    legal_basis: Literal["law", "treaty", "court", "prosecutor"]
    legal_basis_text: str = Field(max_length=2000)
    persons: list[Literal["passengers", "parcels", "vehicles", "licences", "subscribers", "suspects", "others"]] = (
        Field(min_length=1, max_length=7)
    )
    review_day: date
    exclude: list[str] = Field(default_factory=list, max_length=50)
    file_name: str = Field("list.csv", max_length=120)
    content: str = Field(max_length=LONGEST_LIST, description="the file in base64, at most 15 MB")


class DecisionIn(Schema):
    """A data protection officer's word."""

    decision: Literal["approve", "refuse"]
    reason: str = Field(min_length=3, max_length=1000)


class ProposalIn(Schema):
    """Whether a proposal's pairs (all, or those of these hits) are one person, and why."""

    verdict: Literal["same", "not_same"]
    reason: str = Field(min_length=3, max_length=1000)
    pairs: list[UUID] | None = Field(None, max_length=1000, description="hits of the proposal; without it all")


class PairsIn(Schema):
    """Hits of which something was said."""

    pairs: list[UUID] = Field(min_length=1, max_length=1000)


class JudgementsOut(Schema):
    """The judgements that were kept."""

    judgements: list[UUID]


class StageOut(Schema):
    """How far it is."""

    id: UUID
    stage: str


class ListOut(Schema):
    """The screenings of your agency, those that the centre decides, and what is left of the quota."""

    screenings: list[dict[str, Any]]
    for_the_centre: list[dict[str, Any]]
    quota_rows: int
    quota_left: int


class AnswerIn(Schema):
    """What the owner of a digest does; staying silent needs a reason."""

    answer: Literal["reveal", "ask", "stay_silent"]
    reason: str = Field("", max_length=1000)


class ReasonIn(Schema):
    """Why."""

    reason: str = Field(min_length=3, max_length=1000)


class OptedOut(Schema):
    """Whether your agency is opted out."""

    opted_out: bool


def content_of(given: TermsIn) -> bytes:
    """The bytes of the list. Raises HttpError 422."""
    try:
        return base64.b64decode(given.content, validate=True)
    except ValueError as problem:
        raise HttpError(422, gettext_noop("“content” has to be the file in base64.")) from problem


@router.get("/screenings", response=ListOut, summary="The screenings of your agency")
@door(Act.READ)
def screenings(request: HttpRequest, response: HttpResponse, span: Query[Span]) -> ListOut:
    """The newest first; for the centre's data protection officer also those that wait for him."""
    viewer = viewer_of(request)
    quota = queries.quota(viewer=viewer)
    own = linked(request, response, queries.runs(viewer=viewer, **span.model_dump()))
    return ListOut(
        screenings=[each.wire() for each in own],
        for_the_centre=[each.wire() for each in queries.asked_of_centre(viewer=viewer)],
        quota_rows=quota.rows,
        quota_left=quota.left,
    )


@router.post("/screenings", response={201: dict[str, Any]}, summary="Draft a screening")
@door(Act.FIND)
def draft(request: HttpRequest, given: TermsIn) -> Status[dict[str, object]]:
    """The list is kept sealed; nothing is compared, nobody is told. Answers with what to expect."""
    actor = viewer_of(request)
    terms = queries.Terms(
        list_name=given.list_name,
        source=given.source,
        basis=queries.Basis(given.legal_basis),
        basis_text=given.legal_basis_text,
        persons=tuple(queries.Persons(each) for each in given.persons),
        review_day=given.review_day,
        left_out=tuple(given.exclude),
    )
    try:
        run = actions.draft(actor=actor, terms=terms, name=given.file_name, chunks=[content_of(given)])
    except actions.TermsError as problem:
        said = [f"{field}: {gettext(message) % values}" for field, message, values in problem.problems]
        raise HttpError(422, "; ".join(said)) from problem
    return Status(201, queries.run(viewer=actor, run_id=run).wire())


@router.get("/screenings/{uuid:run}", response=dict[str, Any], summary="One screening")
@door(Act.READ)
def show(request: HttpRequest, run: UUID) -> dict[str, object]:
    """All of it to its agency; the terms to the centre's data protection officer."""
    viewer = viewer_of(request)
    try:
        return queries.run(viewer=viewer, run_id=run).wire()
    except queries.NoSuchScreeningError:
        for each in queries.asked_of_centre(viewer=viewer):
            if each.id == run:
                return each.wire()
        raise


@router.post("/screenings/{uuid:run}/ask", response={204: None}, summary="Ask for approval")
@door(Act.FIND)
def ask(request: HttpRequest, run: UUID) -> Status[None]:
    """Within the party's quota of the month."""
    actions.ask(actor=viewer_of(request), run=run)
    return Status(204, None)


@router.post("/screenings/{uuid:run}/withdraw", response={204: None}, summary="Withdraw a screening")
@door(Act.FIND)
def withdraw(request: HttpRequest, run: UUID) -> Status[None]:
    """The list is erased."""
    actions.withdraw(actor=viewer_of(request), run=run)
    return Status(204, None)


@router.post("/screenings/{uuid:run}/decision", response=StageOut, summary="Decide on a screening")
@door(Act.ERASE)
def decide(request: HttpRequest, run: UUID, given: DecisionIn) -> StageOut:
    """As the data protection officer of the asking agency, or of the centre."""
    approve = given.decision == "approve"
    stage = actions.decide(actor=viewer_of(request), run=run, approve=approve, reason=given.reason)
    return StageOut(id=run, stage=stage.value)


@router.get("/screenings/{uuid:run}/proposals", response=dict[str, Any], summary="Who may be one in a screening")
@door(Act.FIND)
def proposals(request: HttpRequest, run: UUID) -> dict[str, object]:
    """From hits whose both sides are open to you; none holds births or documents that contradict each other."""
    found = queries.proposals(viewer=viewer_of(request), run_id=run)
    rows = {str(hit): list(numbers) for hit, numbers in found.rows.items()}
    return {**found.found.wire(get_language() or "ru", gettext), "rows": rows}


@router.post("/screenings/{uuid:run}/proposals/take-back", response={204: None}, summary="Take back what was said")
@door(Act.JUDGE)
def take_back(request: HttpRequest, run: UUID, given: PairsIn) -> Status[None]:
    """Of these pairs; the judgements stay readable, marked."""
    actions.take_back(actor=viewer_of(request), run=run, pairs=given.pairs)
    return Status(204, None)


@router.post(
    "/screenings/{uuid:run}/proposals/{uuid:proposal}", response=JudgementsOut, summary="Accept or refuse a proposal"
)
@door(Act.JUDGE)
def judge_proposal(request: HttpRequest, run: UUID, proposal: UUID, given: ProposalIn) -> JudgementsOut:
    """As one act; a proposal that changed since you read it is refused."""
    made = actions.judge_proposal(
        actor=viewer_of(request),
        run=run,
        proposal=proposal,
        same=given.verdict == "same",
        reason=given.reason,
        pairs=given.pairs,
    )
    return JudgementsOut(judgements=made)


@router.get("/digests", response=list[dict[str, Any]], summary="Screenings that met your silent records")
@door(Act.READ)
def digests(request: HttpRequest, response: HttpResponse, span: Query[Span]) -> list[dict[str, object]]:
    """Which of your records, how many rows, which fields; nothing of the list."""
    found = queries.digests(viewer=viewer_of(request), **span.model_dump())
    return [each.wire() for each in linked(request, response, found)]


@router.post("/digests/{uuid:digest}/answer", response={204: None}, summary="Answer a digest")
@door(Act.JUDGE, Act.RELEASE)
def answer(request: HttpRequest, digest: UUID, given: AnswerIn) -> Status[None]:
    """Let them know whom to call, ask them, or stay silent."""
    if given.answer == "reveal":
        refuse_without(request, Act.RELEASE)
    chosen = queries.Answer(given.answer)
    actions.answer_digest(actor=viewer_of(request), digest=digest, answer=chosen, reason=given.reason)
    return Status(204, None)


@router.get("/screening-opt-out", response=OptedOut, summary="Whether your agency is opted out")
@door(Act.RELEASE)
def opted_out(request: HttpRequest) -> OptedOut:
    """Only of your own agency."""
    return OptedOut(opted_out=queries.opted_out(viewer=viewer_of(request)) is not None)


@router.put("/screening-opt-out", response={204: None}, summary="Opt your agency out")
@door(Act.RELEASE)
def opt_out(request: HttpRequest, given: ReasonIn) -> Status[None]:
    """No screening touches its records from now on."""
    actions.opt_out(actor=viewer_of(request), reason=given.reason)
    return Status(204, None)


@router.delete("/screening-opt-out", response={204: None}, summary="Let screenings run again")
@door(Act.RELEASE)
def opt_in(request: HttpRequest) -> Status[None]:
    """As each record's finding mode allows."""
    actions.opt_in(actor=viewer_of(request))
    return Status(204, None)
