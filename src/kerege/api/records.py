"""Reports: kinds, sending, lists, one report, corrections, offers, releases."""

import types
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field as SchemaField
from pydantic import create_model

from kerege.api.face import MarkingOut, door, viewer_of
from kerege.foundation import chance
from kerege.kernel.law import Act, Part, Purpose
from kerege.rooms.access import queries as access
from kerege.rooms.records import actions, queries
from kerege.rooms.substances import queries as substances

router = Router()
TERMS: dict[str, Any] = {
    "grading_scheme": (str, SchemaField("", description="admiralty, europol or uk")),
    "grading_source": (str, SchemaField("", max_length=4)),
    "grading_information": (str, SchemaField("", max_length=4)),
    "handling": (list[str], SchemaField(default_factory=list, max_length=4, description="H0, H1, H2, H3")),
    "conditions": (list[str], SchemaField(default_factory=list, max_length=8)),
    "restriction": (str, SchemaField("", max_length=2000, description="the words of H3")),
    "level": (str, SchemaField("", description="open or official_use")),
    "not_to_parties": (list[str], SchemaField(default_factory=list, max_length=50)),
    "finding_mode": (str, SchemaField("", description="hit, silent or none; only tightens")),
    "mode_reason": (str, SchemaField("", max_length=500)),
    "language": (str, SchemaField("", max_length=8)),
}


def field_schema(field: queries.Field) -> tuple[Any, Any]:
    """A declared field as a schema field: texts, as a form would send them; numbers are taken too."""
    words = [choice.code for choice in field.choices]
    note = field.label + (f" ({field.hint})" if field.hint else "") + (f": {', '.join(words)}" if words else "")
    return (str | int | float | None, SchemaField(None, description=note))


def group_schema(kind: str, group: queries.Group) -> Any:
    """A declared group as a schema."""
    shape: dict[str, Any] = {field.name: field_schema(field) for field in group.fields}
    for inner in group.groups:
        shape[inner.name] = rows_schema(kind, inner)
    return create_model(f"{kind}_{group.name}", __base__=Schema, **shape)


def rows_schema(kind: str, group: queries.Group) -> tuple[Any, Any]:
    """A repeatable group as a schema field: a list of its rows."""
    row = group_schema(kind, group)
    return (types.GenericAlias(list, (row,)), SchemaField(default_factory=list, max_length=group.most))


def kind_schema(kind: queries.Kind) -> Any:
    """A declared kind as the schema of what is sent."""
    shape: dict[str, Any] = {field.name: field_schema(field) for field in kind.fields}
    for group in kind.groups:
        shape[group.name] = rows_schema(kind.code, group)
    return create_model(f"{kind.code}_in", __base__=Schema, **shape, **TERMS)


class SavedOut(Schema):
    """What was saved."""

    report: UUID
    number: str
    version_number: int
    facts_state: str
    nominal_state: str


class ReportPage(Schema):
    """One page of a list."""

    rows: list[dict[str, Any]]
    next_cursor: str
    count: int
    count_is_capped: bool
    looked_back_to: date | None
    marking: MarkingOut


class Wanted(Schema):
    """What a list is narrowed to."""

    kind: str = SchemaField("", max_length=40)
    country: str = SchemaField("", max_length=2)
    substance: str = SchemaField("", max_length=80)
    since: date | None = None
    until: date | None = None
    own: bool = False
    text: str = SchemaField("", max_length=200)
    cursor: str = SchemaField("", max_length=200)


class Release(Schema):
    """A release of one part."""

    part: Part
    to: str = SchemaField(description="code of a party, an agency, a desk or a named group")
    purposes: list[Purpose] = SchemaField(min_length=1)
    last_day: date | None = None
    reason: str = SchemaField("", max_length=500)
    answered: bool = SchemaField(False, description="the officer has read the restriction in words (H3) and answers")
    assurance: str = SchemaField("", max_length=300, description="reference of a written assurance for this case")


class WaitingRelease(Schema):
    """A release that opens nothing before a second approver has agreed."""

    release: UUID
    report: UUID
    part: str
    audience: UUID
    assurance: str
    purposes: list[str]
    last_day: date | None
    made_at: str


class Refusal(Schema):
    """Why the second approver does not agree."""

    reason: str = SchemaField(min_length=1, max_length=500)


class Reason(Schema):
    """A reason, and the version it is about."""

    version: int = SchemaField(ge=1, le=1_000_000)
    reason: str = SchemaField(min_length=1, max_length=500)


def reader() -> queries.Reader:
    """What reading a claim needs."""
    return queries.Reader(substance=lambda text: substances.resolve(text).code, day=chance.today())


def read(kind: str, body: Schema) -> queries.Claim:
    """The claim of a body; raises ClaimRefusedError with every fault."""
    return queries.read_claim({"kind": kind, **body.dict()}, reader())


def add_kind(kind: queries.Kind) -> None:
    """The two routes of one kind: report and correct."""
    shape = kind_schema(kind)

    def report_it(request: HttpRequest, body: shape, send: bool = True) -> Status[actions.Saved]:  # type: ignore[valid-type]
        made = actions.report(actor=viewer_of(request), claim=read(kind.code, body), send=send)
        return Status(201, made)

    def change(
        request: HttpRequest,
        report_id: UUID,
        body: shape,  # type: ignore[valid-type]  # made from the declaration
        version: int,
        reason: str,
    ) -> actions.Saved:
        return actions.correct(
            actor=viewer_of(request),
            report_id=report_id,
            claim=read(kind.code, body),
            expected=version,
            reason=reason,
        )

    router.post(
        f"/reports/{kind.code}",
        response={201: SavedOut},
        summary=f"Report: {kind.label}",
        operation_id=f"report_{kind.code}",
    )(door(Act.REPORT)(report_it))
    router.put(
        f"/reports/{kind.code}/{{uuid:report_id}}",
        response=SavedOut,
        summary=f"Correct: {kind.label}",
        operation_id=f"correct_{kind.code}",
    )(door(Act.CORRECT)(change))


for each in queries.KINDS.values():
    add_kind(each)


@router.get("/reports", response=ReportPage, summary="The newest reports you may see")
@door(Act.READ)
def reports(request: HttpRequest, wanted: Query[Wanted]) -> dict[str, Any]:
    """A page of fifty; `cursor` of the last answer gives the next page; the count is capped at 10,000.

    A substance or words are looked for among the newest 10,000 behind the cursor, and counted there, or capped among
    those that filled the page; `looked_back_to` is the day of the oldest of them where they filled none, null once
    nothing older is left.
    """
    filters = queries.Filters(**wanted.dict(exclude={"cursor"}))
    page = queries.latest(viewer=viewer_of(request), filters=filters, cursor=wanted.cursor)
    return {
        "rows": [asdict(row) for row in page.rows],
        "next_cursor": page.next_cursor,
        "count": page.count,
        "count_is_capped": page.count_is_capped,
        "looked_back_to": page.looked_back_to,
        "marking": page.marking.wire(),
    }


@router.get("/reports/{uuid:report_id}", response=dict[str, Any], summary="One report")
@door(Act.READ)
def report(request: HttpRequest, report_id: UUID) -> dict[str, Any]:
    """The facts, and the nominal part where it is released to you."""
    return asdict(queries.report(viewer=viewer_of(request), report_id=report_id))


@router.post("/reports/{uuid:report_id}/retraction", response=SavedOut, summary="Retract a report")
@door(Act.RETRACT)
def retract(request: HttpRequest, report_id: UUID, body: Reason) -> actions.Saved:
    """A last version that says so; nothing is overwritten."""
    return actions.retract(actor=viewer_of(request), report_id=report_id, expected=body.version, reason=body.reason)


@router.post("/reports/{uuid:report_id}/offer/{part}", response={204: None}, summary="Offer a part")
@door(Act.OFFER)
def offer(request: HttpRequest, report_id: UUID, part: Part) -> Status[None]:
    """Pass a part through the national gate."""
    actions.offer(actor=viewer_of(request), report_id=report_id, part=part)
    return Status(204, None)


@router.post("/reports/{uuid:report_id}/releases", response={201: dict[str, str]}, summary="Release a part")
@door(Act.RELEASE)
def release(request: HttpRequest, report_id: UUID, body: Release) -> Status[dict[str, str]]:
    """The law is asked for the recipient; a refusal names the rule."""
    audience, kind = access.audience(body.to)
    made = actions.release(
        actor=viewer_of(request),
        report_id=report_id,
        part=body.part,
        audience=audience,
        audience_kind=kind,
        purposes=body.purposes,
        last_day=body.last_day,
        reason=body.reason,
        answered=body.answered,
        assurance=body.assurance.strip(),
    )
    return Status(201, {"release": str(made)})


@router.get("/releases/waiting", response=list[WaitingRelease], summary="Releases that wait for a second approver")
@door(Act.RELEASE)
def waiting(request: HttpRequest) -> list[dict[str, Any]]:
    """Of your agency, the oldest first."""
    return [
        {
            "release": each.id,
            "report": each.report,
            "part": each.part.value,
            "audience": each.audience,
            "assurance": each.assurance,
            "purposes": list(each.purposes),
            "last_day": each.last_day,
            "made_at": each.made_at.isoformat(),
        }
        for each in access.waiting_releases(viewer=viewer_of(request))
    ]


@router.post("/releases/{uuid:release_id}/approval", response={204: None}, summary="Agree as second approver")
@door(Act.RELEASE)
def approve(request: HttpRequest, release_id: UUID) -> Status[None]:
    """From now on the release holds; who made it cannot agree to it."""
    actions.approve_release(actor=viewer_of(request), release_id=release_id)
    return Status(204, None)


@router.post("/releases/{uuid:release_id}/refusal", response={204: None}, summary="Refuse as second approver")
@door(Act.RELEASE)
def refuse(request: HttpRequest, release_id: UUID, body: Refusal) -> Status[None]:
    """The release ends; it has opened nothing."""
    actions.refuse_release(actor=viewer_of(request), release_id=release_id, reason=body.reason)
    return Status(204, None)


@router.delete("/releases/{uuid:release_id}", response={204: None}, summary="Withdraw a release")
@door(Act.RELEASE)
def withdraw(request: HttpRequest, release_id: UUID) -> Status[None]:
    """At once, for every read that is answered after this."""
    actions.withdraw_release(actor=viewer_of(request), release_id=release_id)
    return Status(204, None)
