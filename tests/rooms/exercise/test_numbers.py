"""Invented identifiers: valid in form, kept apart, and the same however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.kernel.identifiers import IdentifierKind, normalise
from kerege.rooms.exercise.rules import numbers
from kerege.rooms.exercise.rules.dice import Dice, shuffled

COUNTRIES = st.sampled_from(sorted(numbers.PLATES))
anything = st.integers(-5_000, 60_000)
seeds = st.text(max_size=4)


@given(COUNTRIES, anything, seeds)
def test_a_phone_is_valid_and_reads_the_same_in_every_hand(country: str, number: int, seed: str) -> None:
    value = numbers.phone(country, number)
    assert normalise(IdentifierKind.PHONE, value).valid
    written = numbers.phone_as_written(value, country, Dice(seed))
    assert normalise(IdentifierKind.PHONE, written, country=country).value == value


@given(COUNTRIES, anything, seeds)
def test_a_plate_is_in_the_format_of_its_state_and_reads_the_same_in_every_hand(
    country: str, number: int, seed: str
) -> None:
    value = numbers.plate(country, number)
    assert normalise(IdentifierKind.PLATE, value, country=country).valid
    written = numbers.plate_as_written(value, Dice(seed))
    assert normalise(IdentifierKind.PLATE, written, country=country).value == value


@given(COUNTRIES, anything, seeds)
def test_a_passport_is_in_a_format_of_its_state_and_reads_the_same_in_every_hand(
    country: str, number: int, seed: str
) -> None:
    value = numbers.passport(country, number)
    found = normalise(IdentifierKind.PASSPORT, value, country=country)
    assert (found.value, found.note) == (value, "")
    written = numbers.passport_as_written(value, Dice(seed))
    assert normalise(IdentifierKind.PASSPORT, written, country=country).value == value


@given(anything, seeds)
def test_a_parcel_has_its_check_digit_and_reads_the_same_in_every_hand(number: int, seed: str) -> None:
    value = numbers.parcel("CN", number)
    assert normalise(IdentifierKind.PARCEL, value).valid
    assert normalise(IdentifierKind.PARCEL, numbers.parcel_as_written(value, Dice(seed))).value == value


@given(anything, seeds)
def test_a_shop_stands_under_a_reserved_name_and_reads_the_same_in_every_hand(number: int, seed: str) -> None:
    value = numbers.shop(abs(number))
    assert ".example/" in value
    written = numbers.shop_as_written(value, Dice(seed))
    assert normalise(IdentifierKind.URL, written).value == normalise(IdentifierKind.URL, value).value


@given(anything)
def test_wallets_and_containers_have_their_checksums(number: int) -> None:
    assert normalise(IdentifierKind.WALLET, numbers.wallet(number)).valid
    assert normalise(IdentifierKind.CONTAINER, numbers.container(number)).valid


@pytest.mark.parametrize("country", sorted(numbers.PLATES))
def test_different_numbers_are_never_the_same_phone_plate_or_passport(country: str) -> None:
    several = range(-1_000, 9_000)
    for made in (numbers.phone, numbers.plate, numbers.passport):
        assert len({made(country, number) for number in several}) == len(several)


@given(st.integers(2, 10_000), st.data())
def test_a_shuffling_gives_each_number_a_place_of_its_own(size: int, data: st.DataObject) -> None:
    one, other = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size - 1))
    places = shuffled(one, size, "x"), shuffled(other, size, "x")
    assert all(0 <= place < size for place in places)
    assert (places[0] == places[1]) == (one == other)


def test_two_streams_of_draws_do_not_follow_each_other() -> None:
    one, other = Dice("one"), Dice("other")
    assert [one.bits() for _ in range(4)] != [other.bits() for _ in range(4)]
    weights = {"often": 9.0, "seldom": 1.0}
    assert sum(one.weighed(weights) == "often" for _ in range(1_000)) in range(850, 950)
