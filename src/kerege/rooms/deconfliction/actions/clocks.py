"""The node's own work: clocks that ran out, events that are over, erasure."""

from django.db import connection

from kerege.foundation.viewing import viewing
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind

SYSTEM = "deconfliction"
TEND = "SELECT moved, erased FROM tend_deconfliction()"


def tend() -> int:
    """Move on what its clock has overtaken, erase what was kept long enough; returns how much was done.

    Each is noted in the journal by number alone: neither desks nor places nor the events themselves are named.
    """
    with viewing(directory.system_viewer(SYSTEM)), connection.cursor() as cursor:
        cursor.execute(TEND)
        moved, erased = cursor.fetchone()
        for kind, door, rows in ((LeafKind.ALTER, "tend", moved), (LeafKind.ERASE, "erase", erased)):
            if rows:
                journal.write_leaf(kind, f"deconfliction.{door}", {}, rows=int(rows))
    return int(moved) + int(erased)
