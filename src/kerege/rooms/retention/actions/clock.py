"""The node's own work on time (system act `keep-time`): what passed its review day is found by nobody."""

from uuid import UUID

from django.db import connection

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Viewer
from kerege.rooms.directory import queries as directory

MOST_REMINDED = 50


def node_viewer() -> Viewer:
    """The viewer of the node's work on time; it reads no content."""
    return directory.system_viewer("keep-time")


def let_lapse() -> int:
    """Take what passed its review day out of the index of checks; returns how many entries went.

    Releases end by themselves on that day: this is for finding alone. Justifying anew brings the entries back.
    """
    with viewing(node_viewer()), connection.cursor() as cursor:
        cursor.execute("SELECT retention_lapse(%s)", [chance.today()])
        return int(cursor.fetchone()[0])


def remind(most: int = MOST_REMINDED) -> int:
    """Tell owners' desks, once each, that a review day passed; returns how many notices were written."""
    drawn = chance.salt(16 * 2 * most)
    fresh = [UUID(bytes=drawn[start : start + 16], version=4) for start in range(0, len(drawn), 16)]
    with viewing(node_viewer()), connection.cursor() as cursor:
        cursor.execute("SELECT retention_remind(%s)", [fresh])
        return int(cursor.fetchone()[0])
