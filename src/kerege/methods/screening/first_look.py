"""A first look at candidates in machine code: could their names agree at all? Only what could is decided upon.

It leaves out a pair only where the decision would find no agreement of names; a test holds it to that.
"""
# ruff: noqa: PLR0917 - a compiled function takes its arrays one by one

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

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
from kerege.methods.names.compiling import bare, compiled, inlined
from kerege.methods.names.distance import FARTHEST
from kerege.methods.names.packed import SOUNDS, laid_out, parsed

ROUNDING: Final = 0.006
NEAR: Final = 1.0 - ALIKE + ROUNDING
CROSSED: Final = FARTHEST + ROUNDING
PART_BITS: Final = 32
SLOTS: Final = 1 << 17
SCATTER: Final = 0x2545F4914F6CDD1D
"""An odd number that spreads pairs over the slots."""


class Limits(NamedTuple):
    """How far apart parts may be that stand for each other: as a rule, and where one is a father's name."""

    near: float
    crossed: float


class Seen(NamedTuple):
    """Pairs of parts, each in its slot until another takes it, and whether they could stand for each other."""

    pairs: Longs
    close: Bytes


@bare
def _close(
    asked: Parts, own: int, known: Parts, other: int, limits: Limits, sounds: Sounds, on: Bench, seen: Seen
) -> bool:
    """Return whether two parts could stand for each other; remembered, for names near to each other share parts."""
    pair = (own << PART_BITS) | other
    slot = ((pair * SCATTER) >> PART_BITS) & (SLOTS - 1)
    if seen.pairs[slot] != pair:
        one_father = (asked.rows[own, ENDING] == PATRONYMIC) != (known.rows[other, ENDING] == PATRONYMIC)
        limit = limits.crossed if one_father else limits.near
        seen.close[slot] = parts_apart(asked, own, known, other, sounds, limits.crossed, on.row) <= limit
        seen.pairs[slot] = pair
    return bool(seen.close[slot])


@inlined
def _join(
    left: Parts, ours: Ints, right: Parts, theirs: Ints, side: int, near: float, sounds: Sounds, on: Bench
) -> None:
    """Mark parts of one name (its `side` in `on.used`) that joined could stand for one of the other.

    They are compared only where that could mark another.
    """
    for i in range(ours.shape[0] - 1):
        for j in range(theirs.shape[0]):
            if on.used[side, i] and on.used[side, i + 1] and on.used[1 - side, j]:
                continue
            if joined_apart(left, ours[i], ours[i + 1], right, theirs[j], sounds, on) <= near:
                on.used[side, i] = on.used[side, i + 1] = on.used[1 - side, j] = 1


@bare
def _could_agree(
    asked: Parts, ours: Ints, known: Parts, theirs: Ints, limits: Limits, sounds: Sounds, on: Bench, seen: Seen
) -> bool:
    """Return whether all parts of one name could stand for parts of the other, alone or joined, two at least."""
    on.used[:] = 0
    for i in range(ours.shape[0]):
        for j in range(theirs.shape[0]):
            if _close(asked, ours[i], known, theirs[j], limits, sounds, on, seen):
                on.used[0, i] = on.used[1, j] = 1
    _join(asked, ours, known, theirs, 0, limits.near, sounds, on)
    _join(known, theirs, asked, ours, 1, limits.near, sounds, on)
    left_over = right_over = covered = 0
    for i in range(ours.shape[0]):
        covered += on.used[0, i]
        left_over += asked.rows[ours[i], KIND] == NAME and not on.used[0, i]
    for j in range(theirs.shape[0]):
        right_over += known.rows[theirs[j], KIND] == NAME and not on.used[1, j]
    return (left_over == 0 or right_over == 0) and covered > 1


@compiled
def _look(
    asked: Parts, starts: Longs, parts: Ints, rows: Longs, names: Longs, of_row: Longs, pairs: Longs, carried: Longs,
    own: Ints, known: Parts, records: Records, limits: Limits, sounds: Sounds, on: Bench, seen: Seen, out: Bytes,
) -> None:  # fmt: skip
    """Write for each pair of a row and a subject whether any name of one could agree with any of the other."""
    for pair in range(pairs.shape[0]):
        row, subject = rows[pair], pairs[pair]
        for at in range(of_row[row], of_row[row + 1]):
            ours = parts[starts[names[at]] : starts[names[at] + 1]]
            for record in own[carried[subject] : carried[subject + 1]]:
                theirs = records.record_parts[records.record_starts[record] : records.record_starts[record + 1]]
                if _could_agree(asked, ours, known, theirs, limits, sounds, on, seen):
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
    out = np.zeros(len(pairs[0]), np.uint8)
    if len(out):
        told = parsed(names)
        flat = np.array([number for own in of_row for number in own], np.int64)
        seen = Seen(np.full(SLOTS, -1, np.int64), np.zeros(SLOTS, np.uint8))
        _look(
            laid_out(told.parts), _starts(told.counts), told.numbers, pairs[0], flat,
            _starts([len(own) for own in of_row]), pairs[1], *carried, known.parts, known.records,
            Limits(NEAR, CROSSED), SOUNDS, bench(), seen, out,
        )  # fmt: skip
    return out


def _starts(counts: Sequence[int] | Ints) -> Longs:
    found = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=found[1:])
    return found
