"""Every parser of foreign input refuses what it cannot read in its own words, whatever it is given; none is left out.

The full run is `python -m tests.fuzz` (a million cases); here each parser gets a sample of other seeds.
"""

import ast
from pathlib import Path

import pytest

from tests.fuzz.parsers import PARSERS
from tests.fuzz.running import given, run

CASES = {True: 25, False: 120}
SOURCE = Path(__file__).resolve().parents[2] / "src" / "kerege"
HARNESS = (Path(__file__).with_name("parsers.py")).read_text(encoding="utf-8")
VERBS = ("parse", "read_", "detect", "normalise", "locate", "take_birth", "unit_of", "country_code")
INSIDE = {"read_note"}
"""Read inside `journal_check.check`, which answers for them."""


@pytest.mark.parametrize("name", PARSERS)
def test_a_parser_answers_or_refuses_and_never_breaks(name: str) -> None:
    outcome = run(name, "ci", range(CASES[PARSERS[name].binary]))
    assert outcome.faults == []


@pytest.mark.parametrize("name", PARSERS)
def test_a_case_is_the_same_each_time_it_is_asked_for(name: str) -> None:
    assert given(name, "ci", 3) == given(name, "ci", 3)


def test_the_samples_are_read_and_refused_both() -> None:
    """A parser that refuses all, or a harness that damages nothing, would show nothing."""
    told = {name: run(name, "both", range(60)) for name in ("date", "quantity", "identifiers", "week", "json-lines")}
    assert all(0 <= each.refused < each.cases for each in told.values())
    assert sum(each.refused for each in told.values()) > 20


def readers() -> set[str]:
    """Public functions of the kernel that read a text: by their verb and first parameter."""
    found = set()
    for path in (SOURCE / "kernel").rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith(VERBS) and node.args.args:
                first = node.args.args[0]
                if isinstance(first.annotation, ast.Name) and first.annotation.id in {"str", "bytes"}:
                    found.add(node.name)
    return found


def test_every_reader_of_the_kernel_is_on_the_list() -> None:
    named = {name for name in readers() if not name.startswith("normalise_")}
    assert len(named) > 8
    assert {name for name in named if name not in HARNESS and name not in INSIDE} == set()


@pytest.mark.parametrize(("name", "seed", "case"), [("xlsx", "2026", 14)])
def test_a_fault_once_found_stays_mended(name: str, seed: str, case: int) -> None:
    """Faults of full runs: a workbook that says it is of an unknown version of zip."""
    assert run(name, seed, range(case, case + 1)).faults == []
