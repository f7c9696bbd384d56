"""Whether two shapes may meet: at some instant somebody of each may be so near that their circles touch.

Two stretches are halved until an answer is certain. An arc of length L differs from its chord, walked at even pace, by
at most L²/8 (the error of linear interpolation of a curve whose second derivative is at most L²); between two chords,
with the shares at which both may be there at once, the least distance is that of a convex square over a polygon with
at most six corners, found exactly. What is nearer than `TOLERANCE_KM` to just touching may be told either way; nothing
else may.
"""

from collections.abc import Iterator
from math import sin

from kerege.methods.deconfliction.sphere import EARTH_KM, Vector, between
from kerege.methods.deconfliction.stretches import Shape, Span, Stretch

TOLERANCE_KM = 0.001
_TOLERANCE = TOLERANCE_KM / EARTH_KM
Pair = tuple[float, float]
Half = tuple[float, float, float]
"""The half-plane a f + b g ≤ c."""


def meets(one: Shape, other: Shape) -> bool:
    """Whether some stretch of one may meet some stretch of the other."""
    return any(stretches_meet(a, b) for a in one for b in other if at_once(a, b))


def at_once(a: Stretch, b: Stretch) -> bool:
    """Whether the times of two stretches touch at all."""
    return a.leaves.first <= b.arrives.last and b.leaves.first <= a.arrives.last


def stretches_meet(a: Stretch, b: Stretch) -> bool:
    """Whether two stretches may meet, to the tolerance."""
    reach = 2 * sin(min((a.radius + b.radius) / EARTH_KM, 3.14159) / 2)
    waiting = [(a, b)]
    while waiting:
        first, second = waiting.pop()
        corners = common(first, second)
        if not corners:
            continue
        nearest = least(first, second, corners)
        unsure = first.length**2 / 8 + second.length**2 / 8
        if nearest <= reach - unsure or (nearest <= reach + unsure and unsure <= _TOLERANCE):
            return True
        if nearest <= reach + unsure:
            waiting += halved(first, second)
    return False


def halved(a: Stretch, b: Stretch) -> Iterator[tuple[Stretch, Stretch]]:
    """The longer of the two in halves, each with the other."""
    if a.length >= b.length:
        return ((half, b) for half in halves(a))
    return ((a, half) for half in halves(b))


def halves(stretch: Stretch) -> tuple[Stretch, Stretch]:
    """A stretch in two halves."""
    middle = between(stretch.start, stretch.end, 0.5)
    passed = Span((stretch.leaves.first + stretch.arrives.first) / 2, (stretch.leaves.last + stretch.arrives.last) / 2)
    return (
        Stretch(stretch.start, middle, stretch.leaves, passed, stretch.radius),
        Stretch(middle, stretch.end, passed, stretch.arrives, stretch.radius),
    )


def common(a: Stretch, b: Stretch) -> list[Pair]:
    """The corners of the shares (f, g) at which both may be there at once; none when there are none."""
    corners: list[Pair] = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]
    for early, late in ((a, b), (b, a)):
        start = late.leaves.last - early.leaves.first
        slope_early = early.arrives.first - early.leaves.first
        slope_late = late.arrives.last - late.leaves.last
        half = (slope_early, -slope_late, start) if early is a else (-slope_late, slope_early, start)
        corners = clipped(corners, half)
    return corners


def clipped(corners: list[Pair], half: Half) -> list[Pair]:
    """A convex polygon cut by a half-plane (Sutherland and Hodgman)."""
    a, b, c = half
    made: list[Pair] = []
    for at, here in enumerate(corners):
        before = corners[at - 1]
        inside, was = c - a * here[0] - b * here[1], c - a * before[0] - b * before[1]
        if (inside < 0) != (was < 0):
            share = was / (was - inside)
            made.append((before[0] + share * (here[0] - before[0]), before[1] + share * (here[1] - before[1])))
        if inside >= 0:
            made.append(here)
    return made


def least(a: Stretch, b: Stretch, corners: list[Pair]) -> float:
    """The least distance of a point of one chord from one of the other, at shares of this polygon."""
    apart, along, across = minus(a.start, b.start), minus(a.end, a.start), minus(b.end, b.start)
    if not (any(along) or any(across)):
        return float(dot(apart, apart) ** 0.5)
    aa, bb, ab = dot(along, along), dot(across, across), dot(along, across)
    pa, pb = dot(apart, along), dot(apart, across)
    free = aa * bb - ab * ab
    if free > 1e-9 * aa * bb > 0:
        best = ((ab * pb - bb * pa) / free, (aa * pb - ab * pa) / free)
        if within(best, corners):
            return away(apart, along, across, best)
    return min(
        away(apart, along, across, nearest_on(corners[at - 1], here, (aa, bb, ab), (pa, pb)))
        for at, here in enumerate(corners)
    )


def within(point: Pair, corners: list[Pair]) -> bool:
    """Whether a point lies in a convex polygon whose corners go round to the left."""
    return len(corners) > 2 and all(
        (here[0] - before[0]) * (point[1] - before[1]) >= (here[1] - before[1]) * (point[0] - before[0])
        for before, here in zip([corners[-1], *corners], corners, strict=False)
    )


def nearest_on(start: Pair, end: Pair, square: tuple[float, float, float], line: Pair) -> Pair:
    """The shares on an edge of the polygon at which the two chords are nearest."""
    aa, bb, ab = square
    f, g = end[0] - start[0], end[1] - start[1]
    bent = aa * f * f + bb * g * g - 2 * ab * f * g
    if bent <= 0:
        return start
    slope = f * (line[0] + aa * start[0] - ab * start[1]) - g * (line[1] + ab * start[0] - bb * start[1])
    share = min(1.0, max(0.0, -slope / bent))
    return start[0] + share * f, start[1] + share * g


def away(apart: Vector, along: Vector, across: Vector, shares: Pair) -> float:
    """The distance of the two chords' points at these shares."""
    f, g = shares
    gap = [p + f * u - g * v for p, u, v in zip(apart, along, across, strict=True)]
    return float((gap[0] * gap[0] + gap[1] * gap[1] + gap[2] * gap[2]) ** 0.5)


def minus(a: Vector, b: Vector) -> Vector:
    """The difference of two vectors."""
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def dot(a: Vector, b: Vector) -> float:
    """The inner product of two vectors."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
