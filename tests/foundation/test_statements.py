"""Statements asked again and again: bound and planned by the server, under the same policies and errors."""

from datetime import UTC, date, datetime
from uuid import UUID

import psycopg
import pytest
from django.db import connection, connections, transaction
from django.db.utils import ProgrammingError

from kerege.foundation.statements import asked
from kerege.foundation.viewing import viewing
from tests import cast

pytestmark = pytest.mark.django_db(databases=["default", "search"])


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


VALUES = {
    "none": None, "text": "а'\\ %", "number": -7, "large": 2**40, "share": 0.25, "truth": True, "id": UUID(int=7),
    "bytes": b"\0\xff", "day": date(2026, 2, 28), "moment": datetime(2026, 2, 28, 5, tzinfo=UTC), "many": [1, -2],
    "words": ["", "é"], "ids": [UUID(int=1)], "nothing": [],
}  # fmt: skip


@pytest.mark.parametrize("using", ["default", "search"])
@pytest.mark.parametrize("name", VALUES)
def test_a_value_is_told_the_same_whether_or_not_a_transaction_was_begun(name: str, using: str) -> None:
    """By name and by place, beside others, named twice, next to a sign of percent: as a cursor of the driver says."""
    types = {type(None): "text", list: "text[]" if name == "words" else "bigint[]"}
    kind = {"ids": "uuid[]"}.get(name) or types.get(type(VALUES[name]), "text")
    placed = (
        f"SELECT %s::{kind}, 5 %% 3, %s::int"
        if kind != "text" or VALUES[name] is None
        else "SELECT %s, 5 %% 3, %s::int"
    )
    by_place = (placed, [VALUES[name], 4])
    by_name = (
        placed.replace("%s", "%(one)s", 1).replace("%s", "%(two)s") + ", %(two)s::int",
        {"two": 4, "one": VALUES[name]},
    )
    connections[using].ensure_connection()
    for statement, bounds in (by_place, by_name):
        with psycopg.Cursor(connections[using].connection) as cursor:
            told = cursor.execute(statement, bounds, prepare=True).fetchall()
        with transaction.atomic(using=using):
            begun = asked("SELECT 1", using=using) and asked(statement, bounds, using=using)
        assert begun == told


def test_a_plan_that_somebody_took_away_is_made_anew_in_the_next_transaction() -> None:
    asked("SELECT %s::int + 43", [1])
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    with pytest.raises(ProgrammingError), transaction.atomic():
        asked("SELECT %s::int + 43", [1])
    assert asked("SELECT %s::int + 43", [2]) == [(45,)]


def test_the_policies_of_rows_hold() -> None:
    with pytest.raises(ProgrammingError, match="no viewer"), transaction.atomic():
        asked("SELECT count(*) FROM directory_desk")
    with viewing(cast.viewer("aigerim")), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM directory_officer")
        assert asked("SELECT count(*) FROM directory_officer") == cursor.fetchall()


def test_what_the_server_refuses_is_an_error_as_of_any_other_statement() -> None:
    with pytest.raises(ProgrammingError), transaction.atomic():
        asked("SELECT no_such_column FROM directory_desk")
