"""Periods follow each other without holes; a week is a week of ISO 8601."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.rooms.statistics.rules.periods import PeriodError, Step, period_of, periods, read_week, running

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
STEPS = st.sampled_from(Step)


@given(DAYS, STEPS)
def test_every_day_lies_in_the_one_period_that_is_made_of_it(day: date, step: Step) -> None:
    made = period_of(day, step)
    assert made.covers(day, day)
    assert period_of(made.first_day, step) == made == period_of(made.last_day, step)


@given(DAYS, STEPS, st.integers(-30, 30))
def test_periods_touch_and_going_back_and_forth_ends_where_it_began(day: date, step: Step, count: int) -> None:
    made = period_of(day, step)
    assert made.before().last_day + timedelta(days=1) == made.first_day
    assert made.before(count).before(-count) == made


@given(DAYS, st.integers(0, 400), STEPS)
def test_the_periods_of_a_span_cover_it_without_holes(since: date, length: int, step: Step) -> None:
    until = since + timedelta(days=length)
    made = periods(since, until, step)
    assert made[0].covers(since, since)
    assert made[-1].covers(until, until)
    assert all(a.last_day + timedelta(days=1) == b.first_day for a, b in pairwise(made))


def test_a_week_is_read_and_written_by_iso_8601() -> None:
    week = read_week("2026-W12")
    assert (week.first_day, week.last_day, week.code, week.number) == (
        date(2026, 3, 16),
        date(2026, 3, 22),
        "2026-W12",
        12,
    )
    assert read_week("2026w01").first_day == date(2025, 12, 29)
    assert [p.code for p in running(read_week("2026-W02"), 3)] == ["2025-W51", "2025-W52", "2026-W01", "2026-W02"]


@pytest.mark.parametrize("text", ["", "12", "2026-W54", "2026-W00", "2025-W53", "2026-03", "week 12"])
def test_what_is_no_week_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(PeriodError, match="2026-W12"):
        read_week(text)
