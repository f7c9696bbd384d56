"""Dates as people state them: a year, a month or a day, sometimes "about"; what was not said is never filled in."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache, total_ordering
from typing import Literal

from babel.dates import format_date

from kerege.kernel.date_words import ABOUT_WORDS, FILLER_WORDS, NOT_KNOWN_WORDS, month_of, plain_digits
from kerege.kernel.saying import N_, SaidError

__all__ = [
    "EARLIEST_YEAR",
    "LATEST_YEAR",
    "DateError",
    "DayOrder",
    "PartialDate",
    "Precision",
    "excel_date",
    "parse_date",
]

Precision = Literal["year", "month", "day"]
DayOrder = Literal["dmy", "mdy"]

EARLIEST_YEAR = 1800
LATEST_YEAR = 2199
_ABOUT_TEXT = {"en": "about {}", "ru": "около {}"}
_PATTERNS = {
    "en": {"year": "y", "month": "LLLL y", "day": "d MMMM y"},
    "ru": {"year": "y 'г'.", "month": "LLLL y 'г'.", "day": "d MMMM y 'г'."},
}
_LAST_SERIAL = 2958465  # 31 December 9999
_FALSE_LEAP_DAY = 60  # spreadsheets count a 29 February 1900 that never was


class DateError(SaidError):
    """The text states no date that can be kept; the message says what was wrong with it."""


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """A date at the precision in which it was stated; ordered by its first day, the wider one first."""

    year: int
    month: int | None = None
    day: int | None = None
    about: bool = False

    def __post_init__(self) -> None:
        if not EARLIEST_YEAR <= self.year <= LATEST_YEAR:
            raise DateError(
                N_("the year %(year)s is outside %(earliest)s-%(latest)s; is it a mistake or another calendar?"),
                year=self.year,
                earliest=EARLIEST_YEAR,
                latest=LATEST_YEAR,
            )
        if self.month is None:
            if self.day is not None:
                raise DateError(N_("day %(day)s of %(year)s without a month"), day=self.day, year=self.year)
            return
        if not 1 <= self.month <= 12:
            raise DateError(N_("there is no month %(month)s"), month=self.month)
        length = calendar.monthrange(self.year, self.month)[1]
        if self.day is not None and not 1 <= self.day <= length:
            raise DateError(
                N_("there is no day %(day)s.%(month)s.%(year)s: that month has %(days)s days"),
                day=f"{self.day:02}",
                month=f"{self.month:02}",
                year=self.year,
                days=length,
            )

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return self._rank() < other._rank()

    def _rank(self) -> tuple[int, int, int, bool]:
        return self.year, self.month or 0, self.day or 0, self.about

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """The partial date of a full date (a time of day is left out)."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def from_code(cls, code: str) -> PartialDate:
        """Read what `code()` wrote; DateError for anything else."""
        found = re.fullmatch(r"(~?)([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", code)
        if not found:
            raise DateError(N_("“%(code)s” is not a date code such as 2012, 2012-05 or ~2012-05-03"), code=code)
        about, year, month, day = found.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None, bool(about))

    @property
    def precision(self) -> Precision:
        """How exactly the date was stated."""
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    @property
    def first_day(self) -> date:
        """The first day that the statement covers."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """The last day that the statement covers."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def overlaps(self, other: PartialDate) -> bool:
        """Whether both statements can be of the same day ("about" widens nothing)."""
        return self.first_day <= other.last_day and other.first_day <= self.last_day

    def at_precision(self, precision: Precision) -> PartialDate:
        """The same date, told no more exactly than this: a source may fill in the 1st where it knew the month only."""
        month = None if precision == "year" else self.month
        day = self.day if precision == "day" else None
        return PartialDate(self.year, month, day, self.about)

    def code(self) -> str:
        """The text that is kept: "2012", "2012-05", "2012-05-03", with "~" in front when it was "about"."""
        text = f"{self.year:04}"
        if self.month is not None:
            text += f"-{self.month:02}"
        if self.day is not None:
            text += f"-{self.day:02}"
        return "~" + text if self.about else text

    def text(self, lang: str = "en") -> str:
        """The date in words for a reader of English ("en") or Russian ("ru")."""
        return _in_words(self, "ru" if lang.lower().startswith("ru") else "en")

    def __str__(self) -> str:
        return self.code()


@lru_cache(maxsize=8192)
def _in_words(date: PartialDate, language: str) -> str:
    pattern = _PATTERNS[language][date.precision]
    if not date.about:
        return format_date(date.first_day, pattern, locale=language)
    return _ABOUT_TEXT[language].format(format_date(date.first_day, pattern.replace("L", "M"), locale=language))


def parse_date(text: str, *, default_year: int | None = None, order: DayOrder | None = None) -> PartialDate:
    """Read a date as it stands in reports: "03.05.2012", "2012-05", "March 2022", "около 3 мая 2012 г.", "22 января".

    `default_year` is the year of a date that states none (from the report around it). `order` settles what
    "03/04/2012" means where a sheet is known; without it such a date is refused, as both readings are possible.
    A year of two digits is read as POSIX reads it (69-99: 19xx; 00-68: 20xx). A time of day is left out.
    Raises DateError.
    """
    return _parsed(text, default_year, order)


@lru_cache(maxsize=8192)
def _parsed(text: str, default_year: int | None, order: DayOrder | None) -> PartialDate:
    plain = plain_digits(text).strip().strip("\"'«»").casefold()
    about, rest = _take_about(plain)
    if not rest or rest in NOT_KNOWN_WORDS:
        raise DateError(N_("no date is stated in “%(given)s”"), given=_shown(text))
    year, month, day = _read(rest, text, default_year, order)
    return PartialDate(year, month or None, day or None, about)


def excel_date(value: date | float | Decimal, *, since_1904: bool = False) -> PartialDate:
    """Read a spreadsheet's date cell: a date, a datetime or a serial number of days (the time of day is left out).

    `since_1904` is the other calendar of old Macintosh files. Raises DateError.
    """
    if isinstance(value, date):
        return PartialDate.of(value)
    try:
        serial = int(value)
    except (ValueError, OverflowError):
        raise DateError(N_("the cell holds %(value)s, which is not a day number"), value=value) from None
    if since_1904:
        serial += 1462
    if not 1 <= serial <= _LAST_SERIAL or serial == _FALSE_LEAP_DAY:
        raise DateError(N_("the cell holds %(value)s, which is not the number of a day"), value=value)
    start = date(1899, 12, 30) if serial > _FALSE_LEAP_DAY else date(1899, 12, 31)
    return PartialDate.of(start + timedelta(days=serial))


_Triple = tuple[int, int | None, int | None]
_TIME = r"(?:[t ]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?\s*(?:z|[+-][0-9]{2}:?[0-9]{2})?)?"
_ISO = re.compile(rf"([0-9]{{4}})(?:[-./]([0-9]{{1,2}})(?:[-./]([0-9]{{1,2}}){_TIME})?)?")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_DOTTED = re.compile(rf"([0-9]{{1,2}})\s?[.-]\s?([0-9]{{1,2}})\s?[.-]\s?([0-9]{{4}}|[0-9]{{2}}){_TIME}")
_SLASHED = re.compile(rf"([0-9]{{1,2}})/([0-9]{{1,2}})/([0-9]{{4}}|[0-9]{{2}}){_TIME}")
_MONTH_YEAR = re.compile(r"([0-9]{1,2})[./-]([0-9]{4})")
_NO_YEAR = re.compile(r"--([0-9]{2})-([0-9]{2})|([0-9]{1,2})\.([0-9]{1,2})\.?")
_YEAR_MARKS = re.compile(r"(?<=[0-9])\s*(?:гг?|годах|года|году|год|жыл|ж)\b\.?$|\s*(?:йил|yil|сол|yyl|il|жылы)$")
_WORDS = re.compile(r"[0-9]+|[^\W\d_]+(?:['’ʻ‘][^\W\d_]+)*")
_NOT_PLAIN = re.compile(r"[^\w\s.,'’ʻ‘()-]|[0-9]\s*[-–]\s*[0-9]")


def _shown(text: str) -> str:
    short = " ".join(text.split())
    return short if len(short) <= 60 else f"{short[:57]}…"


def _take_about(plain: str) -> tuple[bool, str]:
    about = False
    while True:
        word = next((word for word in ABOUT_WORDS if _starts_with_word(plain, word)), None)
        if word is None:
            return about, plain
        about, plain = True, plain[len(word) :].lstrip(" .:")


def _starts_with_word(plain: str, word: str) -> bool:
    if not plain.startswith(word):
        return False
    return not (word[-1].isalpha() and plain[len(word) : len(word) + 1].isalpha())


def _read(plain: str, text: str, default_year: int | None, order: DayOrder | None) -> _Triple:
    bare = _YEAR_MARKS.sub("", plain).strip(" .,")
    if found := _ISO.fullmatch(bare) or _COMPACT.fullmatch(bare):
        year, month, day = (int(part) if part else None for part in found.groups())
        return _checked(text, year or 0, month, day)
    if found := _DOTTED.fullmatch(bare):
        return _checked(text, _full_year(found[3]), int(found[2]), int(found[1]))
    if found := _SLASHED.fullmatch(bare):
        return _slashed(text, int(found[1]), int(found[2]), _full_year(found[3]), order)
    if found := _MONTH_YEAR.fullmatch(bare):
        return int(found[2]), int(found[1]), None
    if found := _NO_YEAR.fullmatch(bare) or _NO_YEAR.fullmatch(plain):
        return _needed(default_year, text), int(found[1] or found[4]), int(found[2] or found[3])
    return _words(bare, text, default_year)


def _checked(text: str, year: int, month: int | None, day: int | None) -> _Triple:
    if month == 0 and day:
        raise DateError(N_("“%(given)s” names a day without a month"), given=_shown(text))
    return year, month, day


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (1900 if year > 68 else 2000)


def _slashed(text: str, first: int, second: int, year: int, order: DayOrder | None) -> _Triple:
    if order is None and first <= 12 and second <= 12 and first != second:
        raise DateError(
            N_("“%(given)s” can be %(first)s.%(second)s. or %(second)s.%(first)s.: say in which order days stand"),
            given=_shown(text),
            first=first,
            second=second,
        )
    if order == "mdy" or (order is None and second > 12):
        return year, first, second
    return year, second, first


def _needed(default_year: int | None, text: str) -> int:
    if default_year is None:
        raise DateError(N_("“%(given)s” has no year"), given=_shown(text))
    return default_year


def _words(plain: str, text: str, default_year: int | None) -> _Triple:
    """A month by name with a day, a year, both or neither, in any order; anything left over is refused."""
    if _NOT_PLAIN.search(plain):
        raise DateError(N_("“%(given)s” is not one date"), given=_shown(text))
    months: list[int] = []
    numbers: list[str] = []
    for word in _WORDS.findall(plain):
        month = None if word.isdigit() else month_of(word)
        if month:
            months.append(month)
        elif word.isdigit():
            numbers.append(word)
        elif word not in FILLER_WORDS:
            raise DateError(
                N_("“%(given)s” is not a date: the word “%(word)s” is not understood"), given=_shown(text), word=word
            )
    if not months and len(numbers) == 1 and len(numbers[0]) == 4:
        return int(numbers[0]), None, None
    if len(months) != 1:
        raise DateError(N_("“%(given)s” is not one date"), given=_shown(text))
    return _day_and_year(text, months[0], numbers, default_year)


def _day_and_year(text: str, month: int, numbers: list[str], default_year: int | None) -> _Triple:
    years = [int(number) for number in numbers if len(number) == 4]
    days = [int(number) for number in numbers if len(number) <= 2]
    if len(years) > 1 or len(days) > 1 or len(years) + len(days) < len(numbers):
        raise DateError(N_("“%(given)s” is not one date"), given=_shown(text))
    return years[0] if years else _needed(default_year, text), month, days[0] if days else None
