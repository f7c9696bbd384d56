"""What is due for review: the agency's nominal parts by their day, with what earlier reviews said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_noop

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Viewer
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.records import queries as records
from kerege.rooms.records.queries import NominalDue, NoSuchReportError
from kerege.rooms.retention import rules
from kerege.rooms.retention.models import Hold, Review
from kerege.rooms.retention.rules import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class DueEntry:
    """One nominal part on the list."""

    report: UUID
    number: str
    kind: str
    owner: UUID
    categories: tuple[str, ...]
    review_on: date
    stage: Stage
    erased_after: date
    held_until: date | None = None

    def wire(self) -> dict[str, object]:
        """As commands and the API give it."""
        return {
            "report": str(self.report),
            "number": self.number,
            "kind": self.kind,
            "desk": str(self.owner),
            "categories": list(self.categories),
            "review_on": self.review_on.isoformat(),
            "stage": self.stage.value,
            "erased_after": self.erased_after.isoformat(),
            "held_until": self.held_until.isoformat() if self.held_until else None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewEntry:
    """What one review said."""

    word: rules.Word
    was: date
    becomes: date
    reason: str
    made_at: datetime


def due(
    *, viewer: Viewer, days: int = rules.DUE_DAYS, overdue: bool = False, limit: int = 200, offset: int = 0
) -> list[DueEntry]:
    """The agency's nominal parts that are due within so many days (or overdue alone), the longest due first."""
    require_viewer(viewer)
    refuse_strangers(viewer)
    until = chance.today() - timedelta(days=1) if overdue else chance.today() + timedelta(days=days)
    found = records.nominal_due(viewer=viewer, until=until, most=limit, offset=offset)
    journal.write_leaf(LeafKind.CONSULT, "retention.due", {"until": until.isoformat()}, rows=len(found))
    return with_holds(found)


def refuse_strangers(viewer: Viewer) -> None:
    """Only who may do something about it sees the list. Raises PermissionError."""
    if not rules.may_look(viewer.role):
        raise PermissionError(gettext_noop("the work list of reviews is for those who justify or erase"))


def one(*, viewer: Viewer, report: UUID) -> DueEntry:
    """One nominal part of the agency, with its leaf. Raises NoSuchReportError."""
    require_viewer(viewer)
    refuse_strangers(viewer)
    found = records.nominal_parts(viewer=viewer, reports=[report])
    if not found:
        raise NoSuchReportError(gettext_noop("nothing under this reference may be shown to you"))
    journal.write_leaf(
        LeafKind.CONSULT,
        "retention.one",
        {"report": str(report)},
        mentions=[Touched(found[0].owner, viewer.agency, report)],
    )
    return with_holds(found)[0]


def found(*, viewer: Viewer, report: UUID) -> DueEntry | None:
    """One nominal part of the agency for another door, which writes the leaf; None where there is none."""
    require_viewer(viewer)
    return next(iter(with_holds(records.nominal_parts(viewer=viewer, reports=[report]))), None)


def history(*, viewer: Viewer, report: UUID) -> list[ReviewEntry]:
    """What earlier reviews of a nominal part said, newest first."""
    require_viewer(viewer)
    rows = Review.objects.filter(report=report).order_by("-made_at", "id")
    return [said_in(row) for row in rows]


def just_said(*, viewer: Viewer) -> list[tuple[DueEntry, ReviewEntry]]:
    """What the viewer himself said in reviews and may still take back, the last first."""
    require_viewer(viewer)
    since = chance.now() - timedelta(minutes=rules.UNDO_MINUTES)
    rows = list(Review.objects.filter(made_by=viewer.officer, made_at__gte=since).order_by("report", "-made_at", "id"))
    newest = {row.report: row for row in reversed(rows)}
    parts = {each.report: each for each in records.nominal_parts(viewer=viewer, reports=list(newest))}
    said = [
        (entry_of(parts[report], None), said_in(row))
        for report, row in newest.items()
        if report in parts and row.word != rules.Word.TAKEN_BACK and row.becomes == parts[report].review_on
    ]
    return sorted(said, key=lambda each: each[1].made_at, reverse=True)


def said_in(row: Review) -> ReviewEntry:
    """A review's row as an entry."""
    return ReviewEntry(
        word=rules.Word(row.word), was=row.was, becomes=row.becomes, reason=row.reason, made_at=row.made_at
    )


def with_holds(found: Sequence[NominalDue]) -> list[DueEntry]:
    """Nominal parts as the list shows them; a hold in force stands before every stage."""
    held = dict(
        Hold.objects.filter(
            report__in=[each.report for each in found], lifted_at__isnull=True, expires_on__gte=chance.today()
        ).values_list("report", "expires_on")
    )
    return [entry_of(each, held.get(each.report)) for each in found]


def entry_of(found: NominalDue, held: date | None) -> DueEntry:
    """A nominal part as the list shows it."""
    return DueEntry(
        report=found.report,
        number=found.number,
        kind=found.kind,
        owner=found.owner,
        categories=found.categories,
        review_on=found.review_on,
        stage=Stage.HELD if held else rules.stage_on(found.review_on, chance.today()),
        held_until=held,
        erased_after=rules.erased_after(found.review_on),
    )
