"""What was closed inside the rooms since a backup: the newest key book carries it as ids, days and instants alone.

Withdrawn editions, judgements and requests, lifted holds, removed files, ended events and addresses, shorter review
days, stricter terms; challenges, holds and refusals of screenings that stand; and which reports have newer versions:
one of which the newest is lost is its own agency's alone until that looks at it. Rather too much is closed than too
little.
"""

from collections.abc import Mapping
from typing import LiteralString
from uuid import UUID

from psycopg import sql

from kerege.foundation.copying import Connection
from kerege.kernel.law import Part, State
from kerege.rooms.access import queries as access
from kerege.rooms.retention.actions import narrowing

ENDED: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "judgements": ("crosscheck_judgement", "withdrawn_at", ("withdrawn_by",)),
    "files": ("files_attachment", "removed_at", ("removed_by",)),
    "lifted": ("retention_hold", "lifted_at", ("lifted_by",)),
    "hooks": ("notices_hook", "closed_at", ("closed_by",)),
    "watched": ("oversight_watched", "ended_at", ()),
    "events": ("deconfliction_event", "ended_at", ("state",)),
    "refused": ("permissions_opening", "refused_at", ()),
    "editions": ("bulletins_edition", "withdrawn_at", ("withdrawn_by", "state")),
}
"""Rows that end at an instant: their table, its column, and what else is said of the end."""
KEPT: dict[str, LiteralString] = {
    "opened": "SELECT id, ends_at FROM permissions_opening WHERE ends_at IS NOT NULL",
    "keys": "SELECT id, key_number, former_until FROM notices_hook WHERE key_number > 0",
    "withdrawn": "SELECT id, state, closed_at FROM requests_copy"
    " WHERE NOT open AND (state = 'withdrawn' OR kind = 'look_out')",
    "stricter": "SELECT c.id, c.handling, c.level FROM requests_copy c WHERE EXISTS ("
    "SELECT FROM requests_line l WHERE l.owner = c.owner AND l.thread = c.thread AND l.what = 'tighten')",
    "opted_out": "SELECT id, owner, agency, made_at, made_by FROM screening_opt_out WHERE withdrawn_at IS NULL",
    "held": "SELECT id, owner, report, authority, reference, expires_on, made_at, made_by FROM retention_hold"
    " WHERE lifted_at IS NULL",
    "challenges": "SELECT id, owner, report, subject, ground, made_at, made_by, due_on FROM retention_challenge"
    " WHERE settled_at IS NULL",
    "forward": "SELECT r.id, r.report, r.becomes FROM retention_review r WHERE r.word = 'brought_forward'"
    " AND NOT EXISTS (SELECT FROM retention_review n"
    " WHERE n.owner = r.owner AND n.report = r.report AND n.made_at > r.made_at)",
    "versions": "SELECT r.id, v.number FROM records_report r"
    " JOIN records_version v ON v.owner = r.owner AND v.id = r.head WHERE v.number > 1",
    "gates": "SELECT id, level, gate_facts, gate_nominal FROM directory_party",
    "heirs": "SELECT id, successor FROM directory_agency WHERE abolished_on IS NOT NULL OR successor IS NOT NULL",
}
CHANGED: dict[str, LiteralString] = {
    "opened": """
        UPDATE permissions_opening t SET ends_at = b.ends_at
          FROM jsonb_to_recordset(%s) b(id uuid, ends_at timestamptz) WHERE b.id = t.id AND t.ends_at > b.ends_at""",
    "keys": """
        UPDATE notices_hook t SET key_number = b.key_number, former_until = b.former_until
          FROM jsonb_to_recordset(%s) b(id uuid, key_number int, former_until timestamptz)
         WHERE b.id = t.id AND t.key_number < b.key_number""",
    "withdrawn": """
        UPDATE requests_copy t SET open = false, state = b.state, closed_at = b.closed_at, stop = '', stopped_at = NULL,
               stop_ends_at = NULL, slot_at = NULL
          FROM jsonb_to_recordset(%s) b(id uuid, state text, closed_at timestamptz) WHERE b.id = t.id AND t.open""",
    "stricter": """
        UPDATE requests_copy t SET level = greatest(t.level, b.level), handling = (
               SELECT coalesce(jsonb_agg(DISTINCT x.code ORDER BY x.code), '[]')
                 FROM jsonb_array_elements_text(t.handling || b.handling) x(code))
          FROM jsonb_to_recordset(%s) b(id uuid, handling jsonb, level int)
         WHERE b.id = t.id AND (t.level < b.level OR NOT b.handling <@ t.handling)""",
    "gates": """
        UPDATE directory_party t SET level = b.level, gate_facts = b.gate_facts, gate_nominal = b.gate_nominal
          FROM jsonb_to_recordset(%s) b(id uuid, level int, gate_facts text, gate_nominal text)
         WHERE b.id = t.id AND (t.level, t.gate_facts, t.gate_nominal) <> (b.level, b.gate_facts, b.gate_nominal)""",
    "heirs": """
        UPDATE directory_agency t SET successor = b.successor FROM jsonb_to_recordset(%s) b(id uuid, successor uuid)
         WHERE b.id = t.id AND t.successor IS DISTINCT FROM b.successor""",
}
ADDED: dict[str, LiteralString] = {
    "opted_out": """
        INSERT INTO screening_opt_out (id, owner, label, agency, reason, made_at, made_by)
        SELECT b.id, b.owner, l.label, b.agency, '', b.made_at, b.made_by
          FROM jsonb_populate_recordset(NULL::screening_opt_out, %s) b JOIN labels_ l ON l.owner = b.owner
         WHERE NOT EXISTS (SELECT FROM screening_opt_out t WHERE t.agency = b.agency AND t.withdrawn_at IS NULL)""",
    "held": """
        INSERT INTO retention_hold (id, owner, label, report, authority, reference, reason, expires_on, made_at,
               made_by, lifted_reference)
        SELECT b.id, b.owner, l.label, b.report, b.authority, b.reference, '', b.expires_on, b.made_at, b.made_by, ''
          FROM jsonb_populate_recordset(NULL::retention_hold, %s) b JOIN labels_ l ON l.owner = b.owner
         WHERE NOT EXISTS (SELECT FROM retention_hold t WHERE t.id = b.id)
           AND EXISTS (SELECT FROM records_nominal n WHERE n.owner = b.owner AND n.report = b.report)""",
    "challenges": """
        INSERT INTO retention_challenge (id, owner, label, report, subject, ground, reference, reason, made_at, made_by,
               due_on, verdict, verdict_reason)
        SELECT b.id, b.owner, l.label, b.report, b.subject, b.ground, '', '', b.made_at, b.made_by, b.due_on, '', ''
          FROM jsonb_populate_recordset(NULL::retention_challenge, %s) b JOIN labels_ l ON l.owner = b.owner
         WHERE NOT EXISTS (SELECT FROM retention_challenge t WHERE t.id = b.id)
           AND EXISTS (SELECT FROM records_nominal n WHERE n.owner = b.owner AND n.report = b.report)""",
}
UNLABELLED: LiteralString = """
    SELECT d.id, d.agency, a.party FROM directory_desk d JOIN directory_agency a ON a.id = d.agency WHERE d.id IN (
        SELECT t.owner FROM jsonb_to_recordset(%s) b(id uuid) JOIN bulletins_edition t ON t.id = b.id
         WHERE t.withdrawn_at IS NULL
        UNION SELECT b.owner FROM jsonb_to_recordset(%s) b(id uuid, owner uuid)
         WHERE NOT EXISTS (SELECT FROM screening_opt_out t WHERE t.id = b.id)
        UNION SELECT b.owner FROM jsonb_to_recordset(%s) b(id uuid, owner uuid)
         WHERE NOT EXISTS (SELECT FROM retention_hold t WHERE t.id = b.id)
        UNION SELECT b.owner FROM jsonb_to_recordset(%s) b(id uuid, owner uuid)
         WHERE NOT EXISTS (SELECT FROM retention_challenge t WHERE t.id = b.id))"""
"""Desks that own something that is new, or goes back to its own agency; the order is that of `ADDED`."""
MARKED: LiteralString = """
    UPDATE records_subject s SET challenged = true
     WHERE s.kind = 'person' AND s.current AND NOT s.challenged AND EXISTS (
        SELECT FROM retention_challenge c WHERE c.owner = s.owner AND c.report = s.report AND c.settled_at IS NULL
           AND (c.subject = s.id OR NOT EXISTS (
               SELECT FROM records_subject k WHERE k.owner = c.owner AND k.id = c.subject AND k.current)))"""
SOONER: LiteralString = """
    WITH sooner AS (
        UPDATE records_nominal n SET review_on = b.becomes FROM jsonb_to_recordset(%s) b(report uuid, becomes date)
         WHERE b.report = n.report AND n.review_on > b.becomes RETURNING n.report, n.review_on)
    INSERT INTO sooner_ SELECT DISTINCT report, review_on FROM sooner"""
BEHIND: LiteralString = """
    INSERT INTO behind_ SELECT r.id FROM jsonb_to_recordset(%s) b(id uuid, number int)
      JOIN records_report r ON r.id = b.id JOIN records_version v ON v.owner = r.owner AND v.id = r.head
     WHERE v.number < b.number"""
CALLED_BACK: tuple[LiteralString, ...] = (
    """
    UPDATE records_report r
       SET facts_state = CASE r.facts_state WHEN 'offered' THEN 'desk' ELSE r.facts_state END,
           nominal_state = CASE r.nominal_state WHEN 'offered' THEN 'desk' ELSE r.nominal_state END
      FROM behind_ b WHERE b.report = r.id""",
    "DELETE FROM crosscheck_entry e USING behind_ b WHERE b.report = e.report",
    "DELETE FROM crosscheck_waiting w USING behind_ b WHERE b.report = w.report",
)
"""Nobody finds such a report until its desk offers it again, which makes its entries anew."""
NAMES = (*ENDED, *KEPT)


def asked() -> dict[str, sql.SQL | sql.Composed]:
    """What the key book carries of it: a query for each kind."""
    ends: dict[str, sql.SQL | sql.Composed] = {
        name: sql.SQL("SELECT {} FROM {} WHERE {} IS NOT NULL").format(
            sql.SQL(", ").join(map(sql.Identifier, ("id", column, *more))),
            sql.Identifier(table),
            sql.Identifier(column),
        )
        for name, (table, column, more) in ENDED.items()
    }
    return ends | {name: sql.SQL(query) for name, query in KEPT.items()}


def close(connection: Connection, given: Mapping[str, str]) -> int:
    """Close in the loaded tables what was closed since, reports apart; returns how much. `given`: JSON by its name."""
    label_desks(connection, given)
    done = sum(ended(connection, name, given.get(name, "[]")) for name in ENDED)
    done += sum(connection.execute(query, [given.get(name, "[]")]).rowcount for name, query in CHANGED.items())
    done += sum(connection.execute(query, [given.get(name, "[]")]).rowcount for name, query in ADDED.items())
    connection.execute(MARKED)
    return done + bring_forward(connection, given.get("forward", "[]"))


def ended(connection: Connection, name: str, given: str) -> int:
    """Let rows of one kind that are still open end; an edition goes back to its own agency."""
    table, column, more = ENDED[name]
    columns = [sql.Identifier(each) for each in (column, *more)]
    pairs: list[sql.Composable] = [sql.SQL("{0} = b.{0}").format(each) for each in columns]
    wanted = sql.SQL("t.{} IS NULL").format(sql.Identifier(column))
    extra: sql.Composable = sql.SQL("")
    if name == "editions":
        pairs.append(sql.SQL("label = l.facts"))
        extra, wanted = sql.SQL(" , labels_ l"), wanted + sql.SQL(" AND l.owner = t.owner")
    query = sql.SQL("UPDATE {0} t SET {1} FROM jsonb_populate_recordset(NULL::{0}, %s) b{2} WHERE b.id = t.id AND {3}")
    return connection.execute(
        query.format(sql.Identifier(table), sql.SQL(", ").join(pairs), extra, wanted), [given]
    ).rowcount


def label_desks(connection: Connection, given: Mapping[str, str]) -> None:
    """The labels by which a desk's agency alone reads, of what concerns persons and of facts, where one is missed."""
    connection.execute("CREATE TEMP TABLE labels_ (owner uuid, label int, facts int) ON COMMIT DROP")
    found = connection.execute(UNLABELLED, [given.get(name, "[]") for name in ("editions", *ADDED)])
    for desk, agency, party in found.fetchall():
        owner = access.Owner(desk=UUID(str(desk)), agency=UUID(str(agency)), party=UUID(str(party)))
        labels = [
            narrowing.kept(connection, access.label_for(owner, part, State.DESK).wire())
            for part in (Part.NOMINAL, Part.FACTS)
        ]
        connection.execute("INSERT INTO labels_ VALUES (%s, %s, %s)", [owner.desk, *labels])


def bring_forward(connection: Connection, given: str) -> int:
    """Let review days that were brought forward stand, and nobody else read past them; returns how many."""
    connection.execute("CREATE TEMP TABLE sooner_ (report uuid, day date) ON COMMIT DROP")
    count = connection.execute(SOONER, [given]).rowcount
    days = {str(report): str(day) for report, day in connection.execute("SELECT * FROM sooner_").fetchall()}

    def shortened(report: str, wire: narrowing.Wire) -> narrowing.Wire | None:
        grants: list[list[str]] = wire["grants"]  # type: ignore[assignment]  # as Label.wire wrote it
        if wire["part"] != Part.NOMINAL.value:
            return None
        return wire | {
            "grants": [[*each[:2], min(filter(None, (each[2], days[report]))), *each[3:]] for each in grants]
        }

    narrowing.relabel(connection, "sooner_", shortened)
    return count


def call_back(connection: Connection, given: str) -> int:
    """Close to others every report whose newest version the backup does not hold; returns how many."""
    connection.execute("CREATE TEMP TABLE behind_ (report uuid) ON COMMIT DROP")
    count = connection.execute(BEHIND, [given]).rowcount
    narrowing.relabel(connection, "behind_", lambda _report, wire: wire | {"grants": []} if wire["grants"] else None)
    for statement in CALLED_BACK:
        connection.execute(statement)
    return count
