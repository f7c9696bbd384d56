"""What is unusual in how an officer looks things up: against his own days, his desk's hours, and what came of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from statistics import median
from typing import Final
from uuid import UUID

from kerege.rooms.oversight.rules import clocks

LOOKING: Final = frozenset({"check", "consult"})
FOLLOWING: Final = frozenset({"collect", "alter", "combine", "disclose"})
BURST_LEAST: Final = 20
BURST_TIMES: Final = 3
BURST_UNKNOWN: Final = 100
"""A day of so many look-ups is told even of an officer without a history."""
HISTORY_DAYS: Final = 5
OFF_HOURS_LEAST: Final = 5
FRUITLESS_LEAST: Final = 30
FRUITLESS_SHARE: Final = 30
"""So many look-ups on each act that followed are told."""


class Oddity(StrEnum):
    """Kinds of unusual use; the first four come from single look-ups, the others from an officer's volumes."""

    SELF = "self"
    COLLEAGUE = "colleague"
    PUBLIC_FIGURE = "public_figure"
    BAIT = "bait"
    BURST = "burst"
    OFF_HOURS = "off_hours"
    FRUITLESS = "fruitless"


@dataclass(frozen=True, slots=True)
class Span:
    """How many acts of one kind an officer did in one half hour."""

    officer: UUID
    number: str
    desk: UUID
    purpose: str
    kind: str
    at: datetime
    count: int
    rows: int


@dataclass(frozen=True, slots=True)
class Unusual:
    """One unusual thing: of whom, on which day (of the party's clock), how many against how many usually."""

    kind: Oddity
    officer: UUID
    number: str
    desk: UUID
    day: date | None
    count: int
    usual: float | None = None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What judging needs besides the spans: the party's clock, desks that work in shifts, the first day asked for."""

    party: str
    shifts: frozenset[UUID]
    since: date


def unusual(spans: Iterable[Span], told: Circumstances) -> list[Unusual]:
    """Everything unusual from the first day asked for on, the newest first; earlier spans say what is usual."""
    by_officer: dict[UUID, list[Span]] = defaultdict(list)
    for span in spans:
        by_officer[span.officer].append(span)
    found = [
        each
        for of_one in by_officer.values()
        for each in (*bursts(of_one, told), *off_hours(of_one, told), *fruitless(of_one, told))
    ]
    return sorted(found, key=lambda each: (each.day or date.max, each.count), reverse=True)


def looked(spans: Iterable[Span], told: Circumstances) -> dict[date, int]:
    """Look-ups by the day of the party's clock."""
    days: dict[date, int] = defaultdict(int)
    for span in spans:
        if span.kind in LOOKING:
            days[clocks.local(span.at, told.party).date()] += span.count
    return days


def bursts(spans: list[Span], told: Circumstances) -> Iterator[Unusual]:
    """Days with many times the look-ups of his other days."""
    days = looked(spans, told)
    for day, count in days.items():
        others = [number for other, number in days.items() if other != day]
        usual = median(others) if len(others) >= HISTORY_DAYS else None
        least = BURST_UNKNOWN if usual is None else max(BURST_LEAST, BURST_TIMES * usual)
        if day >= told.since and count >= least:
            yield Unusual(Oddity.BURST, spans[0].officer, spans[0].number, spans[0].desk, day, count, usual)


def off_hours(spans: list[Span], told: Circumstances) -> Iterator[Unusual]:
    """Days with look-ups when his desk is closed; desks with shifts are never closed."""
    days: dict[date, int] = defaultdict(int)
    for span in spans:
        if span.kind in LOOKING and span.desk not in told.shifts and clocks.is_off_hours(span.at, told.party):
            days[clocks.local(span.at, told.party).date()] += span.count
    for day, count in days.items():
        if day >= told.since and count >= OFF_HOURS_LEAST:
            yield Unusual(Oddity.OFF_HOURS, spans[0].officer, spans[0].number, spans[0].desk, day, count)


def fruitless(spans: list[Span], told: Circumstances) -> Iterator[Unusual]:
    """Many look-ups after which hardly anything was reported, judged or released."""
    within = [span for span in spans if clocks.local(span.at, told.party).date() >= told.since]
    count = sum(span.count for span in within if span.kind in LOOKING)
    followed = sum(span.count for span in within if span.kind in FOLLOWING)
    if count >= FRUITLESS_LEAST and count >= FRUITLESS_SHARE * max(followed, 1):
        yield Unusual(Oddity.FRUITLESS, spans[0].officer, spans[0].number, spans[0].desk, None, count, followed)
