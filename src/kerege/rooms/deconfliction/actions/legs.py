"""The node's own work on legs of controlled deliveries: it ends the event of a leg when the load has left it."""

from collections.abc import Collection
from uuid import UUID

from django.db import connection

from kerege.foundation.viewing import viewing
from kerege.rooms.deconfliction.queries.legs import SYSTEM
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind


def end_legs(legs: Collection[UUID], reason: str) -> int:
    """End the events of legs that the load has left, or that go otherwise now; returns how many.

    Nobody called them off, so nobody reviews their conflicts: these end as those of an event that is over do.
    """
    with viewing(directory.system_viewer(SYSTEM)):
        with connection.cursor() as cursor:
            cursor.execute("SELECT end_legs(%s, %s)", [list(legs), reason])
            ended = int(cursor.fetchone()[0])
        if ended:
            detail = {"legs": sorted(map(str, legs)), "ended": ended}
            journal.write_leaf(LeafKind.ALTER, "deconfliction.end_legs", detail, rows=ended)
    return ended
