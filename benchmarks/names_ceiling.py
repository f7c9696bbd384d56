"""How far the decision by name alone can get on the shared pairs, whoever decides: what agrees in nothing, and oracles.

An oracle here knows the answers of the very pairs it is measured on: nothing that decides by the same can do better.
`python -m benchmarks.names_ceiling` prints it; the cross-check writes it into its page.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

from benchmarks.contest.scoring import rows
from benchmarks.measure import Figure
from benchmarks.names_validation import Point, recall_at
from benchmarks.report import CLASSES
from kerege.methods.names import compare
from kerege.methods.names.comparison import Comparison
from kerege.methods.names.parts import Kind

WANTED: Final = 0.94
PRECISION: Final = 0.95
LETTERS_ALIKE: Final = 0.5
SHORTEST_WORD: Final = 3
AGREES: Final = 0.12
WHERE: Final = "shared names, all pairs"
Signature = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair of names with its answer: its class, our score, what agrees, whether its words are alike in any way."""

    kind: str
    same: int
    score: float
    signature: Signature
    alike: bool


def words_alike(one: str, other: str) -> bool:
    """Say whether any two words of two names agree in half of their letters once romanised: no sounds, no tables."""
    mine, theirs = (
        [word for word in anyascii(name).lower().replace("-", " ").split() if len(word) >= SHORTEST_WORD]
        for name in (one, other)
    )
    return any(Levenshtein.normalized_similarity(a, b) >= LETTERS_ALIKE for a, b in product(mine, theirs))


def signature(found: Comparison) -> Signature:
    """Return how many names agree, are alike, are left over on both sides, and on one side only."""
    named = [p for p in found.pairs if found.left[p.left[0]].kind is Kind.NAME]
    agreed = sum(pair.distance <= AGREES for pair in named)
    used = {at for pair in found.pairs for at in pair.left}, {at for pair in found.pairs for at in pair.right}
    over = [
        sum(part.kind is Kind.NAME and at not in taken for at, part in enumerate(parts))
        for parts, taken in zip((found.left, found.right), used, strict=True)
    ]
    return agreed, len(named) - agreed, min(over), abs(over[0] - over[1])


def judged_pairs() -> list[Judged]:
    """Return all shared pairs judged. Raises Skipped where the shared names are absent."""
    asked = {row["qid"]: row for row in rows("queries.tsv")}
    known = {row["pid"]: row["name"] for row in rows("corpus.tsv")}
    found = []
    for row in rows("pairs.tsv"):
        query, record = asked[row["qid"]], known[row["pid"]]
        told = compare(query["name"], record)
        alike = bool(told.pairs) or words_alike(query["name"], record)
        found.append(Judged(query["lang"], int(row["label"]), told.score, signature(told), alike))
    return found


def frontier(points: Iterable[Point]) -> list[tuple[int, int]]:
    """Return (wrong, right) for every threshold, from calling nothing to calling all; ties are called together."""
    by_score: dict[float, list[int]] = defaultdict(lambda: [0, 0])
    for score, same in points:
        by_score[score][same] += 1
    steps, wrong, right = [(0, 0)], 0, 0
    for score in sorted(by_score, reverse=True):
        wrong, right = wrong + by_score[score][0], right + by_score[score][1]
        steps.append((wrong, right))
    return steps


def best_by_class(classes: Iterable[Sequence[Point]], precision: float) -> int:
    """Return how many are found at most at this precision, with the best threshold for each class by the answers."""
    best: dict[int, int] = {0: 0}
    for points in classes:
        steps, after = frontier(points), dict[int, int]()
        for (wrong, right), (more, found) in product(best.items(), steps):
            after[wrong + more] = max(after.get(wrong + more, 0), right + found)
        best = after
    reached = [right for wrong, right in best.items() if right and right / (right + wrong) >= precision]
    return max(reached, default=0)


def by_signature(pairs: Sequence[Judged]) -> list[Point]:
    """Return each pair with the share of the same among those that agree in as much, its own answer among them."""
    counted: dict[Signature, Counter[int]] = defaultdict(Counter)
    for pair in pairs:
        counted[pair.signature][pair.same] += 1
    return [(counted[p.signature][1] / counted[p.signature].total(), p.same) for p in pairs]


def is_weak(pair: Judged) -> bool:
    """Say whether at most one name of a pair agrees, and others contradict."""
    return pair.signature[0] <= 1 and pair.signature[2] > 0


def run() -> Iterator[Figure]:
    """Yield what can be reached: by nothing that compares words, by the best thresholds, by the best use of parts."""
    pairs = judged_pairs()
    same = [pair for pair in pairs if pair.same]
    weak = [pair for pair in pairs if is_weak(pair)]
    lost = [pair for pair in weak if pair.same]
    classes: dict[str, list[Point]] = defaultdict(list)
    for pair in pairs:
        classes[pair.kind].append((pair.score, pair.same))
    ours = [(pair.score, pair.same) for pair in pairs]

    def told(what: str, found: float, target: float | None = None) -> Figure:
        return Figure(what=what, measured_on=WHERE, ours=found, target=target)

    yield told("pairs of one person", len(same))
    yield told("… of which no part sounds like any of the other name", sum(pair.score == 0.0 for pair in same))
    yield told("… and no two words have half their letters in common either", sum(not pair.alike for pair in same))
    yield told("pairs of one person in which one name agrees at most, and others contradict", len(lost))
    for kind, count in Counter(pair.kind for pair in lost).most_common(2):
        yield told(f"… of which {CLASSES.get(kind, kind)}", count)
    yield told("pairs of two persons of which the same is true", len(weak) - len(lost))
    yield told("share of one person among all of these", len(lost) / len(weak))
    yield told("recall at .95, ours", recall_at(ours, PRECISION)[0], WANTED)
    yield told("… with the best threshold for each class, chosen by the answers",
               best_by_class(classes.values(), PRECISION) / len(same), WANTED)  # fmt: skip
    yield told("… by which parts agree, each pattern weighed by the answers",
               recall_at(by_signature(pairs), PRECISION)[0], WANTED)  # fmt: skip
    yield told("… if every other pair were told without error, and none of these", 1 - len(lost) / len(same), WANTED)


if __name__ == "__main__":
    for figure in run():
        print(f"{figure.ours:10.4f}  {figure.what} ({figure.measured_on})")
