"""How parties let requests out and in, which profile of clocks is adopted; what the two sides' figures are."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median
from uuid import UUID

from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Viewer
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.requests.models import Adopted, Copy, Gate
from kerege.rooms.requests.queries.cards import SHUT_OUT, Desks
from kerege.rooms.requests.rules.clocks import DIRECTIVE, PROFILES, Profile
from kerege.rooms.requests.rules.course import Side, State
from kerege.rooms.requests.rules.words import Gating


@dataclass(frozen=True, slots=True)
class GateEntry:
    """How one party lets requests out and in, and whether its answers need a second approver."""

    outgoing: Gating = Gating.DIRECT
    incoming: Gating = Gating.DIRECT
    second_approver: bool = False


def gate(party: UUID) -> GateEntry:
    """A party's gate as it stands; directly and without a second approver where it said nothing."""
    row = Gate.objects.filter(party=party).order_by("-recorded_at", "-id").first()
    if row is None:
        return GateEntry()
    return GateEntry(Gating(row.outgoing), Gating(row.incoming), row.second_approver)


def profile() -> Profile:
    """The profile of clocks in force: the adopted one, or the shipped one while the Council adopted none."""
    row = Adopted.objects.filter(confirms__isnull=False).order_by("-recorded_at", "-id").first()
    return PROFILES.get(row.profile, DIRECTIVE) if row is not None else DIRECTIVE


@dataclass(frozen=True, slots=True)
class WaitingProfile:
    """A profile that was entered as adopted and waits for a coordinator's word."""

    id: UUID
    profile: str
    decision: str
    recorded_at: datetime
    officer_number: str

    def wire(self) -> dict[str, str]:
        """As JSON shows it."""
        return {
            "id": str(self.id),
            "profile": self.profile,
            "decision": self.decision,
            "recorded_at": self.recorded_at.isoformat(),
            "officer_number": self.officer_number,
        }


def waiting_profiles() -> list[WaitingProfile]:
    """What was entered since the profile in force was, and nobody has confirmed; the newest first."""
    held = Adopted.objects.filter(confirms__isnull=False).order_by("-recorded_at", "-id").first()
    entries = Adopted.objects.filter(confirms__isnull=True).order_by("-recorded_at", "-id")
    if held is not None:
        entries = entries.filter(recorded_at__gt=held.recorded_at)
    return [WaitingProfile(row.id, row.profile, row.decision, row.recorded_at, row.officer_number) for row in entries]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One side's figures over a span: how many, how soon, what came of them, whether it was useful."""

    threads: int
    answered: int
    median_first_answer: timedelta | None
    late: int
    outcomes: Mapping[str, int] = field(default_factory=dict)
    grounds: Mapping[str, int] = field(default_factory=dict)
    useful: Mapping[str, int] = field(default_factory=dict)

    def wire(self) -> dict[str, object]:
        """As JSON shows it."""
        seconds = self.median_first_answer
        return {
            "threads": self.threads,
            "answered": self.answered,
            "median_first_answer_hours": round(seconds.total_seconds() / 3600, 1) if seconds is not None else None,
            "late": self.late,
            "outcomes": dict(self.outcomes),
            "grounds": dict(self.grounds),
            "useful": dict(self.useful),
        }


def figures(*, viewer: Viewer, since: datetime, until: datetime) -> dict[Side, Figures]:
    """What the viewer's agency asked, and what it was asked: each side over its own copies alone."""
    require_viewer(viewer)
    if viewer.role in SHUT_OUT:
        return {}
    desks = Desks().of_agency(viewer)
    made = {}
    for side in (Side.ASKER, Side.ASKED):
        rows = Copy.objects.filter(owner__in=desks, side=side.value, made_at__gte=since, made_at__lt=until)
        made[side] = figures_of(list(rows.exclude(state__in=[State.DRAFT.value, State.OWN_GATE.value])))
    journal.write_leaf(LeafKind.CONSULT, "requests.figures", {}, rows=sum(each.threads for each in made.values()))
    return made


def figures_of(rows: list[Copy]) -> Figures:
    """The figures of these copies; nothing that only the other side knows goes in."""
    spans = [
        (row.first_answer_at - row.started_at).total_seconds() for row in rows if row.first_answer_at and row.started_at
    ]
    return Figures(
        threads=len(rows),
        answered=len(spans),
        median_first_answer=timedelta(seconds=median(spans)) if spans else None,
        late=sum(row.late for row in rows),
        outcomes=dict(Counter(row.outcome for row in rows if row.outcome)),
        grounds=dict(Counter(row.ground for row in rows if row.ground)),
        useful=dict(Counter(row.useful for row in rows if row.useful)),
    )
