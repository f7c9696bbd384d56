"""Parties, agencies and desks."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from kerege.api.face import door, viewer_of
from kerege.kernel.law import Act
from kerege.rooms.directory import queries

router = Router()


class PartyOut(Schema):
    """A party."""

    id: UUID
    code: str
    party_class: str
    name_en: str
    name_ru: str


class DeskOut(Schema):
    """A desk with its agency and party."""

    id: UUID
    code: str
    kind: str
    name_en: str
    name_ru: str
    telephone: str
    agency: UUID
    party_code: str


class MeOut(Schema):
    """As whom a token acts."""

    officer_number: str
    desk: str
    party: str
    role: str
    purpose: str


@router.get("/me", response=MeOut, summary="As whom this token acts")
def me(request: HttpRequest) -> MeOut:
    """Officer number, desk, party, role and the purpose of this call."""
    viewer = viewer_of(request)
    return MeOut(
        officer_number=viewer.officer_number,
        desk=viewer.desk_code,
        party=viewer.party_code,
        role=viewer.role.value,
        purpose=viewer.purpose.value,
    )


@router.get("/parties", response=list[PartyOut], summary="All parties")
@door(Act.READ)
def parties(request: HttpRequest) -> list[queries.PartyEntry]:
    """States and organisations that take part."""
    return queries.parties()


@router.get("/desks", response=list[DeskOut], summary="All desks")
@door(Act.READ)
def desks(request: HttpRequest) -> list[queries.DeskEntry]:
    """Desks with their agencies, and whom to call."""
    return queries.desks()
