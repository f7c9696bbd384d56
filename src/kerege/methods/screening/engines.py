"""Engines of a bulk run: the same plan over pieces of a list, in this process, in several, or on a Spark cluster."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Final, Protocol

import pyarrow as pa

from kerege.methods.screening.bank import Bank
from kerege.methods.screening.matching import pairs_of
from kerege.methods.screening.worker import Worker

AHEAD: Final = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the list: its number, its first row's number in the list, its rows and its key."""

    number: int
    first: int
    rows: pa.Table
    key: str

    @property
    def numbers(self) -> range:
        """Return the numbers of its rows in the list."""
        return range(self.first, self.first + len(self.rows))


class Engine(Protocol):
    """What screens pieces; they may come back in any order."""

    def run(self, pieces: Iterable[Piece], bank: Bank, least: float) -> Iterator[tuple[Piece, pa.Table]]:
        """Yield each piece with its pairs; takes no more pieces in advance than it can work on."""


class InProcess:
    """The plan in this process: for short lists and one core."""

    def run(self, pieces: Iterable[Piece], bank: Bank, least: float) -> Iterator[tuple[Piece, pa.Table]]:
        """Screen one piece after the other."""
        gc.freeze()  # what stands now stands to the end: the collector need not walk through it with every piece
        try:
            for piece in pieces:
                yield piece, pairs_of(bank, piece.rows, numbers=piece.numbers, least=least)
        finally:
            gc.unfreeze()


class Workers:
    """The plan in several processes of this machine, which map the same bank."""

    def __init__(self, count: int) -> None:
        """Use this many processes."""
        self._count = count

    def run(self, pieces: Iterable[Piece], bank: Bank, least: float) -> Iterator[tuple[Piece, pa.Table]]:
        """Screen pieces side by side."""
        free: SimpleQueue[Worker] = SimpleQueue()
        with ExitStack() as stack:
            for _ in range(self._count):
                free.put(stack.enter_context(closing(Worker(bank.folder, least))))
            threads = stack.enter_context(ThreadPoolExecutor(self._count))  # ends before the workers are let go

            def screened(piece: Piece) -> tuple[Piece, pa.Table]:
                worker = free.get()
                try:
                    return piece, worker.pairs_of(piece.rows, piece.first)
                finally:
                    free.put(worker)

            waiting: deque[Future[tuple[Piece, pa.Table]]] = deque()
            for piece in pieces:
                waiting.append(threads.submit(screened, piece))
                if len(waiting) >= self._count * AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
