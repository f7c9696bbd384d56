"""The ceiling of the decision by name: its oracles are as good as the best thresholds, found by trying all."""

from __future__ import annotations

import random
from itertools import product

import pytest

from benchmarks.names_ceiling import Judged, best_by_class, by_signature, frontier, is_weak, signature, words_alike
from benchmarks.names_validation import recall_at
from kerege.methods.names import compare


@pytest.mark.parametrize("seed", range(12))
def test_the_best_thresholds_are_those_found_by_trying_all(seed: int) -> None:
    rng = random.Random(seed)
    classes = [
        [(rng.randrange(6) / 5, rng.randrange(2)) for _ in range(rng.randrange(1, 9))]
        for _ in range(rng.randrange(1, 4))
    ]
    tried = []
    for chosen in product([0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 2.0], repeat=len(classes)):
        called = [
            same for least, points in zip(chosen, classes, strict=True) for score, same in points if score >= least
        ]
        if called and sum(called) / len(called) >= 0.7:
            tried.append(sum(called))
    assert best_by_class(classes, 0.7) == max(tried, default=0)
    together = [point for points in classes for point in points]
    positives = sum(same for _, same in together)
    assert best_by_class(classes, 0.7) >= round(recall_at(together, 0.7)[0] * positives)


def test_pairs_that_score_the_same_are_called_together() -> None:
    assert frontier([(0.9, 1), (0.9, 0), (0.5, 1)]) == [(0, 0), (1, 1), (1, 2)]


def test_words_alike_hear_no_sounds() -> None:
    assert words_alike("Каримов Рустам", "Karimova A.")
    assert not words_alike("Abu Omar", "Тархан Учебный")
    assert not words_alike("Ли У", "Li Wu")


def test_one_agreeing_name_beside_a_contradiction_is_weak() -> None:
    pairs = [("Каримов Рустам", "Karimov Bobur"), ("Каримов Рустам", "Karimov Rustam"), ("Каримов", "Karimov Rustam")]
    found = [signature(compare(*pair)) for pair in pairs]
    assert found == [(1, 0, 1, 0), (2, 0, 0, 0), (1, 0, 0, 1)]
    assert [is_weak(Judged("", 1, 0.0, each, True)) for each in found] == [True, False, False]


def test_a_pattern_is_weighed_by_the_answers() -> None:
    one, other = (1, 0, 1, 0), (2, 0, 0, 0)
    pairs = [Judged("", same, 0.5, sign, True) for sign, same in ((one, 0), (one, 1), (one, 0), (other, 1))]
    assert by_signature(pairs) == [(1 / 3, 0), (1 / 3, 1), (1 / 3, 0), (1.0, 1)]
