"""What an alignment is worth: features of it, and the calibrated probability that two names are one person's."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kerege.methods.names.alignment import Pair
from kerege.methods.names.parts import Kind, Part

# What a part tells, in hundredths: a name by its length, the rest by its kind.
WEIGHTS: Final = {Kind.HONORIFIC: 8, Kind.FORM: 10, Kind.ORIGIN: 20, Kind.COMMON: 30, Kind.INITIAL: 30}
NAME_WEIGHT: Final = 40
PHONE_WEIGHT: Final = 12
MOST_WEIGHT: Final = 100
DISTANCE_OF_NO_WORTH: Final = 0.48
CONTRADICTED: Final = 1.8
LACKING: Final = 0.26
DOUBT: Final = 0.46

# Rank -> share of pairs of that rank that were one person's, read off the shared pairs of all classes and as many of
# invented persons held back, together; joined by straight lines so that a better rank always scores better.
CALIBRATION: Final = (
    (0.0, 0.02), (0.3, 0.03), (0.4, 0.08), (0.45, 0.14), (0.5, 0.24), (0.55, 0.42), (0.6, 0.7), (0.65, 0.91),
    (0.7, 0.972), (0.8, 0.993), (1.0, 0.999),
)  # fmt: skip
_RANKS: Final = tuple(rank for rank, _ in CALIBRATION)


@dataclass(frozen=True, slots=True)
class Tally:
    """Weights of what agrees, lies apart, contradicts and lacks in an alignment."""

    agreed: float
    apart: float
    contradicted: float
    lacking: float


def part_hundredths(part: Part) -> int:
    """Return what a part tells in hundredths: longer parts tell more, titles and initials little."""
    by_kind = WEIGHTS.get(part.kind)
    return min(MOST_WEIGHT, NAME_WEIGHT + PHONE_WEIGHT * len(part.phones)) if by_kind is None else by_kind


def part_weight(part: Part) -> float:
    """Return what a part tells, 0 to 1."""
    return part_hundredths(part) / MOST_WEIGHT


def _unused(parts: Sequence[Part], used: set[int]) -> float:
    return sum(part_weight(part) for index, part in enumerate(parts) if index not in used)


def tally(left: Sequence[Part], right: Sequence[Part], pairs: Sequence[Pair]) -> Tally:
    """Return the weights of an alignment."""
    agreed = apart = 0.0
    for pair in pairs:
        weight = min(sum(part_weight(left[i]) for i in pair.left), sum(part_weight(right[i]) for i in pair.right))
        agreed += weight * max(0.0, 1.0 - pair.distance / DISTANCE_OF_NO_WORTH)
        apart += weight * pair.distance
    over_left = _unused(left, {i for pair in pairs for i in pair.left})
    over_right = _unused(right, {i for pair in pairs for i in pair.right})
    return Tally(agreed, apart, min(over_left, over_right), abs(over_left - over_right))


def rank_of(counted: Tally) -> float:
    """Return the share of agreement in all that was weighed, 0 to 1."""
    against = counted.apart + CONTRADICTED * counted.contradicted + LACKING * counted.lacking + DOUBT
    return counted.agreed / (counted.agreed + against)


def probability(rank: float) -> float:
    """Return the calibrated probability of a rank: of all pairs that score 0.9, nine in ten are one person's."""
    upper = min(max(bisect_right(_RANKS, rank), 1), len(CALIBRATION) - 1)
    (low, start), (high, end) = CALIBRATION[upper - 1], CALIBRATION[upper]
    return start + (end - start) * (rank - low) / (high - low)


def score_of(rank: float) -> float:
    """Return the score of a rank: its probability, and nothing where no part agrees."""
    return probability(rank) if rank > 0.0 else 0.0
