"""Pure decisions on time: how far a review is due, what a party may rule, who may justify anew."""

from datetime import date, timedelta
from enum import StrEnum

from kerege.kernel.law import Act, Role
from kerege.kernel.law.decision import ROLE_ACTS

DUE_DAYS = 60
"""So long before its day a review stands on the desk's list."""
ESCALATE_DAYS = 7
"""So long after it the data protection officer is asked too."""
GRACE_DAYS = 30
"""So long after it the node erases what nobody justified (access.md: re-justify or erase)."""
LEAST_YEARS, MOST_YEARS = 1, 5
DROPPED_DAYS = 30
"""An acquittal or a dropped case opens a review within so many days."""


def N_(text: str) -> str:  # noqa: N802 - the usual mark of a text that is translated later
    """Mark a text for the catalogues."""
    return text


class Stage(StrEnum):
    """How far a review is due."""

    CURRENT = "current"
    DUE = "due"
    OVERDUE = "overdue"
    ESCALATED = "escalated"
    LAPSED = "lapsed"


class Word(StrEnum):
    """What a review said."""

    JUSTIFIED = "justified"
    BROUGHT_FORWARD = "brought_forward"


def stage_on(review_on: date, today: date) -> Stage:
    """How far a review is due on a day. From the day after `review_on` nobody but the owner sees or finds the part."""
    late = (today - review_on).days
    if late > GRACE_DAYS:
        return Stage.LAPSED
    if late > ESCALATE_DAYS:
        return Stage.ESCALATED
    if late > 0:
        return Stage.OVERDUE
    return Stage.DUE if late >= -DUE_DAYS else Stage.CURRENT


def erased_after(review_on: date) -> date:
    """The last day on which a part that nobody justifies is kept."""
    return review_on + timedelta(days=GRACE_DAYS)


def latest_review(today: date, years: int) -> date:
    """The furthest day to which a review may be set: as far as the party's rule for its categories goes."""
    years = min(max(years, LEAST_YEARS), MOST_YEARS)
    try:
        return today.replace(year=today.year + years)
    except ValueError:
        return today.replace(year=today.year + years, day=28)


def may_justify(role: Role) -> bool:
    """Whether a role justifies anew, or has a review brought forward: whoever may retract the report."""
    return Act.RETRACT in ROLE_ACTS[role]


def may_look(role: Role) -> bool:
    """Whether a role sees what is due: whoever justifies, who answers for persons' rights, who rules for the party."""
    return may_justify(role) or bool({Act.ERASE, Act.OFFER} & ROLE_ACTS[role])
