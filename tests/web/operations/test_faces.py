"""The same deliveries by the API and the terminal; what a face shows is the room's word."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from kerege.foundation import chance
from kerege.kernel.law import Purpose
from tests.access import twins
from tests.rooms.operations import scenes

pytestmark = pytest.mark.django_db


def call(name: str, method: str, address: str, body: dict[str, Any] | None = None) -> Any:
    """One call of the API as somebody."""
    _client, token = twins.client_of(name, scenes.viewer(name))
    said = Client().generic(
        method,
        f"/api{address}",
        json.dumps(body) if body is not None else "",
        content_type="application/json",
        headers={
            "Authorization": f"Bearer {token}",
            "Kerege-Purpose": Purpose.CONTROLLED_DELIVERY.value,
            "Kerege-Case": "EX-1",
        },
    )
    return said.status_code, json.loads(said.content) if said.content else None


def test_a_delivery_is_drafted_checked_and_sent_by_the_api() -> None:
    with chance.seeded("delivery-api"):
        status, made = call("farrukh", "POST", "/deliveries", {"title": "EXERCISE", "plan": scenes.plan().wire()})
        assert status == 201, made
        address = f"/deliveries/{made['id']}"
        assert call("farrukh", "POST", f"{address}/steps/admit", {"given": {"code": "centre-iau"}})[0] == 204
        assert call("director", "POST", f"{address}/steps/check", {})[0] == 204
        by = scenes.queries.written(chance.now() + scenes.DAY)
        assert call("farrukh", "POST", f"{address}/steps/send", {"given": {"answer_by": by}})[0] == 204
        status, shown = call("ksenia", "GET", address)
        assert (status, [leg["party"] for leg in shown["legs"]]) == (200, ["KZ", "RU"])
        assert shown["plan"] is None
        assert [each["id"] for each in call("ksenia", "GET", "/deliveries")[1]] == [made["id"]]
        assert call("hamid", "GET", address)[0] == 404


@pytest.mark.parametrize(
    ("step", "body"),
    [
        ("fly", {}),
        ("send", {}),
        ("answer", {"given": {"word": "perhaps"}}),
        ("stop", {}),
        ("give", {"given": {"seals": [1]}}),
        ("split", {"given": {"title": "x", "parts": 3, "remaining": []}}),
        ("amend", {"given": {"plan": {"points": 1}}}),
    ],
)
def test_a_step_that_is_not_understood_or_not_due_is_refused_in_words(step: str, body: dict[str, Any]) -> None:
    with chance.seeded("delivery-api"):
        delivery = scenes.drafted()
        status, said = call("farrukh", "POST", f"/deliveries/{delivery}/steps/{step}", body)
    assert status == 422
    assert said["error"]


@pytest.mark.parametrize(
    "changed",
    [
        {"zone": "Asia/Nowhere", "opens": "2026-01-01T10:00"},
        {"closes": "soon"},
        {"latitude": "EXERCISE", "longitude": 70},
        {"name": 5},
    ],
)
def test_a_plan_with_a_time_a_zone_or_a_place_that_is_none_is_refused(changed: dict[str, Any]) -> None:
    with chance.seeded("delivery-api"):
        plan = scenes.plan().wire()
        plan["points"][1] |= changed
        assert call("farrukh", "POST", "/deliveries", {"title": "EXERCISE", "plan": plan})[0] == 422
        delivery = scenes.drafted()
        assert call("farrukh", "POST", f"/deliveries/{delivery}/steps/amend", {"given": {"plan": plan}})[0] == 422
        body = {"given": {"answer_by": "2026-01-01T10:00"}}
        assert call("farrukh", "POST", f"/deliveries/{delivery}/steps/send", body)[0] == 422


def test_the_terminal_shows_drafts_and_prints(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    from kerege.cli.main import parser
    from kerege.cli.operations import run_delivery
    from kerege.cli.terminal import Terminal

    def run(*words: str) -> str:
        arguments = parser().parse_args(["delivery", *words, "--case", "EX-1"])
        assert run_delivery(arguments, Terminal(arguments)) == 0
        return capsys.readouterr().out

    with chance.seeded("delivery-cli"), pytest.MonkeyPatch.context() as patch:
        _client, token = twins.client_of("farrukh", scenes.viewer("farrukh"))
        patch.setenv("KEREGE_TOKEN", token)
        plan = tmp_path / "plan.json"
        plan.write_text(json.dumps(scenes.plan().wire()), encoding="utf-8")
        made = run("draft", "--title", "EXERCISE", "--from", str(plan)).strip()
        assert made in run("list")
        assert "Karamyk" in run("show", made)
        assert "EXERCISE word" in run("note", made, "--words", "EXERCISE word")
        run("print", made, "--out", str(tmp_path / "file.pdf"))
        assert (tmp_path / "file.pdf").read_bytes().startswith(b"%PDF")
        assert (tmp_path / "file.pdf.sig").read_text(encoding="ascii").strip()
        file = tmp_path / "file.pdf"
        assert run("verify", str(file))
        assert run("verify", str(file), f"{file}.sig")
        file.write_bytes(file.read_bytes() + b" ")
        for words in ([str(file)], [str(file), f"{file}.sig"]):
            arguments = parser().parse_args(["delivery", "verify", *words])
            assert run_delivery(arguments, Terminal(arguments)) == 1
