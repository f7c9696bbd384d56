"""Writing tables anew, so that what was erased leaves the database's files: deleted bytes stay in free space."""

from collections.abc import Callable
from dataclasses import dataclass

import psycopg
from django.db import connection as django_connection
from psycopg import sql

from kerege.foundation import database as node_database
from kerege.rooms.retention.policy import PLAN

DERIVED = ("crosscheck_key", "records_listing", "retention_record_key", "notices_notice", "journal_mention")
"""Tables without words of their own whose rows follow those that were erased."""
PATIENCE = "10s"
"""So long a table is waited for: behind a waiting rewrite every reader of it waits too."""


@dataclass(frozen=True, slots=True)
class Freed:
    """How many bytes of the database's files the tables took before and after, and which were in use."""

    before: int
    after: int
    tables: int
    busy: tuple[str, ...]


def free_erased(*, database: str | None = None, progress: Callable[[int, int, str], None] | None = None) -> Freed:
    """Write every table that holds words about persons anew, with its indexes and the values kept beside it.

    As role owner, one table after another; each is locked while it is written, and needs as much room again as it
    takes. A table that stays in use for ten seconds is left as it is and named.
    """
    names = sorted({*PLAN.sealed, *(each.table for each in PLAN.words), *DERIVED})
    busy: list[str] = []
    with node_database.owner_connection(database or str(django_connection.settings_dict["NAME"])) as held:
        before = size_of(held, names)
        held.execute(sql.SQL("SET lock_timeout = {}").format(PATIENCE))
        for at, name in enumerate(names):
            if progress is not None:
                progress(at, len(names), name)
            try:
                held.execute(sql.SQL("VACUUM (FULL) {}").format(sql.Identifier(name)))
            except psycopg.errors.LockNotAvailable:
                busy.append(name)
        return Freed(before, size_of(held, names), len(names), tuple(busy))


def size_of(held: "psycopg.Connection[tuple[object, ...]]", names: list[str]) -> int:
    """Bytes on the disk of tables with their indexes."""
    row = held.execute("SELECT sum(pg_total_relation_size(x::regclass)) FROM unnest(%s::text[]) x", [names]).fetchone()
    return int(str(row[0])) if row else 0
