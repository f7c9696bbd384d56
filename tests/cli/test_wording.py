"""The command line speaks its reader's language: help of every command, refusals of the parser."""

import argparse
import re
from collections.abc import Iterator

import pytest

from kerege.cli.main import main, named_language, parser
from kerege.cli.wording import speak, worded

LATIN_SENTENCE = re.compile(r"\b[A-Za-z]{2,}(?: [A-Za-z]{2,}){2,}\b")
CODES = re.compile(r"`[^`]*`|\{[^}]*\}|--?[a-z][\w-]*|\b[A-Z][A-Z_|.-]+\b|\S*[_./=|]\S*")


@pytest.fixture(autouse=True)
def afterwards() -> Iterator[None]:
    """Afterwards the command line speaks English again."""
    yield
    speak("en")


def parsers(made: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """A parser and those of its commands, down to the last."""
    yield made
    for action in made._actions:
        if isinstance(action, argparse._SubParsersAction):
            for each in action.choices.values():
                yield from parsers(each)


def english(help_text: str) -> list[str]:
    """Lines of a help that still say an English sentence; usage and codes are left out."""
    said = help_text.partition("\n\n")[2]
    return [line for line in said.splitlines() if LATIN_SENTENCE.search(CODES.sub(" · ", line))]


def test_the_help_of_every_command_is_russian_for_a_russian_reader() -> None:
    speak("ru")
    made = list(parsers(parser()))
    assert len(made) > 40
    for each in made:
        text = each.format_help()
        assert text.startswith("вызов: kerege"), text
        assert english(text) == [], each.prog


def test_the_sweep_finds_english_where_it_is() -> None:
    speak("en")
    assert sum(bool(english(each.format_help())) for each in parsers(parser())) > 25


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--language", "ru", "nothing"], "ошибка"),
        (["--language", "ru", "check", "--who", "--purpose"], "нужно одно значение"),
        (["directory", "--language=ru"], "не хватает параметров"),
        (["directory", "--language=en"], "the following arguments are required"),
    ],
)
def test_the_parser_refuses_in_the_language_that_was_named(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(words)
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("variable", "value", "language"),
    [("KEREGE_LANGUAGE", "en", "en"), ("KEREGE_LANGUAGE", "ru", "ru"), ("LANG", "en_GB.UTF-8", "en")],
)
def test_without_a_word_the_settings_and_the_locale_decide(
    variable: str, value: str, language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for each in ("KEREGE_LANGUAGE", "LC_ALL", "LANG"):
        monkeypatch.delenv(each, raising=False)
    monkeypatch.setenv(variable, value)
    with pytest.raises(SystemExit):
        main(["--help"])
    assert capsys.readouterr().out.startswith({"en": "usage: ", "ru": "вызов: "}[language])


def test_the_language_is_read_before_the_rest() -> None:
    assert named_language(["check", "--language", "en", "x"]) == "en"
    assert named_language(["--language=ru"]) == "ru"
    assert named_language(["--language"]) is None
    assert named_language(["check"]) is None


def test_an_empty_text_stays_empty() -> None:
    speak("ru")
    assert worded("") == ""
