"""A throw-away node for proofs run outside the tests: the same template database, and clones of it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import STARTED_HOME, clone, point_to, template


def home() -> Path:
    """The node's home; made by whoever started the run."""
    return Path(os.environ[STARTED_HOME])


@contextmanager
def fresh_database(name: str) -> Iterator[str]:
    """A clone of the template for the block, and every connection on it; back on the former one afterwards."""
    from django.db import connections

    former = str(connections["default"].settings_dict["NAME"])
    template(home())
    own = f"kerege_proof_{name}"
    connections.close_all()
    clone(own, home())
    point_to(own)
    try:
        yield own
    finally:
        connections.close_all()
        point_to(former)
