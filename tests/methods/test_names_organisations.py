"""Organisations under their short names and with common words in other languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.methods.names import NameIndex, compare, organisations
from kerege.methods.names.organisations import is_organisation, read, short_names

LONG = "Exercise Bureau for Northern Harbour Research"
KNOWN = [
    ("a", LONG),
    ("b", "Exercise Trading LLC"),
    ("c", "Ministry of Invented Roads"),
    ("d", "Northern Harbour Bank"),
]


def test_an_organisation_is_found_by_its_first_letters() -> None:
    assert NameIndex(KNOWN).search("EBNHR", 1)[0].id == "a"


def test_letters_of_another_organisation_do_not_find_it() -> None:
    assert compare(LONG, "EBNHR").score > compare(LONG, "QKZTD").score


def test_a_short_name_leaves_out_small_words_and_the_legal_form() -> None:
    assert short_names(read(["exercise", "harbour", "of", "the", "northern", "bank", "llc"])) == ("ehnb", "ehnbl")


def test_two_words_have_no_short_name() -> None:
    assert short_names(read(["exercise", "harbour", "llc"])) == ("", "")


@pytest.mark.parametrize(
    "name", ["ministry of invented roads", "федеральная служба учений", "people s movement of exercise"]
)
def test_words_that_only_organisations_bear_tell_one(name: str) -> None:
    assert is_organisation(name.split())


@pytest.mark.parametrize("name", ["david office", "anna security", "john party lee", "union petrov"])
def test_words_that_may_be_family_names_tell_none(name: str) -> None:
    assert not is_organisation(name.split())


def test_common_words_agree_across_languages() -> None:
    assert compare("Federalnaya Sluzhba Bezopasnosti", "Federal Security Service").score > 0.5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Scientific and Production Enterprise Exercise", "НПП «Exercise» JSC"),
        ("Exercise Design Bureau LLC", "ООО КБ Exercise"),
        ("412 Aircraft Repair Plant Uchebny JSC", "412 ARZ Uchebny"),
        ("Exercise Petroleum Company", "Exercise Oil Co"),
        ("ФГБУ Учебный Причал", "Federal State Budgetary Institution Uchebny Prichal"),
    ],
)
def test_a_phrase_and_its_short_form_have_one_meaning(one: str, other: str) -> None:
    assert compare(one, other).score > 0.8
    assert (
        compare(one, other.replace("Exercise", "Zenit").replace("Uchebny", "Morskoy")).score < compare(one, other).score
    )


def test_the_longest_phrase_is_read_first() -> None:
    said = read(["central", "scientific", "research", "institute", "exercise"])
    assert [(meaning, kind) for meaning, _, kind in said] == [("nii", "common"), ("exercise", "name")]


PHRASED = st.lists(
    st.one_of(
        st.sampled_from(sorted(organisations.PHRASES)),
        st.sampled_from(sorted(organisations.FORMS)),
        st.sampled_from([(word,) for word in ("exercise", "учебный", "of", "the", "bank", "и")]),
    ),
    min_size=1,
    max_size=4,
).map(lambda phrases: [word for phrase in phrases for word in phrase])


@given(PHRASED)
def test_every_word_of_a_name_is_shown_where_it_stood(found: list[str]) -> None:
    said = read(found)
    shown = [word for _, words, _ in said for word in words.split()]
    assert [w for w in shown if w not in organisations._SMALL] == [w for w in found if w not in organisations._SMALL]
    for meaning, words, kind in said:
        known = {"form": organisations.FORMS, "common": organisations.PHRASES | organisations.COMMON}.get(kind, {})
        keys = tuple(words.split()), words
        assert meaning == next((known[key] for key in keys if key in known), words)


def test_a_front_for_something_is_found_by_its_first_letters() -> None:
    known = [("a", "Popular Front for the Invention of Harbours"), ("b", "Peter Finch"), ("c", "Paul Ihrig")]
    assert NameIndex(known).search("PFIH", 1)[0].id == "a"
