"""Imported reports that may tell of an event which another source reported: questions for a person, never joined."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import connection

from kerege.foundation.statements import named
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Viewer


@dataclass(frozen=True, slots=True)
class ProbableDuplicate:
    """Two reports that say the same day, country, substance and amount."""

    number: str
    report: UUID
    older_number: str
    older_report: UUID
    older_owner: UUID
    day: date
    country: str
    substance: str
    amount: Decimal
    base: str


def probable_duplicates(
    *, viewer: Viewer, since: datetime, until: datetime, limit: int = 100
) -> list[ProbableDuplicate]:
    """Reports that the viewer's desk imported in a span, beside older ones that this viewer may see.

    The caller's own door writes the leaf.
    """
    require_viewer(viewer)
    audiences = [*viewer.own_audiences, viewer.party, *viewer.standing.audiences]
    with connection.cursor() as cursor:
        cursor.execute(
            named("records", "probable_duplicates"),
            {"audiences": audiences, "owner": viewer.desk, "since": since, "until": until, "limit": limit},
        )
        return [ProbableDuplicate(*row) for row in cursor.fetchall()]
