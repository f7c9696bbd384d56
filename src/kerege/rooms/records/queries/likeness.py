"""Imported reports that may tell of an event which another source reported: questions for a person, never joined."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from kerege.foundation.statements import named
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Viewer

Asked = Mapping[str, UUID | datetime | int | list[UUID]]


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
    others: int
    """How many more older reports say the same."""


@dataclass(frozen=True, slots=True)
class ProbableDuplicates:
    """The first questions, the most telling first, and how many there are in all."""

    pairs: tuple[ProbableDuplicate, ...]
    total: int


FEW = 500
"""New reports up to which each is looked up by itself; above it one pass over the tables is faster."""


def probable_duplicates(*, viewer: Viewer, since: datetime, until: datetime, limit: int = 100) -> ProbableDuplicates:
    """Reports that the viewer's desk imported in a span, beside older ones that this viewer may see.

    The caller's own door writes the leaf.
    """
    require_viewer(viewer)
    asked: Asked = {
        "audiences": list({*viewer.own_audiences, viewer.party, *viewer.standing.audiences}),
        "owner": viewer.desk,
        "since": since,
        "until": until,
        "limit": limit,
    }
    rows = looked_up(asked) if new_reports(asked) <= FEW else read_through(asked)
    return ProbableDuplicates(tuple(ProbableDuplicate(*row[:-1]) for row in rows), rows[0][-1] if rows else 0)


def new_reports(asked: Asked) -> int:
    """How many reports the desk made in the span, counted no further than it matters."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM (SELECT FROM records_report WHERE owner = %(owner)s"
            " AND made_at BETWEEN %(since)s AND %(until)s LIMIT %(most)s) AS made",
            dict(asked) | {"most": FEW + 1},
        )
        return int(cursor.fetchone()[0])


def looked_up(asked: Asked) -> Sequence[tuple[Any, ...]]:
    """Each new report by itself."""
    with connection.cursor() as cursor:
        cursor.execute(named("records", "probable_duplicates_of_few"), dict(asked))
        return list(cursor.fetchall())


def read_through(asked: Asked) -> Sequence[tuple[Any, ...]]:
    """All in one pass: after a large import the planner does not know yet how large it was, and would loop."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('enable_nestloop', 'off', true)")
        try:
            cursor.execute(named("records", "probable_duplicates"), dict(asked))
            return list(cursor.fetchall())
        finally:
            cursor.execute("SELECT set_config('enable_nestloop', 'on', true)")
