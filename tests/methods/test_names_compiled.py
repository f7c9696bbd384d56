"""The compiled search gives what the plain comparison gives."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from hashlib import sha256
from importlib import import_module, invalidate_caches
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kerege.methods.names.comparison import compare
from kerege.methods.names.index import PlainNames, compare_many, score_many
from kerege.methods.names.keys import skeletons
from kerege.methods.names.phones import SYMBOLS

NAMES = [
    "Каримов Рустам Ахмедович", "محمد یوسف حیدری", "Қасымов Нұрлан Болатұлы", "Əliyeva Gülnarə", "王小明",
    "Rustam Karimow", "Рахмонзода Джамшед", "Saif al-Din Abdul Rahman", "سیف الدین عبدالرحمن", "Wali Jan",
    "ولیجان", "I. I. Petrov", "Dr. Ivan Ivanovich Petrov", "Искра Михайлова-Копарова",
    "Оразов Мерет Гурбан оглы", "Xiaoming Wang", "O'Brien Kate",
]  # fmt: skip
PARTS = sorted({part for name in NAMES for part in name.split()})
INITIALS = st.lists(
    st.sampled_from([*PARTS, "И.", "J.", "Abu", "bin", "Карим", "Karimov", "Каримович"]), max_size=6
).map(" ".join)
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


@given(st.lists(st.one_of(ASKED, st.text(max_size=20)), max_size=5), st.integers(1, 20))
@settings(deadline=None, max_examples=50)
def test_the_nearest_are_those_that_are_scored_above_nothing(asked: list[str], most: int) -> None:
    packed = _packed()
    places, numbers = packed.nearest(asked, most)
    scored = [(at, n) for at, own in enumerate(packed.scored(asked, most)) for n, score in own if score > 0.0]
    assert list(zip(places.tolist(), numbers.tolist(), strict=True)) == scored


@cache
def _packed() -> Any:
    from kerege.methods.names.packed import PackedNames

    return PackedNames(NAMES)


@given(ASKED)
@settings(deadline=None, max_examples=50)
def test_many_scores_equal_single_scores(asked: str) -> None:
    several = [*NAMES, ""]
    assert score_many(asked, several) == pytest.approx([compare(asked, name).score for name in several], abs=1e-6)


@given(st.lists(st.tuples(st.one_of(ASKED, st.text(max_size=20)), st.one_of(ASKED, INITIALS)), min_size=1, max_size=8))
@settings(deadline=None, max_examples=100)
def test_names_compared_together_are_compared_as_one_by_one_to_the_last_bit(pairs: list[tuple[str, str]]) -> None:
    from kerege.methods.names.aligned import compare_pairs

    turned = [(other, one) for one, other in pairs]
    assert compare_pairs([*pairs, *turned]) == [compare(one, other) for one, other in [*pairs, *turned]]


def test_equally_near_parts_are_paired_alike_though_they_stand_in_any_order() -> None:
    from kerege.methods.names.aligned import compare_pairs

    same = ["Али Али Карим", "Карим Али Али", "Aliy Ali Karim", "Ali Aliy", "А. А. Карим", "K. A. A.", "Алим Алик Али"]
    pairs = list(product(same, same))
    assert compare_pairs(pairs) == [compare(one, other) for one, other in pairs]


def test_more_pairs_than_are_laid_out_at_once_are_all_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    from kerege.methods.names import aligned

    pairs = list(product(NAMES[:5], NAMES[:5]))
    monkeypatch.setattr(aligned, "AT_ONCE", 7)
    assert compare_many(pairs) == [compare(one, other) for one, other in pairs]
    assert compare_many([]) == []


@given(st.text(SYMBOLS, min_size=1, max_size=6))
@settings(deadline=None, max_examples=200)
def test_compiled_skeletons_are_the_plain_ones(heard: str) -> None:
    import numpy as np

    from kerege.methods.names import compiled_keys, packed

    out = np.zeros(compiled_keys.MOST_VARIANTS, np.int64)
    coded = np.frombuffer(packed._coded(heard), np.uint8)
    count = _called_skeletons()(coded, 0, len(coded), packed.SKELETAL, out)
    assert tuple(dict.fromkeys(map(_spelled, out[:count].tolist()))) == skeletons(heard)


@cache
def _called_skeletons() -> Callable[..., int]:
    from kerege.methods.names import compiled_keys, compiling

    return compiling.whole(compiled_keys.skeletons)


def _spelled(key: int) -> str:
    """The letters of a skeleton in machine code."""
    from kerege.methods.names import compiled_keys, packed

    letters = {number: letter for letter, number in packed.LETTERS.items()}
    firm = key & ((1 << compiled_keys.MARK_AT) - 1)
    text = "".join(letters[firm >> shift & 15] for shift in range(4 * compiled_keys.LONGEST_SKELETON, -1, -4))
    return ("a" if key >> compiled_keys.MARK_AT else "") + text


def test_what_is_compiled_does_not_outlive_a_change_of_its_sources() -> None:
    from kerege.methods.names import compiled_align, compiled_desk, compiled_keys, compiled_rank, compiling

    modules = (compiled_align, compiled_desk, compiled_keys, compiled_rank)
    functions = [found for module in modules for found in vars(module).values() if hasattr(found, "overloads")]
    kept = {found._cache._cache_file._source_stamp for found in functions if hasattr(found._cache, "_cache_file")}
    assert kept == {compiling.SOURCES}


def test_a_part_is_refused_to_python_and_is_called_by_what_is_compiled() -> None:
    from kerege.methods.names import compiling

    @compiling.part
    def doubled(number: int) -> int:
        return 2 * number

    @compiling.part
    def raised(number: int) -> int:
        return doubled(number) + doubled(1)

    assert compiling.whole(lambda number: raised(number) - 1)(20) == 41
    assert compiling.whole(raised)(20) == 42
    with pytest.raises(TypeError, match="bad argument"):
        raised(20)


def test_what_is_compiled_elsewhere_is_dropped_when_its_own_source_changes() -> None:
    from kerege.methods.names import compiling
    from kerege.methods.screening import first_look

    stamp = first_look._look._cache._cache_file._source_stamp  # type: ignore[attr-defined]  # of numba
    assert stamp[:-1] == compiling.SOURCES
    assert stamp[-1] == sha256(Path(first_look.__file__).read_bytes()).digest()


ALONE = """
import sys
from kerege.methods.names import compiled_desk, compiled_rank, index, kept, packed

names = [(str(number), name) for number, name in enumerate(["Каримов Рустам", "Nurlan Kasymov"] * 200)]
built = index.NameIndex(names)
functions = [found for name, module in sys.modules.items() if name.startswith("kerege.methods.names")
             for found in vars(module).values() if hasattr(found, "signatures")]
before = [list(function.signatures) for function in functions]
assert compiled_desk.search.signatures and compiled_rank.rank_many.signatures
built.save(kept.Path(sys.argv[1]))
for one in (built, index.NameIndex.open(kept.Path(sys.argv[1]))):
    assert one.search("Karimov Rustam")
    assert one.search_many(["Karimov Rustam", "قاسموف"])
assert index.score_many("Karimov Rustam", [name for _, name in names])
assert before == [list(function.signatures) for function in functions]
print("cached" if any(compiled_desk.search.stats.cache_hits.values()) else "compiled")
"""


def alone(folder: Path, **environment: str) -> str:
    """Build and search an index in a process of its own; return whether the search came from disk."""
    command = [sys.executable, "-c", ALONE, str(folder / "kept")]
    done = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_an_index_has_compiled_all_that_its_searches_call(tmp_path: Path) -> None:
    assert alone(tmp_path) in {"cached", "compiled"}
    assert alone(tmp_path) == "cached"


def test_a_search_is_compiled_ahead_for_the_types_it_is_called_with() -> None:
    from kerege.methods.names import compiled_desk, packed
    from tools import ahead

    packed.warm()
    assert compiled_desk.search.signatures == [ahead.ASKED]


def test_where_nothing_can_be_kept_searches_are_compiled_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    from kerege.methods.names import compiling

    monkeypatch.setattr("numba.core.caching.CacheImpl._locator_classes", [])
    doubled = compiling.compiled(lambda number: 2 * number)
    assert doubled(21) == 42


SHAPED = """
from typing import NamedTuple
import numpy as np
from kerege.methods.names import compiling

class {shape}(NamedTuple):
    {field}: np.ndarray
    last: np.ndarray

@compiling.compiled
def summed(of):
    return of.{field}.sum() + of.last.sum()

def told():
    return summed({shape}(np.arange(3), np.arange({size})))
"""


def test_what_other_sources_left_on_disk_is_not_read_and_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kerege.methods.names import compiling

    monkeypatch.syspath_prepend(str(tmp_path))
    for turn, (shape, field) in enumerate([("One", "a"), ("One", "b"), ("Two", "b")]):
        monkeypatch.setattr(compiling, "SOURCES", (f"{turn}",))
        monkeypatch.setattr(compiling, "_KEPT", set())
        (tmp_path / "shaped.py").write_text(SHAPED.format(shape=shape, field=field, size=turn + 2), encoding="utf-8")
        monkeypatch.delitem(sys.modules, "shaped", raising=False)
        invalidate_caches()
        assert import_module("shaped").told() == 3 + (turn + 2) * (turn + 1) // 2
        assert len(list(tmp_path.rglob("*.nbi"))) == turn + 1
    compiling.forget_what_other_sources_left()
    (left,) = tmp_path.rglob("*.nbi")
    assert left.name.startswith(next(name for _, name in compiling._KEPT))
    assert len(list(tmp_path.rglob("*.nbc"))) == 1
    monkeypatch.delitem(sys.modules, "shaped")
    assert import_module("shaped").told() == 9
    assert sum(sys.modules["shaped"].summed.stats.cache_hits.values()) == 1


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
