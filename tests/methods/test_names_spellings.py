"""Spellings of one name that sounds alone do not bring near: Somali letters, Baltic endings, honours, compounds."""

from __future__ import annotations

import pytest

from kerege.methods.names import NameIndex, compare
from kerege.methods.names.endings import Ending, stem_of
from kerege.methods.names.parts import Kind, parse
from kerege.methods.names.transcription import phones

FILLING = [(f"f{number}", f"Exercise{chr(97 + number % 26)} Drill{chr(97 + number // 26)}") for number in range(400)]


@pytest.mark.parametrize(
    ("somali", "other"),
    [
        ("Xasan Cumar Xaashi", "Hassan Omar Hashi"),
        ("Cabdulaahi Maxamed Cali", "Abdullahi Mohamed Ali"),
        ("Jaamac Axmed Saciid", "Jama Ahmed Said"),
        ("Faarax Cismaan", "Farah Isman"),
    ],
)
def test_somali_letters_are_heard_as_they_are_spoken(somali: str, other: str) -> None:
    assert compare(somali, other).score > 0.9
    assert NameIndex([*FILLING, ("p", other)]).search(somali, 1)[0].id == "p"


@pytest.mark.parametrize("name", ["Marco", "Alexander", "Cortez", "Victor", "Felix", "Chan"])
def test_letters_of_other_languages_are_not_read_as_somali(name: str) -> None:
    assert [part.other for part in parse(name)] == [""]


def test_a_compound_with_a_linking_i_is_the_one_with_u() -> None:
    assert parse("Abdirahman")[0].phones == parse("Abdurahman")[0].phones


@pytest.mark.parametrize("name", ["Yahya", "Hao", "Aya"])
def test_a_part_without_a_firm_consonant_is_found(name: str) -> None:
    assert NameIndex([*FILLING, ("p", name)]).search(name, 1)[0].id == "p"


@pytest.mark.parametrize(
    ("baltic", "other"),
    [("Robertas Smitas", "Robert Smit"), ("Tomass Bernards", "Tomas Bernard"), ("Pīters Hopkinss", "Peter Hopkins")],
)
def test_endings_of_baltic_names_are_left_aside(baltic: str, other: str) -> None:
    assert compare(baltic, other).rank > 0.45
    assert all(part.stem for part in parse(baltic))


def test_a_name_of_which_one_part_ends_otherwise_is_not_baltic() -> None:
    assert [part.stem for part in parse("Thomas Hopkins Kilby")] == [
        stem_of(phones(word))[0] for word in ("thomas", "hopkins", "kilby")
    ]


@pytest.mark.parametrize(
    ("honoured", "plain"),
    [("Рустамжон", "Rustam"), ("Sherzodbek", "Шерзод"), ("Muhammadxon", "Мухаммад"), ("Anorgul", "Анор")],
)
def test_an_honour_behind_a_given_name_makes_no_other_name(honoured: str, plain: str) -> None:
    assert parse(honoured)[0].ending is Ending.HONOUR
    assert compare(f"Karimov {honoured}", f"Каримов {plain}").score > 0.9


def test_two_honours_behind_one_name_are_further_apart_than_one() -> None:
    one = compare("Karimov Azizbek", "Karimov Aziz").rank
    assert compare("Karimov Azizbek", "Karimov Azizgul").rank < one
    assert compare("Karimov Azizbek", "Karimov Azizjon").rank < one


@pytest.mark.parametrize("name", ["Nurbek", "Erjan", "Aygul"])
def test_a_name_too_short_to_be_cut_keeps_its_ending(name: str) -> None:
    assert parse(name)[0].ending is not Ending.HONOUR


def test_a_servants_compound_that_a_list_cuts_in_two_is_one() -> None:
    assert [part.kind for part in parse("KARIM ALI, Ali Abdul")] == [Kind.NAME, Kind.NAME, Kind.NAME, Kind.HONORIFIC]
    assert compare("Rahim, Abdul", "Abdul Rahim").score > 0.4
    assert compare("Rahim, Abdul", "Rahim, Abdul").score > compare("Rahim, Abdul", "Abdul Salam").score


def test_without_a_comma_the_last_word_stays_a_name() -> None:
    assert parse("Rahim Abdul")[-1].kind is Kind.NAME


def test_first_letters_of_two_organisations_do_not_make_them_one() -> None:
    one, other = "Northern Harbour Trading Company", "Nomad Hill Trade Company"
    assert parse(one)[0].ending is Ending.SHORTENED
    assert compare(one, other).rank < compare(one, "NHTC Northern").rank
    assert compare(one, other).score < 0.5


def test_a_belarusian_ending_is_the_russian_one() -> None:
    assert compare("Viktar Halavanau", "Виктор Голованов").score > 0.9
