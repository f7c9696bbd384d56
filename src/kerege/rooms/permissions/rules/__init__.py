"""Pure words of permissions: what may be asked, how an opening stands, and the notices it sends."""

from datetime import datetime
from enum import StrEnum

from kerege.kernel.law import Act
from kerege.kernel.saying import N_

ASKABLE = (Act.ONWARD, Act.USE_AS_EVIDENCE)
"""The acts for which the law answers: ask the provider."""
MOST_HOURS = 24
SHORTEST = 10


class Standing(StrEnum):
    """How far an opening has come."""

    WAITS_FOR_FIRST = "waits_for_first"
    WAITS_FOR_OWNER = "waits_for_owner"
    OPEN = "open"
    REFUSED = "refused"
    LAPSED = "lapsed"
    OVER = "over"
    REVIEWED = "reviewed"


NOTICES = {
    "permissions.asked": N_("An agency that reads a record of yours asks your permission"),
    "permissions.answered": N_("The originator has answered what you asked"),
    "permissions.opening": N_("Danger to life: another desk asks that a record of yours be opened"),
    "permissions.opened": N_("Danger to life: two officers have opened a record of yours for some hours"),
    "permissions.moved": N_("Danger to life: an opening of content has moved on"),
}


def standing(
    *,
    vouched: datetime | None,
    opened: datetime | None,
    ends: datetime | None,
    refused: datetime | None,
    reviewed: datetime | None,
    lapses: datetime,
    now: datetime,
) -> Standing:
    """How an opening stands at an instant."""
    if reviewed is not None:
        return Standing.REVIEWED
    if refused is not None:
        return Standing.REFUSED
    if opened is not None and ends is not None:
        return Standing.OPEN if now < ends else Standing.OVER
    if now >= lapses:
        return Standing.LAPSED
    return Standing.WAITS_FOR_OWNER if vouched is not None else Standing.WAITS_FOR_FIRST
