"""The list of deliveries: read from the index of where each stands; what is not in it yet is replayed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Viewer
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.operations.queries.files import by_of, course
from kerege.rooms.operations.queries.showing import needed_of
from kerege.rooms.operations.rules.course import replay
from kerege.rooms.operations.rules.words import Kind, Stage

PAGE = 100
LISTED = "SELECT * FROM standing_page(%s, %s, %s)"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryLine:
    """A delivery in the list."""

    id: UUID
    number: str
    title: str
    requester: str
    stage: Stage | None
    """None where the plan of the file is not as the node signed it."""
    made_at: datetime
    needed: tuple[Kind, ...]
    """What waits for the viewer's state: to answer, to sign, to check, to give results."""
    late: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a delivery stands for those whom the viewer acts for."""

    stage: Stage | None
    requester: str
    needed: tuple[Kind, ...]
    late: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the list, and how many there are in all."""

    lines: tuple[DeliveryLine, ...]
    total: int


def deliveries(*, viewer: Viewer, over: bool = False, offset: int = 0, limit: int = PAGE) -> list[DeliveryLine]:
    """The lines of `listed`."""
    return list(listed(viewer=viewer, over=over, offset=offset, limit=limit).lines)


def listed(*, viewer: Viewer, over: bool = False, offset: int = 0, limit: int = PAGE) -> Listed:
    """A page of the deliveries that the viewer takes part in, those that need him first, then the newest; one leaf."""
    require_viewer(viewer)
    with connection.cursor() as cursor:
        cursor.execute(LISTED, [over, offset, limit])
        found = cursor.fetchall()
    lines = [line_of(viewer, row) for row in found]
    journal.write_leaf(
        LeafKind.CONSULT, "operations.deliveries", {"deliveries": [str(line.id) for line in lines]}, rows=len(lines)
    )
    return Listed(tuple(lines), int(found[0][-1]) if found else 0)


def line_of(viewer: Viewer, row: tuple[Any, ...]) -> DeliveryLine:
    """One line of the list, from a row of `standing_page`."""
    delivery, number, title, made_at, *rest, _total = row
    standing = standing_of(viewer, rest) if rest[0] is not None else replayed(viewer, delivery)
    return DeliveryLine(
        id=delivery,
        number=number,
        title=title,
        requester=standing.requester,
        stage=standing.stage,
        made_at=made_at,
        needed=standing.needed,
        late=standing.late,
    )


def standing_of(viewer: Viewer, row: Sequence[Any]) -> Standing:
    """What the index keeps of one file for those whom the viewer acts for."""
    stage, requester, officer, expired, late, needed = row
    kinds = tuple(Kind(each) for each in needed)
    if officer == viewer.officer:
        kinds = tuple(kind for kind in kinds if kind is not Kind.ACCEPT_ASSURANCE)
    shown = Stage.EXPIRED if expired else Stage(stage)
    return Standing(shown, requester, kinds, late and Kind.ANSWER in kinds)


def replayed(viewer: Viewer, delivery: UUID) -> Standing:
    """Where a delivery stands by its steps."""
    whole = course(viewer, delivery)
    if whole.is_bent:
        return Standing(None, "", (), late=False)
    file, by, now = replay(whole.steps), by_of(viewer), chance.now()
    needed = needed_of(file, by, now)
    late = Kind.ANSWER in needed and file.answer_by is not None and now > file.answer_by
    return Standing(file.stage_at(now), file.requester.party, needed, late)
