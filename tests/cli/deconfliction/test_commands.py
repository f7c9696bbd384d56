"""Deconfliction by command: submit a place and a way, enter by telephone, acknowledge, step, call off."""

import argparse
import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from kerege.cli import deconfliction, terminal
from kerege.cli.terminal import CommandError
from kerege.foundation import chance
from kerege.kernel.law import Purpose, Viewer
from tests import cast
from tests.rooms.requests import scenes as asking

pytestmark = pytest.mark.usefixtures("db")
WHO: tuple[str, ...] = ("--event-case", "EXERCISE-7", "--supervisor", "EXERCISE", "--telephone", "+7")
WHO += ("--scope", "route", "--scope-note", "M39")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """`run("bolat", "submit", …)`: one command with --json as somebody of the cast; its document."""
    shared = argparse.ArgumentParser()
    shared.add_argument("--json", action="store_true")
    deconfliction.add(shared.add_subparsers(dest="command"))

    def command(who: str, *words: str) -> Any:
        def acting(arguments: argparse.Namespace, **_: object) -> Viewer:
            return cast.viewer(who, Purpose.INVESTIGATION, case="EXERCISE")

        monkeypatch.setattr(deconfliction, "acting_viewer", acting)
        arguments = shared.parse_args(["--json", "deconflict", *words])
        capsys.readouterr()
        with translation.override("en"):
            assert arguments.run(arguments, terminal.Terminal(arguments)) == 0
        return json.loads(capsys.readouterr().out)

    return command


def at(hours: int) -> str:
    """A local time of Almaty, so many hours from now."""
    return f"{chance.now() + timedelta(hours=hours + 5):%Y-%m-%dT%H:%M}"


def test_requests_that_nobody_answered_stand_on_the_duty_desks_list_without_content(run: Any) -> None:
    with chance.seeded("duty"):
        thread = asking.urgent(question="EXERCISE: of whom is this plate?")
        asking.later(hours=8)
        asking.later(hours=2)
        [row] = run("duty", "desk")["requests"]
        assert (row["id"], row["asker"]["desk"], row["asked"]["desk"]) == (str(thread), "kz-almaty", "tj-dushanbe")
        assert "EXERCISE" not in json.dumps(row)
        assert run("aigerim", "desk")["requests"] == []


def test_a_way_meets_a_place_by_command(run: Any) -> None:
    """From submitting to the review of what was called off."""
    way = [f"Osh | {at(20)} | {at(21)}", f"41.87 72.94 | {at(24)} | {at(26)}", f"Bishkek | {at(28)} | {at(31)}"]
    via = [word for point in way for word in ("--via", point)]
    load = ("submit", "--kind", "delivery", "--place", "Osh – Bishkek", "--zone", "Asia/Almaty", *via, *WHO)
    assert run("iskender", *load)["conflicts"] == 0
    place = (
        "--kind",
        "raid",
        "--place",
        "Toktogul",
        "--starts",
        at(24),
        "--ends",
        at(26),
        "--zone",
        "Asia/Almaty",
        *WHO,
    )
    made = run("aigerim", "submit", *place)
    assert made["conflicts"] == 1
    [conflict] = run("iskender", "conflicts")["conflicts"]
    assert conflict["call"]["desk"] == "kz-almaty"
    assert run("iskender", "show", conflict["crossing"])["call"]["desk"] == "kz-almaty"
    assert run("iskender", "acknowledge", conflict["crossing"])["stage"] == "told"
    assert run("aigerim", "acknowledge", conflict["crossing"])["stage"] == "acknowledged"
    assert run("aigerim", "settle", conflict["crossing"])["stage"] == "settled"
    run("aigerim", "withdraw", made["event"], "--because", "EXERCISE")
    assert run("aigerim", "show", made["event"])["place"] == "Toktogul"
    [kept] = run("duty", "desk")["crossings"]
    assert run("duty", "show", kept["crossing"])["sides"] == kept["sides"]
    with pytest.raises(CommandError, match="nothing under this reference"):
        run("farrukh", "show", kept["crossing"])
    assert run("duty", "step", kept["crossing"], "--take", "review", "--because", "plausible")["stage"] == "reviewed"
    assert [each["state"] for each in run("aigerim", "events")["events"]] == ["withdrawn"]
    assert run("aigerim", "subjects") == {"subjects": [], "offset": 0, "total": 0, "next": None}


def test_by_telephone_and_what_is_refused(run: Any) -> None:
    """Called back first; wrong fields by name; a strangers' id leads nowhere."""
    place = ("--kind", "raid", "--place", "Korday", "--starts", at(24), "--ends", at(26), *WHO)
    entered = ("enter", "--for", "kg-osh", "--caller", "EX-010", *place)
    with pytest.raises(CommandError, match="Call the desk back"):
        run("duty", *entered)
    event = run("duty", *entered, "--called-back")["event"]
    with pytest.raises(CommandError, match="nothing under this reference"):
        run("farrukh", "withdraw", event, "--because", "EXERCISE")
    with pytest.raises(CommandError, match="radius_km"):
        run("aigerim", "submit", *place, "--radius-km", "9")
    with pytest.raises(CommandError, match="zone"):
        run("aigerim", "submit", *place, "--place", "EXERCISE yard")
    with pytest.raises(CommandError, match="by its id"):
        run("aigerim", "acknowledge", "the second one")
