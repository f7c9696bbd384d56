"""Weeks (ISO 8601), months and years as periods that follow each other."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kerege.kernel.saying import N_, SaidError


class Step(StrEnum):
    """The length of a period."""

    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class PeriodError(SaidError):
    """The text names no period; it says what a period looks like."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One week, month or year, first and last day included; ordered by the first day."""

    first_day: date
    last_day: date
    step: Step

    @property
    def code(self) -> str:
        """Its short name: "2026-W12", "2026-03" or "2026"."""
        if self.step is Step.WEEK:
            year, week, _ = self.first_day.isocalendar()
            return f"{year:04}-W{week:02}"
        return f"{self.first_day:%Y-%m}" if self.step is Step.MONTH else f"{self.first_day:%Y}"

    @property
    def number(self) -> int:
        """The number of a week or month in its year; the year itself for a year."""
        if self.step is Step.WEEK:
            return self.first_day.isocalendar()[1]
        return self.first_day.month if self.step is Step.MONTH else self.first_day.year

    def covers(self, first_day: date, last_day: date) -> bool:
        """Whether a statement about these days surely lies inside."""
        return self.first_day <= first_day and last_day <= self.last_day

    def before(self, count: int = 1) -> "Period":
        """The period so many steps earlier (later when negative)."""
        if self.step is Step.WEEK:
            return period_of(self.first_day - timedelta(weeks=count), Step.WEEK)
        if self.step is Step.YEAR:
            return period_of(date(self.first_day.year - count, 1, 1), Step.YEAR)
        months = self.first_day.year * 12 + self.first_day.month - 1 - count
        return period_of(date(months // 12, months % 12 + 1, 1), Step.MONTH)


def period_of(day: date, step: Step) -> Period:
    """The period that a day lies in."""
    if step is Step.WEEK:
        first = day - timedelta(days=day.weekday())
        return Period(first, first + timedelta(days=6), step)
    if step is Step.MONTH:
        return Period(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]), step)
    return Period(date(day.year, 1, 1), date(day.year, 12, 31), step)


def read_week(text: str) -> Period:
    """A week from "2026-W12" (ISO 8601). Raises PeriodError."""
    found = re.fullmatch(r"\s*(\d{4})-?[wW](\d{1,2})\s*", text)
    try:
        if found:
            return period_of(date.fromisocalendar(int(found[1]), int(found[2]), 1), Step.WEEK)
    except ValueError:
        pass
    raise PeriodError(
        N_("“%(given)s” is not a week; write it as year and week, for example 2026-W12"), given=text.strip()[:20]
    )


def periods(since: date, until: date, step: Step) -> tuple[Period, ...]:
    """Every period that a span touches, in order; none where the span is empty."""
    made = []
    each = period_of(since, step)
    while each.first_day <= until:
        made.append(each)
        each = each.before(-1)
    return tuple(made)


def running(last: Period, count: int) -> tuple[Period, ...]:
    """A period and the `count` periods before it, in order."""
    return tuple(last.before(back) for back in range(count, -1, -1))
