"""How an account wants to be told by e-mail, and when a message is due: at once, in a digest, after quiet hours."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, available_timezones

from kerege.kernel.saying import N_

HOURS = 24
FIELDS = {
    "digest_hour": N_("Hour of the daily message"),
    "quiet_from": N_("Quiet from"),
    "quiet_until": N_("Quiet until"),
    "zone": N_("Time zone"),
}
"""What the fields of a wish are called that may be wrong."""


class Mail(StrEnum):
    """When e-mail is sent."""

    AT_ONCE = "at_once"
    DIGEST = "digest"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One account's wish; `quiet_from` equal to `quiet_until` means no quiet hours. Hours of the day in `zone`."""

    mail: Mail = Mail.AT_ONCE
    digest_hour: int = 8
    quiet_from: int = 22
    quiet_until: int = 7
    zone: str = "Asia/Almaty"

    def faults(self) -> list[str]:
        """Fields whose values cannot be."""
        hours = {"digest_hour": self.digest_hour, "quiet_from": self.quiet_from, "quiet_until": self.quiet_until}
        wrong = [name for name, hour in hours.items() if not 0 <= hour < HOURS]
        return wrong + ([] if self.zone in available_timezones() else ["zone"])

    def is_quiet(self, moment: datetime) -> bool:
        """Whether a moment lies in the quiet hours."""
        hour = moment.astimezone(ZoneInfo(self.zone)).hour
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= hour < self.quiet_until
        return hour >= self.quiet_from or hour < self.quiet_until


def next_at(moment: datetime, hour: int, zone: str) -> datetime:
    """The next time that clocks of a zone show this full hour, later than the moment.

    An hour that a change of clocks leaves out is the instant after the gap; one that comes twice is taken once.
    """
    place = ZoneInfo(zone)
    day = moment.astimezone(place).date()
    days = (day + timedelta(days=ahead) for ahead in range(3))
    times = (datetime.combine(each, time(hour), tzinfo=place).astimezone(UTC) for each in days)
    return next(due for due in times if due > moment)


def due_at(moment: datetime, wish: Wish, *, urgent: bool) -> datetime | None:
    """When a message may leave; None: never. Urgent ones wait for no digest and no morning."""
    if wish.mail is Mail.NEVER:
        return None
    if urgent:
        return moment
    due = next_at(moment, wish.digest_hour, wish.zone) if wish.mail is Mail.DIGEST else moment
    return next_at(due, wish.quiet_until, wish.zone) if wish.is_quiet(due) else due


RETRIES = tuple(timedelta(minutes=each) for each in (1, 5, 30, 120, 480, 1440))


def retry_at(moment: datetime, tried: int) -> datetime | None:
    """When to try again after so many failures; None: given up, the notice stays in the inbox."""
    return moment + RETRIES[tried - 1] if tried <= len(RETRIES) else None
