"""Queues that carry a hat: by raw SQL as role app nobody lets the node work as somebody else, nor sees his queue."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from unittest import mock
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection
from psycopg import sql

from kerege.foundation import chance, server
from kerege.foundation.models import FrameworkRow
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose, Viewer
from kerege.rooms.crosscheck import actions as crosscheck
from kerege.rooms.crosscheck import jobs
from kerege.rooms.crosscheck import queries as checks
from kerege.rooms.directory import queries as directory
from kerege.rooms.retention import actions as retention
from kerege.rooms.retention.queries import Wish
from kerege.rooms.screening.actions import work_waiting
from tests import cast
from tests.proofs.policies import tried
from tests.rooms.crosscheck import scenes as checking
from tests.rooms.screening import scenes as screening

SIGNING_IN = {"directory_access_token"}
"""Carries a hat and is no queue: the node's process alone hands it in (`test_handed_accounts.py`)."""
PERSON = checking.person("УЧЕБНЫЙ Очередев Тимур", phone=checking.PHONE)


def saved() -> str:
    """A report that is not offered waits for its check; returns who queued."""
    with mock.patch.object(jobs, "run_waiting_of"):
        checking.report("farrukh", PERSON, send=False)
    return "farrukh"


def asked() -> str:
    """The request of a person about himself waits."""
    actor = cast.viewer("tj_dpo", Purpose.OVERSIGHT)
    with viewing(actor):
        question = checks.read_question(checking.PHONE)
        retention.inquire(actor=actor, question=question, wish=Wish.ACCESS, reference="EX-REQ-9")
    return "tj_dpo"


def proposed() -> str:
    """A screening waits for its day."""
    with screening.read_here():
        screening.drafted(who="tj_analyst")
    return "tj_analyst"


QUEUES: dict[str, Callable[[], str]] = {
    "crosscheck_waiting": saved, "retention_inquiry_waiting": asked, "screening_task": proposed,
}  # fmt: skip


def test_every_queue_that_carries_a_hat_is_attacked_below() -> None:
    found = {
        model._meta.db_table
        for model in apps.get_models()
        if issubclass(model, FrameworkRow) and any(field.name == "hat" for field in model._meta.fields)
    }
    assert found - SIGNING_IN == QUEUES.keys()


def others(owner: Viewer) -> Iterator[Viewer | None]:
    """A colleague, officers of other parties, an administrator, works of the node, nobody."""
    for name in ("tj_coordinator", "hamid", "aigerim", "gulnora", "admin"):
        yield cast.viewer(name, owner.purpose, case="EX-1")
    for act in ("sign-in", "found-node", "notices", "keep-time"):
        yield directory.system_viewer(act)
    yield None


@contextmanager
def queued(name: str, table: str, seed: str) -> Iterator[tuple[Viewer, dict[str, Any], Any]]:
    """Who queued, the row, and the server's administrator."""
    with chance.seeded(f"{seed} {table}"), server.ensure_server(durable=False).administrator(name) as database:
        owner = cast.viewer(QUEUES[table](), Purpose.INVESTIGATION, case="EX-1")
        found = database.execute(sql.SQL("SELECT to_jsonb(t) FROM {} t").format(sql.Identifier(table))).fetchall()
        [(row,)] = found
        yield owner, row, database


def add(viewer: Viewer | None, table: str, row: dict[str, Any], **bent: object) -> object:
    """How many rows an attempt to queue makes, or its refusal."""
    made = {**row, "id": str(UUID(int=77)), **bent}
    columns = sql.SQL(", ").join(map(sql.Identifier, made))
    places = sql.SQL(", ").join([sql.Placeholder()] * len(made))
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(sql.Identifier(table), columns, places)
    return tried(viewer, statement.as_string(), list(made.values()))


REFUSED = ("row-level security", "no viewer", "duplicate key", "wears no such hat")


@pytest.mark.parametrize("table", sorted(QUEUES))
def test_nobody_queues_under_the_hat_of_somebody_else(own_clone: str, table: str) -> None:
    with queued(own_clone, table, "forged") as (owner, row, database):
        if table == "screening_task":
            database.execute("DELETE FROM screening_task")
        for viewer in others(owner):
            for bent in ({}, {"hat": str(viewer.hat), "officer": str(viewer.officer)} if viewer else {}):
                given = {name: value for name, value in bent.items() if name in row}
                colleague = viewer is not None and viewer.agency == owner.agency and table != "screening_task"
                told = add(viewer, table, row, **given)
                allowed = colleague and bool(bent)
                assert (told == 1) if allowed else any(words in str(told) for words in REFUSED), (viewer, bent, told)
        assert add(owner, table, row) == 1
        for column in {"hat", "officer"} & row.keys():
            told = add(owner, table, row, **{column: str(cast.viewer("tj_coordinator").officer)})
            assert "row-level security" in str(told), (column, told)


@pytest.mark.parametrize("table", sorted(QUEUES))
def test_nobody_sees_changes_or_takes_out_what_another_queued(own_clone: str, table: str) -> None:
    with queued(own_clone, table, "seen") as (owner, row, database):
        for viewer in others(owner):
            if viewer is not None and viewer.agency == owner.agency and table == "crosscheck_waiting":
                continue
            for statement in (f"SELECT FROM {table}", f"DELETE FROM {table}"):
                told = tried(viewer, statement, [])
                assert told == 0 or (viewer is None and "no viewer" in str(told)), (viewer, statement, told)
        for viewer in (owner, *others(owner)):
            for column, value in row.items():
                told = tried(viewer, f"UPDATE {table} SET {column} = %s", [value])
                own = viewer == owner and table == "screening_task" and column in {"due_at", "ready"}
                refused = told == 0 or "permission denied" in str(told) or any(words in str(told) for words in REFUSED)
                assert (told == 1) if own else refused, (viewer, column, told)
        assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (1,)


@pytest.mark.parametrize("sent", [False, True])
def test_whether_a_waiting_report_is_offered_is_the_reports_word(own_clone: str, sent: bool) -> None:
    """Whatever the row says; and nobody queues before those who are waiting."""
    with mock.patch.object(jobs, "run_waiting_of"):
        checking.report("farrukh", PERSON, send=sent)
    with server.ensure_server(durable=False).administrator(own_clone) as database:
        [row] = database.execute("SELECT owner, report, queued_at, offered FROM crosscheck_waiting").fetchall()
        offered = database.execute("SELECT nominal_state = 'offered' FROM records_report").fetchone()
        assert offered == (row[3],)
        with viewing(cast.viewer("farrukh")), connection.cursor() as cursor:
            for said in (True, False):
                cursor.execute(
                    "INSERT INTO crosscheck_waiting (id, hat, officer, owner, report, offered, queued_at, refused)"
                    " SELECT %s, hat, officer, owner, report, %s, '1970-01-01', false FROM crosscheck_waiting LIMIT 1",
                    [chance.new_id(), said],
                )
        kept = database.execute("SELECT DISTINCT offered, queued_at >= %s FROM crosscheck_waiting", [row[2]]).fetchall()
    assert kept == [(row[3], True)]


def test_the_node_still_does_the_work_as_whoever_queued_it(own_clone: str) -> None:
    with chance.seeded("the node works"), server.ensure_server(durable=False).administrator(own_clone) as database:
        for scene in QUEUES.values():
            scene()
        assert (crosscheck.check_waiting(), retention.ask_owners()) == (1, 1)
        chance.advance(timedelta(days=40))
        work_waiting()
        for table in QUEUES:
            assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table


def test_a_hat_that_is_no_data_protection_officers_asks_no_owner(own_clone: str) -> None:
    asked()
    with server.ensure_server(durable=False).administrator(own_clone) as database:
        database.execute("UPDATE retention_inquiry_waiting SET hat = %s", [cast.viewer("farrukh").hat])
        assert retention.ask_owners() == 1
        assert database.execute("SELECT refused FROM retention_inquiry_waiting").fetchall() == [(True,)]
