"""Local times of border points: clock changes are asked about, never guessed; three zones name one instant."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.rooms.operations.rules.zones import LocalTimeError, instant_of, local

NAIVE = st.datetimes(datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2030-01-01"))
ZONES = ("Asia/Almaty", "Asia/Tashkent", "Asia/Dushanbe", "Asia/Yekaterinburg", "Europe/Berlin", "Asia/Tehran")


@given(NAIVE, st.sampled_from(ZONES))
def test_an_instant_comes_back_from_every_zone(naive: datetime, name: str) -> None:
    instant = naive.replace(tzinfo=UTC, microsecond=0)
    assert instant_of(local(instant, name).isoformat(), name) == instant


@given(NAIVE, st.sampled_from(ZONES))
def test_a_local_time_is_either_one_instant_or_refused(naive: datetime, name: str) -> None:
    try:
        found = instant_of(naive.isoformat(), name)
    except LocalTimeError:
        candidates = [naive.replace(tzinfo=UTC) + timedelta(minutes=shift) for shift in range(-15 * 60, 15 * 60, 15)]
        assert sum(local(each, name).replace(tzinfo=None) == naive for each in candidates) != 1
    else:
        assert local(found, name).replace(tzinfo=None) == naive


def test_one_instant_reads_differently_on_three_clocks() -> None:
    instant = instant_of("2026-03-02T14:00", "Asia/Almaty")
    assert instant == datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    assert local(instant, "Asia/Bishkek").hour == 15
    assert local(instant, "Europe/Moscow").hour == 12


def test_the_hour_that_kazakhstan_had_twice_in_2024_asks_for_its_offset() -> None:
    with pytest.raises(LocalTimeError, match="comes twice"):
        instant_of("2024-02-29T23:30", "Asia/Almaty")
    assert instant_of("2024-02-29T23:30+06:00", "Asia/Almaty") == datetime(2024, 2, 29, 17, 30, tzinfo=UTC)


def test_an_hour_that_is_left_out_in_spring_is_refused() -> None:
    with pytest.raises(LocalTimeError, match="put forward"):
        instant_of("2026-03-29T02:30", "Europe/Berlin")


def test_an_officer_may_write_the_day_first() -> None:
    assert instant_of("02.03.2026 14:00", "Asia/Almaty") == instant_of("2026-03-02 14:00", "Asia/Almaty")
    with pytest.raises(LocalTimeError, match="put forward"):
        instant_of("29.03.2026 02:30", "Europe/Berlin")


def test_what_is_no_time_or_no_zone_is_said_so() -> None:
    with pytest.raises(LocalTimeError, match="is no time"):
        instant_of("tomorrow", "Asia/Almaty")
    with pytest.raises(LocalTimeError, match="no time zone"):
        instant_of("2026-03-29T12:30", "Asia/Nowhere")
