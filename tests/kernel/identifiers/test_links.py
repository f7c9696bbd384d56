"""Links: a profile is a name or a number of its own, a page of the network is nobody, a call is a telephone number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.kernel.identifiers import IdentifierError, IdentifierKind, detect, mirrored, normalise
from kerege.kernel.identifiers.online import handle_of_link, phone_of_link

NUMBERS = st.integers(1, 10**15).map(str)
PROFILES = {
    "facebook": ["facebook.com/profile.php?id={}", "https://m.facebook.com/profile.php?id={}&ref=a", "fb.com/{}",
                 "https://www.facebook.com/profile.php?ref=a&id={}", "facebook.com/people/Exercise-One/{}/"],
    "ok": ["https://ok.ru/profile/{}", "m.ok.ru/profile/{}?st=1"],
    "vk": ["vk.com/id{}", "https://m.vk.ru/id{}"],
}  # fmt: skip
OWN_PAGES = [
    "feed",
    "home",
    "login",
    "settings",
    "messages",
    "notifications",
    "explore",
    "about",
    "login.php",
    "story.php",
]


def only(text: str) -> tuple[str, str]:
    """The kind and the value of the only identifier of a text."""
    (found,) = detect(text)
    return found.kind.value, found.value


@given(st.sampled_from(sorted(PROFILES)), NUMBERS, NUMBERS, st.data())
def test_profiles_that_are_numbers_are_as_many_as_the_numbers(
    network: str, one: str, other: str, data: st.DataObject
) -> None:
    ways = st.sampled_from(PROFILES[network])
    first, second, third = (data.draw(ways).format(number) for number in (one, one, other))
    assert only(first) == only(second)
    assert only(first)[0] == "handle"
    assert (only(first) == only(third)) is (one == other)
    value = only(first)[1]
    assert normalise(IdentifierKind.HANDLE, value).value == value


@given(NUMBERS)
def test_one_number_in_two_networks_is_two_names(number: str) -> None:
    values = {only(ways[0].format(number))[1] for ways in PROFILES.values()}
    assert len(values) == len(PROFILES)


@pytest.mark.parametrize(
    "site", ["vk.com", "x.com", "facebook.com", "https://www.instagram.com", "ok.ru", "tiktok.com"]
)
@pytest.mark.parametrize("page", OWN_PAGES)
def test_a_page_of_the_network_itself_is_nobodys_name(site: str, page: str) -> None:
    assert handle_of_link(f"{site}/{page}") is None
    assert only(f"{site}/{page}")[0] == "url"


@given(st.sampled_from(["7701", "7918", "99655", "99890"]), st.integers(0, 9999999))
def test_a_link_that_calls_is_the_telephone_number(first: str, rest: int) -> None:
    number = f"{first}{rest:07}"
    plain = normalise(IdentifierKind.PHONE, f"+{number}").value
    for way in ("wa.me/{}", "https://wa.me/{}?text=a", "https://t.me/+{}", "https://api.whatsapp.com/send?phone={}"):
        assert only(way.format(number)) == ("phone", plain)
        with pytest.raises(IdentifierError):
            normalise(IdentifierKind.HANDLE, way.format(number))


def test_an_invitation_and_a_channel_are_no_telephone_numbers() -> None:
    assert [phone_of_link(each) for each in ("t.me/+AbCdEfGh1234567", "t.me/shop77011234567", "wa.me/qr/AB")] == [
        ""
    ] * 3


@pytest.mark.parametrize("way", ["{}@{}", "mailto:{}@{}", "{} (собака) {}", "{}[at]{}"])
@pytest.mark.parametrize("name", ["иван", "иван.петров", "ivan", "гүлназ_01"])
def test_an_address_in_cyrillic_letters_is_an_address(way: str, name: str) -> None:
    found = normalise(IdentifierKind.EMAIL, way.format(name, "почта.рф"))
    assert found.value == f"{name}@xn--80a1acny.xn--p1ai"
    assert normalise(IdentifierKind.EMAIL, found.value).value == found.value


@pytest.mark.parametrize("mixed", ["іvan@mail.ru", "ivаn@mail.ru"])
def test_an_address_of_two_scripts_is_refused(mixed: str) -> None:
    with pytest.raises(IdentifierError):
        normalise(IdentifierKind.EMAIL, mixed)


@given(
    st.from_regex(r"[a-z]{4,12}", fullmatch=True),
    st.sampled_from(["", "/shop", "/shop/a?b=1"]),
    st.lists(st.sampled_from(["{}.to", "{}2.to", "www.{}-24.biz", "24{}.com", "{}3.com.kz"]), min_size=2, max_size=2),
)
def test_mirrors_of_a_shop_share_its_name_and_page(name: str, page: str, hosts: list[str]) -> None:
    one, other = (normalise(IdentifierKind.URL, host.format(name) + page).value for host in hosts)
    assert mirrored(one) == mirrored(other) == name + page
    assert mirrored(one) != mirrored(f"{one}x" if page else f"{one}/x")


@pytest.mark.parametrize(
    "address", ["t.me/+x", "shop.t.me", "vk.com/shop", "1.2.3.4/a", "a2.to/shop", "abcdefgh.onion/shop"]
)
def test_what_stands_on_a_network_or_has_no_name_has_no_mirrors(address: str) -> None:
    assert mirrored(address) == ""
