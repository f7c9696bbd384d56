"""A worker of a bulk run, seen from itself: rows on standard input, pairs on standard output, until the input ends."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import IO

from kerege.methods.screening.bank import Bank
from kerege.methods.screening.matching import pairs_of
from kerege.methods.screening.worker import FIRST, receive, send


def serve(bank: Bank, least: float, requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer rows with pairs until there are none."""
    while (rows := receive(requests)) is not None:
        first = int(rows.schema.metadata[FIRST])
        send(answers, pairs_of(bank, rows, numbers=range(first, first + len(rows)), least=least))


if __name__ == "__main__":
    with Path("/dev/null").open("w") as silent:  # what a library prints must not get between the tables
        replies = os.fdopen(os.dup(1), "wb")
        os.dup2(silent.fileno(), 1)
    screened = Bank.open(Path(sys.argv[1]))
    gc.freeze()  # what stands now stands to the end: the collector need not walk through it with every piece
    serve(screened, float(sys.argv[2]), sys.stdin.buffer, replies)
