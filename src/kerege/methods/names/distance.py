"""Weighted edit distance of phones: sounds that are confused cost little, vowels nothing against a script without them."""

from __future__ import annotations

from functools import lru_cache

from kerege.methods.names.phones import EXCHANGE, LOSS_UNWRITTEN, LOSS_WRITTEN


def edit_cost(one: str, other: str, loss_one: dict[str, float], loss_other: dict[str, float]) -> float:
    """Return the least cost of turning one string of phones into the other."""
    row = [0.0]
    losses = [loss_other[symbol] for symbol in other]
    total = 0.0
    for lost in losses:
        total += lost
        row.append(total)
    for symbol in one:
        gone = loss_one[symbol]
        swap = EXCHANGE[symbol]
        diagonal = row[0]
        left = row[0] = diagonal + gone
        for index, against in enumerate(other, 1):
            above = row[index]
            best = diagonal + swap[against]
            best = min(best, above + gone)
            best = min(best, left + losses[index - 1])
            diagonal = above
            row[index] = left = best
    return row[-1]


@lru_cache(maxsize=400_000)
def _distance(one: str, other: str, one_unwritten: bool, other_unwritten: bool) -> float:
    loss_one = LOSS_UNWRITTEN if other_unwritten and not one_unwritten else LOSS_WRITTEN
    loss_other = LOSS_UNWRITTEN if one_unwritten and not other_unwritten else LOSS_WRITTEN
    size = sum(loss_one[s] for s in one) + sum(loss_other[s] for s in other)
    if size <= 0.0:
        return 0.0 if one == other else 1.0
    return min(1.0, edit_cost(one, other, loss_one, loss_other) / (0.5 * size + 0.15))


def distance(one: str, other: str, one_unwritten: bool, other_unwritten: bool) -> float:
    """Return how far apart two strings of phones are, 0 to 1, the same in both directions."""
    if one == other:
        return 0.0
    if (one, one_unwritten) > (other, other_unwritten):
        return _distance(other, one, other_unwritten, one_unwritten)
    return _distance(one, other, one_unwritten, other_unwritten)
