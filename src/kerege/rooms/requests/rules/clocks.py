"""Clocks of requests: a named profile of spans that the Council adopts, when an answer is due, stops, escalation.

Shipped: "after EU Directive 2023/977" (art. 5: eight hours, three days, seven days; not binding here) with "now" beside
it, which ends when a detention or border hold ends. Urgent clocks run round the clock, the others in calendar days: due
at the end of the last day, by the clocks of the centre's seat. All arithmetic is on instants and calendar dates, so a
change of clocks neither gives nor takes time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from kerege.kernel.saying import N_

QUARTERS = 4
HOUR = timedelta(hours=1)


class Urgency(StrEnum):
    """How soon an answer is needed."""

    NOW = "now"
    HOURS_8 = "hours_8"
    DAYS_3 = "days_3"
    DAYS_7 = "days_7"


class UrgentFor(StrEnum):
    """The only reasons for which a request may be urgent."""

    LIFE = "life"
    HELD_PERSON = "held_person"
    MOVING_LOAD = "moving_load"
    VANISHING_EVIDENCE = "vanishing_evidence"


URGENT = frozenset({Urgency.NOW, Urgency.HOURS_8})


class Stop(StrEnum):
    """Why a clock stands still."""

    CLARIFICATION = "clarification"
    AUTHORISATION = "authorisation"
    THIRD_PARTY = "third_party"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A profile of clocks: hours round the clock or calendar days by urgency; how long a stop may last."""

    name: str
    title: str
    source: str
    hours: Mapping[Urgency, int]
    days: Mapping[Urgency, int]
    longest_hold: timedelta
    stops: Mapping[Stop, tuple[timedelta, timedelta]]
    """The longest stop, of an urgent request and of another: after it the clock runs on by itself."""

    def wire(self) -> dict[str, object]:
        """As JSON shows it."""
        return {
            "name": self.name,
            "hours": {each.value: hours for each, hours in self.hours.items()},
            "days": {each.value: days for each, days in self.days.items()},
        }


DIRECTIVE = Profile(
    name="directive-2023-977",
    title=N_("European clocks"),
    source=N_("after Directive (EU) 2023/977, article 5; not binding"),
    hours={Urgency.HOURS_8: 8},
    days={Urgency.DAYS_3: 3, Urgency.DAYS_7: 7},
    longest_hold=timedelta(hours=72),
    stops={
        Stop.CLARIFICATION: (timedelta(hours=8), timedelta(days=14)),
        Stop.AUTHORISATION: (timedelta(days=3), timedelta(days=30)),
        Stop.THIRD_PARTY: (timedelta(days=3), timedelta(days=30)),
    },
)
UNHURRIED = replace(
    DIRECTIVE,
    name="unhurried",
    title=N_("Unhurried clocks"),
    source=N_("for the time before desks work round the clock"),
    hours={Urgency.HOURS_8: 24},
    days={Urgency.DAYS_3: 7, Urgency.DAYS_7: 30},
)
PROFILES: Mapping[str, Profile] = {each.name: each for each in (DIRECTIVE, UNHURRIED)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """One thread's clock: since when it runs, when it ends, whether it stands still and until when at the latest."""

    urgency: Urgency
    zone: str
    started_at: datetime
    due_at: datetime
    stop: Stop | None = None
    stopped_at: datetime | None = None
    stop_ends_at: datetime | None = None

    @property
    def runs(self) -> bool:
        """Whether time counts now."""
        return self.stop is None

    def left(self, moment: datetime) -> timedelta:
        """How much is left; a clock that stands still keeps what it had."""
        return self.due_at - (self.stopped_at or moment)


class WrongHoldError(ValueError):
    """A request "now" needs the end of the hold, later than now and not beyond what the profile allows."""


class NotRunningError(ValueError):
    """A clock that stands still is not stopped again, one that runs is not resumed."""


def started(
    profile: Profile, urgency: Urgency, *, moment: datetime, zone: str, hold_until: datetime | None = None
) -> Clock:
    """A clock that starts at a moment. Raises WrongHoldError."""
    if urgency is Urgency.NOW:
        if hold_until is None or not moment < hold_until <= moment + profile.longest_hold:
            raise WrongHoldError
        due = hold_until
    elif urgency in profile.hours:
        due = moment + timedelta(hours=profile.hours[urgency])
    else:
        due = end_of_day(moment, profile.days[urgency], zone)
    return Clock(urgency=urgency, zone=zone, started_at=moment, due_at=due)


def end_of_day(moment: datetime, days: int, zone: str) -> datetime:
    """The end of the day that lies so many calendar days after the moment's, by the clocks of a zone."""
    place = ZoneInfo(zone)
    day = moment.astimezone(place).date() + timedelta(days=days + 1)
    return datetime.combine(day, time(), tzinfo=place).astimezone(UTC)


def stopped(clock: Clock, stop: Stop, profile: Profile, *, moment: datetime) -> Clock:
    """The clock standing still, for a reason, with a limit. Raises NotRunningError."""
    if not clock.runs:
        raise NotRunningError
    urgent, other = profile.stops[stop]
    limit = urgent if clock.urgency in URGENT else other
    return replace(clock, stop=stop, stopped_at=moment, stop_ends_at=moment + limit)


def resumed(clock: Clock, *, moment: datetime) -> Clock:
    """The clock running again with all that was left: to the second if urgent, else in calendar days.

    Raises NotRunningError.
    """
    if clock.stopped_at is None:
        raise NotRunningError
    if clock.urgency in URGENT:
        due = clock.due_at + (moment - clock.stopped_at)
    else:
        place = ZoneInfo(clock.zone)
        days = moment.astimezone(place).date() - clock.stopped_at.astimezone(place).date()
        due = end_of_day(clock.due_at - timedelta(microseconds=1), days.days, clock.zone)
    return replace(clock, due_at=due, stop=None, stopped_at=None, stop_ends_at=None)


def slot(clock: Clock, *, moment: datetime) -> datetime:
    """When an answer that must not tell why it is empty reaches the asker: the next quarter of the clock.

    It follows from the clock and from nothing that the asked side did or holds. After the end of the clock the quarters
    go on in the same rhythm.
    """
    quarter = (clock.due_at - clock.started_at) / QUARTERS
    passed = max(0, (moment - clock.started_at) // quarter)
    return clock.started_at + (passed + 1) * quarter


class Alarm(StrEnum):
    """What a clock does by itself."""

    REMIND = "remind"
    RUN_OUT = "run_out"
    ESCALATE = "escalate"
    RUN_ON = "run_on"


ALARMS = (Alarm.REMIND, Alarm.RUN_OUT, Alarm.ESCALATE)


def alarm_at(clock: Clock, alarm: Alarm) -> datetime:
    """When an alarm is: a reminder a quarter before the end; the end, which tells the coordinator; the duty desk later.

    The duty desk is told a quarter of the clock (an hour at least, a day at most) after the end.
    """
    quarter = (clock.due_at - clock.started_at) / QUARTERS
    if alarm is Alarm.REMIND:
        return clock.due_at - quarter
    if alarm is Alarm.RUN_OUT:
        return clock.due_at
    if alarm is Alarm.ESCALATE:
        return clock.due_at + min(max(quarter, HOUR), timedelta(days=1))
    return clock.stop_ends_at or clock.due_at


def next_alarm(clock: Clock, rung: int) -> tuple[Alarm, datetime] | None:
    """The alarm that comes next after so many of a running clock; of one that stands still, that it runs on."""
    if not clock.runs:
        return Alarm.RUN_ON, alarm_at(clock, Alarm.RUN_ON)
    if rung < len(ALARMS):
        return ALARMS[rung], alarm_at(clock, ALARMS[rung])
    return None
