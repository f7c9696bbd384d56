"""Reasons say nothing that is false: names crossed, own and father's, and names of which one vowel is another."""

from __future__ import annotations

from itertools import combinations, permutations

import pytest

from kerege.methods.names import Comparison, compare, reasons_text

GIVEN = ["Ахмед", "Рустам", "Карим", "Назар", "Турсун", "Мирза", "Самат", "Болат"]
FALSE = {"same", "stem", "sounds_same", "same_across_scripts", "joined", "short"}
LATIN = str.maketrans(
    dict(zip("АРКНТМСБДахмедрустикнзлбоывг", "ARKNTMSBDahmedrustiknzlboyvg", strict=True)) | {"ч": "ch"}
)


def _surname(name: str) -> str:
    return f"{name.removesuffix('а')}ов"


def _father(name: str) -> str:
    return f"{name.removesuffix('а')}ович"


def _said_of_others(found: Comparison) -> list[str]:
    return [reasons_text((reason,)) for reason in found.reasons if reason.code in FALSE]


@pytest.mark.parametrize(("one", "other", "third"), list(permutations(GIVEN[:6], 3)))
def test_names_changed_about_are_not_said_to_be_the_same(one: str, other: str, third: str) -> None:
    names = f"{_surname(one)} {other} {_father(third)}", f"{_surname(third)} {one} {_father(other)}"
    assert _said_of_others(compare(*names)) == []
    assert _said_of_others(compare(names[0], names[1].translate(LATIN))) == []


@pytest.mark.parametrize(("one", "other"), list(permutations(GIVEN, 2)))
@pytest.mark.parametrize("word", ["уулу", "кызы", "оглы", "угли", "ұлы"])
def test_a_child_of_one_is_not_said_to_be_the_one(one: str, other: str, word: str) -> None:
    assert _said_of_others(compare(f"{one} {word} {other}", f"{other} {word} {one}")) == []


@pytest.mark.parametrize(("one", "other"), list(permutations(GIVEN, 2)))
def test_own_name_and_surname_changed_about_are_not_said_to_be_the_same(one: str, other: str) -> None:
    assert _said_of_others(compare(f"{one} {_surname(other)}", f"{other} {_surname(one)}")) == []


@pytest.mark.parametrize("name", GIVEN)
@pytest.mark.parametrize("own", ["{}ов", "{}ович", "{} уулу"])
def test_a_name_as_it_is_said_elsewhere_is_still_the_same(name: str, own: str) -> None:
    stem = name if own[2] == " " else name.removesuffix("а")
    said = f"{own.format(stem)} Салим"
    assert {reason.code for reason in compare(said, said.translate(LATIN)).reasons} <= {"same_across_scripts"}


@pytest.mark.parametrize("frame", ["М{}рат", "С{}мат", "К{}рим", "Р{}шид", "Д{}ран"])
@pytest.mark.parametrize(("one", "other"), [pair for pair in combinations("аоуиы", 2) if set(pair) not in (
    {"и", "ы"}, {"о", "у"}, {"у", "ы"}, {"а", "о"})])  # fmt: skip
def test_another_vowel_of_one_script_is_not_said_to_be_another_spelling(frame: str, one: str, other: str) -> None:
    first, second = frame.format(one), frame.format(other)
    codes = {reason.code for reason in compare(f"{first} Учебный", f"{second} Учебный").reasons}
    assert "sounds_same" not in codes
    assert codes & {"alike", "contradicted"}


SPELLED = [
    ("Мұрат", "Мурат"), ("Қасым", "Касым"), ("Рустам", "Рустем"), ("Фёдор", "Федор"), ("Muhammad", "Mukhammad"),
    ("Yusuf", "Jusuf"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SPELLED)
def test_another_spelling_of_one_script_is_said_to_be_one(one: str, other: str) -> None:
    assert {reason.code for reason in compare(f"{one} Tamrini", f"{other} Tamrini").reasons} == {"same", "sounds_same"}
