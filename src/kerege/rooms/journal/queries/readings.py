"""Who read, checked or received an agency's records; an officer's own acts."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Viewer
from kerege.rooms.journal.models import Leaf, Mention


@dataclass(frozen=True, slots=True)
class Reading:
    """One mention: across parties a desk, a purpose and a stable officer number."""

    at: datetime
    record: UUID
    kind: str
    by_desk: UUID
    by_party: UUID
    officer_number: str
    purpose: str


@dataclass(frozen=True, slots=True)
class OwnAct:
    """One act of the officer himself."""

    at: datetime
    kind: str
    door: str
    purpose: str
    rows: int


def readings(*, viewer: Viewer, record: UUID | None = None, limit: int = 200) -> list[Reading]:
    """Who touched the records of the viewer's agency, newest first (for those who may ask an account)."""
    require_viewer(viewer)
    found = Mention.objects.all() if record is None else Mention.objects.filter(record=record)
    return [
        Reading(m.at, m.record, m.kind, m.by_desk, m.by_party, m.officer_number, m.purpose)
        for m in found.order_by("-at", "id")[:limit]
    ]


def own_acts(*, viewer: Viewer, limit: int = 200) -> list[OwnAct]:
    """What the viewer himself did, newest first."""
    require_viewer(viewer)
    found = Leaf.objects.filter(officer=viewer.officer).order_by("-at", "id")[:limit]
    return [OwnAct(leaf.at, leaf.kind, leaf.door, leaf.purpose, leaf.rows) for leaf in found]
