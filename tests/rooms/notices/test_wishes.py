"""When a message leaves: at once, in the morning, in a digest; over changes of clocks too."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.rooms.notices.rules.hooks import body_of, is_allowed, signed_bytes
from kerege.rooms.notices.rules.wishes import RETRIES, Mail, Wish, due_at, next_at, retry_at

ZONES = ("Asia/Almaty", "Asia/Tashkent", "Europe/Berlin", "Europe/Moscow", "America/New_York", "UTC")
HOURS = st.integers(0, 23)
MOMENTS = st.integers(1_704_067_200, 1_830_297_600).map(lambda second: datetime.fromtimestamp(second, tz=UTC))
WISHES = st.builds(
    Wish,
    mail=st.sampled_from(Mail),
    digest_hour=HOURS,
    quiet_from=HOURS,
    quiet_until=HOURS,
    zone=st.sampled_from(ZONES),
)


@given(MOMENTS, WISHES)
def test_an_urgent_message_waits_for_nothing(moment: datetime, wish: Wish) -> None:
    assert due_at(moment, wish, urgent=True) == (None if wish.mail is Mail.NEVER else moment)


@given(MOMENTS, WISHES)
def test_every_other_leaves_outside_quiet_hours_and_within_two_days(moment: datetime, wish: Wish) -> None:
    due = due_at(moment, wish, urgent=False)
    if wish.mail is Mail.NEVER:
        assert due is None
        return
    assert due is not None
    assert moment <= due <= moment + timedelta(hours=51)
    assert not wish.is_quiet(due)


@given(MOMENTS, HOURS, st.sampled_from(ZONES))
def test_the_next_full_hour_is_later_and_within_a_day_and_the_hours_of_a_change(
    moment: datetime, hour: int, zone: str
) -> None:
    assert moment < next_at(moment, hour, zone) <= moment + timedelta(hours=25)


def test_a_digest_of_the_night_leaves_in_the_morning() -> None:
    wish = Wish(mail=Mail.DIGEST, digest_hour=3, quiet_from=22, quiet_until=7, zone="Asia/Almaty")
    evening = datetime(2026, 3, 1, 18, tzinfo=UTC)
    assert due_at(evening, wish, urgent=False) == datetime(2026, 3, 2, 2, tzinfo=UTC)


def test_a_failed_message_is_tried_again_and_given_up_in_the_end() -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    assert [retry_at(now, tried) for tried in range(1, len(RETRIES) + 1)] == [now + each for each in RETRIES]
    assert retry_at(now, len(RETRIES) + 1) is None


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("https://hooks.exercise.example/in", True),
        ("http://hooks.exercise.example/in", False),
        ("https://hooks.exercise.example.evil.example/", False),
        ("https://user:word@hooks.exercise.example/", False),
        ("https://hooks.exercise.example@evil.example/", False),
        ("http://127.0.0.1:9000/in", True),
        ("http://127.0.0.1:9001/in", False),
        ("file:///etc/passwd", False),
        ("https://hooks.exercise.example/\n", False),
        ("https://[broken/", False),
        ("", False),
    ],
)
def test_only_listed_addresses_are_allowed(url: str, allowed: bool) -> None:
    assert is_allowed(url, ["hooks.exercise.example", "http://127.0.0.1:9000"]) is allowed


def test_a_body_says_only_that_something_came() -> None:
    from uuid import UUID

    at = datetime(2026, 3, 1, tzinfo=UTC)
    body = body_of(UUID(int=7), urgent=True, at=at)
    assert body == (
        b'{"at":"2026-03-01T00:00:00+00:00","delivery":"00000000-0000-0000-0000-000000000007",'
        b'"notices":1,"urgent":true}'
    )
    assert signed_bytes("now", body).startswith(b"now.{")
