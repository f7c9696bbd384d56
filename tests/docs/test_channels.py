"""docs/threat-model.md names a test for each of the read channels, and the tests are there."""

import re
from pathlib import Path

from tests.access import faces

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| (\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
ABSENT = {29: ("health", "metrics", "status"), 35: ("assistant", "chat"), 23: ("sync",), 9: ("suggest", "complete")}
"""Channels that are not there, with what an address of theirs would be called."""


def rows() -> list[tuple[int, str, str, list[str]]]:
    """The table: number, channel, what it is here, tests."""
    text = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
    return [(int(n), channel, here, re.findall(r"`([^`]+)`", tests)) for n, channel, here, tests in ROW.findall(text)]


def test_each_of_the_thirty_five_channels_has_its_test() -> None:
    assert [number for number, *_ in rows()] == list(range(1, 36))
    for number, channel, _, tests in rows():
        assert tests, channel
        assert all((ROOT / each).exists() for each in tests), (number, tests)


def test_channels_that_are_said_to_be_absent_have_no_address(db: None) -> None:
    every = [*faces.page_addresses({}), *faces.api_addresses({})]
    for number, words in ABSENT.items():
        found = [each for each in every if any(word in each.split("/") for word in words)]
        assert found == [], number
