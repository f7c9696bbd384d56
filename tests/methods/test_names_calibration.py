"""A score says how often such pairs are the same: on the shared names, and on folds that nothing was fitted on."""

from __future__ import annotations

from functools import cache

import pytest

from benchmarks.invented_names import persons
from benchmarks.measure import Skipped
from benchmarks.names_validation import (
    OURS,
    SEED,
    Case,
    calibrated,
    cross_validated,
    isotonic,
    recall_at,
    run,
    share_same,
    shared_cases,
)
from kerege.methods.names import compare
from kerege.methods.names.scoring import score_of

TOLERANCE = 0.08


@cache
def cases() -> tuple[Case, ...]:
    """The shared pairs."""
    try:
        return tuple(shared_cases())
    except Skipped:
        pytest.skip("skipped: shared data not found")


@pytest.mark.parametrize(
    ("low", "high"), [(0.0, 0.05), (0.05, 0.4), (0.6, 0.85), (0.85, 0.95), (0.95, 0.985), (0.985, 1)]
)
def test_of_pairs_that_score_so_as_many_are_the_same(low: float, high: float) -> None:
    scores = [(score_of(case.rank(OURS)), case.same) for case in cases()]
    inside = [score for score, _ in scores if low <= score <= high]
    share, count = share_same(scores, low, high)
    assert count >= 20
    assert share == pytest.approx(sum(inside) / count, abs=TOLERANCE)


def test_nine_of_ten_are_the_same_at_nine_tenths_on_folds_never_fitted_on() -> None:
    held_out = cross_validated(cases(), lambda _: OURS)
    share, count = share_same(held_out.scores, 0.8, 0.97)
    assert count >= 20
    assert share == pytest.approx(0.9, abs=TOLERANCE)
    assert recall_at(held_out.ranks, 0.95)[0] >= 0.88


def test_a_case_ranks_as_the_comparison_does() -> None:
    checked = 0
    for found in run_of_pairs():
        assert found[0] == pytest.approx(found[1], abs=1e-9)
        checked += 1
    assert checked == 100


def run_of_pairs() -> list[tuple[float, float]]:
    """The rank by a case and by the comparison, of a hundred pairs of invented names."""
    from benchmarks.names_validation import case

    people = list(persons(100, seed=SEED, held=False))
    told = [(person.spellings[0][1], other.spellings[1][1]) for person, other in zip(people, people[::-1], strict=True)]
    return [(case(a, b, person=a, kind="", same=0).rank(OURS), compare(a, b).rank) for a, b in told]


def test_held_back_names_meet_the_targets() -> None:
    cases()
    figures = [figure for figure in run() if "held back" in figure.measured_on]
    assert len(figures) > 10
    assert all(figure.met is not False for figure in figures)


def test_pooling_gives_rising_steps() -> None:
    steps = isotonic([(0.1, 0), (0.2, 1), (0.3, 0), (0.4, 1), (0.5, 1)])
    shares = [share for _, share in steps]
    assert shares == sorted(shares)
    assert calibrated(steps, 0.25) == 0.5
    assert calibrated(steps, 0.05) == 0.0
    assert calibrated(steps, 0.9) == 1.0
