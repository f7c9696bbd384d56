"""Two lists in which nobody stands twice: each row with one of the other list at most, where that is likelier than not.

How many of the shorter list stand in the other is estimated from the pairs themselves, and every pair competes with
those that it excludes, as in matchings of two files (Sadinle, 2017, Journal of the American Statistical Association
112, 600-612); messages between the pairs of a row say how likely it is free of the others (Pearl, 1988). A pair by
itself presumes that the asked stand in the other list as often as not; where more of them do, every pair is likelier.
Where fewer do, none is lowered, so that a strong lead is never lost by this.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kerege.methods.names.compiled import Longs

PRESUMED: Final = 0.5
LIKELIER_THAN_NOT: Final = 0.5
NEVER_CERTAIN: Final = 1e-7
STEPS: Final = 200
SETTLED: Final = 1e-7

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Paired:
    """Pairs that exclude each other no more: their places in order, and the share of the shorter list that they are."""

    places: Longs
    share: float


def paired(ones: Longs, others: Longs, probabilities: Floats, *, sizes: tuple[int, int]) -> Paired:
    """Return the pairs to keep of two lists in which nobody stands twice; `sizes` counts the rows of the lists.

    `ones` and `others` number the rows of the two lists from 0. The order of the pairs does not matter.
    """
    sure = np.clip(probabilities, NEVER_CERTAIN, 1.0 - NEVER_CERTAIN)
    odds, free = sure / (1.0 - sure), np.ones(len(sure))
    count, beliefs = min(sizes) * PRESUMED, sure
    for _ in range(STEPS):
        lifted = odds * raised(count, sizes)
        theirs = _free(others, lifted * free)
        beliefs = lifted * free * theirs / (1.0 + lifted * free * theirs)
        free = _free(ones, lifted * theirs)
        again = float(beliefs.sum())
        moved, count = abs(again - count), again
        if moved < SETTLED * min(sizes):
            break
    chosen = best_mutual(ones, others, beliefs)
    return Paired(np.sort(chosen[beliefs[chosen] >= LIKELIER_THAN_NOT]), count / max(min(sizes), 1))


def raised(count: float, sizes: tuple[int, int]) -> float:
    """Return how much likelier a pair is by what the rest of the lists says: never less than by itself.

    Where `count` pairs stand, another one takes one of the rows left in either list: the fewer are left, the fewer
    are those whom it could be confused with. A pair by itself presumes two lists of one length, half of them pairs.
    """
    left = [size - min(count, size) + 1.0 for size in sizes]
    return max(1.0, count * max(sizes) / (2.0 * left[0] * left[1]))


def _free(rows: Longs, weighed: Floats) -> Floats:
    """Return for each pair how likely its row is free of all other pairs of the row."""
    rest: Floats = np.bincount(rows, weighed)[rows] - weighed if len(rows) else weighed
    return 1.0 / (1.0 + np.maximum(rest, 0.0))


def best_mutual(ones: Longs, others: Longs, probabilities: Floats) -> Longs:
    """Return the places of pairs by falling probability, each row of either list at most once."""
    used: tuple[set[int], set[int]] = (set(), set())
    chosen = []
    order = np.lexsort((others, ones, -probabilities))
    for place, one, other in zip(order.tolist(), ones[order].tolist(), others[order].tolist(), strict=True):
        if one not in used[0] and other not in used[1]:
            used[0].add(one)
            used[1].add(other)
            chosen.append(place)
    return np.array(chosen, np.int64)


def pair_off(pairs: Path, *, sizes: tuple[int, int]) -> dict[str, int]:
    """Leave in a file of pairs (PAIR_SCHEMA) those of two lists in which nobody stands twice.

    Returns how many stand of each grade, and as "excluded" how many were left out. Probabilities and grades stay
    what they were: those of the pair by itself.
    """
    with pa.memory_map(str(pairs)) as source:
        table = pa.ipc.open_file(source).read_all()
        rows, subjects = (_numbered(table[column]) for column in ("list_row", "bank_id"))
        kept = paired(rows, subjects, table["probability"].to_numpy(), sizes=sizes)
        left = table.take(pa.array(kept.places))
        part = pairs.with_name(pairs.name + ".part")
        with part.open("wb") as stream, pa.ipc.new_file(stream, left.schema) as writer:
            writer.write_table(left)
    part.replace(pairs)
    grades = left["grade"].to_pylist()
    return {grade: grades.count(grade) for grade in ("strong", "possible")} | {"excluded": len(table) - len(left)}


def _numbered(column: pa.ChunkedArray) -> Longs:
    """Return the values of a column by numbers from 0, in the order of the values, so that ties fall the same way."""
    values = column.to_numpy(zero_copy_only=False)
    return np.unique(values, return_inverse=True)[1].astype(np.int64) if len(values) else np.zeros(0, np.int64)
