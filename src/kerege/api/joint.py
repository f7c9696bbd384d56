"""Joint operations: the list, founding, one work file, its records, the draft of a sheet, any act."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Router, Schema, Status
from ninja.errors import HttpError
from pydantic import Field

from kerege.api.face import door, viewer_of
from kerege.kernel.law import Act
from kerege.kernel.saying import SaidError
from kerege.rooms.operations import actions, queries

router = Router()


class OperationIn(Schema):
    """A new operation."""

    title: str = Field(max_length=200)
    template: str = Field("", max_length=20)


class OperationOut(Schema):
    """The id of the operation."""

    id: UUID


class EntryIn(Schema):
    """An entry of a work file or an act about members (invite, accept, decline, leave, name, open …) or sheets."""

    kind: str = Field(max_length=20)
    given: dict[str, str] = Field(default_factory=dict)
    words: str = Field("", max_length=4000)


class ReleaseToIn(Schema):
    """A release of one's own record: `report` (number or id), `part`, `until`, `conditions` …; or `widen`."""

    given: dict[str, str] = Field(default_factory=dict)
    words: str = Field("", max_length=300)
    widen: bool = False


@router.get("/operations", response=list[dict[str, Any]], summary="Your joint operations and invitations")
@door(Act.READ)
def operations(request: HttpRequest) -> list[dict[str, Any]]:
    """One that you are only invited to has no phase."""
    return [queries.operation_line_wire(each) for each in queries.operations(viewer=viewer_of(request))]


@router.post("/operations", response={201: OperationOut}, summary="Found an operation")
@door(Act.REPORT, Act.RELEASE)
def found(request: HttpRequest, given: OperationIn) -> Status[OperationOut]:
    """Your agency alone sees it until others accept."""
    try:
        made = actions.joint.found(actor=viewer_of(request), title=given.title, template=given.template)
    except SaidError as problem:
        raise HttpError(422, queries.refusal_text(problem)) from problem
    return Status(201, OperationOut(id=made))


@router.get("/operations/{uuid:operation}", response=dict[str, Any], summary="One work file")
@door(Act.READ)
def operation(request: HttpRequest, operation: UUID) -> dict[str, Any]:
    """Members, contacts, tasks, calendar, entries, lines, result sheets with differences, totals."""
    return queries.operation_wire(queries.operation(viewer=viewer_of(request), operation_id=operation))


@router.post("/operations/{uuid:operation}/entries", response={204: None}, summary="Enter into a work file")
@door(Act.REPORT, Act.RELEASE)
def enter(request: HttpRequest, operation: UUID, given: EntryIn) -> Status[None]:
    """What each kind states is said where it lacks. Records are released by an address of their own."""
    if given.kind in {"release", "widen"}:
        raise HttpError(422, gettext("a record is released by POST to /records of the operation"))
    try:
        actions.joint.do(
            actor=viewer_of(request), operation=operation, kind=given.kind, given=given.given, words=given.words
        )
    except SaidError as problem:
        raise HttpError(422, queries.refusal_text(problem)) from problem
    return Status(204, None)


@router.get("/operations/{uuid:operation}/officers", response=dict[str, Any], summary="Its named officers")
@door(Act.READ)
def officers(request: HttpRequest, operation: UUID) -> dict[str, Any]:
    """To those who take part, and to those who name officers of their agency for it."""
    return queries.officers_wire(queries.officers(viewer=viewer_of(request), operation_id=operation))


@router.get("/operations/{uuid:operation}/records", response=list[dict[str, Any]], summary="Records released to it")
@door(Act.READ)
def records(request: HttpRequest, operation: UUID) -> list[dict[str, Any]]:
    """Those that you may read now."""
    found = queries.shared_records(viewer=viewer_of(request), operation_id=operation)
    return [queries.record_wire(each) for each in found]


@router.post("/operations/{uuid:operation}/records", response={204: None}, summary="Release a record to it")
@door(Act.RELEASE)
def release(request: HttpRequest, operation: UUID, given: ReleaseToIn) -> Status[None]:
    """To all who take part now; the law is asked for each of their parties."""
    actor, kind = viewer_of(request), "widen" if given.widen else "release"
    try:
        actions.joint.do(actor=actor, operation=operation, kind=kind, given=given.given, words=given.words)
    except SaidError as problem:
        raise HttpError(422, queries.refusal_text(problem)) from problem
    return Status(204, None)


@router.get("/operations/{uuid:operation}/sheet", response=dict[str, Any], summary="What your sheet would say now")
@door(Act.READ)
def sheet(request: HttpRequest, operation: UUID) -> dict[str, Any]:
    """The lines drafted from your agency's records, and the records left out with the reason."""
    try:
        return actions.joint.sheet_preview(actor=viewer_of(request), operation=operation).wire()
    except SaidError as problem:
        raise HttpError(422, queries.refusal_text(problem)) from problem
