"""What each role of the database may touch: the whole catalogue against a list, and a dishonest process as role app."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django import DjangoDbBlocker

from kerege.foundation import chance, server
from kerege.foundation.viewing import viewing
from kerege.kernel.canonical import canonical_bytes
from kerege.kernel.law import Purpose, Role
from tests import cast
from tests.access.test_honest_labels import DISHONEST
from tests.access.test_matrix import stage, stored_labels
from tests.kept import begun

LIST = Path(__file__).with_name("powers.txt")
TABLES = """
    SELECT r.rolname || ' ' || c.relname || ': ' || string_agg(power || CASE
               WHEN has_table_privilege(r.oid, c.oid, power) THEN ''
               ELSE '(' || (SELECT string_agg(a.attname, ' ' ORDER BY a.attname) FROM pg_attribute a
                             WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                               AND has_column_privilege(r.oid, c.oid, a.attnum, power)) || ')' END, ', ' ORDER BY power)
           || CASE WHEN c.relforcerowsecurity THEN '' ELSE ' [no fence]' END
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname NOT IN ('pg_catalog', 'information_schema')
     CROSS JOIN pg_roles r
     CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) power
     WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND r.rolname IN ('kerege_app', 'kerege_search', 'kerege_law')
       AND CASE WHEN power IN ('DELETE', 'TRUNCATE', 'TRIGGER') THEN has_table_privilege(r.oid, c.oid, power)
                ELSE has_any_column_privilege(r.oid, c.oid, power) END
     GROUP BY r.rolname, c.relname, c.oid, c.relforcerowsecurity"""
FUNCTIONS = """
    SELECT r.rolname || ' ' || p.oid::regprocedure || CASE WHEN p.prosecdef THEN ' past the fences' ELSE '' END
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace AND n.nspname = 'public'
     CROSS JOIN pg_roles r
     WHERE r.rolname IN ('kerege_app', 'kerege_search') AND has_function_privilege(r.oid, p.oid, 'EXECUTE')
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"""
LOOSE_FUNCTIONS = """
    SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
     WHERE n.nspname = 'public' AND p.prosecdef
       AND (p.proowner <> 'kerege_law'::regrole OR NOT 'search_path=public, pg_temp' = ANY (p.proconfig))"""
STRONG_ROLES = """
    SELECT rolname FROM pg_roles WHERE rolname IN ('kerege_app', 'kerege_search')
       AND (rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole OR rolreplication
            OR EXISTS (SELECT FROM pg_auth_members m WHERE m.member = pg_roles.oid)
            OR has_schema_privilege(oid, 'public', 'CREATE'))"""
GIVEN = {
    "directory_party": {"until", "level", "gate_facts", "gate_nominal", "official_use_words", "coordinating_agency"},
    "directory_agency": {"abolished_on", "successor"},
    "directory_desk": {"closed_on"},
    "directory_party_fact": {"until"},
    "directory_appointment": {"until"},
    "directory_accreditation": {"until"},
    "directory_membership": {"until"},
    "directory_suspension": {"lifted_at"},
}
"""The columns of the directory that a change may alter; every other is given once."""


@pytest.fixture
def staged(django_db_setup: None, worker_id: str, django_db_blocker: DjangoDbBlocker) -> Iterator[Any]:
    """The administrator of a clone with rows in every guarded table."""
    with (
        django_db_blocker.unblock(),
        begun("matrix", worker_id, lambda: stage("kept")),
        server.ensure_server(durable=False).administrator(f"kerege_{worker_id}_own") as database,
    ):
        yield database


def refused(statement: str, *values: object) -> bool:
    """Whether role app is refused this, as the viewer whose context is open."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            return bool(cursor.rowcount == 0)
    except DatabaseError:
        return True


@pytest.mark.django_db
def test_the_roles_may_touch_what_the_list_says_and_nothing_else() -> None:
    """A new table, column or function must be written into powers.txt, where a reader sees who may what."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT line FROM ({TABLES} UNION ALL {FUNCTIONS}) AS found(line) ORDER BY line COLLATE "C"')
        found = [str(line) for (line,) in cursor.fetchall()]
        cursor.execute(LOOSE_FUNCTIONS)
        assert cursor.fetchall() == []
        cursor.execute(STRONG_ROLES)
        assert cursor.fetchall() == []
    listed = LIST.read_text(encoding="utf-8").splitlines()
    assert {"more": sorted({*found} - {*listed}), "less": sorted({*listed} - {*found})} == {"more": [], "less": []}


def test_every_label_of_a_node_is_what_its_digest_says(staged: Any) -> None:
    """Also those of limited places, inboxes, requests and events, which the law writes for others."""
    assert len(stored_labels(staged)) > 10
    assert staged.execute(DISHONEST).fetchall() == []


def test_nobody_interns_the_label_or_findability_of_another(staged: Any) -> None:
    """Every officer × every label and findability of the node: he gets the id of his own agency's, and of no other."""
    labels, own = stored_labels(staged), 0
    findings = dict(staged.execute("SELECT owner_party, finding_wire(id) FROM access_finding").fetchall())
    for name in cast.OFFICERS:
        viewer = cast.viewer(name)
        with viewing(viewer):
            with connection.cursor() as cursor:
                cursor.execute("SELECT own_owners()")
                owners = set(cursor.fetchone()[0])
            assert owners <= own_places(staged, viewer.agency)
            for identity, label in labels.items():
                given = interned("SELECT intern_label(%s)", canonical_bytes(label.wire()).decode())
                assert given == (identity if label.owner_audience in owners else None), (name, label)
                own += given is not None
            for party, text in findings.items():
                assert (interned("SELECT intern_finding(%s)", text) is not None) == (party == viewer.party)
    assert own > len(labels)


def interned(statement: str, text: str) -> int | None:
    """The id that role app gets for a text, if any."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [text])
            return int(cursor.fetchone()[0])
    except DatabaseError:
        return None


def own_places(database: Any, agency: UUID) -> set[UUID]:
    """An agency with its desks, and its places in operations that are limited to named officers."""
    desks = database.execute("SELECT id FROM directory_desk WHERE agency = %s", [agency])
    limited = database.execute("SELECT id FROM operations_member WHERE member = %s AND limited", [agency])
    return {agency} | {row[0] for row in desks} | {row[0] for row in limited}


def test_no_hat_changes_what_the_directory_gives_once(staged: Any) -> None:
    """Every officer × every column of the directory that is not listed above: no update by raw SQL."""
    columns = staged.execute(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
        " AND table_name LIKE 'directory\\_%' AND table_name NOT IN ('directory_account', 'directory_access_token')"
    ).fetchall()
    assert len(columns) > 70
    for name in cast.OFFICERS:
        with viewing(cast.viewer(name)):
            for table, column in columns:
                if column not in GIVEN.get(table, set()):
                    assert refused(f'UPDATE "{table}" SET "{column}" = "{column}"'), (name, table, column)


def test_each_hand_changes_its_own_part_of_a_party_and_of_an_agency(staged: Any) -> None:
    """Status, gates and successors by raw SQL: by every officer, of every party and agency."""
    registry = {name for name, (_, role) in cast.OFFICERS.items() if role is Role.ADMINISTRATOR}
    parties = {each.party for each in map(cast.viewer, cast.OFFICERS)}
    kept = {cast.viewer(name).party for name in registry}
    agencies = staged.execute("SELECT id, party FROM directory_agency").fetchall()
    for name in cast.OFFICERS:
        viewer = cast.viewer(name)
        with viewing(viewer):
            for party in parties:
                speaks = viewer.role is Role.COORDINATOR and viewer.party == party
                assert refused(UNTIL, party) == (name not in registry)
                assert refused(LEVEL, party) == (name not in registry)
                assert refused(GATES, party) != speaks
                keeps = name in registry and party not in kept
                assert refused(WORDS, party) != (speaks or keeps or (name in registry and viewer.party == party))
            for agency, party in agencies:
                speaks = viewer.role is Role.COORDINATOR and viewer.party == party
                others = [other for other, home in agencies if home != party]
                assert all(refused(SUCCESSOR, heir, agency) for heir in others[:3])
                mates = [other for other, home in agencies if home == party and other != agency]
                assert all(refused(SUCCESSOR, heir, agency) != speaks for heir in mates)
            transaction.set_rollback(True)


UNTIL = "UPDATE directory_party SET until = '2030-01-01' WHERE id = %s"
LEVEL = "UPDATE directory_party SET level = 0 WHERE id = %s"
WORDS = "UPDATE directory_party SET official_use_words = 'EXERCISE' WHERE id = %s"
GATES = "UPDATE directory_party SET gate_nominal = 'automatic', gate_facts = 'coordinator' WHERE id = %s"
SUCCESSOR = "UPDATE directory_agency SET successor = %s WHERE id = %s"


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["admin", "kz_coordinator"])
def test_the_list_of_changes_takes_no_foreign_number_role_or_party(name: str) -> None:
    """Whoever may append to the public list appends in his own name."""
    viewer, other = cast.viewer(name, Purpose.OWN_WORK), cast.viewer("tj_coordinator")
    own = {"by_party": viewer.party, "by_role": viewer.role.value, "officer_number": viewer.officer_number}
    foreign = {"by_party": other.party, "by_role": "auditor", "officer_number": other.officer_number}
    add = (
        "INSERT INTO directory_change (id, at, code, given, by_party, by_role, officer_number)"
        " VALUES (%s, %s, 'add-desk', '{}', %s, %s, %s)"
    )
    with viewing(viewer):
        assert not refused(add, uuid4(), chance.now(), *own.values())
        for field, value in foreign.items():
            assert refused(add, uuid4(), chance.now(), *{**own, field: value}.values()), field
