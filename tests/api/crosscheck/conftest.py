"""A committed node of each test's own in place of a rolled-back transaction: checks run on two connections."""

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture
def db(own_clone: str, django_db_blocker: Any) -> Iterator[str]:
    """A committed database of this test alone."""
    with django_db_blocker.unblock():
        yield own_clone
