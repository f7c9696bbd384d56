"""What the register says of a substance on a day: is it controlled, and what size is an amount."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from kerege.rooms.substances.rules.entries import Control, SinceKind, Size, SizeLimits
from kerege.rooms.substances.rules.register import Register

EFFECT = timedelta(days=366)
"""After a decision of the Commission a listing takes effect on receipt of the notification (1961 Convention, art. 3.7)
or 180 days after it was sent (1971, art. 2.7; 1988, art. 12.6); within a year the register says "decided"."""


class ControlState(StrEnum):
    """How firmly the register says that a substance is controlled on a day; the first is the firmest."""

    CONTROLLED = "controlled"
    DECIDED = "decided"
    LISTED_DATE_NOT_KNOWN = "listed_date_not_known"
    RECOMMENDED = "recommended"
    NOT_LISTED = "not_listed"


@dataclass(frozen=True, slots=True)
class ControlOn:
    """The control of a substance in a jurisdiction on a day.

    "Not listed" says only that this register holds no row: it never says that the substance is not controlled.
    """

    code: str
    jurisdiction: str
    day: date
    state: ControlState
    controls: tuple[Control, ...]


@dataclass(frozen=True, slots=True)
class SizeOn:
    """The size of an amount (grams of the whole mixture, never purity-adjusted) and the limits that decided it.

    `also` are limits of the same jurisdiction whose first day is not known: they may be the ones in force.
    """

    size: Size
    limits: SizeLimits
    also: tuple[SizeLimits, ...] = ()


def control_on(register: Register, code: str, jurisdiction: str, day: date) -> ControlOn:
    """The rows of the jurisdiction that bear on this day, and the firmest thing they say; a form follows its base."""
    followed = {code, register.base(code).code}
    rows = [row for each in sorted(followed) for row in register.controls_by_code.get(each, ())]
    told = [(state_on(row, day), row) for row in rows if row.jurisdiction == jurisdiction]
    bearing = [(state, row) for state, row in told if state is not ControlState.NOT_LISTED]
    firmest = min((state for state, _ in bearing), key=list(ControlState).index, default=ControlState.NOT_LISTED)
    return ControlOn(code, jurisdiction, day, firmest, tuple(row for _, row in bearing))


def state_on(row: Control, day: date) -> ControlState:
    """What one row says of one day."""
    if row.until is not None and day >= row.until:
        return ControlState.NOT_LISTED
    if row.since is None:
        return ControlState.LISTED_DATE_NOT_KNOWN
    if day < row.since.first_day:
        return ControlState.NOT_LISTED
    if row.since_kind is SinceKind.RECOMMENDATION:
        return ControlState.RECOMMENDED
    if row.since_kind is SinceKind.DECISION:
        return ControlState.CONTROLLED if day > row.since.last_day + EFFECT else ControlState.DECIDED
    return ControlState.CONTROLLED if day >= row.since.last_day else ControlState.LISTED_DATE_NOT_KNOWN


def size_on(register: Register, code: str, jurisdiction: str, day: date, grams: Decimal) -> SizeOn | None:
    """The size of an amount by the limits in force that day, or None where the register holds none.

    A size begins *above* its limit: exactly 2.5 g of heroin is not yet large.
    """
    if grams < 0:
        raise ValueError("an amount below zero has no size")
    held = [limits for limits in _limits(register, code) if limits.jurisdiction == jurisdiction]
    also = tuple(limits for limits in held if limits.since is None)
    deciding = next((limits for limits in held if _in_force(limits, day)), None)
    return SizeOn(_size(deciding, grams), deciding, also) if deciding is not None else None


def _in_force(limits: SizeLimits, day: date) -> bool:
    return limits.since is not None and limits.since <= day and (limits.until is None or day < limits.until)


def _limits(register: Register, code: str) -> tuple[SizeLimits, ...]:
    own = register.sizes_by_code.get(code, ())
    return own or register.sizes_by_code.get(register.base(code).code, ())


def _size(limits: SizeLimits, grams: Decimal) -> Size:
    if grams > limits.especially_large:
        return Size.ESPECIALLY_LARGE
    if grams > limits.large:
        return Size.LARGE
    return Size.SIGNIFICANT if grams > limits.significant else Size.BELOW
