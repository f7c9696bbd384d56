"""Sessions outlive a visit: what a dishonest one leaves in them, reads of others in them, or holds through them."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, connections, transaction

from kerege.foundation.statements import asked
from kerege.foundation.viewing import viewing
from kerege.rooms.access import actions as access
from kerege.rooms.records import actions as records
from kerege.rooms.records.queries import Reader, read_claim
from tests import cast
from tests.rooms.crosscheck import scenes as checking

PERSON = checking.person("УЧЕБНЫЙ Следов Тимур", phone=checking.PHONE)
EXCHANGED = """
    DO $$ DECLARE planned text := (SELECT name FROM pg_prepared_statements WHERE NOT from_sql LIMIT 1);
    BEGIN EXECUTE format('DEALLOCATE %I', planned); EXECUTE format('PREPARE %I AS SELECT 1', planned); END $$"""
LEFT = {
    "another meaning of names": "SET search_path = pg_temp, public",
    "a statement in the place of ours": EXCHANGED,
    "a statement laid ready from within": "DO $$ BEGIN EXECUTE 'PREPARE _pg3_9 AS SELECT 1'; END $$",
}


def session() -> int:
    """The process that serves the connection of this one."""
    connection.ensure_connection()
    return int(connection.connection.info.backend_pid)


@contextmanager
def visited(statement: str) -> Iterator[int]:
    """A visit that leaves something behind; inside, the next one has begun."""
    with viewing(cast.viewer("daniyar")), connection.cursor() as cursor:
        asked("SELECT %s::text", ["EXERCISE"])
        cursor.execute(statement)
    before = session()
    yield before


@pytest.mark.parametrize("left", LEFT)
def test_a_session_with_leftovers_is_left_for_a_new_one(own_clone: str, left: str) -> None:
    with visited(LEFT[left]) as before, viewing(cast.viewer("aigerim")), connection.cursor() as cursor:
        assert session() != before
        cursor.execute("SELECT current_setting('search_path'), count(*) FROM pg_prepared_statements WHERE from_sql")
        assert cursor.fetchone() == ("public,pg_temp", 0)


def test_a_session_without_leftovers_is_kept(own_clone: str) -> None:
    with visited("SELECT 1") as before, viewing(cast.viewer("aigerim")):
        assert session() == before


def test_a_table_laid_in_a_session_stands_for_no_table_of_the_next_visit(own_clone: str) -> None:
    """Every table that a visit writes, laid ready as one of the session's own: nothing falls into it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        tables = [name for (name,) in cursor.fetchall()]
    with viewing(cast.viewer("daniyar")), connection.cursor() as cursor:
        for name in tables:
            for laid in (name, f"stage_{name}"):
                cursor.execute(f'CREATE TEMP TABLE "{laid}" AS SELECT 1 AS caught WHERE false')
    before = session()
    checking.report("aigerim", PERSON)
    checking.ask("hamid", checking.PHONE)
    assert session() == before
    with connection.cursor() as cursor:
        for name in tables:
            cursor.execute(f'SELECT count(*) FROM pg_temp."{name}"')
            assert cursor.fetchone() == (0,), name


REACHES = (
    "SELECT query FROM pg_stat_activity",
    "SELECT pg_stat_get_backend_activity(1)",
    "SELECT pg_terminate_backend(1)",
    "SELECT pg_cancel_backend(1)",
    *(
        f"SELECT pg_{way}advisory_lock{shared}({key})"
        for way in ("", "try_")
        for shared in ("", "_shared")
        for key in ("1", "1, 1")
    ),
)


@pytest.mark.django_db(databases=["default", "search"])
@pytest.mark.parametrize("using", ["default", "search"])
@pytest.mark.parametrize("statement", REACHES)
def test_no_visit_reads_ends_or_blocks_another(statement: str, using: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied for function"), transaction.atomic(using=using):
        connections[using].cursor().execute(statement)


def test_a_desk_holds_its_own_work_alone(own_clone: str) -> None:
    """Of every officer, only those of the desk hold it; once, and again when it was let go."""
    desk = cast.viewer("aigerim").desk
    for name in cast.OFFICERS:
        viewer = cast.viewer(name)
        with access.alone(viewer, desk) as held:
            assert held == (viewer.agency == cast.viewer("aigerim").agency), name
    with viewing(cast.viewer("farrukh")), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
        assert cursor.fetchone() == (0,)


TOUCHED = {
    "laid ready beforehand": (
        "DROP TABLE IF EXISTS pg_temp.stage_{table}; CREATE TEMP TABLE stage_{table} (LIKE {table})"
    ),
    "with a rule of its own": (
        "CREATE TABLE IF NOT EXISTS pg_temp.stage_{table} (LIKE {table}); CREATE TEMP TABLE caught (words text);"
        " CREATE FUNCTION pg_temp.keep(words text) RETURNS boolean LANGUAGE sql AS"
        " 'INSERT INTO pg_temp.caught VALUES (words) RETURNING true';"
        " ALTER TABLE pg_temp.stage_{table} ADD CHECK (pg_temp.keep(id::text))"
    ),
    "with a trigger": (
        "CREATE TABLE IF NOT EXISTS pg_temp.stage_{table} (LIKE {table}); CREATE TEMP TABLE caught (words text);"
        " CREATE FUNCTION pg_temp.keep() RETURNS trigger LANGUAGE plpgsql AS"
        " 'BEGIN INSERT INTO pg_temp.caught VALUES (NEW.id::text); RETURN NEW; END';"
        " CREATE TRIGGER keep BEFORE INSERT ON pg_temp.stage_{table} FOR EACH ROW EXECUTE FUNCTION pg_temp.keep()"
    ),
}


def imported(at: int) -> None:
    """Two seizures brought in as an import brings them."""
    viewer = cast.viewer("aigerim")
    reader = Reader(substance=lambda text: "heroin", day=viewer.day)
    claim = read_claim(
        {
            "kind": "seizure",
            "occurred": "2025-12-01",
            "country": "KZ",
            "items": [{"substance": "heroin", "quantity": "1", "unit": "kg"}],
        },
        reader,
    )
    with viewing(viewer):
        prepared = [records.Prepared(claim, bytes([at, each]) * 16) for each in (1, 2)]
        assert len(records.report_many(actor=viewer, prepared=prepared).added) == 2


@pytest.mark.parametrize("before", [0, 1])
@pytest.mark.parametrize("touched", TOUCHED)
def test_a_staging_table_that_was_touched_is_made_anew(own_clone: str, touched: str, before: int) -> None:
    """Between two imports in one session, or before the first: what was laid in wait catches nothing."""
    for at in range(before):
        imported(at)
    with viewing(cast.viewer("daniyar")), connection.cursor() as cursor:
        cursor.execute(TOUCHED[touched].format(table="records_report"))
    held = session()
    imported(7)
    assert session() == held
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_temp.stage_records_report")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT to_regclass('pg_temp.caught')")
        if cursor.fetchone() != (None,):
            cursor.execute("SELECT count(*) FROM pg_temp.caught")
            assert cursor.fetchone() == (0,)
        cursor.execute(
            "SELECT relchecks, relhastriggers FROM pg_class WHERE oid = 'pg_temp.stage_records_report'::regclass"
        )
        assert cursor.fetchone() == (0, False)
