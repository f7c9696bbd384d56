"""Proofs by planting faults: a missing check on each door, an opened row policy on each table, a journal that fails."""

import json
import tempfile
from collections.abc import Iterator
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
from tests.access import doors, test_id_sweep, test_matrix, twins
from tests.proofs.nodes import fresh_database
from tests.proofs.proof import Step, seeds

POLICIES = """
    SELECT p.tablename, p.policyname, p.cmd, coalesce(p.qual, 'true'), p.with_check
      FROM pg_policies p
      JOIN pg_class c ON c.relname = p.tablename AND c.relnamespace = 'public'::regnamespace
     WHERE p.schemaname = 'public' AND (p.roles = '{public}' OR 'kerege_app' = ANY (p.roles))
       AND p.cmd IN ('SELECT', 'INSERT')
       AND has_any_column_privilege('kerege_app', c.oid, p.cmd)
     ORDER BY p.tablename, p.policyname"""
UNWRITABLE = "REVOKE INSERT ON journal_leaf FROM kerege_app, kerege_search"
WRITABLE = "GRANT INSERT ON journal_leaf TO kerege_app, kerege_search"


def endpoint_mutants(cases: int, seed: str) -> Iterator[Step]:
    """A missing check on each page and operation, in two ways each; always all of them."""
    with fresh_database("doors"):
        viewers = doors.everybody()
        for name, look in doors.planted():
            found = look(viewers)
            yield Step(1, frozenset({name.rpartition(",")[0]}), "" if found else f"nothing notices: {name}", seed)


def policy_mutants(cases: int, seed: str) -> Iterator[Step]:
    """Each row policy opened to everybody: what some viewer sees, or may write, must change; always all of them."""
    with fresh_database("policies") as name, server.ensure_server(durable=False).administrator(name) as database:
        staged_rows()
        with chance.seeded("matrix", twins.NOON):
            viewers = [cast.viewer(each) for each in cast.OFFICERS]
            for table, policy, command, qual, check in database.execute(POLICIES).fetchall():
                if database.execute(f'SELECT FROM "{table}" LIMIT 1').fetchone() is None:
                    continue
                look = seen if command == "SELECT" else taken
                before = look(table, viewers, database)
                clause, former = ("USING", qual) if command == "SELECT" else ("WITH CHECK", check)
                database.execute(f'ALTER POLICY "{policy}" ON "{table}" {clause} (true)')
                try:
                    noticed = look(table, viewers, database) != before
                finally:
                    database.execute(f'ALTER POLICY "{policy}" ON "{table}" {clause} ({former})')
                what = "" if noticed else f"nothing notices that {policy} is open"
                yield Step(1, frozenset({f"{table} × {command}"}), what, seed)


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


def seen(table: str, viewers: list[Viewer], database: Any) -> list[int]:
    """How many rows each viewer sees, and somebody without a signed context (-1: refused)."""
    found = []
    for viewer in viewers:
        with viewing(viewer), connection.cursor() as cursor:
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            found.append(int(cursor.fetchone()[0]))
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            found.append(int(cursor.fetchone()[0]))
    except DatabaseError:
        found.append(-1)
    return found


def taken(table: str, viewers: list[Viewer], database: Any) -> list[bool]:
    """Whether each viewer may add a copy of a row as it stands, under a new id; nothing is kept."""
    row = database.execute(f'SELECT to_jsonb(t)::text FROM "{table}" t LIMIT 1').fetchone()
    if row is None:
        return []
    fresh = {"id": str(uuid4())} if isinstance(json.loads(row[0]).get("id"), str) else {}
    add = f'INSERT INTO "{table}" SELECT (jsonb_populate_record(NULL::"{table}", %s::jsonb || %s::jsonb)).*'
    answers = []
    for viewer in viewers:
        with viewing(viewer):
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(add, [row[0], json.dumps(fresh)])
                    answers.append(True)
                    transaction.set_rollback(True)
            except DatabaseError as problem:
                answers.append("row-level security" not in str(problem))
    return answers


def log_before_serve(cases: int, seed: str) -> Iterator[Step]:
    """Every address that writes a leaf answers 503, without content, when the journal cannot be written."""
    done = 0
    for each in seeds(seed):
        for name in ("farrukh", "tj_analyst", "aigerim"):
            with (
                fresh_database("served") as base,
                server.ensure_server(durable=False).administrator(base) as database,
                chance.seeded(each, twins.NOON),
            ):
                for step in unserved(each, name, database):
                    yield step
                    done += step.cases
        if done >= cases:
            return


def unserved(seed: str, name: str, database: Any) -> Iterator[Step]:
    """One viewer's addresses, each with a journal that can be written and one that cannot."""
    viewer = cast.viewer(name, Purpose.INVESTIGATION, case="EXERCISE")
    visible = twins.build(seed, viewer, with_hidden=True)
    client, token = twins.client_of(name, viewer)
    client.raise_request_exception = False
    for address in twins.addresses(visible):
        headers = {"Authorization": f"Bearer {token}"} if address.startswith("/api/") else {}
        before = leaves(database)
        served = client.get(address, headers=headers)
        if leaves(database) == before or served.status_code != 200:
            continue
        database.execute(UNWRITABLE)
        try:
            stopped = client.get(address, headers=headers)
        finally:
            database.execute(WRITABLE)
        wrong = stopped.status_code != 503 or any(str(each).encode() in stopped.content for each in visible)
        yield Step(1, frozenset({f"{address.partition('?')[0]} × {name}"}), f"served unlogged: {address}" * wrong, seed)


def leaves(database: Any) -> int:
    """How many leaves there are."""
    return int(database.execute("SELECT count(*) FROM journal_leaf").fetchone()[0])
