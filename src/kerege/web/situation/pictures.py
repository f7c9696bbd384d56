"""The map and the series of the first page, as plain numbers for a drawing in the page."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from kerege.rooms.records.queries import ListedReport, PlaceCount, WeekCount
from kerege.web.records.forms.options import country_words, region_words, substance_words
from kerege.web.situation import points

WEEKS = 12
SERIES = 3
SPARK_WIDTH, SPARK_HEIGHT = 240, 56


@dataclass(frozen=True, slots=True)
class Dot:
    """One place with how many reports lie there."""

    x: float
    y: float
    radius: float
    count: int
    name: str


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a country on the map."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One week of a series."""

    x: float
    height: float
    count: int
    since: date


@dataclass(frozen=True, slots=True)
class Series:
    """One series: its name, its weeks, the newest count and the mean of the weeks before."""

    name: str
    bars: tuple[Bar, ...]
    newest: int
    usual: float


def dots(places: Iterable[PlaceCount], language: str) -> tuple[list[Dot], int]:
    """The places of reports, the largest first (so that small dots lie on top), and how many have no place here.

    A dot bears the name that most of its reports give, of names alike the first.
    """
    counts: dict[tuple[float, float], Counter[str]] = {}
    outside = 0
    for place in places:
        point = points.place_of(place.country, place.region, place.latitude, place.longitude)
        if point is None:
            outside += place.reports
            continue
        name = region_words(place.region, language) or country_words(place.country, language)
        counts.setdefault(point, Counter())[name] += place.reports
    made = [
        (named.total(), point, min(named, key=lambda each: (-named[each], each))) for point, named in counts.items()
    ]
    return [
        dot_at(point, count, name) for count, point, name in sorted(made, key=lambda each: (-each[0], each[1]))
    ], outside


def counted_places(rows: Iterable[ListedReport]) -> list[PlaceCount]:
    """Reports one by one, as counts of places."""
    return [PlaceCount(row.country, row.region, row.latitude, row.longitude, 1) for row in rows]


def dot_at(point: tuple[float, float], count: int, name: str) -> Dot:
    """A dot whose area grows with the count."""
    x, y = points.on_map(*point)
    return Dot(round(x, 1), round(y, 1), round(4 + 3 * math.sqrt(count), 1), count, name)


@cache
def country_labels(language: str) -> tuple[Name, ...]:
    """The names of the countries."""
    made = []
    for code, point in points.COUNTRIES.items():
        x, y = points.on_map(*point)
        made.append(Name(round(x, 1), round(y, 1), country_words(code, language)))
    return tuple(made)


def top_series(counted: Iterable[WeekCount], since: date, language: str) -> list[Series]:
    """The substances most often seized in twelve weeks, week by week; of those alike the first by code."""
    by_substance: dict[str, list[int]] = {}
    for each in counted:
        by_substance.setdefault(each.substance, [0] * WEEKS)[each.week] += each.reports
    weeks = [since + timedelta(days=7 * at) for at in range(WEEKS)]
    most = sorted(by_substance.items(), key=lambda each: (-sum(each[1]), each[0]))[:SERIES]
    return [series(substance_words(code, language) or code, counts, weeks) for code, counts in most]


def series(name: str, counts: Sequence[int], weeks: Sequence[date]) -> Series:
    """A series as bars."""
    most = max([*counts, 1])
    step = SPARK_WIDTH / len(counts)
    bars = tuple(
        Bar(round(at * step, 1), round(count / most * (SPARK_HEIGHT - 4), 1), count, weeks[at])
        for at, count in enumerate(counts)
    )
    return Series(name, bars, counts[-1], round(sum(counts[:-1]) / max(len(counts) - 1, 1), 1))
