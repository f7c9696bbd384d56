"""A real PostgreSQL for the tests: one throw-away node, a template database with the cast, a clone for each worker."""

import fcntl
import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from pytest_django import DjangoDbBlocker

if TYPE_CHECKING:
    from tests.access.ids import Stage

STARTED_HOME = "KEREGE_TESTS_HOME"
LONG = (
    "tests/browser/",
    "tests/methods/screening/test_spark.py",
    "tests/access/",
    "tests/api/test_schema.py",
    "tests/web/test_russian.py",
    "tests/web/test_attacks.py",
    "tests/proofs/",
)
"""Where the tests stand that take tens of seconds."""
PREFIX = "kerege-tests-"
EMPTY = "kerege_empty"
"""A database as the migrations leave it, to be cloned: migrating takes many seconds."""
MEMORY, ROOM = Path("/dev/shm"), 6 << 30
hypothesis.settings.register_profile("kerege", deadline=None)
hypothesis.settings.load_profile("kerege")  # how busy the machine is never decides a test


def pytest_configure(config: pytest.Config) -> None:
    """Give the whole run a node of its own, before Django reads its settings."""
    gc.set_threshold(10_000, 20, 50)
    if not hasattr(config, "workerinput") and STARTED_HOME not in os.environ:
        forget_abandoned()
        home = new_folder(PREFIX)
        (home / "run").write_text(str(os.getpid()))
        os.environ[STARTED_HOME] = str(home)
    os.environ["KEREGE_HOME"] = os.environ[STARTED_HOME]
    os.environ["DJANGO_SETTINGS_MODULE"] = "kerege.config.settings"
    if only_hands_out(config):
        return
    import django

    django.setup()
    from tests import hashing

    hashing.stretch_less()


def only_hands_out(config: pytest.Config) -> bool:
    """Whether this process runs no test but hands them out: workers begin while it would still import the pages."""
    return not hasattr(config, "workerinput") and bool(config.getoption("numprocesses", None))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes longest first: at the end no worker waits long for another."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


def pytest_collection_finish() -> None:
    """Look through what the imports and the list of tests made no more: it is hundreds of thousands of objects."""
    gc.collect()
    gc.freeze()


def new_folder(prefix: str) -> Path:
    """A folder that a server's user can enter; in memory where there is room, since servers make files by thousands."""
    from kerege.foundation.postgres_files import memory_size

    roomy = min(memory_size(), memory_available()) >= 2 * ROOM and is_roomy(MEMORY)
    made = Path(tempfile.mkdtemp(prefix=prefix, dir=MEMORY if roomy else None))
    made.chmod(0o711)
    return made


def memory_available() -> int:
    """The memory in bytes that nobody uses now; none where the system does not say it."""
    with suppress(OSError):
        for line in Path("/proc/meminfo").read_text().splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) << 10
    return 0


def is_roomy(folder: Path) -> bool:
    """Whether a folder is there, has room, and lets programs run that lie in it."""
    try:
        found = os.statvfs(folder)
    except OSError:
        return False
    free = found.f_bavail * found.f_frsize >= ROOM
    return free and not found.f_flag & os.ST_NOEXEC and os.access(folder, os.W_OK)


def forget_abandoned() -> None:
    """Remove from memory what runs left there that were killed."""
    from kerege.foundation import server

    for home in MEMORY.glob(f"{PREFIX}*"):
        with suppress(OSError, ValueError):
            if home.owner() == Path("/proc/self").owner() and not runs(int((home / "run").read_text())):
                server.Server(home=home, version=0, started=True).stop()
                shutil.rmtree(home, ignore_errors=True)


def runs(process: int) -> bool:
    """Whether a process is there."""
    return Path(f"/proc/{process}").exists()


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
    """Make the template database once, whichever worker comes first; beside it one that has nobody in it."""
    from kerege.foundation import database

    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (home / "ready").exists():
            return
        running = database.prepare(durable=False)
        with running.administrator() as connection:
            connection.execute(f'CREATE DATABASE "{EMPTY}" TEMPLATE "kerege" OWNER kerege_owner')
        from django.db import connections

        from tests import cast

        cast.build()
        connections.close_all()
        (home / "ready").touch()


def clone(name: str, home: Path, *, of: str = "kerege") -> None:
    """Clone the template, or another database, under a name; an old clone of that name goes."""
    from kerege.foundation import server

    running = server.ensure_server(durable=False)
    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with running.administrator() as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{of}" OWNER kerege_owner')
    head, former = home / f"journal-head-{name}", home / f"journal-head-{of}"
    head.unlink(missing_ok=True)
    if former.exists():
        shutil.copy(former, head)


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
def fresh_clone(worker_id: str, *, name: str = "", of: str = "kerege") -> Iterator[str]:
    """A new clone of the template, or of another database, for the block: every connection is on it."""
    from django.db import connections

    name = name or f"kerege_{worker_id}_own"
    connections.close_all()
    clone(name, Path(os.environ[STARTED_HOME]), of=of)
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


@pytest.fixture
def stage(
    django_db_setup: None,
    worker_id: str,
    django_db_blocker: DjangoDbBlocker,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator["Stage"]:
    """A database of this test alone as `own_clone`, with one thing of every kind in it."""
    from tests.kept import on_stage

    with django_db_blocker.unblock(), on_stage(worker_id, tmp_path, monkeypatch) as made:
        yield made
