"""What was taken back since a backup was made: the newest key book carries it, and a restored node opens with it.

Withdrawn releases, ended hats, closed accounts, newer passwords, revoked tokens, removed second factors, suspensions,
seats and consents in operations (`seats`), what was closed inside the rooms (`closing`): ids, days and the hash of a
password, no word about a person.
"""

import json
from typing import LiteralString

from psycopg import sql

from kerege.foundation import chance
from kerege.foundation.copying import Connection
from kerege.rooms.retention.actions import closing, narrowing, seats

Rows = list[dict[str, object]]
Standing = dict[str, Rows]

ENDS = {
    "directory_appointment": "until",
    "directory_accreditation": "until",
    "directory_membership": "until",
    "directory_party": "until",
    "directory_desk": "closed_on",
    "directory_agency": "abolished_on",
}
"""Tables whose rows end on a day that stands in a column."""
NEWEST = {
    "directory_suspension": "lifted_at",
    "directory_party_fact": "until",
    "directory_agreement_status": "",
    "requests_gate": "",
    "retention_rule": "",
}
"""Tables of which the key book carries every row, and the column that ends one."""
KEPT: dict[str, LiteralString] = {
    "releases": "SELECT id, withdrawn_at, withdrawn_by FROM access_release WHERE withdrawn_at IS NOT NULL",
    "accounts": "SELECT id, is_active, password FROM directory_account",
    "tokens": "SELECT id FROM directory_access_token WHERE revoked_at IS NULL",
    "factors": "SELECT id, CASE type WHEN 'recovery_codes' THEN md5(data::text) END AS codes FROM mfa_authenticator",
}
GONE_TOKENS: LiteralString = """
    UPDATE directory_access_token t SET revoked_at = %s
     WHERE t.revoked_at IS NULL
       AND (NOT EXISTS (SELECT FROM jsonb_to_recordset(%s) b(id uuid) WHERE b.id = t.id)
            OR EXISTS (SELECT FROM jsonb_to_recordset(%s) b(id uuid, password text) JOIN directory_account a USING (id)
                        WHERE a.id = t.account AND a.password <> b.password))"""
GONE_FACTORS: LiteralString = """
    DELETE FROM mfa_authenticator f
     WHERE NOT EXISTS (SELECT FROM jsonb_to_recordset(%s) b(id bigint, codes text) WHERE b.id = f.id
                          AND b.codes IS NOT DISTINCT FROM
                              CASE f.type WHEN 'recovery_codes' THEN md5(f.data::text) END)"""
CLOSED: LiteralString = """
    UPDATE directory_account a SET is_active = false
     WHERE a.is_active AND NOT EXISTS (
        SELECT FROM jsonb_to_recordset(%s) b(id uuid, is_active boolean) WHERE b.id = a.id AND b.is_active)"""
PASSWORDS: LiteralString = """
    UPDATE directory_account a SET password = b.password, must_change = true
      FROM jsonb_to_recordset(%s) b(id uuid, password text) WHERE b.id = a.id AND b.password <> a.password"""


def standing(connection: Connection) -> Standing:
    """What stands now, as the key book carries it."""
    ends = {
        table: sql.SQL("SELECT id, {0} AS until FROM {1} WHERE {0} IS NOT NULL").format(
            sql.Identifier(column), sql.Identifier(table)
        )
        for table, column in ENDS.items()
    }
    whole = {table: sql.SQL("SELECT * FROM {}").format(sql.Identifier(table)) for table in NEWEST}
    asked: dict[str, sql.SQL | sql.Composed] = (
        ends | whole | {name: sql.SQL(query) for name, query in (KEPT | seats.KEPT).items()}
    )
    asked |= closing.asked()
    return {name: rows_of(connection, query) for name, query in asked.items()}


def rows_of(connection: Connection, query: sql.SQL | sql.Composed) -> Rows:
    """The rows of a query in the order of their ids, as JSON says them."""
    found = connection.execute(
        sql.SQL("SELECT coalesce(jsonb_agg(to_jsonb(t) ORDER BY t.id), '[]') FROM ({}) t").format(query)
    ).fetchone()
    rows: Rows = found[0] if found else []  # type: ignore[assignment]  # what jsonb_agg makes
    return rows


def replay(connection: Connection, held: Standing) -> dict[str, int]:
    """Take back in the loaded tables what was taken back since; returns how much of each kind."""
    given = {name: json.dumps(rows) for name, rows in held.items()}

    def done(query: LiteralString, *values: object) -> int:
        return connection.execute(query, values).rowcount

    tokens = done(GONE_TOKENS, chance.now(), given["tokens"], given["accounts"])
    return {
        "releases": narrowing.withdraw(connection, given["releases"]),
        "endings": sum(end(connection, table, column, given[table]) for table, column in ENDS.items()),
        "terms": sum(renew(connection, table, column, given.get(table, "[]")) for table, column in NEWEST.items()),
        "seats": seats.take_back(connection, given),
        "closed": closing.close(connection, given),
        "reports": closing.call_back(connection, given.get("versions", "[]")),
        "tokens": tokens,
        "factors": done(GONE_FACTORS, given["factors"]),
        "accounts": done(CLOSED, given["accounts"]),
        "passwords": done(PASSWORDS, given["accounts"]),
    }


def end(connection: Connection, table: str, column: str, given: str) -> int:
    """Let rows end on the day on which they ended meanwhile; none ends later than it did."""
    query = sql.SQL(
        "UPDATE {0} t SET {1} = b.until FROM jsonb_to_recordset(%s) b(id uuid, until date)"
        " WHERE b.id = t.id AND (t.{1} IS NULL OR t.{1} > b.until)"
    )
    return connection.execute(query.format(sql.Identifier(table), sql.Identifier(column)), [given]).rowcount


def renew(connection: Connection, table: str, column: str, given: str) -> int:
    """Let rows that were written meanwhile stand, and those that ended meanwhile end; returns how many."""
    named = sql.Identifier(table)
    added = connection.execute(
        sql.SQL(
            "INSERT INTO {0} SELECT b.* FROM jsonb_populate_recordset(NULL::{0}, %s) b"
            " WHERE NOT EXISTS (SELECT FROM {0} t WHERE t.id = b.id)"
        ).format(named),
        [given],
    ).rowcount
    if not column:
        return added
    ended = connection.execute(
        sql.SQL(
            "UPDATE {0} t SET {1} = b.{1} FROM jsonb_populate_recordset(NULL::{0}, %s) b"
            " WHERE b.id = t.id AND b.{1} IS DISTINCT FROM t.{1}"
        ).format(named, sql.Identifier(column)),
        [given],
    ).rowcount
    return added + ended
