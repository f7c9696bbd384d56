"""Rows by raw SQL under ids and numbers of what others hold, for the proof `triggers`: each wrong in one thing."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

from kerege.foundation import chance
from kerege.kernel.law import Viewer
from tests import cast
from tests.proofs.attempts import COPY, by, rows
from tests.rooms.crosscheck import scenes as checking
from tests.rooms.records import desk
from tests.rooms.requests import scenes as requests

BEARING = {
    "bulletins_edition": "id", "requests_copy": "thread", "operations_delivery": "id", "operations_operation": "id",
    "deconfliction_event": "id", "deconfliction_crossing": "id", "retention_inquiry": "id", "screening_run": "id",
    "records_report": "id",
}  # fmt: skip
"""Tables of what is known by its id alone, and the column that bears it."""
DRAFT = "SELECT request_draft(%s::jsonb, %s)"
NUMBERS = ("TJ-DUSHANBE-EXERCISE", "KZ-ALMATY-ABCDEFGH", "TJ-DUSHANBE-AB-DEFGH")
"""Of a record: a number of its own desk, of another desk, and one whose end is cut in two."""
EARLIER = timedelta(days=3)


def borne() -> dict[str, str]:
    """An id of each kind that somebody holds."""
    return {table: str(rows(table)[0][column]) for table, column in BEARING.items()}


def tried() -> None:
    """A check, a record, a part and a request of one's own under each id that is taken, then under a free one."""
    thief, taken = cast.viewer("farrukh"), borne()
    mine = desk.report("farrukh").report
    requests.drafted("farrukh", desks=("kz-almaty",), report=mine)
    checking.ask("farrukh", "+7 701 999 99 99")
    check = rows("crosscheck_check", f"officer = '{thief.officer}'")[-1]
    draft = rows("requests_copy", f"report = '{mine}'")[0]
    now = chance.now().isoformat()
    for table, one in {**taken, "nothing": str(chance.new_id())}.items():
        entered(thief, "crosscheck_check", check | {"id": one, "made_at": now}, table)
        asked(thief, draft | {"thread": one}, table)
    former = (chance.now() - EARLIER).isoformat()
    entered(thief, "crosscheck_check", check | {"made_at": former}, "made before", new=True)
    asked(thief, draft | {"thread": str(chance.new_id()), "number": "KZ-26-ABCDEFGH"}, "a number of another party")
    numbered(thief, mine)
    beside(thief, mine, taken["records_report"])


def numbered(thief: Viewer, mine: UUID) -> None:
    """A record of one's own under other numbers."""
    [report] = rows("records_report", f"id = '{mine}'")
    for number in NUMBERS:
        entered(thief, "records_report", report | {"number": number, "source_key": None}, number, new=True)


def beside(thief: Viewer, mine: UUID, theirs: str) -> None:
    """A part of one's own record, and the same of somebody else's."""
    [part] = rows("records_nominal", f"report = '{mine}' AND current")
    for told, report in (("one's own", str(mine)), ("another's", theirs)):
        bent = {"report": report, "version": str(chance.new_id())}
        entered(thief, "records_nominal", part | bent, f"beside {told}", new=True)


def entered(viewer: Viewer, table: str, row: dict[str, Any], told: str, *, new: bool = False) -> None:
    """A row added by role app."""
    given = {"id": str(chance.new_id())} if new else {}
    by(viewer, COPY.format(table=table), json.dumps(row | given), told=f"{told} of {table}")


def asked(viewer: Viewer, copy: dict[str, Any], told: str) -> None:
    """A draft of a request, by the function that pages call."""
    by(viewer, DRAFT, json.dumps(copy | {"id": str(chance.new_id())}), chance.new_id(), told=f"draft {told}")
