"""`kerege doctor` says what was seen on this machine, and ends with 1 where strangers' files are not confined."""

import json

import pytest

from kerege.cli.doctor import COULD
from kerege.cli.main import main
from kerege.foundation import box, confining, node, tried


@pytest.mark.parametrize(
    ("seen", "word"),
    [
        (box.Confinement((confining.CALLS, confining.FILES), ()), "nothing of what was tried"),
        (box.Confinement((confining.FILES,), ("start a shell",)), "so no file is taken"),
    ],
)
def test_it_says_what_stands_and_what_follows(
    seen: box.Confinement, word: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(box, "confinement", lambda: seen)
    assert main(["doctor", "--language", "en"]) == (0 if seen.holds else 1)
    assert word in capsys.readouterr().out
    monkeypatch.setenv(confining.EVEN_UNCONFINED, "1")
    main(["doctor", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert told["fences"] == {"calls": seen.holds, "files": True, "network": False}
    assert told["even_unconfined"] is True
    main(["doctor", "--language", "en"])
    assert ("WARNING" in capsys.readouterr().out) is not seen.holds


def test_keys_that_others_may_read_are_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    node.secret("doctor-sample")
    path = node.home() / "secrets" / "doctor-sample"
    path.chmod(0o640)
    try:
        assert main(["doctor"]) == 1
        assert str(path) in capsys.readouterr().out
    finally:
        path.unlink()


def test_every_attempt_has_its_words() -> None:
    assert set(COULD) == {*tried.ATTEMPTS, "anything"}
