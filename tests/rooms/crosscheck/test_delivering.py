"""Matches written all at once: the same rows, answers and notices as written one after the other."""

import json
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.errors import CardinalityViolation, UniqueViolation

from kerege.foundation import server, viewing
from kerege.foundation.statements import named
from kerege.kernel.law import Viewer
from tests import cast
from tests.rooms.crosscheck.scenes import PHONE, RAHIMOV, person, report

TOGETHER, SINGLY = "deliver_hit", "deliver_singly"
HITS = "SELECT to_jsonb(h) FROM crosscheck_hit h ORDER BY h.owner, h.pair, h.side"
NOTICES = "SELECT to_jsonb(n) FROM notices_notice n ORDER BY n.id"
LABEL = "SELECT keeper FROM crosscheck_entry e JOIN directory_desk d ON d.id = e.owner WHERE d.agency = %s LIMIT 1"
STAGED = (("farrukh", "suspect"), ("farrukh", "contact"), ("farrukh", "victim"), ("hamid", "suspect"),
          ("hamid", "contact"), ("aigerim", "suspect"), ("aigerim", "contact"), ("aigerim", "victim"))  # fmt: skip


@st.composite
def matches(draw: st.DrawFn) -> list[tuple[int, int, bool, str, list[str]]]:
    """Some entries, each once, in any order: its number, whose findability the asker's side has, what agrees."""
    chosen = draw(st.lists(st.integers(0, len(STAGED)), unique=True, max_size=len(STAGED) + 1))
    fields = st.lists(st.sampled_from(["name", "birth", "phone"]), unique=True, max_size=3)
    return [
        (at, draw(st.integers(-1, len(STAGED) - 1)), draw(st.booleans()), draw(st.sampled_from(["strong", "possible"])),
         draw(fields))
        for at in chosen
    ]  # fmt: skip


def one_by_one() -> str:
    """The former function, under another name."""
    text = named("crosscheck", "deliver_spared")
    begun = text.index("CREATE OR REPLACE FUNCTION deliver_hit")
    return text[begun : text.index("END $$;")].replace(TOGETHER, SINGLY) + "END $$;"


def given_as(entries: list[Any], drawn: list[tuple[int, int, bool, str, list[str]]], turn: int) -> str:
    """Drawn matches as the function takes them; what is no entry at all is forged."""
    made = []
    for at, mine, reported, grade, fields in drawn:
        entry, owner, _ = entries[at] if at < len(entries) else (UUID(int=5), entries[0][1], 0)
        made.append({
            "id": str(UUID(int=turn << 8 | at)), "other_id": str(UUID(int=turn << 8 | 128 | at)), "entry": str(entry),
            "entry_owner": str(owner), "mine": str(UUID(int=77)), "pair": str(UUID(int=1000 + at)), "grade": grade,
            "mine_report": str(UUID(int=88)) if reported else None, "fields": fields,
            "mine_finding": entries[mine][2] if reported and mine >= 0 else None,
        } | ({"told_grade": "possible", "told_fields": fields[:1]} if at + turn & 1 else {}))  # fmt: skip
    return json.dumps(made)


def delivered(database: Any, function: str, viewer: Viewer, label: int, calls: list[str]) -> list[object]:
    """What each call answers and what is written in the end; nothing of it is kept."""
    pid, mark = database.execute("SELECT pg_backend_pid(), transaction_timestamp()::text").fetchone()
    context = viewing.signed_context(viewer, pid, mark)
    database.execute("SELECT set_config(%s, %s, true)", [viewing.SETTING, context])
    with database.transaction(force_rollback=True):
        told = [
            database.execute(f"SELECT * FROM {function}(%s::jsonb, %s)", [each, label]).fetchall() for each in calls
        ]
        return [told, database.execute(HITS).fetchall(), database.execute(NOTICES).fetchall()]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(who=st.sampled_from(["bolat", "aigerim", "ksenia", "tj_analyst"]), first=matches(), again=matches())
def test_together_they_are_written_as_one_by_one(node: str, who: str, first: Any, again: Any) -> None:
    viewer = cast.viewer(who)
    with server.ensure_server().administrator(node) as database:
        if not database.execute("SELECT 1 FROM crosscheck_entry").fetchone():
            for name, category in STAGED:
                report(name, person(RAHIMOV, category=category, phone=PHONE))
        entries = database.execute("SELECT id, owner, finding FROM crosscheck_entry ORDER BY id").fetchall()
        label = (database.execute(LABEL, [viewer.agency]).fetchone() or (0,))[0]
        with database.transaction(force_rollback=True):
            database.execute(one_by_one())
            calls = [given_as(entries, drawn, turn) for turn, drawn in enumerate((first, again))]
            wrote = [delivered(database, function, viewer, label, calls) for function in (TOGETHER, SINGLY)]
            assert wrote[0] == wrote[1]


def test_the_same_match_twice_in_one_call_is_refused(node: str) -> None:
    """Nobody's search gives one entry twice; a forged call that does writes nothing."""
    report("farrukh", person(RAHIMOV, phone=PHONE))
    with server.ensure_server().administrator(node) as database:
        entries = database.execute("SELECT id, owner, finding FROM crosscheck_entry").fetchall()
        twice = given_as(entries, [(0, -1, False, "strong", ["phone"])] * 2, 0)
        with pytest.raises((CardinalityViolation, UniqueViolation)), database.transaction(force_rollback=True):
            delivered(database, TOGETHER, cast.viewer("bolat"), 0, [twice])
