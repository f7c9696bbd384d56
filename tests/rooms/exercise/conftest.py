"""An exercise of this run's own: an empty database beside the template, and a folder that no other worker uses."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kerege.rooms.exercise.rules import plan as planning
from kerege.rooms.exercise.rules.plan import Size
from tests import conftest as clones


@pytest.fixture(scope="module")
def empty_node(
    django_db_setup: None, worker_id: str, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A node without parties: a database as migrated, and the exercise's files in a folder apart."""
    from kerege.rooms.exercise import queries

    name = f"kerege_{worker_id}_exercise"
    patch = pytest.MonkeyPatch()
    folder = tmp_path_factory.mktemp("exercise")
    patch.setattr(queries, "folder", lambda: folder)
    with django_db_blocker.unblock():
        clones.clone(name, Path(os.environ[clones.STARTED_HOME]), of=clones.EMPTY)
        clones.point_to(name)
        yield name
        from django.db import connections

        connections.close_all()
        clones.point_to(f"kerege_{worker_id}")
    patch.undo()


@pytest.fixture(scope="module")
def fewer() -> Iterator[None]:
    """A third of the ordinary reports of the smallest exercise, entered in one go; passwords hashed fast.

    What a plan gives is remembered by the plan: a plan of these tests has a seed that no other test uses.
    """
    from django.test import override_settings

    patch = pytest.MonkeyPatch()
    patch.setitem(planning.REPORTS, Size.SMALL, 200)
    patch.setitem(planning.BATCHES, Size.SMALL, 1)
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield
    patch.undo()
