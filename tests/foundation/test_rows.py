"""Rows given as JSON arrive in PostgreSQL as the ORM would have written them."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import connection

from kerege.foundation.rows import as_json
from kerege.foundation.viewing import viewing
from kerege.rooms.crosscheck.models import Check, Entry
from kerege.rooms.journal.models import Leaf
from tests import cast

ID, AT = UUID(int=7, version=4), datetime(2026, 1, 5, 6, 7, 8, 123456, tzinfo=UTC)


@pytest.mark.django_db
def test_every_kind_of_column_arrives_as_it_was() -> None:
    rows = [
        Entry(id=ID, owner=ID, label=1, finding=-2, keeper=3, report=ID, number="KZ-1 «№»", kind="person",
              names=["Рахимов, \"Ф\" {}", "NULL", ""], identifiers=[["phone", "+7"]], keys=[-(2**63), 2**63 - 1]),
        Check(id=ID, owner=ID, label=1, officer=ID, made_at=AT, anchor=ID, content={"names": ["é\\"]}, left_out=["a"]),
        Leaf(id=ID, at=AT, officer=ID, hat=ID, desk=ID, agency=ID, party=ID, salt=b"\x00\\\xff", commitment=b"'",
             case_commitment=b"", signature=b"\n"),
    ]  # fmt: skip
    with viewing(cast.viewer("aigerim")), connection.cursor() as cursor:
        for row in rows:
            table = row._meta.db_table
            names = [field.column for field in row._meta.concrete_fields]  # a later column stands last in its table
            columns = ", ".join(connection.ops.quote_name(name) for name in names)
            cursor.execute(
                f"SELECT {columns} FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb)", [as_json([row])]
            )
            read = type(row).from_db("default", names, cursor.fetchone())
            for field in row._meta.concrete_fields:
                wanted, got = field.value_from_object(row), field.value_from_object(read)
                got = bytes(got) if isinstance(got, memoryview) else got
                got = field.from_db_value(got, None, connection) if hasattr(field, "decoder") else got  # type: ignore[attr-defined]  # JSON
                assert got == wanted, (table, field.name)
