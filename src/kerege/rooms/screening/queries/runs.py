"""Screenings as their own agency sees them, and as the centre's data protection officer does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_noop

from kerege.foundation import chance
from kerege.foundation.stretches import Stretch, stretch
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Role, Viewer
from kerege.rooms.crosscheck import queries as checks
from kerege.rooms.crosscheck.queries import HitEntry
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.screening.models import Called, Decision, Match, Run
from kerege.rooms.screening.rules import course
from kerege.rooms.screening.rules.course import DecidedBy, Stage, Standing

MOST_LISTED = 200
MOST_MATCHES = 500
SHUT_OUT = frozenset({Role.POST})
"""Roles of the own agency that do not see its screenings."""


class NoSuchScreeningError(LookupError):
    """There is no such screening for this viewer: it does not exist, or it is not for him; the two look the same."""


class Answer(StrEnum):
    """What the owner of a digest does within its clock."""

    REVEAL = "reveal"
    ASK = "ask"
    STAY_SILENT = "stay_silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedEntry:
    """The terms of a screening, as both data protection officers see them."""

    id: UUID
    desk: UUID
    party: UUID
    purpose: str
    list_name: str
    source: str
    basis: str
    basis_text: str
    persons: tuple[str, ...]
    review_day: date
    rows: int
    refused: int
    list_hash: str
    findable: int
    expected_low: int
    expected: float
    expected_high: int
    stage: Stage
    asked_at: datetime | None
    due_at: datetime
    decided: str = ""
    decided_at: datetime | None = None

    def wire(self) -> dict[str, object]:
        """As JSON shows it."""
        return {
            "id": str(self.id),
            "stage": self.stage.value,
            "purpose": self.purpose,
            "list": self.list_name,
            "source": self.source,
            "legal_basis": {"kind": self.basis, "text": self.basis_text},
            "persons": list(self.persons),
            "review_day": self.review_day.isoformat(),
            "rows": self.rows,
            "refused_rows": self.refused,
            "sha256": self.list_hash,
            "expected_false_hits": {
                "low": self.expected_low,
                "likely": self.expected,
                "high": self.expected_high,
                "findable": self.findable,
            },
            "asked_at": self.asked_at.isoformat() if self.asked_at else None,
            "due_at": self.due_at.isoformat(),
            "decided": self.decided or None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class RunEntry(AskedEntry):
    """A screening as its own agency sees it."""

    officer: UUID
    officer_number: str
    case: str
    left_out: tuple[str, ...]
    refusals: tuple[tuple[int, str, str], ...]
    made_at: datetime
    began_at: datetime | None
    ended_at: datetime | None
    done: int
    matched: int
    erased_at: datetime | None
    trouble: str

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.stage in course.OVER

    def wire(self) -> dict[str, object]:
        """As JSON shows it."""
        return {
            **AskedEntry.wire(self),
            "case": self.case,
            "left_out": list(self.left_out),
            "refusals": [{"row": row, "column": column, "code": code} for row, column, code in self.refusals],
            "made_at": self.made_at.isoformat(),
            "ended_at": self.ended_at.isoformat() if self.ended_at else None,
            "done": self.done,
            "matched": self.matched,
            "erased_at": self.erased_at.isoformat() if self.erased_at else None,
            "trouble": self.trouble or None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionEntry:
    """One decision, with its officer's stable number."""

    side: DecidedBy
    approved: bool
    reason: str
    officer_number: str
    made_at: datetime

    def wire(self) -> dict[str, object]:
        """As JSON shows it."""
        word = "approved" if self.approved else "refused"
        return {"side": self.side.value, "decision": word, "reason": self.reason, "officer": self.officer_number}


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchEntry:
    """A row of the list that found something, with the hit of the cross-check."""

    row: int
    reference: str
    hit: UUID
    found: HitEntry | None

    def wire(self) -> dict[str, object]:
        """As JSON shows it: finding, grade and fields; whom to call; no score."""
        made: dict[str, object] = {"row": self.row, "reference": self.reference, "hit": str(self.hit)}
        if self.found is not None:
            call = self.found.call
            made |= {"finding": self.found.finding, "grade": self.found.grade.value, "fields": list(self.found.fields)}
            made["call"] = {"desk": call.code, "telephone": call.telephone} if call else None
        return made


@dataclass(frozen=True, slots=True, kw_only=True)
class CallEntry:
    """A desk that let the asker know that it holds something."""

    desk: UUID
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RunDetail:
    """One screening in full: decisions, matched rows, desks to call, and what the viewer may do with it now."""

    run: RunEntry
    decisions: tuple[DecisionEntry, ...]
    matches: tuple[MatchEntry, ...]
    calls: tuple[CallEntry, ...]
    decides: DecidedBy | None
    is_proposer: bool

    def wire(self) -> dict[str, object]:
        """As JSON shows it."""
        desks = {each.id: each.code for each in directory.desks()} if self.calls else {}
        return {
            **self.run.wire(),
            "decisions": [each.wire() for each in self.decisions],
            "matches": [each.wire() for each in self.matches],
            "calls": [desks[each.desk] for each in self.calls],
            "you_decide": self.decides.value if self.decides else None,
        }


@dataclass(frozen=True, slots=True)
class Quota:
    """A party's rows of the month."""

    rows: int
    spent: int

    @property
    def left(self) -> int:
        """How many rows are left."""
        return course.left_of(self.rows, self.spent)


def runs(*, viewer: Viewer, limit: int = MOST_LISTED, offset: int = 0) -> Stretch[RunEntry]:
    """The screenings of the viewer's agency, newest first."""
    require_viewer(viewer)
    if viewer.role in SHUT_OUT:
        return Stretch()
    found = stretch(Run.objects.order_by("-made_at", "id"), offset=offset, limit=limit)
    journal.write_leaf(LeafKind.CONSULT, "screening.runs", {}, rows=len(found))
    return found.of(lambda rows: map(run_entry, rows))


def own_run(viewer: Viewer, run_id: UUID) -> Run:
    """The row of a screening of the viewer's agency. Raises NoSuchScreeningError."""
    row = Run.objects.filter(id=run_id).first() if viewer.role not in SHUT_OUT else None
    if row is None:
        raise NoSuchScreeningError(gettext_noop("nothing under this reference may be shown to you"))
    return row


def run(*, viewer: Viewer, run_id: UUID) -> RunDetail:
    """One screening of the viewer's agency. Raises NoSuchScreeningError."""
    require_viewer(viewer)
    row = own_run(viewer, run_id)
    decisions = list(Decision.objects.filter(run=run_id).order_by("made_at", "id"))
    matches = list(Match.objects.filter(run=run_id).order_by("row", "id")[:MOST_MATCHES])
    hits = checks.hits_named(viewer=viewer, hits=[each.hit for each in matches]) if matches else {}
    calls = Called.objects.filter(run=run_id).order_by("made_at", "id")
    journal.write_leaf(LeafKind.CONSULT, "screening.show", {"run": str(run_id)}, rows=1)
    return RunDetail(
        run=run_entry(row),
        decisions=tuple(decision_entry(each) for each in decisions),
        matches=tuple(
            MatchEntry(row=each.row, reference=each.reference, hit=each.hit, found=hits.get(each.hit))
            for each in matches
        ),
        calls=tuple(CallEntry(desk=each.desk, made_at=each.made_at) for each in calls),
        decides=course.decides_for(viewer, standing_of(row, decisions), chance.now()),
        is_proposer=row.officer == viewer.officer and course.may_propose(viewer),
    )


def standing_of(row: Run, decisions: Sequence[Decision]) -> Standing:
    """What the rules look at of a run."""
    return Standing(
        stage=Stage(row.stage),
        officer=row.officer,
        agency=row.agency,
        deciders=tuple(each.officer for each in decisions),
        due_at=row.due_at,
        review_day=row.review_day,
    )


def run_entry(row: Run) -> RunEntry:
    """A run's row as an entry."""
    return RunEntry(
        id=row.id,
        desk=row.owner,
        party=row.party,
        purpose=row.purpose,
        list_name=row.list_name,
        source=row.source,
        basis=row.basis,
        basis_text=row.basis_text,
        persons=tuple(row.persons),
        review_day=row.review_day,
        rows=row.rows,
        refused=row.refused,
        list_hash=bytes(row.list_hash).hex(),
        findable=row.findable,
        expected_low=row.expected_low,
        expected=row.expected,
        expected_high=row.expected_high,
        stage=Stage(row.stage),
        asked_at=row.asked_at,
        due_at=row.due_at,
        officer=row.officer,
        officer_number=row.officer_number,
        case=row.case,
        left_out=tuple(row.left_out),
        refusals=tuple((int(number), str(column), str(code)) for number, column, code in row.refusals),
        made_at=row.made_at,
        began_at=row.began_at,
        ended_at=row.ended_at,
        done=row.done,
        matched=row.matched,
        erased_at=row.erased_at,
        trouble=row.trouble,
    )


def decision_entry(row: Decision) -> DecisionEntry:
    """A decision's row as an entry."""
    return DecisionEntry(
        side=DecidedBy(row.side),
        approved=row.word == "approved",
        reason=row.reason,
        officer_number=row.officer_number,
        made_at=row.made_at,
    )


def asked_of_centre(*, viewer: Viewer) -> list[AskedEntry]:
    """Screenings that wait for, or were decided by, the centre's data protection officer; nothing for anybody else."""
    require_viewer(viewer)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM screenings_asked()")
        columns = [each.name for each in cursor.description or ()]
        found = [asked_entry(dict(zip(columns, row, strict=True))) for row in cursor.fetchall()]
    if found:
        journal.write_leaf(LeafKind.CONSULT, "screening.asked", {}, rows=len(found))
    return found


def waiting_decisions(*, viewer: Viewer) -> int:
    """How many screenings wait for this data protection officer; for the situation, without a leaf."""
    require_viewer(viewer)
    if viewer.role is not Role.DATA_PROTECTION:
        return 0
    now = chance.now()
    asked = Run.objects.filter(stage=Stage.ASKED.value)
    own = sum(course.decides_for(viewer, standing_of(each, ()), now) is not None for each in asked)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM screenings_asked() WHERE stage = %s AND decided = '' AND due_at > %s",
            [Stage.SECONDED.value, now],
        )
        return own + int(cursor.fetchone()[0])


def asked_entry(row: Mapping[str, Any]) -> AskedEntry:
    """A row of `screenings_asked` as an entry."""
    shaped = {
        "persons": tuple(row["persons"]),
        "stage": Stage(row["stage"]),
        "list_hash": bytes(row["list_hash"]).hex(),
    }
    return AskedEntry(**{**row, **shaped})


def quota(*, viewer: Viewer) -> Quota:
    """The rows of the viewer's party this month."""
    require_viewer(viewer)
    with connection.cursor() as cursor:
        cursor.execute("SELECT screening_spent(%s, %s)", list(course.month_of(chance.now())))
        return Quota(int(settings.SCREENING_ROWS_A_MONTH), int(cursor.fetchone()[0]))
