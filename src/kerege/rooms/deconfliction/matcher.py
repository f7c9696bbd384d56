"""Where role `search` compares a new event with all live ones: keeps it, asks the sphere, writes what is told.

Shapes of others leave the database here alone, and nothing of them leaves this module.
"""

import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import connections, transaction

from kerege.foundation import chance
from kerege.foundation.rows import as_json
from kerege.foundation.statements import named
from kerege.foundation.viewing import require_viewer, set_context, vouched
from kerege.kernel.law import Viewer
from kerege.methods.deconfliction import Box, meets, waypoints
from kerege.rooms.deconfliction.models import Event
from kerege.rooms.deconfliction.rules.events import Plan
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched

ALIAS = "search"
RATION = "SELECT desk, submitted, alike FROM may_submit(%s, %s)"
KEEP = "SELECT event, owner, agency, way, radius_km FROM hand_event(%s, %s, %s, %s)"
TELL = "SELECT pair, event, owner FROM tell_crossings(%s, %s::jsonb)"


@dataclass(frozen=True, slots=True)
class Ration:
    """For which desk the viewer submits (None: for none), and how much it did within 24 hours."""

    desk: UUID | None
    submitted: int
    alike: int


@contextmanager
def submitting(viewer: Viewer) -> Iterator[None]:
    """One transaction as role `search` for the viewer whose context is open."""
    require_viewer(viewer)
    with transaction.atomic(using=ALIAS):
        set_context(viewer, ALIAS)
        yield


def ration(behalf: UUID | None, spots: Sequence[int]) -> Ration:
    """What the desk submitted; from here on submissions wait for this one."""
    with connections[ALIAS].cursor() as cursor:
        cursor.execute(RATION, [behalf, list(spots)])
        return Ration(*cursor.fetchone())


def keep(event: Event, plan: Plan, boxes: Sequence[Box], behalf: UUID | None) -> list[Touched]:
    """Keep an event, find what it meets, write what is told now; returns the other events that were told of."""
    given, around = handed(event, plan.besides), json.dumps([asdict(box) for box in boxes])
    word = vouched(f"event|{require_viewer().hat}|{behalf or ''}|{given}|{around}")
    with connections[ALIAS].cursor() as cursor:
        cursor.execute(KEEP, [given, around, behalf, word])
        near = cursor.fetchall()
    met = [row for row in near if meets(plan.shape, waypoints(plain(row[3]), row[4]))]
    with chance.acting("deconfliction"):
        rows = [crossing_of(row[0], row[1]) for row in met]
    if not rows:
        return []
    with connections[ALIAS].cursor() as cursor:
        cursor.execute(TELL, [event.id, json.dumps(rows)])
        told = cursor.fetchall()
    agencies = {row[0]: row[2] for row in met}
    return [Touched(owner, agencies[other], other) for _, other, owner in told]


def handed(event: Event, besides: Collection[UUID]) -> str:
    """An event as `hand_event` takes it, and the legs that it does not meet."""
    [given] = json.loads(as_json([event]))
    return json.dumps(given | {"besides": sorted(map(str, besides))})


def plain(way: str | Sequence[Sequence[float]]) -> list[list[float]]:
    """The rows of a way, however the driver hands them over."""
    rows: Sequence[Sequence[float]] = json.loads(way) if isinstance(way, str) else way
    return [[float(value) for value in row] for row in rows]


def crossing_of(event: UUID, owner: UUID) -> dict[str, str]:
    """One crossing as `tell_crossings` takes it, with fresh ids."""
    names = ("id", "mine", "theirs")
    return {"event": str(event), "owner": str(owner)} | {name: str(chance.new_id()) for name in names}


def log(viewer: Viewer, detail: dict[str, object], touched: Sequence[Touched], told: int) -> None:
    """The leaf of a submission with its mentions, in its own transaction; it counts what the submitter is told."""
    leaf = journal.new_leaf(viewer, LeafKind.COLLECT, "deconfliction.submit", detail, told)
    with chance.acting("deconfliction"):
        mentions = [journal.new_mention(leaf, viewer, each) for each in touched]
    journal.seal_leaf(leaf, mentions)
    with journal.writing(), connections[ALIAS].cursor() as cursor:
        cursor.execute(named("deconfliction", "record"), {"leaf": as_json([leaf])[1:-1], "mentions": as_json(mentions)})
