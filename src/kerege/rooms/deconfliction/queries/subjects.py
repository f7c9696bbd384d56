"""Subjects in two open cases: the hits of the cross-check in which a record of ours met a record of theirs."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Viewer
from kerege.rooms.crosscheck import queries as crosscheck
from kerege.rooms.crosscheck.queries import HitEntry

DECIDED = "not_same"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectMatch:
    """One subject of ours that stands in another desk's case too; of theirs as much as its finding mode tells."""

    hit: HitEntry
    kind: str
    report: UUID
    number: str
    since: datetime


def subject_matches(*, viewer: Viewer) -> list[SubjectMatch]:
    """Persons, phones, vehicles, premises of the agency's own records that stand in another's record too.

    Both sides learn of it by the finding mode of each record, as the cross-check delivered it; a pair that was judged
    not the same is no match any more.
    """
    require_viewer(viewer)
    found = crosscheck.inbox(viewer=viewer)
    return [
        SubjectMatch(hit=hit, kind=hit.mine.kind, report=hit.mine.report, number=hit.mine.number, since=hit.made_at)
        for hit in found
        if hit.recorded and hit.mine is not None and (hit.verdict is None or hit.verdict.value != DECIDED)
    ]
