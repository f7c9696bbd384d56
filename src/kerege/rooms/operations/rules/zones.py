"""Instants are kept in UTC and read in the zone of each border point; clock changes are asked about, never guessed."""

from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kerege.kernel.moments import MomentError, parse_moment
from kerege.kernel.saying import N_, SaidError

SHAPE = "%Y-%m-%d %H:%M"


class LocalTimeError(SaidError):
    """A local time that is none, or that there is twice; the text says what to write instead."""


@cache
def zone(name: str) -> ZoneInfo:
    """A zone of the tz database. Raises LocalTimeError."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise LocalTimeError(
            N_("there is no time zone “%(name)s”; write it like Asia/Almaty or Asia/Tashkent"), name=name
        ) from None


def local(instant: datetime, name: str) -> datetime:
    """An instant as the clocks of a zone show it."""
    return instant.astimezone(zone(name))


def written_time(text: str) -> datetime:
    """A time as officers write it: `2026-03-29 14:30`, or day first, `29.03.2026 14:30`. Raises LocalTimeError."""
    try:
        return parse_moment(text)
    except MomentError as problem:
        raise LocalTimeError(problem.message, **problem.values) from None


def instant_of(text: str, name: str) -> datetime:
    """The instant of a local time (`2026-03-29T02:30`, or with its offset) in a zone.

    Raises LocalTimeError for a time that a clock change leaves out, and for one that comes twice, unless the offset is
    written with it.
    """
    given = written_time(text)
    if given.tzinfo is not None:
        return given.astimezone(UTC)
    first, second = (given.replace(tzinfo=zone(name), fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    if first.astimezone(UTC).astimezone(zone(name)).replace(tzinfo=None) != given:
        raise LocalTimeError(
            N_("there is no %(text)s in %(name)s: the clocks are put forward over it; choose a time before or after"),
            text=given.strftime(SHAPE),
            name=name,
        )
    raise LocalTimeError(
        N_(
            "%(text)s comes twice in %(name)s: the clocks are put back; write it with its offset: %(first)s or "
            "%(second)s"
        ),
        text=given.strftime(SHAPE),
        name=name,
        first=first.isoformat(timespec="minutes"),
        second=second.isoformat(timespec="minutes"),
    )
