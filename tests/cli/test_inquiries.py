"""`kerege subject-requests`, `kerege consultations`: taken in, answered, closed."""

from datetime import timedelta

import pytest

from kerege.foundation import chance
from kerege.rooms.retention import actions
from tests.cli.test_records import Officer
from tests.rooms.crosscheck import scenes as checking
from tests.rooms.retention import scenes


def test_a_request_goes_the_whole_way_at_the_terminal(
    own_clone: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with scenes.clock():
        scenes.kept()
        officer, desk = Officer("centre_dpo", monkeypatch, capsys), Officer("aigerim", monkeypatch, capsys)
        given = ("subject-requests", *checking.RAHIMOV.split(), "--reference", "EX-REQ-1")
        assert "data protection" in desk.run(*given, expected=2)["error"]
        [taken] = officer.run(*given)["requests"]
        assert desk.run("consultations")["consultations"] == []
        actions.ask_owners()
        [held] = desk.run("consultations")["consultations"]
        assert "--answer" in desk.run("consultations", held["id"], expected=2)["error"]
        [done] = desk.run("consultations", held["id"], "--answer", "kept", "--because", scenes.REASON)["consultations"]
        assert done["answer"] == "kept"
        assert "time of consultation" in officer.run("subject-requests", "--close", taken["id"], expected=2)["error"]
    with chance.seeded("later", scenes.NOON + timedelta(days=15)):
        [closed] = officer.run("subject-requests", "--close", taken["id"])["requests"]
        assert closed["closed_at"]
