"""Deconfliction over the API: submitting, both sides' conflicts, the duty desk; what a wrong token is refused."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from kerege.foundation import chance
from kerege.kernel.law import Act
from kerege.rooms.directory import actions as directory
from kerege.rooms.directory import queries

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def call() -> Callable[..., Any]:
    """`call("bolat", "post", "/api/planned-events", {…})`: one call with a token of that officer."""
    from django.test import Client

    client = Client()

    def called(who: str, method: str, address: str, body: object = None, *, acts: list[Act] | None = None) -> Any:
        account = queries.account_id(who)
        token, _ = directory.make_token(
            account=account, hat=queries.hats_of(account)[0].id, name="EXERCISE", days=1, acts=acts or []
        )
        return client.generic(
            method.upper(),
            address,
            json.dumps(body) if body is not None else "",
            content_type="application/json",
            headers={"Authorization": f"Bearer {token}", "Accept-Language": "en"},
        )

    return called


def event(**more: object) -> dict[str, object]:
    """A plan in order."""
    starts = chance.now() + timedelta(hours=30)
    return {
        "kind": "raid",
        "scope": "route",
        "scope_note": "M39",
        "place": "Korday",
        "starts": f"{starts:%Y-%m-%d %H:%M}",
        "ends": f"{starts + timedelta(hours=2):%Y-%m-%d %H:%M}",
        "case": "EXERCISE-7",
        "supervisor": "EXERCISE",
        "telephone": "+7",
        **more,
    }


def test_an_event_goes_the_whole_way_by_api(call: Callable[..., Any]) -> None:
    """Submitted, met, acknowledged, called off, reviewed."""
    first = call("aigerim", "post", "/api/planned-events", event())
    assert (first.status_code, first.json()["conflicts"]) == (201, 0)
    second = call("duty", "post", "/api/planned-events", event(entered_for="kg-osh", caller="EX-010", called_back=True))
    assert (second.status_code, second.json()["conflicts"]) == (201, 0)
    [conflict] = call("aigerim", "get", "/api/conflicts").json()
    assert conflict["call"]["desk"] == "kg-osh"
    step = f"/api/crossings/{conflict['crossing']}/step"
    assert call("iskender", "post", step, {"step": "acknowledge"}).json() == {"stage": "told"}
    assert call("farrukh", "post", step, {"step": "acknowledge"}).status_code == 404
    planned = f"/api/planned-events/{second.json()['event']}"
    assert call("duty", "get", planned).status_code == 404
    assert call("iskender", "get", planned).json()["entered_for"] == "EX-010"
    assert call("iskender", "post", f"{planned}/withdraw", {"reason": "EXERCISE"}).status_code == 204
    assert call("aigerim", "get", "/api/conflicts").json() == []
    [crossing] = call("duty", "get", "/api/crossings").json()
    assert (crossing["stage"], crossing["called_off_by"]) == ("cancelled", "kg-osh")
    assert call("duty", "post", step, {"step": "review", "reason": "EXERCISE"}).json() == {"stage": "reviewed"}
    assert len(call("aigerim", "get", "/api/planned-events").json()) == 1


def test_what_is_wrong_is_said(call: Callable[..., Any]) -> None:
    """The field, and why."""
    assert "radius_km" in call("aigerim", "post", "/api/planned-events", event(radius_km=5)).json()["error"]
    assert "point" in call("aigerim", "post", "/api/planned-events", event(point="x")).json()["error"]
    assert call("observer", "post", "/api/planned-events", event()).status_code == 403
    assert call("aigerim", "post", "/api/planned-events", event(), acts=[Act.READ]).status_code == 403
