"""Retention by API: the work list, a review, the rules."""

from datetime import timedelta

from pytest_django import DjangoDbBlocker

from kerege.foundation import chance
from tests.api.test_reports import Caller
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


def test_a_coordinator_rules_by_api(own_clone: str, django_db_blocker: DjangoDbBlocker) -> None:
    given = {"category": "victim", "years": 2, "reason": "EXERCISE law, article 7"}
    assert Caller("aigerim").call("post", "/review-rules", given).status_code == 403
    assert Caller("kz_coordinator").call("post", "/review-rules", given).json() == {"kept": True}
    found = {each["category"]: each["years"] for each in Caller("aigerim").call("get", "/review-rules").json()}
    assert found["victim"] == 2
