"""Gates and clocks of requests by API: a party's coordinator, the centre's administrator, a member's coordinator."""

import json
from typing import Any

import pytest
from django.test import Client

from kerege.foundation.viewing import viewing
from kerege.rooms.directory import actions as directory
from kerege.rooms.directory import queries
from kerege.rooms.requests import queries as requests
from tests import cast

pytestmark = pytest.mark.django_db


def call(who: str, method: str, address: str, body: object = None) -> Any:
    """One call with a token of somebody."""
    account = queries.account_id(who)
    token, _ = directory.make_token(account=account, hat=queries.hats_of(account)[0].id, name="EXERCISE", days=1)
    return Client().generic(
        method,
        f"/api/requests/{address}",
        json.dumps(body) if body is not None else "",
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}", "Accept-Language": "ru"},
    )


def test_a_profile_of_clocks_is_adopted_by_two_persons() -> None:
    given = {"profile": "unhurried", "decision": "EXERCISE decision 7"}
    assert call("kz_coordinator", "POST", "clocks", given).status_code == 403
    assert call("admin", "POST", "clocks", given | {"decision": " "}).status_code == 403
    made = call("admin", "POST", "clocks", given)
    assert made.status_code == 201
    shown = call("bolat", "GET", "clocks").json()
    assert (shown["in_force"], [each["decision"] for each in shown["waiting"]]) == (
        "directive-2023-977", ["EXERCISE decision 7"],
    )  # fmt: skip
    assert {each["name"]: each["hours"]["hours_8"] for each in shown["profiles"]}["unhurried"] == 24
    entry = {"entry": made.json()["id"]}
    assert [call(who, "POST", "clocks/confirm", entry).status_code for who in ("admin", "bolat", "duty")] == [403] * 3
    assert call("tj_coordinator", "POST", "clocks/confirm", entry).status_code == 204
    shown = call("admin", "GET", "clocks").json()
    assert (shown["in_force"], shown["waiting"]) == ("unhurried", [])
    assert call("kz_coordinator", "POST", "clocks/confirm", entry).status_code == 403


def test_a_gate_is_set_by_the_partys_coordinator_alone() -> None:
    wanted = {"outgoing": "through", "incoming": "copy", "second_approver": True}
    assert call("aigerim", "PUT", "gate", wanted).status_code == 403
    every = {kind: {"outgoing": "through", "incoming": "copy"} for kind in ("request", "information", "look_out")}
    assert call("kz_coordinator", "PUT", "gate", wanted).json() == wanted | {"kinds": every}
    assert call("bolat", "GET", "gate").json() == wanted | {"kinds": every}
    assert call("farrukh", "GET", "gate").json()["outgoing"] == "direct"
    viewer = cast.viewer("erlan")
    with viewing(viewer):
        assert requests.gate(viewer.party).second_approver
