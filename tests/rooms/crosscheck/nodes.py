"""A committed node for each test: one clone a module, emptied between tests; a check runs on two connections."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from django.db import connections

from kerege.foundation import server
from tests.conftest import STARTED_HOME, clone, point_to

EMPTIED: tuple[str, ...] = (
    "records_",
    "crosscheck_",
    "screening_",
    "journal_",
    "access_release",
    "oversight_",
    "notices_",
    "requests_copy",
    "requests_line",
    "requests_tick",
)
EMPTIED += ("deconfliction_event", "deconfliction_conflict", "deconfliction_crossing", "deconfliction_cover")
REACHED = """
    WITH RECURSIVE reached(id) AS (
        SELECT c.oid FROM pg_class c, unnest(%s::text[]) AS start
         WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND starts_with(c.relname, start)
        UNION SELECT f.conrelid FROM pg_constraint f JOIN reached ON f.confrelid = reached.id WHERE f.contype = 'f'
    )
    SELECT id::regclass::text FROM reached"""


def cloned(worker_id: str) -> str:
    """A clone of the template for one module's tests; its name."""
    name = f"kerege_{worker_id}_checks"
    connections.close_all()
    clone(name, Path(os.environ[STARTED_HOME]))
    return name


def emptied(name: str, worker_id: str) -> Iterator[str]:
    """Every connection on that clone, its reports, checks and journal gone; back on the worker's own afterwards."""
    with server.ensure_server(durable=False).administrator(name) as database:
        empty(database)
    point_to(name)
    yield name
    connections.close_all()
    point_to(f"kerege_{worker_id}")


def empty(database: "psycopg.Connection[Any]") -> None:
    """Remove every row of those tables and of what refers to them: of the few that hold any, so it takes no time."""
    tables = [str(table) for (table,) in database.execute(REACHED, [list(EMPTIED)])]
    asked = " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})" for table in tables)
    held = [str(table) for (table,) in database.execute(asked)]
    with database.transaction():
        database.execute("SET LOCAL session_replication_role = replica")
        for table in held:
            database.execute(f"DELETE FROM {table}")
