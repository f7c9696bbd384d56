"""Compile ahead what is compiled when it is first called: `python -m tools.ahead`; kept on disk by numba."""

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Final

import numpy as np
from numba import types

from kerege.methods.names.aligned import compare_pairs
from kerege.methods.names.compiled_desk import search
from kerege.methods.names.compiling import forget_what_other_sources_left
from kerege.methods.names.packed import TRIED, known_of, parsed, ranks, warm
from kerege.methods.screening.first_look import could_agree

ASKED: Final = (types.int64[::1], types.int64)
"""The types that a search is called with."""


def compile_search() -> None:
    """Compile the search, which is as much work as all else."""
    search.compile(ASKED)  # type: ignore[attr-defined]  # of numba


def compile_all_else() -> None:
    """Rank, compare and look at invented names, in arrays of the types that real ones come in."""
    first, carried = np.zeros(1, np.int64), (np.array([0, len(TRIED)], np.int64), np.arange(len(TRIED), dtype=np.int32))
    could_agree(TRIED, [[0]], (first, first), known_of(parsed(TRIED)), carried)
    ranks(TRIED[0], TRIED)
    compare_pairs([TRIED])


def main() -> None:
    """Compile in two processes where there are two processors; search once, to see that it is there."""
    with ProcessPoolExecutor(min(2, os.cpu_count() or 1), mp_context=get_context("spawn")) as pool:
        for done in [pool.submit(compile_search), pool.submit(compile_all_else)]:
            done.result()
    warm()
    forget_what_other_sources_left()


if __name__ == "__main__":
    main()
