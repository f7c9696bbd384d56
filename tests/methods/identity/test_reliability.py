"""The probability means what it says, on invented persons that the weights were not read off."""

import pytest

from benchmarks.identity_cases import Case, cases
from kerege.methods.identity import Decision, Grade, decide

UNSEEN_SEED = 2026
PERSONS = 700


@pytest.fixture(scope="module")
def decided() -> list[tuple[Decision, Case]]:
    """Every pair of an unseen population, decided."""
    return [(decide(case.one, case.other), case) for case in cases(UNSEEN_SEED, PERSONS)]


@pytest.mark.parametrize(("low", "high", "slack"), [(0.0, 0.1, 0.02), (0.8, 0.95, 0.1), (0.95, 1.0, 0.03)])
def test_of_pairs_with_a_probability_as_many_are_the_same(
    decided: list[tuple[Decision, Case]], low: float, high: float, slack: float
) -> None:
    band = [(decision.probability, case.same) for decision, case in decided if low <= decision.probability <= high]
    assert len(band) > 60
    mean, share = (sum(column) / len(band) for column in zip(*band, strict=True))
    assert abs(mean - share) < slack


def test_strong_is_right_in_ninety_eight_of_a_hundred_and_finds_two_in_five(
    decided: list[tuple[Decision, Case]],
) -> None:
    strong = [case.same for decision, case in decided if decision.grade is Grade.STRONG]
    assert sum(strong) / len(strong) > 0.98
    assert sum(strong) / sum(case.same for _, case in decided) > 0.4


@pytest.mark.parametrize("family", ["father and son", "siblings", "twins", "homonym", "one telephone"])
def test_who_is_easily_confused_is_hardly_ever_strong(decided: list[tuple[Decision, Case]], family: str) -> None:
    grades = [decision.grade for decision, case in decided if case.family == family]
    assert grades.count(Grade.STRONG) <= 0.04 * len(grades)
