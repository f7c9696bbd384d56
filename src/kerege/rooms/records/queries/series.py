"""Items for statistics and bulletins: current, not retracted, exact repeats counted once; labels apply."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from kerege.foundation.statements import named
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Viewer
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind


class CountedItem(NamedTuple):
    """One item of a report that counts: an amount that is not known stays None and is never zero."""

    report: UUID
    owner: UUID
    kind: str
    country: str
    first_day: date
    last_day: date
    substance: str
    substance_given: str
    base: str
    base_amount: Decimal | None
    amount: Decimal | None
    unit: str


def counted_items(
    *, viewer: Viewer, since: date, until: date, kinds: tuple[str, ...] = ("seizure",), country: str = ""
) -> list[CountedItem]:
    """Every item of the span that this viewer may see, of reports neither retracted nor exact repeats; one leaf."""
    require_viewer(viewer)
    with connection.cursor() as database:
        database.execute(
            named("records", "counted_items"),
            {"since": since, "until": until, "kinds": list(kinds), "country": country},
        )
        found = list(map(CountedItem._make, database.fetchall()))
    journal.write_leaf(
        LeafKind.COMBINE, "records.counted_items", {"since": str(since), "until": str(until)}, rows=len(found)
    )
    return found
