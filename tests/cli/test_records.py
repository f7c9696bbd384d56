"""The terminal reports, lists, shows, corrects, releases and withdraws; it prints the policy and the directory."""

import json
from pathlib import Path
from typing import Any

import pytest

from kerege.cli.main import main
from kerege.kernel.law import Act, Role
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.access import queries as access
from kerege.rooms.directory import actions as directory
from kerege.rooms.directory import queries
from tests.rooms.records import desk

pytestmark = pytest.mark.django_db


class Officer:
    """A member of the cast at a terminal of his own."""

    def __init__(self, name: str, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]) -> None:
        """Sign in with a token."""
        account = queries.account_id(name)
        hat = queries.hats_of(account)[0].id
        self.token, _ = directory.make_token(account=account, hat=hat, name="test", reason="EXERCISE")
        self.patch, self.capture = patch, capture

    def run(self, *words: str, expected: int = 0) -> Any:
        """Run a command; its JSON answer."""
        self.patch.setenv("KEREGE_TOKEN", self.token)
        assert main([*words, "--json", "--language", "en"]) == expected
        said = self.capture.readouterr()
        return json.loads(said.out)


@pytest.fixture
def almaty(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Officer:
    """The releasing officer of Almaty."""
    return Officer("aigerim", monkeypatch, capsys)


@pytest.fixture
def dushanbe(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Officer:
    """The releasing officer of Dushanbe."""
    return Officer("farrukh", monkeypatch, capsys)


def written(folder: Path, **changes: Any) -> str:
    """A file with the seizure."""
    path = folder / "report.json"
    path.write_text(json.dumps(desk.raw(**changes), ensure_ascii=False), encoding="utf-8")
    return str(path)


def test_a_report_goes_in_and_comes_out(almaty: Officer, tmp_path: Path) -> None:
    (made,) = almaty.run("report", "--file", written(tmp_path))["reports"]
    assert (made["facts"], made["nominal"]) == ("offered", "offered")
    assert [row["number"] for row in almaty.run("records", "--own")["records"]] == [made["number"]]
    shown = almaty.run("record", made["number"])
    assert shown["facts"]["items"][0]["substance"] == "heroin"
    assert shown["nominal"]["subjects"][0]["name"] == "УЧЕБНЫЙ Сабиров Канат"


def test_a_refused_report_names_every_fault_and_saves_nothing(almaty: Officer, tmp_path: Path) -> None:
    answer = almaty.run("report", "--file", written(tmp_path, country="", items=[]), expected=2)
    assert "country: Enter: Country." in answer["error"]
    assert "items: At least one is needed." in answer["error"]
    assert almaty.run("records")["records"] == []


def test_a_list_of_reports_is_all_or_nothing(almaty: Officer, tmp_path: Path) -> None:
    path = tmp_path / "many.json"
    path.write_text(json.dumps([desk.raw(), desk.raw(occurred="never")]), encoding="utf-8")
    assert "report 2" in almaty.run("report", "--file", str(path), expected=2)["error"]
    assert almaty.run("records")["records"] == []


def test_a_dry_run_says_who_would_see_it(almaty: Officer, tmp_path: Path) -> None:
    seen = almaty.run("report", "--file", written(tmp_path), "--dry-run")["who_will_see"]
    assert set(seen[0]["facts"]) == {"KZ-POLICE", "members", "centre", "observers"}
    assert almaty.run("records")["records"] == []


def test_a_nominal_part_is_released_read_and_withdrawn(almaty: Officer, dushanbe: Officer) -> None:
    number = desk.report("aigerim").number
    reading = ("record", number, "--purpose", "investigation", "--case", "EXERCISE")
    assert "nominal" not in dushanbe.run(*reading)
    terms = ("--part", "nominal", "--purpose", "investigation", "--until", "2030-01-01")
    made = almaty.run("release", number, "--to", "TJ", *terms)["release"]
    assert "nominal" in dushanbe.run(*reading)
    almaty.run("withdraw", made)
    assert "nominal" not in dushanbe.run(*reading)
    refused = almaty.run("release", number, "--to", "RU", *terms, expected=2)
    assert "no agreement on exchanging data of persons" in refused["error"]


def test_a_correction_over_an_older_version_is_refused(almaty: Officer, tmp_path: Path) -> None:
    number = desk.report("aigerim").number
    file = written(tmp_path, place="Курдай")
    assert almaty.run("correct", number, "--file", file, "--because", "EXERCISE")["version"] == 2
    refused = almaty.run("correct", number, "--file", file, "--because", "EXERCISE", "--over", "1", expected=2)
    assert "version 2 was saved meanwhile" in refused["error"]
    assert almaty.run("retract", number, "--because", "EXERCISE")["version"] == 3
    assert almaty.run("record", number)["retracted"] is True


def test_what_waits_is_listed_and_offered(almaty: Officer) -> None:
    number = desk.report("daniyar").number
    assert [row["number"] for row in almaty.run("records", "--waiting")["records"]] == [number]
    assert almaty.run("offer", number, "--part", "nominal")["state"] == "offered"
    assert almaty.run("records", "--waiting")["records"] == []


def test_unknown_and_invisible_references_read_alike(almaty: Officer, dushanbe: Officer) -> None:
    hidden = desk.report("aigerim", send=False).number
    said = dushanbe.run("record", hidden, expected=2)["error"].replace(hidden, "·")
    assert said == dushanbe.run("record", "KZ-ALMATY-00000000", expected=2)["error"].replace("KZ-ALMATY-00000000", "·")


def test_a_template_is_written(almaty: Officer, tmp_path: Path) -> None:
    target = tmp_path / "seizure.xlsx"
    assert almaty.run("template", "seizure", "--out", str(target))["bytes"] == target.stat().st_size
    assert "the kinds are" in almaty.run("template", "poem", "--out", str(target), expected=2)["error"]


def test_the_policy_is_the_one_table(almaty: Officer, capsys: pytest.CaptureFixture[str]) -> None:
    document = almaty.run("policy")
    assert {row["table"] for row in document["tables"]} == {row.table for row in access.policy_table()}
    assert document["roles"] == {role.value: sorted(act.value for act in ROLE_ACTS[role]) for role in Role}
    assert main(["policy"]) == 0
    printed = capsys.readouterr().out
    assert all(act.value in printed for act in Act)


def test_the_directory_lists_and_a_coordinator_suspends(
    almaty: Officer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    coordinator = Officer("kz_coordinator", monkeypatch, capsys)
    assert "only a national coordinator" in almaty.run("suspend", "--reason", "EXERCISE", expected=2)["error"]
    coordinator.run("suspend", "--towards", "TJ", "--reason", "EXERCISE")
    (entry,) = almaty.run("directory", "suspensions")["suspensions"]
    assert (entry["by"], entry["towards"], entry["state"]) == ("KZ", "TJ", "in force")
    assert coordinator.run("lift", "--towards", "TJ")["lifted"] == [entry["id"]]
    for part in ("parties", "agencies", "desks", "agreements"):
        assert almaty.run("directory", part)[part]


def test_the_owner_asks_why_a_desk_may_not_read_and_what_it_needs(almaty: Officer, dushanbe: Officer) -> None:
    saved = desk.report("aigerim")
    hats = almaty.run("explain-access", saved.number, "--for", "tj-dushanbe")["hats"]
    parts = {part["part"]: part for part in hats[0]["parts"]}
    assert parts["facts"]["may_read"]
    assert not parts["nominal"]["may_read"]
    assert parts["nominal"]["needed"] == ["no_grant"]
    assert parts["nominal"]["finding"] == "hit"
    dushanbe.run("explain-access", saved.number, "--for", "kz-almaty", expected=2)
    almaty.run("explain-access", saved.number, "--for", "nobody", expected=2)
