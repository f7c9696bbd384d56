"""A purpose needs a case or a reason: the database asks for it itself, whatever a face forgot."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection

from kerege.foundation import server
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose, Role, Viewer
from tests import cast

GROUNDS = {"neither": ("", ""), "blanks": (" \t", " "), "a case": ("EX-1", ""), "a reason": ("", "EXERCISE")}
ASKED = """
    SELECT (v).active, cardinality(held_labels()), (SELECT count(*) FROM held_findings()), cardinality(own_desks()),
           (SELECT count(*) FROM records_report), may_administer(), cardinality(account_agencies())
      FROM verified_viewer() v"""
NOTHING = (False, 0, 0, 0, 0, False, 0)


def told(viewer: Viewer) -> tuple[Any, ...]:
    """What the database gives of itself to a viewer, and whether it takes him for active."""
    with viewing(viewer), connection.cursor() as cursor:
        cursor.execute(ASKED)
        return tuple(cursor.fetchone())


def visits(database: Any) -> Iterator[Viewer]:
    """One officer in each role in turn, as the node's administrator makes it past all fences, for each purpose."""
    base = cast.viewer("aigerim")
    for role in Role:
        database.execute("UPDATE directory_appointment SET role = %s WHERE id = %s", [role.value, base.hat])
        yield from (replace(base, role=role, purpose=purpose) for purpose in Purpose)


@pytest.mark.parametrize("given", list(GROUNDS))
def test_the_database_takes_nobody_for_active_without_what_makes_the_purpose_plausible(
    given: str, own_clone: str
) -> None:
    case, reason = GROUNDS[given]
    with server.ensure_server(durable=False).administrator(own_clone) as database:
        for visit in visits(database):
            at_work = visit.purpose is Purpose.OWN_WORK
            on_shift = visit.role is Role.POST and visit.purpose is Purpose.BORDER_CONTROL
            said = told(replace(visit, case=case, reason=reason))
            if given.startswith("a ") or at_work or on_shift:
                assert said[0] is True, visit
            else:
                assert said == NOTHING, visit
