"""Retention by API: the work list, a review, the rules."""

from datetime import timedelta

from pytest_django import DjangoDbBlocker

from kerege.foundation import chance
from kerege.rooms.retention import actions
from tests.api.test_reports import Caller
from tests.rooms.crosscheck import scenes as checking
from tests.rooms.retention import scenes


def test_reviews_are_listed_and_justified_by_the_owner_alone(
    own_clone: str, django_db_blocker: DjangoDbBlocker
) -> None:
    with scenes.clock():
        report = scenes.kept()
        scenes.later(scenes.DUE_IN)
        desk, officer = Caller("aigerim"), Caller("gulnora")
        assert [each["report"] for each in desk.call("get", "/reviews").json()] == [str(report)]
        assert officer.call("get", "/reviews?overdue=true").json() == []
        assert Caller("hamid").call("get", "/reviews").json() == []
        assert Caller("bolat").call("get", "/reviews").status_code == 403
        until = (chance.today() + timedelta(days=100)).isoformat()
        given = {"decision": "justify", "until": until, "reason": scenes.REASON}
        assert Caller("hamid").call("post", f"/reviews/{report}", given).status_code == 403
        assert officer.call("post", f"/reviews/{report}", given).status_code == 403
        assert (
            desk.call("post", f"/reviews/{report}", {"decision": "justify", "reason": "EXERCISE why"}).status_code
            == 422
        )
        assert desk.call("post", f"/reviews/{report}", given).json()["review_on"] == until
        assert Caller("kz_coordinator").call("post", f"/reviews/{report}", {"decision": "undo"}).status_code >= 400
        assert desk.call("post", f"/reviews/{report}", {"decision": "undo"}).json()["review_on"] != until


def test_a_coordinator_rules_by_api(own_clone: str, django_db_blocker: DjangoDbBlocker) -> None:
    given = {"category": "victim", "years": 2, "reason": "EXERCISE law, article 7"}
    assert Caller("aigerim").call("post", "/review-rules", given).status_code == 403
    assert Caller("kz_coordinator").call("post", "/review-rules", given).json() == {"kept": True}
    found = {each["category"]: each["years"] for each in Caller("aigerim").call("get", "/review-rules").json()}
    assert found["victim"] == 2


def test_a_part_is_held_lifted_erased_and_confirmed_by_api(own_clone: str, django_db_blocker: DjangoDbBlocker) -> None:
    with scenes.clock():
        report = scenes.kept()
        scenes.released(report)
        officer, desk, holder = Caller("gulnora"), Caller("aigerim"), Caller("farrukh")
        until = (chance.today() + timedelta(days=90)).isoformat()
        order = {"authority": "EXERCISE court", "reference": "EX-12/26"}
        held = officer.call("post", f"/reviews/{report}/hold", {**order, "until": until, "reason": scenes.REASON})
        assert held.json()["held_until"] == until
        ground = {"ground": "unlawful", "reason": scenes.REASON}
        assert officer.call("post", f"/reviews/{report}/erase", ground).status_code == 403
        assert officer.call("post", f"/reviews/{report}/lift", {**order, "authority": "EXERCISE"}).status_code == 403
        assert officer.call("post", f"/reviews/{report}/lift", order).json()["held_until"] is None
        assert desk.call("post", f"/reviews/{report}/erase", ground).status_code == 403
        assert holder.call("post", f"/reviews/{report}/erase", ground).status_code == 403
        assert officer.call("post", f"/reviews/{report}/erase", ground).json()["holders"] == 1
        [notice] = holder.call("get", "/erasure-notices?waiting=true").json()
        assert Caller("hamid").call("post", f"/erasure-notices/{notice['id']}").status_code == 403
        assert holder.call("post", f"/erasure-notices/{notice['id']}").json() == {"confirmed": True}
        [stone] = desk.call("get", "/erased").json()
        assert stone["holders"][0]["confirmed_at"]
        assert Caller("hamid").call("get", "/erased").json() == []


def test_a_persons_request_goes_the_whole_way_by_api(own_clone: str, django_db_blocker: DjangoDbBlocker) -> None:
    with scenes.clock():
        scenes.kept()
        officer, desk = Caller("centre_dpo"), Caller("aigerim")
        given = {"text": f"{checking.RAHIMOV} {checking.PHONE}", "wish": "erasure", "reference": "EX-REQ-1"}
        assert desk.call("post", "/subject-requests", given).status_code == 403
        taken = officer.call("post", "/subject-requests", given).json()
        assert set(taken) == {"id"}
        assert desk.call("get", "/consultations").json() == []
        actions.ask_owners()
        [held] = desk.call("get", "/consultations").json()
        answer = {"answer": "kept", "reason": scenes.REASON}
        assert Caller("hamid").call("post", f"/consultations/{held['id']}", answer).status_code == 403
        assert desk.call("post", f"/consultations/{held['id']}", answer).json() == {"answered": True}
        assert officer.call("post", f"/subject-requests/{taken['id']}").status_code == 403
        [shown] = officer.call("get", "/subject-requests").json()
        assert "neither confirms nor denies" in shown["reply"]
    with chance.seeded("later", scenes.NOON + timedelta(days=15)):
        assert officer.call("post", f"/subject-requests/{taken['id']}").json() == {"closed": True}
