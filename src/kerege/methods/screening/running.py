"""A bulk run from list and bank to one file of pairs: cut, screened, kept piece by piece, put together."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from glob import escape
from itertools import chain, islice
from pathlib import Path
from typing import Final

import pyarrow as pa

from kerege.kernel.saying import N_, SaidError
from kerege.methods.screening.bank import Bank
from kerege.methods.screening.engines import Engine, InProcess, Piece, Workers
from kerege.methods.screening.files import recut
from kerege.methods.screening.gathering import gather
from kerege.methods.screening.pieces import Pieces
from kerege.methods.screening.schema import shaped

ROWS: Final = 10_000
"""Rows of a piece, as a rule: a few seconds of work, which is what a cut costs at most."""


class EngineError(SaidError):
    """The engine asked for is not here: says what it needs."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: rows done of all (None where not known), rows a second, and seconds left."""

    rows: int
    total: int | None
    rate: float
    left: float | None


@dataclass(frozen=True, slots=True)
class Screened:
    """What a run gave: its file of pairs, rows screened, how many of them had been done before, pairs by grade."""

    path: Path
    rows: int
    resumed: int
    strong: int
    possible: int
    seconds: float

    @property
    def pairs(self) -> int:
        """Return how many pairs there are."""
        return self.strong + self.possible


class _Counting:
    """Pieces cut from a list, of which those done before are passed by; counts what is done and tells of it."""

    def __init__(self, pieces: Pieces, total: int | None, tell: Callable[[Progress], None] | None) -> None:
        self._pieces, self._total, self._tell = pieces, total, tell
        self.rows = self.resumed = self.count = self._fresh = 0
        self._begun = time.monotonic()

    def wanted(self, rows: Iterable[pa.RecordBatch | pa.Table], size: int) -> Iterator[Piece]:
        first = 0
        for number, table in enumerate(recut((shaped(batch) for batch in rows), size)):
            key = self._pieces.key_of(table, first)
            self.count = number + 1
            if self._pieces.is_done(number, key):
                self.resumed += len(table)
                self.done(len(table), fresh=False)
            else:
                yield Piece(number, first, table, key)
            first += len(table)

    def done(self, rows: int, *, fresh: bool = True) -> None:
        self.rows += rows
        self._fresh += rows if fresh else 0
        if self._tell is None:
            return
        rate = self._fresh / max(self.seconds, 1e-6)
        left = (self._total - self.rows) / rate if self._total is not None and rate else None
        self._tell(Progress(self.rows, self._total, rate, left))

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._begun


def screen(
    rows: Iterable[pa.RecordBatch | pa.Table],
    bank: Bank,
    *,
    out: Path,
    progress: Callable[[Progress], None] | None = None,
    engine: str = "local",
    master: str | None = None,
    least: float = 0.0,
    workers: int | None = None,
    piece: int = ROWS,
    total: int | None = None,
    keep: bool = False,
) -> Screened:
    """Screen rows (LIST_SCHEMA) against a bank; the pairs worth telling (PAIR_SCHEMA) go to `out`, an Arrow file.

    The file is the same, byte for byte, whatever the size of the batches given and of the pieces, the number of
    workers and the engine ("local", or "spark" with its `master`). A run that was cut off goes on when it is called
    again with the same rows, bank, `out`, `least` and `piece`: pieces that are done stand in the folder
    `out`.pieces until the file is whole, and further if `keep`: whoever makes something of the file removes them with
    `forget_pieces` when that is whole too. `least` leaves out pairs less probable than it.

    Raises BusyError, EngineError, ShapeError, WorkerError.
    """
    pieces = Pieces(pieces_of(out), bank=bank.digest, least=least)
    with pieces.held():
        counting = _Counting(pieces, total, progress)
        wanted = counting.wanted(rows, piece)
        chosen, wanted = _engine(engine, master, workers, wanted)
        for done, pairs in chosen.run(wanted, bank, least):
            pieces.keep(done.number, done.key, pairs)
            counting.done(len(done.rows))
        grades = gather(pieces, counting.count, out)
        if not keep:
            pieces.remove()
    return Screened(
        out, counting.rows, counting.resumed, grades.get("strong", 0), grades.get("possible", 0), counting.seconds
    )


def pieces_of(out: Path) -> Path:
    """Return the folder of the pieces of a run."""
    return out.with_name(out.name + ".pieces")


def forget_pieces(out: Path) -> None:
    """Remove what a run kept in order to go on, and what a killed one left half written."""
    shutil.rmtree(pieces_of(out), ignore_errors=True)
    for half in out.parent.glob(f"{escape(out.name)}.*.part"):
        half.unlink(missing_ok=True)


def _engine(
    engine: str, master: str | None, workers: int | None, wanted: Iterator[Piece]
) -> tuple[Engine, Iterator[Piece]]:
    if engine == "spark":
        return _spark(master), wanted
    if engine != "local":
        raise EngineError(N_("there is no engine “%(engine)s”: local or spark"), engine=engine)
    count = workers or os.cpu_count() or 1
    head = list(islice(wanted, 2))
    alone = count == 1 or len(head) < 2  # a list of one piece is not worth starting processes for
    return (InProcess() if alone else Workers(count)), chain(head, wanted)


def _spark(master: str | None) -> Engine:
    try:
        from kerege.methods.screening.spark import Spark
    except ImportError as problem:
        raise EngineError(N_("Spark needs the packages of the extra “spark”")) from problem
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        raise EngineError(N_("Spark needs Java 17 or later, and none was found here"))
    return Spark(master)
