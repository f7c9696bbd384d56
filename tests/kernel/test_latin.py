"""Cyrillic names of places in Latin letters, with the form as given kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.kernel.latin import latin, readable_in_latin

NAMES = [
    ("Кордай", "Korday"),
    ("Шымкент", "Shymkent"),
    ("Екатеринбург", "Yekaterinburg"),
    ("Орёл", "Oryol"),
    ("Щучинск", "Shchuchinsk"),
    ("ЖАМБЫЛ", "ZHAMBYL"),
    ("Алматы, Түркістан", "Almaty, Turkistan"),
    ("Хуҷанд", "Khujand"),
    ("Ош, 5 км", "Osh, 5 km"),
    ("Подъезд", "Podyezd"),
    ("Bishkek", "Bishkek"),
]


@pytest.mark.parametrize(("given_name", "written"), NAMES)
def test_a_name_is_written_as_atlases_write_it(given_name: str, written: str) -> None:
    assert latin(given_name) == written


@given(st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВЕЁЖЩәғқңөұүһіӣӯҳҷ -,", max_size=60))
def test_no_cyrillic_letter_is_left(text: str) -> None:
    assert latin(text).isascii()


@given(st.text(max_size=60))
def test_the_form_as_given_is_kept(text: str) -> None:
    read = readable_in_latin(text)
    assert read == text or read.endswith(f"({text})")


@given(st.text(alphabet=st.characters(max_codepoint=0x3FF), max_size=60))
def test_what_is_not_cyrillic_stays(text: str) -> None:
    assert readable_in_latin(text) == text
