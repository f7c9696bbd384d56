"""Bulletins: the weekly summary as a document or PDF, editions, composing, releasing, withdrawing."""

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status
from ninja.errors import HttpError
from pydantic import Field as SchemaField

from kerege.api.face import MarkingOut, door, viewer_of
from kerege.foundation.saying import said
from kerege.kernel.law import Act
from kerege.rooms.bulletins import actions, queries
from kerege.rooms.statistics.queries import Period, PeriodError, read_week

router = Router()
Language = Literal["ru", "en"]
PDF = "application/pdf"


class RecipeIn(Schema):
    """What a composer decides."""

    without: list[str] = SchemaField(default_factory=list, max_length=500, description="references left out")
    agreed: dict[str, str] = SchemaField(default_factory=dict, description="party code: reference of its consent")
    foreword: str = SchemaField("", max_length=3000)


class ComposeIn(RecipeIn):
    """A draft of a week."""

    week: str = SchemaField(description="by ISO 8601, for example 2026-W12")


class EditionOut(Schema):
    """One edition."""

    id: UUID
    desk: str
    week: str
    number: int
    state: str
    content_hash: str


class SummaryOut(Schema):
    """The composed week laid out in a language, and what stands apart."""

    week: str
    level: str
    handling: list[str]
    marking: MarkingOut
    questions: list[dict[str, str]]
    document: dict[str, Any]


def week_of(text: str) -> Period:
    """A week, or 422."""
    try:
        return read_week(text)
    except PeriodError as problem:
        raise HttpError(422, said(problem)) from problem


def recipe_of(given: RecipeIn) -> queries.Recipe:
    """The recipe that was sent."""
    agreed = sorted((party.upper()[:16], words[:200]) for party, words in given.agreed.items() if words.strip())
    return queries.Recipe(
        without=frozenset(text.strip().upper()[:90] for text in given.without),
        agreed=tuple(agreed),
        foreword=given.foreword,
    )


def entry_out(entry: queries.EditionEntry) -> dict[str, Any]:
    """An edition as it is sent."""
    return {
        "id": entry.id,
        "desk": entry.desk,
        "week": entry.week.code,
        "number": entry.number,
        "state": entry.state,
        "content_hash": entry.content_hash,
    }


@router.get("/bulletins/weekly/{week}", response=SummaryOut, summary="The weekly summary as it stands now")
@door(Act.READ)
def weekly(request: HttpRequest, week: str, language: Language = "ru") -> dict[str, Any]:
    """Composed over what this token's officer may see."""
    composed = queries.weekly(viewer=viewer_of(request), week=week_of(week))
    return {
        "week": composed.week.code,
        "level": composed.marking.level.name.lower(),
        "handling": sorted(code.value for code in composed.marking.handling),
        "marking": composed.marking.wire(),
        "questions": [
            {"reference": each.number, "party": each.party_code, "doubt": each.doubt.value}
            for each in composed.questions
        ],
        "document": queries.document(composed, language),
    }


@router.get("/bulletins/weekly/{week}/pdf", summary="The weekly summary as PDF")
@door(Act.READ)
def weekly_pdf(request: HttpRequest, week: str, language: Language = "ru") -> HttpResponse:
    """Composed over what this token's officer may see; taken along, so it asks for a fresh sign-in."""
    viewer = viewer_of(request)
    composed = queries.weekly(viewer=viewer, week=week_of(week))
    document = queries.document(composed, language)
    made = queries.weekly_file(viewer=viewer, composed=composed, document=document, form="pdf")
    return HttpResponse(made, content_type=PDF)


@router.get("/bulletins", response=list[EditionOut], summary="Editions")
@door(Act.READ)
def editions(request: HttpRequest) -> list[dict[str, Any]]:
    """Editions this officer may see, the newest week first."""
    return [entry_out(each) for each in queries.editions(viewer=viewer_of(request))]


@router.post("/bulletins", response={201: dict[str, UUID]}, summary="Keep a draft of a week")
@door(Act.ONWARD)
def compose(request: HttpRequest, given: ComposeIn) -> Status[dict[str, UUID]]:
    """A draft keeps the recipe; it is composed anew for whoever looks."""
    made = actions.compose(actor=viewer_of(request), week=week_of(given.week), recipe=recipe_of(given))
    return Status(201, {"edition": made})


@router.get("/bulletins/{uuid:edition}", response=dict[str, Any], summary="One edition with its document")
@door(Act.READ)
def show(request: HttpRequest, edition: UUID, language: Language = "ru") -> dict[str, Any]:
    """A released edition as it was frozen, a draft composed anew with the mark of what a release would freeze."""
    opened = queries.edition(viewer=viewer_of(request), edition_id=edition, language=language, to_release=True)
    shown = {"marking": opened.marking.wire(), "document": opened.document, "mark": opened.mark}
    return entry_out(opened.entry) | shown


@router.get("/bulletins/{uuid:edition}/pdf", summary="One edition as PDF")
@door(Act.READ)
def show_pdf(request: HttpRequest, edition: UUID, language: Language = "ru") -> HttpResponse:
    """A released edition gives the same bytes each time; taken along, so it asks for a fresh sign-in."""
    viewer = viewer_of(request)
    opened = queries.edition(viewer=viewer, edition_id=edition, language=language)
    return HttpResponse(queries.edition_file(viewer=viewer, opened=opened, form="pdf"), content_type=PDF)


@router.post("/bulletins/{uuid:edition}/release", response=dict[str, bool], summary="Release a draft")
@door(Act.ONWARD)
def release(request: HttpRequest, edition: UUID, shown: str | None = None) -> dict[str, bool]:
    """Freeze it in both languages, sign it, open it to all to whom its sources are open.

    `shown` is the mark of the draft that was looked at: where something else would be frozen now, nothing is.
    """
    actions.release(actor=viewer_of(request), edition_id=edition, shown=shown)
    return {"released": True}


@router.post("/bulletins/{uuid:edition}/withdraw", response=dict[str, bool], summary="Withdraw a released edition")
@door(Act.ONWARD)
def withdraw(request: HttpRequest, edition: UUID) -> dict[str, bool]:
    """From now on only the desk's agency reads it."""
    actions.withdraw(actor=viewer_of(request), edition_id=edition)
    return {"withdrawn": True}
