"""Parties, agencies and desks; changes of the directory."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Router, Schema
from pydantic import Field

from kerege.api.face import door, viewer_of
from kerege.kernel.law import Act
from kerege.rooms.directory import actions, queries

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
@door(Act.READ, every_role=True)
def parties(request: HttpRequest) -> list[queries.PartyEntry]:
    """States and organisations that take part."""
    return queries.parties()


@router.get("/desks", response=list[DeskOut], summary="All desks")
@door(Act.READ, every_role=True)
def desks(request: HttpRequest) -> list[queries.DeskEntry]:
    """Desks with their agencies, and whom to call."""
    return queries.desks()


class MemberOut(Schema):
    """Who stands in a group, and on which days."""

    id: UUID
    code: str
    since: date
    until: date | None


class GroupOut(Schema):
    """A named group."""

    id: UUID
    code: str
    name_en: str
    name_ru: str
    members: list[MemberOut]


@router.get("/groups", response=list[GroupOut], summary="All named groups")
@door(Act.READ, every_role=True)
def groups(request: HttpRequest) -> list[queries.GroupEntry]:
    """Each with the parties, agencies and desks that stand or stood in it."""
    return queries.groups()


class ChangeIn(Schema):
    """What a change is given; without `make` it is only told what would happen."""

    given: dict[str, str] = Field(
        max_length=20, description="the fields of the change, as `GET /directory/changes` names them"
    )
    make: bool = False


class AskedOut(Schema):
    """One field of a change."""

    name: str
    label: str
    ask: str
    words: list[str]
    required: bool


class DeclaredOut(Schema):
    """A change that this token's officer may make."""

    code: str
    title: str
    asked: list[AskedOut]


class ChangeOut(Schema):
    """What a change would do, or that it was made; `password` only where one was made, this once."""

    made: bool
    effects: list[str]
    username: str = ""
    password: str = ""


@router.get("/directory/changes", response=list[DeclaredOut], summary="Changes of the directory you may make")
@door(Act.ADMINISTER, Act.RELEASE)
def changes(request: HttpRequest) -> list[dict[str, Any]]:
    """Each with its fields; administrators keep agencies, desks, officers; coordinators speak for their party."""
    return [
        {
            "code": change.code,
            "title": gettext(change.title),
            "asked": [
                {
                    "name": asked.name,
                    "label": gettext(asked.label),
                    "ask": asked.ask.value,
                    "words": [word.value for word in asked.words],
                    "required": asked.required,
                }
                for asked in change.asked
            ],
        }
        for change in queries.changes_for(viewer_of(request))
    ]


@router.post("/directory/changes/{code}", response=ChangeOut, summary="Tell or make a change of the directory")
@door(Act.ADMINISTER, Act.RELEASE)
def change(request: HttpRequest, code: str, body: ChangeIn) -> dict[str, Any]:
    """Without `make` nothing is kept. The token must allow `administer` (coordinators: `release`)."""
    viewer = viewer_of(request)
    foreseen = actions.foresee_change(actor=viewer, code=code, given=body.given)
    if not body.make:
        return {"made": False, "effects": list(foreseen.effects)}
    made = actions.make_change(actor=viewer, code=code, given=body.given)
    return {"made": True, "effects": list(foreseen.effects), "username": made.username, "password": made.password}
