"""Parts laid side by side: the nearest first, of those as near the longest, each used once, alike from either side."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.invented_names import persons
from kerege.methods.names.alignment import Pair, align, part_distance
from kerege.methods.names.distance import FARTHEST, Writing, distance
from kerege.methods.names.endings import Ending
from kerege.methods.names.parts import Kind, Part, parse
from kerege.methods.names.reasons import Reason
from kerege.methods.names.scoring import Tally
from kerege.methods.names.transcription import Script

SPELLINGS = [text for person in persons(60, seed=5, held=False) for _, text in person.spellings]
NAMES = st.lists(st.sampled_from(SPELLINGS), min_size=1, max_size=2).map(" ".join)
BONUS, COUNTED = 0.01, 8  # a sound more is worth a hundredth of nearness, up to eight sounds


def worth(left: tuple[Part, ...], right: tuple[Part, ...], pair: Pair) -> float:
    """How good a pair is: its distance, less where more was heard that agrees."""
    heard = [
        sum(len(parts[at].phones) for at in of) for parts, of in ((left, pair.left), (right, pair.right))
    ]  # fmt: skip
    return pair.distance - BONUS * min(*heard, COUNTED)


@given(NAMES, NAMES)
def test_the_nearest_pair_is_taken_first_and_no_part_twice(one: str, other: str) -> None:
    left, right = parse(one), parse(other)
    chosen = align(left, right)
    worths = [worth(left, right, pair) for pair in chosen]
    assert worths == sorted(worths, key=lambda each: round(each, 9))
    for used in ([at for pair in chosen for at in pair.left], [at for pair in chosen for at in pair.right]):
        assert len(used) == len(set(used))
    alone = [
        Pair((i,), (j,), part_distance(a, b)[0])
        for i, a in enumerate(left)
        for j, b in enumerate(right)
        if part_distance(a, b)[0] <= FARTHEST
    ]
    assert bool(chosen) >= bool(alone)
    if alone:
        assert worths[0] <= min(worth(left, right, pair) for pair in alone) + 1e-9
    taken = {at for pair in chosen for at in pair.left}, {at for pair in chosen for at in pair.right}
    assert all(pair.left[0] in taken[0] or pair.right[0] in taken[1] for pair in alone)


@given(NAMES, NAMES)
def test_what_is_paired_is_paired_from_either_side(one: str, other: str) -> None:
    left, right = parse(one), parse(other)
    there, back = align(left, right), align(right, left)
    assert sorted(pair.distance for pair in there) == pytest.approx(sorted(pair.distance for pair in back))
    assert sorted(pair.by_stem for pair in there) == sorted(pair.by_stem for pair in back)


@given(st.sampled_from(SPELLINGS), st.sampled_from(SPELLINGS))
def test_two_parts_are_as_far_apart_from_either_side(one: str, other: str) -> None:
    for a in parse(one):
        assert part_distance(a, a) == (0.0, False)
        for b in parse(other):
            assert part_distance(a, b) == part_distance(b, a)
            assert 0.0 <= part_distance(a, b)[0] <= 1.0


@pytest.mark.parametrize(
    "told",
    [
        Pair((0,), (0,), 0.0),
        Part("a", "a", Script.LATIN, Kind.NAME),
        Reason("same", "A", "A"),
        Tally(1.0, 0.0, 0.0, 0.0),
    ],
)
def test_what_was_found_cannot_be_changed(told: object) -> None:
    field = dataclasses.fields(told)[0].name  # type: ignore[arg-type]  # each of them is a dataclass
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(told, field, None)


def test_a_pair_of_joined_parts_is_not_one_of_stems() -> None:
    assert [(pair.left, pair.right, pair.by_stem) for pair in align(parse("Chang-su Kim"), parse("Kim Changsu"))] == [
        ((2,), (0,), False),
        ((0, 1), (1,), False),
    ]


def test_two_names_that_share_little_but_an_ending_lie_half_way_between_whole_and_stem() -> None:
    one = Part("a", "karimov", Script.LATIN, Kind.NAME, "kar", Ending.SURNAME)
    other = Part("b", "kalimof", Script.LATIN, Kind.NAME, "sut", Ending.SURNAME)
    whole = distance(one.phones, other.phones, Writing.FULL, Writing.FULL)
    assert 0.1 < whole < FARTHEST
    assert part_distance(one, other) == (pytest.approx(0.5 * (whole + 1.0)), False)
