"""What was erased and who confirmed; notices that wait for the agency's confirmation; holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, LiteralString
from uuid import UUID

from django.db import connection

from kerege.foundation import chance, copying, seal
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Viewer
from kerege.kernel.sealing import verify
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.retention import rules
from kerege.rooms.retention.models import Hold, Purge, Tombstone
from kerege.rooms.retention.queries.due import refuse_strangers
from kerege.rooms.retention.rules import Ground

SIGNED: LiteralString = """
    SELECT report, number, owner, ground, made_at, signature FROM retention_tombstone
     WHERE report = ANY (%s) AND signature IS NOT NULL"""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A holder whom the owner knew of, and when it confirmed."""

    desk: UUID
    why: str
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TombstoneEntry:
    """One erasure: no content, only that there was some."""

    id: UUID
    report: UUID
    number: str
    digest: str
    ground: Ground
    made_at: datetime
    by_clock: bool
    subjects: int
    files: int
    holders: tuple[Confirmation, ...]

    def wire(self) -> dict[str, object]:
        """As commands and the API give it."""
        return {
            "id": str(self.id), "report": str(self.report), "number": self.number, "digest": self.digest,
            "ground": self.ground.value, "made_at": self.made_at.isoformat(), "by_clock": self.by_clock,
            "subjects": self.subjects, "files": self.files,
            "holders": [
                {"desk": str(each.desk), "why": each.why, "confirmed_at": each.confirmed_at} for each in self.holders
            ],
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PurgeEntry:
    """A notice to the agency: destroy what you took along of this report; signed by the node."""

    id: UUID
    number: str
    by_desk: UUID
    ground: Ground
    why: str
    made_at: datetime
    signature: str
    genuine: bool
    confirmed_at: datetime | None

    def wire(self) -> dict[str, object]:
        """As commands and the API give it."""
        return {
            "id": str(self.id), "number": self.number, "by_desk": str(self.by_desk), "ground": self.ground.value,
            "why": self.why, "made_at": self.made_at.isoformat(), "signature": self.signature,
            "genuine": self.genuine, "confirmed_at": self.confirmed_at.isoformat() if self.confirmed_at else None,
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldEntry:
    """An authority's hold on a report of the agency."""

    id: UUID
    report: UUID
    authority: str
    reference: str
    reason: str
    expires_on: date
    made_at: datetime
    lifted_at: datetime | None
    lifted_reference: str

    @property
    def in_force(self) -> bool:
        """Whether it stops anything today."""
        return self.lifted_at is None and self.expires_on >= chance.today()


def tombstones(*, viewer: Viewer, limit: int = 200) -> list[TombstoneEntry]:
    """The agency's erasures, newest first, with the holders that it knew of."""
    require_viewer(viewer)
    refuse_strangers(viewer)
    rows = list(Tombstone.objects.order_by("-made_at", "id")[:limit])
    journal.write_leaf(LeafKind.CONSULT, "retention.tombstones", {}, rows=len(rows))
    return [
        TombstoneEntry(
            id=row.id,
            report=row.report,
            number=row.number,
            digest=bytes(row.digest).hex(),
            ground=Ground(row.ground),
            made_at=row.made_at,
            by_clock=row.by_officer.int == 0,
            subjects=row.subjects,
            files=row.files,
            holders=tuple(confirmations(row.report)),
        )
        for row in rows
    ]


def confirmations(report: UUID) -> list[Confirmation]:
    """Which of the holders that the owner knew of confirmed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT desk, why, confirmed_at FROM retention_confirmations(%s)", [report])
        return [Confirmation(*row) for row in cursor.fetchall()]


def purges(*, viewer: Viewer, waiting: bool = False, limit: int = 200) -> list[PurgeEntry]:
    """Notices of erasures to the viewer's agency, newest first."""
    require_viewer(viewer)
    refuse_strangers(viewer)
    found = Purge.objects.order_by("-made_at", "id")
    rows = list((found.filter(confirmed_at__isnull=True) if waiting else found)[:limit])
    journal.write_leaf(LeafKind.CONSULT, "retention.purges", {"waiting": waiting}, rows=len(rows))
    return [purge_entry(row) for row in rows]


def purge_entry(row: Purge) -> PurgeEntry:
    """A notice, its signature checked."""
    statement = rules.purge_statement(
        str(row.report), row.number, str(row.by_desk), row.ground, row.made_at.isoformat()
    )
    return PurgeEntry(
        id=row.id,
        number=row.number,
        by_desk=row.by_desk,
        ground=Ground(row.ground),
        why=row.why,
        made_at=row.made_at,
        signature=bytes(row.signature).hex(),
        genuine=verify(seal.node_key().public, bytes(row.signature), statement, context="erasure"),
        confirmed_at=row.confirmed_at,
    )


def holds(*, viewer: Viewer, report: UUID | None = None) -> list[HoldEntry]:
    """The holds on the agency's reports (or on one), newest first: for the owner's desk and data protection."""
    require_viewer(viewer)
    refuse_strangers(viewer)
    found = Hold.objects.order_by("-made_at", "id")
    rows = found if report is None else found.filter(report=report)
    return [
        HoldEntry(
            id=row.id,
            report=row.report,
            authority=row.authority,
            reference=row.reference,
            reason=row.reason,
            expires_on=row.expires_on,
            made_at=row.made_at,
            lifted_at=row.lifted_at,
            lifted_reference=row.lifted_reference,
        )
        for row in rows
    ]


def signed_erasures(keeper: copying.Connection, reports: list[UUID]) -> set[UUID]:
    """Of these reports, those with a tombstone that the node signed, past the row policies, as keeper."""
    found: list[tuple[Any, ...]] = keeper.execute(SIGNED, [reports]).fetchall()
    return {
        UUID(str(report))
        for report, number, owner, ground, at, signature in found
        if seal.is_own(
            bytes(signature),
            rules.purge_statement(str(report), number, str(owner), ground, at.astimezone(UTC).isoformat()),
            context="erasure",
        )
    }


def was_erased(viewer: Viewer, report: UUID) -> bool:
    """Whether the nominal part of a report of the viewer's agency was erased."""
    require_viewer(viewer)
    return Tombstone.objects.filter(report=report).exists()


def erased_rows(viewer: Viewer, keys: Sequence[bytes]) -> Mapping[bytes, UUID]:
    """Which identities of imported rows belong to reports of the desk whose nominal part was erased."""
    marked = Tombstone.objects.filter(owner=viewer.desk, source_mark__isnull=False)
    if not keys or not marked.exists():
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT k.key, retention_mark(k.key) FROM unnest(%s) AS k(key)", [list(keys)])
        marks = {bytes(mark): bytes(key) for key, mark in cursor.fetchall()}
    known = marked.filter(source_mark__in=list(marks)).values_list("source_mark", "report")
    return {marks[bytes(mark)]: report for mark, report in known if mark is not None}
