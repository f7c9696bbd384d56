"""Any order of acts by anybody, on a real node: nothing runs unapproved, beyond quota, or on who opted out."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kerege.foundation import chance, server
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.screening import actions
from kerege.rooms.screening.actions import UnableToScreenError, keeping
from kerege.rooms.screening.queries import NoSuchScreeningError
from tests import cast
from tests.rooms.crosscheck.scenes import person, report
from tests.rooms.screening import scenes

pytestmark = pytest.mark.usefixtures("read_here")
QUOTA, ROWS = 60, 21
LIST = scenes.a_list(ROWS - 1, ["P1,Shohnamunov Karim,,TJ,,+992 918 00 01 01"])
DECIDERS = ("gulnora", "tj_dpo", "centre_dpo", "centre_dpo_2", "bolat", "director")
OVER = ("done", "refused", "withdrawn", "expired")
Act = tuple[str, str, int]
ACTS = st.one_of(
    st.tuples(st.just("draft"), st.just("bolat"), st.just(0)),
    st.tuples(st.sampled_from(["ask", "withdraw"]), st.sampled_from(["bolat", "tj_analyst"]), st.integers(0, 3)),
    st.tuples(st.sampled_from(["approve", "refuse"]), st.sampled_from(DECIDERS), st.integers(0, 3)),
    st.tuples(st.sampled_from(["out", "in"]), st.just("farrukh"), st.just(0)),
    st.tuples(st.sampled_from(["work", "wait"]), st.just("bolat"), st.just(0)),
)
STRAIGHT: list[Act] = [
    ("draft", "bolat", 0), ("ask", "bolat", 0), ("approve", "gulnora", 0), ("approve", "centre_dpo", 0)
]  # fmt: skip


class Node:
    """What was drafted so far, and the acts by their names."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.runs: list[UUID] = []
        self.out = False

    def act(self, word: str, who: str, at: int) -> None:
        """One act; a refusal is an answer too."""
        run = self.runs[at % len(self.runs)] if self.runs else UUID(int=1)
        steps: dict[str, Callable[[], object]] = {
            "draft": lambda: self.runs.append(scenes.drafted(LIST)),
            "ask": lambda: scenes.ask(run, who),
            "withdraw": lambda: self.as_officer(who, lambda actor: actions.withdraw(actor=actor, run=run)),
            "approve": lambda: scenes.decide(run, who),
            "refuse": lambda: scenes.decide(run, who, approve=False),
            "out": lambda: self.as_officer(who, lambda actor: actions.opt_out(actor=actor, reason="EXERCISE")),
            "in": lambda: self.as_officer(who, lambda actor: actions.opt_in(actor=actor)),
            "work": actions.work_waiting,
            "wait": lambda: chance.advance(timedelta(days=6)),
        }
        try:
            steps[word]()
        except (UnableToScreenError, NoSuchScreeningError):
            return
        self.out = {"out": True, "in": False}.get(word, self.out)

    @staticmethod
    def as_officer(who: str, act: Callable[[Any], None]) -> None:
        """An act inside the officer's context."""
        actor = cast.viewer(who, Purpose.INVESTIGATION, case="EX-1")
        with viewing(actor):
            act(actor)


def holds(database: "psycopg.Connection[Any]", node: Node, met: int) -> int:
    """Every promise, looked at past the fences; returns how many matches there are."""
    ran = database.execute("SELECT id, officer FROM screening_run WHERE began_at IS NOT NULL").fetchall()
    for run, officer in ran:
        words = database.execute("SELECT side, word, officer FROM screening_decision WHERE run = %s", [run]).fetchall()
        assert {(side, word) for side, word, _ in words} == {("asker", "approved"), ("centre", "approved")}
        assert len({officer, *(decider for _, _, decider in words)}) == 3
    spent = database.execute(
        "SELECT coalesce(sum(rows), 0) FROM screening_run WHERE stage IN ('asked', 'seconded', 'approved', 'running', "
        "'done') GROUP BY party, date_trunc('month', asked_at)"
    ).fetchall()
    assert all(rows <= QUOTA for (rows,) in spent)
    for run, stage in database.execute("SELECT id, stage FROM screening_run").fetchall():
        if stage in {"withdrawn", "done"}:
            assert keeping.is_erased(run)
    (now,) = database.execute("SELECT count(*) FROM screening_match").fetchone() or (0,)
    assert not node.out or now == met, "an owner who opted out was touched"
    return int(now)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=st.lists(ACTS, min_size=6, max_size=14), straight=st.booleans())
def test_no_order_of_acts_breaks_a_promise(node: str, acts: list[Act], straight: bool) -> None:
    from django.test import override_settings

    chance.advance(timedelta(days=40))
    with (
        override_settings(SCREENING_ROWS_A_MONTH=QUOTA),
        server.ensure_server(durable=False).administrator(node) as database,
    ):
        if not database.execute("SELECT FROM crosscheck_entry").fetchall():
            report("farrukh", person("Shohnamunov Karim", phone="+992 918 00 01 01"))
        played = Node()
        played.act("in", "farrukh", 0)
        met = holds(database, played, 0)
        for word, who, at in [*(STRAIGHT if straight else []), *acts]:
            played.act(word, who, at)
            met = holds(database, played, met)
        chance.advance(timedelta(days=200))
        actions.work_waiting()
        stages = [stage for (stage,) in database.execute("SELECT stage FROM screening_run").fetchall()]
        assert set(stages) <= set(OVER)
        assert all(keeping.is_erased(run) for run in played.runs)
        assert not list(keeping.folder_of(UUID(int=1)).parent.glob("*"))
