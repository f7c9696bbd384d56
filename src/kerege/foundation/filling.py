"""A node that is being filled from a backup: closed to everybody until what was filled in is verified.

The note of it outlives a kill. While it stands nothing is read or written as anybody; who restores next, or the node's
worker, first takes away what a killed one left.
"""

import contextlib
import contextvars
import fcntl
import json
import os
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from django.db import connections
from django.utils.translation import gettext_noop

from kerege.foundation import node

CLOSED = gettext_noop(
    "A backup is being restored into this node, or its restore was cut off before the journal was verified: nothing is"
    " shown or taken in until it is whole. Where no restore runs, do it again."
)
_verifying: contextvars.ContextVar[bool] = contextvars.ContextVar("verifying", default=False)


class NodeClosedError(RuntimeError):
    """What stands in this node was not verified yet."""


def place(database: str) -> Path:
    """Where it is noted that a database is being filled."""
    return _place(os.environ.get("KEREGE_HOME", ""), database)


@cache
def _place(home: str, database: str) -> Path:
    return node.home() / f"filling-{database}"


def refuse_unless_open(using: str = "default") -> None:
    """Raises NodeClosedError while the node is being filled, but inside `verifying`."""
    if not _verifying.get() and os.path.exists(place(str(connections[using].settings_dict["NAME"]))):
        raise NodeClosedError(CLOSED)


@contextlib.contextmanager
def verifying() -> Iterator[None]:
    """Inside, what was filled in is read to be verified."""
    mark = _verifying.set(True)
    try:
        yield
    finally:
        _verifying.reset(mark)


@contextlib.contextmanager
def alone(database: str) -> Iterator[bool]:
    """Hold the right to fill a database; False where another process holds it. It ends with the process."""
    path = place(database)
    handle = os.open(path.with_name(f"{path.name}.lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    held = True
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            held = False
        yield held
    finally:
        os.close(handle)


def begin(database: str, files: Sequence[str]) -> None:
    """Close the node, and note on the disk which files will be written beside its database."""
    path = place(database)
    draft = path.with_name(f"{path.name}.draft")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as stream:
        json.dump(list(files), stream)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(path)


def begun(database: str) -> list[str] | None:
    """The files that were to be written, where the filling did not end; None where the node is open."""
    try:
        return [str(each) for each in json.loads(place(database).read_text(encoding="utf-8"))]
    except FileNotFoundError:
        return None


def end(database: str) -> None:
    """Open the node: what stands in it is whole, or nothing does."""
    place(database).unlink(missing_ok=True)
