"""What a request, a piece of unasked information or a look-out must name before it may be sent."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from kerege.kernel.law import Level
from kerege.rooms.requests.rules.clocks import URGENT, Urgency, UrgentFor
from kerege.rooms.requests.rules.course import Kind
from kerege.rooms.requests.rules.words import Action

LONGEST_LOOK_OUT = 184
LONGEST_TEXT = 8000
LONGEST_RESTRICTION = 2000
RESTRICTED = "H3"
HANDLING = ("H1", "H2", RESTRICTED)
"""The codes that a sender may set; H0 always holds."""
USUAL_HANDLING = ("H1", "H2")
"""What holds where a sender says nothing."""
LEVELS = {"open": Level.OPEN, "official_use": Level.OFFICIAL_USE}
"""Levels by name; classified items are referred to, never carried."""


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
    handling: tuple[str, ...] = field(default=USUAL_HANDLING)
    """Under which codes it is read: not as evidence (H1), not to be passed on (H2), restricted in words (H3)."""
    restriction: str = ""
    """The words of H3."""
    level: Level = Level.OFFICIAL_USE
    records: tuple[UUID, ...] = ()
    """Own reports that go with unasked information, released when it reaches the other side."""
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
        ("records", "only_unasked", bool(draft.records) and draft.kind is not Kind.INFORMATION),
    ]
    checks += [(path, code, True) for path, code in wrong_terms(draft.handling, draft.restriction, draft.level)]
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


def wrong_terms(handling: tuple[str, ...], restriction: str, level: Level) -> list[tuple[str, str]]:
    """What is wrong with codes, level and the restriction in words."""
    checks = [
        ("handling", "wrong_handling", not set(handling) <= set(HANDLING)),
        ("restriction", "needs_restriction", RESTRICTED in handling and not restriction.strip()),
        ("restriction", "needs_h3", RESTRICTED not in handling and bool(restriction.strip())),
        ("restriction", "too_long", len(restriction) > LONGEST_RESTRICTION),
        ("level", "classified", level not in LEVELS.values()),
    ]
    return [(path, code) for path, code, wrong in checks if wrong]
