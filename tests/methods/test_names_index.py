"""Finding a name among many: the index in memory, and the keys of an index kept in a database."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.invented_names import Invented, persons
from kerege.methods.names import NameIndex, compare, index_keys, query_keys
from kerege.methods.names.keys import skeletons
from kerege.methods.names.transcription import phones

PEOPLE = list(persons(120, seed=5, held=False))
RECORDS = [
    ("p1", "Каримов Рустам Ахмедович"),
    ("p2", "محمد یوسف حیدری"),
    ("p3", "Қасымов Нұрлан Болатұлы"),
    ("p4", "Əliyeva Gülnarə"),
    ("p5", "Wang Xiaoming"),
    ("p6", "Рахмонзода Джамшед"),
    ("p1", "Rustam Karimow"),
]


def test_a_record_is_found_in_every_script() -> None:
    index = NameIndex(RECORDS)
    asked = {
        "Rustam Karimov": "p1", "رستم کریموف": "p1", "Мухаммад Юсуф Хайдари": "p2", "Mohammed Yousef Haidari": "p2",
        "Kasymov Nurlan": "p3", "Касымов Нурлан Болатович": "p3", "Алиева Гюльнара": "p4", "王小明": "p5",
        "Jamshed Rahmonov": "p6",
    }  # fmt: skip
    assert {name: index.search(name)[0].id for name in asked} == asked


def test_a_record_of_several_names_is_one_match() -> None:
    found = NameIndex(RECORDS).search("Рустам Каримов")
    assert [match.id for match in found].count("p1") == 1


@pytest.mark.parametrize("limit", [1, 10, 20, 40])
def test_records_of_two_names_leave_room_for_as_many_records_as_are_asked_for(limit: int) -> None:
    twice = [(f"p{number}", "Rustam Karimov") for number in range(limit)] + [
        (f"p{number}", "Rustam Karimov") for number in range(limit // 2)
    ]
    found = NameIndex(sorted(twice)).search("Рустам Каримов", limit)
    assert len(found) == limit == len({match.id for match in found})


def test_matches_carry_reasons_and_come_best_first() -> None:
    found = NameIndex(RECORDS).search("Рустам Каримов")
    assert [match.score for match in found] == sorted((match.score for match in found), reverse=True)
    assert found[0].reasons


def test_many_names_are_answered_in_order() -> None:
    index = NameIndex(RECORDS)
    names = ["Karimov Rustam", "Aliyeva Gulnara"]
    assert [[m.id for m in found] for found in index.search_many(names)] == [
        [m.id for m in index.search(name)] for name in names
    ]


def test_an_empty_index_and_an_empty_name_find_nothing() -> None:
    assert NameIndex([]).search("Rustam") == []
    assert NameIndex(RECORDS).search("") == []
    assert NameIndex([("x", ""), ("y", "...")]).search("Rustam") == []


@given(st.text(max_size=80))
@settings(deadline=None)
def test_keys_of_any_text_can_be_made(text: str) -> None:
    stored, asked = index_keys(text), query_keys(text)
    assert "" not in stored
    assert all(weight > 0 for weight in asked.values())
    assert not stored or stored & asked.keys()


@given(st.lists(st.sampled_from([name for _, name in RECORDS]), min_size=1, max_size=1))
@settings(deadline=None)
def test_a_name_finds_its_own_keys(names: list[str]) -> None:
    assert index_keys(names[0]) & query_keys(names[0]).keys()


@given(st.sampled_from(PEOPLE), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_any_two_spellings_of_one_person_share_a_key(person: Invented, chance: random.Random) -> None:
    (_, one), (_, other) = chance.sample(person.spellings, 2)
    assert index_keys(one) & query_keys(other).keys()


@given(st.permutations("bfmntsklr"), st.integers(4, 7), st.integers(0, 6), st.sampled_from("aeiou"))
@settings(deadline=None)
def test_a_word_that_lacks_or_exchanges_one_syllable_shares_a_key_with_itself(
    firm: list[str], length: int, place: int, vowel: str
) -> None:
    at, sounds, strange = place % length, firm[:length], firm[-1]
    word, lacking, exchanged = (
        "".join(sound + vowel for sound in told)
        for told in (sounds, sounds[:at] + sounds[at + 1 :], [*sounds[:at], strange, *sounds[at + 1 :]])
    )
    for other in (lacking, exchanged):
        assert index_keys(word) & query_keys(other).keys(), other
        assert index_keys(other) & query_keys(word).keys(), other


def test_spellings_of_one_name_share_keys() -> None:
    for one, other in [("Джамшед", "Jamshid"), ("Мухаммад", "محمد"), ("Хамид", "Hamid"), ("Юсуф", "یوسف")]:
        assert index_keys(one) & index_keys(other), (one, other)


def test_a_rare_key_weighs_more_than_a_common_one() -> None:
    common, rare = skeletons(phones("мухаммад"))[0], skeletons(phones("жангельдин"))[0]
    weights = query_keys("Мухаммад Жангельдин")
    assert weights[rare] > weights[common]


def test_search_agrees_with_comparison() -> None:
    names = dict(RECORDS[:6])
    for match in NameIndex(RECORDS[:6]).search("Юсуф Хайдари Мухаммад"):
        assert abs(match.score - compare("Юсуф Хайдари Мухаммад", names[match.id]).score) < 1e-9


def test_a_long_list_is_answered_like_one_name_after_the_other() -> None:
    index = NameIndex(RECORDS)
    names = [name for _, name in RECORDS] * 300
    assert [[m.id for m in found] for found in index.search_many(names)] == [
        [m.id for m in index.search(name)] for name in names
    ]
