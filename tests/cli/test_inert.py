"""No sign that acts on a terminal reaches it from a value, whichever way the value is printed; JSON gives it back."""

import json
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from kerege.cli import main as command
from kerege.cli.inert import Inert, inert
from kerege.cli.terminal import CommandError, Terminal
from kerege.rooms.directory import actions as directory
from kerege.rooms.directory import queries
from kerege.rooms.records.queries import read_claim
from tests.rooms.records import desk

DIRECTIONS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
SIGNS = [
    sign
    for sign in map(chr, range(sys.maxunicode + 1))
    if (unicodedata.category(sign) == "Cc" and sign not in "\n\t")
    or unicodedata.bidirectional(sign) in DIRECTIONS
    or unicodedata.category(sign) in {"Zl", "Zp", "Cs"}
    or unicodedata.name(sign, "").endswith("-TO-RIGHT MARK")
    or unicodedata.name(sign, "").endswith("-TO-LEFT MARK")
    or unicodedata.name(sign, "") in {"ARABIC LETTER MARK", "LANGUAGE TAG"}
    or unicodedata.name(sign, "").startswith("TAG ")
]
"""By what Unicode says of them, not by the list that the command line has."""
VALUE = "EXERCISE " + "".join(f"{at}{sign}" for at, sign in enumerate(SIGNS) if unicodedata.category(sign) != "Cs")
SHOWN = "آذربایجان‌ها – Ғалым, 2 кг\tтабл.\n"


def raised(problem: Exception) -> None:
    """A command fails."""
    raise problem


WAYS: dict[str, Callable[[Terminal], object]] = {
    "lines": lambda terminal: terminal.answer({}, [VALUE, VALUE]),
    "note": lambda terminal: terminal.note(VALUE),
    "progress": lambda terminal: terminal.progress(1, 2, VALUE),
    "refusal": lambda terminal: raised(CommandError(VALUE)),
    "plain": lambda terminal: sys.stdout.write(VALUE),
    "written": lambda terminal: sys.stderr.writelines([VALUE]),
}


def acting(text: str) -> set[str]:
    """Signs in a text that act on a terminal."""
    return set(text) & set(SIGNS)


def carried_out(way: str, words: list[str], patch: pytest.MonkeyPatch) -> None:
    """A command that says the value in some way."""

    def run(arguments: object, terminal: Terminal) -> int:
        WAYS[way](terminal)
        return 0

    patch.setattr("kerege.cli.node.run_database", run)
    command.main(["database", "roles", "--language", "en", *words])


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("words", [[], ["--json"]], ids=["text", "json"])
def test_no_value_acts_on_a_terminal(
    way: str, words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(SIGNS) > 2000 + 60 + 90
    carried_out(way, words, monkeypatch)
    said = capsys.readouterr()
    assert acting(said.out + said.err) == set()
    assert "EXERCISE" in said.out + said.err or (way, words) in [("progress", ["--json"]), ("lines", ["--json"])]


def test_an_error_that_nobody_caught_says_nothing_that_acts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(WAYS, "fault", lambda terminal: raised(KeyError(VALUE)))
    former = sys.stderr
    with pytest.raises(KeyError) as caught:
        carried_out("fault", [], monkeypatch)
    try:
        sys.excepthook(KeyError, OSError(VALUE), caught.tb)
        assert isinstance(sys.stderr, Inert)
    finally:
        sys.stderr = former
    assert acting(capsys.readouterr().err) == set()


@pytest.mark.parametrize("sign", [sign for sign in SIGNS if sign < "\ud800" or sign > "\udfff"][::7])
def test_json_gives_the_very_value_back(sign: str) -> None:
    document = json.dumps({"value": f"a{sign}b"}, ensure_ascii=False)
    assert json.loads(inert(document)) == {"value": f"a{sign}b"}


def test_texts_of_the_region_stand_as_they_are() -> None:
    assert inert(SHOWN) == SHOWN


@pytest.mark.django_db
def test_a_reported_value_is_listed_and_shown_inertly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    account = queries.account_id("aigerim")
    token, _ = directory.make_token(account=account, hat=queries.hats_of(account)[0].id, name="test", reason="EXERCISE")
    monkeypatch.setenv("KEREGE_TOKEN", token)
    said = "EXERCISE \u202egnp.txt\u2066"
    path = tmp_path / "report.json"
    path.write_text(json.dumps(desk.raw(narrative=said)), encoding="utf-8")
    assert command.main(["report", "--file", str(path), "--json"]) == 0
    number = json.loads(capsys.readouterr().out)["reports"][0]["number"]
    for words in (["records", "--own"], ["record", number], ["record", number, "--json"]):
        assert command.main([*words, "--language", "en"]) == 0
        out = capsys.readouterr().out
        assert acting(out) == set()
    assert said in json.dumps(json.loads(out), ensure_ascii=False)


@pytest.mark.parametrize("sign", [sign for sign in SIGNS if unicodedata.category(sign) == "Cc" and sign != "\r"])
def test_a_control_is_refused_in_a_report(sign: str) -> None:
    from kerege.rooms.records.queries import usual_reader

    with pytest.raises(ValueError, match="control") as caught:
        read_claim(desk.raw(narrative=f"EXERCISE a{sign}b"), usual_reader())
    assert caught.value
