"""Errors that a reader sees keep their sentence apart from what was given."""

import pickle

from kerege.kernel.saying import SaidError


def test_the_sentence_and_its_values_stand_apart_and_the_text_is_filled() -> None:
    problem = SaidError("“%(given)s” has %(count)s digits", given="12 %", count=2)
    assert str(problem) == "“12 %” has 2 digits"
    assert problem.message % problem.values == str(problem)


def test_a_sentence_without_values_may_hold_a_percent_sign() -> None:
    assert str(SaidError("100 % of it")) == "100 % of it"


def test_the_text_survives_another_process() -> None:
    problem = SaidError("there is no month %(month)s", month=13)
    assert str(pickle.loads(pickle.dumps(problem))) == str(problem)
