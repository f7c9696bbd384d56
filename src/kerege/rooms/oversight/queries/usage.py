"""How an agency's officers use the node: volumes by desk, day and purpose, what is unusual."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db import connection

from kerege.foundation import chance
from kerege.foundation.statements import named
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Viewer
from kerege.rooms.directory import queries as directory
from kerege.rooms.directory.queries import DeskKind
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.oversight.rules import clocks
from kerege.rooms.oversight.rules.unusual import Circumstances, Span, Unusual, unusual

HISTORY = timedelta(days=60)
"""How far before the first day asked for an officer's usual days are read."""


@dataclass(frozen=True, slots=True)
class Volume:
    """How many acts of a kind a desk did on a day for a purpose."""

    day: date
    desk: UUID
    purpose: str
    kind: str
    acts: int


@dataclass(frozen=True, slots=True)
class Usage:
    """What data protection is shown of a span of days; `names` resolves officers of the own agency."""

    since: date
    until: date
    volumes: list[Volume]
    unusual: list[Unusual]
    names: dict[str, str]


def party_day(viewer: Viewer) -> date:
    """The present day by the clock of the viewer's party: in Almaty it begins five hours before that of UTC."""
    return clocks.local(chance.now(), viewer.party_code).date()


def usage(*, viewer: Viewer, since: date, until: date) -> Usage:
    """Volumes and unusual use between two days (included, by the clock of the viewer's party).

    Reads only leaves of agencies that the viewer may ask an account of; anybody else gets an empty answer.
    """
    require_viewer(viewer)
    spans = spans_of(since - HISTORY, until + timedelta(days=1))
    shifts = frozenset(each.id for each in directory.desks() if each.kind in {DeskKind.POST, DeskKind.DUTY})
    told = Circumstances(viewer.party_code, shifts, since)
    counted: dict[tuple[date, UUID, str, str], int] = defaultdict(int)
    for span in spans:
        day = clocks.local(span.at, viewer.party_code).date()
        if since <= day <= until:
            counted[day, span.desk, span.purpose, span.kind] += span.count
    found = [each for each in unusual(spans, told) if each.day is None or each.day <= until]
    journal.write_leaf(LeafKind.CONSULT, "oversight.usage", {"since": since.isoformat(), "until": until.isoformat()})
    return Usage(since, until, newest_first(counted), found, dict(directory.colleagues()))


def newest_first(counted: Mapping[tuple[date, UUID, str, str], int]) -> list[Volume]:
    """The volumes of a span: the newest day first, each day by desk, purpose and act."""
    made = [Volume(*key, acts) for key, acts in counted.items()]
    return sorted(made, key=lambda each: (-each.day.toordinal(), str(each.desk), each.purpose, each.kind))


def spans_of(first: date, last: date) -> list[Span]:
    """Acts by half hours; a day more on either side, since the party's day is not that of UTC."""
    bounds = {
        "since": datetime.combine(first - timedelta(days=1), time(), tzinfo=UTC),
        "until": datetime.combine(last + timedelta(days=1), time(), tzinfo=UTC),
    }
    with connection.cursor() as cursor:
        cursor.execute(named("oversight", "usage"), bounds)
        return [Span(*row) for row in cursor.fetchall()]
