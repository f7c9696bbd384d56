"""How one is told, from the terminal and by API: the same wish, for the token's officer alone."""

import json
from typing import Any

import pytest
from django.test import Client

from kerege.cli.main import main
from kerege.kernel.law import Act
from kerege.rooms.directory import actions as directory
from kerege.rooms.directory import queries as officers
from kerege.rooms.notices import queries

pytestmark = pytest.mark.django_db


def token_of(name: str, *acts: Act) -> str:
    """A token of somebody of the cast."""
    account = officers.account_id(name)
    hat = officers.hats_of(account)[0].id
    return directory.make_token(account=account, hat=hat, name="notices", reason="EXERCISE", days=7, acts=acts)[0]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """`terminal("--told")`: the answer of `kerege notices` as JSON."""

    def run(*words: str, code: int = 0) -> Any:
        monkeypatch.setenv("KEREGE_TOKEN", token_of("bolat"))
        assert main(["notices", *words, "--json", "--language", "en"]) == code
        return json.loads(capsys.readouterr().out.splitlines()[-1])

    return run


def test_the_wish_of_the_terminal_is_the_wish_of_the_api(terminal: Any) -> None:
    assert terminal("--told")["mail"] == "at_once"
    said = terminal("--mail", "digest", "--quiet", "20-6", "--zone", "Asia/Dushanbe")
    assert (said["mail"], said["quiet_from"], said["quiet_until"], said["digest_hour"]) == ("digest", 20, 6, 8)
    client = Client(headers={"Authorization": f"Bearer {token_of('bolat')}"})
    assert client.get("/api/notices/settings").json() == said
    changed = said | {"mail": "never"}
    assert client.put("/api/notices/settings", changed, content_type="application/json").json() == changed
    assert terminal("--told") == changed
    assert queries.wish_of(account=officers.account_id("farrukh")).mail == "at_once"


def test_what_cannot_be_is_refused(terminal: Any) -> None:
    assert "zone" in terminal("--zone", "Asia/Nowhere", code=2)["error"]
    assert "quiet" in terminal("--quiet", "late", code=2)["error"]
    client = Client(headers={"Authorization": f"Bearer {token_of('bolat')}"})
    wrong = {"mail": "digest", "zone": "Asia/Nowhere"}
    assert client.put("/api/notices/settings", wrong, content_type="application/json").status_code == 422


def test_a_token_for_reading_sets_nothing() -> None:
    client = Client(headers={"Authorization": f"Bearer {token_of('bolat', Act.READ)}"})
    assert client.get("/api/notices/hooks").json() == []
    assert client.put("/api/notices/settings", {}, content_type="application/json").status_code == 403
    given = {"url": "https://ex.example/in"}
    assert client.post("/api/notices/hooks", given, content_type="application/json").status_code == 403


def test_hooks_by_api_go_only_where_the_node_may_send(settings: Any) -> None:
    client = Client(headers={"Authorization": f"Bearer {token_of('bolat')}"})
    given = {"url": "https://ex.example/in"}
    assert client.post("/api/notices/hooks", given, content_type="application/json").status_code == 403
    settings.WEBHOOK_HOSTS = ("ex.example",)
    assert client.post("/api/notices/hooks", given, content_type="application/json").json() == [given["url"]]
    assert client.post("/api/notices/hooks/close", given, content_type="application/json").json() == []


def test_a_new_key_by_api_is_the_one_that_the_terminal_shows(terminal: Any, settings: Any) -> None:
    settings.WEBHOOK_HOSTS = ("ex.example",)
    given = {"url": "https://ex.example/in"}
    [before] = terminal("--add-hook", given["url"])["keys"]
    client = Client(headers={"Authorization": f"Bearer {token_of('bolat')}"})
    [rotated] = client.post("/api/notices/hooks/rotate", given, content_type="application/json").json()
    assert rotated == terminal("--hooks")["keys"][0] == client.get("/api/notices/hooks/keys").json()[0]
    assert [each["public"] for each in rotated["keys"]][1:] == [each["public"] for each in before["keys"]]
    [after] = terminal("--rotate-hook", given["url"], "--at-once")["keys"]
    assert len(after["keys"]) == 1
    assert after["keys"][0]["public"] not in str(rotated)
    unknown = {"url": "https://ex.example/other"}
    assert client.post("/api/notices/hooks/rotate", unknown, content_type="application/json").status_code == 404
    assert "no such address" in terminal("--rotate-hook", unknown["url"], code=2)["error"]
    reading = Client(headers={"Authorization": f"Bearer {token_of('bolat', Act.READ)}"})
    assert reading.post("/api/notices/hooks/rotate", given, content_type="application/json").status_code == 403
