"""Proof by planting faults: clauses of row policies opened and without each condition, for all four commands."""

import json
import random
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from kerege.foundation import chance, server
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose, Role, Viewer
from kerege.rooms.directory import actions as directory
from kerege.rooms.directory import queries
from kerege.rooms.oversight import actions as oversight
from kerege.rooms.oversight.queries import WatchKind
from tests import cast
from tests.access import ids, test_matrix, twins
from tests.proofs.nodes import fresh_database
from tests.proofs.proof import Step
from tests.rooms.records import desk

CLAUSES = """
    SELECT p.tablename, p.policyname, p.cmd, x.clause, x.former
      FROM pg_policies p
      JOIN pg_class c ON c.relname = p.tablename AND c.relnamespace = 'public'::regnamespace
      CROSS JOIN LATERAL (VALUES ('USING', p.qual), ('WITH CHECK', p.with_check)) AS x(clause, former)
     WHERE p.schemaname = 'public' AND (p.roles = '{public}' OR 'kerege_app' = ANY (p.roles)) AND x.former IS NOT NULL
       AND CASE p.cmd WHEN 'DELETE' THEN has_table_privilege('kerege_app', c.oid, 'DELETE')
           ELSE has_any_column_privilege('kerege_app', c.oid, p.cmd) END
     ORDER BY p.tablename, p.policyname, x.clause"""
CHANGEABLE = """
    SELECT a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE c.relname = %s AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
       AND has_column_privilege('kerege_app', c.oid, a.attnum, 'UPDATE') ORDER BY a.attnum"""
LABELS = "SELECT DISTINCT ON (owner_audience) id::text FROM access_label ORDER BY owner_audience, id"
FOREIGN = """
    SELECT l.id::text FROM access_label l JOIN access_label own ON own.id = %s
     WHERE l.owner_party <> own.owner_party AND l.level < 2
       AND NOT EXISTS (SELECT FROM access_grant g WHERE g.label = l.id)
     ORDER BY l.owner_audience, l.id LIMIT 1"""
"""A label that the agency of a row does not hold: of another party, released to nobody."""
BEFORE = """
    SELECT t.tgname FROM pg_trigger t WHERE t.tgrelid = %s::regclass AND NOT t.tgisinternal AND t.tgtype & 2 > 0
     ORDER BY t.tgname"""
"""Triggers that look at a row before its policy does."""
SHARED = """
    INSERT INTO access_label (id, digest, owner_audience, owner_party, part, forbidden, level, shielded)
    SELECT 1900000000 + row_number() OVER (ORDER BY g.id), sha256(g.id::text::bytea), g.id, g.party, 'facts', '{}', 0,
           false FROM directory_agency g;
    INSERT INTO access_grant (id, label, audience, purposes, assured)
    SELECT gen_random_uuid(), l.id, p.id, ARRAY['analysis', 'investigation'], false
      FROM access_label l CROSS JOIN directory_party p WHERE l.id > 1900000000"""
"""For each agency a label of its own that every party holds."""
GUARDED = """
    SELECT c.relname FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relrowsecurity AND c.relkind = 'r' AND 3 = (
        SELECT count(*) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname IN ('owner', 'label', 'id'))"""
SHARE = """
    UPDATE "{table}" t SET label = l.id FROM access_label l, directory_desk d
     WHERE d.id = t.owner AND l.owner_audience = d.agency AND l.id > 1900000000
       AND t.id = (SELECT id FROM "{table}" ORDER BY id LIMIT 1)"""
ADD = """
    INSERT INTO "{table}" ({columns})
    SELECT {columns} FROM jsonb_populate_record(NULL::"{table}", %s::jsonb || %s::jsonb)"""
GIVEN = """
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
     WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''"""
"""The columns of a table that a row is given; the server makes the others."""
SENSELESS = {"428C9", "42601", "42703", "42804"}
"""States by which the server says that a statement is none, whoever sends it: nothing would ever be noticed."""
SAMPLES = 4
KEPT_FROM = ("kz-almaty", "kz-customs", "tj-dushanbe", "uz-tashkent")
"""Desks where an administrator of the own agency tries too: he owns, and holds no label."""
WHOLE = 10**6
"""From so many cases on every mutant is looked at; below, as many as asked for, chosen by the seed."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of one policy as it stands."""

    table: str
    policy: str
    command: str
    clause: str
    former: str


@dataclass(frozen=True, slots=True)
class Mutant:
    """A clause without one of its conditions, or without all."""

    of: Clause
    lost: str
    text: str

    @property
    def said(self) -> str:
        """What is missing where, in a line."""
        opened = self.text == "true"
        what = "is open" if opened else f"lacks: {' '.join(self.lost.split())}"
        return f"{self.of.policy} {self.of.clause} {what}"


def policy_mutants(cases: int, seed: str) -> Iterator[Step]:
    """Each clause opened, and without each of its conditions: what some viewer may do must change."""
    with fresh_database("policies") as name, server.ensure_server(durable=False).administrator(name) as database:
        staged_rows()
        with chance.seeded("matrix", twins.NOON):
            watching = cast.viewer("gulnora", Purpose.OVERSIGHT)
            attempts = Attempts([*map(cast.viewer, cast.OFFICERS), *administrators(), watching], database)
            share(database)
            clauses = [Clause(*row) for row in database.execute(CLAUSES).fetchall()]
            planted = [each for clause in clauses if is_filled(clause.table, database) for each in mutants_of(clause)]
            planted = [each for each in planted if can_differ(each, database)]
            if cases < len(planted):
                planted = random.Random(seed).sample(planted, cases)
            for each in planted:
                missed = "" if attempts.notice(each) else f"nothing notices that {each.said}"
                cell = f"{each.of.table} × {each.of.command} × {each.of.clause} × {each.lost}"
                yield Step(1, frozenset({cell}), missed, seed)


def mutants_of(clause: Clause) -> Iterator[Mutant]:
    """The clause opened to everybody, and without each condition of several that must all hold."""
    yield Mutant(clause, clause.former, "true")
    parts = conjuncts(clause.former)
    for at, part in enumerate(parts if len(parts) > 1 else []):
        yield Mutant(clause, part, " AND ".join(parts[:at] + parts[at + 1 :]))


def conjuncts(text: str) -> list[str]:
    """The conditions that an expression joins by AND outside all brackets but those around it whole."""
    text = text.strip()
    depths = list(accumulate((each == "(") - (each == ")") for each in text))
    if text.startswith("(") and 0 not in depths[:-1]:
        return conjuncts(text[1:-1])
    cuts = [found for found in re.finditer(r" AND ", text) if depths[found.start()] == 0]
    if not cuts or re.search(r"\b(OR|BETWEEN)\b", "".join(t for t, d in zip(text, depths, strict=True) if d == 0)):
        return [text]
    starts, ends = [0, *(each.end() for each in cuts)], [*(each.start() for each in cuts), len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def administrators() -> list[Viewer]:
    """An administrator of each of some agencies that own rows."""
    keeper = queries.system_viewer("found-node")
    made = []
    with viewing(keeper):
        for at, code in enumerate(KEPT_FROM):
            desk = queries.desk_by_code(code)
            officer = directory.add_officer(agency=desk.agency, name=f"EXERCISE keeper {at}", number=f"EX-K{at}")
            made.append(directory.appoint(officer=officer, desk=desk.id, role=Role.ADMINISTRATOR, since=cast.SINCE))
    return [queries.viewer_for(hat, purpose=Purpose.ANALYSIS, reason="EXERCISE") for hat in made]


def share(database: Any) -> None:
    """One row of every guarded table lies under a label of its owner that all hold: to read is not to own."""
    with database.transaction():
        database.execute("SET LOCAL session_replication_role = replica")
        database.execute(SHARED)
        for (table,) in database.execute(GUARDED).fetchall():
            database.execute(SHARE.format(table=table))


def is_filled(table: str, database: Any) -> bool:
    """Whether the stage has rows of a table."""
    return database.execute(f'SELECT FROM "{table}" LIMIT 1').fetchone() is not None


def can_differ(each: Mutant, database: Any) -> bool:
    """Whether a mutant could change anything: what a change leaves behind is judged by columns that may change.

    Where role app may change none of the columns that a condition of a WITH CHECK names, a row passes it when it passed
    USING.
    """
    if (each.of.command, each.of.clause) != ("UPDATE", "WITH CHECK"):
        return True
    columns = [name for name, _ in database.execute(CHANGEABLE, [each.of.table]).fetchall()]
    return any(re.search(rf"\b{column}\b", each.lost) for column in columns)


Look = Callable[[str], Iterator[object]]
"""What each viewer sees, adds, changes or removes in a table."""


class Attempts:
    """What the viewers may do by raw SQL, looked at before and while a mutant stands."""

    def __init__(self, viewers: list[Viewer], database: Any) -> None:
        """By these viewers, and by somebody without a signed context."""
        self.viewers: list[Viewer | None] = [*viewers, None]
        self.database = database
        self.before: dict[tuple[str, str, str, bool], list[object]] = {}
        self.looks: dict[str, tuple[Look, ...]] = {
            "SELECT": (self.seen,),
            "INSERT": (self.added, self.relabelled, self.forged),
            "UPDATE": (self.changed,),
            "DELETE": (self.removed,),
        }

    def notice(self, each: Mutant) -> bool:
        """Whether a mutant changes what anybody may do; where a trigger looks first, also with the trigger off."""
        looks, table = self.looks[each.of.command], each.of.table
        if any(self.differs(each, look, alone=False) for look in looks):
            return True
        triggers = [name for (name,) in self.database.execute(BEFORE, [table]).fetchall()]
        if not triggers or each.of.command not in {"INSERT", "UPDATE"}:
            return False
        try:
            for name in triggers:
                self.database.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER "{name}"')
            return any(self.differs(each, look, alone=True) for look in looks)
        finally:
            for name in triggers:
                self.database.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER "{name}"')

    def differs(self, each: Mutant, look: Look, *, alone: bool) -> bool:
        """Whether some answer is another one under a mutant."""
        of = each.of
        key = (of.table, of.command, look.__name__, alone)
        if key not in self.before:
            self.before[key] = list(look(of.table))
        self.database.execute(f'ALTER POLICY "{of.policy}" ON "{of.table}" {of.clause} ({each.text})')
        try:
            return any(one != other for one, other in zip(look(of.table), self.before[key], strict=True))
        finally:
            self.database.execute(f'ALTER POLICY "{of.policy}" ON "{of.table}" {of.clause} ({of.former})')

    def seen(self, table: str) -> Iterator[object]:
        """How many rows each viewer sees."""
        yield from self.by_all(f'SELECT FROM "{table}"', [])

    def added(self, table: str) -> Iterator[object]:
        """Whether each viewer may add a copy of a row of each owner as it stands, under a new id."""
        for row in self.samples(table):
            yield from self.by_all(self.adding(table), [json.dumps(row), json.dumps(renewed(row))])

    def relabelled(self, table: str) -> Iterator[object]:
        """The same under a label of others."""
        for row in self.samples(table):
            foreign = self.database.execute(FOREIGN, [row.get("label")]).fetchall()
            for (label,) in foreign:
                given = json.dumps(renewed(row) | {"label": label})
                yield from self.by_all(self.adding(table), [json.dumps(row), given])

    def samples(self, table: str) -> list[dict[str, object]]:
        """Some rows of a table, of one owner each."""
        owned = "DISTINCT ON (owner)" if self.has(table, "owner") else ""
        rows = self.database.execute(f'SELECT {owned} to_jsonb(t) FROM "{table}" t LIMIT {SAMPLES}').fetchall()
        return [row for (row,) in rows]

    def forged(self, table: str) -> Iterator[object]:
        """Whether each viewer may add a row in his own name, and one where a single column is another's."""
        owned = self.has(table, "owner")
        rows = self.database.execute(f'SELECT to_jsonb(t) FROM "{table}" t').fetchall()
        for viewer, other in pairwise([*self.viewers, self.viewers[0]]):
            mine = [row for (row,) in rows if viewer and (not owned or row["owner"] == str(viewer.desk))]
            if viewer is None or not mine:
                continue
            row = mine[0] | {name: value for name, value in own(viewer).items() if name in mine[0]}
            row |= renewed(row)
            others = own(other or viewer) | {"at": "2020-01-01T00:00:00Z", "position": 1, "form": 1}
            for bent in [{}, *({name: value} for name, value in others.items() if name in row)]:
                yield tried(viewer, self.adding(table), [json.dumps(row), json.dumps(bent)])

    def changed(self, table: str) -> Iterator[object]:
        """How many rows each viewer changes by raw SQL that reads no column: no policy for reading stands before it."""
        for column, kind in self.database.execute(CHANGEABLE, [table]).fetchall():
            values = self.database.execute(
                LABELS
                if column == "label"
                else f'SELECT DISTINCT "{column}"::text FROM "{table}" ORDER BY 1 LIMIT {SAMPLES}'
            ).fetchall()
            for (value,) in values:
                yield from self.by_all(f'UPDATE "{table}" SET "{column}" = %s::{kind}', [value])

    def removed(self, table: str) -> Iterator[object]:
        """How many rows each viewer removes by raw SQL that reads no column."""
        yield from self.by_all(f'DELETE FROM "{table}"', [])

    def by_all(self, statement: str, values: list[Any]) -> Iterator[object]:
        """One statement by every viewer in turn."""
        for viewer in self.viewers:
            yield tried(viewer, statement, values)

    def adding(self, table: str) -> str:
        """The statement that adds a row to a table."""
        [(columns,)] = self.database.execute(GIVEN, [table]).fetchall()
        return ADD.format(table=table, columns=columns)

    def has(self, table: str, column: str) -> bool:
        """Whether a table has a column."""
        found = "SELECT FROM pg_attribute WHERE attrelid = %s::regclass AND attname = %s AND NOT attisdropped"
        return self.database.execute(found, [table, column]).fetchone() is not None


def renewed(row: dict[str, Any]) -> dict[str, str]:
    """A new id for a row whose id is one of ours."""
    return {"id": str(uuid4())} if isinstance(row.get("id"), str) else {}


def own(viewer: Viewer) -> dict[str, object]:
    """What columns say of whoever writes a row, by their names in the tables of the house."""
    party, agency, desk, officer = (str(each) for each in (viewer.party, viewer.agency, viewer.desk, viewer.officer))
    return {
        **dict.fromkeys(("officer", "made_by"), officer), **dict.fromkeys(("desk", "by_desk", "owner"), desk),
        **dict.fromkeys(("agency", "owner_agency", "owner_audience"), agency),
        **dict.fromkeys(("party", "by_party", "owner_party"), party),
        "hat": str(viewer.hat), "officer_number": viewer.officer_number, "party_code": viewer.party_code,
        "purpose": viewer.purpose.value, "at": (chance.now() + timedelta(seconds=1)).isoformat(), "position": None,
    }  # fmt: skip


def staged_rows() -> None:
    """One thing of every kind, rows of the matrix, watched names: as many tables as the tests know how to fill."""
    patch = pytest.MonkeyPatch()
    with tempfile.TemporaryDirectory() as folder:
        try:
            with chance.seeded("proof-ids", twins.NOON):
                ids.staged(Path(folder), patch)
                for _each in range(2):  # one will lie under a label that all hold, the other under its owner's
                    desk.correct("aigerim", desk.report("aigerim"), desk.raw(place="EXERCISE"))
        finally:
            patch.undo()
    test_matrix.stage("proof-policies")
    keeper, asker = cast.viewer("gulnora", Purpose.OVERSIGHT), cast.viewer("bolat", Purpose.INVESTIGATION)
    with viewing(keeper):
        oversight.watch(actor=keeper, kind=WatchKind.BAIT, name="Приманкин Вымысел", reason="EXERCISE")
    with viewing(asker):
        oversight.note_lookup(actor=asker, names=["Приманкин Вымысел"], identifiers=[], left_out=[])


def tried(viewer: Viewer | None, statement: str, values: list[Any]) -> object:
    """How many rows a statement touches for a viewer, or the kind of its refusal; nothing is kept."""
    if viewer is None:
        return counted(statement, values)
    with viewing(viewer):
        return counted(statement, values)


def counted(statement: str, values: list[Any]) -> object:
    """Rows touched by a statement that is taken back, or the line of its refusal: it names whose policy refuses.

    A row may be refused by the policy of another table that a trigger writes after it.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            transaction.set_rollback(True)
            return int(cursor.rowcount)
    except DatabaseError as problem:
        if getattr(problem.__cause__, "sqlstate", "") in SENSELESS:
            raise
        return str(problem).partition("\n")[0]
