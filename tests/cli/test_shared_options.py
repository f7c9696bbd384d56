"""Every verb of the terminal takes --json and --language after it, however deep it lies."""

import argparse
from collections.abc import Iterator

import pytest

from kerege.cli.main import parser


def verbs(found: argparse.ArgumentParser, *above: str) -> Iterator[tuple[tuple[str, ...], argparse.ArgumentParser]]:
    """Every command and verb with its words."""
    yield above, found
    for action in found._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                yield from verbs(below, *above, name)


@pytest.mark.parametrize(
    ("words", "found"), [pytest.param(*each, id=" ".join(each[0]) or "kerege") for each in verbs(parser())]
)
def test_language_and_json_stand_after_the_verb(words: tuple[str, ...], found: argparse.ArgumentParser) -> None:
    known = {option for action in found._actions for option in action.option_strings}
    assert {"--json", "--language"} <= known, words
