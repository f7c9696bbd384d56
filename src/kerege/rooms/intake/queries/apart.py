"""Opening a stranger's table: a box reads it (`rules.reading`), and only plain texts come back."""

import weakref
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import orjson

from kerege.foundation.box import Box, BoxError, UnconfinedError
from kerege.rooms.intake.rules.limits import N_, Limits, UnreadableFileError
from kerege.rooms.intake.rules.reading import FIRST, MODULE, NEXT, OPEN
from kerege.rooms.intake.rules.sheets import Row, Sheet

LONGEST_WAIT = 900
"""Seconds for one answer; opening the largest workbook takes minutes."""
PAST_LIMITS = N_("The file could not be read within the limits: split it, or save it as CSV.")
UNCONFINED = N_(
    "This node takes no files at present: its machine cannot confine the program that reads them."
    " Tell your administrator."
)


def open_apart(
    path: Path, *, limits: Limits | None = None, known: Sequence[str] = (), encoding: str = "", columns: bool = False
) -> Sheet:
    """Open a table without reading a byte of it in this process; `columns` opens Parquet too.

    Raises UnreadableFileError, also from its rows; ImportError for Parquet where its reader is not installed.
    """
    held = limits or Limits()
    wishes = {
        "name": path.name, "limits": asdict(held), "known": list(known), "encoding": encoding, "columns": columns,
    }  # fmt: skip
    return Apart(path, wishes, held.rows).sheet()


class Apart:
    """A table in a box, for as long as anybody holds its sheet."""

    def __init__(self, path: Path, wishes: dict[str, object], most: int) -> None:
        """Start the box on the file."""
        try:
            with path.open("rb") as stream:
                self.box = Box(MODULE, orjson.dumps(wishes).decode(), file=stream.fileno(), seconds=LONGEST_WAIT)
        except OSError as problem:
            raise UnreadableFileError(N_("There is no file “%(path)s” that can be read."), path=path) from problem
        weakref.finalize(self, self.box.close)
        self.most, self.waiting, self.turn = most, 0, 0

    def sheet(self) -> Sheet:
        """What the table is, with its rows."""
        self.ask(OPEN)
        head = self.answer()
        try:
            name, shape, encoding, separator = (str(head[each]) for each in ("name", "shape", "encoding", "separator"))
            columns = tuple(map(str, head["columns"]))
        except (KeyError, TypeError) as problem:
            raise UnreadableFileError(PAST_LIMITS) from problem
        return Sheet(name, shape, columns, self.rows, encoding, separator)

    def rows(self) -> Iterator[Row]:
        """The rows from the first on; the box reads ahead by one piece. Who begins anew ends who read before."""
        self.turn += 1
        turn, count, before = self.turn, 0, 0
        while self.waiting:
            self.answer()
        self.ask(FIRST)
        while True:
            piece = self.answer()
            last = piece.get("last") is not False
            if not last:
                self.ask(NEXT)
            for number, cells in plain(piece, before):
                count, before = count + 1, number
                yield number, cells
                if turn != self.turn:
                    raise RuntimeError("the rows of this sheet are read anew by somebody else")
            if last:
                return
            if count > self.most:
                raise UnreadableFileError(PAST_LIMITS)

    def ask(self, letter: bytes) -> None:
        """Ask the box."""
        try:
            self.box.ask(letter)
        except BoxError as problem:
            raise refusal(problem) from problem
        self.waiting += 1

    def answer(self) -> dict[str, Any]:
        """The box's answer. Raises UnreadableFileError, ImportError."""
        try:
            found = self.box.answer()
        except BoxError as problem:
            raise refusal(problem) from problem
        self.waiting -= 1
        if not isinstance(found, dict):
            raise UnreadableFileError(PAST_LIMITS)
        if "missing" in found:
            raise ImportError(name=str(found["missing"]))
        if "trouble" in found:
            raise told(found)
        return found


def plain(piece: dict[str, Any], before: int) -> Iterator[Row]:
    """The rows of a piece where they are rows: numbers that grow, texts. Raises UnreadableFileError."""
    rows = piece.get("rows")
    for row in rows if isinstance(rows, list) else [None]:
        if not (isinstance(row, list) and len(row) == 2 and type(row[0]) is int and row[0] > before):
            raise UnreadableFileError(PAST_LIMITS)
        number, cells = row
        if not (isinstance(cells, list) and {*map(type, cells)} <= {str}):
            raise UnreadableFileError(PAST_LIMITS)
        before = number
        yield number, cells


def told(found: dict[str, Any]) -> UnreadableFileError:
    """What the box found wrong, in its words where they are a sentence with its values."""
    try:
        return UnreadableFileError(str(found["trouble"]), **{str(k): str(v) for k, v in found["values"].items()})
    except (KeyError, TypeError, ValueError, AttributeError):
        return UnreadableFileError(PAST_LIMITS)


def refusal(problem: BoxError) -> UnreadableFileError:
    """Why a box gave no answer, for whoever sent the file."""
    return UnreadableFileError(UNCONFINED if isinstance(problem, UnconfinedError) else PAST_LIMITS)
