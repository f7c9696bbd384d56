"""Instants as the clocks of a place show them, in the reader's words: day, time, city and distance from UTC."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global
from babel.dates import format_datetime, get_timezone_location

SAME_DAY = "HH:mm"
DAY_AND_TIME = "d MMM y, HH:mm"
RENAMED = {
    "Asia/Ho_Chi_Minh": "Asia/Saigon",
    "Asia/Kathmandu": "Asia/Katmandu",
    "Asia/Kolkata": "Asia/Calcutta",
    "Asia/Yangon": "Asia/Rangoon",
    "Europe/Kyiv": "Europe/Kiev",
}
"""Zones whose cities are translated under the former names of the zones (Unicode CLDR, timezone.xml)."""


def clock_words(instant: datetime, zone: str, language: str) -> str:
    """An instant by a place's clocks: `16 Nov 2026, 09:00 (Almaty, UTC+5)`."""
    shown = instant.astimezone(ZoneInfo(zone))
    return f"{formatted(shown, DAY_AND_TIME, language)} ({place_words(zone, language, offset_words(shown))})"


def day_words(instant: datetime, zone: str, language: str) -> str:
    """The day of an instant by a place's clocks, as letters write it: `28 November 2026`, `28 ноября 2026 г.`."""
    day = formatted(instant.astimezone(ZoneInfo(zone)), "d MMMM y", language)
    return f"{day} г." if language.startswith("ru") else day


def span_words(opens: datetime, closes: datetime, zone: str, language: str) -> str:
    """A window by a place's clocks; where they are changed within it, each end says its own distance from UTC."""
    first, last = (each.astimezone(ZoneInfo(zone)) for each in (opens, closes))
    if first.utcoffset() != last.utcoffset():
        ends = (f"{formatted(each, DAY_AND_TIME, language)} {offset_words(each)}" for each in (first, last))
        return f"{' – '.join(ends)} ({place_words(zone, language, '')})"
    begins = formatted(first, DAY_AND_TIME, language)
    same = first.date() == last.date()
    ends_at = formatted(last, SAME_DAY if same else DAY_AND_TIME, language)
    return f"{begins}{'–' if same else ' – '}{ends_at} ({place_words(zone, language, offset_words(first))})"


def formatted(shown: datetime, pattern: str, language: str) -> str:
    """A local time in a language; the local time is written as it stands."""
    return format_datetime(shown.replace(tzinfo=UTC), pattern, tzinfo=UTC, locale=locale_of(language))


def locale_of(language: str) -> Locale:
    """Babel's locale of a language code."""
    return Locale.parse(language.replace("-", "_"))


def place_words(zone: str, language: str, offset: str) -> str:
    """The city that a zone is named for, and its distance from UTC; of UTC itself nothing more is said."""
    if zone == "UTC":
        return zone
    today = get_global("zone_aliases").get(zone, zone)
    cities = (locale_of(language).time_zones.get(name, {}).get("city") for name in (zone, RENAMED.get(today, today)))
    city = next(filter(None, cities), None) or get_timezone_location(
        ZoneInfo(zone), locale=locale_of(language), return_city=True
    )
    return f"{city}, {offset}" if offset else city


def offset_words(shown: datetime) -> str:
    """How far a local time is from UTC: `UTC+5`, `UTC+3:30`, `UTC`."""
    away = shown.utcoffset() or timedelta(0)
    minutes = int(abs(away).total_seconds()) // 60
    sign = "-" if away < timedelta(0) else "+"
    return "UTC" if not minutes else f"UTC{sign}{minutes // 60}" + (f":{minutes % 60:02d}" if minutes % 60 else "")
