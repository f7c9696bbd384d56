"""What a planned event is: kind, scope, shape, choice, and the limits it must keep."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as default_of
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from kerege.kernel.saying import N_
from kerege.methods.deconfliction import Box, Shape, ShapeError, cover, waypoints
from kerege.rooms.deconfliction.rules import borders
from kerege.rooms.deconfliction.rules.telling import Choice


class Kind(StrEnum):
    """What is planned."""

    RAID = "raid"
    ARREST = "arrest"
    PURCHASE = "purchase"
    SURVEILLANCE = "surveillance"
    DELIVERY = "delivery"


class Scope(StrEnum):
    """Why it is more than the party's own affair; everything else stays at the national node."""

    BORDER = "border"
    ROUTE = "route"
    FOREIGN = "foreign"


KINDS: Final[Mapping[Kind, str]] = {
    Kind.RAID: N_("raid"),
    Kind.ARREST: N_("arrest"),
    Kind.PURCHASE: N_("undercover purchase"),
    Kind.SURVEILLANCE: N_("surveillance"),
    Kind.DELIVERY: N_("controlled delivery"),
}
SCOPES: Final[Mapping[Scope, str]] = {
    Scope.BORDER: N_("within 50 km of a border"),
    Scope.ROUTE: N_("on an international route"),
    Scope.FOREIGN: N_("with a foreign subject"),
}
CHOICES: Final[Mapping[Choice, str]] = {
    Choice.BOTH: N_("tell both sides at once"),
    Choice.DESK: N_("the duty desk mediates: it calls one supervisor first"),
}
BELT_KM: Final = 50.0
LONGEST: Final = timedelta(hours=72)
WIDEST_KM: Final = 3.0
FURTHEST_AHEAD: Final = timedelta(days=60)
MOST_POINTS: Final = 40
MOST_A_DAY: Final = 40
"""A desk's events of 24 hours."""
MOST_ALIKE: Final = 12
"""A desk's events of 24 hours around one spot: feeling one's way to somebody else's event is no planning."""
SPOT_DEGREES: Final = 0.25
Row = tuple[float, float, float, float]
"""Latitude, longitude, earliest and latest instant (seconds since 1970, UTC)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """An event as it is submitted. One row of `way` is a place held for a while; several are points of a way."""

    kind: Kind
    scope: Scope
    scope_note: str
    belt_km: float | None = None
    place: str
    way: tuple[Row, ...]
    radius_km: float
    zone: str
    case: str
    supervisor: str
    telephone: str
    choice: Choice
    left_out: tuple[str, ...] = ()
    integrity: bool = False
    leg: UUID | None = None
    besides: frozenset[UUID] = frozenset()
    """Other legs of the same load: it does not meet what stands of them."""
    caller: str = ""

    @property
    def shape(self) -> Shape:
        """Its shape on the sphere. Raises ShapeError."""
        return waypoints(self.way, self.radius_km)

    @property
    def starts(self) -> datetime:
        """The first instant at which somebody may be there."""
        return datetime.fromtimestamp(min(row[2] for row in self.way), UTC)

    @property
    def ends(self) -> datetime:
        """The last instant."""
        return datetime.fromtimestamp(max(row[3] for row in self.way), UTC)


@dataclass(frozen=True, slots=True)
class Problem:
    """One field that is not in order: an English msgid and what fills it."""

    field: str
    message: str
    values: Mapping[str, str] = default_of(default_factory=dict)


def default_choice(kind: Kind) -> Choice:
    """Both at once, but for surveillance, which a loud word would end."""
    return Choice.DESK if kind is Kind.SURVEILLANCE else Choice.BOTH


def problems(plan: Plan, now: datetime) -> list[Problem]:
    """Everything that is not in order with a plan; empty when it may be submitted."""
    made = [*missing(plan), *scope_problems(plan)]
    try:
        plan_shape = plan.shape if plan.way else None
    except ShapeError as problem:
        return [*made, Problem("way", problem.message, problem.values)]
    if plan_shape is None:
        return [*made, Problem("way", N_("Say where and when."))]
    return [*made, *limit_problems(plan, now)]


def missing(plan: Plan) -> list[Problem]:
    """Fields that may not be empty."""
    said = {
        "place": (plan.place, N_("Say where in words, so that it can be read back.")),
        "case": (plan.case, N_("Give your side's case number.")),
        "supervisor": (plan.supervisor, N_("Name the supervisor who answers calls about it.")),
        "telephone": (plan.telephone, N_("Give the supervisor's telephone.")),
    }
    return [Problem(name, message) for name, (value, message) in said.items() if not value.strip()]


def scope_problems(plan: Plan) -> list[Problem]:
    """What an event outside the scope lacks."""
    if not plan.scope_note.strip():
        return [Problem("scope_note", N_("Name the border, the route or the state of the foreign subject."))]
    if plan.scope is Scope.BORDER and not 0 <= (BELT_KM + 1 if plan.belt_km is None else plan.belt_km) <= BELT_KM:
        return [Problem("belt_km", N_("Within 50 km of a border only: give the distance. The rest stays at home."))]
    return belt_problems(plan) if plan.scope is Scope.BORDER else []


def belt_problems(plan: Plan) -> list[Problem]:
    """An event in the belt that the outline of borders puts outside it, beyond what the outline may be off."""
    found = nearest_border(plan)
    if found is None or found.km - plan.radius_km <= BELT_KM + borders.SLACK_KM:
        return []
    said = {"border": found.between, "km": f"{found.km:.0f}"}
    message = N_("The nearest border (%(border)s) is about %(km)s km away, by a coarse outline: choose another reason.")
    return [Problem("belt_km", message, said)]


def nearest_border(plan: Plan) -> borders.Nearest | None:
    """The border nearest to any point of a plan; None where the outline does not know."""
    if not all(borders.is_known(row[0], row[1]) for row in plan.way):
        return None
    found = [borders.nearest(row[0], row[1]) or borders.Nearest("—", 999.0) for row in plan.way]
    return min(found, key=lambda each: each.km, default=None)


def limit_problems(plan: Plan, now: datetime) -> list[Problem]:
    """Limits of time, radius and length."""
    made = []
    if plan.ends - plan.starts > LONGEST:
        made.append(Problem("ends", N_("At most 72 hours; what lasts longer is several events.")))
    if plan.ends <= now:
        made.append(Problem("ends", N_("It is over already.")))
    if plan.starts > now + FURTHEST_AHEAD:
        made.append(Problem("starts", N_("At most 60 days ahead.")))
    if not 0 < plan.radius_km <= WIDEST_KM:
        made.append(Problem("radius_km", N_("The radius is more than 0 and at most 3 km.")))
    if len(plan.way) > MOST_POINTS:
        made.append(Problem("way", N_("At most 40 points.")))
    return made


def spots(boxes: Sequence[Box]) -> list[int]:
    """Numbers of the quarter degrees that an event lies in, for its desk's ration."""
    return sorted(
        {
            round((box.south + box.north) / 2 / SPOT_DEGREES) * 10_000 + round((box.west + box.east) / 2 / SPOT_DEGREES)
            for box in boxes
        }
    )


def boxes_of(plan: Plan) -> tuple[Box, ...]:
    """The boxes under which the index finds it."""
    return cover(plan.shape)
