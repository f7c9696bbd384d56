"""A token made for reading changes nothing at the terminal: every command of every room, read from its own code."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from kerege import cli
from kerege.cli import main, terminal
from kerege.kernel.law import Act, Purpose
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.directory import actions as directory
from kerege.rooms.directory import queries

HERE = Path(cli.__file__).parent
BY_ROOM = "kerege.rooms."


def functions() -> Iterator[tuple[str, ast.FunctionDef, frozenset[str]]]:
    """Every function of the command line, with the names under which it knows doors for writing."""
    for path in sorted(HERE.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        top = frozenset(names(tree.body))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                inner = [each for each in ast.walk(node) if isinstance(each, ast.ImportFrom)]
                yield f"{path.name}:{node.name}", node, top | frozenset(names(inner))


def names(nodes: "list[ast.stmt] | list[ast.ImportFrom]") -> Iterator[str]:
    """Names that stand for the `actions` of a room."""
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(BY_ROOM):
            yield from (each.asname or each.name for each in node.names if each.name == "actions")


def writes(node: ast.FunctionDef, doors: frozenset[str]) -> list[str]:
    """The doors for writing that a function calls with an actor."""
    calls = [each for each in ast.walk(node) if isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute)]
    return [
        call.func.attr
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id in doors
        and any(keyword.arg == "actor" for keyword in call.keywords)
    ]


def asks_for_reading(node: ast.FunctionDef) -> bool:
    """Whether it acts by a token that is for reading, whatever its options say."""
    for call in (each for each in ast.walk(node) if isinstance(each, ast.Call)):
        if isinstance(call.func, ast.Name) and call.func.id in {"acting_viewer", "acting_grant"}:
            return any(each.arg == "act" and ast.unparse(each.value) == "Act.READ" for each in call.keywords)
    return False


def test_no_command_that_writes_is_satisfied_with_a_token_for_reading() -> None:
    found = {where: writes(node, doors) for where, node, doors in functions()}
    assert sum(map(bool, found.values())) > 30, "the sweep sees the doors for writing"
    loose = [where for where, node, _doors in functions() if found[where] and asks_for_reading(node)]
    assert loose == []


COMMANDS = (
    "request new EX --to tj-dushanbe --basis EX --case EX-1", "request send ID", "request accept ID",
    "request answer ID --outcome withheld", "request withdraw ID --text EX", "request scan ID /dev/null --number 1",
    "request gate --outgoing through", "deconflict acknowledge ID", "deconflict settle ID --because EX",
    "deconflict withdraw ID --because EX", "notices --add-hook https://ex.example/in", "notices --mark-read",
    "erase EX-1 --ground purpose_met --because EX --yes",
)  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("words", COMMANDS)
def test_a_token_for_reading_is_refused_by_name(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    account = queries.account_id("farrukh")
    hat = queries.hats_of(account)[0].id
    token, _ = directory.make_token(
        account=account, hat=hat, name="reading", days=7, acts=(Act.READ,), purpose=Purpose.INVESTIGATION, reason="EX"
    )
    monkeypatch.setenv("KEREGE_TOKEN", token)
    line = words.replace("ID", "00000000-0000-4000-8000-000000000001").split()
    try:
        arguments = main.parser().parse_args(line)
    except SystemExit:
        pytest.fail(f"no such command: {words}")
    with pytest.raises(terminal.CommandError, match="read"):
        arguments.run(arguments, terminal.Terminal(arguments))


def test_every_role_has_an_act_by_which_its_token_changes_something() -> None:
    """A role without one could never be refused a token for reading alone: the first act is asked for then."""
    for role, acts in ROLE_ACTS.items():
        assert acts & set(terminal.CHANGING), role
    assert Act.READ not in terminal.CHANGING
