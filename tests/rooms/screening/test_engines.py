"""Both engines pair a list with the bank alike where it matters; silent entries never take a place from others."""

import importlib
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from kerege.rooms.crosscheck.queries import Candidate, ListBank
from kerege.rooms.screening.actions.pairing import InBulk, InMemory, pairing, question_of
from kerege.rooms.screening.rules.lists import ListRow

ROWS = [
    ListRow(2, "A", ("Shohnamunov Karim",), "1984-03-02", "", "TJ"),
    ListRow(3, "B", ("Uchebnikov Aset",), "1960-01-01", "", "KZ"),
    ListRow(4, "C", (), "", "", "", (), (("phone", "+992918000103"),)),
]


def entry(at: int, mode: int, *names: str, phone: str = "", birth: str = "") -> Candidate:
    """An entry of an invented person."""
    return Candidate(
        entry=UUID(int=at),
        owner=UUID(int=1),
        mode=mode,
        weight=0.0,
        report=UUID(int=at),
        number=f"EX-{at}",
        kind="person",
        category="suspect",
        names=names,
        birth=birth,
        country="",
        identifiers=(("phone", phone),) if phone else (),
    )


BANK = [
    entry(1, 2, "Шоҳнамунов Карим", birth="1984"),
    entry(2, 1, "Karim Shohnamunov"),
    entry(3, 3, "Naqlov Parviz", phone="+992918000103"),
    entry(4, 2, "Dalelova Saule"),
]


def paired(folder: Path, *, bulk: bool) -> dict[int, set[UUID]]:
    """What each engine pairs."""
    folder.mkdir()
    if bulk:
        return in_bulk(folder)
    return {row: set(entries) for row, entries in InMemory(folder, ListBank(BANK)).of(0, ROWS).items()}


def in_bulk(folder: Path) -> dict[int, set[UUID]]:
    """What the bulk engine pairs."""
    engine = importlib.import_module("kerege.methods.screening")
    told = list[int]()
    found = InBulk(folder, ListBank(BANK), lambda: iter([ROWS]), engine, total=3, progress=told.append).of(0, ROWS)
    return {row: set(entries) for row, entries in found.items()}


def test_both_engines_find_who_is_planted(tmp_path: Path) -> None:
    for bulk in (False, True):
        found = paired(tmp_path / str(bulk), bulk=bulk)
        assert {UUID(int=1), UUID(int=2)} <= found[2]
        assert UUID(int=3) in found[4]
        assert UUID(int=4) not in found.get(3, set())
        held = b"".join(path.read_bytes() for path in (tmp_path / str(bulk)).rglob("*") if path.is_file())
        assert held
        assert not any(word.encode() in held for word in ("Naqlov", "Шоҳнамунов", "naqlov", "918000103"))


def test_silent_entries_take_no_place_from_those_that_may_be_found() -> None:
    crowd = [entry(at, 1, "Shohnamunov Karim") for at in range(100, 400)]
    with_crowd, without = ListBank([*BANK, *crowd]), ListBank(BANK)
    for row in ROWS:
        shown = [
            [each.entry for each in bank.candidates(question_of(row)) if each.mode > 1]
            for bank in (with_crowd, without)
        ]
        assert shown[0] == shown[1]


def test_a_short_list_is_not_worth_the_start_of_the_bulk_engine(tmp_path: Path) -> None:
    made = pairing(tmp_path, ListBank(BANK), lambda: iter([ROWS]), total=3, progress=lambda done: None)
    assert isinstance(made, InMemory)


def test_a_list_of_any_row_numbers_is_paired_piece_by_piece_as_whole(tmp_path: Path) -> None:
    engine = importlib.import_module("kerege.methods.screening")
    numbers = [9, 10, 11, 99, 100, 1_000, 99_999_999, 100_000_000]
    rows = [replace(ROWS[at % 2 * 2], number=number) for at, number in enumerate(numbers)]
    pieces = [rows[:3], rows[3:4], rows[4:7], rows[7:]]
    found = InBulk(tmp_path, ListBank(BANK), lambda: iter(pieces), engine, total=len(rows), progress=lambda done: None)
    pairs = [found.of(at, piece) for at, piece in enumerate(pieces)]
    assert [sorted(each) for each in pairs] == [[row.number for row in piece] for piece in pieces]
    alike = {number: set(entries) for piece in pairs for number, entries in piece.items()}
    assert all(alike[number] == alike[numbers[at % 2]] for at, number in enumerate(numbers))
    assert alike[9] >= {UUID(int=1), UUID(int=2)}
