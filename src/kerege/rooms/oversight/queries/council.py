"""What the Council's overseers are shown: volumes and alerts of whole parties, no desk, no officer, no record."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_noop

from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import PartyClass, Role, Viewer
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind

VOLUMES = "SELECT * FROM council_volumes(%s, %s) ORDER BY day DESC, party, purpose, kind"
UNHEARD = "SELECT * FROM council_unheard() ORDER BY party, agency"
ALERTS = "SELECT * FROM council_alerts(%s, %s) ORDER BY party, kind"


@dataclass(frozen=True, slots=True)
class CouncilVolume:
    """How many acts of a kind a party's officers did on a day (of UTC) for a purpose."""

    party: UUID
    day: date
    purpose: str
    kind: str
    acts: int


@dataclass(frozen=True, slots=True)
class CouncilAlert:
    """How many unusual look-ups of a kind a party's officers made, and how many data protection has settled."""

    party: UUID
    kind: str
    noted: int
    settled: int


def is_council(viewer: Viewer) -> bool:
    """Whether a hat oversees for the Council: data protection and auditors of the centre."""
    return viewer.party_class is PartyClass.CENTRE and viewer.role in {Role.DATA_PROTECTION, Role.AUDITOR}


def over_all(*, viewer: Viewer, since: date, until: date) -> tuple[list[CouncilVolume], list[CouncilAlert]]:
    """Volumes and alerts of every party between two days (included). Raises PermissionError for other hats."""
    require_viewer(viewer)
    if not is_council(viewer):
        raise PermissionError(gettext_noop("Only data protection officers and auditors of the centre see all parties."))
    bounds = [datetime.combine(day, time(), tzinfo=UTC) for day in (since, until + timedelta(days=1))]
    with connection.cursor() as cursor:
        cursor.execute(VOLUMES, bounds)
        volumes = [CouncilVolume(*row) for row in cursor.fetchall()]
        cursor.execute(ALERTS, bounds)
        found = [CouncilAlert(*row) for row in cursor.fetchall()]
    journal.write_leaf(LeafKind.CONSULT, "oversight.council", {"since": since.isoformat(), "until": until.isoformat()})
    return volumes, found


def unheard(*, viewer: Viewer) -> list[tuple[UUID, UUID]]:
    """Party and agency where nobody would hear of an alert: no data protection, no coordination.

    It follows from the directory alone and says nothing of alerts. Raises PermissionError for other hats.
    """
    require_viewer(viewer)
    if not is_council(viewer):
        raise PermissionError(gettext_noop("Only data protection officers and auditors of the centre see all parties."))
    with connection.cursor() as cursor:
        cursor.execute(UNHEARD)
        found = [(party, agency) for party, agency in cursor.fetchall()]
    journal.write_leaf(LeafKind.CONSULT, "oversight.unheard", {}, rows=len(found))
    return found
