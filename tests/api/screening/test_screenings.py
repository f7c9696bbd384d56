"""Screening over the API: the whole act with tokens, and what each stranger is refused."""

import base64
import json
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from kerege.foundation import chance
from kerege.kernel.law import Act, Purpose
from kerege.rooms.directory import actions as directory
from kerege.rooms.directory import queries
from kerege.rooms.screening import actions
from tests.rooms.crosscheck.scenes import person, report
from tests.rooms.screening import scenes

if TYPE_CHECKING:
    pass

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def call() -> Callable[..., Any]:
    """`call("bolat", "post", "/api/screenings", {…})`: one call with a token of that officer."""
    from django.test import Client

    client: Client = Client()

    def called(who: str, method: str, address: str, body: object = None, *, acts: list[Act] | None = None) -> Any:
        account = queries.account_id(who)
        hat = queries.hats_of(account)[0]
        token, _ = directory.make_token(
            account=account, hat=hat.id, name="t", purpose=Purpose.INVESTIGATION, reason="EXERCISE", acts=acts or []
        )
        return client.generic(
            method.upper(),
            address,
            data=b"" if body is None else json.dumps(body).encode(),
            content_type="application/json",
            headers={"Authorization": f"Bearer {token}", "Kerege-Case": "EX-9"},
        )

    return called


def terms(content: bytes) -> dict[str, object]:
    """A body that nothing is wrong with."""
    return {
        "list_name": "EXERCISE passengers",
        "source": "EXERCISE carrier",
        "legal_basis": "law",
        "legal_basis_text": "EXERCISE law on operational search, article 11",
        "persons": ["passengers"],
        "review_day": (chance.today() + timedelta(days=20)).isoformat(),
        "content": base64.b64encode(content).decode(),
    }


def test_a_list_goes_the_whole_way(call: Callable[..., Any]) -> None:
    report("farrukh", person("Shohnamunov Karim", phone="+992 918 00 01 01"))
    content = scenes.a_list(20, ["P1,Shohnamunov Karim,,TJ,,+992 918 00 01 01"])
    made = call("bolat", "post", "/api/screenings", terms(content))
    assert made.status_code == 201
    name = made.json()["id"]
    assert call("bolat", "post", f"/api/screenings/{name}/ask").status_code == 204
    for who, stage in (("gulnora", "seconded"), ("centre_dpo", "approved")):
        word = {"decision": "approve", "reason": "EXERCISE"}
        assert call(who, "post", f"/api/screenings/{name}/decision", word).json()["stage"] == stage
    actions.work_waiting()
    shown = call("bolat", "get", f"/api/screenings/{name}").json()
    assert (shown["stage"], [each["reference"] for each in shown["matches"]]) == ("done", ["P1"])
    assert call("bolat", "get", "/api/screenings").json()["quota_left"] < 2_000_000


def test_strangers_get_the_one_answer_for_nothing(call: Callable[..., Any]) -> None:
    with scenes.read_here():
        name = scenes.asked()
    for who in ("tj_analyst", "hamid", "centre_dpo", "director", "daniyar", "org_analyst"):
        assert call(who, "get", f"/api/screenings/{name}").status_code == 404
    word = {"decision": "approve", "reason": "EXERCISE"}
    assert call("tj_dpo", "post", f"/api/screenings/{name}/decision", word).status_code == 404
    assert call("tj_analyst", "post", f"/api/screenings/{name}/ask").status_code == 404


def test_a_token_made_for_other_acts_screens_nothing(call: Callable[..., Any]) -> None:
    assert call("bolat", "post", "/api/screenings", terms(b"name\nX"), acts=[Act.READ]).status_code == 403
    assert call("gulnora", "get", "/api/screenings", acts=[Act.ERASE]).status_code == 403


def test_opting_out_is_seen_by_the_own_agency_alone(call: Callable[..., Any]) -> None:
    assert call("hamid", "put", "/api/screening-opt-out", {"reason": "EXERCISE reason"}).status_code == 204
    assert call("hamid", "get", "/api/screening-opt-out").json() == {"opted_out": True}
    assert call("aigerim", "get", "/api/screening-opt-out").json() == {"opted_out": False}
    assert call("bolat", "put", "/api/screening-opt-out", {"reason": "EXERCISE reason"}).status_code == 403
    assert call("hamid", "delete", "/api/screening-opt-out").status_code == 204


def test_a_missing_case_and_a_broken_list_are_told_in_words(call: Callable[..., Any]) -> None:
    wrong = call("bolat", "post", "/api/screenings", terms(b"remarks\nnothing\n"))
    assert wrong.status_code == 422
    assert "column" in wrong.json()["error"].lower() or "столбц" in wrong.json()["error"]


def test_who_may_be_one_is_read_judged_and_taken_back(call: Any) -> None:
    place = f"/api/screenings/{scenes.of_namesakes()}/proposals"
    [proposal] = call("bolat", "get", place).json()["proposals"]
    assert len(proposal["members"]) == 4
    assert {each["because"] for each in proposal["kept_apart"]}
    address, said = f"{place}/{proposal['id']}", {"verdict": "same", "reason": "EXERCISE seen"}
    assert call("gulnora", "post", address, said).status_code == 403
    assert call("farrukh", "get", place).status_code == 404
    assert call("bolat", "post", address, {**said, "pairs": []}).status_code == 404
    assert len(call("bolat", "post", address, said).json()["judgements"]) == 3
    assert call("bolat", "get", place).json()["proposals"][0]["accepted"]
    pairs = [each["hit"] for each in proposal["pairs"]]
    assert call("bolat", "post", f"{place}/take-back", {"pairs": pairs}).status_code == 204
    assert call("bolat", "post", f"{place}/take-back", {"pairs": pairs}).status_code == 404
    assert not call("bolat", "get", place).json()["proposals"][0]["accepted"]
