"""Telephone numbers in a text call when they are touched; nothing else of the text becomes markup."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.web.shell.formats import dialled

LINK = re.compile(r'<a class="nowrap" href="tel:(\+[0-9]+)">([^<]*)</a>')


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("TJ · EXERCISE · +000 00 024", ["+00000024"]),
        ("+7 (000) 000-00-01, +7 000 000 00 02", ["+70000000001", "+70000000002"]),
        ("the desk of the 24th, 00 024", []),
        ("+12", []),
    ],
)
def test_each_number_with_its_country_calls(text: str, digits: list[str]) -> None:
    assert [found[1] for found in LINK.finditer(dialled(text))] == digits


@given(
    st.lists(st.sampled_from(["<script>", "&", '"', "'", "+7 000 000", "+", "a b", "12", " ", "\u2013"]) | st.text())
)
def test_whatever_the_text_holds_it_reads_the_same_and_holds_no_other_markup(parts: list[str]) -> None:
    text = "".join(parts)
    made = LINK.sub(lambda found: found[2], dialled(text))
    assert not set(made) & set("<>\"'")
    assert unescape(made) == text
