"""Homes for servers under test: short-lived folders that the server's user can enter."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kerege.foundation import launcher
from tests.conftest import new_folder


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that the server's user can enter (pytest's own is closed to it as root); servers in it end with it."""
    for variable in ("DATABASE_URL", "KEREGE_OWNER_URL", "KEREGE_SEARCH_URL", "KEREGE_KEEPER_URL", "KEREGE_HOME"):
        monkeypatch.delenv(variable, raising=False)
    folder = new_folder("kerege-test-")
    yield folder
    for data in folder.rglob("postgres/PG_VERSION"):
        launcher.stop(data.parents[1])
    shutil.rmtree(folder)
