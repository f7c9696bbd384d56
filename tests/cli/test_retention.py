"""`kerege reviews`: the work list, justifying anew, the party's rules."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.rooms.records import queries as records
from tests import cast
from tests.cli.test_records import Officer
from tests.rooms.retention import scenes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def standing_clock() -> Iterator[None]:
    with scenes.clock():
        yield


def test_reviews_are_listed_justified_and_refused_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    report = scenes.kept()
    viewer = cast.viewer("aigerim")
    with viewing(viewer):
        number = records.numbers_of(viewer=viewer, reports=[report])[report]
    scenes.later(scenes.DUE_IN + 2)
    desk = Officer("aigerim", monkeypatch, capsys)
    [line] = desk.run("reviews", "--overdue")["due"]
    assert (line["number"], line["stage"]) == (number, "overdue")
    assert "say --until DAY or --forward" in desk.run("reviews", number, expected=2)["error"]
    until = (chance.today() + timedelta(days=300)).isoformat()
    given = ("reviews", number, "--until", until, "--because", scenes.REASON)
    assert "your role does not" in Officer("gulnora", monkeypatch, capsys).run(*given, expected=2)["error"]
    assert desk.run(*given)["review_on"] == until
    assert desk.run("reviews", number, "--undo")["review_on"] == line["review_on"]
    assert "takes a review back" in desk.run("reviews", number, "--undo", expected=2)["error"]
    chance.advance(timedelta(minutes=1))
    assert desk.run(*given)["review_on"] == until
    assert desk.run("reviews", number, "--forward", "--because", "EXERCISE acquitted in court")["stage"] == "due"


def test_a_coordinator_rules_at_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rule = ("reviews", "--rule", "things", "2", "--because", "EXERCISE law, article 7")
    found = Officer("kz_coordinator", monkeypatch, capsys).run(*rule)["rules"]
    assert {each["category"]: each["years"] for each in found}["things"] == 2


def test_a_part_is_held_and_erased_at_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    report = scenes.kept()
    scenes.released(report)
    viewer = cast.viewer("aigerim")
    with viewing(viewer):
        number = records.numbers_of(viewer=viewer, reports=[report])[report]
    officer = Officer("gulnora", monkeypatch, capsys)
    until = (chance.today() + timedelta(days=90)).isoformat()
    order = ("--authority", "EXERCISE court", "--reference", "EX-12/26")
    held = officer.run("hold", number, *order, "--until", until, "--because", scenes.REASON)
    assert held["held_until"] == until
    assert officer.run("hold")["holds"][0]["authority"] == "EXERCISE court"
    erase = ("erase", number, "--ground", "unlawful", "--because", scenes.REASON)
    assert "say --yes" in officer.run(*erase, expected=2)["error"]
    assert "hold stops" in officer.run(*erase, "--yes", expected=2)["error"]
    assert officer.run("hold", number, "--lift", *order)["held_until"] is None
    assert officer.run(*erase, "--yes")["holders"] == 1
    assert officer.run("erased")["erased"][0]["number"] == number
    holder = Officer("farrukh", monkeypatch, capsys)
    [notice] = holder.run("erasure-notices")["notices"]
    [confirmed] = holder.run("erasure-notices", "--confirm", notice["id"])["notices"]
    assert confirmed["confirmed_at"]


def test_a_challenge_is_entered_and_decided_at_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    viewer, report = cast.viewer("aigerim"), scenes.kept()
    with viewing(viewer):
        number = records.numbers_of(viewer=viewer, reports=[report])[report]
    officer = Officer("gulnora", monkeypatch, capsys)
    given = ("challenge", number, "--ground", "misused_identity", "--reference", "EX-C-1", "--because", scenes.REASON)
    assert "no such person" in officer.run(*given, "--person", "2", expected=2)["error"]
    [made] = officer.run(*given)["challenges"]
    assert (made["number"], made["verdict"], made["overdue"]) == (number, None, False)
    decision = ("challenge", "--decide", made["id"], "--verdict", "upheld", "--because", scenes.REASON)
    assert "another decides" in officer.run(*decision, expected=2)["error"]
    [decided] = Officer("kz_coordinator", monkeypatch, capsys).run(*decision)["challenges"]
    assert decided["verdict"] == "upheld"
