"""Distances of phones: the least cost of all ways to turn one into the other, the same from either side."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.methods.names.distance import (
    EXTRA,
    FARTHEST,
    ROOM,
    SHORTNESS,
    VOWELLESS_COST,
    Writing,
    distance,
    edit_cost,
    losses,
)
from kerege.methods.names.phones import EXCHANGE, SYMBOLS

HEARD = st.text(SYMBOLS, max_size=7)
NEAR = st.text("aeiovrkmtсح5j", max_size=4).map(lambda text: "".join(c for c in text if c in SYMBOLS))
WRITINGS = st.sampled_from(list(Writing))
BOUND = 1e6


def least(one: str, other: str, mine: dict[str, float], theirs: dict[str, float]) -> float:
    """The least cost by trying every way, letter by letter."""
    if not one or not other:
        return sum(mine[symbol] for symbol in one) + sum(theirs[symbol] for symbol in other)
    return min(
        EXCHANGE[one[0]][other[0]] + least(one[1:], other[1:], mine, theirs),
        mine[one[0]] + least(one[1:], other, mine, theirs),
        theirs[other[0]] + least(one, other[1:], mine, theirs),
    )


def plainly(one: str, other: str, first: Writing, second: Writing) -> float:
    """The distance by its definition: of the mean size of both; nothing where sizes alone lie too far apart."""
    mine, theirs = losses(first, second), losses(second, first)
    sizes = sum(mine[symbol] for symbol in one), sum(theirs[symbol] for symbol in other)
    if one == other and first is second:
        return 0.0
    if sum(sizes) <= 0.0:
        return 1.0
    whole = (0.5 * sum(sizes) + SHORTNESS) * ROOM[first, second]
    if EXTRA[first, second] + abs(sizes[0] - sizes[1]) / whole > FARTHEST:
        return 1.0
    apart = EXTRA[first, second] + least(one, other, mine, theirs) / whole
    return apart if apart <= FARTHEST else 1.0


@given(NEAR, NEAR, WRITINGS, WRITINGS, st.floats(0, 3))
def test_the_least_of_all_ways_is_found_or_known_to_be_beyond(
    one: str, other: str, first: Writing, second: Writing, most: float
) -> None:
    mine, theirs = losses(first, second), losses(second, first)
    right = least(one, other, mine, theirs)
    assert edit_cost(one, other, mine, theirs, BOUND) == pytest.approx(right)
    bounded = edit_cost(one, other, mine, theirs, most)
    assert bounded == pytest.approx(right) or most < bounded <= right + 1e-9


@given(NEAR, NEAR, WRITINGS, WRITINGS)
def test_a_distance_is_the_cost_in_the_room_that_two_writings_leave(
    one: str, other: str, first: Writing, second: Writing
) -> None:
    assert distance(one, other, first, second) == pytest.approx(plainly(one, other, first, second))


@given(HEARD, HEARD, WRITINGS, WRITINGS)
def test_a_distance_is_the_same_from_either_side_and_nothing_is_nearer_than_the_same(
    one: str, other: str, first: Writing, second: Writing
) -> None:
    assert distance(one, one, first, first) == 0.0
    assert distance(one, other, first, second) == distance(other, one, second, first)
    assert 0.0 <= distance(one, other, first, second) <= FARTHEST or distance(one, other, first, second) == 1.0


def test_letters_without_vowels_never_tell_one_name_for_sure_from_syllables() -> None:
    for one, other in product((Writing.UNWRITTEN,), (Writing.SYLLABIC, Writing.NATIVE)):
        assert distance("rstm", "rstm", one, other) == pytest.approx(VOWELLESS_COST)
    assert distance("rstm", "rstm", Writing.FULL, Writing.CYRILLIC) == 0.0
