"""Invented persons: the same for the same seed, unevenly named, written as papers and passports write."""

from collections import Counter
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import invented
from kerege.methods.names import compare

MANY = list(invented.persons("a test", 20_000))


def test_the_same_seed_gives_the_same_persons_and_another_gives_others() -> None:
    one, again, other = (list(invented.persons(seed, 50)) for seed in ("x", "x", "y"))
    assert one == again
    assert one != other


def test_the_commonest_given_name_of_a_country_is_borne_by_one_or_two_in_a_hundred() -> None:
    for country in ("UZ", "KZ", "KG", "TJ"):
        names = Counter(person.given for person in MANY if person.country == country and not person.female)
        share = names.most_common(1)[0][1] / names.total()
        assert 0.005 < share < 0.05, (country, share)
        assert len(names) > 150


def test_namesakes_happen_but_are_few() -> None:
    names = Counter((person.given, person.surname) for person in MANY)
    shared = sum(number for number in names.values() if number > 1) / len(MANY)
    assert 0.001 < shared < 0.2


def test_a_woman_bears_the_womans_form() -> None:
    women = [person for person in MANY if person.female and person.country == "RU"]
    assert women
    assert all(person.surname.endswith("а") for person in women)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(MANY), st.integers(0, invented.SCHEMES - 1))
def test_a_passport_is_in_ascii_letters_and_is_found_to_be_the_same_name(person: invented.Person, scheme: int) -> None:
    name = invented.passport(person, scheme)
    assert name.isascii()
    assert compare(name, f"{person.surname} {person.given}").score > 0.5


def test_asked_names_are_those_of_persons_among_the_records() -> None:
    records = dict(invented.records("z", 300))
    asked = list(invented.asked("z", 40, 300))
    assert len(asked) == 40
    alike = [compare(name, records[identity]).score > 0.5 for identity, name in asked]
    assert sum(alike) >= 38


def test_writing_is_by_chance_of_the_dice_alone() -> None:
    person = MANY[0]
    assert invented.written(person, Random(4)) == invented.written(person, Random(4))
    assert len({invented.written(person, Random(seed)) for seed in range(40)}) > 3
