"""Proposals of the room, over generated hits: whatever was found and said, none holds two who cannot be one."""

from dataclasses import replace
from itertools import combinations
from random import Random
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from kerege.methods.identity import Described, Grade, decide
from kerege.rooms.crosscheck.rules.hits import Verdict
from kerege.rooms.crosscheck.rules.proposals import Member, Pair, ProposalEntry, proposed
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


def told(made: list[ProposalEntry]) -> list[tuple[object, ...]]:
    """What proposals say, but for the names of hits, which are as new as these."""
    return [
        (
            [member.key for member in entry.members],
            [frozenset((pair.one, pair.other)) for pair in entry.pairs],
            [(apart.code, apart.one, apart.other) for apart in entry.apart],
        )
        for entry in made
    ]


def met(members: dict[UUID, Member], arrived: list[UUID], judged: dict[frozenset[UUID], Verdict]) -> list[Pair]:
    """The hits of records that arrive in this order: each meets those that are there, and what was said of them."""
    found: list[Pair] = []
    for at, newer in enumerate(arrived):
        for older in arrived[:at]:
            decision = decide(members[newer].described, members[older].described)
            found.append(
                Pair(
                    hit=UUID(int=1000 + len(found)),
                    one=newer,
                    other=older,
                    probability=decision.probability,
                    grade=decision.grade,
                    reasons=decision.reasons,
                    verdict=judged.get(frozenset((newer, older))),
                )
            )
    return found


@given(known, st.lists(VERDICTS, max_size=10), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_proposals_are_the_same_in_whatever_order_records_arrive(
    people: dict[int, Described], verdicts: list[Verdict | None], dice: Random
) -> None:
    members = {UUID(int=at + 1): Member(key=UUID(int=at + 1), described=each) for at, each in people.items()}
    judged = {
        frozenset(ends): verdict for ends, verdict in zip(combinations(members, 2), verdicts, strict=False) if verdict
    }
    later = list(members)
    dice.shuffle(later)
    shuffled = {key: members[key] for key in later}
    assert told(proposed(met(members, list(members), judged), members)) == told(
        proposed(met(shuffled, later, judged), shuffled)
    )


@given(hits(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_what_was_refused_is_never_proposed_again_not_by_a_record_that_is_like_everybody_either(
    case: tuple[dict[UUID, Member], list[Pair]], dice: Random
) -> None:
    members, pairs = case
    bridge = Member(key=UUID(int=99), described=Described())
    everybody = members | {bridge.key: bridge}
    like_all = [
        Pair(
            hit=UUID(int=200 + at),
            one=bridge.key,
            other=key,
            probability=dice.choice([0.5, 0.99]),
            grade=Grade.STRONG,
            reasons=(),
            verdict=dice.choice([None, Verdict.SAME]),
        )
        for at, key in enumerate(members)
    ]
    refusals = 0
    while made := proposed(pairs, members):
        said = dice.choice(dice.choice(made).pairs).hit
        pairs = [replace(pair, verdict=Verdict.NOT_SAME) if pair.hit == said else pair for pair in pairs]
        refusals += 1
        refused = {frozenset((pair.one, pair.other)) for pair in pairs if pair.verdict is Verdict.NOT_SAME}
        for entry in (*proposed(pairs, members), *proposed([*pairs, *like_all], everybody)):
            held = [member.key for member in entry.members]
            assert refused.isdisjoint(map(frozenset, combinations(held, 2)))
            for one, other in combinations(held, 2):
                assert not cannot_be_one(everybody[one].described, everybody[other].described)
    assert refusals <= len(pairs)
