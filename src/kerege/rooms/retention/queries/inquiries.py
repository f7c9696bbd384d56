"""Requests of persons with their clock and fixed reply; consultations that wait for an owner's answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Act, Viewer
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.records import queries as records
from kerege.rooms.retention.models import Consultation, Inquiry
from kerege.rooms.retention.queries.due import refuse_strangers
from kerege.rooms.retention.rules import REPLY, Answer, Wish


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryEntry:
    """A request: its clock is the same whether anything was found or not; nothing of what was found is in here."""

    id: UUID
    reference: str
    wish: Wish
    names: tuple[str, ...]
    asked: Mapping[str, Any]
    made_at: datetime
    reply_from: date
    reply_by: date
    closed_at: datetime | None

    @property
    def may_close(self) -> bool:
        """Whether the fixed reply may be given."""
        return self.closed_at is None and chance.today() >= self.reply_from

    @property
    def overdue(self) -> bool:
        """Whether the reply is late."""
        return self.closed_at is None and chance.today() > self.reply_by

    @property
    def reply(self) -> tuple[str, dict[str, str]]:
        """The fixed reply: the sentence to be translated, and what is filled in."""
        return REPLY, {"day": self.made_at.date().isoformat(), "reference": self.reference}

    def wire(self) -> dict[str, object]:
        """As commands and the API give it."""
        return {
            "id": str(self.id), "reference": self.reference, "wish": self.wish.value,
            "made_at": self.made_at.isoformat(), "reply_from": self.reply_from.isoformat(),
            "reply_by": self.reply_by.isoformat(), "overdue": self.overdue,
            "closed_at": self.closed_at.isoformat() if self.closed_at else None,
            "reply": self.reply[0].format(**self.reply[1]),
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationEntry:
    """A record of the agency that may concern a person who asked."""

    id: UUID
    report: UUID
    number: str
    wish: Wish
    by_desk: UUID
    made_at: datetime
    due_on: date
    answer: Answer | None
    answer_reason: str

    @property
    def overdue(self) -> bool:
        """Whether the answer is late."""
        return self.answer is None and chance.today() > self.due_on

    def wire(self) -> dict[str, object]:
        """As commands and the API give it."""
        return {
            "id": str(self.id), "report": str(self.report), "number": self.number, "wish": self.wish.value,
            "by_desk": str(self.by_desk), "made_at": self.made_at.isoformat(), "due_on": self.due_on.isoformat(),
            "overdue": self.overdue, "answer": self.answer.value if self.answer else None,
        }  # fmt: skip


def inquiries(*, viewer: Viewer, limit: int = 200) -> list[InquiryEntry]:
    """The requests that the agency took in, newest first: for its data protection officer. Raises PermissionError."""
    require_viewer(viewer)
    if Act.ERASE not in ROLE_ACTS[viewer.role]:
        raise PermissionError(gettext_noop("requests of persons about themselves are the data protection officer's"))
    rows = list(Inquiry.objects.order_by("-made_at", "id")[:limit])
    journal.write_leaf(LeafKind.CONSULT, "retention.inquiries", {}, rows=len(rows))
    return [
        InquiryEntry(
            id=row.id,
            reference=row.reference,
            wish=Wish(row.wish),
            names=tuple(row.asked.get("names", ())),
            asked=row.asked,
            made_at=row.made_at,
            reply_from=row.reply_from,
            reply_by=row.reply_by,
            closed_at=row.closed_at,
        )
        for row in rows
    ]


def consultations(*, viewer: Viewer, limit: int = 200) -> list[ConsultationEntry]:
    """What the agency is asked about its records, those that wait first. Raises PermissionError."""
    require_viewer(viewer)
    refuse_strangers(viewer)
    rows = list(Consultation.objects.order_by("answered_at", "due_on", "id")[:limit])
    rows.sort(key=lambda row: row.answer != "")
    numbers = records.numbers_of(viewer=viewer, reports=[row.report for row in rows])
    journal.write_leaf(LeafKind.CONSULT, "retention.consultations", {}, rows=len(rows))
    return [
        ConsultationEntry(
            id=row.id,
            report=row.report,
            number=numbers.get(row.report, ""),
            wish=Wish(row.wish),
            by_desk=row.by_desk,
            made_at=row.made_at,
            due_on=row.due_on,
            answer=Answer(row.answer) if row.answer else None,
            answer_reason=row.answer_reason,
        )
        for row in rows
    ]
