"""Periods in the reader's words: weeks by their days, months by name, in both languages."""

from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kerege.rooms.statistics.queries import Step, period_of
from kerege.web.shell.formats import period


@pytest.mark.parametrize(
    ("day", "step", "english", "russian"),
    [
        (date(2026, 11, 18), Step.WEEK, "16–22 Nov 2026", "16–22 нояб. 2026"),
        (date(2026, 10, 1), Step.WEEK, "28 Sept – 4 Oct 2026", "28 сент. – 4 окт. 2026"),
        (date(2026, 1, 1), Step.WEEK, "29 Dec 2025 – 4 Jan 2026", "29 дек. 2025 – 4 янв. 2026"),
        (date(2026, 2, 5), Step.MONTH, "Feb 2026", "февр. 2026"),
        (date(2026, 2, 5), Step.YEAR, "2026", "2026"),
    ],
)
def test_a_period_is_said_as_its_reader_calls_it(day: date, step: Step, english: str, russian: str) -> None:
    for language, words in (("en", english), ("ru", russian)):
        with translation.override(language):
            assert period(period_of(day, step)).replace("Sep ", "Sept ") == words


@given(st.dates(date(2000, 1, 3), date(2090, 1, 1)), st.sampled_from(Step))
def test_no_two_periods_of_a_kind_are_called_alike(day: date, step: Step) -> None:
    with translation.override("ru"):
        one = period_of(day, step)
        assert period(one) != period(one.before(1))
