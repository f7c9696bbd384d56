"""The register of proofs: each runs small, holds, and tells a failure with the seed that replays it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from kerege.cli import prove
from tests.proofs import policies
from tests.proofs.proof import Proof, Result, Step, carry_out, seeds, tried
from tests.proofs.registry import PROOFS

ROOT = Path(__file__).parents[2]
SMALL = {"differential": 400, "tighten": 500, "tamper": 1500, "sql-mutants": 4}
"""Those that no test of their own runs by the same steps; the others are run whole by the tests they name."""


@pytest.mark.parametrize("name", SMALL)
def test_a_proof_holds_at_a_small_size(name: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        made = carry_out(PROOFS[name], cases=SMALL[name], seed="small")
    assert made.failures == []
    assert made.cases >= SMALL[name] // 2


@pytest.mark.parametrize(("name", "cases"), [("policies", 40), ("served", 1)])
def test_planted_faults_are_noticed(
    name: str, cases: int, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock():
        made = carry_out(PROOFS[name], cases=cases, seed="small")
    assert made.failures == []
    assert made.cases > 30


def test_a_proof_stops_when_its_time_is_over_and_keeps_what_it_looked_at() -> None:
    ended = []

    def run(cases: int, seed: str) -> Iterator[Step]:
        """Steps without end, with something to put away after them."""
        try:
            for each in seeds(seed):
                yield Step(1, frozenset({each}))
        finally:
            ended.append(seed)

    endless = Proof("endless", "Endless", 1, 10**9, "", "", "", run)
    made = carry_out(endless, cases=10**9, seed="x", seconds=0.05)
    assert made.stopped
    assert made.holds
    assert len(made.cells) == made.cases < 10**9
    assert ended == ["x"]
    assert not carry_out(PROOFS["exhaustive"], cases=1, seed="x").stopped


def test_the_page_keeps_what_it_said_of_proofs_that_were_not_run() -> None:
    def ran(name: str, cases: int, **more: Any) -> dict[str, Any]:
        """What a run says."""
        return Result(name, "x", cases, cases=cases).wire() | {
            "title": name.title(), "shows": name, "shows_not": "nothing", "tests": "t", "full": 9, "of_cells": 0,
        } | more  # fmt: skip

    first = prove.page([ran("b", 3, unnoticed=["f: one (known)"]), ran("a", 2)], order=["a", "b"])
    assert [line[:6] for line in first.splitlines() if line.startswith("| `")] == ["| `a` ", "| `b` "]
    assert "Not noticed, 1 of 3:\n\n- f: one (known)\n" in first
    later = prove.page([ran("a", 7, failures=[{"what": "lost", "seed": "x-1@"}])], former=first, order=["a", "b"])
    assert "Fails: lost (seed `x-1@`)" in later
    assert later.count("## ") == 2
    assert prove.page([ran("a", 2)], former=later, order=["a", "b"]) == first


def test_joined_conditions_are_told_apart_and_others_left_whole() -> None:
    assert policies.conjuncts("((a = b) AND (c = ANY (( SELECT f() AND g())::int[])))") == [
        "(a = b)", "(c = ANY (( SELECT f() AND g())::int[]))",
    ]  # fmt: skip
    assert policies.conjuncts("((a AND b) OR c)") == ["(a AND b) OR c"]
    assert policies.conjuncts("a BETWEEN b AND c") == ["a BETWEEN b AND c"]


def test_every_proof_names_tests_that_are_there() -> None:
    for proof in PROOFS.values():
        assert all((ROOT / each).exists() for each in proof.tests.split(", ")), proof.name
        assert proof.shows
        assert proof.shows_not
        assert 0 < proof.ci <= proof.full


def test_a_failure_is_told_with_the_seed_that_replays_it_alone() -> None:
    def odd(seed: str) -> int:
        assert not seed.startswith("x-3"), "three is wrong"
        return 10

    def run(cases: int, seed: str) -> Iterator[Step]:
        done = 0
        for each in seeds(seed):
            yield tried(lambda each=each: odd(each), each)
            done += 10
            if done >= cases or each == seed:
                return

    proof = Proof("planted", "", 1, 1, "", "", "", run)
    made = carry_out(proof, cases=60, seed="x")
    [failure] = made.failures
    assert (failure["seed"], failure["what"].splitlines()[0]) == ("x-3@", "three is wrong")
    assert not made.holds
    again = carry_out(proof, cases=1, seed="x-3@")
    assert [each["seed"] for each in again.failures] == ["x-3@"]
    assert carry_out(proof, cases=20, seed="y").holds
