"""A day with its time of day, as people write it: by the clocks of some place, or with its distance from UTC."""

import re
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta, timezone

from kerege.kernel.date_words import plain_digits
from kerege.kernel.dates import DateError, parse_date
from kerege.kernel.saying import N_, SaidError

__all__ = ["MomentError", "parse_moment"]

_SHAPE = re.compile(
    r"(?P<day>.+?)(?:\s*,\s*|\s+|(?<=[0-9])t(?=[0-9]))(?:(?:в|at)\s+)?"
    r"(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})(?P<seconds>:[0-9]{2}(?:\.[0-9]{1,6})?)?"
    r"(?P<offset>\s*(?:z|utc|[+-][0-9]{1,2}(?::?[0-9]{2})?))?",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"([+-])([0-9]{1,2}):?([0-9]{2})?")


class MomentError(SaidError):
    """The text states no day with its time; the message says what was wrong with it."""


def parse_moment(text: str) -> datetime:
    """Read "31.12.2026 14:30", "2026-12-31T14:30+05:00", "31 декабря 2026 г., 14:30"; without an offset it is local.

    Nothing is filled in: a day without a time, or a time without its whole day, is refused. Raises MomentError.
    """
    plain = plain_digits(text).strip()
    with suppress(ValueError):
        if len(plain) > len("2026-12-31"):
            return datetime.fromisoformat(plain)
    found = _SHAPE.fullmatch(plain)
    if found is None:
        raise _unreadable(text)
    try:
        stated = parse_date(found["day"])
        at = time.fromisoformat(f"{found['hour']:0>2}:{found['minute']}{found['seconds'] or ''}")
        zone = _zone(found["offset"])
    except DateError as problem:
        raise MomentError(problem.message, **problem.values) from None
    except ValueError:
        raise _unreadable(text) from None
    if stated.precision != "day" or stated.about:
        raise _unreadable(text)
    return datetime.combine(stated.first_day, at, zone)


def _zone(offset: str | None) -> timezone | None:
    """The distance from UTC that was written, if any."""
    if offset is None:
        return None
    found = _OFFSET.fullmatch(offset.strip())
    if found is None:
        return UTC
    away = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return timezone(-away if found[1] == "-" else away)


def _unreadable(text: str) -> MomentError:
    """What to write instead."""
    short = " ".join(text.split())[:40]
    return MomentError(N_("“%(text)s” is no time; write it like 2026-03-29 14:30 or 29.03.2026 14:30"), text=short)
