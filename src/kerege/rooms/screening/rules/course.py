"""The course of a screening: its stages, the steps between them, and who may take each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from kerege.kernel.law import PartyClass, Purpose, Role, Viewer


class Stage(StrEnum):
    """How far a screening has come; `seconded`: approved by the asker's side, not yet by the centre."""

    DRAFTED = "drafted"
    ASKED = "asked"
    SECONDED = "seconded"
    APPROVED = "approved"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Step(StrEnum):
    """What may be done with a screening."""

    ASK = "ask"
    APPROVE = "approve"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    BEGIN = "begin"
    END = "end"
    EXPIRE = "expire"


class DecidedBy(StrEnum):
    """For which side a data protection officer decides."""

    ASKER = "asker"
    CENTRE = "centre"


OVER: Final = frozenset({Stage.DONE, Stage.REFUSED, Stage.WITHDRAWN, Stage.EXPIRED})
"""Stages after which nothing of the list may be left."""
PROPOSERS: Final = frozenset({Role.ANALYST, Role.DESK})
ASKING: Final = frozenset({PartyClass.MEMBER, PartyClass.CENTRE})
OPTING: Final = frozenset({Role.COORDINATOR, Role.RELEASING})
DECISION_TIME: Final = timedelta(days=14)
"""A draft, a question or a half approval waits so long, then it expires."""
LONGEST_REVIEW: Final = 180
MOST_ROWS: Final = 100_000_000
ROWS_A_MONTH: Final = 2_000_000
"""A party's quota unless the node's settings say otherwise."""
CLOCK: Final = timedelta(hours=72)
STEPS: Final[dict[tuple[Stage, Step], Stage]] = {
    (Stage.DRAFTED, Step.ASK): Stage.ASKED,
    (Stage.DRAFTED, Step.WITHDRAW): Stage.WITHDRAWN,
    (Stage.DRAFTED, Step.EXPIRE): Stage.EXPIRED,
    (Stage.ASKED, Step.APPROVE): Stage.SECONDED,
    (Stage.ASKED, Step.REFUSE): Stage.REFUSED,
    (Stage.ASKED, Step.WITHDRAW): Stage.WITHDRAWN,
    (Stage.ASKED, Step.EXPIRE): Stage.EXPIRED,
    (Stage.SECONDED, Step.APPROVE): Stage.APPROVED,
    (Stage.SECONDED, Step.REFUSE): Stage.REFUSED,
    (Stage.SECONDED, Step.WITHDRAW): Stage.WITHDRAWN,
    (Stage.SECONDED, Step.EXPIRE): Stage.EXPIRED,
    (Stage.APPROVED, Step.WITHDRAW): Stage.WITHDRAWN,
    (Stage.APPROVED, Step.BEGIN): Stage.RUNNING,
    (Stage.APPROVED, Step.EXPIRE): Stage.EXPIRED,
    (Stage.RUNNING, Step.END): Stage.DONE,
    (Stage.RUNNING, Step.EXPIRE): Stage.EXPIRED,
}


class WrongStepError(ValueError):
    """The screening is not at a stage from which this step leads anywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the rules look at of a screening: whose it is, how far it has come, who decided so far."""

    stage: Stage
    officer: UUID
    agency: UUID
    deciders: tuple[UUID, ...] = ()
    due_at: datetime
    review_day: date


def after(stage: Stage, step: Step) -> Stage:
    """The stage that a step leads to. Raises WrongStepError."""
    found = STEPS.get((stage, step))
    if found is None:
        raise WrongStepError(f"{step.value} at {stage.value}")
    return found


def may_propose(viewer: Viewer) -> bool:
    """Whether this officer proposes screenings at all: an analyst or desk officer of a member or of the centre."""
    return viewer.role in PROPOSERS and viewer.party_class in ASKING and viewer.standing.active


def has_grounds(viewer: Viewer) -> bool:
    """Whether the visit carries what a screening needs: a purpose beyond own work, and a case."""
    return viewer.purpose is not Purpose.OWN_WORK and bool(viewer.case)


def decides_for(viewer: Viewer, run: Standing, now: datetime) -> DecidedBy | None:
    """For which side this officer may decide on this screening now; None when he may not.

    A data protection officer, of the asker's agency first, of the centre then; never the proposer, never twice.
    """
    if viewer.role is not Role.DATA_PROTECTION or not viewer.standing.active:
        return None
    if viewer.officer == run.officer or viewer.officer in run.deciders or now >= run.due_at:
        return None
    if run.stage is Stage.ASKED and run.agency in viewer.own_audiences:
        return DecidedBy.ASKER
    if run.stage is Stage.SECONDED and viewer.party_class is PartyClass.CENTRE:
        return DecidedBy.CENTRE
    return None


def is_overdue(run: Standing, now: datetime) -> bool:
    """Whether a screening waited too long for its decisions, or its review day passed before it ran."""
    if run.stage in {Stage.DRAFTED, Stage.ASKED, Stage.SECONDED}:
        return now >= run.due_at
    return run.stage is Stage.APPROVED and now.date() > run.review_day


def left_of(quota: int, spent: int) -> int:
    """How many rows a party may still ask for this month."""
    return max(0, quota - spent)


def within_quota(quota: int, spent: int, rows: int) -> bool:
    """Whether a list of so many rows still fits the month."""
    return rows <= left_of(quota, spent)


def month_of(at: datetime) -> tuple[datetime, datetime]:
    """The first instant of the month and of the next."""
    first = at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return first, (first + timedelta(days=32)).replace(day=1)


def is_willing(agency: UUID, opted_out: Sequence[UUID]) -> bool:
    """Whether an owner's records may be touched: not when its agency opted out."""
    return agency not in opted_out
