"""Shares cases among the parsers and the parsers' cases among the cores, every parser a piece at a time."""

import os
import resource
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.fuzz.running import Outcome

COSTLY = {
    "pdf": 40, "picture": 3, "identifier-of-a-kind": 20, "identifiers": 4, "question": 6, "name": 2, "parquet": 3,
}  # fmt: skip
"""How many times fewer cases a parser gets that takes long."""
PIECE, ALONE = 1_000, 20_000
"""Cases of one parser that are read together; fewer than so many in all are read in this process."""
MEMORY = 4 * 1024**3


@dataclass(frozen=True, slots=True)
class Piece:
    """Cases of one parser that are read together."""

    parser: str
    seed: str
    cases: range


def pieces(parsers: Sequence[str], cases: int, seed: str) -> list[Piece]:
    """The cases shared out; all parsers begin before one goes on."""
    shares = {name: 1 / COSTLY.get(name, 1) for name in parsers}
    counts = {name: int(cases * share / sum(shares.values())) + 1 for name, share in shares.items()}
    made = [
        Piece(name, seed, range(at, min(at + PIECE, counts[name])))
        for name in parsers
        for at in range(0, counts[name], PIECE)
    ]
    return sorted(made, key=lambda piece: piece.cases.start)


def outcomes(parsers: Sequence[str], cases: int, seed: str) -> "Iterator[tuple[Piece, Outcome | None]]":
    """What came of each piece; nothing where the process died of it. On all cores, unless there is little to do."""
    work = pieces(parsers, cases, seed)
    if cases < ALONE:
        yield from ((piece, read(piece)) for piece in work)
        return
    pool = ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn"), initializer=ready)
    try:
        waiting = [(piece, pool.submit(read, piece)) for piece in work]
        for piece, future in waiting:
            try:
                yield piece, future.result()
            except BrokenProcessPool:
                yield piece, None
                return
    finally:
        pool.shutdown(cancel_futures=True)


def ready() -> None:
    """Set a process up; it has as much memory as the box in which strangers' files are read."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kerege.config.settings")
    django.setup()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, hard))


def read(piece: Piece) -> "Outcome":
    """Read the cases of one piece."""
    from tests.fuzz.running import run

    return run(piece.parser, piece.seed, piece.cases)
