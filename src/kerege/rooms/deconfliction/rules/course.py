"""The course of a crossing: its stages, the steps between them, who takes each; the database steps by this table."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from kerege.kernel.saying import N_


class Stage(StrEnum):
    """How far a crossing has come."""

    WITH_DESK = "with_desk"
    LATE = "late"
    TOLD = "told"
    ESCALATED = "escalated"
    ACKNOWLEDGED = "acknowledged"
    SETTLED = "settled"
    CANCELLED = "cancelled"
    REVIEWED = "reviewed"
    VANISHED = "vanished"


class Step(StrEnum):
    """What happens to a crossing."""

    CALL = "call"
    TELL = "tell"
    PART = "part"
    ACKNOWLEDGE = "acknowledge"
    ACKNOWLEDGE_LAST = "acknowledge_last"
    CLOCK = "clock"
    SETTLE = "settle"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"
    REVIEW = "review"


class By(StrEnum):
    """Who takes a step: the desk that keeps the crossing, one of the two sides, or the node by the clock."""

    KEEPER = "keeper"
    SIDE = "side"
    NODE = "node"


S, D, B = Stage, Step, By
WHO: Final[dict[Step, frozenset[By]]] = {
    D.CALL: frozenset({B.KEEPER}),
    D.TELL: frozenset({B.KEEPER}),
    D.PART: frozenset({B.KEEPER}),
    D.ACKNOWLEDGE: frozenset({B.SIDE}),
    D.ACKNOWLEDGE_LAST: frozenset({B.SIDE}),
    D.CLOCK: frozenset({B.NODE}),
    D.SETTLE: frozenset({B.KEEPER, B.SIDE}),
    D.WITHDRAW: frozenset({B.SIDE}),
    D.EXPIRE: frozenset({B.NODE}),
    D.REVIEW: frozenset({B.KEEPER}),
}
STEPS: Final[dict[tuple[Stage, Step], Stage]] = {
    (S.WITH_DESK, D.CALL): S.WITH_DESK,
    (S.WITH_DESK, D.TELL): S.TOLD,
    (S.WITH_DESK, D.PART): S.VANISHED,
    (S.WITH_DESK, D.CLOCK): S.LATE,
    (S.WITH_DESK, D.WITHDRAW): S.VANISHED,
    (S.WITH_DESK, D.EXPIRE): S.VANISHED,
    (S.LATE, D.CALL): S.LATE,
    (S.LATE, D.TELL): S.TOLD,
    (S.LATE, D.PART): S.VANISHED,
    (S.LATE, D.WITHDRAW): S.VANISHED,
    (S.LATE, D.EXPIRE): S.VANISHED,
    (S.TOLD, D.ACKNOWLEDGE): S.TOLD,
    (S.TOLD, D.ACKNOWLEDGE_LAST): S.ACKNOWLEDGED,
    (S.TOLD, D.CLOCK): S.ESCALATED,
    (S.TOLD, D.WITHDRAW): S.CANCELLED,
    (S.TOLD, D.EXPIRE): S.VANISHED,
    (S.ESCALATED, D.CALL): S.ESCALATED,
    (S.ESCALATED, D.ACKNOWLEDGE): S.ESCALATED,
    (S.ESCALATED, D.ACKNOWLEDGE_LAST): S.ACKNOWLEDGED,
    (S.ESCALATED, D.SETTLE): S.SETTLED,
    (S.ESCALATED, D.WITHDRAW): S.CANCELLED,
    (S.ESCALATED, D.EXPIRE): S.VANISHED,
    (S.ACKNOWLEDGED, D.SETTLE): S.SETTLED,
    (S.ACKNOWLEDGED, D.WITHDRAW): S.CANCELLED,
    (S.ACKNOWLEDGED, D.EXPIRE): S.VANISHED,
    (S.SETTLED, D.WITHDRAW): S.CANCELLED,
    (S.SETTLED, D.EXPIRE): S.VANISHED,
    (S.CANCELLED, D.REVIEW): S.REVIEWED,
    (S.REVIEWED, D.EXPIRE): S.VANISHED,
}
KNOWN_TO_SIDES: Final = frozenset({S.TOLD, S.ESCALATED, S.ACKNOWLEDGED, S.SETTLED})
"""Stages in which both sides see their conflict; in all others it is gone from their lists."""
WAITING: Final = frozenset({S.WITH_DESK, S.LATE, S.ESCALATED, S.CANCELLED})
"""Stages in which the keeping desk has something to do."""
CLOCKED: Final = frozenset({S.WITH_DESK, S.TOLD})
CLOCK: Final = timedelta(minutes=30)
"""The same for every crossing, day and night: a clock that followed the events would tell when they are."""
KEPT: Final = timedelta(days=30)
"""So long after its end an event is kept for its own agency; then it is erased, with what hung on it."""


class WrongStepError(ValueError):
    """The crossing is not at a stage from which this step leads anywhere."""


def after(stage: Stage, step: Step) -> Stage:
    """The stage that a step leads to. Raises WrongStepError."""
    found = STEPS.get((stage, step))
    if found is None:
        raise WrongStepError(f"{step.value} at {stage.value}")
    return found


def steps_from(stage: Stage, by: By) -> tuple[Step, ...]:
    """What one may do at a stage."""
    return tuple(step for (at, step) in STEPS if at is stage and by in WHO[step])


@dataclass(frozen=True, slots=True)
class Arrow:
    """One line of the diagram: from a stage to another, and the steps that lead there."""

    start: Stage
    end: Stage
    steps: tuple[Step, ...]


def arrows() -> tuple[Arrow, ...]:
    """The table of steps as lines of a diagram, steps between the same two stages on one line."""
    joined: dict[tuple[Stage, Stage], list[Step]] = {}
    for (start, step), end in STEPS.items():
        joined.setdefault((start, end), []).append(step)
    return tuple(Arrow(start, end, tuple(steps)) for (start, end), steps in joined.items())


def diagram() -> str:
    """The course as a Mermaid diagram, for docs/deconfliction.md."""
    lines = ["stateDiagram-v2", "    [*] --> with_desk : desk mediates", "    [*] --> told : both at once"]
    for arrow in arrows():
        said = ", ".join(f"{step.value} ({'/'.join(sorted(WHO[step]))})" for step in arrow.steps)
        lines.append(f"    {arrow.start.value} --> {arrow.end.value} : {said}")
    return "\n".join([*lines, "    vanished --> [*]"])


STAGES: Final[dict[Stage, str]] = {
    S.WITH_DESK: N_("with the desk: neither side knows"),
    S.LATE: N_("overdue at the desk"),
    S.TOLD: N_("both are told, not yet acknowledged"),
    S.ESCALATED: N_("not acknowledged in time: call them"),
    S.ACKNOWLEDGED: N_("both have acknowledged"),
    S.SETTLED: N_("settled"),
    S.CANCELLED: N_("an event was called off after the conflict: to be reviewed"),
    S.REVIEWED: N_("reviewed"),
    S.VANISHED: N_("over"),
}
STEP_WORDS: Final[dict[Step, str]] = {
    D.CALL: N_("Note a call"),
    D.TELL: N_("Tell both sides"),
    D.PART: N_("Tell nobody: they no longer meet"),
    D.ACKNOWLEDGE: N_("Acknowledge"),
    D.ACKNOWLEDGE_LAST: N_("Acknowledge"),
    D.CLOCK: N_("The clock ran out"),
    D.SETTLE: N_("Settled between the two"),
    D.WITHDRAW: N_("Called off"),
    D.EXPIRE: N_("Its time is over"),
    D.REVIEW: N_("Keep the review"),
}
