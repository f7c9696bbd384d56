"""Local times of places: from a clock on a wall to an instant and back, clock changes included."""

from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from kerege.kernel.saying import N_, SaidError

ZONES: Final = (
    "Asia/Almaty", "Asia/Bishkek", "Asia/Dushanbe", "Asia/Tashkent", "Asia/Ashgabat", "Asia/Baku", "Asia/Kabul",
    "Asia/Tehran", "Asia/Oral", "Europe/Kaliningrad", "Europe/Moscow", "Europe/Samara", "Asia/Yekaterinburg",
    "Asia/Omsk", "Asia/Novosibirsk", "Asia/Krasnoyarsk", "Asia/Irkutsk", "Asia/Urumqi", "Asia/Shanghai",
    "Europe/Istanbul", "Europe/Berlin", "UTC",
)  # fmt: skip
"""Zones offered; any name of the IANA database is taken."""


class ClockError(SaidError):
    """A time that no clock of the zone shows, or an unknown zone."""


def zone(name: str) -> ZoneInfo:
    """A zone by its name. Raises ClockError."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as problem:
        raise ClockError(N_("there is no time zone “%(name)s”"), name=name[:60]) from problem


def instant(local: datetime, name: str, *, later: bool = False) -> datetime:
    """The instant of a local time; of an hour that comes twice the first, or with `later` the second.

    A time with an offset of its own is taken by it. Raises ClockError for a time that the clock change leaves out.
    """
    if local.tzinfo is not None:
        return local.astimezone(UTC)
    there = zone(name)
    found = local.replace(tzinfo=there, fold=int(later)).astimezone(UTC)
    if found.astimezone(there).replace(tzinfo=None, fold=0) != local.replace(fold=0):
        raise ClockError(N_("the clocks of %(name)s leave out %(time)s"), name=name, time=f"{local:%Y-%m-%d %H:%M}")
    return found


def comes_twice(local: datetime, name: str) -> bool:
    """Whether a local time comes twice, because the clocks go back."""
    return instant(local, name) != instant(local, name, later=True)


def local_text(at: datetime, name: str) -> str:
    """An instant as the clocks of a zone show it, with the offset."""
    there = at.astimezone(zone(name))
    return f"{there:%Y-%m-%d %H:%M} ({there:%z})"
