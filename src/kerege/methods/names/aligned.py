"""Many pairs of names compared at once in machine code: what `comparison.compare` gives, to the last bit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from kerege.methods.names import compiled as c
from kerege.methods.names.alignment import Pair
from kerege.methods.names.comparison import Comparison
from kerege.methods.names.compiled_align import PAIRED, align_pairs
from kerege.methods.names.packed import SOUNDS, laid_out, packed_part
from kerege.methods.names.parts import MOST_PARTS, Part, parse
from kerege.methods.names.phones import SYMBOLS
from kerege.methods.names.scoring import score_of

AT_ONCE: Final = 4096
_BY_LETTER: Final = sorted(range(len(SYMBOLS)), key=lambda number: SYMBOLS[number])
ALPHABET: Final = np.argsort(np.array(_BY_LETTER)).astype(np.uint8)
"""Where each symbol stands when strings of phones are put in order."""


class _Side(NamedTuple):
    """The names of one side of pairs, each once: their parts, and these laid out for the compiled alignment."""

    numbers: dict[str, int]
    parts: list[tuple[Part, ...]]
    packed: c.Parts
    starts: c.Longs

    @classmethod
    def of(cls, names: Sequence[str]) -> _Side:
        numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
        parts = [parse(name) for name in numbers]
        starts = np.zeros(len(parts) + 1, np.int64)
        np.cumsum([len(own) for own in parts], out=starts[1:])
        return cls(numbers, parts, laid_out([packed_part(part) for own in parts for part in own]), starts)


def compare_pairs(pairs: Sequence[tuple[str, str]]) -> list[Comparison]:
    """Compare each pair of names as written, in any scripts."""
    found: list[Comparison] = []
    for start in range(0, len(pairs), AT_ONCE):
        found += _compared(pairs[start : start + AT_ONCE])
    return found


def _compared(pairs: Sequence[tuple[str, str]]) -> list[Comparison]:
    left, right = _Side.of([one for one, _ in pairs]), _Side.of([other for _, other in pairs])
    asked = np.array([(left.numbers[one], right.numbers[other]) for one, other in pairs], np.int64).reshape(-1, 2)
    taken = np.zeros((len(pairs), MOST_PARTS, PAIRED), np.int32)
    costs, ranks = np.zeros((len(pairs), MOST_PARTS)), np.zeros(len(pairs))
    counts = np.zeros(len(pairs), np.int64)
    align_pairs(
        left.packed, left.starts, right.packed, right.starts, asked, SOUNDS, ALPHABET, c.bench(), taken, costs, counts,
        ranks,
    )  # fmt: skip
    most = int(counts.max(initial=0))
    told = zip(
        asked.tolist(), taken[:, :most].tolist(), costs[:, :most].tolist(), counts.tolist(), ranks.tolist(), strict=True
    )
    return [
        Comparison(left.parts[one], right.parts[other], _pairs_of(rows, distances, count), rank, score_of(rank))
        for (one, other), rows, distances, count, rank in told
    ]


def _pairs_of(rows: list[list[int]], distances: list[float], count: int) -> tuple[Pair, ...]:
    return tuple(
        Pair((i,) if i == k else (i, k), (j,) if j == m else (j, m), distance, bool(stem))
        for (i, k, j, m, stem), distance in zip(rows[:count], distances, strict=False)
    )
