"""Screening in bulk: a list of any length against a bank, or two banks against each other, in one file of pairs.

Needs the packages of the extra `bulk` (pyarrow, numpy, numba); the Spark engine also those of the extra `spark`.
"""

from kerege.methods.identity.proposals import KeptApart, Link, Proposal, propose
from kerege.methods.screening.bank import Bank, BankError, build_bank
from kerege.methods.screening.expectation import Expectation, Expected, expected_false_hits, sample_of
from kerege.methods.screening.pairing import pair_off
from kerege.methods.screening.pieces import BusyError
from kerege.methods.screening.running import EngineError, Progress, Screened, forget_pieces, screen
from kerege.methods.screening.schema import LIST_SCHEMA, PAIR_SCHEMA, ShapeError
from kerege.methods.screening.worker import WorkerError

__all__ = [
    "ERRORS",
    "LIST_SCHEMA",
    "PAIR_SCHEMA",
    "Bank",
    "BankError",
    "BusyError",
    "EngineError",
    "Expectation",
    "Expected",
    "KeptApart",
    "Link",
    "Progress",
    "Proposal",
    "Screened",
    "ShapeError",
    "WorkerError",
    "build_bank",
    "expected_false_hits",
    "forget_pieces",
    "pair_off",
    "propose",
    "sample_of",
    "screen",
]

ERRORS = (BankError, BusyError, EngineError, ShapeError, WorkerError)
"""What a run may raise for its user: a sentence that says what to do."""
