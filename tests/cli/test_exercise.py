"""The commands of the exercise: what they print, in words and as one document."""

import argparse
import json

import pytest
from django.utils.translation import override

from kerege.cli import exercise
from kerege.cli.terminal import Terminal
from kerege.rooms.exercise.actions import comparing
from kerege.rooms.exercise.queries import SignIn
from kerege.rooms.exercise.rules import crossings

RESULT: dict[str, object] = {
    "plan": {"size": "small", "profile": "full", "seed": "kerege", "last_day": "2026-11-22"},
    "reports": 738,
    "checked": 349,
    "seconds": {"whole": 16.6, "checking": 3.1},
    "families": {"phone": {"planted": 6, "found": 5, "not_to_be_told": 0, "told": 0}},
    "planted": 6,
    "found": 5,
    "right": 5,
    "recall": 0.8333,
    "precision": 1.0,
    "precision_strong": None,
    "forbidden_told": 0,
    "without_reason": 0,
}


def test_the_table_says_what_was_planted_and_found_by_family() -> None:
    lines = exercise.result_lines(RESULT)
    assert "738" in lines[0]
    assert any(line.split()[-4:] == ["6", "5", "0", "0"] for line in lines)
    assert any("0.833" in line for line in lines)


def test_level_0_says_that_there_is_nothing_to_check() -> None:
    plan = {"size": "small", "profile": "level-0", "seed": "kerege", "last_day": "2026-11-22"}
    lines = exercise.result_lines(RESULT | {"plan": plan})
    assert not any("0.833" in line for line in lines)


def test_every_family_that_can_be_planted_has_words() -> None:
    families = {*crossings.PERSON_FAMILIES, *crossings.THING_FAMILIES, *crossings.DECOY_FAMILIES}
    assert families == set(exercise.FAMILIES)


def test_the_sign_ins_are_told_with_their_secrets() -> None:
    signs = [
        SignIn("post", "secret-1", "post", "kz-korday", ""),
        SignIn("admin", "secret-1", "administrator", "x", "AB"),
    ]
    lines = exercise.sign_in_lines(signs)
    assert "secret-1" in lines[0]
    assert [line.split() for line in lines if line.split()[-1:] == ["AB"]] == [["admin", "AB"]]


def test_a_plan_that_leaves_everything_out_goes_on_with_what_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    from kerege.rooms.exercise import queries
    from kerege.rooms.exercise.rules.plan import plan_from

    held = plan_from({"size": "region", "profile": "level-0", "seed": "7", "last_day": "2026-05-01"})
    monkeypatch.setattr(queries, "standing", lambda: queries.Standing(held, "done", {}))
    empty = argparse.Namespace(size=None, profile=None, seed=None, last_day=None)
    assert exercise.plan_of(empty) == held
    other = argparse.Namespace(size="small", profile=None, seed=None, last_day=None)
    assert exercise.plan_of(other) != held


def test_a_code_that_cannot_be_shown_says_who_has_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from kerege.cli.terminal import CommandError
    from kerege.rooms.exercise import queries

    monkeypatch.setattr(queries, "standing", lambda: None)
    arguments = argparse.Namespace(json=True, username="admin")
    with override("en"), pytest.raises(CommandError, match="no exercise stands"):
        exercise.run_code(arguments, Terminal(arguments))
    monkeypatch.setattr(queries, "code", lambda username: "123456")
    assert exercise.run_code(arguments, Terminal(arguments)) == 0
    assert json.loads(capsys.readouterr().out) == {"username": "admin", "code": "123456"}


def test_shares_of_nothing_are_not_numbers() -> None:
    assert comparing.share(0, 0) is None
    assert exercise.shown(None) == "–"
