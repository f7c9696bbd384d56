"""Two dates of birth compared at the precision both have; what a slip of the pen may change."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from kerege.kernel.dates import PartialDate

NEAR_YEARS: Final = 2


class Birth(StrEnum):
    """How two dates of birth stand to each other, from agreement to contradiction."""

    SAME_DAY = "birth_same_day"
    FILLED_IN = "birth_filled_in"
    SLIP = "birth_slip"
    SAME_MONTH = "birth_same_month"
    SAME_YEAR = "birth_same_year"
    UNKNOWN = "birth_unknown"
    NEAR = "birth_near"
    PART_DIFFERS = "birth_part_differs"
    YEARS_APART = "birth_years_apart"
    DIFFERS = "birth_differs"


BIRTH_AGREES: Final = frozenset({Birth.SAME_DAY, Birth.FILLED_IN, Birth.SLIP, Birth.SAME_MONTH, Birth.SAME_YEAR})
BIRTH_AGAINST: Final = frozenset({Birth.DIFFERS, Birth.YEARS_APART, Birth.PART_DIFFERS})
"""Levels that agree, and levels that speak against."""


def birth_level(one: PartialDate | None, other: PartialDate | None) -> Birth:
    """Return the level of two dates of birth; the first of January is often filled in for a day not known."""
    if one is None or other is None:
        return Birth.UNKNOWN
    about = one.about or other.about
    if one.day is not None and other.day is not None and not about:
        return _of_full(one, other)
    apart = abs(one.year - other.year)
    if apart:
        allowed = 2 * NEAR_YEARS if about else NEAR_YEARS
        return Birth.NEAR if apart <= allowed else Birth.YEARS_APART
    if one.month is None or other.month is None or about or is_filled_in(one) or is_filled_in(other):
        return Birth.SAME_YEAR
    return Birth.SAME_MONTH if one.month == other.month else Birth.PART_DIFFERS


def _of_full(one: PartialDate, other: PartialDate) -> Birth:
    if one == other:
        return Birth.FILLED_IN if is_filled_in(one) else Birth.SAME_DAY
    if one.year == other.year and is_filled_in(one) != is_filled_in(other):
        return Birth.SAME_YEAR
    return Birth.SLIP if one_slip(one, other) else Birth.DIFFERS


def is_filled_in(date: PartialDate) -> bool:
    """Say whether a date is the first of January: what a register writes where only the year is known."""
    return date.month == 1 and date.day == 1


def one_slip(one: PartialDate, other: PartialDate) -> bool:
    """Say whether two full dates are equal, differ in one part only, or have day and month changed about."""
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return True
    differing = (one.year != other.year) + (one.month != other.month) + (one.day != other.day)
    return differing <= 1
