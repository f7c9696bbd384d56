"""`kerege substance`: resolve a name, show an entry, say the size of an amount."""

import json

import pytest

from kerege.cli.main import main

pytestmark = pytest.mark.django_db


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, object]:
    """What the command answers as JSON, and nothing else on standard output."""
    assert main(["substance", *words, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert isinstance(answer, dict)
    return answer


def test_a_name_resolves_to_a_code_with_the_reason(capsys: pytest.CaptureFixture[str]) -> None:
    answer = asked(capsys, "resolve", "Cocaine", "HCL", "--language", "en")
    assert (answer["code"], answer["how"], answer["note"]) == ("cocaine", "normalised", "a salt follows its base")


def test_what_does_not_resolve_is_suggested_in_the_language_of_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    answer = asked(capsys, "resolve", "Phentanyl", "--language", "ru")
    assert answer["code"] is None
    assert answer["suggestions"][0]["title"] == "Фентанил"  # type: ignore[index]  # the document is untyped


def test_an_entry_is_shown_by_code_or_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(capsys, "show", "heroin") == asked(capsys, "show", "героин")
    assert main(["substance", "show", "heroin", "--language", "ru"]) == 0
    shown = capsys.readouterr().out
    assert "C21H23NO5" in shown
    assert "Опиаты < Опиоиды" in shown


def test_recalled_rows_are_shown_as_such(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["substance", "show", "cocaine", "--language", "en"]) == 0
    assert "[recalled, look the source up]" in capsys.readouterr().out


def test_the_size_of_an_amount_comes_with_its_limits(capsys: pytest.CaptureFixture[str]) -> None:
    answer = asked(capsys, "size", "heroin", "3,5")
    assert answer["size"] == "large"
    assert answer["limits"]["confidence"] == "published"  # type: ignore[index]  # the document is untyped


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["show", "Phentanyl"], "fentanyl"),
        (["show", "qqqqqqqqqq"], "qqqqqqqqqq"),
        (["size", "heroin", "much"], "much"),
        (["size", "heroin", "--", "-1"], "-1"),
        (["size", "heroin", "1", "--in", "TJ"], "TJ"),
        (["page", "no-such-file.zip"], "no-such-file.zip"),
    ],
)
def test_errors_say_what_was_wrong(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["substance", *words]) == 2
    assert said in capsys.readouterr().err
