"""The exercise on a node: made, measured, used again, signed in to; refused where something else stands."""

import json
from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose, Role
from kerege.rooms.directory import actions as directory
from kerege.rooms.directory import queries as desks
from kerege.rooms.exercise import actions, queries
from kerege.rooms.exercise.actions import Plan, Profile, Size, UnableToMakeError
from kerege.rooms.exercise.actions.loading import Node
from kerege.rooms.exercise.rules import cast
from kerege.rooms.records import queries as records

PLAN = Plan(Size.SMALL, Profile.FULL, "fewer", date(2026, 11, 22))


def quietly(done: int, whole: int, text: str) -> None:
    """No progress."""


@pytest.fixture(scope="module")
def result(fewer: None, empty_node: str) -> dict[str, Any]:
    return actions.make(PLAN, progress=quietly)


def test_what_was_planted_is_found_and_nothing_that_a_mode_forbids(result: dict[str, Any]) -> None:
    assert result["recall"] >= 0.90
    assert result["precision"] >= 0.95
    assert result["forbidden_told"] == 0
    assert result["without_reason"] == 0
    assert result["held_back"] > 20
    assert result["planted"] > 60


def test_twelve_conflicts_among_two_hundred_planned_events_are_told_and_no_other(result: dict[str, Any]) -> None:
    assert result["deconfliction"] == {"events": 200, "planted": 12, "found": 12, "false": 0}


def test_one_request_of_each_outcome_is_played_and_told_as_it_has_to_be(result: dict[str, Any]) -> None:
    assert result["requests"] == {"requests": 16, "as_expected": 16}


def test_the_ground_truth_names_every_report_that_was_planted(result: dict[str, Any]) -> None:
    truth = json.loads((queries.folder() / queries.TRUTH).read_text())
    assert len(truth["crossings"]) == result["crossings"] + result["decoys"]
    assert all(side["report"] for crossing in truth["crossings"] for side in crossing["sides"])


def test_each_version_of_an_exercise_says_what_the_node_signed(result: dict[str, Any], empty_node: str) -> None:
    """Hundreds of reports of every kind, imported and typed in: none is called bent that is not."""
    looked = records.verify_versions(empty_node)
    assert looked.bent == ()
    assert looked.versions >= result["reports"]


def test_the_same_exercise_is_used_again_and_another_is_refused(result: dict[str, Any]) -> None:
    assert actions.make(PLAN, progress=quietly)["reports"] == result["reports"]
    with override("en"), pytest.raises(UnableToMakeError, match="another exercise stands"):
        actions.make(Plan(Size.SMALL, Profile.FULL, "other", PLAN.last_day), progress=quietly)


def test_an_exercise_that_was_stopped_goes_on_without_doubling_anything(result: dict[str, Any]) -> None:
    held = queries.kept(queries.STANDING)
    assert held is not None
    path = queries.folder() / queries.STANDING
    path.write_text(json.dumps(held | {"state": "founded"}))
    again = actions.make(PLAN, progress=quietly)
    assert (again["reports"], again["recall"]) == (result["reports"], result["recall"])


def test_every_sign_in_opens_with_its_password_and_the_code_of_the_moment(result: dict[str, Any]) -> None:
    for each in queries.sign_ins():
        account = directory.check_password(each.username, each.password)
        assert account is not None
        hats = desks.hats_of(account)
        assert (each.desk, each.role) in {(hat.desk.code, hat.role.value) for hat in hats}
        assert directory.second_factor_needed(account) == bool(each.totp_secret)
        if each.totp_secret:
            assert directory.check_second_factor(account, queries.code(each.username))
    with override("en"), pytest.raises(queries.NoExerciseError, match="without a code"):
        queries.code("post")


def test_a_releasing_officer_finds_names_that_wait_for_his_word(result: dict[str, Any]) -> None:
    held = queries.standing()
    truth = json.loads((queries.folder() / queries.TRUTH).read_text())
    assert held is not None
    post = next(c["sides"][0]["desk"] for c in truth["crossings"] if c["family"] == "none_unoffered")
    agency = next(desk.agency for desk in cast.desks() if desk.code == post)
    head = next(desk.code for desk in cast.desks() if desk.agency == agency and desk.kind == "analysis")
    viewer = Node(held.plan, held.hats).viewer(head, Role.RELEASING, Purpose.OWN_WORK)
    with viewing(viewer):
        assert records.waiting_offers(viewer=viewer)
