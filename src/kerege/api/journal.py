"""The journal: signed heads, that it only grew, cosignatures; who touched the records of your agency, with proof."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from kerege.api.face import Span, door, linked, viewer_of
from kerege.kernel.law import Act
from kerege.rooms.journal import actions, queries
from kerege.rooms.journal.actions import LeafKind

router = Router()


class HeadOut(Schema):
    """A signed head and who cosigned it."""

    size: int
    at: datetime
    root: str
    note: str
    cosigned_by: list[str]


class CosignatureIn(Schema):
    """A witness's line under the head of a size, and his public key in hexadecimal digits."""

    size: int = Field(ge=0, le=2**53)
    public: str = Field(pattern="^[0-9a-f]{64}$")
    line: str = Field(max_length=300)


class Narrowed(Schema):
    """Which readings; what is left out narrows nothing."""

    record: UUID | None = None
    desk: UUID | None = None
    kind: str = Field("", max_length=12)
    since: date | None = None
    until: date | None = None

    def wanted(self) -> queries.Wanted:
        """The same for the room."""
        return queries.Wanted(record=self.record, by_desk=self.desk, kind=self.kind, since=self.since, until=self.until)


Asked = Annotated[Narrowed, Query()]


@router.get("/journal/heads", response=list[HeadOut], summary="The signed heads of this node's journal")
@door(Act.READ, every_role=True)
def heads(request: HttpRequest) -> list[HeadOut]:
    """The newest hundred: number of leaves, root, the note with its signature."""
    found = queries.heads(viewer=viewer_of(request))
    return [
        HeadOut(
            size=each.size,
            at=each.at,
            root=each.root.hex(),
            note=each.note,
            cosigned_by=[c.name for c in each.cosigners],
        )
        for each in found
    ]


@router.get("/journal/consistency", response=dict[str, Any], summary="Proof that the journal only grew")
@door(Act.READ, every_role=True)
def consistency(request: HttpRequest, former: int, size: int) -> dict[str, Any]:
    """Between two numbers of leaves (RFC 9162, 2.1.4)."""
    return queries.consistency(viewer=viewer_of(request), former=former, size=size)


@router.post("/journal/cosignatures", response=dict[str, bool], summary="Cosign a head as a witness")
@door(Act.ACCOUNT_FOR)
def cosign(request: HttpRequest, given: CosignatureIn) -> dict[str, bool]:
    """The line is checked with the key and kept under your party."""
    public = b"Ed25519:" + bytes.fromhex(given.public)
    actions.keep_cosignature(actor=viewer_of(request), size=given.size, public=public, line=given.line)
    return {"kept": True}


@router.get("/journal/readings", response=list[dict[str, Any]], summary="Who touched the records of your agency")
@door(Act.ACCOUNT_FOR)
def readings(request: HttpRequest, response: HttpResponse, asked: Asked, span: Query[Span]) -> list[dict[str, Any]]:
    """Newest first: desk, party, purpose class and a stable officer number; the heads say how to go on."""
    viewer = viewer_of(request)
    actions.write_leaf(LeafKind.CONSULT, "api.journal.readings", asked.model_dump(mode="json"))
    found = queries.readings(viewer=viewer, wanted=asked.wanted(), **span.model_dump())
    return [
        {
            "at": each.at, "record": each.record, "kind": each.kind, "by_desk": each.by_desk,
            "by_party": each.by_party, "officer_number": each.officer_number, "purpose": each.purpose,
        }
        for each in linked(request, response, found)
    ]  # fmt: skip


@router.get("/journal/receipt", response=dict[str, Any], summary="The same as a signed receipt with proofs")
@door(Act.ACCOUNT_FOR)
def receipt(request: HttpRequest, asked: Asked, offset: int = 0) -> dict[str, Any]:
    """Checked by journal_check.py without this program; `next` is the offset to go on with, where it was cut."""
    actions.write_leaf(LeafKind.DISCLOSE, "api.journal.receipt", asked.model_dump(mode="json"))
    return queries.receipt(viewer=viewer_of(request), wanted=asked.wanted(), offset=min(max(0, offset), 1_000_000))
