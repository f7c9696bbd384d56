"""Chinese names: foreign ones by the convention for writing them, own ones by how their bearers speak."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kerege.methods.names import NameIndex, compare
from kerege.methods.names.chinese import foreign_phones, pinyin_phones
from kerege.methods.names.keys import index_keys
from kerege.methods.names.parts import parse
from kerege.methods.names.phones import SYMBOLS


@pytest.mark.parametrize(
    ("written", "latin"),
    [
        ("亚历克斯·福尔曼", "Alex Forman"),
        ("亞歷克斯·薩爾曼", "Alex Salman"),
        ("约翰·加里", "John Garry"),
        ("谢尔盖·基姆", "Sergey Kim"),
        ("艾哈迈德·卡拉特佩", "Ahmet Karatepe"),
        ("凯特·霍夫曼", "Kate Hoffman"),
    ],
)
def test_a_foreign_name_in_chinese_is_heard_by_its_convention(written: str, latin: str) -> None:
    assert compare(written, latin).score > 0.9


def test_another_name_in_chinese_is_not_taken_for_it() -> None:
    assert compare("谢尔盖·基姆", "Sergey Petrov").score < 0.5


@pytest.mark.parametrize(
    ("one", "other"), [("赵立群", "陈利众"), ("李晓明", "吕小民"), ("卡尔·维因", "高维新"), ("孙志伟", "宋智慧")]
)
def test_two_names_in_chinese_that_only_sound_alike_are_two(one: str, other: str) -> None:
    assert compare(one, other).score < 0.5
    assert compare(one, one).score > 0.95


def test_a_name_in_chinese_of_the_same_sounds_in_other_characters_stays_near() -> None:
    assert compare("赵立群", "趙立群").score > 0.95
    assert compare("赵立群", "Zhao Liqun").score > 0.9


def test_a_character_that_closes_a_syllable_needs_no_vowel() -> None:
    assert foreign_phones("基姆") == "克im弱"
    assert pinyin_phones("基姆") != foreign_phones("基姆")


@pytest.mark.parametrize(
    ("written", "latin"), [("陈丽华", "Tan Li Hua"), ("陳麗華", "Tan Li Hua"), ("朴美兰", "Pak Mei-lan")]
)
def test_a_family_name_is_also_heard_as_its_bearers_speak_it(written: str, latin: str) -> None:
    _, *given = latin.split()
    assert compare(written, latin).score > max(0.9, compare(written, " ".join(["Gor", *given])).score)


def test_a_record_in_chinese_is_found_by_its_latin_name() -> None:
    index = NameIndex([("a", "谢尔盖·基姆"), ("b", "王小明"), ("c", "凯特·霍夫曼")])
    assert index.search("Kate Hoffman", 1)[0].id == "c"


def test_both_readings_have_keys() -> None:
    assert {"JN", "TN"} <= index_keys("陈丽华")


@pytest.mark.parametrize("text", ["亚历克斯", "雅库布", "瓦尔特", "莱昂纳德", "沃伦", "贾韦德"])
def test_every_sound_of_the_convention_has_a_cost(text: str) -> None:
    assert set(foreign_phones(text)) <= set(SYMBOLS)


@pytest.mark.parametrize(("titled", "latin"), [("敦马哈茂德", "Mahmud"), ("拿督斯里艾哈迈德", "Ahmed")])
def test_an_honour_of_malaysia_is_no_part_of_the_name(titled: str, latin: str) -> None:
    assert compare(titled, latin).rank > 0.5


def test_a_foreign_name_of_four_characters_is_not_cut_like_a_native_one() -> None:
    assert [part.text for part in parse("艾哈迈德")] == ["艾哈迈德"]
    assert [part.text for part in parse("司马小明")] == ["司马", "小明"]


def test_the_dictionary_of_pinyin_is_loaded_when_the_first_chinese_name_is_read() -> None:
    asked = (
        "import sys; from kerege.methods.names.parts import parse; parse('Rustam Karimov');"
        " before = 'pypinyin' in sys.modules; parse('王小明'); print(before, 'pypinyin' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", "True"]
