"""Fixtures of operations: the cast, with time and chance seeded."""

from collections.abc import Iterator

import pytest

from kerege.foundation import chance


@pytest.fixture
def seeded() -> Iterator[None]:
    """A standing clock that tests move themselves."""
    with chance.seeded("operations"):
        yield
