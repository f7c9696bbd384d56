"""Reading lists: columns by their headings in any language, rows read whole or refused with a reason; sealing them."""

import io
import os
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.rooms.screening.actions.keeping import said_by
from kerege.rooms.screening.rules import lists, sealed
from kerege.rooms.screening.rules.lists import ListRow, RefusedRow
from kerege.rooms.screening.rules.sealed import BrokenListError

KEY = bytes(range(32))


def one(headings: list[str], cells: list[str]) -> ListRow | RefusedRow:
    """One row of a list with these headings."""
    (found,) = lists.read_rows(headings, [(2, cells)])
    return found


def test_a_row_is_read_with_its_identifiers_in_normal_form() -> None:
    headings = ["№", "ФИО", "Дата рождения", "Гражданство", "Телефон"]
    row = one(headings, ["7", "Учебников  Асет", "12.03.1987", "Казахстан", "+7 701 000 01 02"])
    assert row == ListRow(2, "7", ("Учебников Асет",), "1987-03-12", "", "KZ", (), (("phone", "+77010000102"),))


def test_names_in_parts_become_one_name() -> None:
    row = one(["surname", "given name", "patronymic"], ["Uchebnikov", "Aset", "Muratovich"])
    assert isinstance(row, ListRow)
    assert row.names == ("Uchebnikov Aset Muratovich",)
    split = one(["Фамилия", "Имя", "Отчество"], ["Учебников", "Асет", "Муратович"])
    assert isinstance(split, ListRow)
    assert split.names == ("Учебников Асет Муратович",)


def test_aliases_stand_beside_the_name() -> None:
    row = one(["name", "aliases"], ["Uchebnikov Aset", "Aset Fast; Тихий"])
    assert isinstance(row, ListRow)
    assert row.names == ("Uchebnikov Aset", "Aset Fast", "Тихий")


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        (["", "", ""], ("", lists.EMPTY)),
        (["Uchebnikov Aset", "32.13.1987", ""], ("birth", lists.BIRTH)),
        (["Uchebnikov Aset", "", "Nowhereland EXERCISE"], ("nationality", lists.COUNTRY)),
    ],
)
def test_a_row_that_cannot_be_read_whole_is_refused_with_its_reason(cells: list[str], fault: tuple[str, str]) -> None:
    row = one(["name", "birth date", "nationality"], cells)
    assert row == RefusedRow(2, (fault,))


def test_a_list_without_a_column_of_names_or_numbers_finds_nothing() -> None:
    assert not lists.finds_something(lists.columns_of(["birth date", "remarks"]))
    assert lists.finds_something(lists.columns_of(["passport"]))
    assert lists.finds_something(lists.columns_of(["Фамилия"]))


@given(st.lists(st.text(max_size=40), min_size=5, max_size=5))
def test_no_row_breaks_the_reader(cells: list[str]) -> None:
    row = one(["name", "birth", "nationality", "phone", "passport"], cells)
    assert isinstance(row, ListRow | RefusedRow)


@given(
    st.lists(
        st.builds(
            ListRow, st.integers(0, 10**6), st.text(max_size=5), st.tuples(st.text(max_size=9)), st.text(max_size=4)
        ),
        max_size=30,
    )
)
def test_a_sealed_list_opens_to_the_same_rows(rows: list[ListRow]) -> None:
    stream = io.BytesIO()
    assert sealed.seal_rows(stream, rows, KEY) == len(rows)
    stream.seek(0)
    assert [row for piece in sealed.open_rows(stream, KEY) for row in piece] == rows


def test_a_list_that_was_cut_changed_or_opened_with_another_key_is_noticed() -> None:
    stream = io.BytesIO()
    sealed.seal_rows(stream, [ListRow(at, "", ("Uchebnikov",)) for at in range(12_000)], KEY)
    whole = stream.getvalue()
    first = int.from_bytes(whole[:4], "big") + 4
    for broken in (whole[:-1], whole[:first], whole[first:], whole[:50] + bytes([whole[50] ^ 1]) + whole[51:]):
        with pytest.raises(BrokenListError):
            list(sealed.open_rows(io.BytesIO(broken), KEY))
    with pytest.raises(BrokenListError):
        list(sealed.open_rows(io.BytesIO(whole), bytes(32)))


LINGERING = "import os, time; print(os.getpid(), flush=True); time.sleep(600)"


def test_a_process_that_reads_too_long_is_ended() -> None:
    (said,) = said_by([sys.executable, "-c", LINGERING], 2.0)
    with pytest.raises(ProcessLookupError):
        os.kill(int(said), 0)


def test_a_process_that_reads_is_ended_with_who_waits_for_it() -> None:
    saying = said_by([sys.executable, "-c", LINGERING], 600.0)
    reader = int(next(saying))
    os.kill(reader, 0)
    saying.close()
    with pytest.raises(ProcessLookupError):
        os.kill(reader, 0)
