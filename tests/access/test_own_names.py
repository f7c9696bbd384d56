"""Acts signed in the name of others, by raw SQL as role app: columns that say who made, agreed, answered or lifted."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django import DjangoDbBlocker

from kerege.foundation import chance, server
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Part, Purpose, Viewer
from kerege.rooms.access import actions
from kerege.rooms.access.models import Release
from kerege.rooms.access.rules import Owner
from tests import cast
from tests.access.test_matrix import stage
from tests.kept import begun
from tests.proofs.policies import GIVEN
from tests.rooms.retention import scenes

SIGNED = """
    SELECT t.tgrelid::regclass::text, string_to_array(rtrim(encode(t.tgargs, 'escape'), '\\000'), '\\000')
      FROM pg_trigger t WHERE t.tgname LIKE '%%\\_signed' ORDER BY 1"""
WRITTEN = "SELECT has_column_privilege('kerege_app', %s::regclass, %s, 'UPDATE')"


@pytest.fixture
def staged(django_db_setup: None, worker_id: str, django_db_blocker: DjangoDbBlocker) -> Iterator[Any]:
    """The administrator of a clone with rows in every guarded table."""
    with (
        django_db_blocker.unblock(),
        begun("matrix", worker_id, lambda: stage("kept")),
        server.ensure_server(durable=False).administrator(f"kerege_{worker_id}_own") as database,
    ):
        yield database


def told(viewer: Viewer, statement: str, *values: object, said: Callable[[], object] = list) -> int:
    """How many rows a statement of role app touches, after `said`; none where it is refused. It is taken back."""
    try:
        with viewing(viewer), transaction.atomic(), connection.cursor() as cursor:
            said()
            cursor.execute(statement, values)
            transaction.set_rollback(True)
            return int(cursor.rowcount)
    except DatabaseError:
        return 0


def test_no_column_that_says_who_acted_takes_another_officer(staged: Any) -> None:
    """Officers × every signed column that role app may change: nobody puts another there, nor takes anybody out."""
    signed = dict(staged.execute(SIGNED).fetchall())
    assert len(signed) > 12
    other, changed = cast.viewer("bolat"), 0
    for name in ("aigerim", "erlan", "gulnora", "farrukh", "tj_dpo", "hamid"):
        viewer = cast.viewer(name)
        for table, columns in signed.items():
            for column in (each for each in columns if staged.execute(WRITTEN, [table, each]).fetchone()[0]):
                for value in (other.officer, None):
                    change = f"UPDATE {table} SET {column} = %s WHERE {column} IS DISTINCT FROM %s"
                    assert not told(viewer, change, value, value), (name, table, column)
                changed += told(viewer, f"UPDATE {table} SET {column} = %s", viewer.officer)
    assert changed > 3, "who may act signs with his own"


def released(name: str) -> UUID:
    """A release of somebody's under an assurance, which waits for a second officer."""
    actor, towards = cast.viewer(name), cast.viewer("observer").party
    with scenes.clock():
        report = scenes.kept(name)
    with viewing(actor):
        return actions.record_release(
            actor=actor, owner=Owner(desk=actor.desk, agency=actor.agency, party=actor.party), report=report,
            part=Part.NOMINAL, audience=towards, audience_kind="party",
            purposes=[Purpose.ANALYSIS], last_day=None, assurance="EXERCISE 1/2026",
        )  # fmt: skip


@pytest.mark.django_db
def test_a_release_under_an_assurance_is_agreed_to_by_a_second_officer_once_and_its_end_stays() -> None:
    release, second = released("aigerim"), cast.viewer("kz_coordinator")
    agree = "UPDATE access_release SET approved_by = %s WHERE id = %s"
    for name, whose in (("aigerim", "aigerim"), ("aigerim", "kz_coordinator"), ("bolat", "bolat"), ("erlan", "erlan")):
        assert not told(cast.viewer(name), agree, cast.viewer(whose).officer, release), (name, whose)
    assert told(second, agree, second.officer, release)
    forged = (
        "INSERT INTO access_release SELECT (jsonb_populate_record(r, %s::jsonb)).* FROM access_release r WHERE id = %s"
    )
    own = {"id": str(chance.new_id())}
    with viewing(second):
        row = Release.objects.get(id=release)
    row.id = own["id"]
    asked = partial(actions.vouch_release, row)
    assert told(cast.viewer("aigerim"), forged, json.dumps(own), release, said=asked)
    for bent in ({"made_by": str(second.officer)}, {"approved_by": str(cast.viewer("aigerim").officer)}):
        assert not told(cast.viewer("aigerim"), forged, json.dumps(own | bent), release, said=asked), bent
    with viewing(second):
        actions.withdraw(actor=second, release=release)
    assert not told(second, "UPDATE access_release SET withdrawn_at = NULL, withdrawn_by = NULL WHERE id = %s", release)
    assert not told(second, agree, second.officer, release), "it has ended"


@pytest.mark.django_db
def test_a_hold_is_lifted_by_an_order_and_by_who_may() -> None:
    with scenes.clock():
        report = scenes.kept()
        scenes.hold(report)
        lift = "UPDATE retention_hold SET lifted_at = %s, lifted_by = %s, lifted_reference = %s WHERE report = %s"
        now = chance.now()
        for name in ("bolat", "daniyar", "gulnora"):
            officer = cast.viewer(name)
            for reference in ("", "EXERCISE order 2"):
                may = name == "gulnora" and bool(reference)
                assert bool(told(officer, lift, now, officer.officer, reference, report)) == may, (name, reference)
        assert not told(cast.viewer("gulnora"), "UPDATE retention_hold SET lifted_at = %s", now)


LABELLED = """
    SELECT c.relname::text FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relrowsecurity
       AND (SELECT count(*) FROM pg_attribute a
             WHERE a.attrelid = c.oid AND a.attname IN ('label', 'owner', 'id') AND NOT a.attisdropped) = 3
     ORDER BY 1"""
MAY = "SELECT has_column_privilege('kerege_app', %s, 'label', %s)"
JUDGED = "SELECT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = %s::regclass AND t.tgname = %s)"
FOREIGN = """
    SELECT t.label FROM records_facts t WHERE NOT t.owner = ANY (own_desks()) ORDER BY t.label LIMIT 1"""
COPIED = """
    INSERT INTO {0} ({1})
    SELECT {1} FROM jsonb_populate_record((SELECT r FROM {0} r WHERE r.owner = %s AND r.id = %s), %s)"""
UNDER_ITS_FILE = {"operations_entry"}
"""Entries of a work file stand under its label; `test_own_files.py` judges who writes them."""


def test_no_row_is_put_under_a_label_of_others_that_one_only_holds(staged: Any) -> None:
    """Officers × guarded tables: an own row goes neither by insert nor by update under a foreign label."""
    tables = [name for (name,) in staged.execute(LABELLED).fetchall()]
    for table in (each for each in tables if each not in UNDER_ITS_FILE):
        for may, ending in (("INSERT", "labelled"), ("UPDATE", "relabelled")):
            if staged.execute(MAY, [table, may]).fetchone()[0]:
                assert staged.execute(JUDGED, [table, f"{table}_{ending}"]).fetchone()[0], (table, may)
    tried = moved = copied = 0
    for name in ("aigerim", "bolat", "farrukh", "hamid"):
        viewer = cast.viewer(name, Purpose.ANALYSIS)
        foreign = held_foreign(viewer)
        assert foreign, name
        for table in (each for each in tables if each not in UNDER_ITS_FILE):
            tried += 1
            assert not told(viewer, f"UPDATE {table} SET label = %s WHERE label <> %s", foreign, foreign), (name, table)
            moved += told(viewer, f"UPDATE {table} SET label = label")
            for owner, row in staged.execute(f"SELECT owner, id FROM {table} WHERE owner = %s LIMIT 1", [viewer.desk]):
                fresh, copy = (
                    {"id": str(chance.new_id())},
                    COPIED.format(table, *staged.execute(GIVEN, [table]).fetchone()),
                )
                copied += told(viewer, copy, owner, row, json.dumps(fresh))
                bent = json.dumps(fresh | {"label": foreign})
                assert not told(viewer, copy, owner, row, bent), (name, table)
    assert tried > 60
    assert moved > 5
    assert copied > 5, "under its own label a row is let in"


def held_foreign(viewer: Viewer) -> int:
    """A label of another agency that he holds."""
    with viewing(viewer), connection.cursor() as cursor:
        cursor.execute(FOREIGN)
        found = cursor.fetchone()
    return int(found[0]) if found else 0
