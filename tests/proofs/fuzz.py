"""Proof by damaged input: every parser of foreign texts and files answers or refuses, and never breaks."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tests.fuzz.sharing import ALONE, Piece, outcomes, read
from tests.proofs.proof import Step

if TYPE_CHECKING:
    from tests.fuzz.running import Outcome

PARTED = "~"
"""Between the seed of a run, a parser and the number of one case: what replays that case alone."""


def fuzz(cases: int, seed: str) -> Iterator[Step]:
    """So many damaged texts and files shared among all parsers; each fault with the seed of its case."""
    from tests.fuzz.parsers import PARSERS

    if seed.endswith("@"):
        stem, name, case = seed[:-1].rsplit(PARTED, 2)
        piece = Piece(name, stem, range(int(case), int(case) + 1))
        yield from steps(piece, read(piece), apart=False)
        return
    for piece, part in outcomes(list(PARSERS), cases, seed):
        if part is None:
            yield Step(1, failure=f"{piece.parser}: a process died of cases {piece.cases}", seed=named(piece))
        else:
            yield from steps(piece, part, apart=cases >= ALONE)


def steps(piece: Piece, part: "Outcome", *, apart: bool) -> Iterator[Step]:
    """What was read without a fault, then each fault; read in another process or in this one."""
    count = part.cases - len({fault.case for fault in part.faults})
    spent = part.seconds if apart else 0.0
    yield Step(count, frozenset({piece.parser}), counted={piece.parser: part.cases}, elsewhere=spent)
    for fault in part.faults:
        yield Step(1, failure=fault.told, seed=named(piece, fault.case))


def named(piece: Piece, case: int | None = None) -> str:
    """The seed that replays one case alone; of a piece its first."""
    return PARTED.join((piece.seed, piece.parser, str(piece.cases.start if case is None else case))) + "@"
