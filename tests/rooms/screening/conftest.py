"""Fixtures of screening: a committed node, with time and chance seeded."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from kerege.foundation import chance


@pytest.fixture(scope="module")
def module_clone(django_db_setup: None, worker_id: str) -> str:
    """One clone for the module."""
    from tests.rooms.crosscheck.nodes import cloned

    return cloned(worker_id)


@pytest.fixture
def node(module_clone: str, django_db_blocker: Any, worker_id: str) -> Iterator[str]:
    """A committed node with nothing in it but the cast."""
    from kerege.foundation import node as home
    from kerege.rooms.screening.actions import keeping
    from tests.rooms.crosscheck.nodes import emptied

    shutil.rmtree(home.home() / keeping.FOLDER, ignore_errors=True)
    with django_db_blocker.unblock(), chance.seeded("screening"):
        yield from emptied(module_clone, worker_id)


@pytest.fixture
def read_here() -> Iterator[None]:
    """Lists are read in this process."""
    from tests.rooms.screening import scenes

    with scenes.read_here():
        yield
