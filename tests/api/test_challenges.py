"""Challenges by API: entered for a person, decided by another, and the mark in what is answered."""

import pytest

from tests.api.test_reports import Caller
from tests.rooms.crosscheck import scenes as checking
from tests.rooms.retention import scenes
from tests.rooms.retention.test_challenges import persons

pytestmark = pytest.mark.django_db


def test_a_challenge_goes_the_whole_way_by_api() -> None:
    with scenes.clock():
        report = scenes.kept()
        scenes.released(report)
        officer, coordinator, holder = Caller("gulnora"), Caller("kz_coordinator"), Caller("farrukh")
        given = {"subject": str(persons(report)[0].id), "ground": "inaccurate", "reference": "EX-C-1"}
        given |= {"reason": scenes.REASON}
        address = f"/reviews/{report}/challenge"
        for name, code in (("hamid", {403, 404}), ("tj_dpo", {403, 404}), ("bolat", {403}), ("admin", {403})):
            assert Caller(name).call("post", address, given).status_code in code, name
        for wrong in ({"ground": "dislike"}, {"reason": "no"}, {"reference": "E"}, {"subject": "x"}):
            assert officer.call("post", address, given | wrong).status_code == 422, wrong
        assert officer.call("get", "/challenges").json() == []
        [made] = officer.call("post", address, given).json()
        assert (made["ground"], made["verdict"], made["overdue"]) == ("inaccurate", None, False)
        assert officer.call("post", address, given).status_code == 403, "one at a time"
        assert holder.call("get", "/challenges").json() == []
        for reader in (officer, holder):
            [person] = reader.call("get", f"/reports/{report}").json()["nominal"]["subjects"]
            assert (person["name"], person["challenged"]) == (checking.RAHIMOV, True)
        decision = {"verdict": "corrected", "reason": scenes.REASON}
        for refused in (officer, holder, Caller("aigerim")):
            assert refused.call("post", f"/challenges/{made['id']}", decision).status_code == 403
        assert (
            coordinator.call("post", f"/challenges/{made['id']}", decision | {"verdict": "erased"}).status_code == 422
        )
        assert coordinator.call("post", f"/challenges/{made['id']}", decision).json() == {"decided": True}
        assert coordinator.call("post", f"/challenges/{made['id']}", decision).status_code == 403
        [person] = holder.call("get", f"/reports/{report}").json()["nominal"]["subjects"]
        assert person["challenged"] is False
