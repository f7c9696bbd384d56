"""Proof by damaged input: every parser of foreign texts and files answers or refuses, and never breaks."""

from collections.abc import Iterator

from tests.fuzz.sharing import Piece, outcomes
from tests.proofs.proof import Step

PARTED = "~"
"""Between the seed of a run, a parser and the number of one case: what replays that case alone."""


def fuzz(cases: int, seed: str) -> Iterator[Step]:
    """So many damaged texts and files shared among all parsers; each fault with the seed of its case."""
    from tests.fuzz.parsers import PARSERS

    if seed.endswith("@"):
        stem, name, case = seed[:-1].rsplit(PARTED, 2)
        yield from told(Piece(name, stem, range(int(case), int(case) + 1)))
        return
    for piece, part in outcomes(list(PARSERS), cases, seed):
        if part is None:
            yield Step(1, failure=f"{piece.parser}: a process died of cases {piece.cases}", seed=named(piece))
        else:
            yield from steps(piece, part.cases, {fault.case: fault.told for fault in part.faults})


def told(piece: Piece) -> Iterator[Step]:
    """A piece read here."""
    from tests.fuzz.sharing import read

    found = read(piece)
    yield from steps(piece, found.cases, {fault.case: fault.told for fault in found.faults})


def steps(piece: Piece, cases: int, faults: dict[int, str]) -> Iterator[Step]:
    """What was read without a fault, then each fault."""
    yield Step(cases - len(faults), frozenset({piece.parser}), counted={piece.parser: cases})
    for case, fault in faults.items():
        yield Step(1, failure=fault, seed=named(piece, case))


def named(piece: Piece, case: int | None = None) -> str:
    """The seed that replays one case alone; of a piece its first."""
    return PARTED.join((piece.seed, piece.parser, str(piece.cases.start if case is None else case))) + "@"
