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
    ONE_PART = "birth_one_part"
    UNKNOWN = "birth_unknown"
    NEAR = "birth_near"
    PART_DIFFERS = "birth_part_differs"
    YEARS_APART = "birth_years_apart"
    DIFFERS = "birth_differs"


BIRTH_AGREES: Final = frozenset({Birth.SAME_DAY, Birth.FILLED_IN, Birth.SLIP, Birth.SAME_MONTH, Birth.SAME_YEAR})
BIRTH_AGAINST: Final = frozenset({Birth.DIFFERS, Birth.YEARS_APART, Birth.PART_DIFFERS})
BIRTH_IMPOSSIBLE: Final = frozenset({Birth.DIFFERS, Birth.YEARS_APART})
"""Levels that agree, levels that speak against, and of those the levels that no one person's births have."""


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
    """The level of two full dates; the same day of another year says no more for them than the years alone would."""
    if one == other:
        return Birth.FILLED_IN if is_filled_in(one) else Birth.SAME_DAY
    if one.year == other.year and is_filled_in(one) != is_filled_in(other):
        return Birth.SAME_YEAR
    if one_slip(one, other):
        return Birth.SLIP
    if parts_differing(one, other) > 1:
        return Birth.DIFFERS
    apart = abs(one.year - other.year)
    if not apart:
        return Birth.ONE_PART
    return Birth.NEAR if apart <= NEAR_YEARS else Birth.DIFFERS


def is_filled_in(date: PartialDate) -> bool:
    """Say whether a date is the first of January: what a register writes where only the year is known."""
    return date.month == 1 and date.day == 1


def one_slip(one: PartialDate, other: PartialDate) -> bool:
    """Say whether one slip of the pen lies between two full dates.

    One figure wrong, two neighbouring figures of one part changed about, or day and month changed about. Another year
    to the same day and month is no slip: among any two hundred pairs of people one pair is as near as that.
    """
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return True
    if parts_differing(one, other) > 1:
        return False
    return all(_slipped(mine, theirs) for mine, theirs in zip(_figures(one), _figures(other), strict=True))


def parts_differing(one: PartialDate, other: PartialDate) -> int:
    """Return how many of day, month and year two full dates differ in."""
    return (one.year != other.year) + (one.month != other.month) + (one.day != other.day)


def _figures(date: PartialDate) -> tuple[str, str, str]:
    return f"{date.year:04}", f"{date.month or 0:02}", f"{date.day or 0:02}"


def _slipped(one: str, other: str) -> bool:
    apart = [at for at, (mine, theirs) in enumerate(zip(one, other, strict=True)) if mine != theirs]
    if len(apart) < 2:
        return True
    first, second = apart[0], apart[-1]
    return second == first + 1 and one[first] == other[second] and one[second] == other[first]
