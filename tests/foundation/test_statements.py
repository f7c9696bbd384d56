"""Statements asked again and again: bound and planned by the server, under the same policies and errors."""

from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from kerege.foundation.statements import asked
from kerege.foundation.viewing import viewing
from tests import cast

pytestmark = pytest.mark.django_db


def test_values_are_bound_by_the_server_whatever_they_hold() -> None:
    given = ["'; DROP TABLE records_report; --", "\\ % ' \" é 王", ""]
    assert asked("SELECT %s::text, %s::text, %s::text", given) == [tuple(given)]
    some = UUID(int=7)
    assert asked("SELECT %(one)s::uuid, %(many)s::bigint[]", {"one": some, "many": [1, -2]}) == [(some, [1, -2])]


def test_a_statement_is_planned_once_for_a_connection() -> None:
    for number in range(3):
        assert asked("SELECT %s::int + 41", [number]) == [(number + 41,)]
    plans = asked("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", ["SELECT $1::int + 41"])
    assert plans == [(1,)]


def test_the_policies_of_rows_hold() -> None:
    with pytest.raises(ProgrammingError, match="no viewer"), transaction.atomic():
        asked("SELECT count(*) FROM directory_desk")
    with viewing(cast.viewer("aigerim")), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM directory_officer")
        assert asked("SELECT count(*) FROM directory_officer") == cursor.fetchall()


def test_what_the_server_refuses_is_an_error_as_of_any_other_statement() -> None:
    with pytest.raises(ProgrammingError), transaction.atomic():
        asked("SELECT no_such_column FROM directory_desk")
