"""The parts of what is planted: sides with their findability, desks and days that fit, reports that carry them."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from kerege.kernel.law import FindingMode, PartyClass
from kerege.rooms.exercise.rules import cast, reports
from kerege.rooms.exercise.rules.dice import Dice
from kerege.rooms.exercise.rules.plan import Plan, Profile
from kerege.rooms.exercise.rules.subjects import Scene

Raw = dict[str, object]
HIT, SILENT, NONE = FindingMode.HIT, FindingMode.SILENT, FindingMode.NONE


@dataclass(frozen=True, slots=True)
class Trait:
    """What decides how far one side of a crossing may be found."""

    category: str = ""
    covert: bool = False
    integrity: bool = False
    closest: FindingMode = HIT
    not_to: str = ""
    offered: bool = True


@dataclass(frozen=True, slots=True)
class SideOfCrossing:
    """One report of a crossing: its key, desk, day, content and findability."""

    key: str
    desk: str
    day: date
    trait: Trait
    raw: Raw


@dataclass(frozen=True, slots=True)
class Crossing:
    """One planted crossing, or a decoy: reports that are, or only seem to be, about the same."""

    key: str
    family: str
    same: bool
    shared: str
    """The field by which the sides are recognised as the same: what a line of an inbox says if it means them."""
    sides: tuple[SideOfCrossing, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one side of a crossing stands: its place among the sides, desk and day."""

    at: int
    desk: cast.DeskSpec
    day: date


@dataclass(frozen=True, slots=True)
class Stage:
    """What a maker of crossings works with."""

    plan: Plan
    dice: Dice
    number: int
    key: str

    def spots(self, family: str = "", count: int = 2) -> list[Spot]:
        """Desks of different parties and days within some weeks of each other, as the family wants them."""
        desks, days = desks_for(family, count, self.dice), days_for(family, count, self.plan, self.dice)
        return [Spot(at, desk, day) for at, (desk, day) in enumerate(zip(desks, days, strict=True))]

    def scene(self, spot: Spot) -> Scene:
        """An empty nominal part of a side."""
        decoy = "-Д" if self.key.startswith("decoy") else ""
        case = f"УЧ-{spot.desk.code.upper()}-П{self.key[-5:]}{decoy}-{spot.at}"
        return Scene(spot.desk.party, self.dice, case, spot.desk.party.startswith("OBS"))


def offering_desks() -> list[cast.DeskSpec]:
    """The desks of members in the agreement whose nominal parts are offered as soon as they are reported."""
    return [
        desk
        for desk in member_desks(exchange="in_force")
        if desk.kind in {"unit", "analysis", "post"} and not reports.waits_at_gate(desk)
    ]


def member_desks(*, exchange: str) -> list[cast.DeskSpec]:
    """The reporting desks of members with this standing in the agreement on exchange."""
    parties = {p.code for p in cast.PARTIES if p.party_class is PartyClass.MEMBER and p.exchange == exchange}
    return [desk for desk in cast.desks() if desk.party in parties and desk.weight]


def gated_posts() -> list[cast.DeskSpec]:
    """The posts whose nominal parts wait for a releasing officer."""
    return [d for d in member_desks(exchange="in_force") if d.kind == "post" and reports.waits_at_gate(d)]


def first_desks(family: str) -> list[cast.DeskSpec]:
    """The desks of which a family wants one for its first side; none where any will do."""
    match family:
        case "none_agreement":
            return [desk for desk in member_desks(exchange="signed") if desk.kind == "unit"]
        case "none_unoffered":
            return gated_posts()
        case "none_penalty":
            return [desk for desk in cast.desks() if desk.code == "obs-b-unit"]
        case "observer_persian":
            return [desk for desk in cast.desks() if desk.code == "obs-a-unit"]
    return []


def desks_for(family: str, count: int, dice: Dice) -> list[cast.DeskSpec]:
    """Desks of different parties for the sides of a crossing, or two of one agency where the family wants that."""
    if family == "open_agency":
        one = dice.pick([desk for desk in offering_desks() if colleagues(desk)])
        return [one, dice.pick(colleagues(one))]
    first = first_desks(family)
    chosen = [dice.pick(first)] if first else []
    while len(chosen) < count:
        taken = {each.party for each in chosen}
        chosen.append(dice.pick([desk for desk in offering_desks() if desk.party not in taken]))
    return chosen


def colleagues(desk: cast.DeskSpec) -> list[cast.DeskSpec]:
    """The other offering desks of a desk's agency."""
    return [each for each in offering_desks() if each.agency == desk.agency and each.code != desk.code]


def days_for(family: str, count: int, plan: Plan, dice: Dice) -> list[date]:
    """Days within some weeks of each other, in order; what waits at a gate is of the last days."""
    if family == "none_unoffered":
        made = [plan.last_day - timedelta(days=dice.between(8, 10))]
    else:
        made = [plan.first_day + timedelta(days=dice.below((plan.last_day - plan.first_day).days - 70))]
    while len(made) < count:
        made.append(min(made[-1] + timedelta(days=dice.between(3, 30)), plan.last_day - timedelta(days=1)))
    return made


def side(stage: Stage, spot: Spot, trait: Trait, scene: Scene) -> SideOfCrossing:
    """A side's report: a seizure or a note of its desk, with what is planted as its nominal part."""
    bare = replace(stage.plan, profile=Profile.LEVEL_0)
    dice = stage.dice.fork(f"facts|{spot.at}")
    written = reports.Desk(spot.desk, bare, dice, spot.day, stage.number, reports.country_of(spot.desk, dice))
    note = dice.happens(0.4)
    raw: Raw = {"kind": "subject_note" if note else "seizure", "language": "en" if written.english else "ru"}
    raw |= reports.where(written) | ({"summary": f"{scene.mark()}: сведения."} if note else reports.seizure(written))
    raw["occurred"] = spot.day.isoformat()
    raw |= scene.raw()
    if trait.closest is not HIT:
        raw |= {"finding_mode": trait.closest.name.lower(), "mode_reason": f"{scene.mark()}: решение учебного дела"}
    if trait.not_to:
        raw["not_to_parties"] = [trait.not_to]
    return SideOfCrossing(f"{stage.key}:{spot.at}", spot.desk.code, spot.day, trait, raw)
