"""Challenges of the agency's records: those that are open, by their day, and what was decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Viewer
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.records import queries as records
from kerege.rooms.retention.models import Challenge
from kerege.rooms.retention.queries.due import refuse_strangers
from kerege.rooms.retention.rules import Dispute, Verdict, may_decide


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeEntry:
    """One challenge; the verdict is None while it is open."""

    id: UUID
    owner: UUID
    report: UUID
    number: str
    subject: UUID
    ground: Dispute
    reference: str
    reason: str
    made_at: datetime
    made_by: UUID
    due_on: date
    verdict: Verdict | None
    verdict_reason: str
    settled_at: datetime | None

    @property
    def overdue(self) -> bool:
        """Whether it should have been decided by now."""
        return self.settled_at is None and self.due_on < chance.today()

    def wire(self) -> dict[str, object]:
        """As commands and the API give it."""
        return {
            "id": str(self.id),
            "report": str(self.report),
            "number": self.number,
            "subject": str(self.subject),
            "ground": self.ground.value,
            "reference": self.reference,
            "reason": self.reason,
            "made_at": self.made_at.isoformat(),
            "due_on": self.due_on.isoformat(),
            "overdue": self.overdue,
            "verdict": self.verdict.value if self.verdict else None,
            "verdict_reason": self.verdict_reason,
            "settled_at": self.settled_at.isoformat() if self.settled_at else None,
        }


def challenges(*, viewer: Viewer, report: UUID | None = None, limit: int = 200) -> list[ChallengeEntry]:
    """The challenges of the agency's records (or of one), the open ones first, by their day; writes the leaf."""
    require_viewer(viewer)
    refuse_strangers(viewer)
    found = Challenge.objects.order_by("-settled_at", "due_on", "id")
    rows = list((found if report is None else found.filter(report=report))[:limit])
    numbers = records.numbers_of(viewer=viewer, reports=[row.report for row in rows])
    journal.write_leaf(LeafKind.CONSULT, "retention.challenges", {}, rows=len(rows))
    return [
        ChallengeEntry(
            id=row.id,
            owner=row.owner,
            report=row.report,
            number=numbers.get(row.report, ""),
            subject=row.subject,
            ground=Dispute(row.ground),
            reference=row.reference,
            reason=row.reason,
            made_at=row.made_at,
            made_by=row.made_by,
            due_on=row.due_on,
            verdict=Verdict(row.verdict) if row.verdict else None,
            verdict_reason=row.verdict_reason,
            settled_at=row.settled_at,
        )
        for row in rows
    ]


def persons(*, viewer: Viewer, owner: UUID, report: UUID) -> Mapping[UUID, str]:
    """The persons of a record of the agency with their names, in their order; the caller's door writes the leaf."""
    found = records.current_subjects(viewer=viewer, owner=owner, reports=[report])
    return {each.subject.id: each.subject.name for each in found if each.subject.kind == "person"}


def decides(*, viewer: Viewer, entry: ChallengeEntry) -> bool:
    """Whether it is this viewer's to decide: another's than who entered it or wrote any version of the record."""
    require_viewer(viewer)
    if entry.settled_at is not None or not may_decide(viewer.role) or viewer.officer == entry.made_by:
        return False
    return viewer.officer not in authors(report=entry.report)


def authors(*, report: UUID) -> frozenset[UUID]:
    """Who wrote any version of a report."""
    return records.authors_of(report=report)
