"""A bulk run: planted pairs are found, the file is the same however it is made, and a killed run goes on."""

import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from kerege.methods.screening import (
    Bank,
    BankError,
    BusyError,
    Progress,
    ShapeError,
    build_bank,
    forget_pieces,
    gathering,
    screen,
)
from kerege.methods.screening.pieces import Pieces
from tests.methods.screening.exercise_lists import PLANTED, a_bank, bank_rows, list_rows, table

PROJECT = Path(__file__).resolve().parents[3]
PROGRAM = """
import sys
from pathlib import Path
from kerege.methods.screening import Bank, screen
from tests.methods.screening.exercise_lists import list_rows, table
folder = Path(sys.argv[1])
bank = Bank.open(folder / "bank")
screen([table(list_rows())], bank, out=folder / "killed.arrow", workers=int(sys.argv[2]), piece=20)
"""


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    return a_bank(tmp_path_factory.mktemp("screening"))


@pytest.fixture(scope="module")
def whole(bank: Bank) -> bytes:
    """The file that every way of running must give."""
    out = bank.folder.parent / "whole.arrow"
    screen([table(list_rows())], bank, out=out, workers=1, piece=10_000)
    return out.read_bytes()


def pairs(content: bytes) -> list[dict[str, Any]]:
    return pa.ipc.open_file(pa.py_buffer(content)).read_all().to_pylist()


def test_every_planted_subject_is_found_and_told_as_strong(whole: bytes) -> None:
    strong = {(pair["list_id"], pair["bank_id"]) for pair in pairs(whole) if pair["grade"] == "strong"}
    assert {(f"P{at:04}", f"B{at:04}") for at in range(PLANTED)} <= strong


def test_pairs_stand_in_the_order_of_their_ids(bank: Bank, tmp_path: Path) -> None:
    """A list that stands backwards and holds everybody twice: more pairs than planted, and none in the list's order."""
    out = tmp_path / "backwards.arrow"
    screen([table([*reversed(list_rows()), *list_rows()])], bank, out=out, workers=1, piece=10_000)
    order: list[Any] = [(pair["list_id"], pair["bank_id"], pair["list_row"]) for pair in pairs(out.read_bytes())]
    assert len(order) > PLANTED
    assert order == sorted(order)
    assert [row for _, _, row in order] != sorted(row for _, _, row in order)


@pytest.mark.parametrize("cut", [(7, 50, 1), (600, 599, 1), (100, 64, 2), (1, 200, 2)])
def test_the_file_is_the_same_however_the_list_is_cut(
    tmp_path: Path, bank: Bank, whole: bytes, cut: tuple[int, int, int]
) -> None:
    batch, piece, workers = cut
    rows = table(list_rows()).to_batches(max_chunksize=batch)
    screen(rows, bank, out=tmp_path / "cut.arrow", piece=piece, workers=workers)
    assert (tmp_path / "cut.arrow").read_bytes() == whole


def test_the_order_of_the_bank_changes_nothing(tmp_path: Path, bank: Bank, whole: bytes) -> None:
    rows = bank_rows()
    random.Random("order").shuffle(rows)
    turned = build_bank(table(rows), tmp_path / "bank")
    assert turned.digest == bank.digest
    screen([table(list_rows())], turned, out=tmp_path / "pairs.arrow", workers=1)
    assert (tmp_path / "pairs.arrow").read_bytes() == whole


def test_pairs_put_together_in_runs_are_those_put_together_at_once(
    tmp_path: Path, bank: Bank, whole: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "AT_ONCE", 5)
    screen([table(list_rows())], bank, out=tmp_path / "runs.arrow", piece=90, workers=1)
    assert (tmp_path / "runs.arrow").read_bytes() == whole


@pytest.mark.parametrize("done", [1, 4, 12, 25])
@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_killed_outright_goes_on_and_gives_the_same_file(
    tmp_path: Path, whole: bytes, done: int, workers: int
) -> None:
    a_bank(tmp_path)
    running = subprocess.Popen([sys.executable, "-c", PROGRAM, str(tmp_path), str(workers)], cwd=PROJECT)
    pieces, out = tmp_path / "killed.arrow.pieces", tmp_path / "killed.arrow"
    while len(list(pieces.glob("piece-*.arrow"))) < done and running.poll() is None:
        time.sleep(0.002)
    running.send_signal(signal.SIGKILL)
    running.wait()
    kept = len(list(pieces.glob("piece-*.arrow")))
    found = screen([table(list_rows())], Bank.open(tmp_path / "bank"), out=out, workers=1, piece=20)
    assert out.read_bytes() == whole
    assert found.resumed == 20 * kept
    assert not pieces.exists()


def test_a_result_of_very_many_pieces_is_put_together_with_few_files_open(
    tmp_path: Path, bank: Bank, whole: bytes
) -> None:
    most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (len(list(Path("/proc/self/fd").iterdir())) + 30, most[1]))
    try:
        screen([table(list_rows())], bank, out=tmp_path / "many.arrow", piece=3, workers=1)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, most)
    assert (tmp_path / "many.arrow").read_bytes() == whole


def test_two_banks_against_each_other_give_the_same_pairs_from_either_side_but_for_names_alone(
    tmp_path: Path, bank: Bank
) -> None:
    other = build_bank(table(list_rows()), tmp_path / "other")
    there, back = (told_by(one, against, tmp_path) for one, against in ((other, bank), (bank, other)))
    there = {pair[::-1]: said for pair, said in there.items()}
    both = there.keys() & back.keys()
    assert len(both) > PLANTED
    assert all(there[pair] == back[pair] for pair in both)
    for pair in there.keys() ^ back.keys():
        _, grade, fields = (there | back)[pair]
        assert (grade, fields & {"birth", "phone"}) == ("possible", set())


def told_by(one: Bank, against: Bank, folder: Path) -> dict[tuple[str, ...], tuple[float, str, set[str]]]:
    """What the subjects of one bank, as a list, find in another: probability, grade and fields of each pair."""
    out = folder / "pairs.arrow"
    screen(one.subjects().to_batches(), against, out=out, workers=1, total=len(one))
    return {
        (str(pair["list_id"]), str(pair["bank_id"])): (pair["probability"], pair["grade"], set(pair["fields"]))
        for pair in pairs(out.read_bytes())
    }


def test_what_a_run_kept_stays_if_more_is_to_be_made_of_it_and_then_goes(tmp_path: Path, bank: Bank) -> None:
    out = tmp_path / "pairs.arrow"
    screen([table(list_rows())], bank, out=out, workers=1, keep=True)
    (tmp_path / "pairs.arrow.4711.part").write_bytes(b"half")
    assert screen([table(list_rows())], bank, out=out, workers=1, keep=True).resumed == len(list_rows())
    forget_pieces(out)
    assert [path.name for path in tmp_path.iterdir()] == ["pairs.arrow"]


def test_a_piece_cut_short_is_made_anew(tmp_path: Path, bank: Bank, whole: bytes) -> None:
    out, told = tmp_path / "pairs.arrow", []

    def stop(progress: Progress) -> None:
        told.append(progress)
        if len(told) == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        screen([table(list_rows())], bank, out=out, workers=1, piece=100, progress=stop)
    torn = tmp_path / "pairs.arrow.pieces" / "piece-0000001.arrow"
    torn.write_bytes(torn.read_bytes()[:-9])
    assert screen([table(list_rows())], bank, out=out, workers=1, piece=100).resumed == 300
    assert out.read_bytes() == whole


def test_pieces_of_another_list_bank_or_threshold_are_never_taken(tmp_path: Path) -> None:
    rows = table(list_rows()[:5])
    key = Pieces(tmp_path, bank="one", least=0.0).key_of(rows, 0)
    others = [
        Pieces(tmp_path, bank="other", least=0.0).key_of(rows, 0),
        Pieces(tmp_path, bank="one", least=0.5).key_of(rows, 0),
        Pieces(tmp_path, bank="one", least=0.0).key_of(rows, 5),
        Pieces(tmp_path, bank="one", least=0.0).key_of(rows.slice(1), 0),
    ]
    assert len({key, *others}) == 5
    kept = Pieces(tmp_path, bank="one", least=0.0)
    with kept.held():
        kept.keep(0, key, pa.table({"list_id": ["x"]}))
        assert kept.is_done(0, key)
        assert not any(kept.is_done(0, other) for other in others)


def test_two_runs_do_not_write_to_one_place(tmp_path: Path, bank: Bank) -> None:
    out = tmp_path / "pairs.arrow"
    with Pieces(tmp_path / "pairs.arrow.pieces", bank=bank.digest, least=0.0).held(), pytest.raises(BusyError):
        screen([], bank, out=out)


def test_an_empty_list_gives_an_empty_file(tmp_path: Path, bank: Bank) -> None:
    assert screen([], bank, out=tmp_path / "none.arrow").pairs == 0
    assert pairs((tmp_path / "none.arrow").read_bytes()) == []


def test_progress_tells_rows_and_time_left(tmp_path: Path, bank: Bank) -> None:
    told: list[Progress] = []
    rows = [table(list_rows())]
    screen(rows, bank, out=tmp_path / "o.arrow", workers=1, piece=200, total=600, progress=told.append)
    assert [each.rows for each in told] == [200, 400, 600]
    assert told[-1].left == 0
    assert all(each.rate > 0 for each in told)


def test_a_table_that_is_no_list_is_refused_by_name_of_its_column(tmp_path: Path, bank: Bank) -> None:
    with pytest.raises(ShapeError, match="no column “names”"):
        screen([pa.table({"id": ["1"]})], bank, out=tmp_path / "o.arrow")
    with pytest.raises(ShapeError, match="“names” holds"):
        screen([table(list_rows()[:2]).set_column(1, "names", pa.array([1, 2]))], bank, out=tmp_path / "o.arrow")


def test_a_bank_with_one_id_twice_is_refused(tmp_path: Path) -> None:
    rows = bank_rows(3)
    with pytest.raises(BankError, match="B0001"):
        build_bank(table([*rows, rows[1]]), tmp_path / "bank")


def test_a_folder_that_holds_no_bank_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BankError, match="no bank"):
        Bank.open(tmp_path)
