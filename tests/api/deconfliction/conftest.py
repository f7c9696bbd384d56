"""A committed node in place of a rolled-back transaction: submissions go over two connections."""

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(scope="module")
def module_clone(django_db_setup: None, worker_id: str) -> str:
    """One clone for the module."""
    from tests.rooms.crosscheck.nodes import cloned

    return cloned(worker_id)


@pytest.fixture
def db(module_clone: str, django_db_blocker: Any, worker_id: str) -> Iterator[str]:
    """A committed node with nothing in it but the cast, for every fixture that asks for a database."""
    from tests.rooms.crosscheck.nodes import emptied

    with django_db_blocker.unblock():
        yield from emptied(module_clone, worker_id)
