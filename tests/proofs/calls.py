"""Planted functions tried at the point of a call: each statement again, by others and with other values, taken back."""

import hashlib
import json
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

import psycopg
from django.db import connections
from django.db.backends.signals import connection_created
from psycopg.types.json import Json, Jsonb

from kerege.foundation import launcher, viewing
from kerege.kernel.law import Purpose, Role, Viewer
from tests.proofs.catalogue import Catalogue, Mutant
from tests.proofs.nodes import home

OWNER = "kerege_owner"
ROLES_OF = {"default": "kerege_app", "search": "kerege_search"}
STATEMENT = re.compile(r"(?:\s|--[^\n]*\n)*(SELECT|INSERT|UPDATE|DELETE|WITH)\b", re.IGNORECASE)
NAMED = re.compile(r"%\((\w+)\)s")
MOST_OF_A_STATEMENT, MOST_CALLS = 2, 40
"""So many calls of one statement with the same words (a step, a state), and of all, try a mutant in one database."""
STEP = re.compile(r"[a-z][a-z_]{1,30}")
VIEWERS, TAMPERINGS = 9, 10
"""So many attempts of each kind are drawn for a call, besides the call as it stands."""
MOST_KEPT, MOST_FORGERIES, FIRST = 8, 200, 3
"""Former values of a place that are kept; other values of one value; elements of a list that are bent."""
BROKEN = ("42601", "42703", "42883", "42P01", "42P10", "42804", "42702")
"""What the server says of a function that is none: such a mutant proves nothing."""
NEAR = UUID(int=0xE0 << 64)
BEGIN = "BEGIN; SET LOCAL lock_timeout = '2s'; SET LOCAL statement_timeout = '10s'"
HATS = """
    INSERT INTO directory_officer (id, agency, number, name)
    SELECT (%(near)s::uuid::text::varchar(34) || lpad(n::text, 2, '0'))::uuid, %(agency)s, 'EX-NEAR-' || n, ''
      FROM generate_series(0, cardinality(%(roles)s::text[]) - 1) n ON CONFLICT DO NOTHING;
    INSERT INTO directory_appointment (id, officer, desk, role, since, until)
    SELECT o.id, o.id, %(desk)s, (%(roles)s::text[])[n + 1], %(since)s::date, CASE WHEN n = 0 THEN %(ended)s::date END
      FROM generate_series(0, cardinality(%(roles)s::text[]) - 1) n
      JOIN directory_officer o ON o.number = 'EX-NEAR-' || n ON CONFLICT DO NOTHING"""
"""Hats of every role at the caller's own desk; the first, of the caller's role, has ended."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way to send a statement: as whom (absent: as it stands), with which values, in which role."""

    values: Sequence[Any]
    context: str | None = None
    owned: bool = False
    """Whether the owner of the tables sends it, as a restored backup or a migration does, and not role app."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A statement as it was sent, and what stood at the places of its values before."""

    statement: str
    values: tuple[Any, ...]
    former: dict[int, list[Any]]
    own: tuple[UUID, ...]
    """Whom the caller stands for: his officer's, desk's, agency's and party's ids."""


@dataclass
class Shadow:
    """Tries mutants wherever a statement reaches their functions, on connections that may plant them."""

    catalogue: Catalogue
    officers: Sequence[Viewer]
    pending: list[Mutant]
    noticed: dict[Mutant, str] = field(default_factory=dict)
    broken: set[Mutant] = field(default_factory=set)
    calls: dict[Mutant, int] = field(default_factory=dict)
    of_statement: dict[tuple[Mutant, str], int] = field(default_factory=dict)
    turns: dict[str, int] = field(default_factory=dict)
    before: dict[tuple[str, int], list[Any]] = field(default_factory=dict)
    busy: bool = False

    def __call__(self, execute: Callable[..., Any], statement: str, values: Any, many: bool, about: Any) -> Any:
        """Try what is pending, then do what was asked."""
        if not (self.busy or many) and self.pending and isinstance(statement, str) and STATEMENT.match(statement):
            self.busy = True
            try:
                self.try_all(about["connection"], *in_order(statement, values or ()))
            finally:
                self.busy = False
        return execute(statement, values, many, about)

    def try_all(self, connection: Any, statement: str, values: tuple[Any, ...]) -> None:
        """Every pending mutant that this statement reaches and that was not tried on it often enough."""
        turn = self.turns[statement] = self.turns.get(statement, 0) + 1
        reached = self.catalogue.reached(statement)
        sort = " ".join([statement, *(each for each in values if isinstance(each, str) and STEP.fullmatch(each))])
        trying = [each for each in self.pending if each.function in reached and self.may_try(each, sort)]
        former = {at: list(self.before.get((statement, at), [])) for at in range(len(values))} if trying else {}
        self.remember(statement, values)
        if not trying or connection.connection is None or connection.connection.info.transaction_status == 3:
            return
        raw, within = connection.connection, connection.connection.info.transaction_status == 2
        raw.execute(f"SAVEPOINT shadow; {BEGIN[6:]}" if within else BEGIN)
        try:
            with suppress(psycopg.Error):
                dice = random.Random(f"{statement}|{turn}")
                call = Call(self, raw, ROLES_OF[connection.alias], Sent(statement, values, former, own_ids()), dice)
                for mutant in trying:
                    self.calls[mutant] = self.calls.get(mutant, 0) + 1
                    self.of_statement[mutant, sort] = self.of_statement.get((mutant, sort), 0) + 1
                    call.judge(mutant)
        finally:
            raw.execute("ROLLBACK TO SAVEPOINT shadow; RELEASE SAVEPOINT shadow" if within else "ROLLBACK")
        self.pending = [each for each in self.pending if each not in self.noticed and each not in self.broken]

    def may_try(self, mutant: Mutant, sent: str) -> bool:
        """Whether a mutant was not tried often enough yet."""
        return self.of_statement.get((mutant, sent), 0) < MOST_OF_A_STATEMENT and self.calls.get(mutant, 0) < MOST_CALLS

    def remember(self, statement: str, values: tuple[Any, ...]) -> None:
        """Values that stood at these places once: the likeliest forgeries."""
        for at, value in enumerate(values):
            kept = self.before.setdefault((statement, at), [])
            if len(kept) < MOST_KEPT and value not in kept:
                kept.append(value)

    def begin_anew(self) -> None:
        """In another database everything pending is tried as often again."""
        for held in (self.calls, self.of_statement, self.turns, self.before):
            held.clear()

    @contextmanager
    def standing(self) -> Iterator[None]:
        """For the block every connection signs in as the server's administrator and acts in its own role."""
        settings = {alias: connections[alias].settings_dict for alias in ROLES_OF}
        former = {alias: dict(each) for alias, each in settings.items()}
        place = launcher.address(home(), "postgres", "postgres")
        connections.close_all()
        for alias, each in settings.items():
            each["USER"], each["PASSWORD"] = str(place.get("user", "")), str(place.get("password", ""))
            connections[alias].execute_wrappers.append(self)
        connection_created.connect(acts_in_its_role)
        try:
            yield
        finally:
            connection_created.disconnect(acts_in_its_role)
            connections.close_all()
            for alias, each in settings.items():
                each["USER"], each["PASSWORD"] = former[alias]["USER"], former[alias]["PASSWORD"]
                connections[alias].execute_wrappers.remove(self)


def acts_in_its_role(connection: Any, **_about: Any) -> None:
    """A new connection of the administrator acts in the role that its name stands for."""
    if connection.alias in ROLES_OF:
        connection.connection.execute(f"SET SESSION AUTHORIZATION {ROLES_OF[connection.alias]}")


class Call:
    """One statement at one moment: its attempts, what each says as things stand, and what it says under a mutant."""

    def __init__(self, shadow: Shadow, raw: Any, role: str, sent: Sent, dice: random.Random) -> None:
        """Draw the attempts; the draw hangs on the statement and its turn alone, not on what is pending."""
        self.raw, self.role, self.statement = raw, role, sent.statement
        self.effects = shadow.catalogue.effects(sent.statement)
        self.shadow = shadow
        contexts = self.contexts()
        drawn = [Attempt(sent.values, each) for each in dice.sample(contexts, min(VIEWERS, len(contexts)))]
        forged = list(tampered(sent, shadow.catalogue.words(sent.statement)))
        drawn += [Attempt(each) for each in dice.sample(forged, min(TAMPERINGS, len(forged)))]
        self.attempts = [Attempt(sent.values), *drawn, Attempt(sent.values, owned=True)]
        self.said = [self.outcome(each) for each in self.attempts]

    def contexts(self) -> list[str]:
        """Signed contexts of others: of every hat at the caller's desk, of the cast, of the node, of nobody."""
        caller = viewing.current_viewer()
        pid, mark = self.raw.execute("SELECT pg_backend_pid(), transaction_timestamp()::text").fetchone()
        like = caller or self.shadow.officers[0]
        others = [replace(each, purpose=like.purpose, case=like.case, day=like.day) for each in self.shadow.officers]
        others += [replace(like, purpose=each, reason="EXERCISE") for each in Purpose]
        others += [replace(like, system=each) for each in self.shadow.catalogue.systems]
        if not like.system:
            others += self.near(like)
        with suppress(psycopg.Error):
            return ["", *(viewing.signed_context(each, pid, mark) for each in others)]
        return [""]

    def near(self, like: Viewer) -> list[Viewer]:
        """Somebody in every role at the caller's desk; the first wore the caller's own until yesterday."""
        roles = [like.role, *Role, like.role]
        self.raw.execute("RESET SESSION AUTHORIZATION")
        given = {
            "near": str(NEAR), "agency": like.agency, "desk": like.desk, "roles": [each.value for each in roles],
            "since": like.day - timedelta(days=30), "ended": like.day - timedelta(days=1),
        }  # fmt: skip
        for part in HATS.split(";"):
            self.raw.execute(part, given)
        self.raw.execute(f"SET SESSION AUTHORIZATION {self.role}")
        made = [UUID(f"{str(NEAR)[:34]}{at:02d}") for at in range(len(roles))]
        return [replace(like, officer=each, hat=each, role=role) for each, role in zip(made, roles, strict=True)]

    def judge(self, mutant: Mutant) -> None:
        """Keep whether a mutant is noticed by some attempt, or is no function at all."""
        self.raw.execute("SAVEPOINT planted")
        try:
            differs = self.differing(mutant)
        finally:
            self.raw.execute("ROLLBACK TO SAVEPOINT planted; RELEASE SAVEPOINT planted")
        if differs is not None and self.outcome(self.attempts[differs]) == self.said[differs]:
            self.shadow.noticed[mutant] = " ".join(self.statement.split())[:80]

    def differing(self, mutant: Mutant) -> int | None:
        """Plant a mutant; the number of the first attempt that tells, or nothing."""
        self.raw.execute("RESET SESSION AUTHORIZATION")
        try:
            self.raw.execute(mutant.text)
        except psycopg.Error:
            self.shadow.broken.add(mutant)
            return None
        self.raw.execute(f"SET SESSION AUTHORIZATION {self.role}")
        for at, attempt in enumerate(self.attempts):
            told = self.outcome(attempt)
            if isinstance(told, Broken) and not isinstance(self.said[at], Broken):
                self.shadow.broken.add(mutant)
                return None
            if told != self.said[at]:
                return at
        return None

    def outcome(self, attempt: Attempt) -> object:
        """What a statement gives and leaves behind, or its refusal; everything is taken back."""
        raw = self.raw
        raw.execute("SAVEPOINT attempt")
        try:
            if attempt.context is not None:
                raw.execute("SELECT set_config(%s, %s, true)", [viewing.SETTING, attempt.context])
            if attempt.owned:
                raw.execute(f"RESET SESSION AUTHORIZATION; SET SESSION AUTHORIZATION {OWNER}")
            with raw.cursor() as cursor:
                cursor.execute(self.statement, attempt.values or None)
                rows = cursor.fetchall() if cursor.description else []
                given = [cursor.rowcount, digest(rows)]
            if self.effects:
                raw.execute("RESET SESSION AUTHORIZATION")
                given += raw.execute(self.effects).fetchone()
        except psycopg.Error as problem:
            return Broken() if problem.sqlstate in BROKEN else str(problem)[:70]
        except (TypeError, ValueError) as problem:
            return str(problem)[:70]
        else:
            return given
        finally:
            raw.execute("ROLLBACK TO SAVEPOINT attempt; RELEASE SAVEPOINT attempt")


@dataclass(frozen=True, slots=True)
class Broken:
    """What is said where the server finds no sense in a function or a statement."""


def digest(rows: Sequence[Sequence[object]]) -> str:
    """A mark of many rows."""
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def tampered(sent: Sent, words: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The values with one of them replaced."""
    for at, value in enumerate(sent.values):
        own = sent.own if isinstance(value, UUID) else map(str, sent.own) if is_id(value) else ()
        likely = [each for each in (*sent.former.get(at, []), *own) if each != value]
        for other in [*likely, *islice(forgeries(value, words), MOST_FORGERIES)]:
            yield (*sent.values[:at], other, *sent.values[at + 1 :])


def in_order(statement: str, values: Any) -> tuple[str, tuple[Any, ...]]:
    """A statement whose values are called by their places, though they were called by their names."""
    if not isinstance(values, Mapping):
        return statement, tuple(values)
    return NAMED.sub("%s", statement), tuple(values[name] for name in NAMED.findall(statement))


def own_ids() -> tuple[UUID, ...]:
    """Ids of whoever sends a statement now."""
    caller = viewing.current_viewer()
    return (caller.officer, caller.desk, caller.agency, caller.party) if caller else ()


def is_id(value: object) -> bool:
    """Whether a text is an id."""
    return isinstance(value, str) and len(value) == len(str(NEAR)) and value.count("-") == str(NEAR).count("-")


def forgeries(value: Any, words: Sequence[str]) -> Iterator[Any]:
    """Other values of the same kind."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from (value + 1, value - 1, 0)
    elif isinstance(value, datetime):
        yield from (value + timedelta(days=days) for days in (-400, -1, 1, 400))
    elif isinstance(value, UUID):
        yield UUID(int=value.int ^ 1)
    elif isinstance(value, list | tuple):
        yield from ([*value[:at], *value[at + 1 :]] for at in range(min(FIRST, len(value))))
        yield from ([other, *value[1:]] for other in (forgeries(value[0], words) if value else ()))
    elif isinstance(value, Json | Jsonb):
        yield from (type(value)(each) for each in bent(value.obj, words))
    elif isinstance(value, str) and value[:1] in {"{", "["}:
        with suppress(ValueError):
            yield from (json.dumps(each) for each in bent(json.loads(value), words))
    elif isinstance(value, str):
        yield from ("", *words)


def bent(value: Any, words: Sequence[str]) -> Iterator[Any]:
    """A document without one of its keys, or with one of its values replaced, at any depth."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield {name: each for name, each in value.items() if name != key}
            yield from ({**value, key: each} for each in bent(inner, words))
        yield from ({**value, word: True} for word in words if word not in value)
    elif isinstance(value, list):
        for at, inner in enumerate(value[:FIRST]):
            yield value[:at] + value[at + 1 :]
            yield from ([*value[:at], each, *value[at + 1 :]] for each in bent(inner, words))
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, int | float):
        yield from (value + 1, -value)
    elif isinstance(value, str):
        yield from ("", str(UUID(int=NEAR.int + 1)), "2020-01-01T00:00:00+00:00", *words[:4])
