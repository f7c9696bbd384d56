"""Run a room's named SQL file in a migration, and read and ask named queries from its `sql` folder."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

import psycopg
from django.db import connections
from django.db.migrations.operations import RunSQL
from psycopg.adapt import PyFormat, Transformer
from psycopg.pq import ConnStatus, DiagnosticField, ExecStatus, TransactionStatus
from psycopg.pq.abc import PGresult

PLACE = re.compile(r"%(?:%|s|\((\w+)\)s)")
PLAN_GONE = frozenset({b"26000", b"0A000"})
"""How the server says that a plan is no longer there, or no longer gives what it gave."""
_plans: WeakKeyDictionary[object, dict[tuple[str, tuple[int, ...]], bytes]] = WeakKeyDictionary()
_numbers = count()


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
    with outer.wrap_database_errors:
        return answered(outer.connection, statement, bounds)


def answered(
    session: "psycopg.Connection[Any]", statement: str, bounds: Sequence[Any] | Mapping[str, Any]
) -> list[tuple[Any, ...]]:
    """The rows of a statement, by the shortest way to its plan: a cursor of the driver takes four times as long.

    The driver must keep no plans of its own on the connection: it throws all away after every rollback. A transaction
    that is due is begun, and what the server refuses is raised, as a cursor does.
    """
    if not session.autocommit and session.pgconn.transaction_status == TransactionStatus.IDLE:
        refuse(session, session.pgconn.exec_(b"BEGIN"))
    text, names = numbered(statement)
    values = [bounds[name] for name in names] if isinstance(bounds, Mapping) else bounds
    held = Transformer(session)
    given = held.dump_sequence(values, [PyFormat.AUTO] * len(values))
    types = held.types or ()
    plans = _plans.setdefault(session, {})
    if (plan := plans.get((statement, types))) is None:
        plan = f"asked_{next(_numbers)}".encode()
        refuse(session, session.pgconn.prepare(plan, text, types))
        plans[statement, types] = plan
    told = session.pgconn.exec_prepared(plan, given, held.formats)  # type: ignore[arg-type]  # it takes None as NULL
    if told.status == ExecStatus.TUPLES_OK:
        held.set_pgresult(told)
        return held.load_rows(0, told.ntuples, tuple)
    if told.status != ExecStatus.COMMAND_OK and told.error_field(DiagnosticField.SQLSTATE) in PLAN_GONE:
        plans.clear()
    refuse(session, told)
    return []


def refuse(session: "psycopg.Connection[Any]", told: PGresult) -> None:
    """Raise what the server refused."""
    if told.status == ExecStatus.COMMAND_OK:
        return
    if session.pgconn.status != ConnStatus.OK:
        raise psycopg.OperationalError("the connection to the database was lost")
    raise psycopg.errors.error_from_result(told)


@cache
def numbered(statement: str) -> tuple[bytes, tuple[str, ...]]:
    """A statement with its places numbered, as the server takes it, and the names of its values in that order."""
    names: list[str] = []

    def place(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%"
        name = found[1] or str(len(names))
        if name not in names:
            names.append(name)
        return f"${names.index(name) + 1}"

    return PLACE.sub(place, statement).encode(), tuple(names)
