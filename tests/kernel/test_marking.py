"""Markings: a join is the same in any order, holds every part, and adds nothing of its own."""

import random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from kerege.kernel.law import Condition, Handling, Level, Marking, joined

MARKINGS = st.builds(
    Marking,
    level=st.sampled_from(Level),
    handling=st.frozensets(st.sampled_from(Handling)).map(lambda codes: codes | {Handling.H0}),
    conditions=st.frozensets(st.sampled_from(Condition)),
    forbidden=st.frozensets(st.integers(1, 4).map(lambda number: UUID(int=number))),
    restrictions=st.frozensets(st.sampled_from(["EXERCISE: ask", "EXERCISE: not to the press"])),
    official_words=st.frozensets(st.sampled_from(["KZ: ДСП", "TJ: УЧЕБНЫЙ"])),
)


@given(st.lists(MARKINGS), st.randoms(use_true_random=False))
def test_a_join_is_the_same_in_any_order_and_with_repeats(parts: list[Marking], chance: random.Random) -> None:
    again = [*parts, *chance.choices(parts, k=2)] if parts else []
    chance.shuffle(again)
    assert joined(again) == joined(parts)


@given(st.lists(MARKINGS), st.lists(MARKINGS))
def test_a_join_of_joins_is_the_join_of_all(some: list[Marking], others: list[Marking]) -> None:
    assert joined(some) | joined(others) == joined([*some, *others])


@given(st.lists(MARKINGS))
def test_a_join_is_never_looser_than_a_part(parts: list[Marking]) -> None:
    made = joined(parts)
    assert all(made.covers(each) for each in parts)
    assert made.level == max([each.level for each in parts], default=Level.OPEN)


@given(st.lists(MARKINGS))
def test_nothing_stands_in_a_join_that_stands_in_no_part(parts: list[Marking]) -> None:
    made = joined(parts)
    assert made.handling - {Handling.H0} <= {code for each in parts for code in each.handling}
    for name in ("conditions", "forbidden", "restrictions", "official_words"):
        assert getattr(made, name) == {held for each in parts for held in getattr(each, name)}


@given(MARKINGS)
def test_parties_that_may_not_have_it_are_told_to_nobody(marking: Marking) -> None:
    assert not any(str(party) in str(marking.wire()) for party in marking.forbidden)
