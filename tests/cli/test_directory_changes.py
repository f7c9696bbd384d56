"""`kerege change`: tells what will happen, does it with --yes, and lists it."""

import pytest

from kerege.foundation import chance
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
