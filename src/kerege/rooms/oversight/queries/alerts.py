"""Alerts of look-ups, and what is watched: data protection of the agency, or who stands in where it has none."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import connection
from django.db.models import Count
from django.utils.translation import gettext_noop

from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Role, Viewer
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.oversight.models import Alert, Watched
from kerege.rooms.oversight.rules.unusual import Oddity

HEARERS = frozenset({Role.DATA_PROTECTION, Role.COORDINATOR})
"""Roles that alerts can reach: data protection, and coordinators where a party has none that may hear."""
ALIKE = ("by_desk", "officer_number", "kind", "watched")
"""What alerts have in common that are one line."""


class NoSuchAlertError(LookupError):
    """No such alert or watched name that this viewer keeps."""


class WatchKind(StrEnum):
    """Why a name is watched."""

    PUBLIC_FIGURE = "public_figure"
    BAIT = "bait"


@dataclass(frozen=True, slots=True)
class AlertEntry:
    """One look-up: who (by name inside the agency), where, why; `about` is what the keeper himself wrote."""

    id: UUID
    at: datetime
    kind: Oddity
    desk: UUID
    party: UUID
    officer_number: str
    officer_name: str
    purpose: str
    about: str
    settled_at: datetime | None
    remark: str
    times: int = 1
    """How often the same officer gave rise to the same alert that is open still; this is the last time."""
    stands_in: bool = False
    """The officer's agency has no data protection officer but, at most, himself: the viewer hears of it instead."""


@dataclass(frozen=True, slots=True)
class WatchedEntry:
    """One watched name or identifier, as its keeper wrote it."""

    id: UUID
    kind: WatchKind
    name: str
    identifier: str
    reason: str
    made_at: datetime
    ended_at: datetime | None


def hears(viewer: Viewer) -> bool:
    """Whether alerts may reach a hat at all."""
    return viewer.role in HEARERS


def refuse_the_deaf(viewer: Viewer) -> None:
    """Raises PermissionError for a hat that no alert reaches."""
    if not hears(viewer):
        raise PermissionError(gettext_noop("Only data protection officers and coordinators read alerts."))


def hearing_agencies() -> list[UUID]:
    """Of which agencies' officers the open viewer may hear at all: what is looked through, the policies say more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT hearing_agencies()")
        return list(cursor.fetchone()[0] or ())


def alerts(*, viewer: Viewer, limit: int = 200) -> list[AlertEntry]:
    """The alerts that the viewer hears of: all that are open, then the newest of those that are settled.

    What one officer repeats stands in one line: who looks himself up a hundred times hides nothing by it.
    """
    require_viewer(viewer)
    heard = Alert.objects.filter(agency__in=hearing_agencies())
    open_ones = heard.filter(settled_at__isnull=True)
    last = list(open_ones.order_by(*ALIKE, "-at", "id").distinct(*ALIKE))
    times = Counter(
        {each[:-1]: each[-1] for each in open_ones.values_list(*ALIKE).annotate(count=Count("id")).order_by()}
    )
    settled = heard.filter(settled_at__isnull=False).order_by("-at", "id")[:limit]
    rows = [*sorted(last, key=lambda each: (-each.at.timestamp(), str(each.id))), *settled]
    about = {row.id: row.name or row.identifier for row in Watched.objects.all()}
    names = dict(directory.colleagues())
    journal.write_leaf(LeafKind.CONSULT, "oversight.alerts", {}, rows=len(rows))
    return [
        AlertEntry(
            id=row.id,
            at=row.at,
            kind=Oddity(row.kind),
            desk=row.by_desk,
            party=row.by_party,
            officer_number=row.officer_number,
            officer_name=names.get(row.officer_number, ""),
            purpose=row.purpose,
            about=about.get(row.watched, "") if row.watched else "",
            settled_at=row.settled_at,
            remark=row.remark,
            times=1 if row.settled_at else times[tuple(getattr(row, name) for name in ALIKE)],
            stands_in=viewer.role is Role.COORDINATOR or row.agency not in viewer.own_audiences,
        )
        for row in rows
    ]


def watched(*, viewer: Viewer) -> list[WatchedEntry]:
    """What the viewer's agency watches, what still holds first."""
    require_viewer(viewer)
    rows = sorted(Watched.objects.order_by("-made_at", "id"), key=lambda each: each.ended_at is not None)
    journal.write_leaf(LeafKind.CONSULT, "oversight.watched", {}, rows=len(rows))
    return [
        WatchedEntry(
            row.id,
            WatchKind(row.kind),
            row.name,
            " ".join(part for part in (row.identifier_kind, row.identifier) if part),
            row.reason,
            row.made_at,
            row.ended_at,
        )
        for row in rows
    ]
