"""Who read, checked or received an agency's records; an officer's own acts."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db.models import QuerySet

from kerege.foundation.stretches import Stretch, stretch
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which readings are asked for; what is not said narrows nothing. Days are whole days in UTC."""

    record: UUID | None = None
    by_desk: UUID | None = None
    not_by_party: UUID | None = None
    kind: str = ""
    since: date | None = None
    until: date | None = None

    def found(self) -> "QuerySet[Mention]":
        """The mentions, newest first; the row policies leave those of the viewer's agency."""
        found = Mention.objects.order_by("-at", "id")
        equal = {"record": self.record, "by_desk": self.by_desk, "kind": self.kind or None}
        found = found.filter(**{name: value for name, value in equal.items() if value is not None})
        if self.not_by_party is not None:
            found = found.exclude(by_party=self.not_by_party)
        if self.since is not None:
            found = found.filter(at__gte=datetime.combine(self.since, time(), tzinfo=UTC))
        if self.until is not None:
            found = found.filter(at__lt=datetime.combine(self.until + timedelta(days=1), time(), tzinfo=UTC))
        return found


EVERYTHING = Wanted()


def readings(
    *, viewer: Viewer, record: UUID | None = None, wanted: Wanted = EVERYTHING, limit: int = 200, offset: int = 0
) -> Stretch[Reading]:
    """Who touched the records of the viewer's agency, newest first (for those who may ask an account)."""
    require_viewer(viewer)
    found = (replace(wanted, record=record) if record is not None else wanted).found()
    return stretch(found, offset=offset, limit=limit).of(
        lambda rows: [Reading(m.at, m.record, m.kind, m.by_desk, m.by_party, m.officer_number, m.purpose) for m in rows]
    )


def desks_that_read(*, viewer: Viewer) -> list[UUID]:
    """The desks that ever touched a record of the viewer's agency."""
    require_viewer(viewer)
    return list(Mention.objects.order_by("by_desk").values_list("by_desk", flat=True).distinct())


def own_acts(*, viewer: Viewer, limit: int = 200, offset: int = 0) -> Stretch[OwnAct]:
    """What the viewer himself did, newest first."""
    require_viewer(viewer)
    found = stretch(Leaf.objects.filter(officer=viewer.officer).order_by("-at", "id"), offset=offset, limit=limit)
    return found.of(lambda rows: [OwnAct(leaf.at, leaf.kind, leaf.door, leaf.purpose, leaf.rows) for leaf in rows])


def times_done(*, viewer: Viewer, door: str, since: datetime) -> int:
    """How often the viewer himself did one act since an instant, under whatever hat."""
    require_viewer(viewer)
    return Leaf.objects.filter(officer=viewer.officer, door=door, at__gt=since).count()
