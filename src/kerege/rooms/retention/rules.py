"""Pure decisions on time: how far a review is due, what a party may rule, who may justify anew."""

from datetime import date, timedelta
from enum import StrEnum

from kerege.kernel.canonical import canonical_bytes
from kerege.kernel.law import Act, Role
from kerege.kernel.law.decision import ROLE_ACTS

LEAST_REASON = 10
DUE_DAYS = 60
"""So long before its day a review stands on the desk's list."""
ESCALATE_DAYS = 7
"""So long after it the data protection officer is asked too."""
GRACE_DAYS = 30
QUARANTINE_DAYS = 183
"""So long a row that became no report may wait to be categorised (EDPS to Europol, 3 January 2022: six months)."""
LONGEST_HOLD_DAYS = 2 * 365
"""So long after it the node erases what nobody justified (access.md: re-justify or erase)."""
LEAST_YEARS, MOST_YEARS = 1, 5
UNDO_MINUTES = 10
"""So long the officer who said what a review says may take it back; then it is sealed."""
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
    HELD = "held"


class Ground(StrEnum):
    """Why a nominal part is erased."""

    REVIEW_PASSED = "review_passed"
    PURPOSE_MET = "purpose_met"
    ACQUITTED = "acquitted"
    WRONG_PERSON = "wrong_person"
    UNLAWFUL = "unlawful"
    SUBJECT_REQUEST = "subject_request"
    COURT_ORDER = "court_order"


class Wish(StrEnum):
    """What a person asks for."""

    ACCESS = "access"
    CORRECTION = "correction"
    ERASURE = "erasure"


class Answer(StrEnum):
    """What an owner answers when it was asked about its record."""

    KEPT = "kept"
    CORRECTED = "corrected"
    ERASED = "erased"
    OTHER_PERSON = "other_person"


class Dispute(StrEnum):
    """What a person disputes of his record."""

    INACCURATE = "inaccurate"
    NOT_INVOLVED = "not_involved"
    MISUSED_IDENTITY = "misused_identity"
    UNLAWFUL = "unlawful"


class Verdict(StrEnum):
    """How a challenge ended: the record stands, it was corrected, or it was erased."""

    UPHELD = "upheld"
    CORRECTED = "corrected"
    ERASED = "erased"


CHALLENGE_DAYS = 30
"""Within so many days a challenge is decided."""
CONSULT_DAYS, REPLY_DAYS = 14, 30
REPLY = N_(
    "Your request of {day}, reference {reference}, was examined. Whether data about you are held or not, this reply "
    "is the same for everybody who asks: it neither confirms nor denies it. Where data were held, their owner was "
    "asked to examine them, to correct what is wrong and to erase what may not be kept. You may complain to the "
    "supervisory authority of your country."
)
"""The one fixed reply: the same words, after the same number of days, whatever was found."""


class Word(StrEnum):
    """What a review said."""

    JUSTIFIED = "justified"
    BROUGHT_FORWARD = "brought_forward"
    TAKEN_BACK = "taken_back"


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


def may_erase(role: Role, stage: Stage) -> bool:
    """Whether a role erases a part now: data protection at any time, the desk once its review is due."""
    return Act.ERASE in ROLE_ACTS[role] or (may_justify(role) and stage not in {Stage.CURRENT, Stage.HELD})


def may_hold(role: Role) -> bool:
    """Whether a role enters an authority's hold: who answers for persons' rights, or for what leaves the agency."""
    return bool({Act.ERASE, Act.OFFER} & ROLE_ACTS[role])


def may_challenge(role: Role) -> bool:
    """Whether a role enters a person's challenge: data protection, or who answers for what leaves the agency."""
    return role in {Role.DATA_PROTECTION, Role.RELEASING}


def may_decide(role: Role) -> bool:
    """Whether a role decides a challenge: those that report nothing themselves."""
    return role in {Role.DATA_PROTECTION, Role.COORDINATOR}


def same_authority(one: str, other: str) -> bool:
    """Whether two names mean one authority, however they are spaced and capitalised."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def purge_statement(report: str, number: str, owner: str, ground: str, at: str) -> bytes:
    """What the node signs of an erasure for those who hold something of it."""
    return canonical_bytes(
        {"kind": "erased", "report": report, "number": number, "owner": owner, "ground": ground, "at": at}
    )


def may_look(role: Role) -> bool:
    """Whether a role sees what is due: whoever justifies, who answers for persons' rights, who rules for the party."""
    return may_justify(role) or bool({Act.ERASE, Act.OFFER} & ROLE_ACTS[role])
