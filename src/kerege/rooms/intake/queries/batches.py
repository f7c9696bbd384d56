"""Opening a stranger's list in columns: a box reads it (`rules.batches`), only plain bytes come back, checked here."""

import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from kerege.foundation.box import Box, BoxError
from kerege.rooms.intake.queries.apart import LONGEST_WAIT, PAST_LIMITS, refusal, told
from kerege.rooms.intake.rules.batches import MODULE, NEXT, OPEN, ROWS, TROUBLE
from kerege.rooms.intake.rules.limits import N_, UnreadableFileError

if TYPE_CHECKING:
    import pyarrow as pa


class BoxedList:
    """A table of columns in a box: its names, and, where it has those of a list, its rows in batches."""

    def __init__(self, path: Path) -> None:
        """Start the box on the file. Raises UnreadableFileError."""
        try:
            with path.open("rb") as stream:
                self.box = Box(MODULE, path.name, file=stream.fileno(), seconds=LONGEST_WAIT)
        except OSError as problem:
            raise UnreadableFileError(N_("There is no file “%(path)s” that can be read."), path=path) from problem
        weakref.finalize(self, self.box.close)
        self.ask(OPEN)
        found = parsed(self.answer())
        if "trouble" in found:
            raise told(found)
        names = found.get("columns")
        if not isinstance(names, list):
            raise UnreadableFileError(PAST_LIMITS)
        self.columns = tuple(map(str, names))

    def batches(self) -> "Iterator[pa.RecordBatch]":
        """The rows, once; the box reads ahead by one piece. Raises UnreadableFileError."""
        from kerege.methods.screening.plain import NotPlainError, plain_batch

        self.ask(NEXT)
        while True:
            body = self.answer()
            if body[:1] == TROUBLE:
                raise told(parsed(body[1:]))
            if body[:1] != ROWS:
                raise UnreadableFileError(PAST_LIMITS)
            if len(body) == 1:
                return
            self.ask(NEXT)
            try:
                yield plain_batch(body[1:])
            except NotPlainError as problem:
                raise UnreadableFileError(PAST_LIMITS) from problem

    def ask(self, letter: bytes) -> None:
        """Ask the box. Raises UnreadableFileError."""
        try:
            self.box.ask(letter)
        except BoxError as problem:
            raise refusal(problem) from problem

    def answer(self) -> bytes:
        """The box's answer. Raises UnreadableFileError."""
        try:
            return self.box.answered()
        except BoxError as problem:
            raise refusal(problem) from problem


def parsed(content: bytes) -> dict[str, Any]:
    """An answer in JSON. Raises UnreadableFileError."""
    try:
        found = orjson.loads(content)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise UnreadableFileError(PAST_LIMITS)
    return found
