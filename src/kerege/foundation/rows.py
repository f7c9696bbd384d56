"""Rows of a model as PostgreSQL reads them from JSON: one parameter for any number of rows and columns."""

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Model


def as_json(rows: Sequence[Model]) -> str:
    """Rows of one table for `jsonb_populate_recordset`; several times quicker than one parameter a value."""
    columns = [(field.column, field.attname) for field in rows[0]._meta.concrete_fields] if rows else []
    return json.dumps([{column: getattr(row, name) for column, name in columns} for row in rows], default=plain)


def plain(value: object) -> object:
    """What JSON has no form of, as a column reads it. Raises TypeError."""
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return "\\x" + bytes(value).hex()
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"a column holds a {type(value).__name__}, which JSON has no form of")
