"""Proof: what a page makes the database do is the same however much lies there that its reader may not see.

Times tell what bytes do not. Clocks are no judges, so the work itself is counted: statements, and rows that the tables
gave up to them, with the planner told to read no table from end to end. Every row of every guarded table that a viewer
may not see is then copied many times over, and everything is asked again. Another plan reads some rows of the viewer's
own more often; one that reads what is hidden reads every copy.
"""

import os
import random
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock
from uuid import UUID

import psycopg
import pytest
from django.core.cache import cache
from django.db import connections
from psycopg import sql
from pytest_django import DjangoDbBlocker

from kerege.foundation import chance, server, statements
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from tests import cast
from tests.access import faces, twins
from tests.access.test_matrix import guarded, stage
from tests.kept import begun

COPIES = 80
NEW = frozenset({"id", "report"})
"""Copies are of reports of their own: no report has many parts."""
VIEWERS = tuple(os.environ.get("KEREGE_VIEWERS", "hamid").split(","))
ALWAYS = ("/", "/records/", "/deconfliction/", "/deconfliction/events/", "/operations/", "/requests/")
"""What everybody opens, or what was once seen to work for hidden rows."""
ASKED = int(os.environ.get("KEREGE_FACES", "4"))
"""So many further faces are drawn for each viewer; 1000 asks all."""
SEED = os.environ.get("KEREGE_SEED", "work")
ROOMS = (
    "records|crosscheck|requests|operations|deconfliction|screening|retention|notices|permissions|bulletins|files|"
    "intake|oversight"
)
TABLE = re.compile(rf'\b(?:FROM|JOIN|INTO|UPDATE)\s+"?((?:{ROOMS})_\w+)')
READ = f"""
    SELECT relname, coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) FROM pg_stat_user_tables
     WHERE relname ~ '^({ROOMS})_'"""


@contextmanager
def counting() -> Iterator[Counter[str]]:
    """Counts statements by the tables of the rooms that they name."""
    said: Counter[str] = Counter()
    execute, answered = psycopg.Cursor.execute, statements.answered

    def counted(cursor: Any, query: Any, *given: Any, **more: Any) -> Any:
        text = query.as_string(cursor) if isinstance(query, sql.Composable) else str(query)
        said.update(TABLE.findall(text))
        return execute(cursor, query, *given, **more)

    def planned(session: Any, statement: str, bounds: Any) -> Any:
        said.update(TABLE.findall(statement))
        return answered(session, statement, bounds)

    with mock.patch.object(psycopg.Cursor, "execute", counted), mock.patch.object(statements, "answered", planned):
        yield said


class Work:
    """Asks faces as somebody, and says what each made the database do."""

    def __init__(self, name: str, database: "psycopg.Connection[Any]") -> None:
        """Sign in; nothing is read from end to end where an index serves."""
        self.viewer = cast.viewer(name, Purpose.INVESTIGATION, case="EXERCISE")
        self.client, token = twins.client_of(name, self.viewer)
        self.signed = {"Authorization": f"Bearer {token}"}
        self.database = database
        for alias in ("default", "search"):
            with connections[alias].cursor() as cursor:
                cursor.execute("SET enable_seqscan = off")

    def read(self) -> dict[str, int]:
        """Rows that each table gave up so far, to anybody; what every connection counted is told at once."""
        self.database.execute("SELECT pg_stat_force_next_flush()")
        for alias in ("default", "search"):
            with connections[alias].cursor() as cursor:
                cursor.execute("SELECT pg_stat_force_next_flush()")
        return {str(table): int(rows) for table, rows in self.database.execute(READ).fetchall()}

    def of(self, address: str) -> tuple[Counter[str], Counter[str]]:
        """Statements and rows read for one face, by table."""
        before = self.read()
        with counting() as said:
            self.client.get(address, headers=self.signed if address.startswith("/api/") else {})
        after = self.read()
        return said, Counter({table: after[table] - before[table] for table in after if after[table] > before[table]})

    def held(self) -> list[int]:
        """The labels that the viewer reads, in any purpose of his visit."""
        with viewing(self.viewer), connections["default"].cursor() as cursor:
            cursor.execute("SELECT held_labels()")
            return list(cursor.fetchone()[0])


def multiply(database: "psycopg.Connection[Any]", held: list[int], own: list[UUID]) -> int:
    """Copy every row that stands under another label; returns how many rows were made."""
    made = 0
    for table in sorted({model._meta.db_table for model in guarded()} | {"records_listing"}):
        columns = [
            str(name)
            for (name,) in database.execute(
                "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
                " AND attgenerated = ''",
                [table],
            ).fetchall()
        ]
        chosen = sql.SQL(", ").join(
            sql.SQL("gen_random_uuid()" if each in NEW else "t.{}").format(sql.Identifier(each)) for each in columns
        )
        statement = sql.SQL(
            "INSERT INTO {0} ({1}) SELECT {2} FROM {0} t, generate_series(1, {3}) WHERE NOT t.label = ANY(%s)"
            " AND coalesce((to_jsonb(t)->>'member')::uuid <> ALL (%s), true)"
            " AND coalesce((to_jsonb(t)->>'agency')::uuid <> ALL (%s), true) ON CONFLICT DO NOTHING"
        ).format(sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns)), chosen, sql.Literal(COPIES))
        made += database.execute(statement, [held, own, own]).rowcount
    database.execute("ANALYZE")
    return made


@pytest.mark.parametrize("name", VIEWERS)
def test_hidden_rows_cost_a_reader_no_work(
    django_db_setup: None, worker_id: str, django_db_blocker: DjangoDbBlocker, name: str
) -> None:
    """A failure names the face, the tables and how many rows more were read.

    KEREGE_VIEWERS, KEREGE_FACES and KEREGE_SEED widen it.
    """
    cache.clear()
    with (
        django_db_blocker.unblock(),
        begun("matrix", worker_id, lambda: stage("kept")),
        chance.seeded(f"work-{name}", twins.NOON),
        server.ensure_server(durable=False).administrator(f"kerege_{worker_id}_own") as database,
    ):
        database.execute("SET session_replication_role = replica")
        work = Work(name, database)
        asked = drawn(name)
        for address in asked:
            work.of(address)
        before = {address: work.of(address) for address in asked}
        own = sorted(work.viewer.own_audiences | {work.viewer.party})
        assert multiply(database, work.held(), own) > 10 * COPIES
        differ = {}
        for address in asked:
            said, rows = work.of(address)
            assert said == before[address][0], f"{address}: other statements"
            more = {table: count for table, count in (rows - before[address][1]).items() if count >= COPIES // 2}
            if more:
                differ[address] = more
    assert not differ


def drawn(name: str) -> list[str]:
    """The faces that are asked as somebody."""
    known = {"report": faces.UNKNOWN, "report_id": faces.UNKNOWN}
    every = sorted({*faces.page_addresses(known), *faces.api_addresses(known)} - set(ALWAYS))
    return [*ALWAYS, *random.Random(f"{SEED}|{name}").sample(every, min(ASKED, len(every)))]
