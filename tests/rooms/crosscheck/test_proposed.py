"""Proposals of the room, over generated hits: whatever was found and said, none holds two who cannot be one."""

from itertools import combinations
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from kerege.methods.identity import Grade
from kerege.rooms.crosscheck.rules.hits import Verdict
from kerege.rooms.crosscheck.rules.proposals import Member, Pair, proposed
from tests.methods.identity.test_proposals import cannot_be_one, known

VERDICTS = st.sampled_from([None, None, None, Verdict.SAME, Verdict.NOT_SAME])


@st.composite
def hits(draw: st.DrawFn) -> tuple[dict[UUID, Member], list[Pair]]:
    """Records and questions, hits between some of them, and what the agency said of a few."""
    people = {UUID(int=at + 1): each for at, each in draw(known).items()}
    members = {key: Member(key=key, described=each) for key, each in people.items()}
    ends = draw(st.lists(st.sampled_from(list(combinations(people, 2))), unique=True, max_size=20))
    pairs = [
        Pair(
            hit=UUID(int=100 + at),
            one=one,
            other=other,
            probability=draw(st.sampled_from([0.1, 0.5, 0.5, 0.9, 0.99])),
            grade=Grade.POSSIBLE,
            reasons=(),
            verdict=draw(VERDICTS),
        )
        for at, (one, other) in enumerate(ends)
    ]
    return members, pairs


@given(hits())
@settings(max_examples=300, deadline=None)
def test_no_proposal_holds_two_who_cannot_be_one_or_of_whom_somebody_said_so(
    case: tuple[dict[UUID, Member], list[Pair]],
) -> None:
    members, pairs = case
    refused = {frozenset((each.one, each.other)) for each in pairs if each.verdict is Verdict.NOT_SAME}
    for entry in proposed(pairs, members):
        for one, other in combinations(entry.members, 2):
            assert not cannot_be_one(one.described, other.described)
            assert frozenset((one.key, other.key)) not in refused


@given(hits(), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_hits_are_proposed_alike_in_any_order_and_each_followed_one_stands_in_one_proposal(case, dice) -> None:  # type: ignore[no-untyped-def]
    members, pairs = case
    made = proposed(pairs, members)
    turned = list(pairs)
    dice.shuffle(turned)
    assert proposed(turned, members) == made
    stood = [pair.hit for entry in made for pair in entry.pairs]
    assert len(stood) == len(set(stood))
    assert sum(len(entry.members) for entry in made) == len({each.key for entry in made for each in entry.members})
