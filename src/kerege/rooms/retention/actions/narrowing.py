"""Withdrawals that a backup did not know: releases are withdrawn, and their parts' labels lose what they opened."""

import json
from collections.abc import Callable, Iterator
from typing import LiteralString

from psycopg import sql

from kerege.foundation.copying import Connection
from kerege.kernel.canonical import canonical_bytes
from kerege.kernel.law import CLASS_AUDIENCES, Grant
from kerege.kernel.law.label import EVERY_PURPOSE, OBSERVERS_WITH_FACTS

Wire = dict[str, object]

WITHDRAWN: LiteralString = """
    CREATE TEMP TABLE withdrawn_ ON COMMIT DROP AS
    WITH gone AS (
        UPDATE access_release r SET withdrawn_at = b.withdrawn_at, withdrawn_by = b.withdrawn_by
          FROM jsonb_to_recordset(%s) b(id uuid, withdrawn_at timestamptz, withdrawn_by uuid)
         WHERE b.id = r.id AND r.withdrawn_at IS NULL RETURNING r.*)
    SELECT g.report, g.part, g.audience::text AS audience,
           ARRAY(SELECT p FROM unnest(g.purposes) p ORDER BY p COLLATE "C") AS purposes, g.last_day, g.assured
      FROM gone g"""
STILL: LiteralString = """
    DELETE FROM withdrawn_ w USING access_release r
     WHERE r.report = w.report AND r.part = w.part AND r.audience::text = w.audience AND r.withdrawn_at IS NULL
       AND (NOT r.assured OR r.approved_by IS NOT NULL) AND r.assured = w.assured
       AND r.last_day IS NOT DISTINCT FROM w.last_day
       AND ARRAY(SELECT p FROM unnest(r.purposes) p ORDER BY p COLLATE "C") = w.purposes"""
"""Another release of the same terms still holds."""
GRANTS: LiteralString = """
    SELECT w.report, w.part, w.audience, array_to_string(w.purposes, ','), w.assured::int FROM withdrawn_ w
     UNION
    SELECT w.report, 'facts', w.audience, array_to_string(w.purposes, ','), w.assured::int FROM withdrawn_ w
     WHERE w.part = 'nominal' AND NOT EXISTS (
        SELECT FROM access_release r
         WHERE r.report = w.report AND r.part = 'facts' AND r.audience::text = w.audience AND r.withdrawn_at IS NULL)"""
"""What goes whatever its last day, for labels shorten it; who reads the nominal part reads the facts."""
LABELLED: LiteralString = """
    SELECT c.table_name
      FROM information_schema.columns c JOIN information_schema.columns r USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND c.column_name = 'label' AND r.column_name = 'report'
       AND c.table_name NOT IN ('access_release', 'records_listing') ORDER BY 1"""
OPEN_FACTS = {
    ("facts", *Grant(audience, EVERY_PURPOSE).wire()[:2])
    for audience in (*CLASS_AUDIENCES.values(), OBSERVERS_WITH_FACTS)
}
REPORTS = ("records_report", "id")
"""Tables whose rows belong to a report and have a label; the list of records follows its parts by a trigger."""


def withdraw(connection: Connection, releases: str) -> int:
    """Withdraw releases (a JSON text of them) that the loaded tables hold as open; returns how many."""
    count = connection.execute(WITHDRAWN, [releases]).rowcount
    if count > 0:
        connection.execute(STILL)
        narrow(connection)
    return count


def narrow(connection: Connection) -> None:
    """Give every row of the parts concerned the label that it has without the grants that are gone."""
    gone: dict[tuple[str, str], list[list[str]]] = {}
    for report, part, *grant in connection.execute(GRANTS).fetchall():
        gone.setdefault((str(report), str(part)), []).append([str(word) for word in grant])
    relabel(connection, "withdrawn_", lambda report, wire: without(wire, gone.get((report, str(wire["part"])), [])))


def relabel(connection: Connection, concerned: str, changed: Callable[[str, Wire], Wire | None]) -> None:
    """Give every row of the reports in a table of this transaction the label that `changed` makes of its own.

    `changed` takes a report and the canonical form of a label; None leaves it as it is.
    """
    tables = [(str(name), "report") for (name,) in connection.execute(LABELLED).fetchall()] + [REPORTS]
    connection.execute("CREATE TEMP TABLE narrowed_ (report uuid, former int, made int) ON COMMIT DROP")
    for report, former, wire in borne(connection, concerned, tables):
        left = changed(report, wire)
        if left is not None:
            connection.execute("INSERT INTO narrowed_ VALUES (%s, %s, %s)", [report, former, kept(connection, left)])
    for place in tables:
        connection.execute(
            sql.SQL(
                "UPDATE {} t SET label = n.made FROM narrowed_ n WHERE t.{} = n.report AND t.label = n.former"
            ).format(*map(sql.Identifier, place))
        )
    connection.execute("DROP TABLE narrowed_")


def borne(connection: Connection, concerned: str, tables: list[tuple[str, str]]) -> Iterator[tuple[str, int, Wire]]:
    """The labels that rows of the reports concerned bear: report, id, canonical form."""
    each = sql.SQL(" UNION ").join(
        sql.SQL("SELECT t.{1} AS report, t.label FROM {0} t WHERE t.{1} IN (SELECT report FROM {2})").format(
            *map(sql.Identifier, (*place, concerned))
        )
        for place in tables
    )
    found = connection.execute(sql.SQL("SELECT DISTINCT b.report, b.label FROM ({}) b").format(each)).fetchall()
    connection.execute("SET LOCAL ROLE kerege_law")
    wires = [connection.execute("SELECT label_wire(%s)", [label]).fetchone() for _report, label in found]
    connection.execute("RESET ROLE")
    for (report, label), wire in zip(found, wires, strict=True):
        if wire is not None and wire[0] is not None:
            yield str(report), int(str(label)), json.loads(str(wire[0]))


def without(wire: Wire, gone: list[list[str]]) -> Wire | None:
    """A label without these grants; None where it has none of them. What is open to a class without release stays."""
    grants: list[list[str]] = wire["grants"]  # type: ignore[assignment]  # as Label.wire wrote it
    left = [
        each for each in grants if [each[0], each[1], each[3]] not in gone or (wire["part"], *each[:2]) in OPEN_FACTS
    ]
    return None if len(left) == len(grants) else wire | {"grants": left}


def kept(connection: Connection, wire: Wire) -> int:
    """The id of a label, written where it is new."""
    connection.execute("SET LOCAL ROLE kerege_law")
    row = connection.execute("SELECT keep_label(%s)", [canonical_bytes(wire).decode()]).fetchone()
    connection.execute("RESET ROLE")
    return int(str(row[0])) if row else 0
