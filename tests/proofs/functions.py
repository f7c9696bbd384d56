"""Proof by planting faults: each condition taken out of the functions of the law in SQL; the oracle must notice."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import psycopg
from django.db import DatabaseError, connection, transaction

from kerege.foundation import chance, server, viewing
from kerege.kernel.law import Purpose, Viewer
from tests import cast
from tests.access import test_policy_differential, twins
from tests.proofs.nodes import fresh_database
from tests.proofs.proof import Step

JUDGED = (
    *("fresh_labels", "held_findings", "own_audiences", "held_audiences", "estranged_parties", "nominal_parties"),
    *("imposes_death", "fresh_viewer"),
)
"""The functions on which every row policy stands; those of the rooms are called by their rooms' tests."""
SOURCES = """
    SELECT p.proname, pg_get_functiondef(p.oid) FROM pg_proc p
     WHERE p.pronamespace = 'public'::regnamespace AND p.proname = ANY (%s) ORDER BY p.proname"""
TOKEN = re.compile(
    r"\b(AND|OR|WHERE|IF|BETWEEN|THEN|UNION|GROUP|ORDER|LIMIT|RETURNING|JOIN|INTO|END|ELSE|WHEN|DO)\b|[][();,]"
)
ENDS = frozenset({"THEN", "UNION", "GROUP", "ORDER", "LIMIT", "RETURNING", "JOIN", "INTO", "END", "ELSE", "WHEN", "DO"})
ENDS |= {";", ",", ")", "]"}
WORLDS = 150
"""So many worlds look at a function before it is said that nothing notices."""
EQUIVALENT = {
    "held_findings: f.mode > 0": "a mode that is none is told or left out: both say none",
    "fresh_labels: l.level < 2 (2)": "a party's own level is never above official use, and the next condition asks it",
    "own_audiences: g.successor = seen.agency": "it says only whether the walk is needed, which else finds nobody",
    "fresh_viewer: coalesce(raw, '') = ''": "no context has no right signature: the next condition refuses it",
    "fresh_viewer: key IS NULL": "without a key no signature is right: the next condition refuses all",
}
"""Conditions whose loss changes nothing that the law says, with the reason."""


def taken_out(source: str) -> Iterator[tuple[str, str]]:
    """Each condition of a function's text, and the text without it."""
    tokens = [(found[0].upper(), found.start(), found.end()) for found in TOKEN.finditer(source)]
    depths = list(depth_of(tokens))
    for at, (word, start, end) in enumerate(tokens):
        if word not in {"AND", "OR", "WHERE", "IF"} or is_of_between(tokens, depths, at):
            continue
        past = operand_end(tokens, depths, at, len(source))
        operand = source[end:past]
        if not operand.strip() or "SELECT 1" in operand:
            continue
        joins = word in {"AND", "OR"}
        nothing = "" if joins else f"{source[start:end]} {'false' if word == 'IF' else 'true'} "
        yield " ".join(operand.split()), source[:start] + nothing + source[past:]


def numbered(found: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The same, a condition that stands twice called by its number from the second time on."""
    times: dict[str, int] = {}
    for what, text in found:
        times[what] = times.get(what, 0) + 1
        yield what + (f" ({times[what]})" if times[what] > 1 else ""), text


def depth_of(tokens: list[tuple[str, int, int]]) -> Iterator[int]:
    """How deep in brackets each token stands; a closing bracket is the last of what it closes."""
    depth = 0
    for word, _, _ in tokens:
        depth += word in {"(", "["}
        yield depth - (word in {"(", "["})
        depth -= word in {")", "]"}


def is_of_between(tokens: list[tuple[str, int, int]], depths: list[int], at: int) -> bool:
    """Whether an AND is the second half of a BETWEEN."""
    before = [word for (word, _, _), depth in zip(tokens[:at], depths, strict=False) if depth == depths[at]]
    return tokens[at][0] == "AND" and bool(before) and before[-1] == "BETWEEN"


def operand_end(tokens: list[tuple[str, int, int]], depths: list[int], at: int, last: int) -> int:
    """Where the operand after a token ends."""
    within = False
    for (word, start, _), depth in zip(tokens[at + 1 :], depths[at + 1 :], strict=True):
        if depth < depths[at]:
            return start
        if depth > depths[at]:
            continue
        if word == "BETWEEN":
            within = True
        elif word == "AND" and within:
            within = False
        elif word in ENDS or word in {"AND", "OR", "WHERE"}:
            return start
    return last


def function_mutants(cases: int, seed: str) -> Iterator[Step]:
    """Each condition taken out in turn: the comparison with the oracle, or a forged context, must notice."""
    with fresh_database("functions") as name, server.ensure_server(durable=False).administrator(name) as database:
        sources = database.execute(SOURCES, [list(JUDGED)]).fetchall()
        planted = [(f, s, what, text) for f, s in sources for what, text in numbered(taken_out(s))]
        if cases < len(planted):
            planted = random.Random(seed).sample(planted, cases)
        with chance.seeded("functions", twins.NOON):
            contexts = forged(cast.viewer("farrukh", Purpose.INVESTIGATION))
            sound = opened(contexts)
            by_context = {
                text
                for _, source, _, text in planted
                if holds(database, source, text, lambda: opened(contexts) != sound)
            }
        # The worlds of the comparison replace the directory, the cast with it: they come last.
        for function, source, what, text in planted:
            if not compiles(database, source, text):
                continue
            found = text in by_context or holds(database, source, text, lambda: unlike_the_oracle(database))
            said = f"{function}: {what}"
            known = "" if found or said not in EQUIVALENT else f"{said} ({EQUIVALENT[said]})"
            missed = "" if found or known else f"nothing notices that {function} lacks: {what}"
            yield Step(1, frozenset({said}), missed, seed, unnoticed=known)


def compiles(database: "psycopg.Connection[Any]", source: str, text: str) -> bool:
    """Whether a planted text is a function at all."""
    return holds(database, source, text, lambda: True)


def holds(database: "psycopg.Connection[Any]", source: str, text: str, look: Callable[[], bool]) -> bool:
    """What a look says while a planted function stands; False where the text is none."""
    try:
        database.execute(text)
    except psycopg.Error:
        return False
    try:
        return look()
    finally:
        database.execute(source)


def unlike_the_oracle(database: "psycopg.Connection[Any]") -> bool:
    """Whether some world tells the function from the law."""
    for at in range(WORLDS):
        try:
            with transaction.atomic():
                test_policy_differential.compare_world(f"function-{at}", database, labels=60)
        except (AssertionError, DatabaseError):
            return True
    return False


def forged(viewer: Viewer) -> list[tuple[Viewer, str]]:
    """Ways to bend a signed context: the viewer that it would be of, and what is done to it."""
    other = cast.viewer("hamid", Purpose.INVESTIGATION)
    bent = [
        (viewer, how) for how in ("true", "none", "another key", "another text", "another backend", "another begin")
    ]
    return [*bent, (replace(viewer, hat=other.hat), "true"), (replace(viewer, officer=other.officer), "true")]


def opened(contexts: list[tuple[Viewer, str]]) -> list[bool]:
    """Which of these contexts the database takes."""
    return [takes(viewer, how) for viewer, how in contexts]


def takes(viewer: Viewer, how: str) -> bool:
    """Whether the database says who looks under a context that was bent in one way."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT transaction_timestamp()::text, pg_backend_pid()")
        begun, pid = cursor.fetchone()
        text = viewing.signed_context(
            viewer, pid + (how == "another backend"), "2020" if how == "another begin" else begun
        )
        if how == "another key":
            text = "0" * 64 + text[64:]
        if how == "another text":
            text = text.replace("investigation", "analysis")
        try:
            with transaction.atomic():
                cursor.execute("SELECT set_config(%s, %s, true)", [viewing.SETTING, "" if how == "none" else text])
                cursor.execute("SELECT (verified_viewer()).officer")
                return True
        except DatabaseError:
            return False
