"""A release under a written assurance at the terminal: made, listed, agreed to or refused by a second officer."""

import pytest

from kerege.kernel.law import Purpose
from tests.cli.test_records import Officer
from tests.rooms.records import desk

pytestmark = pytest.mark.django_db
ASSURANCE = "EXERCISE assurance 21/2026"


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> "Terminals":
    """A terminal for each officer."""
    return Terminals(monkeypatch, capsys)


class Terminals:
    """Terminals by the officer's name."""

    def __init__(self, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]) -> None:
        """Nobody sits there yet."""
        self.patch, self.capture = patch, capture

    def __call__(self, name: str) -> Officer:
        """The officer's terminal."""
        return Officer(name, self.patch, self.capture)


def release(at: Terminals, number: str, *more: str, expected: int = 0) -> dict[str, object]:
    """Aigerim releases the nominal part to the party that may impose death."""
    terms = ("--part", "nominal", "--purpose", "analysis", "--until", "2030-01-01")
    answer: dict[str, object] = at("aigerim").run("release", number, "--to", "OBS", *terms, *more, expected=expected)
    return answer


def test_without_an_assurance_the_law_refuses_with_its_reason_and_nothing_waits(at: Terminals) -> None:
    saved = desk.report("aigerim")
    assert "The law does not let this go to" in str(release(at, saved.number, expected=2)["error"])
    assert at("kz_coordinator").run("approvals")["waiting"] == []


def test_under_an_assurance_it_waits_is_listed_and_opens_when_another_officer_agrees(at: Terminals) -> None:
    saved = desk.report("aigerim")
    made = release(at, saved.number, "--assurance", ASSURANCE)
    assert made["waits"] is True
    assert not desk.sees_names("observer", saved, Purpose.ANALYSIS)
    (waiting,) = at("kz_coordinator").run("approvals")["waiting"]
    assert (waiting["assurance"], waiting["id"]) == (ASSURANCE, made["release"])
    assert "another officer" in at("aigerim").run("approve", str(made["release"]), expected=2)["error"]
    assert not desk.sees_names("observer", saved, Purpose.ANALYSIS)
    assert at("kz_coordinator").run("approve", str(made["release"]))["approved"] is True
    assert desk.sees_names("observer", saved, Purpose.ANALYSIS)
    assert at("kz_coordinator").run("approvals")["waiting"] == []


@pytest.mark.parametrize("blank", ["", "  ", "\t\n"])
def test_a_refusal_needs_its_reason_and_ends_what_waited(at: Terminals, blank: str) -> None:
    saved = desk.report("aigerim")
    made = str(release(at, saved.number, "--assurance", ASSURANCE)["release"])
    assert "reason" in at("kz_coordinator").run("refuse", made, "--because", blank, expected=2)["error"]
    assert len(at("kz_coordinator").run("approvals")["waiting"]) == 1
    at("kz_coordinator").run("refuse", made, "--because", "EXERCISE: the letter names another case")
    assert at("kz_coordinator").run("approvals")["waiting"] == []
    assert not desk.sees_names("observer", saved, Purpose.ANALYSIS)
    at("kz_coordinator").run("approve", made, expected=2)
