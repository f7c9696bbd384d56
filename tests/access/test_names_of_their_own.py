"""What is known by its id alone bears an id of its own: nobody has another's record, request or file go with his."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from psycopg import Connection

from kerege.foundation import chance, server
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Part, Viewer
from kerege.rooms.records import actions as records
from kerege.rooms.retention.policy import OWN_ID, PLAN, REPORT, THREAD
from tests import cast
from tests.access.test_matrix import stage
from tests.kept import begun
from tests.rooms.crosscheck import scenes as checking
from tests.rooms.files import pictures
from tests.rooms.records import desk
from tests.rooms.requests import scenes as asking
from tests.rooms.retention import scenes

BY_THE_LAW_ALONE = {"deconfliction_crossing", "oversight_alert"}
"""Tables whose ids no officer gives."""
BESIDE_OTHERS = {
    "crosscheck_waiting": "read by owner and report",
    "files_attachment": "files of requests and deliveries too",
    "retention_challenge": "a person of the record, by owner and report (challenge_is_anothers)",
}
FENCED = "SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid"
BESIDE = """
    SELECT c.relname FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
       AND has_any_column_privilege('kerege_app', c.oid, 'INSERT')
       AND 2 = (SELECT count(*) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname IN ('owner', 'report'))
"""
KNOWN_BY_ID = {
    "record": "SELECT id FROM records_report",
    "request": "SELECT thread FROM requests_copy",
    "work file": "SELECT id FROM operations_operation",
    "screening": "SELECT id FROM screening_run",
}
TAKING = ("records_report", "intake_import", "crosscheck_check", "retention_inquiry", "bulletins_edition")
"""Tables in which somebody's own row is written anew under a free id."""
BENT = {"records_report": {"number", "source_key"}}


def names(database: Connection[Any] | Any, statement: str) -> set[str]:
    """Names that a statement finds."""
    return {str(name) for (name,) in database.execute(statement).fetchall()}


@contextmanager
def administering() -> Iterator[Any]:
    """The administrator of the database that the connections are on."""
    with server.ensure_server(durable=False).administrator(connection.settings_dict["NAME"]) as database:
        yield database


@pytest.mark.django_db
def test_whatever_a_backup_seals_by_its_own_id_is_fenced() -> None:
    """A new table of the plan needs the fence; a new table beside records needs the other one."""
    plain = {table for table, key in PLAN.sealed.items() if key == OWN_ID}
    plain |= {each.table for each in PLAN.words if each.records in (OWN_ID, "ARRAY[t.id]")}
    threads = {each.table for each in PLAN.words if each.records.startswith(THREAD)}
    assert len(plain) > 5
    assert threads == {"requests_copy", "requests_line"}
    assert REPORT in PLAN.sealed.values()
    with administering() as database:
        assert plain - BY_THE_LAW_ALONE <= names(database, f"{FENCED} WHERE p.proname = 'id_is_new'")
        assert names(database, f"{FENCED} WHERE p.proname = 'thread_is_new'") == {"requests_copy"}
        fenced = names(database, f"{FENCED} WHERE p.proname = 'beside_ones_own'")
        assert names(database, BESIDE) == fenced | set(BESIDE_OTHERS)


@pytest.fixture
def staged(django_db_setup: None, worker_id: str, django_db_blocker: Any) -> Iterator[Any]:
    """The administrator of a clone with rows in every guarded table."""
    with django_db_blocker.unblock(), begun("matrix", worker_id, lambda: stage("kept")), administering() as database:
        yield database


def written(viewer: Viewer, table: str, row: Mapping[str, Any]) -> str:
    """What is said to a row that role app adds for somebody; empty where it is let in. Nothing is kept."""
    columns = ", ".join(f'"{name}"' for name in row)
    added = f"INSERT INTO {table} ({columns}) SELECT {columns} FROM jsonb_populate_record(NULL::{table}, %s)"
    with viewing(viewer):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(added, [json.dumps(dict(row), default=str)])
                transaction.set_rollback(True)
        except DatabaseError as problem:
            return str(problem).splitlines()[0]
    return ""


def of_owner(owner: str) -> list[Viewer]:
    """The officers of a desk."""
    officers = [cast.viewer(name) for name in cast.OFFICERS]
    return [each for each in officers if str(each.desk) == owner]


def test_no_row_takes_the_id_of_what_somebody_else_holds(staged: Any) -> None:
    """Every owner × his rows of every kind × ids of every kind: refused alike; under a free id the row is let in."""
    taken = {
        kind: [str(one) for (one,) in staged.execute(f"{asked} ORDER BY 1 LIMIT 3")]
        for kind, asked in KNOWN_BY_ID.items()
    }
    assert all(taken.values())
    let_in = set()
    generated = names(
        staged, "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE is_generated = 'ALWAYS'"
    )
    for table in TAKING:
        for (row,) in staged.execute(f"SELECT to_jsonb(t) FROM {table} t ORDER BY t.id LIMIT 4").fetchall():
            made = {name: value for name, value in row.items() if f"{table}.{name}" not in generated}
            for viewer in of_owner(row["owner"])[:2]:
                made |= {"made_at": chance.now().isoformat()} if "made_at" in made else {}
                made |= {name: bent(viewer, name) for name in BENT.get(table, ())}
                if written(viewer, table, made | {"id": str(uuid4())}):
                    continue
                let_in.add(table)
                for kind, ids in taken.items():
                    for one in ids:
                        told = written(viewer, table, made | {"id": one})
                        assert "not free" in told or "duplicate key" in told, (table, kind, told)
    assert let_in >= {"records_report", "crosscheck_check"}, let_in


def bent(viewer: Viewer, name: str) -> object:
    """A column that carries the owner's name, written for a new row."""
    return f"{viewer.desk_code.upper()}-EXERCISE" if name == "number" else None


LEAVES = """SELECT count(*) FROM journal_leaf l
             WHERE l.salt <> '' AND l.id IN (SELECT m.leaf FROM journal_mention m WHERE m.record = %s)"""
"""How many leaves about a record can still be opened by their salt."""


def rests(report: UUID) -> tuple[int, ...]:
    """What of somebody's record stands: hits, files, salts of its leaves, keys of backups."""
    asked = (
        "SELECT count(*) FROM crosscheck_hit WHERE theirs_report = %s",
        "SELECT count(*) FROM files_attachment WHERE report = %s",
        LEAVES,
        "SELECT count(*) FROM retention_record_key WHERE record = %s",
    )
    with administering() as database:
        return tuple(int(database.execute(each, [report]).fetchone()[0]) for each in asked)


def held(report: UUID) -> None:
    """A file beside a record, hits on it, and the key under which a backup sealed it."""
    owner = cast.viewer("aigerim")
    with viewing(owner):
        records.attach(actor=owner, report_id=report, part=Part.FACTS, name="EXERCISE.jpg", content=pictures.jpeg())
    assert checking.ask("hamid", checking.PHONE).hits
    with administering() as database:
        database.execute("INSERT INTO retention_record_key VALUES (%s, %s, 'EXERCISE')", [report, report])


FORGED = {
    "a record under its id": (
        """INSERT INTO records_report (id, owner, label, kind, number, facts_state, nominal_state, head, head_number,
               retracted, made_at, made_by)
           SELECT %(taken)s, owner, label, kind, %(number)s, facts_state, nominal_state, head, head_number,
               false, made_at,
               made_by FROM records_report WHERE id = %(mine)s""",
        "not free",
    ),
    "a record under another desk's number": (
        """INSERT INTO records_report (id, owner, label, kind, number, facts_state, nominal_state, head, head_number,
               retracted, made_at, made_by)
           SELECT gen_random_uuid(), owner, label, kind, 'KZ-ALMATY-ABCDEFGH', facts_state, nominal_state, head,
               head_number, false, made_at, made_by FROM records_report WHERE id = %(mine)s""",
        "own desk",
    ),
    "a part beside it": (
        """INSERT INTO records_nominal (id, owner, label, report, version, current, finding, content, review_on,
               purpose, content_hash, signature)
           SELECT gen_random_uuid(), owner, label, %(taken)s, version, current, finding, content, review_on, purpose,
               content_hash, signature
             FROM records_nominal WHERE report = %(mine)s""",
        "own desk",
    ),
    "a request under its id": (
        """SELECT request_draft((SELECT to_jsonb(c) || jsonb_build_object('id', gen_random_uuid(), 'thread',
               %(taken)s::text) FROM requests_copy c WHERE c.report = %(mine)s), gen_random_uuid())""",
        "not free",
    ),
    "a request under another party's number": (
        """SELECT request_draft((SELECT to_jsonb(c) || jsonb_build_object('id', gen_random_uuid(), 'thread',
               gen_random_uuid(), 'number', 'KZ-26-ABCDEFGH') FROM requests_copy c WHERE c.report = %(mine)s),
               gen_random_uuid())""",
        "own party",
    ),
    "an old check": (
        """INSERT INTO crosscheck_check SELECT (jsonb_populate_record(k, jsonb_build_object('id', gen_random_uuid(),
               'made_at', '2020-01-01'))).* FROM crosscheck_check k LIMIT 1""",
        "written now",
    ),
}


@pytest.mark.parametrize("forged", sorted(FORGED))
def test_nobody_has_anothers_hits_files_and_keys_go_with_his_own(own_clone: str, forged: str) -> None:
    """By raw SQL a record, or a request, under the id of a record that one only reads; then one's own is erased."""
    with scenes.clock():
        taken = scenes.kept("aigerim")
        held(taken)
        before = rests(taken)
        assert min(before) > 0
        mine = desk.report("farrukh").report
        asking.drafted("farrukh", desks=("kz-almaty",), report=mine)
        assert checking.ask("farrukh", "+7 701 999 99 99") is not None
        values = {"taken": taken, "mine": mine, "number": "TJ-DUSHANBE-EXERCISE"}
        thief = cast.viewer("farrukh")
        statement, told = FORGED[forged]
        with viewing(thief), pytest.raises(DatabaseError, match=told), transaction.atomic():
            connection.cursor().execute(statement, values)
        erased(thief, mine)
        assert rests(taken) == before


def erased(viewer: Viewer, report: UUID) -> None:
    """Somebody erases his own, past the room's doors."""
    with viewing(viewer), connection.cursor() as cursor:
        asked = "SELECT * FROM retention_erase(%s, %s, gen_random_uuid(), 'unlawful', 'EXERCISE', '{}')"
        cursor.execute(asked, [viewer.desk, report])
        assert cursor.fetchone() is not None


def test_ids_by_chance_are_let_in(own_clone: str) -> None:
    """What the doors write passes: reports, drafts and checks of one who holds others' records too."""
    with scenes.clock():
        scenes.kept("aigerim")
        desk.report("farrukh")
        asking.asked("farrukh", desks=("kz-almaty",))
        assert checking.ask("farrukh", checking.PHONE) is not None
