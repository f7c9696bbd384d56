"""Compile ahead what is compiled when it is first called: `python -m tools.ahead`; kept on disk by numba."""

import numpy as np

from kerege.methods.names.compiled import forget_what_other_sources_left
from kerege.methods.names.packed import TRIED, known_of, parsed, warm
from kerege.methods.screening.first_look import could_agree


def main() -> None:
    """Search, rank and look at invented names, in arrays of the types that real ones come in."""
    warm()
    first, carried = np.zeros(1, np.int64), (np.array([0, len(TRIED)], np.int64), np.arange(len(TRIED), dtype=np.int32))
    could_agree(TRIED, [[0]], (first, first), known_of(parsed(TRIED)), carried)
    forget_what_other_sources_left()


if __name__ == "__main__":
    main()
