"""A day with its time: every usual spelling is read as the same moment; nothing that was not said is filled in."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.kernel.moments import MomentError, parse_moment

TIMES = st.datetimes(datetime.fromisoformat("1900-01-01"), datetime.fromisoformat("2199-12-31")).map(
    lambda it: it.replace(second=0, microsecond=0)
)
OFFSETS = st.integers(-12 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))
SPELLINGS = (
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y, %H:%M",
    "%d.%m.%Y в %H.%M",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M",
    "%-d.%-m.%Y %-H:%M",
)


@given(TIMES, st.sampled_from(SPELLINGS), st.none() | OFFSETS)
def test_a_moment_is_read_in_any_usual_spelling(local: datetime, spelling: str, offset: timezone | None) -> None:
    stated = local.replace(tzinfo=offset)
    written = stated.isoformat(timespec="minutes")[16:]
    assert parse_moment(f"{local.strftime(spelling)}{written}") == stated
    assert parse_moment(f" {local.strftime(spelling)} {written} ") == stated


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("31 декабря 2026 г., 14:30", datetime.fromisoformat("2026-12-31 14:30")),
        ("31 December 2026 at 14:30", datetime.fromisoformat("2026-12-31 14:30")),
        ("٣١.١٢.٢٠٢٦ ١٤:٣٠", datetime.fromisoformat("2026-12-31 14:30")),
        ("31.12.2026 14:30 UTC", datetime(2026, 12, 31, 14, 30, tzinfo=UTC)),
        ("2026-12-31T14:30z", datetime(2026, 12, 31, 14, 30, tzinfo=UTC)),
        ("31.12.2026 14:30:15.5", datetime.fromisoformat("2026-12-31 14:30:15.500000")),
    ],
)
def test_words_other_digits_and_offsets_are_read(text: str, read: datetime) -> None:
    assert parse_moment(text) == read


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tomorrow",
        "31.12.2026",
        "2026-12-31",
        "14:30",
        "12.2026 14:30",
        "31.12 14:30",
        "31.02.2026 14:30",
        "03/04/2026 14:30",
        "31.12.2026 24:30",
        "31.12.2026 14:60",
        "около 31.12.2026 14:30",
        "31.12.2026 14:30 +99:00",
        "31.12.2026 14",
    ],
)
def test_what_is_no_whole_day_with_its_time_is_refused(text: str) -> None:
    with pytest.raises(MomentError):
        parse_moment(text)


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert isinstance(parse_moment(text), datetime)
    except MomentError as problem:
        assert str(problem)  # noqa: PT017  # either way is right
