"""Every parser of foreign input refuses what it cannot read in its own words, whatever it is given; none is left out.

The full run is `kerege prove fuzz --full` (a million cases); here each parser gets a sample of other seeds.
"""

import ast
import re
import sys
from pathlib import Path
from types import CodeType, FrameType

import pytest

from tests.fuzz.parser import Parser
from tests.fuzz.parsers import PARSERS
from tests.fuzz.running import given, run

CASES = {"bytes": 25, "text": 120, "document": 120, "package": 25}
SOURCE = Path(__file__).resolve().parents[2] / "src" / "kerege"
FOLDERS = ("kernel/**/*.py", "rooms/*/rules/**/*.py", "methods/names/p*.py", "web/shell/*.py", "web/**/parsing.py")
VERB = re.compile(
    r"(parse|read|detect|normalise|locate|take_birth|take_words|unit_of|country_code|from_code|from_kept|looked_at|resolve|open_cells|open_rows"
    r"|plain_|clean|written_anew|without_|known_type|draw_anew|date_of|day_of|only_table|columns_sheet)"
)
GIVEN = re.compile(r"\b(str|bytes|Path|IO|Mapping|File|BinaryIO|Sequence|Raw|object|dict)\b")
Where = tuple[str, str]
OWN: dict[str, str] = {
    "methods/names/packed.py:parsed": "many names at once for the bulk engine, each read by `parse`",
    "methods/names/packed.py:parsed_by": "the same, shared among processes",
    "methods/names/phones.py:readings": "of the engine's test bench: a name's readings as `parse` hears them",
    "rooms/files/rules/cleaning.py:cleaner": "names the cleaner of a type, from a closed list",
    "rooms/intake/rules/plans.py:Plan.parsed": "a protocol; its three forms are on the list",
    "rooms/intake/rules/plans.py:Plan.read": "a protocol; its three forms are on the list",
    "rooms/operations/rules/sheets.py:read_line": "a line that was refused or taken before it was kept",
    "web/shell/moments.py:MomentField.clean": "a field of a form around `read`",
}
"""Readers of what the node itself wrote, and those that need a running node, each with the reason."""


@pytest.mark.parametrize("name", PARSERS)
def test_a_parser_answers_or_refuses_and_never_breaks(name: str) -> None:
    outcome = run(name, "ci", range(CASES[PARSERS[name].sort]))
    assert outcome.faults == []


@pytest.mark.parametrize("name", PARSERS)
def test_a_case_is_the_same_each_time_it_is_asked_for(name: str) -> None:
    assert given(name, "ci", 3) == given(name, "ci", 3)


@pytest.mark.parametrize("name", PARSERS)
def test_a_parser_takes_some_of_what_it_is_said_to_know(name: str) -> None:
    """Damage to what would be refused anyhow shows little."""
    assert any(taken(PARSERS[name], seed) for seed in PARSERS[name].seeds())


def taken(parser: Parser, seed: object) -> bool:
    """Whether a parser takes what it is given."""
    try:
        parser.read(seed)
    except parser.refuses:
        return False
    return True


def test_the_samples_are_read_and_refused_both() -> None:
    """A parser that refuses all, or a harness that damages nothing, would show nothing."""
    told = {name: run(name, "both", range(60)) for name in ("date", "quantity", "identifiers", "week", "json-lines")}
    assert all(0 <= each.refused < each.cases for each in told.values())
    assert sum(each.refused for each in told.values()) > 20


def readers() -> set[Where]:
    """Functions of the kernel, the rooms' rules and the pages that read something: by verb and first parameter."""
    found = set()
    for path in (each for folder in FOLDERS for each in sorted(SOURCE.glob(folder))):
        module = ast.parse(path.read_text(encoding="utf-8"))
        inside = {each: node.name for node in module.body if isinstance(node, ast.ClassDef) for each in node.body}
        for node in [*module.body, *inside]:
            if isinstance(node, ast.FunctionDef) and VERB.match(node.name) and is_given_something(node):
                qualified = f"{inside[node]}.{node.name}" if node in inside else node.name
                found.add((str(path.relative_to(SOURCE)), qualified))
    return found


def is_given_something(node: ast.FunctionDef) -> bool:
    """Whether its first parameter is a text, bytes, a file, rows or a document."""
    given = [each for each in node.args.args if each.arg not in {"self", "cls"}][:1]
    return any(each.annotation and GIVEN.search(ast.unparse(each.annotation)) for each in given)


def reached() -> set[Where]:
    """Functions that run while every parser reads what it knows and some of it damaged."""
    found: set[CodeType] = set()

    def called(frame: FrameType, event: str, _about: object) -> None:
        if event == "call":
            found.add(frame.f_code)

    former = sys.getprofile()
    sys.setprofile(called)
    try:
        for name, parser in PARSERS.items():
            for seed in parser.seeds():
                taken(parser, seed)
            run(name, "reached", range(12))
    finally:
        sys.setprofile(former)
    inside = (each for each in found if each.co_filename.startswith(str(SOURCE)))
    return {(str(Path(each.co_filename).relative_to(SOURCE)), each.co_qualname) for each in inside}


def test_every_reader_is_reached_by_some_parser_of_the_list() -> None:
    """A new reader that no parser of the list leads to fails here, as does a reason that stands no longer."""
    named = readers()
    assert len(named) > 60
    missed = {":".join(each) for each in named - reached()}
    assert missed - OWN.keys() == set()
    assert OWN.keys() - missed == set()


@pytest.mark.parametrize(("name", "seed", "case"), [("xlsx", "2026", 14)])
def test_a_fault_once_found_stays_mended(name: str, seed: str, case: int) -> None:
    """Faults of full runs: a workbook that says it is of an unknown version of zip."""
    assert run(name, seed, range(case, case + 1)).faults == []
