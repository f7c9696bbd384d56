"""The pages of retention: the list, one review, the rules."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from kerege.foundation import chance
from kerege.rooms.retention import actions
from tests import cast
from tests.access import twins
from tests.rooms.crosscheck import scenes as checking
from tests.rooms.retention import scenes
from tests.rooms.retention.test_inquiries import consulted
from tests.rooms.retention.test_words import MARK, begun
from tests.web.records.test_form import english, words

if TYPE_CHECKING:
    from django.test import Client

Visitor = Callable[..., "Client"]


@pytest.fixture(autouse=True)
def standing_clock() -> Iterator[None]:
    with scenes.clock():
        yield


@pytest.mark.django_db
def test_the_desk_works_the_list_off(visitor: Visitor) -> None:
    report = scenes.kept()
    scenes.later(scenes.DUE_IN + 2)
    client = english(visitor("aigerim"))
    assert f"/reviews/{report}/" in client.get("/reviews/").content.decode()
    assert "overdue: hidden from others" in words(client.get("/reviews/?overdue=1"))
    day = (chance.today() + timedelta(days=365)).isoformat()
    address = f"/reviews/{report}/"
    lacking = client.post(address, {"decision": "justify", "reason": scenes.REASON})
    assert lacking.status_code == 422
    assert "Enter the day of the next review" in words(lacking)
    wrong = client.post(address, {"decision": "justify", "until": "2099-01-01", "reason": scenes.REASON})
    assert "no further off" in words(wrong)
    assert client.post(address, {"decision": "justify", "until": day, "reason": scenes.REASON}).status_code == 302
    assert f'name="reason-{report}"' not in client.get("/reviews/").content.decode()
    assert "justified anew" in words(client.get(address))


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "status"), [("hamid", 404), ("bolat", 403), ("gulnora", 200), ("admin", 403)])
def test_others_see_nothing_of_it(visitor: Visitor, name: str, status: int) -> None:
    report = scenes.kept()
    assert visitor(name).get(f"/reviews/{report}/").status_code == status


@pytest.mark.django_db
def test_the_coordinator_rules_for_his_party(visitor: Visitor) -> None:
    client = english(visitor("kz_coordinator"))
    given = {"category": "suspect", "years": "2", "reason": "EXERCISE law, article 7"}
    assert client.post("/reviews/rules/", given).status_code == 302
    assert "EXERCISE law, article 7" in words(client.get("/reviews/rules/"))
    assert client.post("/reviews/rules/", {**given, "years": "9"}).status_code == 422
    assert "EXERCISE law" not in words(english(visitor("farrukh")).get("/reviews/rules/"))
    assert english(visitor("farrukh")).post("/reviews/rules/", given).status_code == 403


@pytest.mark.django_db
def test_a_part_is_erased_told_and_confirmed_by_pages(visitor: Visitor) -> None:
    report = scenes.kept()
    scenes.released(report)
    officer, holder = english(visitor("gulnora")), english(visitor("farrukh"))
    address = f"/reviews/{report}/erase/"
    assert officer.post(address, {"ground": "unlawful", "reason": "no"}).status_code == 422
    assert officer.post(address, {"ground": "unlawful", "reason": scenes.REASON}).status_code == 302
    assert officer.get(f"/reviews/{report}/").status_code == 404
    assert "not confirmed yet" in words(officer.get("/reviews/erased/"))
    [notice] = scenes.purges("farrukh")
    page = words(holder.get(f"/reviews/notices/{notice.id}/"))
    assert "it was released to you" in page
    assert "NOT genuine" not in page
    assert visitor("hamid").get(f"/reviews/notices/{notice.id}/").status_code == 404
    assert holder.post(f"/reviews/notices/{notice.id}/").status_code == 302
    assert "not confirmed yet" not in words(officer.get("/reviews/erased/"))
    assert "waits for your confirmation" not in words(holder.get("/reviews/notices/"))


@pytest.mark.django_db
def test_before_it_is_due_the_desk_is_led_to_data_protection(visitor: Visitor) -> None:
    report = scenes.kept()
    client = english(visitor("aigerim"))
    assert "erased by the data protection officer" in words(client.get(f"/reviews/{report}/erase/"))
    refused = client.post(f"/reviews/{report}/erase/", {"ground": "unlawful", "reason": scenes.REASON})
    assert refused.status_code == 422


@pytest.mark.django_db
def test_a_hold_is_placed_shown_and_lifted_by_pages(visitor: Visitor) -> None:
    report = scenes.kept()
    client, desk = english(visitor("gulnora")), english(visitor("aigerim"))
    address = f"/reviews/{report}/hold/"
    until = (chance.today() + timedelta(days=90)).isoformat()
    given = {"authority": "EXERCISE court", "reference": "EX-12/26", "until": until, "reason": scenes.REASON}
    assert client.post(address, {**given, "until": "2020-01-01"}).status_code == 422
    assert client.post(address, given).status_code == 302
    assert "EXERCISE court" in words(desk.get("/reviews/holds/"))
    assert "An authority holds it" in words(client.get(f"/reviews/{report}/erase/"))
    wrong = client.post(address, {"authority": "EXERCISE prosecutor", "reference": "EX-19/26"})
    assert "authority that made it" in words(wrong)
    assert client.post(address, {"authority": "EXERCISE court", "reference": "EX-19/26"}).status_code == 302
    assert "lifted" in words(desk.get("/reviews/holds/"))
    assert "EXERCISE court" not in words(english(visitor("hamid")).get("/reviews/holds/"))


def test_a_persons_request_is_taken_in_answered_and_replied_to_by_pages(own_clone: str) -> None:
    report = scenes.kept()
    officer, owner = client("centre_dpo"), client("aigerim")
    given = {"text": "УЧЕБНЫЙ", "wish": "access", "reference": "EX-REQ-1"}
    assert officer.post("/reviews/requests/", {**given, "text": "?"}).status_code == 422
    taken = officer.post("/reviews/requests/", {**given, "text": f"{checking.RAHIMOV} {checking.PHONE}"})
    assert taken.status_code == 302
    page = words(officer.get(taken.headers["Location"]))
    assert "neither confirms nor denies" in page
    assert "Was the reply given?" not in page
    assert officer.post(taken.headers["Location"]).status_code == 403
    assert client("tj_dpo").get(taken.headers["Location"]).status_code == 404
    assert owner.get("/reviews/requests/").status_code == 403
    assert consulted("aigerim") == []
    actions.ask_owners()
    [held] = consulted("aigerim")
    assert f"/reviews/{report}/" in words(owner.get(f"/reviews/consultations/{held.id}/"))
    assert client("hamid").get(f"/reviews/consultations/{held.id}/").status_code == 404
    answer = {"answer": "kept", "reason": scenes.REASON}
    assert owner.post(f"/reviews/consultations/{held.id}/", answer).status_code == 302
    assert "rightly kept" in words(owner.get("/reviews/consultations/"))
    chance.advance(timedelta(days=15))
    assert client("centre_dpo").post(taken.headers["Location"]).status_code == 302


def client(name: str) -> "Client":
    """Somebody of the cast at a browser, in a database of the test's own."""
    seen, _token = twins.client_of(name, cast.viewer(name))
    return english(seen)


@pytest.mark.django_db
def test_the_list_is_worked_off_line_by_line_and_taken_back(visitor: Visitor) -> None:
    first, second, third = (scenes.kept() for _ in range(3))
    scenes.later(scenes.DUE_IN)
    client = english(visitor("aigerim"))
    day = (chance.today() + timedelta(days=365)).isoformat()
    given = {f"until-{each}": day for each in (first, second, third)}
    given |= {f"reason-{first}": scenes.REASON, f"reason-{second}": "short", f"reason-{third}": ""}
    answer = client.post("/reviews/", given)
    assert answer.status_code == 422
    page = words(answer)
    assert "1 record is kept until its new day" in page
    assert "give the reason in words" in page
    assert 'value="short"' in answer.content.decode(), "what was typed stays"
    listed = client.get("/reviews/").content.decode()
    assert f'name="reason-{first}"' not in listed
    assert f'name="reason-{third}"' in listed
    assert f'name="undo" value="{first}"' in listed
    assert client.post("/reviews/", {"undo": str(first)}).status_code == 302
    assert f'name="reason-{first}"' in client.get("/reviews/").content.decode()
    nothing = client.post("/reviews/", {}, follow=True)
    assert "write the reason into the lines" in words(nothing)
    bent = {"reason-x": scenes.REASON, f"reason-{third}": scenes.REASON, f"until-{third}": "tomorrow"}
    assert "Enter the day of the next review" in words(client.post("/reviews/", bent))
    assert client.post("/reviews/", {"undo": "x"}).status_code == 302


@pytest.mark.django_db
def test_data_protection_sees_the_list_without_working_it_off(visitor: Visitor) -> None:
    report = scenes.kept()
    scenes.later(scenes.DUE_IN + 10)
    client = english(visitor("gulnora"))
    day = (chance.today() + timedelta(days=365)).isoformat()
    assert f"reason-{report}" not in client.get("/reviews/").content.decode()
    client.post("/reviews/", {f"reason-{report}": scenes.REASON, f"until-{report}": day})
    assert f"/reviews/{report}/" in client.get("/reviews/").content.decode()
    assert client.post("/reviews/", {"undo": str(report)}).status_code in {302, 403}


@pytest.mark.django_db
def test_a_request_whose_words_are_gone_says_so_on_both_sides(visitor: Visitor) -> None:
    report = scenes.kept()
    thread = begun(report)
    gone = "The words of this request are gone"
    sides = [english(visitor(name)) for name in ("aigerim", "farrukh")]
    assert not any(gone in words(each.get(f"/requests/{thread}/")) for each in sides)
    scenes.erase(report)
    for each in sides:
        page = words(each.get(f"/requests/{thread}/"))
        assert gone in page
        assert MARK not in page
