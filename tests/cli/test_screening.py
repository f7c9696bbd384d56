"""`kerege screen LIST --against FILE`: two files, what is refused beside, the same command again goes on."""

import json
import random
import shutil
import signal
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace

import pytest

from kerege.cli.main import main
from tests.methods.identity.test_proposals import cannot_be_one, person

LIST = """ФИО;Дата рождения;Телефон
Тадрисов Синовбек;01.02.1980;+7 701 123 45 67
Никто Неведомый;1971;
Без Даты;32.13.1980;
=Проба Формула;1980;12
"""
BANK = """id,name,birth,phone
B1,Tadrisov Sinovbek,1980-02-01,87011234567
B2,Namunajon Machqaliev,1990-05-05,
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    listed, bank = tmp_path / "list.csv", tmp_path / "bank.csv"
    listed.write_text(LIST, encoding="utf-8")
    bank.write_text(BANK, encoding="utf-8")
    return listed, bank


def screened(capsys: pytest.CaptureFixture[str], *words: object) -> dict[str, object]:
    assert main(["screen", *map(str, words), "--json", "--language", "en"]) == 0
    answer: dict[str, object] = json.loads(capsys.readouterr().out)
    return answer


def test_a_list_is_screened_against_a_file(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    listed, bank = files
    answer = screened(capsys, listed, "--against", bank)
    assert (answer["rows"], answer["refused"], answer["strong"]) == (3, 1, 1)
    lines = (listed.parent / "list.pairs.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "list_id,bank_id,probability,grade,fields,reasons,list_row"
    assert lines[1].startswith("2,B1,")


def test_refused_rows_stand_beside_the_result_with_row_column_and_reason(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    listed, bank = files
    screened(capsys, listed, "--against", bank)
    refused = (listed.parent / "list.pairs.csv.list.refused.csv").read_text(encoding="utf-8-sig").splitlines()
    assert refused[1] == "4,Дата рождения,not a date of birth,32.13.1980,row"
    assert refused[2] == "5,Телефон,not an identifier of this kind,12,cell"


def test_nothing_but_the_result_and_the_refusals_is_left(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    listed, bank = files
    screened(capsys, listed, "--against", bank, "--out", listed.parent / "found.parquet")
    names = {path.name for path in listed.parent.iterdir()}
    assert names == {"list.csv", "bank.csv", "found.parquet", "found.parquet.list.refused.csv"}


def test_what_is_to_be_expected_is_said_before_the_run(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    listed, bank = files
    answer = screened(capsys, listed, "--against", bank, "--expect-only")
    assert answer["expected"]["rows"] == 3  # type: ignore[index]  # a document
    assert not (listed.parent / "list.pairs.csv").exists()


def test_a_table_with_nothing_to_compare_by_is_refused_with_its_columns(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    listed, bank = files
    listed.write_text("colour,weight\nred,5\n")
    assert main(["screen", str(listed), "--against", str(bank), "--language", "en"]) == 2
    assert "colour, weight" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "said"), [("none.csv", "there is no such file. Look at its name"), ("torn.parquet", "cannot be read")]
)
def test_a_file_that_cannot_be_read_is_said(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str], name: str, said: str
) -> None:
    listed, _ = files
    (listed.parent / "torn.parquet").write_bytes(b"PAR1 torn")
    assert main(["screen", str(listed), "--against", str(listed.parent / name), "--language", "en"]) == 2
    assert said in capsys.readouterr().err


def test_cells_of_the_result_are_no_formulas(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    listed, bank = files
    bank.write_text(BANK.replace("B1", "=1+1"), encoding="utf-8")
    screened(capsys, listed, "--against", bank)
    assert ",'=1+1," in (listed.parent / "list.pairs.csv").read_text(encoding="utf-8-sig")


def test_proposals_name_their_links_and_what_was_kept_apart(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    listed, bank = files
    bank.write_text(BANK + "B3,Tadrisov Sinovbek,1980-02-03,87011234567\n", encoding="utf-8")
    listed.write_text(LIST + "Тадрисов Синовбек;03.02.1980;+7 701 123 45 67\n", encoding="utf-8")
    proposals = listed.parent / "proposals.jsonl"
    screened(capsys, listed, "--against", bank, "--propose", proposals)
    made = [json.loads(line) for line in proposals.read_text(encoding="utf-8").splitlines()]
    members = [set(each["members"]) for each in made]
    assert any({"list:2", "bank:B1"} <= each for each in members)
    assert all(each["weakest"]["reasons"] for each in made)
    assert sum(map(len, members)) == len(set().union(*members))


def test_two_dates_that_cannot_be_one_are_never_proposed_together(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    listed, bank = files
    bank.write_text(BANK + "B3,Tadrisov Sinovbek,1980-03-03,87011234567\n", encoding="utf-8")
    listed.write_text("name,birth,phone\nTadrisov Sinovbek,1980-02-03,87011234567\n", encoding="utf-8")
    proposals = listed.parent / "proposals.jsonl"
    screened(capsys, listed, "--against", bank, "--propose", proposals)
    made = [json.loads(line) for line in proposals.read_text(encoding="utf-8").splitlines()]
    assert all({"bank:B1", "bank:B3"} - set(each["members"]) for each in made)
    assert [link["because"] for each in made for link in each["kept_apart"]] == ["birth"]


def test_a_file_of_proposals_never_chains_two_who_cannot_be_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Generated namesakes whose births and passports agree, slip and contradict: chains offer themselves."""
    dice = random.Random("EXERCISE chains")
    born = ["1980-02-01", "1980-02-03", "1980-03-03", "1980", "1981", "1983", "1991-07-07", ""]
    held = {
        f"{side}:{side[0]}{at}": (dice.choice(born), dice.choice(["", "", "N1234567", "N7654321"]))
        for side in ("list", "bank")
        for at in range(12)
    }
    for side in ("list", "bank"):
        rows = [
            f"{k.partition(':')[2]},Tadrisov Sinovbek,{v[0]},{v[1]},87011234567" for k, v in held.items() if side in k
        ]
        (tmp_path / f"{side}.csv").write_text("\n".join(["id,name,birth,passport,phone", *rows]), encoding="utf-8")
    proposals = tmp_path / "proposals.jsonl"
    screened(capsys, tmp_path / "list.csv", "--against", tmp_path / "bank.csv", "--propose", proposals)
    made = [json.loads(line) for line in proposals.read_text(encoding="utf-8").splitlines()]
    people = {key: person(birth or None, *[("passport", n)] * bool(n)) for key, (birth, n) in held.items()}
    assert len(made) > 1
    assert sum(len(each["kept_apart"]) for each in made) > 3
    for each in made:
        assert not any(cannot_be_one(people[a], people[b]) for a, b in combinations(each["members"], 2))


STOPPED = """
import os, signal, sys
from kerege.cli import screening_files
from kerege.cli.main import main
from kerege.methods.screening import gathering, running

def stop(*_):
    os.kill(os.getpid(), signal.SIGKILL)

class Torn(list):
    def __iter__(self):
        yield next(super().__iter__())
        stop()

if sys.argv[1] == "putting together":
    gathering.pc.value_counts = stop
elif sys.argv[1] == "put together":
    running.Screened = stop
else:
    lines = screening_files.pair_cells
    screening_files.pair_cells = lambda *given: Torn(lines(*given))
main(sys.argv[2:])
"""


@pytest.mark.parametrize("at", ["putting together", "put together", "writing"])
def test_a_run_killed_while_its_result_is_written_goes_on_without_screening_again(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str], at: str
) -> None:
    listed, bank = files
    listed.write_text(LIST + "Тадрисов Синовбек;1980;\n" * 3, encoding="utf-8")
    out = listed.parent / "list.pairs.csv"
    words = ["screen", str(listed), "--against", str(bank), "--out", str(out)]
    killed = subprocess.run([sys.executable, "-c", STOPPED, at, *words], check=False, capture_output=True)
    assert killed.returncode == -signal.SIGKILL
    assert not out.exists()
    answer = screened(capsys, *words[1:])
    assert answer["resumed"] == answer["rows"] == 6
    again = listed.parent / "again.csv"
    screened(capsys, listed, "--against", bank, "--out", again)
    assert out.read_bytes() == again.read_bytes()
    names = {path.name for path in listed.parent.iterdir()}
    refused = {f"{each}.list.refused.csv" for each in ("list.pairs.csv", "again.csv")}
    assert names == {"list.csv", "bank.csv", "list.pairs.csv", "again.csv", *refused}


def test_a_disk_that_is_too_small_is_said_before_anything_is_written(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    listed, bank = files
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=20))
    before = {path.name for path in listed.parent.iterdir()}
    assert main(["screen", str(listed), "--against", str(bank), "--language", "en"]) == 2
    assert "GB are free" in capsys.readouterr().err
    assert {path.name for path in listed.parent.iterdir()} == before


def test_two_lists_that_hold_nobody_twice_pair_each_row_once(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    listed, bank = files
    with bank.open("a", encoding="utf-8") as stream:
        stream.write("B3,Tadrisov Sinovbek,1980-02-01,\n")
    assert screened(capsys, listed, "--against", bank)["strong"] == 2
    assert screened(capsys, listed, "--against", bank, "--one-to-one")["strong"] == 1
    lines = (listed.parent / "list.pairs.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[:2] for line in lines[1:]] == [["2", "B1"]]
    assert (
        screened(capsys, listed, "--against", bank, "--one-to-one", "--out", listed.parent / "p.arrow")["strong"] == 1
    )
    assert {path.name for path in listed.parent.iterdir()} >= {"p.arrow"}


def test_the_bank_of_the_node_may_hold_a_person_twice(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["screen", str(files[0]), "--against", "bank", "--one-to-one", "--language", "en"]) == 2
    assert "two files of your own" in capsys.readouterr().err
