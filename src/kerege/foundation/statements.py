"""Run a room's named SQL file in a migration, and read and ask named queries from its `sql` folder."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

import psycopg
from django.db import connections
from django.db.migrations.operations import RunSQL
from psycopg.pq import ExecStatus


@cache
def named(room: str, name: str) -> str:
    """The text of `rooms/<room>/sql/<name>.sql`."""
    return (resources.files(f"kerege.rooms.{room}") / "sql" / f"{name}.sql").read_text(encoding="utf-8")


def run_named(room: str, name: str) -> RunSQL:
    """A migration operation that runs a room's named SQL file as it stands."""
    return RunSQL(named(room, name), reverse_sql=RunSQL.noop)


def asked(
    statement: str, bounds: Sequence[Any] | Mapping[str, Any] = (), *, using: str = "default"
) -> list[tuple[Any, ...]]:
    """The rows of a statement that is asked again and again (none of one that only writes); planned once a connection.

    Values are bound by the server, so that each wants its type where the statement does not tell it. Who watches the
    statements of the connection (Django's `execute_wrappers`) watches this one too.
    """
    outer = connections[using]
    if outer.execute_wrappers:
        with outer.cursor() as watched:
            watched.execute(statement, bounds)
            return watched.fetchall() if watched.description is not None else []
    outer.ensure_connection()
    with outer.wrap_database_errors, psycopg.Cursor(outer.connection) as cursor:
        cursor.execute(statement, bounds, prepare=True)
        told = cursor.pgresult is not None and cursor.pgresult.status == ExecStatus.TUPLES_OK
        return cursor.fetchall() if told else []
