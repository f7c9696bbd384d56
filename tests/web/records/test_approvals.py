"""A release under a written assurance, by page and API: made, listed, agreed to or refused by a second officer."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Act
from kerege.rooms.access import queries as access
from kerege.rooms.directory import queries as directory
from tests import cast
from tests.api.test_reports import Caller
from tests.rooms.records import desk
from tests.web.records.test_form import english, words

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
Visitor = Callable[..., "Client"]
NAME = "УЧЕБНЫЙ Сабиров Канат"


def observers_id() -> str:
    """The id of the party that may impose death."""
    with viewing(cast.viewer("aigerim")):
        return str(directory.party("OBS").id)


@pytest.fixture
def place(db: None) -> str:
    """The address of a seizure with a suspect, reported in Almaty."""
    return f"/records/{desk.report('aigerim').report}/"


def ask(client: "Client", place: str, assurance: str) -> int:
    """Release the nominal part to the observer; returns the status of the answer."""
    day = chance.today() + timedelta(days=30)
    given = {"part": "nominal", "audience": f"party:{observers_id()}", "purposes": "analysis", "last_day": day}
    return client.post(f"{place}release/", given | {"assurance": assurance}).status_code


def waiting_link(client: "Client") -> str:
    """The address of the only release that waits."""
    found = re.search(r'href="(/records/[^"]+/approve/[^"]+)"', words(client.get("/records/approvals/")))
    assert found is not None
    return found[1]


def test_the_law_refuses_without_an_assurance_and_the_form_says_what_is_needed(visitor: Visitor, place: str) -> None:
    client = english(visitor("aigerim"))
    assert ask(client, place, "") == 422
    assert "Written assurance for this case" in words(client.get(f"{place}release/"))


def test_it_waits_is_listed_and_opens_only_when_another_officer_agrees(visitor: Visitor, place: str) -> None:
    maker, second = english(visitor("aigerim")), english(visitor("kz_coordinator"))
    assert ask(maker, place, "EXERCISE assurance 7/2026") == 302
    assert "It opens nothing before a second officer" in words(maker.get(place))
    assert NAME not in words(english(visitor("observer")).get(place))
    assert "made by you" in words(maker.get("/records/approvals/"))
    link = waiting_link(second)
    page = words(second.get(link))
    for text in ("EXERCISE assurance 7/2026", "EXERCISE-77", "EXERCISE observer state", "I agree", "I refuse"):
        assert text in page
    assert "release that waits for a second approver" in words(second.get("/"))
    assert maker.post(link).status_code == 403
    assert second.post(link).status_code == 302
    assert NAME in words(english(visitor("observer")).get(place))
    assert "Nothing waits" in words(second.get("/records/approvals/"))


def test_a_refusal_needs_its_reason_and_is_shown_to_the_agency(visitor: Visitor, place: str) -> None:
    maker, second = english(visitor("aigerim")), english(visitor("kz_coordinator"))
    ask(maker, place, "EXERCISE assurance 8/2026")
    link = waiting_link(second)
    refuse = link.replace("/approve/", "/refuse/")
    assert second.post(refuse, {"reason": ""}).status_code == 422
    assert maker.post(refuse, {"reason": "EXERCISE"}).status_code == 403
    assert second.post(refuse, {"reason": "EXERCISE: another case"}).status_code == 302
    page = words(maker.get(place))
    assert "refused by the second approver" in page
    assert "EXERCISE: another case" in page
    assert second.post(link).status_code == 404
    assert NAME not in words(english(visitor("observer")).get(place))


@pytest.mark.parametrize(("name", "status"), [("farrukh", 404), ("observer", 403), ("bolat", 403), ("admin", 403)])
def test_strangers_find_nothing_to_approve(visitor: Visitor, place: str, name: str, status: int) -> None:
    ask(visitor("aigerim"), place, "EXERCISE assurance 9/2026")
    link = waiting_link(visitor("kz_coordinator"))
    assert visitor(name).get(link).status_code == status
    assert visitor(name).post(link).status_code == status
    assert visitor(name).post(link.replace("/approve/", "/refuse/"), {"reason": "EXERCISE"}).status_code == status


def test_another_agency_lists_none_of_it(visitor: Visitor, place: str) -> None:
    ask(visitor("aigerim"), place, "EXERCISE assurance 10/2026")
    assert "EXERCISE assurance 10/2026" not in words(visitor("erlan").get("/records/approvals/"))
    assert "EXERCISE assurance 10/2026" not in words(visitor("farrukh").get("/records/approvals/"))


def test_the_whole_way_by_api(place: str) -> None:
    report = place.split("/")[2]
    body = {"part": "nominal", "to": "OBS", "purposes": ["analysis"], "assurance": "EXERCISE assurance 11/2026"}
    maker = Caller("aigerim", Act.RELEASE)
    made = maker.call("post", f"/reports/{report}/releases", body).json()["release"]
    second = Caller("kz_coordinator", Act.RELEASE)
    assert [each["release"] for each in second.call("get", "/releases/waiting").json()] == [made]
    assert maker.call("post", f"/releases/{made}/approval").status_code == 403
    assert Caller("farrukh", Act.RELEASE).call("post", f"/releases/{made}/approval").status_code == 403
    assert second.call("post", f"/releases/{made}/approval").status_code == 204
    assert second.call("get", "/releases/waiting").json() == []
    assert second.call("post", f"/releases/{made}/refusal", {"reason": "EXERCISE"}).status_code == 403


def test_a_release_whose_last_day_has_passed_is_not_agreed_to(place: str) -> None:
    report = place.split("/")[2]
    body = {"part": "nominal", "to": "OBS", "purposes": ["analysis"], "assurance": "EXERCISE", "last_day": "2020-01-01"}
    made = Caller("aigerim", Act.RELEASE).call("post", f"/reports/{report}/releases", body).json()["release"]
    refused = Caller("kz_coordinator", Act.RELEASE).call("post", f"/releases/{made}/approval")
    assert refused.status_code == 403
    viewer = cast.viewer("kz_coordinator")
    with viewing(viewer):
        assert [each.id for each in access.waiting_releases(viewer=viewer)] != []
