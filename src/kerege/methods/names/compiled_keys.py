"""Keys of parts in machine code, and the parts that sound alike found by them."""
# ruff: noqa: PLR0917 - a compiled function takes its arrays one by one

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kerege.methods.names.compiled import (
    ENDING,
    KIND,
    MAIN,
    OTHER,
    STEM,
    SYMBOL_COUNT,
    WRITING,
    Bytes,
    Floats,
    Ints,
    Longs,
    Parts,
    Shorts,
    Sounds,
)
from kerege.methods.names.compiled_sheet import Sheet, begin, sheet
from kerege.methods.names.compiled_sheet import near as near_by
from kerege.methods.names.compiling import bare, compiled, inlined, part
from kerege.methods.names.distance import Writing

MOST_VARIANTS = 6
MOST_KEYS = 256
SHORT = 2
LONGEST_SKELETON = 12
CLASS_S, CLASS_K, CLASS_J, COMPOSITE = 5, 6, 8, 11
MARK_AT = 56
VOWEL_MARK = 12
SOFT = VOWEL_MARK << MARK_AT  # the key of a part without a firm consonant: Yahya, Hao, Ye
SHORTENED = 1 << 61
SELECTIVE = 1 << (4 * 3)
STORED, NARROWLY, WIDELY = 0, 1, 2
SYLLABIC = int(Writing.SYLLABIC)
GATHERED = 0.36
STRANGE_START = 45
SLOTS = 1 << 15
POOL = 1 << 20
PRIME = 1099511628211
BASIS = -3750763034362895579  # as a signed number: begun with a small one, the digest of what begins with it would be 0


class Skeletal(NamedTuple):
    """How phones become consonant skeletons: the classes of each symbol, and which symbols open a name softly."""

    classes: Ints
    opens: Bytes


class Keys(NamedTuple):
    """The keys of the known parts, sorted, and the parts of each."""

    unique: Longs
    starts: Longs
    parts: Ints


class Alike(NamedTuple):
    """The known parts that sound like each of them, found ahead for parts asked that are known.

    Digests of parts asked narrowly, in order; where what is like each begins and how many there are; these parts, and
    their distances.
    """

    digests: Longs
    starts: Longs
    counts: Longs
    parts: Ints
    near: Floats


class Tray(NamedTuple):
    """Room of one thread to find parts in: which were seen when, skeletons and keys made, what was found before.

    A part asked before is known by a digest in its slot; what was found lies in a pool, emptied when it is full.
    """

    seen: Longs
    skeletons: Longs
    keys: Longs
    slots: Longs
    spans: Longs
    pool: Ints
    pool_near: Floats
    sheet: Sheet


def tray(parts: int) -> Tray:
    """Return room for one thread to find parts in, where so many are known."""
    return Tray(
        np.zeros(max(parts, 1), np.int64), np.zeros(MOST_VARIANTS, np.int64), np.zeros(MOST_KEYS, np.int64),
        np.zeros(SLOTS, np.int64), np.zeros((SLOTS, 2), np.int64), np.zeros(POOL, np.int32), np.zeros(POOL),
        sheet(),
    )  # fmt: skip


@bare
def _grown(skeleton: int, piece: int) -> int:
    if piece == 0 or skeleton >= (1 << (4 * LONGEST_SKELETON)):
        return skeleton
    if piece == COMPOSITE:
        first = skeleton if (skeleton & 15) == CLASS_K else (skeleton << 4) | CLASS_K
        return (first << 4) | CLASS_S
    return skeleton if (skeleton & 15) == piece else (skeleton << 4) | piece


@bare
def skeletons(phones: Bytes, start: int, length: int, skeletal: Skeletal, out: Longs) -> int:
    """Write the consonant skeletons of phones to `out`, four bits a class, and return how many there are."""
    out[0] = 0
    count = 1
    for at in range(start, start + length):
        symbol = phones[at]
        usable = 0
        while usable < skeletal.classes.shape[1] and skeletal.classes[symbol, usable] >= 0:
            usable += 1
        if usable == 0:
            continue
        if count * usable > MOST_VARIANTS:
            usable = 1
        for c in range(usable - 1, -1, -1):
            for s in range(count):
                out[c * count + s] = _grown(out[s], skeletal.classes[symbol, c])
        count *= usable
    soft = length == 0 or skeletal.opens[phones[start]] > 0
    for s in range(count):
        if soft and out[s] < (1 << (4 * SHORT)):
            out[s] |= VOWEL_MARK << MARK_AT
    return count


@bare
def _keep(out: Longs, count: int, key: int) -> int:
    if (key & ((1 << MARK_AT) - 1) == 0 and key != SOFT) or count >= out.shape[0]:
        return count
    for k in range(count):
        if out[k] == key:
            return count
    out[count] = key
    return count + 1


@bare
def _shorter_keys(whole: int, asked: int, out: Longs, count: int) -> int:
    firm = whole >= (1 << (4 * SHORT + 4))
    shift = 0
    while whole >> shift:
        shorter = ((whole >> (shift + 4)) << shift) | (whole & ((1 << shift) - 1))
        shift += 4
        if asked == NARROWLY and shorter < SELECTIVE:
            continue
        if asked:
            count = _keep(out, count, shorter)
        if firm or not asked:
            count = _keep(out, count, shorter | SHORTENED)
    return count


@bare
def _either_opening(whole: int, out: Longs, count: int) -> int:
    """Keep what a short skeleton that opens by J is kept under where Latin j is a glide, or a firm sound: Jan, John."""
    firm = whole & ((1 << MARK_AT) - 1)
    opening = firm if firm < (1 << 4) else firm >> 4
    return _keep(out, count, whole ^ SOFT) if opening == CLASS_J else count


@bare
def part_keys(parts: Parts, part: int, skeletal: Skeletal, asked: int, found: Longs, out: Longs) -> int:
    """Write the keys of a part to `out`, to store or to ask by them narrowly or widely; return how many there are."""
    count = 0
    for column in (MAIN, OTHER, STEM):
        length = parts.rows[part, column + 1]
        if length == 0:
            continue
        for s in range(skeletons(parts.phones, parts.rows[part, column], length, skeletal, found)):
            whole = found[s]
            count = _keep(out, count, whole)
            if asked == WIDELY:
                count = _either_opening(whole, out, count)
            if asked == WIDELY or (asked == NARROWLY and whole >= SELECTIVE):
                count = _keep(out, count, whole | SHORTENED)
            if whole >> MARK_AT == 0 and whole >= (1 << (4 * SHORT)):
                count = _shorter_keys(whole, asked, out, count)
    return count


@compiled
def fill_keys(parts: Parts, first: int, last: int, skeletal: Skeletal, keys: Longs, owners: Ints) -> int:
    """Write the keys of the parts first to last, with the part's number beside each; return how many."""
    own, found = np.empty(MOST_KEYS, np.int64), np.empty(MOST_VARIANTS, np.int64)
    total = 0
    for p in range(first, last):
        for k in range(part_keys(parts, p, skeletal, STORED, found, own)):
            keys[total], owners[total] = own[k], p
            total += 1
    return total


@compiled
def usual_skeletons(parts: Parts, skeletal: Skeletal, out: Longs) -> None:
    """Write the usual skeleton of every part, by which like parts are laid side by side."""
    found = np.empty(MOST_VARIANTS, np.int64)
    for p in range(out.shape[0]):
        skeletons(parts.phones, parts.rows[p, MAIN], parts.rows[p, MAIN + 1], skeletal, found)
        out[p] = found[0]


@bare
def _strange(asked: Parts, own: int, known: Parts, part: int, sounds: Sounds) -> bool:
    """Say whether a known part begins with a sound far from that of the part asked."""
    if asked.rows[own, WRITING] == SYLLABIC:
        return False
    start, other = asked.phones[asked.rows[own, MAIN]], known.phones[known.rows[part, MAIN]]
    return bool(sounds.table[SYMBOL_COUNT * int(start) + other] > STRANGE_START)


@bare
def digest(asked: Parts, own: int, width: int) -> int:
    """Return a digest of all that tells a part, and of how it is asked; never 0 (FNV-1a, 64 bits)."""
    told = (BASIS ^ width) * PRIME
    for column in (MAIN + 1, OTHER + 1, STEM + 1, ENDING, WRITING, KIND):
        told = (told ^ asked.rows[own, column]) * PRIME
    for form in (MAIN, OTHER, STEM):
        start = int(asked.rows[own, form])
        for at in range(start, start + asked.rows[own, form + 1]):
            told = (told ^ asked.phones[at]) * PRIME
    return told | 1


@bare
def _sought(
    asked: Parts, own: int, width: int, known: Parts, sizes: Shorts, keys: Keys, skeletal: Skeletal, sounds: Sounds,
    on: Tray, row: Ints, tick: int, found: Ints, near: Floats,
) -> int:  # fmt: skip
    count = 0
    begin(on.sheet)
    for k in range(part_keys(asked, own, skeletal, width, on.skeletons, on.keys)):
        key = on.keys[k]
        at = np.searchsorted(keys.unique, key)
        if at >= keys.unique.shape[0] or keys.unique[at] != key:
            continue
        short = key & (SHORTENED - 1) < (1 << (4 * SHORT))
        for place in range(keys.starts[at], keys.starts[at + 1]):
            p = int(keys.parts[place])
            if on.seen[p] == tick or (short and _strange(asked, own, known, p, sounds)):
                continue
            on.seen[p] = tick
            distance = near_by(asked, own, known, sizes, p, sounds, GATHERED, on.sheet, row)
            if distance < GATHERED and count < found.shape[0]:
                found[count], near[count] = p, distance
                count += 1
    return count


@compiled
def fill_digests(parts: Parts, out: Longs) -> None:
    """Write the digests of parts that are asked narrowly."""
    for p in range(out.shape[0]):
        out[p] = digest(parts, p, NARROWLY)


@compiled
def fill_alike(
    chosen: Ints, first: int, known: Parts, sizes: Shorts, keys: Keys, skeletal: Skeletal, sounds: Sounds, on: Tray,
    row: Ints, most: int, counts: Longs, found: Ints, near: Floats,
) -> int:  # fmt: skip
    """Write what sounds like the known parts chosen, from the first on, until there may be no room for the next.

    Return which comes next. Of each part there are `most` at most.
    """
    used = 0
    while first < chosen.shape[0] and used + most <= found.shape[0]:
        count = _sought(
            known, int(chosen[first]), NARROWLY, known, sizes, keys, skeletal, sounds, on, row, first + 1,
            found[used : used + most], near[used : used + most],
        )  # fmt: skip
        counts[first] = count
        used += count
        first += 1
    return first


@inlined
def _known_before(alike: Alike, told: int, found: Ints, near: Floats) -> int:
    """Write what was found ahead for a part of this digest; return how many parts, -1 where it is not known."""
    at = np.searchsorted(alike.digests, told)
    if at >= alike.digests.shape[0] or alike.digests[at] != told:
        return -1
    first, count = alike.starts[at], min(alike.counts[at], found.shape[0])
    for c in range(count):
        found[c], near[c] = alike.parts[first + c], alike.near[first + c]
    return int(count)


@part
def gather(
    asked: Parts, own: int, width: int, known: Parts, sizes: Shorts, keys: Keys, alike: Alike, skeletal: Skeletal,
    sounds: Sounds, on: Tray, row: Ints, tick: int, found: Ints, near: Floats,
) -> int:  # fmt: skip
    """Write the known parts that sound like one part asked, with their distances; return how many.

    What was found for a part is remembered, for parts repeat. `spans` of slot 0 holds how full the pool is.
    """
    told = digest(asked, own, width)
    ahead = _known_before(alike, told, found, near)
    if ahead >= 0:
        return ahead
    slot = 1 + ((told >> 20) & 0x7FFFFFFFFFF) % (SLOTS - 1)
    if on.slots[slot] == told:
        first, count = on.spans[slot, 0], on.spans[slot, 1]
        for c in range(count):
            found[c], near[c] = on.pool[first + c], on.pool_near[first + c]
        return int(count)
    count = _sought(asked, own, width, known, sizes, keys, skeletal, sounds, on, row, tick, found, near)
    if on.spans[0, 0] + count > POOL:
        on.slots[:] = 0
        on.spans[0, 0] = 0
    first = on.spans[0, 0]
    for c in range(count):
        on.pool[first + c], on.pool_near[first + c] = found[c], near[c]
    on.slots[slot], on.spans[slot, 0], on.spans[slot, 1] = told, first, count
    on.spans[0, 0] = first + count
    return int(count)
