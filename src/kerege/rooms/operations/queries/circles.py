"""The circles of work files as audiences of releases: which the viewer stands in, by name, and who is in one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from kerege.rooms.access.queries import NamedAudience
from kerege.rooms.operations.models import Operation

KIND = "operation"


@dataclass(frozen=True, slots=True)
class Circle:
    """Those who took part in a work file at one instant and still do."""

    id: UUID
    operation: UUID
    size: int
    formed_at: datetime


def circles(operation: UUID | None = None) -> list[Circle]:
    """The circles that the viewer's agency stands in, the newest first: everybody of today stands in the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT circle, operation, size, formed_at FROM own_circles()")
        found = [Circle(*row) for row in cursor.fetchall()]
    return [each for each in found if operation in {None, each.operation}]


def circle_of(operation: UUID) -> UUID | None:
    """The circle of all who take part now."""
    return next((each.id for each in sorted(circles(operation), key=lambda each: -each.size)), None)


def members_of(circle: UUID) -> Collection[UUID]:
    """The agencies in a circle, to those who take part in its file."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT circle_members(%s)", [circle])
        return [row[0] for row in cursor.fetchall()]


def file_of(circle: UUID) -> UUID | None:
    """The work file of a circle that the viewer's agency stands or stood in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT file_of_circle(%s)", [circle])
        found: UUID | None = cursor.fetchone()[0]
    return found


def named_circles() -> Collection[NamedAudience]:
    """The circles as audiences that a release may name: the one of all who take part now first."""
    found = circles()
    if not found:
        return []
    rows = {row.id: row for row in Operation.objects.filter(id__in={each.operation for each in found})}
    return [
        NamedAudience(
            id=each.id,
            kind=KIND,
            code=rows[each.operation].number,
            name_en=f"operation {rows[each.operation].title}",
            name_ru=f"операция {rows[each.operation].title}",
        )
        for each in sorted(found, key=lambda each: -each.size)
        if each.operation in rows
    ]
