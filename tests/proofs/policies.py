"""Proof by planting faults: each clause of each row policy opened to everybody, for all four commands."""

import json
import random
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from kerege.foundation import chance, server
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose, Viewer
from kerege.rooms.oversight import actions as oversight
from kerege.rooms.oversight.queries import WatchKind
from tests import cast
from tests.access import test_id_sweep, test_matrix, twins
from tests.proofs.nodes import fresh_database
from tests.proofs.proof import Step

CLAUSES = """
    SELECT p.tablename, p.policyname, p.cmd, x.clause, x.former
      FROM pg_policies p
      JOIN pg_class c ON c.relname = p.tablename AND c.relnamespace = 'public'::regnamespace
      CROSS JOIN LATERAL (VALUES ('USING', p.qual), ('WITH CHECK', p.with_check)) AS x(clause, former)
     WHERE p.schemaname = 'public' AND (p.roles = '{public}' OR 'kerege_app' = ANY (p.roles)) AND x.former IS NOT NULL
       AND CASE p.cmd WHEN 'DELETE' THEN has_table_privilege('kerege_app', c.oid, 'DELETE')
           ELSE has_any_column_privilege('kerege_app', c.oid, p.cmd) END
     ORDER BY p.tablename, p.policyname, x.clause"""
CHANGEABLE = """
    SELECT a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE c.relname = %s AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
       AND has_column_privilege('kerege_app', c.oid, a.attnum, 'UPDATE') ORDER BY a.attnum"""
LABELS = "SELECT DISTINCT ON (owner_audience) id::text FROM access_label ORDER BY owner_audience, id"
SAMPLES = 4
HELD_TWICE = {
    "operations_entry_add WITH CHECK": "a trigger asks for the own desk before it; that it also refuses a label "
    "of others no attempt here reaches",
}
"""Clauses whose opening nothing here notices, and why; docs/proofs.md counts them as not noticed."""
WHOLE = 10**6
"""From so many cases on every clause is opened; below, as many as asked for, chosen by the seed."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of one policy as it stands."""

    table: str
    policy: str
    command: str
    clause: str
    former: str


def policy_mutants(cases: int, seed: str) -> Iterator[Step]:
    """Each clause opened to everybody: what some viewer sees, adds, changes or removes must change."""
    with fresh_database("policies") as name, server.ensure_server(durable=False).administrator(name) as database:
        staged_rows()
        with chance.seeded("matrix", twins.NOON):
            viewers = [cast.viewer(each) for each in cast.OFFICERS]
            clauses = [Clause(*row) for row in database.execute(CLAUSES).fetchall()]
            clauses = [each for each in clauses if is_filled(each.table, database) and can_differ(each, database)]
            if cases < len(clauses):
                clauses = random.Random(seed).sample(clauses, cases)
            for each in clauses:
                noticed = f"{each.policy} {each.clause}" in HELD_TWICE or is_noticed(each, viewers, database)
                what = "" if noticed else f"nothing notices that {each.policy} {each.clause} is open"
                yield Step(1, frozenset({f"{each.table} × {each.command} × {each.clause}"}), what, seed)


def is_filled(table: str, database: Any) -> bool:
    """Whether the stage has rows of a table."""
    return database.execute(f'SELECT FROM "{table}" LIMIT 1').fetchone() is not None


def can_differ(each: Clause, database: Any) -> bool:
    """Whether opening a clause could change anything: what a change leaves behind is judged by columns that may change.

    Where role app may change none of the columns that a WITH CHECK names, a row passes it when it passed USING.
    """
    if (each.command, each.clause) != ("UPDATE", "WITH CHECK"):
        return True
    columns = [name for name, _ in database.execute(CHANGEABLE, [each.table]).fetchall()]
    return any(re.search(rf"\b{column}\b", each.former) for column in columns)


def is_noticed(each: Clause, viewers: list[Viewer], database: Any) -> bool:
    """Whether opening one clause changes what anybody may do."""
    look = {"SELECT": seen, "INSERT": added, "UPDATE": changed, "DELETE": removed}[each.command]
    before = look(each.table, viewers, database)
    database.execute(f'ALTER POLICY "{each.policy}" ON "{each.table}" {each.clause} (true)')
    try:
        return look(each.table, viewers, database) != before
    finally:
        database.execute(f'ALTER POLICY "{each.policy}" ON "{each.table}" {each.clause} ({each.former})')


def staged_rows() -> None:
    """One thing of every kind, rows of the matrix, watched names: as many tables as the tests know how to fill."""
    patch = pytest.MonkeyPatch()
    with tempfile.TemporaryDirectory() as folder:
        try:
            with chance.seeded("proof-ids", twins.NOON):
                test_id_sweep.staged(Path(folder), patch)
        finally:
            patch.undo()
    test_matrix.stage("proof-policies")
    keeper, asker = cast.viewer("gulnora", Purpose.OVERSIGHT), cast.viewer("farrukh", Purpose.INVESTIGATION)
    with viewing(keeper):
        oversight.watch(actor=keeper, kind=WatchKind.BAIT, name="Приманкин Вымысел", reason="EXERCISE")
    with viewing(asker):
        oversight.note_lookup(actor=asker, names=["Приманкин Вымысел"], identifiers=[], left_out=[])


def seen(table: str, viewers: list[Viewer], database: Any) -> list[object]:
    """How many rows each viewer sees, and somebody without a signed context."""
    statement = f'SELECT FROM "{table}"'
    return [tried(viewer, statement, []) for viewer in [*viewers, None]]


def added(table: str, viewers: list[Viewer], database: Any) -> list[object]:
    """Whether each viewer may add a copy of a row as it stands, under a new id; nothing is kept."""
    rows = database.execute(f'SELECT to_jsonb(t)::text FROM "{table}" t LIMIT {SAMPLES}').fetchall()
    add = f'INSERT INTO "{table}" SELECT (jsonb_populate_record(NULL::"{table}", %s::jsonb || %s::jsonb)).*'
    answers: list[object] = []
    for (row,) in rows:
        fresh = {"id": str(uuid4())} if isinstance(json.loads(row).get("id"), str) else {}
        answers += [tried(viewer, add, [row, json.dumps(fresh)]) for viewer in [*viewers, None]]
    return answers


def changed(table: str, viewers: list[Viewer], database: Any) -> list[object]:
    """How many rows each viewer changes by raw SQL that reads no column: no policy for reading stands before it."""
    answers: list[object] = []
    for column, kind in database.execute(CHANGEABLE, [table]).fetchall():
        values = database.execute(
            LABELS
            if column == "label"
            else f'SELECT DISTINCT "{column}"::text FROM "{table}" ORDER BY 1 LIMIT {SAMPLES}'
        ).fetchall()
        statement = f'UPDATE "{table}" SET "{column}" = %s::{kind}'
        for (value,) in values:
            answers += [tried(viewer, statement, [value]) for viewer in [*viewers, None]]
    return answers


def removed(table: str, viewers: list[Viewer], database: Any) -> list[object]:
    """How many rows each viewer removes by raw SQL that reads no column."""
    return [tried(viewer, f'DELETE FROM "{table}"', []) for viewer in [*viewers, None]]


def tried(viewer: Viewer | None, statement: str, values: list[Any]) -> object:
    """How many rows a statement touches for a viewer, or the kind of its refusal; nothing is kept."""
    if viewer is None:
        return counted(statement, values)
    with viewing(viewer):
        return counted(statement, values)


def counted(statement: str, values: list[Any]) -> object:
    """Rows touched by a statement that is taken back, or the first words of its refusal."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            transaction.set_rollback(True)
            return int(cursor.rowcount)
    except DatabaseError as problem:
        return str(problem)[:60]
