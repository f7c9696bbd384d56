"""The checks: all by default, the compiling of searches only by its name, an unknown name refused."""

import json
from pathlib import Path

import pytest

from tools import check


@pytest.fixture(autouse=True)
def stamps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What is set up is told in a file of the test."""
    kept = tmp_path / "kerege.json"
    script = check.the_script()
    monkeypatch.setattr(script, "STAMPS", kept)
    monkeypatch.setattr(check, "the_script", lambda: script)
    return kept


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], set(check.all_checks()) - check.ONLY_BY_NAME),
        (["all"], set(check.all_checks()) - check.ONLY_BY_NAME),
        (["all", "searches"], set(check.all_checks())),
        (["searches", "style"], {"searches", "style"}),
    ],
)
def test_what_is_named_is_checked(words: list[str], expected: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(check, "run_check", lambda name, command: done.append(name) is None)
    assert check.main(words) == 0
    assert sorted(done) == sorted(expected)


def test_one_check_that_fails_fails_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "run_check", lambda name, command: name != "style")
    assert check.main([]) == 1


def test_an_unknown_check_is_refused_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main(["sytle"]) == 2
    assert "there is no check 'sytle'" in capsys.readouterr().out


@pytest.mark.parametrize("failing", ["searches", "style", ""])
@pytest.mark.parametrize("words", [["searches"], ["all", "searches"], ["all"], ["style"]])
def test_the_script_is_told_of_searches_that_were_compiled_and_of_no_others(
    words: list[str], failing: str, stamps: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = check.the_script()
    compiled: list[object] = []
    stamps.write_text(json.dumps({"project": "here", "searches": "of other sources"}))
    monkeypatch.setattr(check, "run_check", lambda name, command: name != failing)
    check.main(words)
    run.set_up_built("searches", run.search_files(), compiled.append, run.read_stamps())
    assert bool(compiled) == ("searches" not in words or failing == "searches")
    assert json.loads(stamps.read_text())["project"] == "here"
