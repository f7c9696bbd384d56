"""What the running database has: functions with more rights than their caller, what a statement reaches."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from tests.proofs.functions import JUDGED, numbered, taken_out

FUNCTIONS = """
    SELECT p.proname, pg_get_functiondef(p.oid), p.prorettype = 'trigger'::regtype, p.prosecdef
      FROM pg_proc p
     WHERE p.pronamespace = 'public'::regnamespace AND p.prokind = 'f'
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
     ORDER BY p.proname, pg_get_function_identity_arguments(p.oid)"""
POLICIES = """
    SELECT tablename, string_agg(coalesce(qual, '') || ' ' || coalesce(with_check, ''), ' ')
      FROM pg_policies WHERE schemaname = 'public' GROUP BY tablename"""
TRIGGERS = """
    SELECT c.relname, string_agg(p.proname, ' ') FROM pg_trigger t
      JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
     WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace GROUP BY c.relname"""
VIEWS = "SELECT viewname, definition FROM pg_views WHERE schemaname = 'public'"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
COUNTED = """
    SELECT table_name::text, array_agg(column_name::text) FROM information_schema.columns
     WHERE table_schema = 'public' AND (is_identity = 'YES' OR column_default LIKE 'nextval%') GROUP BY table_name"""
"""Columns that take the next number: no two attempts write the same."""
WORD = re.compile(r"\w+")
WRITTEN = re.compile(r"\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+\"?(\w+)", re.IGNORECASE)
LITERAL = re.compile(r"'([a-z_]{3,20})'")
SYSTEM = re.compile(r"\.system\s*(?:=|<>|IN)\s*(\([^)]*\)|'[^']*')", re.IGNORECASE)
MARK = """
    (SELECT md5(string_agg(x::text, '|' ORDER BY x::text COLLATE "C"))
       FROM (SELECT to_jsonb(t) - '{{{counted}}}'::text[] FROM "{table}" t) AS r(x))"""
IDLE = "does nothing"


@dataclass(frozen=True, slots=True)
class Mutant:
    """A function of the database without one of its conditions, or a trigger's that does nothing."""

    function: str
    lost: str
    text: str = field(repr=False)

    @property
    def said(self) -> str:
        """The function and what it lacks."""
        return f"{self.function}: {self.lost}"


@dataclass
class Catalogue:
    """Functions, row policies, triggers and views by name, as one database has them."""

    sources: dict[str, list[str]]
    policies: dict[str, str]
    triggers: dict[str, str]
    views: dict[str, str]
    tables: frozenset[str]
    counted: dict[str, list[str]]
    judged: tuple[tuple[str, str, bool], ...]
    known: dict[str, frozenset[str]] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, database: Any) -> "Catalogue":
        """Read it."""
        found = database.execute(FUNCTIONS).fetchall()
        sources: dict[str, list[str]] = {}
        for name, text, _trigger, _definer in found:
            sources.setdefault(name, []).append(text)
        return cls(
            sources=sources,
            policies=dict(database.execute(POLICIES).fetchall()),
            triggers=dict(database.execute(TRIGGERS).fetchall()),
            views=dict(database.execute(VIEWS).fetchall()),
            counted=dict(database.execute(COUNTED).fetchall()),
            tables=frozenset(name for (name,) in database.execute(TABLES).fetchall()),
            judged=tuple((n, text, trigger) for n, text, trigger, definer in found if definer or trigger),
        )

    def mutants(self) -> Iterator[Mutant]:
        """Each condition of each function of the rooms taken out; each trigger's function idle."""
        for name, text, trigger in self.judged:
            if name in JUDGED:
                continue
            if trigger:
                head, tail = text.split("AS $function$", 1)[0], "AS $function$ BEGIN RETURN NEW; END $function$"
                yield Mutant(name, IDLE, head + tail)
            for what, without in numbered(taken_out(text)):
                if not what.startswith("REPLACE "):  # of CREATE OR REPLACE
                    yield Mutant(name, what, without)

    def of_triggers(self) -> Iterator[Mutant]:
        """Those of the functions that triggers call."""
        return (each for each in self.mutants() if each.function in self.fired)

    def reached(self, statement: str) -> frozenset[str]:
        """The functions that a statement may call: by name, by policies and triggers of its tables, by these."""
        if statement not in self.known:
            self.known[statement] = frozenset(self.walk(statement))
        return self.known[statement]

    def walk(self, statement: str) -> set[str]:
        """All functions that a statement leads to.

        Row policies and views speak to the statement alone: functions of the rooms act past the policies.
        """
        said = set(WORD.findall(statement))
        texts = [statement, *(held.get(word, "") for held in (self.policies, self.views) for word in said)]
        seen = set[str]()
        while texts:
            fresh = self.called_by(texts.pop()) - seen
            seen |= fresh
            texts += [text for name in fresh for text in self.sources[name]]
        return seen

    def called_by(self, text: str) -> set[str]:
        """Functions that a text names, and those of triggers of the tables that it writes."""
        fired = " ".join(self.triggers.get(table, "") for table in WRITTEN.findall(text))
        return {*WORD.findall(text), *fired.split()} & self.sources.keys()

    @cached_property
    def fired(self) -> frozenset[str]:
        """Functions that triggers call."""
        return frozenset(name for many in self.triggers.values() for name in many.split())

    @cached_property
    def systems(self) -> tuple[str, ...]:
        """The works of the node that some function asks for."""
        texts = [text for many in self.sources.values() for text in many]
        asked = (found for text in texts for span in SYSTEM.findall(text) for found in LITERAL.findall(span))
        return tuple(sorted(set(asked) | {"found-node", "sign-in"}))

    def words(self, statement: str) -> Sequence[str]:
        """Words in quotation marks of the functions that a statement names, and of its tables' triggers."""
        named = set(WORD.findall(statement))
        near = {each for table in named for each in self.triggers.get(table, "").split()} | (
            named & self.sources.keys()
        )
        texts = [text for name in sorted(near) for text in self.sources.get(name, [])]
        return sorted({found for text in texts for found in LITERAL.findall(text)})[:40]

    def effects(self, statement: str) -> str:
        """A question whose answer marks what stands in the tables that a statement may write; empty for none."""
        if statement not in self.asked:
            self.asked[statement] = self.marks(statement)
        return self.asked[statement]

    def marks(self, statement: str) -> str:
        """The question, put together."""
        texts = [statement, *(text for name in sorted(self.reached(statement)) for text in self.sources[name])]
        written = sorted({table for text in texts for table in WRITTEN.findall(text)} & self.tables)
        if not WRITTEN.search(statement) and not self.calls_a_writer(statement):
            return ""
        marks = ", ".join(MARK.format(table=each, counted=",".join(self.counted.get(each, []))) for each in written)
        return f"SELECT {marks}" if written else ""

    def calls_a_writer(self, statement: str) -> bool:
        """Whether a statement names a function that writes, itself or by another."""
        named = set(WORD.findall(statement)) & self.sources.keys()
        texts = [text for name in named for each in self.walk(name) for text in self.sources[each]]
        return any(WRITTEN.search(text) for text in texts)
