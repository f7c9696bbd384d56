"""The share of the row policies is told as it is, however the machine's pace changes meanwhile."""

import random

import pytest

from benchmarks import policies
from benchmarks.policies import Spent, Turn

PACES = {
    "steady": lambda at: 1.0,
    "slower and slower": lambda at: 1 + at / 50,
    "busy at first": lambda at: 3.0 if at < 80 else 1.0,
    "now and then": lambda at: 2.0 if at % 7 == 0 else 1.0,
}


def turns(share: float, pace: str, seed: int) -> list[Turn]:
    """Turns of a page that takes ten milliseconds without the policies; now and then something else comes between."""
    drawn = random.Random(seed)
    made = []
    for at in range(200):
        slow = PACES[pace](at)
        took = [
            each * slow * drawn.gauss(1, 0.05) + (40 if drawn.random() < 0.02 else 0) for each in (10 / (1 - share), 10)
        ]
        made.append((Spent(took[0] * 0.4, took[0] * 0.6), Spent(took[1] * 0.4, took[1] * 0.6)))
    return made


@pytest.mark.parametrize("pace", PACES)
@pytest.mark.parametrize("share", [0.0, 0.06, 0.14])
def test_a_planted_share_lies_within_the_bounds_that_are_told(share: float, pace: str) -> None:
    within = 0
    for seed in range(10):
        played = turns(share, pace, seed)
        drawn = random.Random(seed)
        samples = [policies.share(drawn.choices(played, k=len(played))) for _ in range(100)]
        low, high = policies.bounds(samples)
        assert low <= policies.share(played) <= high
        assert abs(policies.share(played) - 100 * share) < 3
        within += low <= 100 * share <= high
    assert within >= 8


def test_two_figures_are_told_of_each_page_and_the_target_is_judged() -> None:
    [time, share] = policies.told("a page", turns(0.14, "steady", 1), "20 reports", random.Random(1))
    assert time.what == "a page, processor time"
    assert share.met is False
    assert next(iter(policies.told("a page", turns(0.02, "steady", 1), "", random.Random(1)))).ours < time.ours
