"""What an officer may call by raw SQL writes nothing where he gives nothing: NULL is no answer to a check."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.db import DatabaseError, connections, transaction

from kerege.foundation.viewing import viewing
from tests import cast

WRITERS = """
    SELECT p.oid::regprocedure::text, p.proname, p.pronargs, p.proisstrict, r.app
      FROM pg_proc p CROSS JOIN LATERAL (
        SELECT has_function_privilege('kerege_app', p.oid, 'EXECUTE') AS app,
               has_function_privilege('kerege_search', p.oid, 'EXECUTE') AS search) r
     WHERE p.pronamespace = 'public'::regnamespace AND p.prokind = 'f' AND p.pronargs > 0 AND p.provolatile = 'v'
       AND (r.app OR r.search)
     ORDER BY 1
"""
OPTIONAL: Mapping[str, str] = {
    "hand_event": "on nobody's behalf",
    "hand_notice": "no officer: whoever sits at the desk",
    "may_submit": "on nobody's behalf",
    "meet_look_out": "a check or a report without a finding mode of its own",
    "permission_answer": "no release: refused",
    "permission_ask": "no party: use as evidence",
    "unseat_member": "no member: all of the party",
}
"""Functions that write and take NULL in one argument, and what it says there."""


def writers() -> list[tuple[str, str, int, bool, bool]]:
    """The functions that write and are open to a role: signature, name, arguments, whether strict, whether app's."""
    with connections["default"].cursor() as cursor:
        cursor.execute(WRITERS)
        return list(cursor.fetchall())


@pytest.mark.django_db
def test_every_function_that_writes_does_nothing_where_it_is_given_nothing() -> None:
    found = writers()
    loose = {name for _, name, _, strict, _ in found if not strict}
    assert loose == set(OPTIONAL)
    assert len(found) > 50


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["aigerim", "farrukh", "kz_coordinator", "duty", "gulnora", "admin"])
def test_those_that_may_be_given_less_refuse_nothing_at_all(name: str) -> None:
    """All arguments NULL: no function answers that it did what was asked."""
    viewer = cast.viewer(name)
    for _, function, arguments, _, open_to_app in writers():
        if not open_to_app:
            continue
        with viewing(viewer):
            told = answered(f"SELECT {function}({', '.join(['NULL'] * arguments)})")
        assert not told, (function, told)


def answered(statement: str) -> Any:
    """What a call answers; the words of the refusal are not to hold a row."""
    try:
        with transaction.atomic(), connections["default"].cursor() as cursor:
            cursor.execute(statement)
            row = cursor.fetchone()
    except DatabaseError as problem:
        return "a row in the refusal" if "Failing row" in str(problem) else None
    return row[0] if row else None
