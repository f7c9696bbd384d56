"""What a pasted text says of a birth: a day, a year, a range, about a year, an age, a year of the Persian era."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from kerege.kernel.dates import DateError, PartialDate, parse_date

EARLIEST_BIRTH: Final = 1900
WIDEST_RANGE: Final = 4
OLDEST: Final = 110
SOLAR: Final = 621
"""The Persian year 1364 begins in March 1985."""
_YEAR = r"(?:19|20)\d\d"
_OF_BIRTH = r"\s*(?:г\.?\s*р\.?|гр\.?|гг?\.|года рождения)?"
DAY_GIVEN: Final = re.compile(rf"(?<![\d./-])(?:\d{{1,2}}[./]\d{{1,2}}[./]{_YEAR}|{_YEAR}-\d\d-\d\d)(?![\d/-])")
RANGE_GIVEN: Final = re.compile(rf"(?<![\d+*?-])({_YEAR})\s?[-–—]\s?({_YEAR})(?![\d-]){_OF_BIRTH}", re.IGNORECASE)
ABOUT_GIVEN: Final = re.compile(
    rf"(?<!\w)(?:ок\.?|около|прим\.|примерно|приблизительно|approx\.?|approximately|about|around|circa|ca?\.)\s*"
    rf"({_YEAR})(?![\d-]){_OF_BIRTH}",
    re.IGNORECASE,
)
YEAR_GIVEN: Final = re.compile(rf"(?<![\d+*?-])({_YEAR})(?![\d-]){_OF_BIRTH}", re.IGNORECASE)
AGE_GIVEN: Final = re.compile(
    r"(?<![\w+*?./-])(?:(?:возраст|age[d]?)\s*:?\s*)?(\d{1,3})[\s-]*(?:лет|года?|years?(?:[\s-]old)?|y\.?\s?o\.?|жаста|жашта|yosh\w*"
    r"|yaş\w*|сола)(?!\w)(?:\s+old)?",
    re.IGNORECASE,
)
SOLAR_GIVEN: Final = re.compile(r"(?<!\d)([1۱١][34۳۴٣٤]\d\d)(?!\d)")
_ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3]")
_Read = Callable[[re.Match[str], int], PartialDate | None]


def take_birth(text: str, latest_year: int) -> tuple[PartialDate | None, str]:
    """The first date in a text that can be one of birth, and the text without it."""
    for match, read in _stated(text):
        try:
            birth = read(match, latest_year)
        except DateError:
            continue
        if birth is not None and EARLIEST_BIRTH <= birth.year <= latest_year:
            return birth, text[: match.start()] + "\n" + text[match.end() :]
    return None, text


def without_dates(text: str) -> str:
    """The text without days and ranges of years, which look like numbers of other kinds."""
    return RANGE_GIVEN.sub("\n", DAY_GIVEN.sub("\n", text))


def _stated(text: str) -> Iterator[tuple[re.Match[str], _Read]]:
    """Everything in a text that may state a birth, the surest form first."""
    for pattern, read in _FORMS:
        yield from ((match, read) for match in pattern.finditer(text))
    if _ARABIC.search(text):
        yield from ((match, _solar) for match in SOLAR_GIVEN.finditer(text))


def _day(match: re.Match[str], _latest: int) -> PartialDate:
    return parse_date(match[0].replace("/", "."))


def _range(match: re.Match[str], _latest: int) -> PartialDate | None:
    """The middle of a range, about which it may be; of a wide range nothing."""
    first, last = int(match[1]), int(match[2])
    return PartialDate((first + last) // 2, about=True) if 0 <= last - first <= WIDEST_RANGE else None


def _about(match: re.Match[str], _latest: int) -> PartialDate:
    return PartialDate(int(match[1]), about=True)


def _year(match: re.Match[str], _latest: int) -> PartialDate:
    return PartialDate(int(match[1]))


def _age(match: re.Match[str], latest: int) -> PartialDate | None:
    """Who is so old now was born about then."""
    return PartialDate(latest - int(match[1]), about=True) if int(match[1]) <= OLDEST else None


def _solar(match: re.Match[str], _latest: int) -> PartialDate:
    """A year of the Persian era lies in two of ours."""
    return PartialDate(int(match[1]) + SOLAR, about=True)


_FORMS: Final[tuple[tuple[re.Pattern[str], _Read], ...]] = (
    (DAY_GIVEN, _day),
    (RANGE_GIVEN, _range),
    (ABOUT_GIVEN, _about),
    (YEAR_GIVEN, _year),
    (AGE_GIVEN, _age),
)
