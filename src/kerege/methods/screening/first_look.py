"""A first look at candidates in machine code: could their names agree at all? Only what could is decided upon.

It leaves out a pair only where the decision would find no agreement of names; a test holds it to that.
"""
# ruff: noqa: PLR0917 - a compiled function takes its arrays one by one

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from kerege.methods.identity.namings import ALIKE
from kerege.methods.names.compiled import (
    ENDING,
    KIND,
    NAME,
    PATRONYMIC,
    Bench,
    Bytes,
    Ints,
    Longs,
    Parts,
    Sounds,
    bench,
    joined_apart,
    parts_apart,
)
from kerege.methods.names.compiled_room import Known, Records
from kerege.methods.names.compiling import compiled, part
from kerege.methods.names.distance import FARTHEST
from kerege.methods.names.packed import SOUNDS, laid_out, packed_part
from kerege.methods.names.parts import parse

ROUNDING: Final = 0.006
NEAR: Final = 1.0 - ALIKE + ROUNDING
CROSSED: Final = FARTHEST + ROUNDING
MOST_PARTS: Final = 12


@part
def _cover(
    asked: Parts, first: int, count: int, known: Parts, theirs: Ints, near: float, crossed: float, sounds: Sounds,
    on: Bench,
) -> None:  # fmt: skip
    """Mark in `on.used` which parts of either name some part of the other could stand for, alone or joined."""
    on.used[:] = 0
    for i in range(count):
        for j in range(theirs.shape[0]):
            own, other = first + i, theirs[j]
            one_father = (asked.rows[own, ENDING] == PATRONYMIC) != (known.rows[other, ENDING] == PATRONYMIC)
            limit = crossed if one_father else near
            if parts_apart(asked, own, known, other, sounds, crossed, on.row) <= limit:
                on.used[0, i] = on.used[1, j] = 1
    for i in range(count - 1):
        for j in range(theirs.shape[0]):
            if joined_apart(asked, first + i, first + i + 1, known, theirs[j], sounds, on) <= near:
                on.used[0, i] = on.used[0, i + 1] = on.used[1, j] = 1
    for j in range(theirs.shape[0] - 1):
        for i in range(count):
            if joined_apart(known, theirs[j], theirs[j + 1], asked, first + i, sounds, on) <= near:
                on.used[0, i] = on.used[1, j] = on.used[1, j + 1] = 1


@part
def _could_agree(
    asked: Parts, first: int, count: int, known: Parts, theirs: Ints, near: float, crossed: float, sounds: Sounds,
    on: Bench,
) -> bool:  # fmt: skip
    """Return whether all parts of one name could stand for parts of the other, two at least."""
    _cover(asked, first, count, known, theirs, near, crossed, sounds, on)
    left_over = right_over = covered = 0
    for i in range(count):
        covered += on.used[0, i]
        left_over += asked.rows[first + i, KIND] == NAME and not on.used[0, i]
    for j in range(theirs.shape[0]):
        right_over += known.rows[theirs[j], KIND] == NAME and not on.used[1, j]
    return (left_over == 0 or right_over == 0) and covered > 1


@compiled
def _look(
    asked: Parts, starts: Longs, rows: Longs, names: Longs, of_row: Longs, pairs: Longs, carried: Longs, own: Ints,
    known: Parts, records: Records, near: float, crossed: float, sounds: Sounds, on: Bench, out: Bytes,
) -> None:  # fmt: skip
    """Write for each pair of a row and a subject whether any name of one could agree with any of the other."""
    for pair in range(pairs.shape[0]):
        row, subject = rows[pair], pairs[pair]
        for at in range(of_row[row], of_row[row + 1]):
            name = names[at]
            for record in own[carried[subject] : carried[subject + 1]]:
                theirs = records.record_parts[records.record_starts[record] : records.record_starts[record + 1]]
                count = starts[name + 1] - starts[name]
                if _could_agree(asked, starts[name], count, known, theirs, near, crossed, sounds, on):
                    out[pair] = 1
                    break
            if out[pair]:
                break


def could_agree(
    names: Sequence[str],
    of_row: Sequence[Sequence[int]],
    pairs: tuple[Longs, Longs],
    known: Known,
    carried: tuple[Longs, Ints],
) -> Bytes:
    """Return for each pair of a row and a subject (their numbers in two arrays) 1 if their names could agree, else 0.

    `names` are the names of all rows, `of_row` the numbers of each row's names in it; `carried` says which
    names of the index each subject has: where its run starts, and the runs.
    """
    parts = [[packed_part(part) for part in parse(name)][:MOST_PARTS] for name in names]
    out = np.zeros(len(pairs[0]), np.uint8)
    if len(out):
        flat = np.array([number for own in of_row for number in own], np.int64)
        asked = laid_out([part for own in parts for part in own])
        _look(
            asked, _starts([len(own) for own in parts]), pairs[0], flat, _starts([len(own) for own in of_row]),
            pairs[1], *carried, known.parts, known.records, NEAR, CROSSED, SOUNDS, bench(), out,
        )  # fmt: skip
    return out


def _starts(counts: Sequence[int]) -> Longs:
    found = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=found[1:])
    return found
