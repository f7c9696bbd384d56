"""Whole tables as text and back, past the row policies: out as keeper, in as owner; never in a web process."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import LiteralString
from uuid import UUID

import psycopg
from psycopg import sql

from kerege.foundation import server

Connection = psycopg.Connection[tuple[object, ...]]
BLOCK = 1 << 16
SETTINGS = ("maintenance_work_mem = '256MB'", "work_mem = '64MB'", "enable_nestloop = off")
"""Of the transaction that loads: much is sorted and joined in it, and no table has statistics yet."""
FORCED: LiteralString = (
    "SELECT c.relname FROM pg_class c"
    " WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY(%s) AND c.relforcerowsecurity ORDER BY 1"
)
FOREIGN_KEYS: LiteralString = (
    "SELECT c.relname, k.conname, pg_get_constraintdef(k.oid) FROM pg_constraint k"
    " JOIN pg_class c ON c.oid = k.conrelid"
    " WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY(%s) AND k.contype = 'f' ORDER BY 1, 2"
)
PLAIN_INDEXES: LiteralString = (
    "SELECT x.relname, pg_get_indexdef(x.oid) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid"
    " JOIN pg_class x ON x.oid = i.indexrelid"
    " WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY(%s) AND NOT i.indisunique ORDER BY 1"
)
"""Indexes that hold no rule: what is unique stays, so that triggers find it."""
JUDGES: LiteralString = (
    "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
    " WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY(%s) AND NOT t.tgisinternal"
    " AND t.tgenabled = 'O' AND t.tgtype & 5 = 5 AND (t.tgdeferrable OR t.tgtype & 2 = 2 AND t.tgqual IS NULL)"
    " ORDER BY 1, 2"
)
"""Triggers that judge a row by who acts and when, before it is written or at commit: a backup's were judged once."""

NAMED: LiteralString = (
    "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
    " WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal AND t.tgenabled = 'O'"
    " AND t.tgname = ANY(%s) ORDER BY 1, 2"
)
"""Triggers by their names."""


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
    tellers: tuple[str, ...] = ()
    """Triggers that tell somebody of a new row: of the rows of a backup everybody was told once."""


def keeper(database: str) -> Connection:
    """A connection as role keeper. Raises ServerError when this process has no address for it."""
    return connected("keeper", database)


def owner(database: str) -> Connection:
    """A connection as role owner, whose transaction loads tables that stand bare. Raises ServerError as `keeper`."""
    return connected("owner", database)


def connected(role: server.Role, database: str) -> Connection:
    """A connection as a role."""
    place = server.database_settings(role, database)
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
    yield from copied(connection, table, columns, records, blanks, worth=sql.SQL("true"))


def words_out(connection: Connection, words: Words) -> Iterator[tuple[list[UUID], bytes]]:
    """The columns that are sealed apart, with their key, of the rows in which anything else stands than the blanks."""
    said = sql.SQL(", ").join(sql.SQL("t.{}").format(sql.Identifier(each)) for each in words.blanks)
    blank = sql.SQL(", ").join(map(sql.SQL, words.blanks.values()))
    worth = sql.SQL("ROW({}) IS DISTINCT FROM ROW({})").format(said, blank)
    yield from copied(connection, words.table, [*words.key, *words.blanks], words.records, {}, worth=worth)


def copied(
    connection: Connection,
    table: str,
    columns: Sequence[str],
    records: str,
    blanks: Mapping[str, str],
    *,
    worth: sql.SQL | sql.Composed,
) -> Iterator[tuple[list[UUID], bytes]]:
    """Lines of COPY of the rows for which a condition over the row `t` holds."""
    chosen = [
        sql.SQL(blanks[each]) if each in blanks else sql.SQL("t.{}").format(sql.Identifier(each)) for each in columns
    ]
    query = sql.SQL("COPY (SELECT array_to_string({}, ','), {} FROM {} t WHERE {} ORDER BY 1) TO STDOUT").format(
        sql.SQL(records),
        sql.SQL(", ").join(chosen),
        sql.Identifier(table),
        worth,
    )
    held = b""
    with connection.cursor() as cursor, cursor.copy(query) as copy:
        for block in copy:
            *lines, held = (held + bytes(block)).split(b"\n")
            for line in lines:
                named, _tab, rest = line.partition(b"\t")
                yield [UUID(each) for each in named.decode().split(",") if each], rest + b"\n"


def into(connection: Connection, table: str, columns: Sequence[str], lines: Iterable[bytes]) -> int:
    """Bring lines into a table; returns how many rows."""
    listed = sql.SQL(", ").join(map(sql.Identifier, columns))
    with connection.cursor() as cursor:
        with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), listed)) as copy:
            for block in blocks(lines):
                copy.write(block)
        return cursor.rowcount


def blocks(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Lines in blocks of about 64 KiB: one message for many rows."""
    held: list[bytes] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size >= BLOCK:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)


def joined_into(
    connection: Connection, words: Words, columns: Sequence[str], lines: Iterable[bytes], apart: Iterable[bytes]
) -> tuple[int, int]:
    """Bring lines into a table together with the columns that were sealed apart; how many rows, how many had such.

    Both are put beside each other first and joined, so that each row is written once.
    """
    rows, sealed = staged(connection, "rows_", words.table, columns), [*words.key, *words.blanks]
    said = staged(connection, "words_", words.table, sealed)
    into(connection, rows, columns, lines)
    count = into(connection, said, sealed, apart)
    listed = sql.SQL(", ").join(map(sql.Identifier, columns))
    chosen = sql.SQL(", ").join(
        sql.SQL("CASE WHEN w.{0} IS NULL THEN r.{1} ELSE w.{1} END" if each in words.blanks else "r.{1}").format(
            sql.Identifier(words.key[0]), sql.Identifier(each)
        )
        for each in columns
    )
    key = sql.SQL(", ").join(map(sql.Identifier, words.key))
    done = connection.execute(
        sql.SQL("INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE SELECT {} FROM {} r LEFT JOIN {} w USING ({})").format(
            sql.Identifier(words.table), listed, chosen, sql.Identifier(rows), sql.Identifier(said), key
        )
    )
    connection.execute(sql.SQL("DROP TABLE {}, {}").format(sql.Identifier(rows), sql.Identifier(said)))
    return done.rowcount, count


def staged(connection: Connection, prefix: str, table: str, columns: Sequence[str]) -> str:
    """The name of a new table for this transaction with these columns of another."""
    name = prefix + table
    connection.execute(
        sql.SQL("CREATE TEMP TABLE {} ON COMMIT DROP AS SELECT {} FROM {} LIMIT 0").format(
            sql.Identifier(name), sql.SQL(", ").join(map(sql.Identifier, columns)), sql.Identifier(table)
        )
    )
    return name


@contextmanager
def laid_bare(connection: Connection, names: Sequence[str], *, tellers: Sequence[str] = ()) -> Iterator[None]:
    """Inside, their owner loads these tables past their row policies, foreign keys, plain indexes and judging triggers.

    `tellers` names triggers that tell somebody of a row: they are silent too. Behind the block all of them stand
    again: keys are checked over whole tables, indexes made by sorting. When the block fails, the transaction is over,
    and with it everything that was done here.
    """
    forced = catalogued(connection, FORCED, names)
    keys, indexes = catalogued(connection, FOREIGN_KEYS, names), catalogued(connection, PLAIN_INDEXES, names)
    judges = [*catalogued(connection, JUDGES, names), *catalogued(connection, NAMED, tellers)]
    for setting in SETTINGS:
        connection.execute(sql.SQL("SET LOCAL {}").format(sql.SQL(setting)))
    for (table,) in forced:
        connection.execute(sql.SQL("ALTER TABLE {} NO FORCE ROW LEVEL SECURITY").format(sql.Identifier(table)))
    for table, name, _made in keys:
        connection.execute(sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}").format(*map(sql.Identifier, (table, name))))
    for name, _made in indexes:
        connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
    for table, name in judges:
        connection.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER {}").format(*map(sql.Identifier, (table, name))))
    yield
    for table, name in judges:
        connection.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER {}").format(*map(sql.Identifier, (table, name))))
    for _name, made in indexes:
        connection.execute(made.encode())
    for table, name, made in keys:
        connection.execute(
            sql.SQL("ALTER TABLE {} ADD CONSTRAINT {} {}").format(
                sql.Identifier(table),
                sql.Identifier(name),
                sql.SQL(made),
            )
        )
    for (table,) in forced:
        connection.execute(sql.SQL("ALTER TABLE {} FORCE ROW LEVEL SECURITY").format(sql.Identifier(table)))


def catalogued(connection: Connection, query: LiteralString, names: Sequence[str]) -> list[tuple[str, ...]]:
    """What the catalogue says of these tables."""
    return [tuple(map(str, row)) for row in connection.execute(query, [list(names)]).fetchall()]


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
