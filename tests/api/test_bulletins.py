"""The API of bulletins and statistics: what a token may read, keep and release."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Act, Purpose
from kerege.rooms.directory import actions as directory
from kerege.rooms.directory import queries as officers
from kerege.rooms.records import actions as records
from kerege.rooms.records.queries import read_claim, usual_reader
from tests import cast

pytestmark = pytest.mark.django_db
WEEK = "/api/bulletins/weekly/2026-W12"


@pytest.fixture(autouse=True)
def the_monday_after() -> Iterator[None]:
    """Time stands at the Monday after the week."""
    with chance.seeded("api", datetime(2026, 3, 23, 6, 0, tzinfo=UTC)):
        yield


def caller(name: str, *acts: Act) -> Client:
    """A client with a token of an officer for named acts; it calls for analysis."""
    account = officers.account_id(name)
    hat = officers.hats_of(account)[0].id
    token, _ = directory.make_token(
        account=account, hat=hat, name="test", days=7, acts=acts, purpose=Purpose.ANALYSIS, reason="EXERCISE"
    )
    return Client(headers={"Authorization": f"Bearer {token}"})


def seize(name: str, country: str, **more: object) -> records.Saved:
    items = [{"substance": "heroin", "quantity": "2", "unit": "kg"}]
    viewer = cast.viewer(name)
    with viewing(viewer):
        raw = {"kind": "seizure", "occurred": "2026-03-18", "country": country, "items": items} | more
        return records.report(actor=viewer, claim=read_claim(raw, usual_reader()))


def test_the_week_comes_as_a_document_and_as_pdf() -> None:
    seize("farrukh", "TJ")
    client = caller("director", Act.READ)
    answer = client.get(f"{WEEK}?language=en").json()
    assert (answer["week"], answer["document"]["title"]) == ("2026-W12", "Weekly summary")
    assert client.get(f"{WEEK}/pdf").content.startswith(b"%PDF")


def test_an_edition_is_kept_released_read_elsewhere_and_withdrawn() -> None:
    seize("farrukh", "TJ")
    client = caller("director", Act.READ, Act.ONWARD)
    made = client.post("/api/bulletins", {"week": "2026-W12", "foreword": "EXERCISE"}, content_type="application/json")
    assert made.status_code == 201
    edition = f"/api/bulletins/{made.json()['edition']}"
    assert caller("hamid", Act.READ).get(edition).status_code == 404
    assert client.post(f"{edition}/release").json() == {"released": True}
    assert caller("hamid", Act.READ).get(edition).json()["document"]["foreword"] == "EXERCISE"
    assert [each["state"] for each in client.get("/api/bulletins").json()] == ["released"]
    assert client.get(f"{edition}/pdf?language=en").content == client.get(f"{edition}/pdf?language=en").content
    assert client.post(f"{edition}/withdraw").json() == {"withdrawn": True}


def test_a_token_for_reading_alone_keeps_nothing() -> None:
    answer = caller("director", Act.READ).post("/api/bulletins", {"week": "2026-W12"}, content_type="application/json")
    assert answer.status_code == 403


def test_a_week_that_is_none_is_refused_in_words() -> None:
    answer = caller("director", Act.READ).get("/api/bulletins/weekly/2026-W99")
    assert answer.status_code == 422
    assert "2026-W12" in answer.json()["error"]


def test_statistics_have_null_for_what_was_not_reported() -> None:
    seize("farrukh", "TJ")
    asked = "since=2026-02-01&until=2026-03-31&by=country"
    answer = caller("director", Act.READ).get(f"/api/statistics/seizures?{asked}").json()
    assert answer["lines"][0]["cells"] == [None, {"reports": 1, "amounts": {"kg": "2"}, "unquantified": 0}]
    wrong = caller("director", Act.READ).get("/api/statistics/seizures?since=2026-02-01&until=2025-01-01")
    assert wrong.status_code == 422
