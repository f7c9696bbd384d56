"""False hits to expect before a run: people who are nobody, of the list's own make, screened against the bank."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any, Final

import pyarrow as pa

from kerege.methods.screening.bank import Bank
from kerege.methods.screening.matching import pairs_of
from kerege.methods.screening.schema import KIND, LIST_SCHEMA, shaped

SAMPLE: Final = 2_000
STRIDES: Final = (1, 7, 31, 101, 211)
SURE: Final = 1.96


@dataclass(frozen=True, slots=True)
class Expected:
    """False hits expected among the rows of a list, and the range in which 19 of 20 such lists lie."""

    hits: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Expectation:
    """False hits to expect of a list of so many rows, from so many invented people of its make."""

    rows: int
    sampled: int
    strong: Expected
    possible: Expected


def sample_of(rows: Iterable[pa.RecordBatch | pa.Table], most: int = SAMPLE) -> tuple[pa.Table, int]:
    """Return rows evenly spread over a list, at most so many, and how many rows the list has."""
    kept: list[pa.Table] = []
    stride, count, held = 1, 0, 0
    for batch in rows:
        table = shaped(batch)
        start = -count % stride
        taken = _every(table, stride, start)
        kept.append(taken)
        held += len(taken)
        count += len(table)
        while held > most * 2:
            whole = pa.concat_tables(kept)
            kept, stride = [_every(whole, 2)], stride * 2
            held = len(kept[0])
    whole = pa.concat_tables(kept) if kept else shaped(LIST_SCHEMA.empty_table())
    step = -(-len(whole) // most) if most else 1
    return _every(whole, max(step, 1)), count


def _every(table: pa.Table, step: int, first: int = 0) -> pa.Table:
    return table.take(pa.array(range(first, len(table), step), pa.int64()))


def expected_false_hits(bank: Bank, sample: pa.Table, *, rows: int | None = None, least: float = 0.0) -> Expectation:
    """Return the false hits to expect of a list of which `sample` is a part, before it is run.

    Names are cut into their words and put together anew, each word from another row of the same sex and as many
    words, with the birth of yet another: people with the list's own frequencies who are nobody. What of them is told
    is false. Identifiers are left out, since those of nobody agree with nobody's. `rows` is the length of the list.
    """
    nobody = invented(sample)
    found = pairs_of(bank, nobody, numbers=range(len(nobody)), least=least)
    total = len(nobody) if rows is None else rows
    by_grade: dict[str, dict[int, int]] = {"strong": defaultdict(int), "possible": defaultdict(int)}
    for grade, row in zip(found["grade"].to_pylist(), found["list_row"].to_pylist(), strict=True):
        by_grade[grade][row] += 1
    strong, possible = (
        _expected(list(by_grade[grade].values()), len(nobody), total) for grade in ("strong", "possible")
    )
    return Expectation(total, len(nobody), strong, possible)


def _expected(hits: Sequence[int], sampled: int, rows: int) -> Expected:
    """Return the mean of hits a row times the rows, with a range: of a count of rare events where there are few.

    The range is that of a mean over the sample, hits of one row going together, not below that of Poisson's law.
    """
    if not sampled:
        return Expected(0.0, 0.0, float(rows))
    total = sum(hits)
    mean = total / sampled
    spread = sum(hit * hit for hit in hits) - total * mean
    off = SURE * sqrt(max(spread, float(total)))
    low, high = max(0.0, total - off), max(total + off, total + 3.0)
    scale = rows / sampled
    return Expected(total * scale, low * scale, high * scale)


def invented(sample: pa.Table) -> pa.Table:
    """Return people put together from the words and births of a sample; the same for the same sample."""
    rows = [row for row in shaped(sample).to_pylist() if row["names"]]
    alike: dict[tuple[str, int], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        alike[row["sex"] or "", len(str(row["names"][0]).split())].append(row)
    made = [person for group in alike.values() for person in _mixed(group)]
    return pa.Table.from_pylist(made, schema=LIST_SCHEMA.append(KIND))


def _mixed(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    words = [str(row["names"][0]).split() for row in rows]
    count = len(rows)
    made = []
    for at, row in enumerate(rows):
        name = [words[(at + STRIDES[place % len(STRIDES)] * place) % count][place] for place in range(len(words[at]))]
        birth = rows[(at + STRIDES[-1]) % count]["birth"]
        made.append(row | {"id": f"nobody-{at}", "names": [" ".join(name)], "birth": birth, "identifiers": []})
    return made
