"""No text breaks the comparison of names: any plane, surrogates, marks of direction, ten thousand characters."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.invented_names import persons
from kerege.methods.names import NameIndex, compare, index_keys, query_keys, reasons_text, score_many
from kerege.methods.names.parts import parse

ANY = st.text(st.characters(categories=None, exclude_categories=()), max_size=200)
HOSTILE = [
    "", " ", "\0", "\ud800", "\udfff\ud800", "\u202e\u2066Рустам\u2069", "\u200f\u200e", "\ue000yu.\ue000", "ﷺ" * 50,
    "🧑‍🚀🏳️‍🌈", "a\u0301" * 300, "İ" * 400, "ß" * 400, "Yu.Yu.Yu.", "''''", "дж.", "ﬃ" * 200, "\U0010ffff", "𠀀𠀁",
]  # fmt: skip
PEOPLE = list(persons(60, seed=5, held=False))
SPELLINGS = [text for person in PEOPLE for _, text in person.spellings]
LONG = [
    "а" * 10_000, "Muhammad " * 1200, "x " * 5000, "-ович " * 1600, "محمد" * 2500, "王小明" * 3400, "абд " * 2500,
    "ооо " * 2500,
]  # fmt: skip


@given(ANY, ANY)
@settings(deadline=None, max_examples=150)
def test_any_text_is_compared_alike_from_either_side(one: str, other: str) -> None:
    there, back = compare(one, other), compare(other, one)
    assert there.score == pytest.approx(back.score, abs=1e-9)
    assert sorted(reason.code for reason in there.reasons) == sorted(reason.code for reason in back.reasons)
    assert index_keys(one) is not None
    assert all(weight > 0 for weight in query_keys(one).values())
    assert reasons_text(there.reasons, "ru")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_read_and_searched(text: str) -> None:
    index = NameIndex([("hostile", text), ("p", "Рустам Каримов")])
    assert index.search("Рустам Каримов")[0].id == "p"
    assert all(0.0 <= match.score <= 1.0 for match in index.search(text))
    assert score_many(text, [text, *SPELLINGS[:12]])[1:] == pytest.approx(
        [compare(text, other).score for other in SPELLINGS[:12]], abs=1e-6
    )


@given(ANY)
@settings(deadline=None, max_examples=100)
def test_parts_are_few_and_short_whatever_is_written(text: str) -> None:
    parts = parse(text)
    assert len(parts) <= 12
    assert all(0 < len(part.phones) <= 60 for part in parts)
    assert all(len(part.other) <= 60 and len(part.stem) <= len(part.phones) for part in parts)
    assert all("\ue000" not in part.text for part in parts)


@pytest.mark.parametrize("text", LONG)
def test_of_a_long_text_the_first_parts_and_sounds_are_heard(text: str) -> None:
    parts = parse(text)
    assert len(parts) <= 12
    assert all(0 < len(part.phones) <= 60 and len(part.other) <= 60 for part in parts)
    assert parts == parse(text[:400])


@pytest.mark.parametrize("text", LONG)
def test_ten_thousand_characters_take_bounded_time(text: str) -> None:
    begun = time.process_time()
    compare(text, text[::-1])
    query_keys(text)
    index_keys(text)
    assert time.process_time() - begun < 5.0


@given(
    st.sampled_from(SPELLINGS), st.sampled_from(SPELLINGS), st.sampled_from(["Шарипов", "Ҷалил", "Zhumabek", "کریم"])
)
@settings(deadline=None, max_examples=150)
def test_a_part_added_to_both_always_makes_two_names_more_alike(one: str, other: str, added: str) -> None:
    before, after = compare(one, other), compare(f"{one} {added}", f"{other} {added}")
    if len(after.left) > len(before.left) and len(after.right) > len(before.right):
        assert after.rank > before.rank
        assert after.score > before.score


@given(st.sampled_from(SPELLINGS), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=100)
def test_parts_in_another_order_are_the_same_name(name: str, chance) -> None:  # type: ignore[no-untyped-def]
    turned = name.split()
    chance.shuffle(turned)
    if "Abdul" not in turned and "Абдул" not in turned:
        assert compare(name, " ".join(turned)).rank == pytest.approx(compare(name, name).rank, abs=1e-9)


@given(st.sampled_from(SPELLINGS))
@settings(deadline=None, max_examples=100)
def test_a_name_is_itself_and_nothing_is_more(name: str) -> None:
    own = compare(name, name)
    assert own.score >= 0.85
    assert {reason.code for reason in own.reasons} == {"same"}
    assert all(compare(name, other).rank <= own.rank + 1e-9 for other in SPELLINGS[:40])
