"""The plan of one exercise: size, profile, seed and last day; how many reports each desk makes, and when."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kerege.rooms.exercise.rules import cast, goods
from kerege.rooms.exercise.rules.dice import Dice

DAYS = 364


class Size(StrEnum):
    """How big the exercise is."""

    SMALL = "small"
    REGION = "region"
    LARGE = "large"


class Profile(StrEnum):
    """What the reports hold: both parts, or facts parts and open sources alone."""

    FULL = "full"
    LEVEL_0 = "level-0"


REPORTS = {Size.SMALL: 560, Size.REGION: 19_000, Size.LARGE: 1_000_000}
CROSSINGS = {Size.SMALL: 60, Size.REGION: 1_200, Size.LARGE: 6_000}
DECOYS = {Size.SMALL: 30, Size.REGION: 600, Size.LARGE: 3_000}
BATCHES = {Size.SMALL: 4, Size.REGION: 13, Size.LARGE: 26}


@dataclass(frozen=True, slots=True)
class Plan:
    """One exercise: the same plan gives the same reports."""

    size: Size
    profile: Profile
    seed: str
    last_day: date

    @property
    def first_day(self) -> date:
        """The first day of the year that the exercise covers."""
        return self.last_day - timedelta(days=DAYS)

    @property
    def nominal(self) -> bool:
        """Whether reports carry nominal parts."""
        return self.profile is Profile.FULL

    def dice(self, name: str) -> Dice:
        """A stream of draws of this exercise."""
        return Dice(f"{self.seed}|{name}")

    def wire(self) -> dict[str, str]:
        """The plan as kept in the node's home."""
        return {
            "size": self.size.value,
            "profile": self.profile.value,
            "seed": self.seed,
            "last_day": self.last_day.isoformat(),
        }


def plan_from(wire: dict[str, str]) -> Plan:
    """The plan that was kept."""
    return Plan(Size(wire["size"]), Profile(wire["profile"]), wire["seed"], date.fromisoformat(wire["last_day"]))


def reports_of(plan: Plan, desk: cast.DeskSpec) -> int:
    """How many ordinary reports a desk makes in the year."""
    whole = sum(each.weight for each in cast.desks())
    return round(REPORTS[plan.size] * desk.weight / whole)


def days_of(plan: Plan, desk: cast.DeskSpec) -> list[date]:
    """The days of a desk's reports in order: more after the harvest, none twice as a rule of chance."""
    count = reports_of(plan, desk)
    dice = plan.dice(f"days|{desk.code}")
    seasonal = [goods.HARVEST[(plan.first_day + timedelta(days=at)).month - 1] + 6 for at in range(DAYS)]
    whole, made, at, passed = sum(seasonal), [], 0, 0
    for number in range(count):
        mark = (number + dice.share()) / count * whole
        while at < DAYS - 1 and passed + seasonal[at] <= mark:
            passed += seasonal[at]
            at += 1
        made.append(plan.first_day + timedelta(days=at))
    return made


def batch_of(plan: Plan, day: date) -> int:
    """In which batch a report of a day is entered: some times a year, in the last four weeks every week."""
    ago = (plan.last_day - day).days
    if ago < 28:
        return BATCHES[plan.size] + 3 - ago // 7
    return (DAYS - ago) * BATCHES[plan.size] // (DAYS - 27)


def entered_on(plan: Plan, batch: int) -> date:
    """The day on which a batch is entered: after every event in it, never after the last day."""
    count = BATCHES[plan.size]
    if batch >= count:
        return plan.last_day - timedelta(days=7 * (count + 3 - batch))
    ends = ((batch + 1) * (DAYS - 27) + count - 1) // count
    return min(plan.first_day + timedelta(days=ends), plan.last_day)
