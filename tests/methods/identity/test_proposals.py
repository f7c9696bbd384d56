"""Proposals of who may be one: no contradiction is chained, the order of the links does not matter."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from kerege.kernel.dates import PartialDate
from kerege.methods.identity import Described
from kerege.methods.identity.proposals import contradiction, is_free_of_contradiction
from kerege.methods.screening import Link, propose

BIRTHS = [
    None, "1980-02-01", "1980-01-02", "1980-02-03", "1980-02-28", "1980-01-01", "1980", "~1979", "1991-07",
    "1966-11-30", "1957-02-01", "2006-02-01", "1981-02-01", "1908-02-01", "1982-02-01", "1983-11-30",
]  # fmt: skip
NUMBERS = [(), (("national_number", "EXERCISE1"),), (("national_number", "EXERCISE2"),), (("passport", "N1"),)]


def person(birth: str | None = None, *identifiers: tuple[str, str]) -> Described:
    return Described(birth=PartialDate.from_code(birth) if birth else None, identifiers=identifiers)


people = st.builds(lambda birth, numbers: person(birth, *numbers), st.sampled_from(BIRTHS), st.sampled_from(NUMBERS))
known = st.lists(people, min_size=2, max_size=9).map(lambda found: dict(enumerate(found)))


@st.composite
def linked(draw: st.DrawFn) -> tuple[dict[int, Described], list[Link[int]]]:
    held = draw(known)
    pairs = list(combinations(held, 2))
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=len(pairs)))
    shares = st.sampled_from([0.3, 0.5, 0.5, 0.7, 0.9, 0.95])
    return held, [Link(one, other, draw(shares), ("name",)) for one, other in chosen]


@given(linked())
@settings(max_examples=300, deadline=None)
def test_no_proposal_holds_a_contradiction(case: tuple[dict[int, Described], list[Link[int]]]) -> None:
    held, links = case
    assert all(is_free_of_contradiction(proposal, held) for proposal in propose(links, held))


def cannot_be_one(one: Described, other: Described) -> bool:
    """The rule by itself, from births and numbers as they are written: not by the code that proposes."""
    born = [each.birth.code() for each in (one, other) if each.birth]
    held = [dict(each.identifiers) for each in (one, other)]
    if any(held[0][kind] != held[1][kind] for kind in held[0].keys() & held[1].keys()):
        return True
    if len(born) < 2:
        return False
    days = [tuple(code.split("-")) for code in born]
    if all(len(day) == 3 and not day[0].startswith("~") for day in days):
        return not may_be_one_day(*days)
    years = [int(code.lstrip("~")[:4]) for code in born]
    return abs(years[0] - years[1]) > (4 if any(code.startswith("~") for code in born) else 2)


def may_be_one_day(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Of one year: one part another, changed about, or filled in; else one day and month of years near or slipped.

    Years are slipped where they are the same but for one figure, or for two figures changed about.
    """
    if one[0] == other[0]:
        filled = (one[1:] == ("01", "01")) != (other[1:] == ("01", "01"))
        return filled or one[1:] == other[:0:-1] or one[1] == other[1] or one[2] == other[2]
    near = abs(int(one[0]) - int(other[0])) <= 2
    figures = [(mine, theirs) for mine, theirs in zip(one[0], other[0], strict=True) if mine != theirs]
    turned = any(one[0] == other[0][:at] + other[0][at + 1] + other[0][at] + other[0][at + 2 :] for at in range(3))
    return one[1:] == other[1:] and (near or len(figures) == 1 or turned)


@given(people, people)
@settings(max_examples=300, deadline=None)
def test_a_contradiction_is_what_births_and_documents_say(one: Described, other: Described) -> None:
    assert bool(contradiction(one, other)) is cannot_be_one(one, other)


@given(linked())
@settings(max_examples=300, deadline=None)
def test_no_chain_of_links_brings_two_together_who_cannot_be_one(
    case: tuple[dict[int, Described], list[Link[int]]],
) -> None:
    held, links = case
    for proposal in propose(links, held):
        assert not any(cannot_be_one(held[a], held[b]) for a, b in combinations(proposal.members, 2))


@given(linked(), st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_neither_the_order_of_links_nor_their_sides_matter(case, dice) -> None:  # type: ignore[no-untyped-def]
    held, links = case
    turned = [Link(link.other, link.one, link.probability, link.reasons) for link in links]
    dice.shuffle(turned)
    assert propose(turned, held) == propose(links, held)


@given(linked())
@settings(max_examples=200, deadline=None)
def test_every_link_is_followed_or_told_or_within_a_proposal(
    case: tuple[dict[int, Described], list[Link[int]]],
) -> None:
    held, links = case
    made = propose(links, held)
    place = {member: number for number, proposal in enumerate(made) for member in proposal.members}
    assert len(place) == sum(len(proposal.members) for proposal in made)
    for link in links:
        if place.get(link.one, -1) != place.get(link.other, -2):
            assert not contradiction_free(held, made, link)


def contradiction_free(held: dict[int, Described], made: list, link: Link[int]) -> bool:  # type: ignore[type-arg]
    ends = (link.one, link.other)
    sides = [next((proposal.members for proposal in made if end in proposal.members), (end,)) for end in ends]
    return not any(contradiction(held[a], held[b]) for a in sides[0] for b in sides[1])


@given(people, people)
def test_a_contradiction_is_one_from_either_side(one: Described, other: Described) -> None:
    assert contradiction(one, other) == contradiction(other, one)
    assert not contradiction(one, one)


def test_a_chain_of_slips_stops_before_two_dates_that_cannot_be_one() -> None:
    held = {"a": person("1980-02-01"), "b": person("1980-02-03"), "c": person("1980-03-03")}
    made = propose([Link("a", "b", 0.9, ("birth",)), Link("b", "c", 0.8, ("birth",))], held)
    assert [proposal.members for proposal in made] == [("a", "b")]
    apart = made[0].kept_apart[0]
    assert (apart.code, apart.one, apart.other, apart.link.probability) == ("birth", "a", "c", 0.8)


def test_two_different_national_numbers_are_never_put_together_by_a_third_without_one() -> None:
    first, second = ("national_number", "EXERCISE1"), ("national_number", "EXERCISE2")
    held = {"a": person(None, first), "b": person(), "c": person(None, second)}
    made = propose([Link("a", "b", 0.7), Link("b", "c", 0.8)], held)
    assert [proposal.members for proposal in made] == [("b", "c")]
    assert made[0].kept_apart[0].code == "national_number"


def test_the_weakest_link_is_the_one_that_holds_least() -> None:
    links = [Link("a", "b", 0.9), Link("b", "c", 0.6), Link("a", "c", 0.7)]
    made = propose(links, {})
    assert made[0].members == ("a", "b", "c")
    assert made[0].weakest.probability == 0.7


@given(linked(), st.sets(st.frozensets(st.integers(0, 8), min_size=2, max_size=2), max_size=4))
@settings(max_examples=200, deadline=None)
def test_two_of_whom_somebody_said_not_one_are_never_in_one_proposal(
    case: tuple[dict[int, Described], list[Link[int]]], never: set[frozenset[int]]
) -> None:
    held, links = case
    for proposal in propose(links, held, never):
        assert not any(pair <= set(proposal.members) for pair in never)
