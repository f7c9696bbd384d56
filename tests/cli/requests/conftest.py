"""A repeatable clock and a terminal for the tests of requests by command."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from kerege.cli.main import main
from kerege.foundation import chance


@pytest.fixture(autouse=True)
def seeded() -> Iterator[None]:
    """A repeatable clock."""
    with chance.seeded("request-commands"):
        yield


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """`terminal("bolat", "list")`: the answer of a command as JSON."""
    from kerege.rooms.directory import actions as directory
    from kerege.rooms.directory import queries as officers

    def run(name: str, *words: str, code: int = 0) -> Any:
        account = officers.account_id(name)
        token, _ = directory.make_token(
            account=account, hat=officers.hats_of(account)[0].id, name="terminal", reason="EXERCISE", days=7
        )
        monkeypatch.setenv("KEREGE_TOKEN", token)
        assert main(["request", *words, "--json", "--language", "en"]) == code
        return json.loads(capsys.readouterr().out.splitlines()[-1])

    return run
