"""What a request, a piece of unasked information or a look-out must name before it may be sent."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from kerege.rooms.requests.rules.clocks import URGENT, Urgency, UrgentFor
from kerege.rooms.requests.rules.course import Kind
from kerege.rooms.requests.rules.words import Action

LONGEST_LOOK_OUT = 184
LONGEST_TEXT = 8000
HANDLING = ("H1", "H2")
"""The codes that a sender may set; H0 always holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The content of a thread; `desks` are codes of asked desks."""

    kind: Kind = Kind.REQUEST
    desks: tuple[str, ...] = ()
    question: str = ""
    translation: str = ""
    translator: str = ""
    basis: str = ""
    urgency: Urgency = Urgency.DAYS_7
    urgent_for: UrgentFor | None = None
    hold_until: datetime | None = None
    nominal: bool = True
    handling: tuple[str, ...] = field(default=("H1", "H2"))
    """Under which codes what is said here is read: not as evidence (H1), not to be passed on (H2)."""
    action: Action | None = None
    expires_on: date | None = None
    report: UUID | None = None
    hit: UUID | None = None


def faults(draft: Draft, *, reference: str, now: datetime, longest_hold: timedelta) -> list[tuple[str, str]]:
    """Pairs of field and code of what is wrong."""
    checks = [
        ("desks", "needs_desk", not draft.desks and draft.hit is None),
        ("question", "needs_text", not draft.question.strip()),
        ("translator", "needs_translator", bool(draft.translation) and not draft.translator),
        ("handling", "wrong_handling", not set(draft.handling) <= set(HANDLING)),
    ]
    if draft.kind is not Kind.INFORMATION:
        checks.append(("reference", "needs_case", not reference))
        checks.append(("basis", "needs_basis", not draft.basis.strip()))
    if draft.kind is Kind.REQUEST:
        holds = draft.hold_until is not None and now < draft.hold_until <= now + longest_hold
        checks.append(("urgent_for", "needs_urgent_for", draft.urgency in URGENT and draft.urgent_for is None))
        checks.append(("hold_until", "needs_hold", draft.urgency is Urgency.NOW and not holds))
    if draft.kind is Kind.LOOK_OUT:
        last = now.date() + timedelta(days=LONGEST_LOOK_OUT)
        ends = draft.expires_on is not None and now.date() < draft.expires_on <= last
        checks.append(("action", "needs_action", draft.action is None))
        checks.append(("expires_on", "wrong_end", not ends))
    return [(path, code) for path, code, wrong in checks if wrong]
