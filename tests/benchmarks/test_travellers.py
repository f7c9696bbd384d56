"""Innocent travellers: nobody of the list stands in the bank, and a name alone never gives a strong hit."""

from pathlib import Path

import pyarrow as pa

from benchmarks import travellers
from kerege.methods.screening import LIST_SCHEMA, PAIR_SCHEMA


def test_a_screening_tells_hits_of_ten_thousand_and_never_a_strong_one_by_name_alone(tmp_path: Path) -> None:
    told = travellers.screened(300, 600, tmp_path)
    assert tuple(told) == travellers.WAYS
    by_name = told[travellers.BY_NAME]
    assert isinstance(by_name, dict)
    assert by_name["strong"] == 0
    assert by_name["rows_per_s"] > 0
    assert by_name["processor_s_per_million"] > 0


def test_a_traveller_hit_in_both_grades_counts_as_strong_and_once(tmp_path: Path) -> None:
    pairs = [(1, "possible"), (1, "strong"), (1, "possible"), (2, "possible"), (2, "possible")]
    rows = [
        {
            "list_id": "t",
            "bank_id": "b",
            "probability": 0.5,
            "grade": grade,
            "fields": [],
            "reasons": [],
            "list_row": at,
        }
        for at, grade in pairs
    ]
    path = tmp_path / "pairs.arrow"
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, PAIR_SCHEMA) as file:
        file.write_table(pa.Table.from_pylist(rows, schema=PAIR_SCHEMA))
    assert travellers.hit(path) == {"strong": 1, "possible": 1}


def test_list_and_bank_are_drawn_apart_and_the_list_is_the_same_whatever_is_told_of_births() -> None:
    listed = [row["names"] for row in travellers.travellers(50, travellers.BY_YEAR)]
    for way in (travellers.BY_DAY, travellers.BY_NAME):
        assert listed == [row["names"] for row in travellers.travellers(50, way)]
    assert listed != [row["names"] for row in travellers.bank(50)]


def test_a_traveller_is_told_with_the_day_of_birth_its_year_or_neither() -> None:
    births = {way: str(next(travellers.travellers(1, way))["birth"]) for way in travellers.WAYS}
    assert births[travellers.BY_NAME] == ""
    assert births[travellers.BY_DAY].startswith(births[travellers.BY_YEAR])
    assert len(births[travellers.BY_DAY]) > len(births[travellers.BY_YEAR])


def test_a_registered_traveller_has_his_fathers_name_and_his_nationality_and_the_year() -> None:
    rows = list(travellers.travellers(40, travellers.BY_FATHER))
    assert all(row["nationality"] and len(str(row["birth"])) == 4 for row in rows)
    assert any(len(str(row["names"]).split()) > 2 for row in rows)


def test_rows_are_cut_into_batches_of_the_shape_of_a_list() -> None:
    cut = list(travellers.batches(travellers.travellers(travellers.PIECE + 3, travellers.BY_YEAR)))
    assert [batch.num_rows for batch in cut] == [travellers.PIECE, 3]
    assert cut[0].schema == LIST_SCHEMA
