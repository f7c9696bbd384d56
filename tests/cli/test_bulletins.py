"""`kerege bulletin weekly` and `kerege statistics`: files, documents, and what is said when something is wrong."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kerege.cli.main import main
from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.rooms.directory import actions as directory
from kerege.rooms.directory import queries as officers
from kerege.rooms.records import actions as records
from kerege.rooms.records.queries import read_claim, usual_reader
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def director_at_the_terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The Monday after the week; the director is signed in."""
    with chance.seeded("terminal", datetime(2026, 3, 23, 6, 0, tzinfo=UTC)):
        account = officers.account_id("director")
        token, _ = directory.make_token(
            account=account, hat=officers.hats_of(account)[0].id, name="terminal", reason="EXERCISE", days=7
        )
        monkeypatch.setenv("KEREGE_TOKEN", token)
        yield


def seize(name: str, country: str, **more: object) -> records.Saved:
    items = [{"substance": "heroin", "quantity": "2", "unit": "kg"}]
    viewer = cast.viewer(name)
    with viewing(viewer):
        raw = {"kind": "seizure", "occurred": "2026-03-18", "country": country, "items": items} | more
        return records.report(actor=viewer, claim=read_claim(raw, usual_reader()))


def test_the_last_full_week_is_written_into_the_present_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seize("farrukh", "TJ")
    monkeypatch.chdir(tmp_path)
    assert main(["bulletin", "weekly", "--language", "ru"]) == 0
    assert (tmp_path / "kerege-weekly-2026-W12-ru.pdf").read_bytes().startswith(b"%PDF")
    assert "1 запись за неделю 2026-W12" in capsys.readouterr().out


def test_json_is_one_document_with_what_stands_apart(capsys: pytest.CaptureFixture[str]) -> None:
    seize("farrukh", "TJ")
    asked = seize("farrukh", "TJ", handling=["H2"])
    assert main(["bulletin", "weekly", "--week", "2026-W12", "--json", "--language", "en"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["entries"], answer["handling"], answer["file"]) == (1, ["H0"], None)
    assert answer["questions"] == [{"reference": asked.number, "party": "TJ", "doubt": "ask", "words": ""}]
    assert answer["summary"]["title"] == "Weekly summary"


def test_a_consent_brings_the_report_in_and_a_reference_leaves_one_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = seize("farrukh", "TJ")
    seize("farrukh", "TJ", handling=["H2"])
    words = ["--agreed", "TJ=EX 12/3", "--without", saved.number.lower(), "--html", "--out", str(tmp_path / "w.html")]
    assert main(["bulletin", "weekly", "--week", "2026-W12", "--json", *words]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["entries"], answer["handling"]) == (1, ["H0", "H2"])
    assert (tmp_path / "w.html").read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["bulletin", "weekly", "--week", "12"], "2026-W12"),
        (["bulletin", "weekly", "--agreed", "TJ"], "KZ=12/345"),
        (["bulletin", "weekly", "--out", "/nowhere/at/all.pdf"], "/nowhere/at/all.pdf"),
        (["statistics", "--country", "Atlantis"], "Atlantis"),
        (["statistics", "--substance", "zzzz"], "zzzz"),
        (["statistics", "--since", "2026", "--until", "2025"], "before"),
    ],
)
def test_what_was_asked_wrongly_is_said_and_ends_with_two(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "--language", "en"]) == 2
    assert said in capsys.readouterr().err


def test_statistics_answer_with_gaps_as_null_and_amounts_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    seize("farrukh", "TJ")
    words = ["--since", "2026-01", "--until", "2026-03", "--step", "month", "--by", "country"]
    assert main(["statistics", *words, "--json", "--language", "en"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["periods"] == ["2026-01", "2026-02", "2026-03"]
    (line,) = answer["lines"]
    assert (line["name"], line["total"]["amounts"]) == ("Tajikistan", {"kg": "2"})
    assert line["cells"][:2] == [None, None]
    assert {each["country"] for each in answer["warnings"] if each["code"] == "no_rows"} == {"KZ", "KG", "RU", "UZ"}


def test_statistics_speak_to_people(capsys: pytest.CaptureFixture[str]) -> None:
    seize("farrukh", "TJ")
    assert main(["statistics", "--since", "2026", "--periods", "--language", "ru"]) == 0
    said = capsys.readouterr().out
    assert "Героин: 1 · 2 кг" in said
    assert "Казахстан: За весь период ничего не сообщено: это не 0." in said
