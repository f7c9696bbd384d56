"""Two lists in which nobody stands twice: each row once, the likelier pair stays, whatever the order of the pairs."""

from pathlib import Path
from random import Random

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from kerege.methods.screening import PAIR_SCHEMA, pair_off
from kerege.methods.screening.pairing import Paired, paired

Row = tuple[int, int, float]
ROWS = 12
one_row = st.tuples(st.integers(0, ROWS - 1), st.integers(0, ROWS - 1), st.floats(0.0, 1.0))
pairs = st.lists(one_row, max_size=60, unique_by=lambda row: row[:2])


def of(rows: list[Row], sizes: tuple[int, int] = (ROWS, ROWS)) -> Paired:
    ones, others = (np.array([row[side] for row in rows], np.int64) for side in (0, 1))
    return paired(ones, others, np.array([row[2] for row in rows], np.float64), sizes=sizes)


def kept(rows: list[Row], sizes: tuple[int, int] = (ROWS, ROWS)) -> set[Row]:
    return {rows[place] for place in of(rows, sizes).places}


@given(pairs)
def test_no_row_of_either_list_stands_in_two_pairs(rows: list[Row]) -> None:
    found = kept(rows)
    for side in (0, 1):
        assert len({row[side] for row in found}) == len(found)


@given(pairs, st.randoms(use_true_random=False))
def test_the_order_of_the_pairs_does_not_matter(rows: list[Row], chance: Random) -> None:
    turned = list(rows)
    chance.shuffle(turned)
    assert kept(turned) == kept(rows)


@given(pairs)
def test_a_likely_pair_is_left_out_only_where_another_pair_excludes_it(rows: list[Row]) -> None:
    found = kept(rows)
    for row in set(rows) - found:
        excluded = any(each != row and (each[0] == row[0] or each[1] == row[1]) for each in rows)
        assert excluded or row[2] <= 0.5


def test_a_doubtful_pair_is_kept_where_everybody_else_of_the_list_stands_in_the_other() -> None:
    sure = [(at, at, 0.999) for at in range(199)]
    doubtful = (199, 199, 0.05)
    assert doubtful in kept([*sure, doubtful], sizes=(200, 200))
    assert doubtful not in kept([*sure[:20], doubtful], sizes=(200, 200))


def test_a_sure_pair_is_kept_however_few_of_the_list_stand_in_the_other() -> None:
    assert kept([(3, 4, 0.95)], sizes=(1_000_000, 100_000)) == {(3, 4, 0.95)}


def test_of_two_equally_likely_neither_is_called_where_the_rest_says_nothing() -> None:
    assert kept([(0, 0, 0.6), (0, 1, 0.6)]) == set()


def test_a_file_of_pairs_keeps_its_columns_and_loses_what_is_excluded(tmp_path: Path) -> None:
    path = tmp_path / "pairs.arrow"
    rows = [("a", "x", 0.99, "strong", 0), ("a", "y", 0.6, "possible", 0), ("b", "x", 0.7, "possible", 1)]
    cells = [
        {"list_id": one, "bank_id": other, "probability": likely, "grade": grade, "fields": ["name"], "reasons": [],
         "list_row": at}
        for one, other, likely, grade, at in rows
    ]  # fmt: skip
    with path.open("wb") as stream, pa.ipc.new_file(stream, PAIR_SCHEMA) as writer:
        writer.write_table(pa.Table.from_pylist(cells, schema=PAIR_SCHEMA))
    assert pair_off(path, sizes=(2, 2)) == {"strong": 1, "possible": 0, "excluded": 2}
    assert pa.ipc.open_file(path.read_bytes()).read_all().to_pylist() == cells[:1]


def test_a_file_without_pairs_stays_one(tmp_path: Path) -> None:
    path = tmp_path / "pairs.arrow"
    with path.open("wb") as stream, pa.ipc.new_file(stream, PAIR_SCHEMA):
        pass
    assert pair_off(path, sizes=(5, 5)) == {"strong": 0, "possible": 0, "excluded": 0}
