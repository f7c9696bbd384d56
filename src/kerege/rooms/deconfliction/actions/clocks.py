"""The node's own work: clocks that ran out, events that are over, erasure."""

from django.db import connection

from kerege.foundation.viewing import viewing
from kerege.rooms.directory import queries as directory

SYSTEM = "deconfliction"
TEND = "SELECT moved, erased FROM tend_deconfliction()"


def tend() -> int:
    """Move on what its clock has overtaken, erase what was kept long enough; returns how much was done."""
    with viewing(directory.system_viewer(SYSTEM)), connection.cursor() as cursor:
        cursor.execute(TEND)
        moved, erased = cursor.fetchone()
    return int(moved) + int(erased)
