"""The API: tokens by act and expiry, reports in and out, errors that say what to do, nothing of what is hidden."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from kerege.foundation import chance
from kerege.kernel.law import Act, Purpose
from kerege.rooms.directory import actions as directory
from kerege.rooms.directory import queries

pytestmark = pytest.mark.django_db

SEIZURE = {
    "occurred": "2026-01-03",
    "country": "KZ",
    "items": [{"substance": "heroin", "quantity": "2.5", "unit": "kg"}],
    "case_reference": "EXERCISE-1",
    "subjects": [
        {
            "kind": "person",
            "name": "УЧЕБНЫЙ Тестов Тест",
            "category": "suspect",
            "offence": "smuggling",
            "stated_fact": "EXERCISE: carried the bag",
            "birth_date": "1980",
            "identifiers": [{"kind": "phone", "value": "+7 701 000 00 01"}],
        }
    ],
}


class Caller:
    """One officer of the cast calling the API with a token."""

    def __init__(self, name: str, *acts: Act, days: int = 30) -> None:
        account = queries.account_id(name)
        hat = queries.hats_of(account)[0].id
        self.token, _ = directory.make_token(
            account=account, hat=hat, name="test", acts=acts, purpose=Purpose.ANALYSIS, reason="EXERCISE", days=days
        )
        self.client = Client()

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Call and return the response."""
        given = {"Authorization": f"Bearer {self.token}", **headers}
        if body is None:
            return getattr(self.client, method)(f"/api{path}", headers=given)
        return getattr(self.client, method)(f"/api{path}", data=body, content_type="application/json", headers=given)


def test_a_call_without_a_token_is_refused_on_every_route() -> None:
    """Every operation of the schema answers 401."""
    client = Client()
    schema = client.get("/api/openapi.json").json()
    assert len(schema["paths"]) > 10
    for path, operations in schema["paths"].items():
        for method in operations:
            filled = path.replace("{report_id}", str(chance.new_id())).replace("{part}", "facts")
            filled = re.sub(r"\{\w+\}", lambda _: str(chance.new_id()), filled)
            response = getattr(client, method)(filled, content_type="application/json")
            assert response.status_code == 401, (method, path, response.status_code)


def test_a_report_goes_in_and_the_owner_reads_it_whole() -> None:
    """Report, list, read."""
    owner = Caller("aigerim")
    made = owner.call("post", "/reports/seizure", SEIZURE)
    assert made.status_code == 201, made.content
    listed = owner.call("get", "/reports?country=KZ").json()
    assert [row["number"] for row in listed["rows"]] == [made.json()["number"]]
    whole = owner.call("get", f"/reports/{made.json()['report']}").json()
    assert whole["nominal"]["subjects"][0]["name"] == "УЧЕБНЫЙ Тестов Тест"


def test_another_party_reads_the_facts_and_no_trace_of_the_nominal_part() -> None:
    """Members see facts; names, phone and case stay away until they are released."""
    report = Caller("aigerim").call("post", "/reports/seizure", SEIZURE).json()["report"]
    answer = Caller("farrukh").call("get", f"/reports/{report}")
    assert answer.status_code == 200
    assert answer.json()["nominal"] is None
    for hidden in ("Тестов", "7010000001", "EXERCISE-1"):
        assert hidden not in answer.content.decode()


def test_a_release_opens_and_a_withdrawal_closes_the_nominal_part_at_once() -> None:
    """Release to TJ, read, withdraw, read again."""
    owner, other = Caller("aigerim"), Caller("farrukh")
    report = owner.call("post", "/reports/seizure", SEIZURE).json()["report"]
    released = owner.call(
        "post", f"/reports/{report}/releases", {"part": "nominal", "to": "TJ", "purposes": ["analysis"]}
    )
    assert released.status_code == 201, released.content
    assert other.call("get", f"/reports/{report}").json()["nominal"] is not None
    assert owner.call("delete", f"/releases/{released.json()['release']}").status_code == 204
    assert other.call("get", f"/reports/{report}").json()["nominal"] is None


def test_every_fault_of_a_report_is_said_with_its_path() -> None:
    """All faults in one answer."""
    wrong = {**SEIZURE, "occurred": "31.02.2026", "country": "Atlantis", "subjects": [{"kind": "person", "name": "X"}]}
    answer = Caller("aigerim").call("post", "/reports/seizure", wrong)
    assert answer.status_code == 422
    paths = {fault["path"] for fault in answer.json()["faults"]}
    assert {"occurred", "country", "subjects.0.category", "subjects.0.offence", "subjects.0.stated_fact"} <= paths


def test_an_unknown_and_an_invisible_report_answer_with_the_same_bytes() -> None:
    """A report kept in its unit looks like none."""
    hidden = Caller("aigerim").call("post", "/reports/seizure?send=false", SEIZURE).json()["report"]
    other = Caller("farrukh")
    one, two = other.call("get", f"/reports/{hidden}"), other.call("get", f"/reports/{chance.new_id()}")
    assert (one.status_code, one.content) == (two.status_code, two.content) == (404, two.content)


def test_a_token_made_for_reading_does_not_report() -> None:
    """Acts of a token bind."""
    reader = Caller("aigerim", Act.READ)
    assert reader.call("get", "/reports").status_code == 200
    assert reader.call("post", "/reports/seizure", SEIZURE).status_code == 403


def test_an_expired_token_opens_nothing() -> None:
    """Expiry binds."""
    with chance.seeded("expiry", chance.now()):
        caller = Caller("aigerim", days=1)
        assert caller.call("get", "/me").status_code == 200
        chance.advance(timedelta(days=2))
        assert caller.call("get", "/me").status_code == 401


def test_a_purpose_that_is_no_word_of_the_law_is_refused_in_words() -> None:
    """The header is checked."""
    answer = Caller("aigerim").call("get", "/reports", **{"Kerege-Purpose": "curiosity"})
    assert answer.status_code == 422
    assert "border_control" in answer.content.decode()


def test_correcting_an_old_version_is_a_conflict_that_names_the_newest() -> None:
    """Optimistic locking."""
    owner = Caller("aigerim")
    report = owner.call("post", "/reports/seizure", SEIZURE).json()["report"]
    first = owner.call("put", f"/reports/seizure/{report}?version=1&reason=weighed", SEIZURE)
    assert first.status_code == 200, first.content
    second = owner.call("put", f"/reports/seizure/{report}?version=1&reason=weighed", SEIZURE)
    assert second.status_code == 409
    assert "version 2" in second.json()["error"]
