"""The search in machine code: keys of parts, parts that sound alike, records that carry them."""
# ruff: noqa: PLR0917 - a compiled function takes its arrays one by one

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kerege.methods.names.compiled import (
    CONTRADICTED,
    DOUBT,
    LACKING,
    LONGEST_ROW,
    MAIN,
    NO_WORTH,
    OTHER,
    STEM,
    WRITING,
    Bytes,
    Floats,
    Ints,
    Longs,
    Parts,
    Sounds,
    compiled,
    form,
    parts_apart,
    rank_of,
)  # fmt: skip
from kerege.methods.names.distance import Writing

MOST_VARIANTS = 6
SHORT = 2
LONGEST_SKELETON = 12
CLASS_S, CLASS_K, COMPOSITE = 5, 6, 11
MARK_AT = 56
VOWEL_MARK = 12
SHORTENED = 1 << 61
SELECTIVE = 1 << (4 * 3)
STORED, NARROWLY, WIDELY = 0, 1, 2
SYLLABIC = int(Writing.SYLLABIC)
GATHERED = 0.42
STRANGE_START = 45
SCAN_FREELY = 4000
MOST_GATHERED = 6000
MOST_PARTS_ASKED = 64


class Skeletal(NamedTuple):
    """How phones become consonant skeletons: the classes of each symbol, and which symbols open a name softly."""

    classes: Ints
    opens: Bytes


class Keys(NamedTuple):
    """The keys of the known parts, sorted, and the parts of each."""

    unique: Longs
    starts: Longs
    parts: Ints


class Records(NamedTuple):
    """Which records carry a part, which parts make a record, and the weight of each record."""

    part_starts: Longs
    part_records: Ints
    record_starts: Longs
    record_parts: Ints
    weights: Floats


class Scratch(NamedTuple):
    """Room to count in, kept between searches; what an earlier search wrote is told by its tick."""

    marked: Longs
    part_gain: Floats
    stamp: Longs
    score: Floats
    last: Longs
    gain: Floats
    touched: Ints


@compiled
def _grown(skeleton: int, piece: int) -> int:
    if piece == 0 or skeleton >= (1 << (4 * LONGEST_SKELETON)):
        return skeleton
    if piece == COMPOSITE:
        first = skeleton if (skeleton & 15) == CLASS_K else (skeleton << 4) | CLASS_K
        return (first << 4) | CLASS_S
    return skeleton if (skeleton & 15) == piece else (skeleton << 4) | piece


@compiled
def skeletons(heard: Bytes, skeletal: Skeletal, out: Longs) -> int:
    """Write the consonant skeletons of phones to `out`, four bits a class, and return how many there are."""
    out[0] = 0
    count = 1
    for symbol in heard:
        choices = skeletal.classes[symbol]
        usable = 0
        while usable < choices.shape[0] and choices[usable] >= 0:
            usable += 1
        if usable == 0:
            continue
        if count * usable > MOST_VARIANTS:
            usable = 1
        for c in range(usable - 1, -1, -1):
            for s in range(count):
                out[c * count + s] = _grown(out[s], choices[c])
        count *= usable
    soft = heard.shape[0] == 0 or skeletal.opens[heard[0]]
    for s in range(count):
        if soft and out[s] < (1 << (4 * SHORT)):
            out[s] |= VOWEL_MARK << MARK_AT
    return count


@compiled
def _keep(out: Longs, count: int, key: int) -> int:
    if key & ((1 << MARK_AT) - 1) == 0 or count >= out.shape[0]:
        return count
    for k in range(count):
        if out[k] == key:
            return count
    out[count] = key
    return count + 1


@compiled
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


@compiled
def part_keys(parts: Parts, part: int, skeletal: Skeletal, asked: int, out: Longs) -> int:
    """Write the keys of a part to `out`, to store or to ask by them narrowly or widely; return how many there are."""
    found = np.empty(MOST_VARIANTS, np.int64)
    count = 0
    for column in (MAIN, OTHER, STEM):
        if parts.rows[part, column + 1] == 0:
            continue
        for s in range(skeletons(form(parts, part, column), skeletal, found)):
            whole = found[s]
            count = _keep(out, count, whole)
            if asked == WIDELY or (asked == NARROWLY and whole >= SELECTIVE):
                count = _keep(out, count, whole | SHORTENED)
            if whole >> MARK_AT == 0 and whole >= (1 << (4 * SHORT)):
                count = _shorter_keys(whole, asked, out, count)
    return count


@compiled
def fill_keys(parts: Parts, first: int, last: int, skeletal: Skeletal, keys: Longs, owners: Ints) -> int:
    """Write the keys of the parts first to last, with the part's number beside each; return how many."""
    own = np.empty(256, np.int64)
    total = 0
    for p in range(first, last):
        for k in range(part_keys(parts, p, skeletal, STORED, own)):
            keys[total], owners[total] = own[k], p
            total += 1
    return total


@compiled
def _strange(asked: Parts, known: Parts, part: int, sounds: Sounds) -> bool:
    """Say whether a known part begins with a sound far from that of the part asked."""
    if asked.rows[0, WRITING] == SYLLABIC:
        return False
    start, other = asked.phones[asked.rows[0, MAIN]], known.phones[known.rows[part, MAIN]]
    return bool(sounds.exchange[start, other] > STRANGE_START)


@compiled
def gather(
    asked: Parts, width: int, known: Parts, keys: Keys, seen: Longs, tick: int, skeletal: Skeletal, sounds: Sounds,
    found: Ints, near: Floats,
) -> int:  # fmt: skip
    """Write the known parts that sound like the one part asked, with their distances; return how many."""
    own = np.empty(256, np.int64)
    row = np.empty(LONGEST_ROW, np.int32)
    count = 0
    for k in range(part_keys(asked, 0, skeletal, width, own)):
        at = np.searchsorted(keys.unique, own[k])
        if at >= keys.unique.shape[0] or keys.unique[at] != own[k]:
            continue
        short = own[k] & (SHORTENED - 1) < (1 << (4 * SHORT))
        for p in keys.parts[keys.starts[at] : keys.starts[at + 1]]:
            if seen[p] == tick or (short and _strange(asked, known, p, sounds)):
                continue
            seen[p] = tick
            distance = parts_apart(asked, 0, known, p, sounds, GATHERED, row)
            if distance < GATHERED and count < found.shape[0]:
                found[count], near[count] = p, distance
                count += 1
    return count


@compiled
def _worth(weight: float, other: float, distance: float, sounds: Sounds) -> float:
    return min(weight, other) * float(max(0.0, 1.0 - distance / sounds.costs[NO_WORTH]))


@compiled
def _add_to_reached(
    found: Ints, near: Floats, weight: float, own: int, weights: Floats, records: Records, room: Scratch, reached: int,
    sounds: Sounds,
) -> None:  # fmt: skip
    """Add what a common part is worth to the records already reached, and to no others."""
    for c in range(found.shape[0]):
        room.marked[found[c]] = own
        room.part_gain[found[c]] = _worth(weight, weights[found[c]], near[c], sounds)
    for t in range(reached):
        r = room.touched[t]
        best = 0.0
        for p in records.record_parts[records.record_starts[r] : records.record_starts[r + 1]]:
            if room.marked[p] == own:
                best = max(best, room.part_gain[p])
        room.score[r] += best


@compiled
def _reach(
    found: Ints, near: Floats, weight: float, own: int, tick: int, weights: Floats, records: Records, room: Scratch,
    reached: int, sounds: Sounds,
) -> int:  # fmt: skip
    """Add what a part is worth to every record that carries one like it; return how many records are reached."""
    for c in range(found.shape[0]):
        p = found[c]
        worth = _worth(weight, weights[p], near[c], sounds)
        for r in records.part_records[records.part_starts[p] : records.part_starts[p + 1]]:
            if room.stamp[r] != tick:
                room.stamp[r], room.score[r], room.last[r] = tick, 0.0, -1
                room.touched[reached] = r
                reached += 1
            if room.last[r] != own:
                room.last[r], room.gain[r] = own, 0.0
            if worth > room.gain[r]:
                room.score[r] += worth - room.gain[r]
                room.gain[r] = worth
    return reached


@compiled
def _placed(out: Ints, ranks: Floats, count: int, record: int, rank: float) -> int:
    at = min(count, out.shape[0] - 1)
    while at > 0 and (ranks[at - 1] < rank or (ranks[at - 1] == rank and out[at - 1] > record)):
        out[at], ranks[at] = out[at - 1], ranks[at - 1]
        at -= 1
    out[at], ranks[at] = record, rank
    return min(count + 1, len(out))


@compiled
def _roughly(
    score: Floats, touched: Ints, whole: float, weights: Floats, out: Ints, ranks: Floats, sounds: Sounds
) -> int:
    """Write the records of the best rough rank, from what their parts are worth alone; return how many."""
    count = 0
    for r in touched:
        over, under = max(0.0, whole - score[r]), max(0.0, weights[r] - score[r])
        rough = score[r] / (
            score[r]
            + sounds.costs[CONTRADICTED] * min(over, under)
            + sounds.costs[LACKING] * abs(over - under)
            + sounds.costs[DOUBT]
        )
        if count < out.shape[0] or rough > ranks[count - 1]:
            count = _placed(out, ranks, count, r, rough)
    return count


@compiled
def search(
    asked: Parts, own_parts: int, found: Ints, near: Floats, bounds: Longs, known: Parts, records: Records,
    room: Scratch, tick: int, sounds: Sounds, out: Ints, ranks: Floats,
) -> int:  # fmt: skip
    """Write the best records of a query and their ranks, best first; `found` holds the parts that sound alike."""
    total = bounds.shape[0] - 1
    loads = np.zeros(total, np.int64)
    for q in range(total):
        for p in found[bounds[q] : bounds[q + 1]]:
            loads[q] += records.part_starts[p + 1] - records.part_starts[p]
    reached = 0
    for q in np.argsort(loads):
        own, weight = tick * MOST_PARTS_ASKED + q, asked.weights[q]
        like, distances = found[bounds[q] : bounds[q + 1]], near[bounds[q] : bounds[q + 1]]
        if loads[q] > SCAN_FREELY and 0 < reached * 4 < loads[q]:
            _add_to_reached(like, distances, weight, own, known.weights, records, room, reached, sounds)
        else:
            reached = _reach(like, distances, weight, own, tick, known.weights, records, room, reached, sounds)
    whole = asked.weights[:own_parts].sum()
    count = _roughly(room.score, room.touched[:reached], whole, records.weights, out, ranks, sounds)
    kept = out[:count].copy()
    ours = np.arange(own_parts).astype(np.int32)
    count = 0
    for r in kept:
        theirs = records.record_parts[records.record_starts[r] : records.record_starts[r + 1]]
        count = _placed(out, ranks, count, r, rank_of(asked, ours, known, theirs, sounds))
    return count
