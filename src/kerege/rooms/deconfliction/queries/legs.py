"""Which legs of controlled deliveries stand as live events: asked by the node, for the room of deliveries alone."""

from collections.abc import Collection
from uuid import UUID

from django.db import connection

from kerege.foundation.viewing import viewing
from kerege.rooms.directory import queries as directory

SYSTEM = "operations"


def standing_legs(legs: Collection[UUID]) -> frozenset[UUID]:
    """Of these legs, those that stand as live events, whoever submitted them; for the room of deliveries alone."""
    with viewing(directory.system_viewer(SYSTEM)), connection.cursor() as cursor:
        cursor.execute("SELECT standing_legs(%s)", [list(legs)])
        return frozenset(cursor.fetchone()[0])
