"""The distance of one part from many, told by one sheet of costs, is that of each pair alone."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kerege.methods.names import compiled as c
from kerege.methods.names import compiled_keys as keys
from kerege.methods.names import compiled_reach as s
from kerege.methods.names import compiled_search as search
from kerege.methods.names import compiled_sheet as sheets
from kerege.methods.names.compiled_desk import Desk, desk
from kerege.methods.names.compiling import whole as called
from kerege.methods.names.packed import (
    SOUNDS,
    TABLES,
    PackedNames,
    Parsed,
    _coded,
    asked_at,
    known_of,
    laid_out,
    packed_name,
    packed_part,
    parsed,
    sizes_of,
)
from kerege.methods.names.parts import LONGEST_PART, Part, parse
from kerege.methods.names.phones import EXCHANGE, SYMBOLS

WORDS = [
    "Каримов", "Каримович", "Каримова", "Карим", "Karim", "Karimzoda", "Karimov", "کریم", "کریمی", "کریموف", "王",
    "克里莫夫", "Al-Karim", "الکریم", "К.", "Dr.", "Нұрлан", "Нурланулы", "Кызы", "Əliyeva", "Абдурахман",
    "Abdul Rahman", "X",
]  # fmt: skip
NAMES = st.one_of(
    st.sampled_from(WORDS), st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join), st.text(max_size=90)
)
NEAR, APART, REACH_ALL, DIGEST = called(sheets.near), called(c.parts_apart), called(s.reach_all), called(keys.digest)
LEAST_SCORE, ROUGH, UNPACK, JOIN, BEGIN = (
    part.py_func  # type: ignore[attr-defined]  # of numba: these call no other part, so Python can
    for part in (s._least_score, s._rough, search.unpack, search._join, sheets.begin)
)
LIMITS = st.sampled_from([0.0, 0.12, 0.36, 0.55, 1.0])


def _parts(names: Sequence[str]) -> list[Part]:
    return sorted({part for name in names for part in parse(name)}, key=lambda part: (part.writing, part.phones))


@given(NAMES, st.lists(NAMES, max_size=30), LIMITS)
@settings(deadline=None, max_examples=60)
def test_a_sheet_tells_the_distance_of_every_part(asked: str, known: list[str], limit: float) -> None:
    ours, theirs = _parts([asked]), _parts([*known, *WORDS])
    left, right = laid_out([packed_part(p) for p in ours]), laid_out([packed_part(p) for p in theirs])
    on, row, sizes = sheets.sheet(), c.bench().row, sizes_of(right)
    for own in range(len(ours)):
        BEGIN(on)
        for part in range(len(theirs)):
            told = NEAR(left, own, right, sizes, part, SOUNDS, limit, on, row)
            assert told == APART(left, own, right, part, SOUNDS, limit, row)


@given(NAMES)
@settings(deadline=None, max_examples=150)
def test_a_stem_is_what_its_part_begins_with_and_no_part_is_longer_than_a_sheet(name: str) -> None:
    for part in parse(name):
        assert part.phones.startswith(part.stem)
        assert len(part.phones) <= LONGEST_PART < sheets.DEPTH


def test_sounds_cost_the_same_either_way() -> None:
    assert all(EXCHANGE[a][b] == EXCHANGE[b][a] for a in SYMBOLS for b in SYMBOLS)


def test_of_even_records_the_first_given_are_found_whatever_the_order_of_their_parts() -> None:
    rng = random.Random(7)
    names = [" ".join(rng.sample(WORDS, 2)) for _ in range(400)]
    told = parsed(names)
    place = rng.sample(range(len(told.parts)), len(told.parts))
    turned = sorted(range(len(place)), key=lambda number: place[number])
    again = Parsed([told.parts[number] for number in turned], np.array(place, np.int32)[told.numbers], told.counts)
    one, other = PackedNames((), known=known_of(told)), PackedNames((), known=known_of(again))
    asked = sorted(set(names))[:60]
    assert one.scored(asked) == other.scored(asked)
    assert [number for number, _ in PackedNames(["Каримов"] * 60).search("Каримов")] == list(range(24))


@given(
    st.floats(0.0, 12.0), st.floats(0.0, 12.0), st.floats(0.01, 1.0),
)  # fmt: skip
def test_no_record_below_the_least_score_has_the_rough_rank(whole: float, weight: float, rank: float) -> None:
    least = LEAST_SCORE(rank, whole, SOUNDS)
    for score in np.linspace(0.0, min(least, whole, weight), 20, endpoint=False):
        assert _rough(score, whole, weight) < rank


def _rough(score: float, whole: float, weight: float) -> float:
    over, under = max(0.0, whole - score), max(0.0, weight - score)
    costs = SOUNDS.costs
    against = costs[c.CONTRADICTED] * min(over, under) + costs[c.LACKING] * abs(over - under) + costs[c.DOUBT]
    return float(score / (score + against))


@given(st.floats(0.0, 12.0), st.floats(0.01, 12.0), st.floats(0.0, 12.0), st.floats(0.0, 12.0))
def test_no_heavier_record_has_a_better_rough_rank(worth: float, whole: float, weight: float, more: float) -> None:
    assert ROUGH(worth, weight + more, whole, SOUNDS) * (1.0 - s.ROUNDED) <= ROUGH(worth, weight, whole, SOUNDS)


def _rough_ranks(lent: Desk, own: int, total: int) -> dict[int, float]:
    """The rough rank of every record that carries a part like one asked, each added up by itself."""
    on, known, costs = lent.room, lent.known, SOUNDS.costs
    carriers = [
        known.records.part_records[known.records.part_starts[p] : known.records.part_starts[p + 1]].tolist()
        for p in range(len(known.parts.rows))
    ]
    spans = [range(on.bounds[q], on.bounds[q + 1]) for q in range(total)]
    loads = [sum(len(carriers[on.found[at]]) for at in span) for span in spans]
    worths: dict[int, dict[int, float]] = {}
    for q in np.argsort(loads).tolist():
        common = loads[q] > s.SCAN_FREELY and 0 < len(worths) * 4 < loads[q]
        for at in spans[q]:
            p = on.found[at]
            if common and known.parts.rows[p, c.KIND] == c.JOINED:
                continue
            share = max(0.0, 1.0 - on.near[at] / costs[c.NO_WORTH])
            worth = min(on.weights[q], known.parts.weights[p]) * share
            for r in carriers[p]:
                if r in worths or not common:
                    of = worths.setdefault(r, {})
                    of[q] = max(of.get(q, 0.0), worth)
    whole = float(on.weights[:own].sum())
    return {r: _rough(sum(of.values()), whole, known.records.weights[r]) for r, of in worths.items()}


@pytest.mark.parametrize(("count", "asks"), [(60, 40), (7000, 12)])
def test_records_of_the_best_rough_rank_are_reached_whether_by_one_part_or_by_several(count: int, asks: int) -> None:
    rng = random.Random(f"reached-{count}")
    packed = PackedNames([" ".join(rng.choices(WORDS, k=rng.randint(1, 4))) for _ in range(count)])
    lent = desk(packed.known, TABLES)
    on = lent.room
    asked, out, found = c.Parts(on.phones, on.rows, on.weights), np.zeros(24, np.int32), np.zeros(24)
    for name in [" ".join(rng.choices(WORDS, k=rng.randint(1, 5))) for _ in range(asks)]:
        length = len(packed_name(name))
        asked_at(lent, packed_name(name), 24)
        own = UNPACK(lent.answer.packed, 0, length, asked)
        total = JOIN(asked, own) if own <= search.MOST_JOINING else own
        told = REACH_ALL(asked, own, total, packed.known, SOUNDS, on, out, found)
        ranks = _rough_ranks(lent, own, total)
        assert found[:told] == pytest.approx(sorted(ranks.values(), reverse=True)[:24])
        assert [ranks[record] for record in out[:told].tolist()] == pytest.approx(found[:told].tolist())
        assert len(set(out[:told].tolist())) == told == min(24, len(ranks))


def test_what_is_found_ahead_for_a_known_part_is_what_a_search_finds_for_it() -> None:
    words = [*WORDS, *(f"{one}{other}" for one in ("Ka", "Бо", "مح") for other in WORDS)]
    known = known_of(parsed(words))
    unknown = known._replace(alike=known.alike._replace(digests=known.alike.digests[:0]))
    one, other = desk(known, TABLES), desk(unknown, TABLES)
    for word in words:
        assert asked_at(one, packed_name(word), 24) == asked_at(other, packed_name(word), 24)
        end = one.room.bounds[len(parse(word))]
        assert np.array_equal(one.room.bounds, other.room.bounds)
        assert np.array_equal(one.room.found[:end], other.room.found[:end])
        assert np.array_equal(one.room.near[:end], other.room.near[:end])
    assert known.alike.counts.max() > 3


@given(st.lists(st.text(SYMBOLS, min_size=1, max_size=4), min_size=2, max_size=40, unique=True))
@settings(deadline=None, max_examples=60)
def test_short_parts_have_digests_of_their_own_however_they_are_asked(heard: list[str]) -> None:
    plain = packed_part(parse("Абу")[0])
    parts = laid_out([bytes([len(each), 0, 0, *plain[3:7]]) + _coded(each) for each in heard])
    told = {DIGEST(parts, part, width) for part in range(len(heard)) for width in (keys.NARROWLY, keys.WIDELY)}
    assert len(told) == 2 * len(heard)


def test_of_each_part_the_lightest_record_stands_first() -> None:
    names = [f"{first} {second}" for first in WORDS for second in (*WORDS, "Al-Karim Абдурахман Нурланулы")]
    records = PackedNames(names).known.records
    for part in range(len(records.part_starts) - 1):
        several = records.part_records[records.part_starts[part] : records.part_starts[part + 1]]
        order = [(records.weights[record], record) for record in several.tolist()]
        assert order == sorted(order)
        assert len(set(several.tolist())) == len(several)
