"""Honest figures of name comparison: cross-validated on the shared names, and on invented names held back.

The scoring constants and the calibration are fitted anew on the pairs that touch no person of one fifth, and measured
on the pairs asked by that fifth, five times. What sounds cost was written by hand with all shared names in view; the
held-back names bound that. Folds are pooled by their calibrated scores: the ranks of folds with other constants lie on
other scales, and pooled as they are, they said .66 of what is .89.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise, product
from typing import Final

from rapidfuzz import fuzz, process

from benchmarks.invented_names import Invented, persons
from benchmarks.measure import Figure, shared
from kerege.methods.names import NameIndex, compare
from kerege.methods.names import scoring as s
from kerege.methods.names.comparison import Comparison

FOLDS: Final = 5
HELD_PERSONS: Final = 300
SEED: Final = 20261128
CONTRADICTED: Final = (1.2, 1.5, 1.8, 2.2)
LACKING: Final = (0.1, 0.2, 0.26, 0.3)
DOUBT: Final = (0.3, 0.46, 0.8)
WORTH: Final = (0.45, 0.48, 0.6)
BANDS: Final = (0.0, 0.1, 0.3, 0.5, 0.7, 0.85, 0.95, 1.0)
Point = tuple[float, int]
Constants = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Case:
    """A pair of names: the folds of its two persons, its class of writing, and what its alignment weighs."""

    fold: int
    fold_of_record: int
    kind: str
    same: int
    pairs: tuple[tuple[float, float], ...]
    contradicted: float
    lacking: float

    def rank(self, constants: Constants) -> float:
        """Return the rank that these constants would give."""
        contradicted, lacking, doubt, worth = constants
        agreed = sum(weight * max(0.0, 1.0 - distance / worth) for weight, distance in self.pairs)
        against = sum(weight * distance for weight, distance in self.pairs)
        against += contradicted * self.contradicted + lacking * self.lacking + doubt
        return agreed / (agreed + against)


OURS: Final[Constants] = (s.CONTRADICTED, s.LACKING, s.DOUBT, s.DISTANCE_OF_NO_WORTH)


def _weighed(found: Comparison) -> tuple[tuple[tuple[float, float], ...], float, float]:
    left, right = found.left, found.right
    pairs = tuple(
        (
            min(sum(s.part_weight(left[i]) for i in pair.left), sum(s.part_weight(right[i]) for i in pair.right)),
            pair.distance,
        )
        for pair in found.pairs
    )
    told = s.tally(left, right, found.pairs)
    return pairs, told.contradicted, told.lacking


def fold_of(person: str) -> int:
    """Return the fold of a person, whatever pairs the person stands in."""
    return blake2b(person.encode(), digest_size=4).digest()[0] % FOLDS


def case(one: str, other: str, *, persons: tuple[str, str], kind: str, same: int) -> Case:
    """Return a pair of names as a case; its folds hang on the person asked for and on the record's."""
    asked, found = map(fold_of, persons)
    return Case(asked, found, kind, same, *_weighed(compare(one, other)))


def recall_at(points: Sequence[Point], precision: float) -> tuple[float, float]:
    """Return the best recall at a precision and the least score that gives it."""
    positives = sum(same for _, same in points)
    best, least, right, called = 0.0, 1.0, 0, 0
    ordered = sorted(points, key=lambda point: -point[0])
    for at, (score, same) in enumerate(ordered):
        right, called = right + same, called + 1
        last = at + 1 == len(ordered) or ordered[at + 1][0] < score
        if last and right / called >= precision:
            best, least = right / max(1, positives), score
    return best, least


def isotonic(points: Sequence[Point]) -> list[tuple[float, float]]:
    """Return the rising shares that fit best: (mean score, share of the same), by pooling neighbours that fall."""
    blocks: list[list[float]] = []
    for score, same in sorted(points):
        blocks.append([score, float(same), 1.0])
        while len(blocks) > 1 and blocks[-2][1] * blocks[-1][2] >= blocks[-1][1] * blocks[-2][2]:
            block = blocks.pop()
            blocks[-1] = [a + b for a, b in zip(blocks[-1], block, strict=True)]
    return [(scores / count, right / count) for scores, right, count in blocks]


def calibrated(shares: Sequence[tuple[float, float]], score: float) -> float:
    """Return the share at a score, by straight lines between those fitted: what ranks higher scores higher."""
    at = bisect_right([middle for middle, _ in shares], score)
    if at in {0, len(shares)}:
        return shares[min(at, len(shares) - 1)][1]
    (low, start), (high, end) = shares[at - 1], shares[at]
    return start + (end - start) * (score - low) / (high - low)


def fitted(cases: Sequence[Case]) -> Constants:
    """Return the constants that find most on these cases, at precision .95 and .99."""
    grid: list[Constants] = list(product(CONTRADICTED, LACKING, DOUBT, WORTH))

    def worth(constants: Constants) -> float:
        points = [(found.rank(constants), found.same) for found in cases]
        return recall_at(points, 0.95)[0] + recall_at(points, 0.99)[0]

    return max(grid, key=worth)


def _rows(name: str) -> list[dict[str, str]]:
    head, *lines = shared("names", name).read_text(encoding="utf-8").splitlines()
    return [dict(zip(head.split("\t"), line.split("\t"), strict=True)) for line in lines]


def _persons() -> dict[str, str]:
    """Return the one name of a person who stands under two."""
    return {row["also"]: min(row["pid"], row["also"]) for row in _rows("alt_gold.tsv")} | {
        row["pid"]: min(row["pid"], row["also"]) for row in _rows("alt_gold.tsv")
    }


def shared_cases() -> list[Case]:
    """Return the pairs of the shared names across scripts and languages. Raises Skipped where they are absent."""
    also = _persons()
    asked = {row["qid"]: row for row in _rows("queries.tsv")}
    known = {row["pid"]: row["name"] for row in _rows("corpus.tsv")}
    found = []
    for row in _rows("pairs.tsv"):
        query = asked[row["qid"]]
        if query["lang"] not in {"lat_alias", "lat_eu"} and not query["lang"].startswith("p_"):
            persons = also.get(query["pid"], query["pid"]), also.get(row["pid"], row["pid"])
            found.append(
                case(query["name"], known[row["pid"]], persons=persons, kind=query["lang"], same=int(row["label"]))
            )
    return found


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What was measured on the fold that nothing was fitted on."""

    ranks: list[Point]
    scores: list[Point]


def cross_validated(cases: Sequence[Case], fit: Callable[[Sequence[Case]], Constants] = fitted) -> HeldOut:
    """Fit constants and calibration on pairs that touch no person of a fold, measure on it, for each fold in turn."""
    ranks: list[Point] = []
    scores: list[Point] = []
    for fold in range(FOLDS):
        training = [found for found in cases if fold not in {found.fold, found.fold_of_record}]
        constants = fit(training)
        shares = isotonic([(found.rank(constants), found.same) for found in training])
        for found in (found for found in cases if found.fold == fold):
            rank = found.rank(constants)
            ranks.append((rank, found.same))
            scores.append((calibrated(shares, rank), found.same))
    return HeldOut(ranks, scores)


def share_same(scores: Sequence[Point], low: float, high: float) -> tuple[float, int]:
    """Return the share of the same among pairs that score from low to high, and how many there are."""
    chosen = [same for score, same in scores if low <= score <= high]
    return sum(chosen) / max(1, len(chosen)), len(chosen)


def reliability(scores: Sequence[Point]) -> list[tuple[float, float, float, float, int]]:
    """Return for each band of scores: its bounds, the mean score, the share of the same, how many pairs."""
    table = []
    for low, high in pairwise(BANDS):
        inside = [(score, same) for score, same in scores if low <= score < high or score == high == 1.0]
        if inside:
            mean, share = (sum(column) / len(inside) for column in zip(*inside, strict=True))
            table.append((low, high, mean, share, len(inside)))
    return table


def _reliable(scores: Sequence[Point], where: str) -> Iterator[Figure]:
    for low, high, mean, share, count in reliability(scores):
        what = f"same among pairs that score {low:g} to {high:g}, on average {mean:.3f}"
        yield Figure(what=what, measured_on=f"{count} pairs, {where}", ours=share)


def _decision(cases: Sequence[Case], measured_on: str) -> Iterator[Figure]:
    points = [(found.rank(OURS), found.same) for found in cases]
    for precision, target in ((0.95, 0.94), (0.99, 0.80)):
        yield Figure(
            what=f"same person by name alone: recall at precision {precision}",
            measured_on=measured_on,
            ours=recall_at(points, precision)[0],
            target=target,
        )


def _held_back(people: Sequence[Invented]) -> Iterator[Figure]:
    rng = random.Random(SEED)
    chosen = [rng.sample(person.spellings, 2) for person in people]
    index = NameIndex([(person.id, told[0][1]) for person, told in zip(people, chosen, strict=True)])
    found = index.search_many([told[1][1] for told in chosen])
    hits = [[match.id for match in matches] for matches in found]
    first = sum(ids[:1] == [person.id] for person, ids in zip(people, hits, strict=True)) / len(people)
    ten = sum(person.id in ids for person, ids in zip(people, hits, strict=True)) / len(people)
    where = f"{len(people)} invented persons, held back"
    yield Figure(what="name search, held back: first", measured_on=where, ours=first, target=0.95)
    yield Figure(what="name search, held back: among ten", measured_on=where, ours=ten, target=0.98)
    yield from _by_writing(people, chosen, hits, where)
    yield from _decision(held_cases(people, chosen), where)


def _by_writing(
    people: Sequence[Invented], chosen: Sequence[list[tuple[str, str]]], hits: Sequence[list[str]], where: str
) -> Iterator[Figure]:
    counts: dict[str, list[int]] = {}
    for person, told, ids in zip(people, chosen, hits, strict=True):
        kind = told[1][0].split(" (")[0]
        counts.setdefault(kind, []).append(person.id in ids)
    for kind, told_right in sorted(counts.items()):
        share = sum(told_right) / len(told_right)
        yield Figure(
            what=f"name search, held back, asked as {kind}: among ten", measured_on=where, ours=share, target=0.90
        )


def held_cases(people: Sequence[Invented], chosen: Sequence[list[tuple[str, str]]]) -> list[Case]:
    """Return pairs of the make of the shared ones: the same person, the likest others, one part shared, at random."""
    rng = random.Random(SEED)
    records = [told[0][1] for told in chosen]
    found = []
    for at, (person, told) in enumerate(zip(people, chosen, strict=True)):
        near = [n for _, _, n in process.extract(told[1][1], records, scorer=fuzz.WRatio, limit=3) if n != at][:1]
        sharing = [n for n, other in enumerate(people) if n != at and other.shared & person.shared]
        others = near + rng.sample(sharing, min(1, len(sharing))) + [n for n in [rng.randrange(len(people))] if n != at]
        for number in (at, *others):
            same = int(number == at)
            both = person.id, people[number].id
            found.append(case(told[1][1], records[number], persons=both, kind=told[1][0], same=same))
    return found


def run() -> Iterator[Figure]:
    """Decision and calibration on the shared names, best and cross-validated; then all of it on held-back names."""
    cases = shared_cases()
    yield from _decision(cases, "shared names across scripts, constants as shipped")
    shipped = [(s.score_of(found.rank(OURS)), found.same) for found in cases]
    yield from _reliable(shipped, "shared names across scripts, as shipped")
    without = [found for found in cases if found.kind != "zh"]
    yield from _decision(without, "the same without Chinese")
    yield from _cross(cases, "shared names across scripts, five folds by person")
    yield from _cross(without, "the same without Chinese")
    yield from _held_back(list(persons(HELD_PERSONS, seed=SEED, held=True)))


def _cross(cases: Sequence[Case], where: str) -> Iterator[Figure]:
    held_out = cross_validated(cases)
    for precision, target in ((0.95, 0.94), (0.99, 0.80)):
        recall = recall_at(held_out.scores, precision)[0]
        yield Figure(
            what=f"recall at precision {precision}, cross-validated", measured_on=where, ours=recall, target=target
        )
    yield from _reliable(held_out.scores, f"{where}, fitted on the others")
