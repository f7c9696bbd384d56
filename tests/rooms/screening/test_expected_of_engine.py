"""The range of false hits that a draft tells holds what the bulk engine answers: lists and records of drawn shapes."""

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.expected_hits import DAY, HELD, SHAPES, Shape, false_hits, records, rows
from kerege.kernel.dates import PartialDate
from kerege.methods.identity import Birth
from kerege.rooms.screening.rules.expectation import BankSize, Expected, expected, sample_of
from kerege.rooms.screening.rules.lists import ListRow
from kerege.rooms.screening.rules.strangers import births_of, chance_of

SEED = 20261129
HOLDS = 2_500
LISTED = 1_500
SIZE = BankSize(HOLDS, HOLDS)
TOLD_WITHIN = 2.0
"""Factor within which the middle must lie of what is answered, where that is enough to be counted."""
COUNTED = 40


def drawn(seed: int) -> Shape:
    """A list of some shape: how many rows give which particulars."""
    dice = random.Random(f"shape-{seed}")
    by_day = dice.random()
    some = {
        each: dice.choice((0.0, 0.5, 1.0)) for each in ("fathers", "alias", "nationality", "sex", "phone", "passport")
    }
    return Shape(by_day=by_day, by_year=(1 - by_day) * dice.random(), **some)


def drawn_records(seed: int) -> Shape:
    """Records about as they are assumed to be."""
    dice = random.Random(f"records-{seed}")
    lacking = dice.uniform(0.05, 0.2)
    by_day = (1 - lacking) * dice.uniform(0.5, 0.8)
    known = {"fathers": dice.random(), "nationality": dice.uniform(0.5, 1), "sex": dice.random()}
    return replace(HELD, by_day=by_day, by_year=1 - lacking - by_day, **known)


def told(of: list[ListRow], size: BankSize = SIZE) -> Expected:
    return expected(sample_of(of, len(of)), count=len(of), findable=size, day=DAY)


def test_what_is_told_of_lists_holds_what_the_engine_answers(tmp_path: Path) -> None:
    """Of each shape in the range; over all of them the middle near it."""
    bank = records(drawn_records(SEED), HOLDS, tmp_path / "bank", f"records-{SEED}")
    shapes = [SHAPES["years of birth"], SHAPES["names alone"], drawn(SEED), drawn(SEED + 1)]
    likely = answered = 0.0
    for at, shape in enumerate(shapes):
        of = list(rows(shape, LISTED, f"list-{SEED}-{at}"))
        found, hits = told(of), false_hits(bank, of)
        assert found.low <= hits <= found.high, (shape, found, hits)
        likely, answered = likely + found.likely, answered + hits
    assert answered >= COUNTED
    assert answered / TOLD_WITHIN <= likely <= answered * TOLD_WITHIN


@given(count=st.integers(1, 10_000_000), held=st.integers(1, 10_000_000), seed=st.integers(0, 50))
def test_twice_the_rows_or_twice_the_records_are_twice_the_hits(count: int, held: int, seed: int) -> None:
    of = list(rows(drawn(seed), 2, f"scale-{seed}"))
    one = expected(of, count=count, findable=BankSize(held, held), day=DAY)
    for more in (
        expected(of, count=2 * count, findable=BankSize(held, held), day=DAY),
        expected(of, count=count, findable=BankSize(2 * held, 2 * held), day=DAY),
    ):
        assert more.likely == pytest.approx(2 * one.likely, abs=0.02)
        assert one.low <= more.low
        assert one.high <= more.high
    assert one.low <= one.likely <= one.high


@given(seed=st.integers(0, 200))
def test_whoever_gives_a_birth_is_met_by_fewer(seed: int) -> None:
    """A day of birth leaves no more than its year, a year no more than nothing; a further name only adds."""
    shape = replace(drawn(seed), by_day=1.0, by_year=0.0, named=1.0, phone=0.0, passport=0.0, nationality=0.0)
    of = next(rows(shape, 1, f"one-{seed}"))
    by_year, alone = replace(of, birth=of.birth[:4]), replace(of, birth="")
    assert chance_of(of, DAY) <= chance_of(by_year, DAY) * 1.01
    assert chance_of(by_year, DAY) <= chance_of(alone, DAY)
    assert chance_of(of, DAY) <= chance_of(replace(of, names=(*of.names, "Probnov Ucheb")), DAY)


def test_one_part_of_a_name_and_a_number_are_met_by_hardly_anybody() -> None:
    name, part = ListRow(1, "a", ("Probnov Ucheb",)), ListRow(2, "b", ("Probnov",))
    phone = ListRow(3, "c", (), identifiers=(("phone", "+77010001122"),))
    bare = replace(phone, identifiers=(("phone", "87010001122"),))
    assert chance_of(part, DAY) == 0.0
    assert 0.0 < chance_of(phone, DAY) < chance_of(bare, DAY) < chance_of(name, DAY) / 10


@given(born=st.dates(date(1930, 1, 1), date(2015, 12, 31)), known=st.sampled_from(("day", "month", "year")))
def test_births_of_strangers_are_shares_of_all_and_hardly_ever_the_same_day(born: date, known: str) -> None:
    month = born.month if known != "year" else None
    shares = births_of(PartialDate(born.year, month, born.day if known == "day" else None), DAY)
    assert sum(shares.values()) == pytest.approx(1.0)
    assert shares[Birth.UNKNOWN] == pytest.approx(0.1)
    assert shares.get(Birth.SAME_DAY, 0.0) < 0.05
