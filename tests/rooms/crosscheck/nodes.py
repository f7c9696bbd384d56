"""A committed node for each test: one clone a module, emptied between tests; a check runs on two connections."""

import os
from collections.abc import Iterator
from pathlib import Path

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
)
EMPTIED += ("deconfliction_event", "deconfliction_conflict", "deconfliction_crossing", "deconfliction_cover")


def cloned(worker_id: str) -> str:
    """A clone of the template for one module's tests; its name."""
    name = f"kerege_{worker_id}_checks"
    connections.close_all()
    clone(name, Path(os.environ[STARTED_HOME]))
    return name


def emptied(name: str, worker_id: str) -> Iterator[str]:
    """Every connection on that clone, its reports, checks and journal gone; back on the worker's own afterwards."""
    with server.ensure_server(durable=False).administrator(name) as database:
        found = database.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        tables = ", ".join(str(table) for (table,) in found if str(table).startswith(EMPTIED))
        database.execute(f"TRUNCATE {tables} CASCADE")
    point_to(name)
    yield name
    connections.close_all()
    point_to(f"kerege_{worker_id}")
