"""Pieces put together: one file of pairs in order, the same bytes however the list was cut, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from kerege.methods.screening.files import BATCH, flushed, recut
from kerege.methods.screening.pieces import Pieces
from kerege.methods.screening.schema import ORDER, PAIR_SCHEMA

AT_ONCE: Final = 2_000_000
"""Pairs sorted in memory at a time."""


def gather(pieces: Pieces, count: int, out: Path) -> dict[str, int]:
    """Write the pairs of all pieces to one Arrow file in the order of list id, bank id, row; return pairs by grade."""
    counts: dict[str, int] = {}
    with flushed(out) as stream, pa.ipc.new_file(stream, PAIR_SCHEMA) as writer:
        for table in recut(_sorted_runs(pieces, count), BATCH):
            writer.write_table(table, max_chunksize=BATCH)
            for each in pc.value_counts(table["grade"]).to_pylist():
                counts[each["values"]] = counts.get(each["values"], 0) + each["counts"]
    return counts


def _sorted_runs(pieces: Pieces, count: int) -> Iterator[pa.Table]:
    bounds = _bounds(pieces, count)
    for low, high in zip([None, *bounds], [*bounds, None], strict=True):
        within = [_between(pieces.pairs_of(number), low, high) for number in range(count)]
        if within:
            yield pa.concat_tables(within).sort_by(ORDER)


def _bounds(pieces: Pieces, count: int) -> list[str]:
    """Return list ids that cut all pairs into runs small enough to sort in memory."""
    total = sum(len(pieces.pairs_of(number)) for number in range(count))
    runs = total // AT_ONCE + 1
    if runs == 1:
        return []
    step = max(1, total // (runs * 200))
    seen = sorted(name for n in range(count) for name in _every(pieces.pairs_of(n)["list_id"], step))
    return sorted({seen[len(seen) * at // runs] for at in range(1, runs)})


def _every(names: pa.ChunkedArray, step: int) -> list[str]:
    return list(names.take(pa.array(range(0, len(names), step), pa.int64())).to_pylist())


def _between(pairs: pa.Table, low: str | None, high: str | None) -> pa.Table:
    if low is not None:
        pairs = pairs.filter(pc.greater_equal(pairs["list_id"], low))
    return pairs if high is None else pairs.filter(pc.less(pairs["list_id"], high))
