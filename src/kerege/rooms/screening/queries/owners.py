"""What owners see: digests of screenings over their silent records, and whether their agency opted out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_noop

from kerege.foundation import chance
from kerege.foundation.statements import asked, named
from kerege.foundation.stretches import Stretch, stretch
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Viewer
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.screening.models import Digest, OptOut
from kerege.rooms.screening.queries.runs import MOST_LISTED, SHUT_OUT, NoSuchScreeningError

WAITING = named("screening", "waiting_digests")


@dataclass(frozen=True, slots=True)
class DigestRecord:
    """One own record that a screening met: how many rows agreed, and which fields."""

    report: UUID
    number: str
    rows: int
    grade: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestEntry:
    """What one screening met of a desk's silent records."""

    id: UUID
    by_desk: UUID
    by_party: UUID
    purpose: str
    records: tuple[DigestRecord, ...]
    made_at: datetime
    due_at: datetime
    answer: str
    answer_reason: str
    answered_at: datetime | None

    def left(self, moment: datetime) -> timedelta | None:
        """How much of the clock is left; None when it was answered."""
        return None if self.answer else self.due_at - moment

    def wire(self) -> dict[str, object]:
        """As JSON shows it."""
        by = directory.desk(self.by_desk)
        return {
            "id": str(self.id),
            "by": {"desk": by.code, "party": by.party_code, "telephone": by.telephone},
            "purpose": self.purpose,
            "records": [
                {
                    "report": str(each.report),
                    "number": each.number,
                    "rows": each.rows,
                    "grade": each.grade,
                    "fields": list(each.fields),
                }
                for each in self.records
            ],
            "made_at": self.made_at.isoformat(),
            "due_at": self.due_at.isoformat(),
            "answer": self.answer or None,
        }


@dataclass(frozen=True, slots=True)
class OptOutEntry:
    """That the viewer's agency is not screened, since when and why."""

    reason: str
    made_at: datetime


def digests(*, viewer: Viewer, limit: int = MOST_LISTED, offset: int = 0) -> Stretch[DigestEntry]:
    """The digests of the viewer's agency: those without an answer by their clock, then the newest."""
    require_viewer(viewer)
    if viewer.role in SHUT_OUT:
        return Stretch()
    rows = stretch(
        Digest.objects.filter(answer="").order_by("due_at", "id"),
        Digest.objects.exclude(answer="").order_by("-made_at", "id"),
        offset=offset,
        limit=limit,
    )
    journal.write_leaf(LeafKind.CONSULT, "screening.digests", {}, rows=len(rows))
    return rows.of(lambda shown: map(digest_entry, shown))


def waiting_digests(*, viewer: Viewer) -> tuple[int, int]:
    """How many digests wait for an answer, and how many of them past their time; for the situation, without a leaf."""
    require_viewer(viewer)
    if viewer.role in SHUT_OUT:
        return 0, 0
    [(waiting, late)] = asked(WAITING, [chance.now()])
    return int(waiting), int(late)


def digest(*, viewer: Viewer, digest_id: UUID) -> DigestEntry:
    """One digest. Raises NoSuchScreeningError."""
    require_viewer(viewer)
    row = Digest.objects.filter(id=digest_id).first() if viewer.role not in SHUT_OUT else None
    if row is None:
        raise NoSuchScreeningError(gettext_noop("nothing under this reference may be shown to you"))
    found = digest_entry(row)
    agency = directory.desk(row.owner).agency
    touched = [Touched(row.owner, agency, each.report) for each in found.records]
    journal.write_leaf(LeafKind.CONSULT, "screening.digest", {"digest": str(digest_id)}, mentions=touched, rows=1)
    return found


def digest_entry(row: Digest) -> DigestEntry:
    """A digest's row as an entry."""
    return DigestEntry(
        id=row.id,
        by_desk=row.by_desk,
        by_party=row.by_party,
        purpose=row.purpose,
        records=tuple(
            DigestRecord(
                UUID(str(each["report"])), str(each["number"]), int(each["rows"]), str(each["grade"]),
                tuple(map(str, each["fields"])),
            )
            for each in row.records
        ),
        made_at=row.made_at,
        due_at=row.due_at,
        answer=row.answer,
        answer_reason=row.answer_reason,
        answered_at=row.answered_at,
    )  # fmt: skip


def opted_out(*, viewer: Viewer) -> OptOutEntry | None:
    """Whether the viewer's own agency is opted out; nobody sees it of another."""
    require_viewer(viewer)
    row = OptOut.objects.filter(agency=viewer.agency, withdrawn_at__isnull=True).first()
    return OptOutEntry(row.reason, row.made_at) if row is not None else None
