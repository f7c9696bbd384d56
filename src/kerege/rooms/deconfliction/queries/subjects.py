"""Subjects in two open cases: the hits of the cross-check in which a record of ours met a record of theirs."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from kerege.foundation.stretches import Stretch
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Viewer
from kerege.rooms.crosscheck import queries as crosscheck
from kerege.rooms.crosscheck.queries import HitEntry

MOST_LISTED = 200
DECIDED = "not_same"
STANDING = "SELECT standing_subjects(%s)"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectMatch:
    """One subject of ours that stands in another desk's case too; of theirs as much as its finding mode tells."""

    hit: HitEntry
    kind: str
    report: UUID
    number: str
    since: datetime

    @property
    def name(self) -> str:
        """What the subject is told by in our own record: its name, its address, its number; else the record's."""
        mine = self.hit.mine
        told = (*mine.names, *mine.places, *(value for _kind, value in mine.identifiers)) if mine else ()
        return next(iter(told), self.number)

    def wire(self) -> dict[str, object]:
        """As JSON shows it; `waits` until somebody of our agency judged it, or answered a silent one."""
        hit = self.hit
        return {
            "hit": str(hit.id),
            "kind": self.kind,
            "report": str(self.report),
            "number": self.number,
            "finding": hit.finding,
            "grade": hit.grade.value,
            "fields": list(hit.fields),
            "call": hit.call.code if hit.call else None,
            "since": self.since.isoformat(),
            "due_at": hit.due_at.isoformat() if hit.due_at else None,
            "waits": hit.waits,
        }


def subject_matches(*, viewer: Viewer, limit: int = MOST_LISTED, offset: int = 0) -> Stretch[SubjectMatch]:
    """Persons, phones, vehicles, premises of the agency's own records that stand in another's record too.

    Both sides learn of it by the finding mode of each record, as the cross-check delivered it. A pair that was judged
    not the same is no match any more, nor one whose record either side has taken back since. A stretch of the hits of
    two records, so it may show fewer than it stands for.
    """
    require_viewer(viewer)
    return crosscheck.inbox(viewer=viewer, recorded=True, limit=limit, offset=offset).of(standing_matches)


def standing_matches(hits: Sequence[HitEntry]) -> list[SubjectMatch]:
    """Hits of two records that still stand, as matches."""
    standing = standing_among([each.id for each in hits])
    return [
        SubjectMatch(hit=hit, kind=hit.mine.kind, report=hit.mine.report, number=hit.mine.number, since=hit.made_at)
        for hit in hits
        if hit.id in standing and hit.mine and (hit.verdict is None or hit.verdict.value != DECIDED)
    ]


def standing_among(hits: Collection[UUID]) -> frozenset[UUID]:
    """Those hits whose two records still stand and may still be told of."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING, [list(hits)])
        (standing,) = cursor.fetchone()
    return frozenset(standing)
