"""REST of notices: the inbox, marking as read, how one is told, addresses of the desk's systems."""

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema
from ninja.errors import HttpError

from kerege.api.face import Span, door, linked, viewer_of
from kerege.kernel.law import Act
from kerege.rooms.notices import actions, queries

router = Router()


CHANGING = (Act.CORRECT, Act.ACCOUNT_FOR, Act.ADMINISTER, Act.FIND)
"""What a token must be for to change something here: a token for reading alone cannot hide what waits."""


class ReadIn(Schema):
    """Notices that were read."""

    notices: list[UUID] = Field(max_length=200)


class ReadOut(Schema):
    """How many were marked."""

    marked: int


@router.get("/notices", response=list[dict[str, Any]], summary="What waits for you and your desk")
@door(Act.READ)
def inbox(
    request: HttpRequest, response: HttpResponse, span: Query[Span], every: bool = False
) -> list[dict[str, object]]:
    """Urgent first, then the newest; kinds and ids, never content. `every`: also what was read."""
    found = queries.inbox(viewer=viewer_of(request), waiting=not every, **span.model_dump())
    return [each.wire() for each in linked(request, response, found)]


@router.post("/notices/read", response=ReadOut, summary="Mark notices as read")
@door(*CHANGING)
def read(request: HttpRequest, given: ReadIn) -> ReadOut:
    """Yours and your desk's; others stay untouched. A token for reading alone cannot hide what waits."""
    return ReadOut(marked=actions.mark_read(actor=viewer_of(request), notices=given.notices))


class Wished(Schema):
    """How the officer of the token is told by e-mail; hours of the day in `zone`, quiet ones not for urgent notices."""

    mail: Literal["at_once", "digest", "never"] = "at_once"
    digest_hour: int = Field(8, ge=0, le=23)
    quiet_from: int = Field(22, ge=0, le=23)
    quiet_until: int = Field(7, ge=0, le=23)
    zone: str = Field("Asia/Almaty", max_length=60)


class HookIn(Schema):
    """An address of a system of the desk."""

    url: str = Field(max_length=300)


@router.get("/notices/settings", response=Wished, summary="How you are told by e-mail")
@door(Act.READ)
def wished(request: HttpRequest) -> queries.Wish:
    """The usual wish where nothing was said."""
    return queries.wish_of(account=queries.account_of(viewer=viewer_of(request)))


@router.put("/notices/settings", response=Wished, summary="Say how you are told")
@door(*CHANGING)
def wish(request: HttpRequest, given: Wished) -> queries.Wish:
    """For the account of the token's officer alone."""
    account = queries.account_of(viewer=viewer_of(request))
    wanted = queries.Wish(**given.model_dump() | {"mail": queries.Mail(given.mail)})
    if wanted.faults():
        raise HttpError(422, queries.refused(wanted))
    actions.wish(account=account, wanted=wanted)
    return queries.wish_of(account=account)


@router.get("/notices/hooks", response=list[str], summary="Addresses of your desk's systems")
@door(Act.READ)
def hooks(request: HttpRequest) -> list[str]:
    """Each is told by a signed message without content."""
    return [each.url for each in queries.hooks(viewer=viewer_of(request))]


@router.post("/notices/hooks", response=list[str], summary="Have a system of your desk told")
@door(*CHANGING)
def add_hook(request: HttpRequest, given: HookIn) -> list[str]:
    """Only hosts that the node's settings list."""
    actor = viewer_of(request)
    actions.add_hook(actor=actor, url=given.url)
    return [each.url for each in queries.hooks(viewer=actor)]


@router.post("/notices/hooks/close", response=list[str], summary="Tell a system nothing any more")
@door(*CHANGING)
def close_hook(request: HttpRequest, given: HookIn) -> list[str]:
    """An address that is not open at your desk changes nothing."""
    actor = viewer_of(request)
    for each in queries.hooks(viewer=actor):
        if each.url == given.url:
            actions.close_hook(actor=actor, hook=each.id)
    return [each.url for each in queries.hooks(viewer=actor)]


class RotateIn(HookIn):
    """An address that gets a new key."""

    at_once: bool = False
    """The former key may be known to others: it signs nothing more."""


@router.get("/notices/hooks/keys", response=list[dict[str, Any]], summary="The keys that sign for your desk's systems")
@door(Act.READ)
def hook_keys(request: HttpRequest) -> list[dict[str, object]]:
    """Public halves: the present one first, the former as long as it signs too."""
    return [each.wire() for each in queries.hooks(viewer=viewer_of(request))]


@router.post("/notices/hooks/rotate", response=list[dict[str, Any]], summary="Sign with a new key for a system")
@door(*CHANGING)
def rotate_hook(request: HttpRequest, given: RotateIn) -> list[dict[str, object]]:
    """The former key signs beside the new one for a week, unless `at_once`."""
    actor = viewer_of(request)
    actions.rotate_hook(actor=actor, hook=queries.hook_at(viewer=actor, url=given.url), at_once=given.at_once)
    return [each.wire() for each in queries.hooks(viewer=actor)]
