"""The map and the series of the first page, as plain numbers for a drawing in the page."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kerege.rooms.records.queries import CountedItem, ListedReport
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


def dots(rows: Iterable[ListedReport], language: str) -> tuple[list[Dot], int]:
    """The places of reports, the largest first (so that small dots lie on top), and how many have no place here."""
    counts: Counter[tuple[float, float]] = Counter()
    names: dict[tuple[float, float], str] = {}
    outside = 0
    for row in rows:
        point = points.place_of(row.country, row.region, row.latitude, row.longitude)
        if point is None:
            outside += 1
            continue
        counts[point] += 1
        names.setdefault(point, region_words(row.region, language) or country_words(row.country, language))
    made = [dot_at(point, count, names[point]) for point, count in counts.most_common()]
    return made, outside


def dot_at(point: tuple[float, float], count: int, name: str) -> Dot:
    """A dot whose area grows with the count."""
    x, y = points.on_map(*point)
    return Dot(round(x, 1), round(y, 1), round(4 + 3 * math.sqrt(count), 1), count, name)


def country_labels(language: str) -> list[Name]:
    """The names of the countries."""
    made = []
    for code, point in points.COUNTRIES.items():
        x, y = points.on_map(*point)
        made.append(Name(round(x, 1), round(y, 1), country_words(code, language)))
    return made


def top_series(items: Sequence[CountedItem], today: date, language: str) -> list[Series]:
    """The substances most often seized in twelve weeks, week by week; a report counts once for each substance."""
    seen = {(item.report, item.substance): item.first_day for item in items if item.substance}
    totals = Counter(substance for _report, substance in seen)
    weeks = [today - timedelta(days=7 * (WEEKS - at) - 1) for at in range(WEEKS)]
    made = []
    for substance, _total in totals.most_common(SERIES):
        days = [day for (_report, each), day in seen.items() if each == substance]
        counts = [sum(start <= day < start + timedelta(days=7) for day in days) for start in weeks]
        made.append(series(substance_words(substance, language) or substance, counts, weeks))
    return made


def series(name: str, counts: Sequence[int], weeks: Sequence[date]) -> Series:
    """A series as bars."""
    most = max([*counts, 1])
    step = SPARK_WIDTH / len(counts)
    bars = tuple(
        Bar(round(at * step, 1), round(count / most * (SPARK_HEIGHT - 4), 1), count, weeks[at])
        for at, count in enumerate(counts)
    )
    return Series(name, bars, counts[-1], round(sum(counts[:-1]) / max(len(counts) - 1, 1), 1))
