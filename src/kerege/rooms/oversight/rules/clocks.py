"""The time of day of a party: the standard time of its capital, none of which keeps summer time."""

from datetime import datetime, timedelta, timezone
from typing import Final

MINUTES: Final = {
    "AF": 270, "AM": 240, "AZ": 240, "BY": 180, "CENTRE": 300, "CN": 480, "IN": 330, "IR": 210, "KG": 360, "KZ": 300,
    "MN": 480, "PK": 300, "RU": 180, "TJ": 300, "TM": 300, "TR": 180, "UZ": 300,
}  # fmt: skip
"""Minutes east of Greenwich by party; source: IANA time zone database, release 2024b (iana.org/time-zones)."""
NIGHT_BEGINS, NIGHT_ENDS = 22, 6
SATURDAY = 5


def local(at: datetime, party: str) -> datetime:
    """An instant by the clock of a party; a party that is not listed is read in UTC."""
    return at.astimezone(timezone(timedelta(minutes=MINUTES.get(party, 0))))


def is_off_hours(at: datetime, party: str) -> bool:
    """Whether a desk without shifts is closed: at night and at the end of the week."""
    here = local(at, party)
    return here.hour >= NIGHT_BEGINS or here.hour < NIGHT_ENDS or here.weekday() >= SATURDAY
