"""The checks: all by default, the compiling of searches only by its name, an unknown name refused."""

import pytest

from tools import check


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
