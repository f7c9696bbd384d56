"""`kerege change`: tells what will happen, does it with --yes, and lists it."""

import pytest

from kerege.foundation import chance
from kerege.kernel.law import PartyClass
from kerege.rooms.directory import queries
from tests.cli.test_records import Officer

pytestmark = pytest.mark.django_db


def test_a_succession_is_told_then_made_and_listed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    coordinator = Officer("kz_coordinator", monkeypatch, capsys)
    given = ("abolished=KZ-CUSTOMS", "successor=KZ-POLICE", f"day={chance.today()}", "source=EXERCISE")
    told = coordinator.run("change", "succeed", *given)
    assert told["effects"]
    assert coordinator.run("changes")["made"] == []
    assert coordinator.run("change", "succeed", *given, "--yes")["made"] is True
    assert [each["code"] for each in coordinator.run("changes")["made"]] == ["succeed"]
    assert coordinator.run("change", "appoint", "--yes", expected=2)["error"]


def test_a_word_of_one_list_is_not_taken_for_the_same_text_of_another() -> None:
    assert queries.word_of(queries.DeskKind.POST) == "Post"
    assert queries.word_of(queries.AgencyKind.POST) == "Postal service"
    assert queries.word_of(queries.AgencyKind.CENTRE) == queries.word_of(PartyClass.CENTRE) == "The centre"
