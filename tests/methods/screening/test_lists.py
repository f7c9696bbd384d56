"""Lists read from tables: headings known in two languages, cells normalised, what cannot be read told."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.methods.screening.headings import NoListError, role_of
from kerege.methods.screening.lists import Remark, prepare, prepare_table, prepared_before, read_rows
from tests.methods.screening.exercise_lists import list_rows, table

COLUMNS = ("Фамилия", "Имя", "Отчество", "Дата рождения", "Пол", "Гражданство", "Телефон 1", "Телефон 2", "Заметка")
ROW = ("Пробнов", "Учебек", "Тестович", "01.02.1980", "муж", "Казахстан", "8 701 123 45 67", "", "EXERCISE")


def read(columns: tuple[str, ...], *rows: tuple[str, ...]) -> tuple[list[dict[str, object]], list[Remark]]:
    told: list[Remark] = []
    return list(read_rows(columns, enumerate(rows, start=2), told.append)), told


def test_a_row_is_read_by_its_headings() -> None:
    rows, told = read(COLUMNS, ROW)
    assert told == []
    assert rows == [
        {
            "id": "2",
            "names": ["Пробнов Учебек Тестович"],
            "birth": "1980-02-01",
            "sex": "m",
            "nationality": "KZ",
            "places": [],
            "identifiers": [{"kind": "phone", "value": "+77011234567"}],
            "kind": "person",
        }
    ]


def test_several_names_in_one_cell_are_several_names() -> None:
    rows, _ = read(("name", "address"), ("Probnov Ucheb; Пробнов Учеб", "Osh; Bishkek"))
    assert rows[0]["names"] == ["Probnov Ucheb", "Пробнов Учеб"]
    assert rows[0]["places"] == ["Osh", "Bishkek"]


def test_a_date_that_is_none_refuses_its_row_and_is_told_by_row_and_column() -> None:
    rows, told = read(COLUMNS, ROW, (*ROW[:3], "32.13.1980", *ROW[4:]))
    assert len(rows) == 1
    assert told == [Remark(3, "Дата рождения", "birth", "32.13.1980", True)]


def test_a_number_that_is_none_is_left_out_and_told_and_its_row_kept() -> None:
    rows, told = read(("name", "phone"), ("Probnov Ucheb", "12"))
    assert rows[0]["identifiers"] == []
    assert told == [Remark(2, "phone", "identifier", "12", False)]


def test_a_row_of_neither_name_nor_number_is_refused() -> None:
    rows, told = read(("name", "birth"), ("not known", "1980"))
    assert rows == []
    assert [(remark.code, remark.refused) for remark in told] == [("nothing", True)]


def test_a_table_without_names_and_numbers_is_no_list() -> None:
    with pytest.raises(NoListError, match="colour"):
        read(("colour", "birth"))


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Дата рождения", "birth"),
        ("PHONE_2", "phone"),
        ("e-mail", "email"),
        ("ФИО", "name"),
        ("ИИН", "national_number"),
    ],
)
def test_headings_are_known(heading: str, role: str) -> None:
    assert role_of(heading) == role


@given(st.lists(st.tuples(*[st.text(max_size=30)] * 5), max_size=6))
def test_no_text_stops_the_reading_and_no_row_is_lost_in_silence(cells: list[tuple[str, ...]]) -> None:
    rows, told = read(("name", "birth", "phone", "passport", "sex"), *cells)
    refused = {remark.row for remark in told if remark.refused}
    assert len(rows) + len(refused) == len(cells)


def test_a_list_made_ready_is_known_again_by_its_source_alone(tmp_path: Path) -> None:
    ready = tmp_path / "list.arrow"
    made = prepare(("name",), [(2, ("Probnov Ucheb",)), (3, ("",))], ready, source="one", told=lambda _: None)
    assert (made.rows, made.refused) == (1, 1)
    assert prepared_before(ready, "one") == made
    assert prepared_before(ready, "two") is None
    made.remove()
    assert list(tmp_path.iterdir()) == []


def test_a_table_that_is_a_list_already_is_taken_as_it_is(tmp_path: Path) -> None:
    rows = list_rows(20)
    random.Random("shuffled").shuffle(rows)
    made = prepare_table(table(rows).to_batches(), tmp_path / "list.arrow", source="one")
    assert [row["id"] for batch in made.batches() for row in batch.to_pylist()] == [row["id"] for row in rows]
