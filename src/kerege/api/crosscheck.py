"""Cross-checks: asking, the hits of both sides, judgements, answers to silent matches, profiles."""

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext
from ninja import Query, Router, Schema, Status
from ninja.errors import HttpError
from pydantic import Field

from kerege.api.face import MarkingOut, Span, door, linked, refuse_without, viewer_of
from kerege.foundation.saying import said
from kerege.kernel.law import Act
from kerege.rooms.crosscheck import actions, queries

router = Router()
NO_IDENTIFIERS = {"name", "birth", "sex", "country", "place", "address"}


class IdentifierIn(Schema):
    """One identifier with its kind."""

    kind: str = Field(
        max_length=20,
        description=", ".join(code for code in queries.FIELDS if code not in NO_IDENTIFIERS),
    )
    value: str = Field(min_length=1, max_length=300)


class CheckIn(Schema):
    """A question: a pasted text, or its fields; `exclude` are parties or desks that must not learn of it."""

    text: str = Field("", max_length=20_000)
    names: list[str] = Field(default_factory=list, max_length=20)
    identifiers: list[IdentifierIn] = Field(default_factory=list, max_length=20)
    birth: str = Field("", max_length=40, description="2012, 2012-05, 2012-05-03, about 1987")
    country: str = Field("", max_length=2, description="ISO 3166-1 alpha-2")
    sex: Literal["", "m", "f"] = ""
    places: list[str] = Field(default_factory=list, max_length=8, description="where the person lives, as written")
    exclude: list[str] = Field(default_factory=list, max_length=50)


class CompareIn(Schema):
    """Two pasted texts, each a name, a person or a number."""

    one: str = Field(min_length=1, max_length=2_000)
    other: str = Field(min_length=1, max_length=2_000)


class FieldOut(Schema):
    """One field of both side by side."""

    field: str
    one: list[str]
    other: list[str]
    says: Literal["agrees", "nearly", "differs", "unknown", "crossed"]


class PartOut(Schema):
    """Two parts of names side by side; `agreement` from 0 to 1."""

    one: str
    other: str
    agreement: float
    verdict: str


class ChangeOut(Schema):
    """What would change it, and to which probability."""

    what: str
    probability: float


class CompareOut(Schema):
    """Whether two are the same, explained."""

    probability: float
    grade: Literal["strong", "possible"] | None
    counted_on: str
    fields: list[FieldOut]
    parts: list[PartOut]
    reasons: list[str]
    would_change: list[ChangeOut]
    sentence: str


class ListIn(Schema):
    """Many questions, one a line."""

    lines: list[str] = Field(min_length=1, max_length=1000)
    exclude: list[str] = Field(default_factory=list, max_length=50)


class ToldIn(Schema):
    """Who is left out: codes of parties and desks, with commas between."""

    exclude: str = Field("", max_length=300)


class ToldOut(Schema):
    """Who is told if a record of theirs matches, by codes."""

    parties: list[str]
    left_out_parties: list[str]
    left_out_desks: list[str]


class FindingOut(Schema):
    """One finding: `open` with content, reasons and score; `hit` with the fields that agree and whom to call."""

    id: UUID
    finding: Literal["open", "hit"]
    grade: Literal["strong", "possible"]
    fields: list[str]
    reasons: list[str]
    score: float | None
    call: dict[str, str] | str
    record: dict[str, Any] | None
    marking: MarkingOut | None


class MetOut(Schema):
    """A look-out in force in your state that the question meets: what to do, until when, whom to call."""

    number: str
    text: str
    translation: str | None
    action: Literal["observe", "call", "stop"]
    what_to_do: str
    last_day: str | None
    call: dict[str, str] | str
    grade: Literal["strong", "possible"]
    fields: list[str]


class CheckOut(Schema):
    """The answer to one question.

    `capped`: more may agree than were compared. `renewing`: the index of names is being renewed, ask again later.
    """

    check: UUID
    asked: dict[str, Any]
    made_at: str
    hits: list[FindingOut]
    look_outs: list[MetOut]
    capped: bool
    renewing: bool
    sentence: str


class HitOut(Schema):
    """One line of the inbox."""

    id: UUID
    side: Literal["asker", "owner"]
    finding: Literal["open", "hit", "silent"]
    grade: Literal["strong", "possible"]
    fields: list[str]
    purpose: str
    made_at: str
    last_at: str
    times: int
    near: int
    due_at: str | None
    answer: str | None
    call: dict[str, str] | str
    mine: dict[str, Any] | None
    theirs: dict[str, Any] | None
    verdict: str | None
    marking: MarkingOut


class HitDetailOut(HitOut):
    """One hit in full, as far as it may be shown."""

    reasons: list[str]
    score: float | None
    comparison: CompareOut | None
    judgements: list[dict[str, Any]]


class HitsIn(Span):
    """Which hits."""

    waiting: bool = False
    side: Literal["", "asker", "owner"] = ""
    report: UUID | None = None


class JudgementIn(Schema):
    """Whether the two are the same, and why."""

    verdict: Literal["same", "not_same", "undecided"]
    reason: str = Field(min_length=3, max_length=1000)


class JudgementsOut(Schema):
    """The judgement that was kept of the line: one, however many records stand behind it."""

    judgements: list[UUID]


class AnswerIn(Schema):
    """What the owner of a silent match does; staying silent needs a reason."""

    answer: Literal["reveal", "ask", "stay_silent"]
    reason: str = Field("", max_length=1000)


class ProfileOut(Schema):
    """What this viewer may see of one subject."""

    entries: list[dict[str, Any]]
    judgements: list[dict[str, Any]]
    marking: MarkingOut


def language() -> str:
    """The language of the call."""
    return get_language() or "en"


def question_of(given: CheckIn) -> queries.Question:
    """The question of a call. Raises HttpError 422 saying what cannot be read."""
    try:
        if given.text:
            return queries.read_question(given.text, country=given.country, sex=given.sex, places=given.places)
        pairs = [(each.kind, each.value) for each in given.identifiers]
        return queries.question(
            names=given.names,
            identifiers=pairs,
            birth=given.birth,
            country=given.country,
            sex=given.sex,
            places=given.places,
        )
    except ValueError as problem:
        raise HttpError(422, said(problem)) from problem


@router.get("/checks/told", response=ToldOut, summary="Who will be told of a check")
@door(Act.FIND)
def told(request: HttpRequest, given: Query[ToldIn]) -> ToldOut:
    """Before sending: the parties whose desks are told if a record of theirs matches."""
    codes = [code for code in given.exclude.split(",") if code.strip()]
    found = queries.who_will_be_told(viewer=viewer_of(request), exclude=codes)
    return ToldOut(
        parties=[each.code for each in found.parties],
        left_out_parties=[each.code for each in found.left_out_parties],
        left_out_desks=list(found.left_out_desks),
    )


@router.post("/checks", response=CheckOut, summary="Ask whether something is known")
@door(Act.FIND)
def check(request: HttpRequest, given: CheckIn) -> dict[str, object]:
    """One question; the check, its leaf and both sides' hits are kept before the answer leaves."""
    found = actions.check(actor=viewer_of(request), question=question_of(given), exclude=given.exclude)
    return found.wire(language(), gettext)


@router.post("/checks/list", response=list[CheckOut], summary="Ask many questions at once")
@door(Act.FIND)
def check_list(request: HttpRequest, given: ListIn) -> list[dict[str, object]]:
    """One answer for each line that asks something, in order."""
    asked = queries.read_lines("\n".join(line.replace("\n", " ") for line in given.lines))
    found = actions.check_list(actor=viewer_of(request), questions=asked, exclude=given.exclude)
    return [each.wire(language(), gettext) for each in found]


@router.post("/comparisons", response=CompareOut, summary="Compare two with each other")
@door(Act.FIND)
def compare(request: HttpRequest, given: CompareIn) -> dict[str, object]:
    """No record is searched, nothing is kept and nobody is told."""
    for text in (given.one, given.other):
        if queries.read_question(text).is_empty:
            raise HttpError(422, gettext("Nothing here can be compared: give a name of two letters or a whole number."))
    return queries.compared(given.one, given.other).wire(language(), gettext)


@router.get("/hits", response=list[HitOut], summary="The hits of your agency")
@door(Act.FIND)
def hits(request: HttpRequest, response: HttpResponse, given: Query[HitsIn]) -> list[dict[str, object]]:
    """Both sides: unanswered silent ones by their clock, then the newest."""
    found = queries.inbox(viewer=viewer_of(request), **given.model_dump())
    return [each.wire(language(), gettext) for each in linked(request, response, found)]


@router.get("/hits/{uuid:hit_id}", response=HitDetailOut, summary="One hit")
@door(Act.FIND)
def hit(request: HttpRequest, hit_id: UUID) -> dict[str, object]:
    """One hit with its reasons and your agency's judgements."""
    found = queries.hit(viewer=viewer_of(request), hit_id=hit_id)
    return found.hit.wire(language(), gettext) | {
        "reasons": [queries.reason_line(each, language(), gettext) for each in found.reasons],
        "score": found.score,
        "comparison": found.explained.wire(language(), gettext) if found.explained else None,
        "judgements": [each.wire() for each in found.judgements],
    }


@router.post("/hits/{uuid:hit_id}/judgements", response={201: JudgementsOut}, summary="Judge a hit")
@door(Act.JUDGE)
def judge(request: HttpRequest, hit_id: UUID, given: JudgementIn) -> Status[JudgementsOut]:
    """Same, not the same, or undecided; with a reason."""
    verdict = queries.Verdict(given.verdict)
    made = actions.judge(actor=viewer_of(request), hit_id=hit_id, verdict=verdict, reason=given.reason)
    return Status(201, JudgementsOut(judgements=[made]))


@router.delete("/judgements/{uuid:judgement}", response={204: None}, summary="Take a judgement back")
@door(Act.JUDGE)
def withdraw(request: HttpRequest, judgement: UUID) -> Status[None]:
    """The judgement stays readable, marked as taken back."""
    actions.withdraw_judgement(actor=viewer_of(request), judgement=judgement)
    return Status(204, None)


@router.post("/hits/{uuid:hit_id}/answer", response={204: None}, summary="Answer a silent match")
@door(Act.JUDGE)
def answer(request: HttpRequest, hit_id: UUID, given: AnswerIn) -> Status[None]:
    """Let the other side know, ask it, or stay silent."""
    if given.answer == "reveal":
        refuse_without(request, Act.RELEASE)
    chosen = queries.Answer(given.answer)
    actions.answer_silent(actor=viewer_of(request), hit_id=hit_id, answer=chosen, reason=given.reason)
    return Status(204, None)


@router.get("/profiles/{uuid:subject}", response=ProfileOut, summary="What you may see of one subject")
@door(Act.FIND)
def profile(request: HttpRequest, subject: UUID) -> ProfileOut:
    """Records joined by your agency's judgements; nothing is merged."""
    found = queries.profile(viewer=viewer_of(request), subject=subject)
    return ProfileOut(
        entries=[each.wire() for each in found.entries],
        judgements=[each.wire() for each in found.judgements],
        marking=MarkingOut.of(found.marking),
    )
