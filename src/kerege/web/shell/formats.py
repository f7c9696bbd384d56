"""Dates, moments, numbers and telephones in the reader's language; the original spelling of a name is never touched."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import format_decimal
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext

from kerege.foundation import chance
from kerege.kernel.clock_words import clock_words, offset_words, place_words, span_words
from kerege.kernel.dates import PartialDate

TELEPHONE = re.compile(r"\+[0-9][0-9 ()\u2010-\u2013-]{4,22}[0-9]")
"""A telephone as the directory writes it: with its country, blanks, brackets and dashes between."""


class Spanned(Protocol):
    """A period: its first and last day."""

    @property
    def first_day(self) -> date:
        """The day on which it begins."""

    @property
    def last_day(self) -> date:
        """The last day in it."""


def language() -> str:
    """The reader's language as a code, Russian when none is set."""
    return get_language() or "ru"


def locale() -> Locale:
    """Babel's locale of the reader's language."""
    return locale_of(language())


@cache
def locale_of(code: str) -> Locale:
    """Babel's locale of a language's code."""
    return Locale.parse(code.replace("-", "_"))


def day(value: date | PartialDate | None) -> str:
    """A day as text; a partial date with just the precision it has; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, PartialDate):
        return value.text(language())
    return _day(value, language())


@lru_cache(maxsize=4096, typed=True)
def _day(value: date, code: str) -> str:
    return format_date(value, "d MMM y", locale=locale_of(code))


def days(first: date, last: date) -> str:
    """The days of a span in words: "16–22 Nov 2026"; what both ends share is said once."""
    if first == last:
        return day(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    begin = format_date(first, "d MMM", locale=locale()) if first.year == last.year else day(first)
    return f"{begin} – {day(last)}"


def period(value: Spanned) -> str:
    """A period as its reader calls it: a year, a month by its name, any other span by its days."""
    first, last = value.first_day, value.last_day
    if (first.month, first.day, last.month, last.day, last.year) == (1, 1, 12, 31, first.year):
        return f"{first:%Y}"
    if first.day == 1 and (last + timedelta(days=1)).day == 1 and (first.year, first.month) == (last.year, last.month):
        return format_date(first, "LLL y", locale=locale())
    return days(first, last)


def iso_day(text: str) -> str:
    """A day that is kept as text ("2026-03-01"), in words; the text itself where it is none."""
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text


def moment(value: datetime | None) -> str:
    """A day and time in the node's time zone; nothing for None."""
    if value is None:
        return ""
    return format_datetime(timezone.localtime(value), "d MMM y, HH:mm", locale=locale())


def clock(value: datetime | None, zone: str) -> str:
    """An instant by the clocks of a zone, which is named with it; nothing for None."""
    return "" if value is None else clock_words(value, zone, language())


def window(opens: datetime, closes: datetime, zone: str) -> str:
    """A window of time by the clocks of a zone, which is named with it."""
    return span_words(opens, closes, zone, language())


def zone_words(zone: str) -> str:
    """A time zone by its city and its distance from UTC, which is left out where clocks are changed within the year."""
    year = chance.today().year
    ends = {offset_words(datetime(year, month, 1, tzinfo=UTC).astimezone(ZoneInfo(zone))) for month in (1, 7)}
    return place_words(zone, language(), ends.pop() if len(ends) == 1 else "")


def ago(value: datetime | None) -> str:
    """How long ago, in words ("3 hours ago"); nothing for None."""
    if value is None:
        return ""
    return format_timedelta(value - chance.now(), add_direction=True, locale=locale())


def number(value: Decimal | float | None, digits: int = 3) -> str:
    """A number with the language's separators and at most `digits` decimals; nothing for None."""
    if value is None:
        return ""
    return _number(value, digits, language())


@lru_cache(maxsize=4096, typed=True)
def _number(value: Decimal | float, digits: int, code: str) -> str:
    return format_decimal(value, f"#,##0.{'#' * digits}", locale=locale_of(code))


HOURS_SHOWN = 48
"""Up to so many hours a span is said in hours."""


def span(left: timedelta) -> str:
    """A span in hours, or in days where it is long."""
    hours = int(left.total_seconds() // 3600)
    if hours < 1:
        minutes = int(left.total_seconds() // 60)
        return ngettext("%(num)s minute", "%(num)s minutes", minutes) % {"num": minutes}
    if hours < HOURS_SHOWN:
        return ngettext("%(num)s hour", "%(num)s hours", hours) % {"num": hours}
    return ngettext("%(num)s day", "%(num)s days", hours // 24) % {"num": hours // 24}


def signed(value: Decimal) -> str:
    """A difference with its sign."""
    return ("+" if value > 0 else "") + number(value)


def dialled(text: object) -> SafeString:
    """A text in which each telephone number calls when it is touched; everything is escaped."""
    made, end, words = escape(""), 0, str(text)
    for found in TELEPHONE.finditer(words):
        digits = "".join(each for each in found[0] if each.isdigit())
        made += escape(words[end : found.start()])
        made += format_html('<a class="nowrap" href="tel:+{}">{}</a>', digits, found[0])
        end = found.end()
    return made + escape(words[end:])
