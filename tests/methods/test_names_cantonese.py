"""Chinese names as Cantonese speakers spell them, and native names heard strictly."""

from __future__ import annotations

import pytest

from kerege.methods.names import NameIndex, compare
from kerege.methods.names.cantonese import cantonese_phones, readings
from kerege.methods.names.chinese import pinyin_phones
from kerege.methods.names.distance import Writing, distance
from kerege.methods.names.parts import parse
from kerege.methods.names.phones import SYMBOLS


@pytest.mark.parametrize(
    ("written", "cantonese", "mandarin"),
    [
        ("江月桥", "Kong Yuet Kiu", "Jiang Yueqiao"),
        ("江月橋", "Kong Yuet Kiu", "Jiang Yueqiao"),
        ("何学勤", "Ho Hok-kan", "He Xueqin"),
        ("邱玉珠", "Yau Yuk Chu", "Qiu Yuzhu"),
    ],
)
def test_a_native_name_is_heard_in_pinyin_and_in_cantonese(written: str, cantonese: str, mandarin: str) -> None:
    assert compare(written, mandarin).score > 0.9
    assert compare(written, cantonese).score > 0.6
    assert compare(written, "Boris Petrov").rank < 0.2


def test_a_name_spelled_in_cantonese_finds_its_record_in_chinese() -> None:
    index = NameIndex([("a", "王小明"), ("b", "江月桥"), ("c", "刘国强")])
    assert index.search("Kong Yuet Kiu", 1)[0].id == "b"


def test_two_names_in_chinese_are_read_one_way() -> None:
    """One by pinyin against the other in Cantonese would make many names one."""
    assert cantonese_phones("夏") != pinyin_phones("夏")
    assert next(part.other for part in parse("夏云")) == cantonese_phones("夏")
    assert compare("夏云", "哈云").rank < 0.75


@pytest.mark.parametrize(("chinese", "other"), [("刘祥", "Rusjan"), ("李刚", "ولی جان"), ("燕福龙", "Farhan Khan")])
def test_a_native_name_is_not_taken_for_a_name_of_few_like_sounds(chinese: str, other: str) -> None:
    assert compare(chinese, other).score < 0.5


def test_vowels_of_a_native_name_tell_and_those_of_a_foreign_one_hardly() -> None:
    foreign = distance("kim", "kima", Writing.FULL, Writing.SYLLABIC)
    native = distance("kim", "kima", Writing.FULL, Writing.NATIVE)
    assert foreign < native / 3


def test_every_syllable_of_the_table_has_sounds_with_costs() -> None:
    assert len(readings()) > 8000
    for char in readings():
        heard = cantonese_phones(char)
        assert heard
        assert set(heard) <= set(SYMBOLS)


def test_what_has_no_reading_is_not_half_read() -> None:
    assert cantonese_phones("江x") == ""
    assert cantonese_phones("") == ""


@pytest.mark.parametrize(
    ("char", "heard"),
    [("陈", "Ca恩"), ("张", "扎O恩"), ("郭", "格瓦奥k"), ("吴", "N"), ("叶", "yip"), ("雪", "沙Ut"), ("信", "沙u恩")],
)
def test_a_syllable_is_read_by_its_initial_and_its_final(char: str, heard: str) -> None:
    assert cantonese_phones(char) == heard
