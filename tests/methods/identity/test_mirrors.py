"""Mirrors of one shop: possible, never strong by themselves, found by a key of the shop's name and page."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kerege.kernel.identifiers import IdentifierKind, normalise
from kerege.methods.identity import Described, Grade, decide
from kerege.methods.screening.keys import identifier_keys as keys_of_lists
from kerege.rooms.crosscheck.rules import keys, words
from kerege.rooms.crosscheck.rules.grading import grade
from kerege.rooms.crosscheck.rules.questions import Asked, Question
from tests.rooms.crosscheck.test_reading import candidate

HOSTS = ("{}.to", "{}2.to", "{}3.biz", "{}-24.shop", "7{}.com")
NAMES = st.from_regex(r"[a-z]{4,10}", fullmatch=True)
PAGES = st.sampled_from(["", "/shop", "/item?id=5"])


def address(host: str, name: str, page: str) -> str:
    """The normal form of an address."""
    return normalise(IdentifierKind.URL, host.format(name) + page).value


@st.composite
def mirrors(draw: st.DrawFn) -> tuple[str, str]:
    """Two addresses of one page of a shop on two hosts."""
    name, page = draw(NAMES), draw(PAGES)
    hosts = draw(st.lists(st.sampled_from(HOSTS), min_size=2, max_size=2, unique=True))
    one, other = (address(host, name, page) for host in hosts)
    return one, other


def shop(value: str) -> Described:
    """A shop at an address."""
    return Described(kind="shop", identifiers=(("url", value),))


@given(mirrors())
@settings(deadline=None)
def test_mirrors_of_a_shop_are_possible_and_say_why(pair: tuple[str, str]) -> None:
    one, other = (shop(value) for value in pair)
    found, same = decide(one, other), decide(one, one)
    assert (found.grade, same.grade) == (Grade.POSSIBLE, Grade.STRONG)
    assert found.probability < same.probability
    assert found.codes == ("mirror_of_shop",)
    asked = Question(identifiers=(Asked("url", pair[0]),))
    told = grade(asked, candidate(held=(("url", pair[1]),)))
    assert told is not None
    assert (told.grade, told.fields) == (Grade.POSSIBLE, ("url",))
    assert "mirror_of_shop" in words.REASONS


@given(mirrors())
def test_mirrors_share_a_key_that_is_weaker_than_that_of_the_address(pair: tuple[str, str]) -> None:
    asked = keys.asked_keys((), [("url", pair[0])])
    shared = set(asked) & set(keys.entry_keys((), [("url", pair[1])]))
    assert [asked[key] for key in shared] == [keys.TAIL_WEIGHT]
    assert max(asked.values()) == keys.IDENTIFIER_WEIGHT
    assert keys.exact_keys([("url", pair[0])]).isdisjoint(shared)
    assert len(set(keys_of_lists([("url", pair[0])])) & set(keys_of_lists([("url", pair[1])]))) == 1


@given(mirrors(), NAMES, PAGES)
@settings(deadline=None)
def test_shops_of_other_names_and_other_pages_of_a_shop_are_no_mirrors(
    pair: tuple[str, str], name: str, page: str
) -> None:
    mine, others = pair[0], f"{name}x.to{page}"
    if keys.mirror("url", mine) != keys.mirror("url", others):
        assert decide(shop(mine), shop(others)).grade is None
        assert set(keys.entry_keys((), [("url", mine)])).isdisjoint(keys.entry_keys((), [("url", others)]))


@given(mirrors())
@settings(deadline=None)
def test_two_persons_at_mirrors_of_a_shop_are_no_stronger_than_at_one_address(pair: tuple[str, str]) -> None:
    one, near, same = (
        Described(names=("Каримов Жасур",), identifiers=(("url", value),)) for value in (pair[0], pair[1], pair[0])
    )
    assert decide(one, near).grade is Grade.POSSIBLE
    assert decide(one, near).probability <= decide(one, same).probability


@given(NAMES, st.sampled_from(["?id=5", "?a=*", "/x?b=1"]))
def test_an_address_with_a_question_in_it_is_whole(name: str, query: str) -> None:
    value = address("{}.to", name, query)
    assert decide(shop(value), shop(value)).grade is Grade.STRONG
    assert keys.exact_keys([("url", value)])
