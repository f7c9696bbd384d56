"""The compiled search gives what the plain comparison gives."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kerege.methods.names.comparison import compare
from kerege.methods.names.index import PlainNames, score_many

NAMES = [
    "Каримов Рустам Ахмедович", "محمد یوسف حیدری", "Қасымов Нұрлан Болатұлы", "Əliyeva Gülnarə", "王小明",
    "Rustam Karimow", "Рахмонзода Джамшед", "Saif al-Din Abdul Rahman", "سیف الدین عبدالرحمن", "Wali Jan",
    "ولیجان", "I. I. Petrov", "Dr. Ivan Ivanovich Petrov", "Искра Михайлова-Копарова",
    "Оразов Мерет Гурбан оглы", "Xiaoming Wang", "O'Brien Kate",
]  # fmt: skip
PARTS = sorted({part for name in NAMES for part in name.split()})
ASKED = st.lists(st.sampled_from(PARTS), min_size=1, max_size=5).map(" ".join)


@given(st.one_of(ASKED, st.text(max_size=40)))
@settings(deadline=None, max_examples=200)
def test_compiled_ranks_equal_compared_ranks(asked: str) -> None:
    from kerege.methods.names.packed import PackedNames

    for number, rank in PackedNames(NAMES).search(asked):
        assert rank == pytest.approx(compare(asked, NAMES[number]).rank, abs=1e-6)


@given(ASKED)
@settings(deadline=None, max_examples=50)
def test_compiled_search_finds_what_plain_search_finds(asked: str) -> None:
    from kerege.methods.names.packed import PackedNames

    plain = [n for n, rank in PlainNames(NAMES).search(asked) if rank > 0.72]
    assert set(plain) <= {n for n, _ in PackedNames(NAMES).search(asked)}


@given(ASKED)
@settings(deadline=None, max_examples=50)
def test_many_scores_equal_single_scores(asked: str) -> None:
    several = [*NAMES, ""]
    assert score_many(asked, several) == pytest.approx([compare(asked, name).score for name in several], abs=1e-6)


def test_what_is_compiled_does_not_outlive_a_change_of_its_sources() -> None:
    from kerege.methods.names import compiled, compiled_keys, compiled_rank, compiled_search

    functions = [
        found for module in (compiled, compiled_keys, compiled_rank, compiled_search) for found in vars(module).values()
    ]
    kept = {found._cache._cache_file._source_stamp for found in functions if hasattr(found, "overloads")}
    assert kept == {compiled.SOURCES}


def test_an_empty_list_is_searched() -> None:
    from kerege.methods.names.packed import PackedNames

    assert PackedNames([]).search("Rustam") == []
    assert PackedNames(["", "..."]).search("Rustam") == []


def test_searches_of_many_threads_share_rooms_and_find_what_one_finds() -> None:
    from kerege.methods.names.packed import PackedNames

    packed = PackedNames(NAMES)
    alone = [packed.search(name) for name in NAMES]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(packed.search, NAMES * 20)) == alone * 20
    assert 1 <= len(packed._desks._free) <= 4


def test_a_room_is_given_back_though_a_search_fails() -> None:
    from kerege.methods.names.packed import PackedNames

    packed = PackedNames(NAMES)
    with pytest.raises(RuntimeError), packed._desks.one():
        raise RuntimeError
    assert len(packed._desks._free) == 1
    assert packed.search("Rustam Karimow")[0][0] in {0, 5}
