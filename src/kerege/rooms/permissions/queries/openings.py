"""Openings because a life is in danger: how each stands, and what it shows while it lasts."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext_noop

from kerege.foundation import chance
from kerege.foundation.statements import asked
from kerege.foundation.stretches import Stretch, stretch
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Role, Viewer
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.permissions.models import Opening
from kerege.rooms.permissions.rules import Standing, standing

LAPSES_AFTER = timedelta(days=3)
READ = "SELECT opening_read(%s)"
NUMBERS = "SELECT opening, number FROM opening_numbers(%s::uuid[])"
ANSWERING = frozenset({Role.RELEASING, Role.COORDINATOR})
REVIEWING = ANSWERING | {Role.DATA_PROTECTION}


class NoSuchOpeningError(LookupError):
    """There is no such opening for this viewer, or it shows him nothing."""


@dataclass(frozen=True, slots=True)
class OpeningEntry:
    """One opening as both sides read it; `steps` are what this viewer may do now."""

    id: UUID
    number: str
    """The record's, for the owner's side; for the asker's the opening's own, until it is opened."""
    owner_desk: UUID
    asker_desk: UUID
    officer_number: str
    purpose: str
    danger: str
    asked_at: datetime
    standing: Standing
    vouched_at: datetime | None
    opened_at: datetime | None
    ends_at: datetime | None
    refusal: str
    reads: int
    justified: bool | None
    review_words: str
    steps: tuple[str, ...]


def openings(*, viewer: Viewer, limit: int = 200, offset: int = 0) -> Stretch[OpeningEntry]:
    """The openings that the viewer's desk asked for, or that his agency answers for; a stretch of them.

    First those on which somebody has to act: open ones by the instant at which they end, then those that wait for an
    officer or for the owner's review, the oldest first; then what is settled, the newest first.
    """
    require_viewer(viewer)
    now = chance.now()
    live = Q(ends_at__gt=now, opened_at__isnull=False)
    settled = Q(reviewed_at__isnull=False) | Q(refused_at__isnull=False)
    settled |= Q(opened_at__isnull=True, asked_at__lte=now - LAPSES_AFTER)
    rows = stretch(
        Opening.objects.filter(live).order_by("ends_at", "id"),
        Opening.objects.exclude(live).exclude(settled).order_by("asked_at", "id"),
        Opening.objects.exclude(live).filter(settled).order_by("-asked_at", "id"),
        offset=offset,
        limit=limit,
    )
    journal.write_leaf(LeafKind.CONSULT, "permissions.openings", {}, rows=len(rows))
    numbers = numbers_of([row.id for row in rows])
    return rows.of(lambda shown: [opening_entry(viewer, row, numbers) for row in shown])


def opening(*, viewer: Viewer, opening_id: UUID) -> OpeningEntry:
    """One opening, without what it shows. Raises NoSuchOpeningError."""
    require_viewer(viewer)
    row = held(opening_id)
    told = [Touched(row.owner_desk, row.owner_agency, row.report)]
    journal.write_leaf(LeafKind.CONSULT, "permissions.opening", {"opening": str(opening_id)}, mentions=told, rows=1)
    return opening_entry(viewer, row, numbers_of([row.id]))


def numbers_of(openings: Sequence[UUID]) -> dict[UUID, str]:
    """Of openings of records for which the viewer's agency answers, these records' numbers."""
    return dict(asked(NUMBERS, [list(openings)]))


def held(opening_id: UUID) -> Opening:
    """The row of an opening that the viewer sees. Raises NoSuchOpeningError."""
    row = Opening.objects.filter(id=opening_id).first()
    if row is None:
        raise NoSuchOpeningError(gettext_noop("nothing under this reference may be shown to you"))
    return row


def opening_entry(viewer: Viewer, row: Opening, numbers: Mapping[UUID, str]) -> OpeningEntry:
    """A row as an entry."""
    at = standing(
        vouched=row.vouched_at,
        opened=row.opened_at,
        ends=row.ends_at,
        refused=row.refused_at,
        reviewed=row.reviewed_at,
        lapses=row.asked_at + LAPSES_AFTER,
        now=chance.now(),
    )
    return OpeningEntry(
        id=row.id,
        number=numbers.get(row.id, row.number),
        owner_desk=row.owner_desk,
        asker_desk=row.asker_desk,
        officer_number=row.officer_number,
        purpose=row.purpose,
        danger=row.danger,
        asked_at=row.asked_at,
        standing=at,
        vouched_at=row.vouched_at,
        opened_at=row.opened_at,
        ends_at=row.ends_at,
        refusal=row.refusal,
        reads=row.reads,
        justified=row.justified,
        review_words=row.review_words,
        steps=tuple(name for name, mine in steps_of(viewer, row, at) if mine),
    )


def steps_of(viewer: Viewer, row: Opening, at: Standing) -> list[tuple[str, bool]]:
    """The steps that may be this viewer's: what the page offers; `opening_step` in the database decides."""
    own, role = viewer.own_audiences, viewer.role
    answers = role in ANSWERING
    keeps = answers and bool({row.owner_agency, row.keeping_agency} & own)
    waits = at in {Standing.WAITS_FOR_FIRST, Standing.WAITS_FOR_OWNER}
    second = viewer.officer not in {row.officer, row.vouched_by} and viewer.desk not in {
        row.asker_desk,
        row.vouched_desk,
    }
    return [
        (
            "vouch",
            at is Standing.WAITS_FOR_FIRST and answers and row.asker_agency in own and viewer.officer != row.officer,
        ),
        ("open", at is Standing.WAITS_FOR_OWNER and answers and row.keeping_agency in own and second),
        ("refuse", waits and keeps),
        ("end", at is Standing.OPEN and keeps),
        (
            "review",
            at is Standing.OVER and role in REVIEWING and row.owner_agency in own and viewer.officer != row.opened_by,
        ),
        ("read", at is Standing.OPEN and viewer.desk == row.asker_desk and viewer.purpose.value == row.purpose),
    ]


def shown_to(*, viewer: Viewer, opening_id: UUID) -> dict[str, Any]:
    """What an opening shows while it lasts; the look is counted, and journaled for the owner.

    Raises NoSuchOpeningError where it shows nothing: not opened, over, another desk or purpose, or the law forbids.
    """
    require_viewer(viewer)
    row = held(opening_id)
    with connection.cursor() as cursor:
        cursor.execute(READ, [opening_id])
        (found,) = cursor.fetchone()
    if found is None:
        raise NoSuchOpeningError(gettext_noop("this opening shows nothing now: it is not open, or it is over"))
    told = [Touched(row.owner_desk, row.owner_agency, row.report)]
    journal.write_leaf(LeafKind.DISCLOSE, "permissions.opened", {"opening": str(opening_id)}, mentions=told, rows=1)
    shown: dict[str, Any] = json.loads(found) if isinstance(found, str) else found
    return shown
