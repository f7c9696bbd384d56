"""The node's own work on time (system act `keep-time`): what passed its review day is found by nobody."""

from django.db import connection

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Viewer
from kerege.rooms.directory import queries as directory


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
