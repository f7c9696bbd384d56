"""How parties let requests out and in, and which profile of clocks is adopted."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kerege.rooms.requests.models import Adopted, Gate
from kerege.rooms.requests.rules.clocks import DIRECTIVE, PROFILES, Profile
from kerege.rooms.requests.rules.course import Kind
from kerege.rooms.requests.rules.words import Gating


@dataclass(frozen=True, slots=True)
class GateEntry:
    """How one party lets requests out and in, and whether its answers need a second approver."""

    outgoing: Gating = Gating.DIRECT
    incoming: Gating = Gating.DIRECT
    second_approver: bool = False


def gate(party: UUID, kind: Kind = Kind.REQUEST) -> GateEntry:
    """A party's gate for a kind: directly and without a second approver where it said nothing."""
    row = Gate.objects.filter(party=party, kind__in=["", kind.value]).order_by("-recorded_at", "-id").first()
    if row is None:
        return GateEntry()
    return GateEntry(Gating(row.outgoing), Gating(row.incoming), row.second_approver)


def gates(party: UUID) -> dict[Kind, GateEntry]:
    """A party's gate for each kind."""
    return {kind: gate(party, kind) for kind in Kind}


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
