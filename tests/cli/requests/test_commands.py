"""`kerege request`: drafted, sent, answered, closed from the terminal by both sides."""

from datetime import timedelta
from typing import Any

import pytest

from kerege.cli.main import main

pytestmark = pytest.mark.django_db


CASE = ("--purpose", "investigation", "--case", "EX-5")


def test_a_request_goes_its_whole_way_from_the_terminal(terminal: Any) -> None:
    words = ("EXERCISE: whose car?", "--to", "tj-dushanbe", "--basis", "EXERCISE act", "--send")
    [made] = terminal("bolat", "new", *words, *CASE)["requests"]
    assert (made["state"], made["case"]) == ("sent", "EX-5")
    [waiting] = terminal("farrukh", "list")["requests"]
    assert waiting["id"] == made["id"]
    assert "answer" in terminal("farrukh", "show", made["id"])["deeds"]
    terminal("farrukh", "acknowledge", made["id"])
    answer = terminal("farrukh", "answer", made["id"], "--outcome", "full", "--text", "EXERCISE: nobody's")
    assert answer["state"] == "answered"
    closed = terminal("bolat", "close", made["id"], "--useful", "useful")
    assert [line["what"] for line in closed["history"]] == ["send", "acknowledge", "answer", "close"]
    assert terminal("farrukh", "list")["requests"] == []


def test_what_is_missing_is_said_field_by_field(terminal: Any) -> None:
    said = terminal("bolat", "new", "EXERCISE", "--to", "tj-dushanbe", *CASE, code=2)
    assert said["error"] == "Legal basis (basis): Give the legal basis."
    assert "no desk" in terminal("bolat", "new", "EXERCISE", "--to", "nowhere", "--basis", "x", *CASE, code=2)["error"]


def test_a_coordinator_sets_the_gate_and_nobody_else(terminal: Any) -> None:
    assert terminal("kz_coordinator", "gate", "--outgoing", "through")["outgoing"] == "through"
    assert terminal("bolat", "gate")["outgoing"] == "through"
    assert "coordinator" in terminal("bolat", "gate", "--outgoing", "direct", code=2)["error"]


def test_the_diagram_is_drawn_without_a_database(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["request", "diagram"]) == 0
    assert "stateDiagram-v2" in capsys.readouterr().out


def test_every_deed_says_its_purpose_and_takes_the_fields_that_it_asks_and_no_others(
    capsys: pytest.CaptureFixture[str],
) -> None:
    from kerege.cli.request_deeds import CHOICES, DEEDS
    from kerege.rooms.requests.queries import DEEDS as DECLARED
    from kerege.rooms.requests.queries import words

    told = {"no_answer", "nothing"}
    lists = {"outcome": words.OUTCOMES, "ground": words.GROUNDS, "useful": words.USEFULS, "use": words.USES}
    lists |= {"used": words.USEDS, "result": words.RESULTS, "level": words.LEVELS}
    assert {name: set(found) for name, found in CHOICES.items()} == {
        name: {str(each) for each in found} - told for name, found in lists.items()
    }

    assert [name.replace("-", "_") for name in DEEDS] == list(DECLARED)
    assert len({purpose for purpose, _fields in DEEDS.values()}) == len(DEEDS)
    assert {name.replace("-", "_"): set(fields) for name, (_purpose, fields) in DEEDS.items()} == {
        code: set(deed.fields) for code, deed in DECLARED.items()
    }
    with pytest.raises(SystemExit):
        main(["--language", "en", "request", "close", "--help"])
    shown = capsys.readouterr().out
    assert "--useful" in shown
    assert "--ground" not in shown
    assert "was useful" in shown


def test_figures_are_said_in_sentences_with_the_other_parties_beside() -> None:
    from django.utils import translation

    from kerege.cli.request_settings import side_lines
    from kerege.rooms.requests.queries import Figures

    part = Figures(threads=2, answered=1, median_first_answer=timedelta(hours=6), late=0)
    counts = {"outcomes": {"full": 1, "refused": 1}, "grounds": {"classified": 1}, "used": {"lead": 1}}
    whole = Figures(threads=2, answered=1, median_first_answer=None, late=1, parties={"TJ": part}, **counts)
    with translation.override("en"):
        assert list(side_lines("What we asked", whole)) == [
            "What we asked: 2 sent, 1 answered, 1 refused, half within — h, 1 late",
            "  Answer: full answer 1; refused 1",
            "  Refused by ground: classified 1",
            "  How it was used: as a lead in a case 1",
            "  TJ: 2 sent, 1 answered, 0 refused, half within 6.0 h, 0 late",
        ]
