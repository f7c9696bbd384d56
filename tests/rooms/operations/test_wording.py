"""Words of deliveries and operations: each list calls its own words, also those that stand in two lists."""

from enum import StrEnum

import pytest

from kerege.rooms.operations.rules import joint, words
from kerege.rooms.operations.rules.wording import WORDS
from kerege.rooms.operations.rules.words import Goods, Ground, Penalty, Stage

LISTS = [
    each
    for module in (words, joint)
    for each in vars(module).values()
    if isinstance(each, type) and issubclass(each, StrEnum) and each.__module__ == module.__name__
]


@pytest.mark.parametrize("words_of", [each for each in LISTS if each.__name__ != "Who"])
def test_every_word_of_a_list_is_called_something_and_no_two_alike(words_of: type[StrEnum]) -> None:
    called = [WORDS[each] for each in words_of]
    assert all(called)
    assert len(set(called)) == len(called)


def test_a_word_of_two_lists_is_called_as_its_own_list_calls_it() -> None:
    assert WORDS[Stage.CLOSED] == "file closed"
    assert WORDS[Stage.SEIZED] == "load seized"
    assert WORDS[Ground.OTHER] == "another ground"
    assert WORDS[Goods.OTHER] == "other goods"
    assert WORDS[Penalty.DEATH] == "death"
