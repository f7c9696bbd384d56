"""The register of proofs: each runs small, holds, and tells a failure with the seed that replays it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from kerege.cli import prove
from kerege.foundation import server
from tests import cast
from tests.proofs import policies, triggers
from tests.proofs.calls import Shadow
from tests.proofs.catalogue import Catalogue
from tests.proofs.nodes import fresh_database
from tests.proofs.proof import Proof, Result, Step, carry_out, in_turn, seeds, tried
from tests.proofs.registry import PROOFS

ROOT = Path(__file__).parents[2]
SMALL = {"differential": 400, "tighten": 500, "tamper": 1500, "sql-mutants": 4, "triggers": 8, "fuzz": 600, "killed": 8}
"""Those that no test of their own runs by the same steps; the others are run whole by the tests they name."""


@pytest.mark.parametrize("name", SMALL)
def test_a_proof_holds_at_a_small_size(name: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        made = carry_out(PROOFS[name], cases=SMALL[name], seed="small")
    assert made.failures == []
    assert made.cases >= SMALL[name] // 2
    assert len(made.cells) <= PROOFS[name].cells or not PROOFS[name].cells


def test_the_page_of_proofs_has_a_row_and_a_part_for_each() -> None:
    """A new proof is run and written down in the same commit."""
    page = (ROOT / prove.DOCUMENT).read_text(encoding="utf-8")
    assert [name for name in PROOFS if f"\n| `{name}` |" not in page or f" (`{name}`)\n" not in page] == []


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
    short = Proof("short", "Short", 1, 1, "", "", "", lambda cases, _: iter([Step(cases)]))
    assert not carry_out(short, cases=1, seed="x", seconds=600).stopped


def test_the_time_is_for_all_together_and_those_without_an_end_share_what_is_left() -> None:
    now = [0.0]
    proofs = [Proof(name, "", 1, 1, "", "", "", carry_out, share=share)  # type: ignore[arg-type]  # never run
              for name, share in (("endless", 3), ("short", 0), ("long", 0), ("slow", 1))]  # fmt: skip
    took = {"short": 10.0, "long": 60.0, "endless": 20.0, "slow": 10.0}
    given = {}
    for proof, seconds in in_turn(proofs, 100, lambda: now[0]):
        given[proof.name] = seconds
        now[0] += min(took[proof.name], seconds)
    assert given == {"short": 70.0, "long": 60.0, "endless": 22.5, "slow": 10.0}
    assert now[0] <= 100
    assert [seconds for _, seconds in in_turn(proofs[:1], 100, lambda: 0.0)] == [100.0]
    assert {name for name, proof in PROOFS.items() if proof.share} == {"differential", "twins", "served", "killed"}


def test_a_proof_that_shows_something_at_its_end_alone_is_not_stopped() -> None:
    def run(cases: int, seed: str) -> Iterator[Step]:
        """Planting, then looking."""
        yield Step(cases)
        yield Step(1, failure="still there", seed=seed)

    made = carry_out(Proof("late", "Late", 1, 1, "", "", "", run, whole=True), cases=3, seed="x", seconds=0)
    assert (made.stopped, made.holds) == (False, False)
    assert PROOFS["erase"].whole


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


def test_results_are_said_though_django_was_asked_for_its_settings_alone() -> None:
    """The command never sets Django up; keeping a page asks for the day, and so for the settings."""
    told = Result("named", "x", 1, cases=1).wire() | {"of_cells": 0}
    said = (
        f"from django.conf import settings; settings.USE_TZ; from kerege.cli.prove import lines; print(lines({told}))"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "kerege.config.settings"}
    done = subprocess.run([sys.executable, "-c", said], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, "named" in done.stdout) == (0, True), done.stderr


def test_every_condition_of_every_trigger_is_noticed_by_a_scene_or_listed_with_its_reason(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    with (
        django_db_blocker.unblock(),
        fresh_database("triggers") as name,
        server.ensure_server(durable=False).administrator(name) as database,
    ):
        found = sorted(each.said for each in Catalogue.of(database).of_triggers())
    noticed = [said for many in triggers.noticed_by().values() for said in many]
    assert found == sorted([*noticed, *triggers.listed()])
    assert triggers.noticed_by().keys() <= {scene.__name__ for scene in triggers.SCENES}
    reasons = [line for line in triggers.LISTED.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert all(len(line.partition("  # ")[2]) > 20 for line in reasons)


PLANTED = """
    CREATE FUNCTION planted(a int) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
    BEGIN
        IF a < 1 THEN RETURN false; END IF;
        IF a < -5 THEN RETURN false; END IF;
        RETURN true;
    END $$;
    GRANT EXECUTE ON FUNCTION planted(int) TO kerege_app"""


def test_a_function_that_nobody_listed_is_tried_and_a_needless_condition_told(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    with (
        django_db_blocker.unblock(),
        fresh_database("planted") as name,
        server.ensure_server(durable=False).administrator(name) as database,
    ):
        database.execute(PLANTED)
        catalogue = Catalogue.of(database)
        planted = [each for each in catalogue.mutants() if each.function == "planted"]
        shadow = Shadow(catalogue, [cast.viewer("aigerim")], list(planted))
        with shadow.standing(), connection.cursor() as cursor:
            cursor.execute("SELECT planted(%s), current_user::text", [1])
            assert cursor.fetchone() == (True, "kerege_app")
    assert {each.lost: each in shadow.noticed for each in planted} == {"a < 1": True, "a < -5": False}


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
