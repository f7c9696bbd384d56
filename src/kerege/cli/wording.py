"""The words of the command line before anything else stands: help and refusals in the reader's language."""

import argparse
from contextvars import ContextVar
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path

LOCALES = Path(__file__).parents[1] / "locale"
SPOKEN: ContextVar[str] = ContextVar("spoken", default="ru")
"""The language the command line speaks now."""


def N_(text: str) -> str:  # noqa: N802 - the usual mark of a text that is translated later
    """Mark a text for the catalogues."""
    return text


OF_ARGPARSE = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("one of the arguments %s is required"),
    N_("unrecognized arguments: %s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("unknown parser %(parser_name)r (choices: %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("not allowed with argument %s"),
    N_("ignored explicit argument %r"),
    N_("expected one argument"),
    N_("expected at most one argument"),
    N_("expected at least one argument"),
)
"""The sentences of Python's own parser, as it writes them."""


OF_DATABASE = (N_("migrating the database"),)
"""What the database says while it is made ready, before Django stands."""


@cache
def catalogue(language: str) -> NullTranslations:
    """The compiled texts of a language; without any (English), the texts stay as they are."""
    return translation("django", LOCALES, [language], fallback=True)


def worded(text: str) -> str:
    """A text in the language that is spoken now."""
    return catalogue(SPOKEN.get()).gettext(text) if text else text


def counted(one: str, many: str, count: int) -> str:
    """A text that depends on a number."""
    return catalogue(SPOKEN.get()).ngettext(one, many, count)


def speak(language: str) -> None:
    """Let help and refusals speak a language.

    Python's parser asks the environment for the language of its own sentences; here `--language` decides as well.
    """
    SPOKEN.set(language)
    vars(argparse).update({"_": worded, "ngettext": counted})


class Formatter(argparse.HelpFormatter):
    """Writes help in the language that is spoken."""

    def _get_help_string(self, action: argparse.Action) -> str | None:
        return worded(action.help) if action.help else action.help

    def add_text(self, text: str | None) -> None:
        """A description, translated."""
        super().add_text(worded(text) if text else text)


class Parser(argparse.ArgumentParser):
    """A parser whose help is written by our formatter; its commands are such parsers too."""

    def _get_formatter(self) -> argparse.HelpFormatter:
        return Formatter(prog=self.prog)
