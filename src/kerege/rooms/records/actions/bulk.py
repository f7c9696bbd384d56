"""Importing many: COPY into private staging tables, then INSERT … SELECT under the row policies; one leaf a batch."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID
from weakref import WeakKeyDictionary

from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Act, Viewer
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.records.actions import registry
from kerege.rooms.records.actions.packing import COLUMNS, NULL, PackedReport, Packer, Sealed, terms_key
from kerege.rooms.records.actions.reporting import UnableToReportError, forbidden_parties
from kerege.rooms.records.policy import gates, labels
from kerege.rooms.records.rules.claims import Claim
from kerege.rooms.records.rules.fields import N_

MARK = """
    SELECT c.oid::text || ' ' || c.xmin::text FROM pg_class c
     WHERE c.relname = %s AND c.relnamespace = pg_my_temp_schema()"""
_made: WeakKeyDictionary[object, dict[str, str | None]] = WeakKeyDictionary()


@dataclass(slots=True)
class Prepared:
    """One row of a file, ready to be kept: its claim, its identity, and the identity of the row it repeats, if any."""

    claim: Claim
    source_key: bytes
    repeats_key: bytes | None = None


@dataclass(frozen=True, slots=True)
class BulkResult:
    """What a batch added: the new report of each identity, and the identities that were there already."""

    added: dict[bytes, UUID]
    already: frozenset[bytes]


def report_many(*, actor: Viewer, prepared: Sequence[Prepared], send: bool = True) -> BulkResult:
    """Keep a batch of claims of the actor's desk in the open transaction; rows already there are left alone.

    Exact repeats point to the report they repeat and are counted once. Raises UnableToReportError.
    """
    packer = packer_for(actor=actor, send=send)
    return report_packed(actor=actor, packed=[pack(packer, each) for each in prepared])


def packer_for(*, actor: Viewer, send: bool = True) -> Packer:
    """A packer for the actor's desk that knows the labels of usual terms; it may be sent to another process.

    Raises UnableToReportError.
    """
    require_viewer(actor)
    if Act.REPORT not in ROLE_ACTS[actor.role]:
        raise UnableToReportError(N_("your role does not report; ask your desk"))
    packer = Packer(actor, gates.opening_states(actor, send=send), years=registry.years_of(actor.party))
    seal_terms(packer, Claim(kind="", occurred=None, country=""))
    return packer


def seal_terms(packer: Packer, claim: Claim) -> None:
    """Put the labels of a claim's terms into the packer's book, interning them on first use."""
    terms, actor = claim.terms, packer.actor
    forbidden = forbidden_parties(terms.forbidden_codes)
    bounds = labels.bounds_of(terms, forbidden)
    given = labels.interned(
        labels.labels_of(
            labels.owner_of(actor), packer.states, bounds=bounds, subjects=labels.subject_traits(claim.nominal)
        )
    )
    packer.book[terms_key(claim)] = Sealed(given, tuple(forbidden))


def pack(packer: Packer, prepared: Prepared) -> PackedReport:
    """Pack one claim, sealing its terms first where they are new."""
    made = packer.pack(prepared.claim, prepared.source_key, prepared.repeats_key)
    if made is None:
        seal_terms(packer, prepared.claim)
        made = packer.pack(prepared.claim, prepared.source_key, prepared.repeats_key)
    if made is None:
        raise LookupError("terms that were sealed are in the book")
    return made


def report_packed(*, actor: Viewer, packed: Sequence[PackedReport]) -> BulkResult:
    """Keep packed reports of the actor's desk in the open transaction; rows already there are left alone.

    Raises UnableToReportError.
    """
    require_viewer(actor)
    if Act.REPORT not in ROLE_ACTS[actor.role]:
        raise UnableToReportError(N_("your role does not report; ask your desk"))
    held = known_keys(actor, [key for p in packed for key in (p.source_key, p.repeats_key) if key is not None])
    fresh = {each.source_key: each for each in packed if each.source_key not in held}
    added = {key: UUID(each.report) for key, each in fresh.items()}
    for table, columns in COLUMNS.items():
        lines = [text for each in fresh.values() if (text := each.lines.get(table))]
        if table == "records_report":
            lines = [line + repeated(each, added, held) for line, each in zip(lines, fresh.values(), strict=True)]
        copy_in(table, columns, lines)
    if fresh:
        named = [added[key] for key, each in fresh.items() if "records_nominal" in each.lines]
        if named:
            registry.tell_version(actor, actor.desk, named)
        detail = {"reports": [each.report for each in fresh.values()]}
        journal.write_leaf(LeafKind.COLLECT, "records.report_many", detail, rows=len(fresh))
    return BulkResult(added, frozenset(each.source_key for each in packed if each.source_key in held))


def repeated(each: PackedReport, added: dict[bytes, UUID], held: dict[bytes, UUID]) -> str:
    """The last cell of a report's line: the report it repeats, if it is an exact repeat."""
    first = None if each.repeats_key is None else added.get(each.repeats_key) or held.get(each.repeats_key)
    return f"{first or NULL}\n"


def known_keys(actor: Viewer, keys: Iterable[bytes]) -> dict[bytes, UUID]:
    """The reports of the actor's desk that already carry these identities, or carried them before they were erased."""
    asked = list(keys)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT source_key, id FROM records_report WHERE owner = %s AND source_key = ANY(%s)",
            [actor.desk, asked],
        )
        held = {bytes(key): identity for key, identity in cursor.fetchall()}
    for erased in registry.erased_rows:
        held |= erased(actor, [key for key in asked if key not in held])
    return held


def copy_in(table: str, columns: Sequence[str], lines: Sequence[str]) -> None:
    """Bring lines into a table by way of a staging table of this session, under the row policies."""
    if not lines:
        return
    names, target = map(sql.Identifier, columns), sql.Identifier(table)
    listed = sql.SQL(", ").join(names)
    with connection.cursor() as cursor:
        stage = staged(cursor, table)
        with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(stage, listed)) as copy:
            copy.write("".join(lines).encode())
        cursor.execute(sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {}").format(target, listed, listed, stage))
        cursor.execute(sql.SQL("DELETE FROM {}").format(stage))


def staged(cursor: CursorWrapper, table: str) -> sql.Identifier:
    """The session's staging table for a table, made anew unless it is the very one that was made here, untouched.

    What an earlier visit laid ready in the session, or changed of it, could keep or hand on what is brought in.
    """
    name, made = f"stage_{table}", _made.setdefault(connection.connection, {})
    stage = sql.Identifier("pg_temp", name)
    if (mark := stage_mark(cursor, name)) is None or made.get(name) != mark:
        cursor.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(stage))
        laid = sql.SQL("CREATE TEMP TABLE {} (LIKE {}) ON COMMIT DELETE ROWS")
        cursor.execute(laid.format(sql.Identifier(name), sql.Identifier(table)))
        made[name] = stage_mark(cursor, name)
    return stage


def stage_mark(cursor: CursorWrapper, name: str) -> str | None:
    """What changes with every change of a session's table: its number, and who last wrote its row in the catalogue."""
    cursor.execute(MARK, [name])
    row = cursor.fetchone()
    return str(row[0]) if row else None
