"""The list of deliveries: read from the index of where each stands; what is not in it yet is replayed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Viewer
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.operations.models import Delivery
from kerege.rooms.operations.queries.files import by_of, course
from kerege.rooms.operations.queries.showing import needed_of
from kerege.rooms.operations.rules.course import replay
from kerege.rooms.operations.rules.words import Kind, Stage

PAGE = 100
LISTED = "SELECT * FROM standing_listed(%s, %s, %s)"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryLine:
    """A delivery in the list."""

    id: UUID
    number: str
    title: str
    requester: str
    stage: Stage
    made_at: datetime
    needed: tuple[Kind, ...]
    """What waits for the viewer's state: to answer, to sign, to check, to give results."""
    late: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a delivery stands for those whom the viewer acts for."""

    stage: Stage
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
    standing = {row[0]: standing_of(viewer, row) for row in found}
    rows = {row.id: row for row in Delivery.objects.filter(id__in=list(standing))}
    lines = [line_of(rows[each], standing[each]) for each in standing if each in rows]
    journal.write_leaf(
        LeafKind.CONSULT, "operations.deliveries", {"deliveries": [str(line.id) for line in lines]}, rows=len(lines)
    )
    return Listed(tuple(lines), int(found[0][7]) if found else 0)


def standing_of(viewer: Viewer, row: tuple[object, ...]) -> Standing:
    """One row of the index; of a file that has none yet, what its steps make of it."""
    delivery, stage, requester, officer, expired, late, needed, _total = row
    if stage is None:
        return replayed(viewer, UUID(str(delivery)))
    kinds = tuple(Kind(each) for each in needed)  # type: ignore[attr-defined]  # an array of texts
    if officer == viewer.officer:
        kinds = tuple(kind for kind in kinds if kind is not Kind.ACCEPT_ASSURANCE)
    shown = Stage.EXPIRED if expired else Stage(str(stage))
    return Standing(shown, str(requester), kinds, bool(late) and Kind.ANSWER in kinds)


def replayed(viewer: Viewer, delivery: UUID) -> Standing:
    """Where a delivery stands by its steps."""
    file, by, now = replay(course(viewer, delivery)), by_of(viewer), chance.now()
    needed = needed_of(file, by, now)
    late = Kind.ANSWER in needed and file.answer_by is not None and now > file.answer_by
    return Standing(file.stage_at(now), file.requester.party, needed, late)


def line_of(row: Delivery, standing: Standing) -> DeliveryLine:
    """One line of the list."""
    return DeliveryLine(
        id=row.id,
        number=row.number,
        title=row.title,
        requester=standing.requester,
        stage=standing.stage,
        made_at=row.made_at,
        needed=standing.needed,
        late=standing.late,
    )
