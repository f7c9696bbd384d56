"""A node of each test's own: checks run on two connections and see only what is committed."""

from collections.abc import Iterator
from typing import Any

import pytest

from kerege.foundation import chance


@pytest.fixture
def node(own_clone: str, django_db_blocker: Any) -> Iterator[str]:
    """A committed database of this test alone, with time and chance seeded."""
    with django_db_blocker.unblock(), chance.seeded("crosscheck"):
        yield own_clone
