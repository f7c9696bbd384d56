"""The act by command: drafted, asked, decided twice, run, answered, opted out; JSON for each step."""

import argparse
import json
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from kerege.cli import screening, screening_act, screening_grouping, terminal
from kerege.cli.terminal import CommandError
from kerege.kernel.law import Purpose, Viewer
from tests import cast
from tests.rooms.crosscheck.scenes import person, report
from tests.rooms.screening import scenes

pytestmark = pytest.mark.usefixtures("db")
TERMS = (
    "--purpose", "investigation", "--case", "EX-9", "--source", "EXERCISE carrier", "--legal-basis", "law",
    "--basis-text", "EXERCISE law on operational search, article 11", "--persons", "passengers",
)  # fmt: skip


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """`run("bolat", "screen", …)`: one command with --json as somebody of the cast; its document."""
    shared = argparse.ArgumentParser()
    shared.add_argument("--json", action="store_true")
    screening.add(shared.add_subparsers(dest="command"))

    def command(who: str, *words: str) -> Any:
        def acting(arguments: argparse.Namespace, purpose: Purpose = Purpose.OWN_WORK, **_: object) -> Viewer:
            chosen = Purpose(arguments.purpose or purpose)
            return cast.viewer(who, chosen, case=arguments.case or "", reason="EXERCISE reason")

        monkeypatch.setattr(screening_act, "acting_viewer", acting)
        monkeypatch.setattr(screening_grouping, "acting_viewer", acting)
        arguments = shared.parse_args(["--json", "screen", *words])
        assert arguments.needs_database
        capsys.readouterr()
        with translation.override("en"):
            assert arguments.run(arguments, terminal.Terminal(arguments)) == 0
        return json.loads(capsys.readouterr().out)

    return command


@pytest.fixture
def listed(tmp_path: Path) -> str:
    """A list with two planted rows."""
    planted = ["P1,Shohnamunov Karim,,TJ,,+992 918 00 01 01", "P2,Naqlov Parviz,,TJ,,+992 918 00 01 03"]
    path = tmp_path / "passengers.csv"
    path.write_bytes(scenes.a_list(20, planted))
    return str(path)


def test_a_list_goes_the_whole_way_by_command(run: Any, listed: str) -> None:
    report("farrukh", person("Shohnamunov Karim", phone="+992 918 00 01 01"))
    report("farrukh", person("Naqlov Parviz", category="contact", phone="+992 918 00 01 03"))
    drafted = run("bolat", listed, "--against", "bank", *TERMS, "--ask", "--exclude", "KG")
    assert drafted["stage"] == "asked"
    assert drafted["expected_false_hits"]["high"] >= 1
    assert "KG" not in drafted["told"]
    name = drafted["id"]
    assert run("gulnora", "approve", name, "--because", "EXERCISE")["stage"] == "seconded"
    assert [each["id"] for each in run("centre_dpo", "list")["for_the_centre"]] == [name]
    assert run("centre_dpo", "show", name)["stage"] == "seconded"
    assert run("centre_dpo", "approve", name, "--because", "EXERCISE")["stage"] == "approved"
    assert run("bolat", "run")["moved"] == 1
    shown = run("bolat", "show", name)
    assert (shown["stage"], [each["reference"] for each in shown["matches"]]) == ("done", ["P1"])
    (digest,) = run("farrukh", "digests")["digests"]
    run("farrukh", "answer", digest["id"], "--with", "reveal")
    assert run("bolat", "show", name)["calls"] == ["tj-dushanbe"]


def test_a_refusal_says_why_in_words(run: Any, listed: str) -> None:
    with pytest.raises(CommandError, match="case number"):
        run("bolat", listed, "--against", "bank", "--purpose", "investigation")
    with pytest.raises(CommandError, match="legal basis in words"):
        run(
            "bolat", listed, "--against", "bank", "--purpose", "investigation", "--case", "EX-9", "--source", "EXERCISE"
        )
    with pytest.raises(CommandError, match="Name the screening"):
        run("bolat", "show", "nonsense")


def test_withdrawing_and_opting_out_by_command(run: Any, listed: str) -> None:
    with scenes.read_here():
        name = run("bolat", listed, "--against", "bank", *TERMS)["id"]
    assert run("bolat", "withdraw", name)["stage"] == "withdrawn"
    assert run("hamid", "opt-out", "--because", "EXERCISE reason") == {"opted_out": True}
    assert run("hamid", "opted-out") == {"opted_out": True}
    assert run("hamid", "opt-in") == {"opted_out": False}


def test_who_may_be_one_is_looked_at_accepted_refused_and_taken_back_by_command(run: Any) -> None:
    made = str(scenes.of_namesakes())
    [proposal] = run("bolat", "proposals", made)["proposals"]
    pairs = [each["hit"] for each in proposal["pairs"]]
    because = ("--because", "EXERCISE seen")
    assert len(run("bolat", "same", made, "--proposal", proposal["id"], *because)["judgements"]) == len(pairs)
    assert run("bolat", "proposals", made)["proposals"][0]["accepted"]
    named = [word for pair in pairs for word in ("--pair", pair)]
    assert run("bolat", "take-back", made, *named)["taken_back"] == len(pairs)
    run("bolat", "not-same", made, "--proposal", proposal["id"], "--pair", pairs[-1], *because)
    assert [each["hit"] for each in run("bolat", "proposals", made)["refused"]] == [pairs[-1]]
    with pytest.raises(CommandError, match="proposal"):
        run("bolat", "same", made, "--proposal", "x", *because)
