"""Every column of words, JSON, bytes or keys in the catalogue is erased with a record or after a time, or harmless."""

import re
from importlib import resources
from pathlib import Path

import pytest
from django.db import connection

from kerege.rooms.retention.policy import PLAN

ROOMS = Path(str(resources.files("kerege.rooms")))
COLUMNS = """
    SELECT c.relname, a.attname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_type e ON e.oid = t.typelem
     WHERE n.nspname = 'public' AND c.relkind = 'r'
       AND (t.typcategory = 'S' OR t.typname IN ('json', 'jsonb', 'bytea', 'xml', 'tsvector')
            OR (t.typcategory = 'A' AND e.typname NOT IN ('uuid')))
     ORDER BY 1, 2"""
SAMPLED = """
    SELECT c.relname, a.attname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE n.nspname = 'public' AND c.relkind = 'r' AND a.attstattarget = 0"""


def declared() -> dict[tuple[str, str], str]:
    """What `harmless.tsv` says: table and column, and why."""
    text = (resources.files("kerege.rooms.retention") / "harmless.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")][1:]
    made = {(table, column): why for table, columns, why in rows for column in columns.split(" ")}
    assert len(made) == sum(len(columns.split(" ")) for _table, columns, _why in rows), "a column stands there twice"
    return made


def planned() -> set[tuple[str, str]]:
    """Columns of words that the plan of backups seals apart from their rows."""
    return {(each.table, column) for each in PLAN.words for column in each.blanks}


@pytest.mark.django_db
def test_every_column_is_erased_or_declared_harmless_with_a_reason() -> None:
    """A new column of words fails here until somebody has thought of the person who may stand in it."""
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        found = {(str(table), str(column)) for table, column in cursor.fetchall()}
    harmless = declared()
    held = PLAN.sealed.keys() | PLAN.skipped
    forgotten = {each for each in found - planned() - harmless.keys() if each[0] not in held}
    assert not forgotten, "neither in retention/policy.py PLAN nor in retention/harmless.tsv"
    assert not harmless.keys() - found, "declared harmless, but no such column stands in the catalogue"
    assert not {each for each in harmless if each[0] in PLAN.sealed or each in planned()}, "both sealed and harmless"
    assert all(len(why) > 10 for why in harmless.values())


def test_what_the_plan_seals_is_what_a_statement_of_erasure_reaches() -> None:
    """A table that is sealed by record, or whose words are, is named in the statements that erase or forget."""
    in_force = (path for path in ROOMS.glob("*/sql/*.sql") if not path.name.startswith("former_"))
    statements = " ".join(path.read_text(encoding="utf-8") for path in in_force)
    for table in {*PLAN.sealed, *(each.table for each in PLAN.words)}:
        assert re.search(rf"(DELETE FROM|UPDATE) {table}\b", statements) or table == "retention_inquiry", table
    for each in PLAN.words:
        for column in each.blanks:
            given = rf"UPDATE {each.table} [^;]*\b{column} = (''|NULL|'…'|'{{}}'|CASE)"
            assert re.search(given, statements), f"{each.table}.{column} is sealed but never blanked"


@pytest.mark.django_db
def test_postgresql_samples_no_column_that_an_erasure_blanks() -> None:
    """Statistics keep copies of values where no erasure reaches them."""
    with connection.cursor() as cursor:
        cursor.execute(SAMPLED)
        unsampled = {(str(table), str(column)) for table, column in cursor.fetchall()}
    codes = {("records_report", "source_key"), ("journal_leaf", "salt")}
    short = {("requests_copy", "translator"), ("requests_line", "translator")}
    assert planned() - unsampled <= codes | short
