"""REST of notices: the inbox and marking as read."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema

from kerege.api.face import door, viewer_of
from kerege.kernel.law import Act
from kerege.rooms.notices import actions, queries

router = Router()


class ReadIn(Schema):
    """Notices that were read."""

    notices: list[UUID] = Field(max_length=200)


class ReadOut(Schema):
    """How many were marked."""

    marked: int


@router.get("/notices", response=list[dict[str, Any]], summary="What waits for you and your desk")
@door(Act.READ)
def inbox(request: HttpRequest, every: bool = False) -> list[dict[str, object]]:
    """Urgent first, then the newest; kinds and ids, never content. `every`: also what was read."""
    return [each.wire() for each in queries.inbox(viewer=viewer_of(request), waiting=not every)]


@router.post("/notices/read", response=ReadOut, summary="Mark notices as read")
@door(Act.CORRECT, Act.ACCOUNT_FOR, Act.ADMINISTER, Act.FIND)
def read(request: HttpRequest, given: ReadIn) -> ReadOut:
    """Yours and your desk's; others stay untouched. A token for reading alone cannot hide what waits."""
    return ReadOut(marked=actions.mark_read(actor=viewer_of(request), notices=given.notices))
