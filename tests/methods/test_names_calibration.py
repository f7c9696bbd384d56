"""A score says how often such pairs are the same: on the shared names, and on folds that nothing was fitted on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest

from benchmarks.invented_names import persons
from benchmarks.measure import Skipped
from benchmarks.names_validation import (
    FOLDS,
    OURS,
    SEED,
    Case,
    Constants,
    calibrated,
    cross_validated,
    isotonic,
    recall_at,
    reliability,
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
    assert recall_at(held_out.scores, 0.95)[0] >= 0.9
    assert recall_at(held_out.scores, 0.99)[0] >= 0.8


def test_nothing_is_fitted_on_a_person_of_the_fold_measured() -> None:
    seen: list[set[int]] = []

    def watched(training: Sequence[Case]) -> Constants:
        seen.append({fold for found in training for fold in (found.fold, found.fold_of_record)})
        return OURS

    held_out = cross_validated(cases(), watched)
    assert seen == [set(range(FOLDS)) - {fold} for fold in range(FOLDS)]
    assert len(held_out.scores) == len(cases())


def test_folds_whose_ranks_lie_on_other_scales_are_pooled_by_what_the_ranks_mean() -> None:
    scales = iter([(1.8, 0.2, doubt, 0.5) for doubt in (0.1, 2.0, 0.3, 3.0, 0.5)])
    held_out = cross_validated(cases(), lambda _: next(scales))
    assert recall_at(held_out.scores, 0.99)[0] > recall_at(held_out.ranks, 0.99)[0] + 0.1


def test_the_table_of_reliability_says_how_often_each_band_was_right() -> None:
    assert reliability([(0.05, 0), (0.07, 1), (0.9, 1), (1.0, 1)]) == [
        (0.0, 0.1, pytest.approx(0.06), 0.5, 2), (0.85, 0.95, 0.9, 1.0, 1), (0.95, 1.0, 1.0, 1.0, 1),
    ]  # fmt: skip


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
    return [(case(a, b, persons=(a, b), kind="", same=0).rank(OURS), compare(a, b).rank) for a, b in told]


def test_held_back_names_meet_the_targets() -> None:
    cases()
    figures = [figure for figure in run() if "held back" in figure.measured_on]
    assert len(figures) > 10
    assert all(figure.met is not False for figure in figures)


def test_pooling_gives_rising_shares_and_straight_lines_between_them() -> None:
    fitted = isotonic([(0.1, 0), (0.2, 1), (0.3, 0), (0.4, 1), (0.5, 1)])
    assert fitted == [(0.1, 0.0), (0.25, 0.5), (pytest.approx(0.45), 1.0)]
    assert calibrated(fitted, 0.25) == 0.5
    assert calibrated(fitted, 0.175) == pytest.approx(0.25)
    assert calibrated(fitted, 0.35) == pytest.approx(0.75)
    assert calibrated(fitted, 0.05) == 0.0
    assert calibrated(fitted, 0.9) == 1.0
