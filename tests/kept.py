"""Worlds that several tests begin from: built once by a worker, kept as a database, cloned for each of them."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kerege.foundation import chance
from tests.conftest import STARTED_HOME, fresh_clone

if TYPE_CHECKING:
    from tests.access.ids import Stage

BUILT: dict[str, Any] = {}
"""What building each world returned; a test gets it with a clone of its own and leaves it as it is."""


@contextmanager
def begun(world: str, worker_id: str, build: Callable[[], Any]) -> Iterator[Any]:
    """Every connection on a new clone of a world, and what its building returned; the first test builds it.

    It is built under a seed of its own: whichever test comes first, all find the same. The worker is part of the seed,
    for files of the node lie beside each other under ids.
    """
    from tests.access.twins import NOON

    kept = f"kerege_{worker_id}_{world}"
    if kept not in BUILT:
        with fresh_clone(worker_id, name=kept), chance.seeded(kept, NOON):
            BUILT[kept] = build()
    with fresh_clone(worker_id, of=kept):
        yield BUILT[kept]


@contextmanager
def on_stage(worker_id: str, folder: Path, patch: pytest.MonkeyPatch) -> Iterator["Stage"]:
    """Every connection on a clone with one thing of every kind; its files lie in a folder, as nobody touched them."""
    from tests.access import ids

    home = Path(os.environ[STARTED_HOME])
    kept = home / f"stage-{worker_id}"

    def build() -> "Stage":
        kept.mkdir()
        with pytest.MonkeyPatch.context() as meanwhile:
            made = ids.staged(kept, meanwhile)
        shutil.copytree(home / "intake" / str(made.ids["upload"]), kept / "upload")
        return made

    with begun("stage", worker_id, build) as stage:
        upload = home / "intake" / str(stage.ids["upload"])
        shutil.rmtree(upload, ignore_errors=True)
        shutil.copytree(kept / "upload", upload)
        shutil.copytree(kept / "files", folder / "files")
        ids.files_in(folder, patch)
        yield stage
