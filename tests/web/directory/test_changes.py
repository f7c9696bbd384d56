"""Changes of the directory by page, command and API: told first, then done; every role sees what it may change."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from kerege.foundation import chance
from kerege.kernel.law import Act
from kerege.rooms.directory import queries
from tests import cast
from tests.api.test_reports import Caller
from tests.web.records.test_form import english, words

pytestmark = pytest.mark.django_db
Visitor = Callable[..., Client]
SUCCEED = {"abolished": "KZ-CUSTOMS", "successor": "KZ-POLICE", "source": "EXERCISE decree 9"}


def succession() -> dict[str, str]:
    """What the form is given."""
    return SUCCEED | {"day": chance.today().isoformat()}


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("code", sorted(queries.CHANGES))
def test_every_change_has_its_form_for_who_may_make_it_and_for_nobody_else(
    visitor: Visitor, code: str, language: str
) -> None:
    statuses = {}
    for name in ("admin", "kz_coordinator", "aigerim"):
        client = visitor(name)
        client.cookies["kerege_language"] = language
        statuses[name] = client.get(f"/directory/change/{code}/").status_code
    powers = {power.value for power in queries.CHANGES[code].powers}
    assert statuses["admin"] == (200 if powers & {"registry", "keeper"} else 403)
    assert statuses["kz_coordinator"] == (200 if "coordinator" in powers else 403)
    assert statuses["aigerim"] == 403


def test_a_succession_is_told_then_done_and_listed(visitor: Visitor) -> None:
    client = english(visitor("kz_coordinator"))
    told = client.post("/directory/change/succeed/", succession() | {"step": "foresee"})
    assert "Every officer of KZ-POLICE reads and keeps the records of KZ-CUSTOMS" in words(told)
    assert "EXERCISE decree 9" not in words(client.get("/directory/changes/"))
    assert client.post("/directory/change/succeed/", succession() | {"step": "make"}).status_code == 302
    assert "EXERCISE decree 9" in words(english(visitor("farrukh")).get("/directory/changes/"))
    assert "succeeded by EXERCISE KZ-POLICE" in words(client.get("/directory/desks/"))


def test_a_fault_stands_at_its_field_and_nothing_is_kept(visitor: Visitor) -> None:
    client = english(visitor("kz_coordinator"))
    late = succession() | {"day": (chance.today() + timedelta(days=9)).isoformat(), "step": "make"}
    answer = client.post("/directory/change/succeed/", late)
    assert answer.status_code == 422
    assert "Record it on its day or later" in words(answer)
    assert "Nothing was changed yet" in words(client.get("/directory/changes/"))


def test_a_first_password_is_shown_on_one_answer_alone(visitor: Visitor) -> None:
    client = english(visitor("admin"))
    given = {"agency": "UZ-CUSTOMS", "number": "EX-910", "name": "EXERCISE New", "username": "uz_new", "step": "make"}
    page = words(client.post("/directory/change/add-officer/", given))
    assert "it is shown this once" in page
    assert "EX-910" in words(client.get("/directory/officers/"))
    assert "uz_new" not in words(client.get("/directory/changes/"))


def test_officers_are_named_to_their_own_agency_alone(visitor: Visitor) -> None:
    assert "EXERCISE bolat" in words(english(visitor("aigerim")).get("/directory/officers/"))
    assert "EXERCISE bolat" not in words(english(visitor("farrukh")).get("/directory/officers/"))
    for sought, found in (("", True), ("BOLAT", True), ("kz-almaty", True), ("tj-", False)):
        page = words(english(visitor("admin")).get("/directory/officers/", {"q": sought}))
        assert ("EXERCISE bolat" in page) is found, sought


def test_an_agreement_shows_its_history(visitor: Visitor) -> None:
    given = {
        "agreement": "EXCHANGE",
        "party": "KZ",
        "state": "suspended",
        "since": chance.today(),
        "source": "EXERCISE 5",
    }
    client = english(visitor("kz_coordinator"))
    assert client.post("/directory/change/state-agreement/", given | {"step": "make"}).status_code == 302
    page = words(client.get("/directory/agreements/"))
    assert "History" in page
    assert "EXERCISE 5" in page


def test_by_api_a_change_is_told_then_made_by_a_token_made_for_it() -> None:
    caller = Caller("kz_coordinator", Act.RELEASE)
    told = caller.call("post", "/directory/changes/succeed", {"given": succession()}).json()
    assert told["made"] is False
    assert told["effects"]
    assert (
        caller.call("post", "/directory/changes/succeed", {"given": succession(), "make": True}).json()["made"] is True
    )
    assert (
        Caller("kz_coordinator", Act.READ).call("post", "/directory/changes/succeed", {"given": {}}).status_code == 403
    )
    assert Caller("aigerim").call("post", "/directory/changes/succeed", {"given": succession()}).status_code == 403
    assert caller.call("post", "/directory/changes/nothing", {"given": {}}).status_code == 404
    assert Caller("aigerim").call("get", "/directory/changes").json() == []
    assert caller.call("post", "/directory/changes/succeed", {"given": {"abolished": "\x00"}}).status_code == 422


def test_who_was_given_a_password_sees_nothing_before_he_has_chosen_his_own(visitor: Visitor) -> None:
    given = {"officer": cast.viewer("bolat").officer_number, "step": "make"}
    page = words(english(visitor("admin")).post("/directory/change/new-password/", given))
    [password] = re.findall(r"Password</dt><dd class=\"exact\">([^<]+)</dd>", page)
    client = Client()
    sent = {"login": "bolat", "password": password}
    client.post("/account/sign-in/", sent)
    assert "_auth_user_id" not in client.session
    assert english(visitor("kz_coordinator")).post("/directory/change/confirm-account/", given).status_code == 302
    assert client.post("/account/sign-in/", sent).status_code == 302
    for place in ("/", "/records/", "/hits/"):
        assert client.get(place)["Location"].startswith("/account/password/")
    same = {"oldpassword": password, "password1": password, "password2": password}
    assert client.post("/account/password/", same).status_code == 200
    own = {"oldpassword": password, "password1": "EXERCISE own words 77", "password2": "EXERCISE own words 77"}
    assert client.post("/account/password/", own).status_code == 302
    assert not client.get("/records/")["Location"].startswith("/account/password/")
