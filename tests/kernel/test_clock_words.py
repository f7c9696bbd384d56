"""Instants in the reader's words: three time zones of one route, and the days when clocks are changed."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from babel.dates import format_datetime
from hypothesis import given
from hypothesis import strategies as st

from kerege.kernel.clock_words import clock_words, day_words, place_words, span_words

NINE = datetime(2026, 11, 16, 4, 0, tzinfo=UTC)
ZONES = ("Asia/Almaty", "Asia/Bishkek", "Asia/Dushanbe", "Asia/Kabul", "Europe/Berlin", "America/New_York", "UTC")


@pytest.mark.parametrize(
    ("zone", "english", "russian"),
    [
        ("Asia/Dushanbe", "16 Nov 2026, 09:00 (Dushanbe, UTC+5)", "16 нояб. 2026, 09:00 (Душанбе, UTC+5)"),
        ("Asia/Bishkek", "16 Nov 2026, 10:00 (Bishkek, UTC+6)", "16 нояб. 2026, 10:00 (Бишкек, UTC+6)"),
        ("Europe/Moscow", "16 Nov 2026, 07:00 (Moscow, UTC+3)", "16 нояб. 2026, 07:00 (Москва, UTC+3)"),
        ("Asia/Kabul", "16 Nov 2026, 08:30 (Kabul, UTC+4:30)", "16 нояб. 2026, 08:30 (Кабул, UTC+4:30)"),
        ("UTC", "16 Nov 2026, 04:00 (UTC)", "16 нояб. 2026, 04:00 (UTC)"),
    ],
)
def test_one_instant_reads_as_each_border_points_clocks_show_it(zone: str, english: str, russian: str) -> None:
    assert clock_words(NINE, zone, "en") == english
    assert clock_words(NINE, zone, "ru") == russian


def test_a_window_names_its_day_once_and_its_place_once() -> None:
    assert span_words(NINE, NINE + timedelta(hours=3), "Asia/Almaty", "en") == (
        "16 Nov 2026, 09:00–12:00 (Almaty, UTC+5)"
    )
    assert span_words(NINE, NINE + timedelta(days=1), "Asia/Almaty", "ru") == (
        "16 нояб. 2026, 09:00 – 17 нояб. 2026, 09:00 (Алматы, UTC+5)"
    )


def test_a_window_over_a_change_of_clocks_says_both_distances() -> None:
    night = datetime(2026, 3, 28, 22, 0, tzinfo=UTC)
    assert span_words(night, night + timedelta(hours=6), "Europe/Berlin", "en") == (
        "28 Mar 2026, 23:00 UTC+1 – 29 Mar 2026, 06:00 UTC+2 (Berlin)"
    )


@given(
    instant=st.integers(0, 10 * 365 * 24 * 60).map(lambda minutes: NINE - timedelta(minutes=minutes)),
    zone=st.sampled_from(ZONES),
)
def test_no_two_instants_read_alike_even_in_the_hour_that_comes_twice(instant: datetime, zone: str) -> None:
    said = clock_words(instant, zone, "en")
    assert said != clock_words(instant + timedelta(hours=1), zone, "en")
    local = instant.astimezone(ZoneInfo(zone))
    assert said.startswith(format_datetime(local, "d MMM y, HH:mm", locale="en"))


def test_every_zone_of_the_region_has_a_city_in_russian() -> None:
    """Also those that were renamed since, and those that are kept under the name of another."""
    offered = [zone for zone in available_timezones() if zone.startswith(("Asia/", "Europe/"))]
    assert [zone for zone in offered if re.search("[A-Za-z]", place_words(zone, "ru", ""))] == []


@pytest.mark.parametrize(
    ("language", "zone", "said"),
    [
        ("en", "UTC", "27 November 2026"),
        ("en", "Asia/Almaty", "28 November 2026"),
        ("ru", "Asia/Almaty", "28 ноября 2026 г."),
    ],
)
def test_a_letter_writes_the_day_of_the_place_in_its_own_language(language: str, zone: str, said: str) -> None:
    assert day_words(datetime(2026, 11, 27, 20, tzinfo=UTC), zone, language) == said
