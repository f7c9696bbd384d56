"""Whole tables as text and back, past the row policies, as role keeper: for backups alone, never in a web process."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import psycopg
from psycopg import sql

from kerege.foundation import server

Connection = psycopg.Connection[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Words:
    """Columns of a table that are sealed apart from its rows: which records they concern, what stands there else."""

    table: str
    records: str
    """SQL of an array of ids, over the row `t`."""
    blanks: Mapping[str, str]
    """The columns, each with the SQL of what is written in its place."""
    key: tuple[str, ...] = ("owner", "id")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a backup holds, and how its rows are sealed."""

    skipped: frozenset[str]
    """Tables that are not carried: made anew by triggers or by the node itself."""
    records: str
    """SQL of every record that has a key of its own."""
    sealed: Mapping[str, str] = field(default_factory=dict)
    """Tables whose rows are sealed by record: SQL of an array of ids, over the row `t`."""
    words: Sequence[Words] = ()
    last: tuple[str, ...] = ()
    """Tables that are loaded last: their triggers read others."""
    without: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Columns that take their default anew."""


def keeper(database: str) -> Connection:
    """A connection as role keeper. Raises ServerError when this process has no address for it."""
    place = server.database_settings("keeper", database)
    named = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    given = {key: str(place[word]) for key, word in named.items() if place.get(word)}
    return psycopg.connect("", **given)  # type: ignore[arg-type]  # keywords of libpq


def tables(connection: Connection, plan: Plan) -> dict[str, list[str]]:
    """The tables that a backup carries with their columns, in the order in which they are loaded."""
    found: dict[str, list[str]] = {}
    rows = connection.execute(
        "SELECT c.relname, a.attname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''"
        " WHERE n.nspname = 'public' AND c.relkind = 'r' ORDER BY c.relname, a.attnum"
    )
    for table, column in rows.fetchall():
        if table not in plan.skipped and column not in plan.without.get(str(table), ()):
            found.setdefault(str(table), []).append(str(column))
    return dict(sorted(found.items(), key=lambda each: (each[0] in plan.last, each[0])))


def out(
    connection: Connection, table: str, columns: Sequence[str], records: str, blanks: Mapping[str, str]
) -> Iterator[tuple[list[UUID], bytes]]:
    """Every row as a line of COPY, with the records that it concerns; blanked columns hold what is said instead."""
    chosen = [
        sql.SQL(blanks[each]) if each in blanks else sql.SQL("t.{}").format(sql.Identifier(each)) for each in columns
    ]
    query = sql.SQL("COPY (SELECT array_to_string({}, ','), {} FROM {} t ORDER BY 1) TO STDOUT").format(
        sql.SQL(records),
        sql.SQL(", ").join(chosen),
        sql.Identifier(table),
    )
    held = b""
    with connection.cursor() as cursor, cursor.copy(query) as copy:
        for block in copy:
            *lines, held = (held + bytes(block)).split(b"\n")
            for line in lines:
                named, _tab, rest = line.partition(b"\t")
                yield [UUID(each) for each in named.decode().split(",") if each], rest + b"\n"


def into(connection: Connection, table: str, columns: Sequence[str], lines: Iterator[bytes]) -> int:
    """Bring lines into a table; returns how many rows."""
    listed = sql.SQL(", ").join(map(sql.Identifier, columns))
    with connection.cursor() as cursor:
        with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), listed)) as copy:
            for line in lines:
                copy.write(line)
        return cursor.rowcount


def words_into(connection: Connection, words: Words, lines: Iterator[bytes]) -> int:
    """Write columns that were sealed apart back into the rows they belong to; returns how many rows."""
    table, columns = sql.Identifier(words.table), [*words.key, *words.blanks]
    stage = sql.Identifier(f"words_{words.table}")
    listed = sql.SQL(", ").join(map(sql.Identifier, columns))
    connection.execute(
        sql.SQL("CREATE TEMP TABLE {} ON COMMIT DROP AS SELECT {} FROM {} LIMIT 0").format(stage, listed, table)
    )
    count = into(connection, f"words_{words.table}", columns, lines)
    given = sql.SQL(", ").join(sql.SQL("{0} = w.{0}").format(sql.Identifier(each)) for each in words.blanks)
    same = sql.SQL(" AND ").join(sql.SQL("t.{0} = w.{0}").format(sql.Identifier(each)) for each in words.key)
    connection.execute(sql.SQL("UPDATE {} t SET {} FROM {} w WHERE {}").format(table, given, stage, same))
    return count


def empty(connection: Connection, names: Sequence[str]) -> None:
    """Empty these tables and whatever hangs on them."""
    connection.execute(sql.SQL("TRUNCATE {} CASCADE").format(sql.SQL(", ").join(map(sql.Identifier, names))))


def go_on_counting(connection: Connection, names: Sequence[str]) -> None:
    """Let the counters of tables that have one go on after the highest number that was loaded."""
    for table in names:
        found = connection.execute(
            "SELECT a.attname, pg_get_serial_sequence(quote_ident(%s), a.attname) FROM pg_attribute a"
            " WHERE a.attrelid = quote_ident(%s)::regclass AND a.attnum > 0 AND NOT a.attisdropped"
            " AND pg_get_serial_sequence(quote_ident(%s), a.attname) IS NOT NULL",
            [table, table, table],
        ).fetchall()
        for column, sequence in found:
            connection.execute(
                sql.SQL("SELECT setval(%s, coalesce((SELECT max({}) FROM {}), 0) + 1, false)").format(
                    sql.Identifier(str(column)), sql.Identifier(table)
                ),
                [sequence],
            )
