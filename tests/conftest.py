"""A real PostgreSQL for the tests: one throw-away node, a template database with the cast, a clone for each worker."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import hypothesis
import pytest
from pytest_django import DjangoDbBlocker

STARTED_HOME = "KEREGE_TESTS_HOME"
hypothesis.settings.register_profile("kerege", deadline=None)
hypothesis.settings.load_profile("kerege")  # how busy the machine is never decides a test


def pytest_configure(config: pytest.Config) -> None:
    """Give the whole run a node of its own, before Django reads its settings."""
    if not hasattr(config, "workerinput") and STARTED_HOME not in os.environ:
        home = tempfile.mkdtemp(prefix="kerege-tests-")
        Path(home).chmod(0o711)
        os.environ[STARTED_HOME] = home
    os.environ["KEREGE_HOME"] = os.environ[STARTED_HOME]
    os.environ["DJANGO_SETTINGS_MODULE"] = "kerege.config.settings"
    import django

    django.setup()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the throw-away server and remove its folder."""
    if hasattr(config, "workerinput"):
        return
    from kerege.foundation import server

    home = Path(os.environ[STARTED_HOME])
    if (home / "ready").exists():
        server.Server(home=home, version=0, started=True).stop()
    shutil.rmtree(home, ignore_errors=True)


def template(home: Path) -> None:
    """Make the template database once, whichever worker comes first."""
    from kerege.foundation import database

    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (home / "ready").exists():
            return
        database.prepare(durable=False)
        from django.db import connections

        from tests import cast

        cast.build()
        connections.close_all()
        (home / "ready").touch()


def clone(name: str, home: Path) -> None:
    """Clone the template under a name; an old clone of that name goes."""
    from kerege.foundation import server

    running = server.ensure_server(durable=False)
    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with running.administrator() as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE kerege OWNER kerege_owner')
    (home / f"journal-head-{name}").unlink(missing_ok=True)


def point_to(name: str) -> None:
    """Let every connection of this process use a database."""
    from django.conf import settings
    from django.db import connections

    for alias in connections:
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name
        settings.DATABASES[alias]["NAME"] = name
    os.environ["KEREGE_DATABASE"] = name
    from kerege.rooms.access import actions as access

    access.forget_interned()


def keep_lists_apart(worker_id: str) -> None:
    """Lists of screenings lie in a folder of the node: workers that share a node each take their own."""
    from kerege.rooms.screening.actions import keeping

    keeping.FOLDER = f"screening-{worker_id}"


@pytest.fixture(scope="session")
def django_db_setup(worker_id: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The worker's own clone of the template, in place of pytest-django's test database."""
    home = Path(os.environ[STARTED_HOME])
    name = f"kerege_{worker_id}"
    keep_lists_apart(worker_id)
    with django_db_blocker.unblock():
        template(home)
        clone(name, home)
        point_to(name)
    yield
    from django.db import connections

    connections.close_all()


@contextmanager
def fresh_clone(worker_id: str) -> Iterator[str]:
    """A new clone of the template for the block; what is committed in it goes with it."""
    from django.db import connections

    name = f"kerege_{worker_id}_own"
    clone(name, Path(os.environ[STARTED_HOME]))
    point_to(name)
    try:
        yield name
    finally:
        connections.close_all()
        point_to(f"kerege_{worker_id}")


@pytest.fixture
def own_clone(django_db_setup: None, worker_id: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A database of this test alone, for tests of commits, races and crashes; nothing is rolled back.

    Used without the mark `django_db`: that one would wrap the test in a transaction.
    """
    with django_db_blocker.unblock(), fresh_clone(worker_id) as name:
        yield name
