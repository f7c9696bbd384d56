"""What the compiled search works on: what is known, the tables of sounds, and room for one thread."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kerege.methods.names.compiled import COLUMNS, Bench, Bytes, Floats, Ints, Longs, Parts, Shorts, Sounds, bench
from kerege.methods.names.compiled_keys import Alike, Keys, Skeletal, Tray, tray

MOST_GATHERED = 6000
MOST_ASKED = 32
MOST_PHONES = 4096
DEEPEST = 256
BITS = 6


class Records(NamedTuple):
    """Which records carry a part, the lightest first, which parts make a record, and the weight of each record."""

    part_starts: Longs
    part_records: Ints
    record_starts: Longs
    record_parts: Ints
    weights: Floats


class Known(NamedTuple):
    """All that is searched: parts, keys, records, what it costs to leave parts out (`fill_sizes`), and like parts."""

    parts: Parts
    keys: Keys
    records: Records
    sizes: Shorts
    alike: Alike


class Tables(NamedTuple):
    """What sounds cost, how they become keys, and the ranks of the calibration, then their scores."""

    sounds: Sounds
    skeletal: Skeletal
    calibration: Floats


class Room(NamedTuple):
    """Room of one thread to search in; what an earlier search wrote is told by its tick.

    `bits` tells which records are reached, `again` which by several parts; a search leaves both empty. Those reached
    again stand side by side, `place` tells where. Beside each: what its earlier parts were worth, the part that reached
    it last, and what that one is worth.
    """

    tick: Longs
    phones: Bytes
    rows: Ints
    weights: Floats
    place: Ints
    touched: Ints
    last: Ints
    spot: Ints
    base: Floats
    gain: Floats
    found: Ints
    near: Floats
    bounds: Longs
    best: Ints
    best_ranks: Floats
    tray: Tray
    bench: Bench
    bits: Longs
    again: Longs


def room(parts: int, records: int) -> Room:
    """Return room for one thread to search in."""
    parts, records = max(parts, 1), max(records, 1)
    return Room(
        np.zeros(1, np.int64), np.zeros(MOST_PHONES, np.uint8), np.zeros((MOST_ASKED, COLUMNS), np.int32),
        np.zeros(MOST_ASKED), np.zeros(records, np.int32),
        np.zeros(records, np.int32), np.zeros(records, np.int32), np.zeros(parts, np.int32),
        np.zeros(records), np.zeros(records),
        np.zeros(MOST_GATHERED * 16, np.int32),
        np.zeros(MOST_GATHERED * 16), np.zeros(MOST_ASKED + 1, np.int64),
        np.zeros(DEEPEST, np.int32), np.zeros(DEEPEST), tray(parts), bench(),
        np.zeros((records >> BITS) + 1, np.int64), np.zeros((records >> BITS) + 1, np.int64),
    )  # fmt: skip
