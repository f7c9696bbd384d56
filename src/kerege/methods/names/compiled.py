"""The search in compiled form: the same alignment as `alignment` and `scoring`, over packed arrays of phones."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

from kerege.methods.names import alignment, distance, scoring

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]
F = TypeVar("F", bound=Callable[..., object])

ARTICLE_COST = alignment.ARTICLE_COST
STEM_COST = alignment.STEM_COST
ENDING_COST = alignment.ENDING_COST
ONE_ENDING_COST = alignment.ONE_ENDING_COST
INITIAL_COST = alignment.INITIAL_COST
JOIN_COST = alignment.JOIN_COST
FARTHEST = alignment.FARTHEST
JOIN_ALONE = alignment.JOIN_ALONE
JOIN_FARTHEST = alignment.JOIN_FARTHEST
SHORTEST_JOINED = alignment.SHORTEST_JOINED
SIZE_BONUS = alignment.SIZE_BONUS
SIZE_COUNTED = alignment.SIZE_COUNTED
SHORTNESS = distance.SHORTNESS
SYLLABIC = int(distance.Writing.SYLLABIC)
VOWELLESS = int(distance.Writing.SYLLABIC) + int(distance.Writing.UNWRITTEN)
VOWELLESS_COST = distance.VOWELLESS_COST
NO_WORTH = scoring.DISTANCE_OF_NO_WORTH
CONTRADICTED = scoring.CONTRADICTED
LACKING = scoring.LACKING
DOUBT = scoring.DOUBT

# Columns of a packed part.
MAIN, OTHER, STEM, ENDING, WRITING, KIND, COLUMNS = 0, 2, 4, 6, 7, 8, 9
NAME, INITIAL, HONORIFIC, JOINED = 0, 1, 2, 3
PATRONYMIC = 1
LONGEST_ROW = 128
MOST_OPTIONS = 512
MOST_VARIANTS = 6
SHORT = 2
LONGEST_SKELETON = 14
CLASS_S, CLASS_K, COMPOSITE = 5, 6, 11
MARK_AT = 56
VOWEL_MARK = 12
SHORTENED = 1 << 61
SELECTIVE = 1 << (4 * 3)
STORED, NARROWLY, WIDELY = 0, 1, 2
GATHERED = 0.42
STRANGE_START = 45
HUNDRED = 100.0
SCAN_FREELY = 4000
MOST_GATHERED = 6000


def compiled(function: F) -> F:
    """Compile a function to machine code, kept on disk for the next start."""
    return cast(F, numba.njit(cache=True, nogil=True)(function))


@compiled
def apart(
    a: Bytes, a0: int, n: int, b: Bytes, b0: int, m: int, own: int, other: int, ex: Bytes, loss: Bytes, limit: float,
    row: Ints,
) -> float:  # fmt: skip
    """Return the distance of two strings of phones, as `distance.distance` does; 1 where it is beyond the limit."""
    mine, theirs = loss[own, other], loss[other, own]
    size = 0
    for i in range(n):
        size += mine[a[a0 + i]]
    total = 0
    row[0] = 0
    for j in range(m):
        total += theirs[b[b0 + j]]
        row[j + 1] = total
    if size + total <= 0:
        return 1.0
    extra = VOWELLESS_COST if own + other == VOWELLESS else 0.0
    whole = 0.5 * (size + total) + HUNDRED * SHORTNESS
    most = np.int32((limit - extra) * whole + 0.001)
    if abs(size - total) > most:
        return 1.0
    for i in range(n):
        symbol = a[a0 + i]
        gone = np.int32(mine[symbol])
        costs = ex[symbol]
        diagonal = row[0]
        left = diagonal + gone
        row[0] = left
        least = left
        for j in range(m):
            over = b[b0 + j]
            above = row[j + 1]
            best = min(diagonal + np.int32(costs[over]), above + gone, left + np.int32(theirs[over]))
            diagonal = above
            row[j + 1] = best
            left = best
            least = min(least, best)
        if least > most:
            return 1.0
    return min(1.0, extra + row[m] / whole)


@compiled
def initials_apart(a: Bytes, x: Ints, b: Bytes, y: Ints, ex: Bytes, glides: Bytes) -> float:
    """Return how far an initial is from the start of another part."""
    if x[MAIN + 1] == 0 or y[MAIN + 1] == 0:
        return 1.0
    first, second = a[x[MAIN]], b[y[MAIN]]
    least = ex[first, second]
    if glides[first] and x[MAIN + 1] > 1:
        least = min(least, ex[a[x[MAIN] + 1], second])
    if glides[second] and y[MAIN + 1] > 1:
        least = min(least, ex[first, b[y[MAIN] + 1]])
    return min(1.0, least / HUNDRED + (INITIAL_COST if x[KIND] != y[KIND] else 0.0))


@compiled
def stems_apart(a: Bytes, x: Ints, b: Bytes, y: Ints, ex: Bytes, loss: Bytes, limit: float, row: Ints) -> float:
    """Return the distance of two parts by their stems."""
    xs, ys = x[STEM + 1] > 0, y[STEM + 1] > 0
    i = STEM if xs else MAIN
    j = STEM if ys else MAIN
    extra = ONE_ENDING_COST
    if xs and ys:
        extra = STEM_COST if x[ENDING] == PATRONYMIC and y[ENDING] == PATRONYMIC else ENDING_COST
    return extra + apart(a, x[i], x[i + 1], b, y[j], y[j + 1], x[WRITING], y[WRITING], ex, loss, limit, row)


@compiled
def parts_apart(
    a: Bytes, x: Ints, b: Bytes, y: Ints, ex: Bytes, loss: Bytes, glides: Bytes, limit: float, row: Ints
) -> float:
    """Return the distance of two parts, as `alignment.part_distance` does."""
    if x[KIND] == INITIAL or y[KIND] == INITIAL:
        return initials_apart(a, x, b, y, ex, glides)
    u, v = x[WRITING], y[WRITING]
    best = apart(a, x[MAIN], x[MAIN + 1], b, y[MAIN], y[MAIN + 1], u, v, ex, loss, limit, row)
    if best == 0.0:
        return best
    if x[OTHER + 1]:
        best = min(best, ARTICLE_COST + apart(a, x[OTHER], x[OTHER + 1], b, y[MAIN], y[MAIN + 1], u, v, ex, loss, limit, row))
    if y[OTHER + 1]:
        best = min(best, ARTICLE_COST + apart(a, x[MAIN], x[MAIN + 1], b, y[OTHER], y[OTHER + 1], u, v, ex, loss, limit, row))
    if x[OTHER + 1] and y[OTHER + 1]:
        best = min(best, apart(a, x[OTHER], x[OTHER + 1], b, y[OTHER], y[OTHER + 1], u, v, ex, loss, limit, row))
    if x[STEM + 1] or y[STEM + 1]:
        best = min(best, stems_apart(a, x, b, y, ex, loss, limit, row))
    return min(best, 1.0)


@compiled
def joined_apart(a: Bytes, x: Ints, z: Ints, b: Bytes, y: Ints, ex: Bytes, loss: Bytes, row: Ints) -> float:
    """Return the distance of two neighbouring parts, read as one, from a part of the other name."""
    both = np.empty(LONGEST_ROW, np.uint8)
    n, m = x[MAIN + 1], z[MAIN + 1]
    both[:n] = a[x[MAIN] : x[MAIN] + n]
    both[n : n + m] = a[z[MAIN] : z[MAIN] + m]
    return JOIN_COST + apart(both, 0, n + m, b, y[MAIN], y[MAIN + 1], x[WRITING], y[WRITING], ex, loss, JOIN_FARTHEST, row)


@compiled
def _tallied(
    cost: Floats, order: Floats, sides: Ints, count: int, aw: Floats, pick: Ints, weights: Floats, n: int, m: int
) -> float:
    used_a = np.zeros(n, np.uint8)
    used_b = np.zeros(m, np.uint8)
    agreed = lying = 0.0
    while True:
        best = -1
        for k in range(count):
            i, i2, j, j2 = sides[k, 0], sides[k, 1], sides[k, 2], sides[k, 3]
            if used_a[i] or used_a[i2] or used_b[j] or used_b[j2]:
                continue
            if best < 0 or order[k] < order[best] or (order[k] == order[best] and cost[k] < cost[best]):
                best = k
        if best < 0:
            break
        i, i2, j, j2 = sides[best, 0], sides[best, 1], sides[best, 2], sides[best, 3]
        left = aw[i] + (aw[i2] if i2 != i else 0.0)
        right = weights[pick[j]] + (weights[pick[j2]] if j2 != j else 0.0)
        weight = min(left, right)
        agreed += weight * max(0.0, 1.0 - cost[best] / NO_WORTH)
        lying += weight * cost[best]
        used_a[i] = used_a[i2] = used_b[j] = used_b[j2] = 1
    over_a = over_b = 0.0
    for i in range(n):
        if not used_a[i]:
            over_a += aw[i]
    for j in range(m):
        if not used_b[j]:
            over_b += weights[pick[j]]
    if agreed <= 0.0:
        return 0.0
    against = lying + CONTRADICTED * min(over_a, over_b) + LACKING * abs(over_a - over_b) + DOUBT
    return agreed / (agreed + against)


@compiled
def rank_of(
    a: Bytes, xs: Ints, aw: Floats, b: Bytes, ys: Ints, pick: Ints, weights: Floats, ex: Bytes, loss: Bytes, glides: Bytes
) -> float:
    """Return the rank of two names, as `alignment.align` and `scoring.rank_of` do; `pick` are the record's rows in `ys`."""
    n, m = xs.shape[0], pick.shape[0]
    row = np.empty(LONGEST_ROW, np.int32)
    near = np.empty((n, m), np.float64)
    cost = np.empty(MOST_OPTIONS, np.float64)
    order = np.empty(MOST_OPTIONS, np.float64)
    sides = np.empty((MOST_OPTIONS, 4), np.int32)
    count = 0
    for i in range(n):
        for j in range(m):
            near[i, j] = parts_apart(a, xs[i], b, ys[pick[j]], ex, loss, glides, FARTHEST, row)
            if near[i, j] <= FARTHEST and count < MOST_OPTIONS:
                size = min(xs[i, MAIN + 1], ys[pick[j], MAIN + 1], SIZE_COUNTED)
                cost[count], order[count] = near[i, j], near[i, j] - SIZE_BONUS * size
                sides[count, 0], sides[count, 1], sides[count, 2], sides[count, 3] = i, i, j, j
                count += 1
    for i in range(n - 1):
        if xs[i, KIND] != NAME or xs[i + 1, KIND] != NAME:
            continue
        for j in range(m):
            y = ys[pick[j]]
            alone = min(near[i, j], near[i + 1, j])
            if y[KIND] != NAME or y[MAIN + 1] < SHORTEST_JOINED or alone < JOIN_ALONE:
                continue
            d = joined_apart(a, xs[i], xs[i + 1], b, y, ex, loss, row)
            if d < min(alone, JOIN_FARTHEST) and count < MOST_OPTIONS:
                size = min(xs[i, MAIN + 1] + xs[i + 1, MAIN + 1], y[MAIN + 1], SIZE_COUNTED)
                cost[count], order[count] = d, d - SIZE_BONUS * size
                sides[count, 0], sides[count, 1], sides[count, 2], sides[count, 3] = i, i + 1, j, j
                count += 1
    for j in range(m - 1):
        y, z = ys[pick[j]], ys[pick[j + 1]]
        if y[KIND] != NAME or z[KIND] != NAME:
            continue
        for i in range(n):
            alone = min(near[i, j], near[i, j + 1])
            if xs[i, KIND] != NAME or xs[i, MAIN + 1] < SHORTEST_JOINED or alone < JOIN_ALONE:
                continue
            d = joined_apart(b, y, z, a, xs[i], ex, loss, row)
            if d < min(alone, JOIN_FARTHEST) and count < MOST_OPTIONS:
                size = min(y[MAIN + 1] + z[MAIN + 1], xs[i, MAIN + 1], SIZE_COUNTED)
                cost[count], order[count] = d, d - SIZE_BONUS * size
                sides[count, 0], sides[count, 1], sides[count, 2], sides[count, 3] = i, i, j, j + 1
                count += 1
    return _tallied(cost, order, sides, count, aw, pick, weights, n, m)


@compiled
def _grown(skeleton: int, piece: int) -> int:
    if piece == 0 or skeleton >= (1 << (4 * LONGEST_SKELETON - 8)):
        return skeleton
    if piece == COMPOSITE:
        first = skeleton if (skeleton & 15) == CLASS_K else (skeleton << 4) | CLASS_K
        return (first << 4) | CLASS_S
    return skeleton if (skeleton & 15) == piece else (skeleton << 4) | piece


@compiled
def skeletons(a: Bytes, start: int, length: int, classes: Ints, opens: Bytes, out: Longs) -> int:
    """Write the consonant skeletons of phones to `out`, four bits a class, and return how many there are."""
    out[0] = 0
    count = 1
    for i in range(start, start + length):
        choices = classes[a[i]]
        if choices[0] < 0:
            continue
        usable = 0
        while usable < choices.shape[0] and choices[usable] >= 0:
            usable += 1
        if count * usable > MOST_VARIANTS:
            usable = 1
        for c in range(usable - 1, -1, -1):
            for s in range(count):
                out[c * count + s] = _grown(out[s], choices[c])
        count *= usable
    for s in range(count):
        if out[s] < (1 << (4 * SHORT)) and (length == 0 or opens[a[start]]):
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
def part_keys(a: Bytes, x: Ints, classes: Ints, opens: Bytes, asked: int, out: Longs) -> int:
    """Write the keys of a part to `out`, to store them or to ask by them narrowly or widely; return how many there are."""
    forms = np.empty(MOST_VARIANTS, np.int64)
    count = 0
    for column in (MAIN, OTHER, STEM):
        if x[column + 1] == 0:
            continue
        found = skeletons(a, x[column], x[column + 1], classes, opens, forms)
        for s in range(found):
            whole = forms[s]
            count = _keep(out, count, whole)
            if asked == WIDELY or (asked == NARROWLY and whole >= SELECTIVE):
                count = _keep(out, count, whole | SHORTENED)
            if whole >> MARK_AT or whole < (1 << (4 * SHORT)):
                continue
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
def fill_keys(
    buf: Bytes, rows: Ints, first: int, last: int, classes: Ints, opens: Bytes, keys: Longs, parts: Ints
) -> int:
    """Write the keys of the parts first to last, with the part's number beside each; return how many."""
    own = np.empty(256, np.int64)
    total = 0
    for p in range(first, last):
        for k in range(part_keys(buf, rows[p], classes, opens, STORED, own)):
            keys[total], parts[total] = own[k], p
            total += 1
    return total


@compiled
def _placed(out: Ints, ranks: Floats, count: int, record: int, rank: float) -> int:
    at = min(count, out.shape[0] - 1)
    while at > 0 and (ranks[at - 1] < rank or (ranks[at - 1] == rank and out[at - 1] > record)):
        out[at], ranks[at] = out[at - 1], ranks[at - 1]
        at -= 1
    out[at], ranks[at] = record, rank
    return min(count + 1, out.shape[0])


@compiled
def gather(
    a: Bytes, x: Ints, buf: Bytes, rows: Ints, ukeys: Longs, kstart: Longs, kparts: Ints, seen: Longs, tick: int, asked: int,
    classes: Ints, opens: Bytes, ex: Bytes, loss: Bytes, glides: Bytes, found: Ints, near: Floats,
) -> int:  # fmt: skip
    """Write the known parts that sound like a part of the query, with their distances; return how many."""
    row = np.empty(LONGEST_ROW, np.int32)
    own = np.empty(256, np.int64)
    count = 0
    for k in range(part_keys(a, x, classes, opens, asked, own)):
        at = np.searchsorted(ukeys, own[k])
        if at >= ukeys.shape[0] or ukeys[at] != own[k]:
            continue
        short = own[k] & (SHORTENED - 1) < (1 << (4 * SHORT))
        for e in range(kstart[at], kstart[at + 1]):
            p = kparts[e]
            if seen[p] == tick:
                continue
            if short and x[WRITING] != SYLLABIC and ex[a[x[MAIN]], buf[rows[p, MAIN]]] > STRANGE_START:
                continue
            seen[p] = tick
            d = parts_apart(a, x, buf, rows[p], ex, loss, glides, GATHERED, row)
            if d < GATHERED and count < found.shape[0]:
                found[count], near[count] = p, d
                count += 1
    return count


@compiled
def _ranked(
    a: Bytes, xs: Ints, aw: Floats, buf: Bytes, rows: Ints, weights: Floats, rstart: Longs, rparts: Ints, rweights: Floats,
    score: Floats, touched: Ints, reached: int, ex: Bytes, loss: Bytes, glides: Bytes, out: Ints, ranks: Floats,
) -> int:  # fmt: skip
    most = out.shape[0]
    whole = 0.0
    for q in range(xs.shape[0]):
        whole += aw[q]
    count = 0
    for t in range(reached):
        r = touched[t]
        over, under = max(0.0, whole - score[r]), max(0.0, rweights[r] - score[r])
        rough = score[r] / (score[r] + CONTRADICTED * min(over, under) + LACKING * abs(over - under) + DOUBT)
        if count == most and rough <= ranks[count - 1]:
            continue
        count = _placed(out, ranks, count, r, rough)
    kept = out[:count].copy()
    count = 0
    for r in kept:
        pick = rparts[rstart[r] : rstart[r + 1]]
        rank = rank_of(a, xs, aw, buf, rows, pick, weights, ex, loss, glides)
        count = _placed(out, ranks, count, r, rank)
    return count


@compiled
def search(
    a: Bytes, xs: Ints, aw: Floats, true_parts: int, found: Ints, near: Floats, bounds: Longs, buf: Bytes, rows: Ints,
    weights: Floats, pstart: Longs, precords: Ints, rstart: Longs, rparts: Ints, rweights: Floats, marked: Longs,
    part_gain: Floats, stamp: Longs, score: Floats, last: Longs, gain: Floats, touched: Ints, tick: int,
    ex: Bytes, loss: Bytes, glides: Bytes, out: Ints, ranks: Floats,
) -> int:  # fmt: skip
    """Write the best records of a query and their ranks, best first; `found` holds the parts that sound like its own."""
    total = xs.shape[0]
    loads = np.zeros(total, np.int64)
    for q in range(total):
        for c in range(bounds[q], bounds[q + 1]):
            loads[q] += pstart[found[c] + 1] - pstart[found[c]]
    reached = 0
    for q in np.argsort(loads):
        own = tick * 64 + q
        if loads[q] > SCAN_FREELY and 0 < reached * 4 < loads[q]:
            for c in range(bounds[q], bounds[q + 1]):
                p = found[c]
                marked[p] = own
                part_gain[p] = min(aw[q], weights[p]) * max(0.0, 1.0 - near[c] / NO_WORTH)
            for t in range(reached):
                r = touched[t]
                best = 0.0
                for e in range(rstart[r], rstart[r + 1]):
                    if marked[rparts[e]] == own:
                        best = max(best, part_gain[rparts[e]])
                score[r] += best
            continue
        for c in range(bounds[q], bounds[q + 1]):
            p = found[c]
            worth = min(aw[q], weights[p]) * max(0.0, 1.0 - near[c] / NO_WORTH)
            for e in range(pstart[p], pstart[p + 1]):
                r = precords[e]
                if stamp[r] != tick:
                    stamp[r], score[r], last[r] = tick, 0.0, -1
                    touched[reached] = r
                    reached += 1
                if last[r] != own:
                    last[r], gain[r] = own, 0.0
                if worth > gain[r]:
                    score[r] += worth - gain[r]
                    gain[r] = worth
    return _ranked(
        a, xs[:true_parts], aw, buf, rows, weights, rstart, rparts, rweights, score, touched, reached,
        ex, loss, glides, out, ranks,
    )  # fmt: skip
