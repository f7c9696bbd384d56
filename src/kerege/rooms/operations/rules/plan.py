"""The plan of a delivery: points with windows of time, legs over states, goods; and the terms that a consent covers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from kerege.kernel.canonical import content_hash, decimal_text
from kerege.kernel.saying import N_, SaidError
from kerege.rooms.operations.rules.words import GONE, LETHAL, LETHAL_CLASSES, LETHAL_NAMES, Goods, Replacing, Transport
from kerege.rooms.operations.rules.zones import zone

COVERING = 2
"""The rule of today: a consent covers the texts of the file too and names its law, and parcels have their numbers."""


class PlanError(SaidError):
    """What a plan lacks or contradicts; the text says which leg or point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A place where the load starts, is handed over or ends, with its zone and the window of time agreed for it."""

    name: str
    zone: str
    opens: datetime
    closes: datetime
    latitude: float | None = None
    longitude: float | None = None

    def __post_init__(self) -> None:
        """Raises LocalTimeError for a zone that is none, PlanError for an instant without its distance from UTC."""
        zone(self.zone)
        if self.opens.tzinfo is None or self.closes.tzinfo is None:
            raise PlanError(N_("%(name)s: write each instant with its distance from UTC"), name=self.name)

    def wire(self) -> dict[str, Any]:
        """As it is kept and signed; instants in UTC."""
        return {
            "name": self.name,
            "zone": self.zone,
            "opens": written(self.opens),
            "closes": written(self.closes),
            "latitude": self.latitude,
            "longitude": self.longitude,
        }

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Point:
        """A point as it was kept."""
        return cls(**{**kept, "opens": read_instant(kept["opens"]), "closes": read_instant(kept["closes"])})


@dataclass(frozen=True, slots=True, kw_only=True)
class WayPoint:
    """A place inside a leg that the load is to pass, with the instant planned for it, by the clocks of its zone."""

    name: str
    zone: str
    planned: datetime
    latitude: float | None = None
    longitude: float | None = None

    def __post_init__(self) -> None:
        """Raises LocalTimeError for a zone that is none, PlanError for an instant without its distance from UTC."""
        zone(self.zone)
        if self.planned.tzinfo is None:
            raise PlanError(N_("%(name)s: write each instant with its distance from UTC"), name=self.name)

    def wire(self) -> dict[str, Any]:
        """As it is kept and signed; instants in UTC."""
        return {
            "name": self.name,
            "zone": self.zone,
            "planned": written(self.planned),
            "latitude": self.latitude,
            "longitude": self.longitude,
        }

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> WayPoint:
        """A way point as it was kept."""
        return cls(**{**kept, "planned": read_instant(kept["planned"])})


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """The way from one point to the next, on the soil of one state."""

    party: str
    transport: Transport
    agency: str = ""
    carrier: str = ""
    vehicle: str = ""
    """Registration, flight, waggon or parcel number."""
    escort: str = ""
    tracking: str = ""
    arrest: str = ""
    """Who may arrest whom, and where."""
    via: tuple[WayPoint, ...] = ()
    """Towns and places on the way, in order: part of what the state of this leg consents to, and of no other's."""

    def wire(self) -> dict[str, Any]:
        """As it is kept and signed; a leg without way points as legs were before there were any."""
        made = {name: getattr(self, name) for name in LEG_TEXTS} | {"transport": self.transport.value}
        return made | ({"via": [each.wire() for each in self.via]} if self.via else {})

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Leg:
        """A leg as it was kept."""
        via = tuple(WayPoint.read(each) for each in kept.get("via") or ())
        return cls(**{**kept, "transport": Transport(kept["transport"]), "via": via})


LEG_TEXTS = ("party", "agency", "carrier", "vehicle", "escort", "tracking", "arrest")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Goods of one kind: what, how much is stated and how much it truly is, and what is to be replaced."""

    name: str
    kind: Goods
    stated_grams: Decimal
    true_grams: Decimal | None = None
    packaging: str = ""
    replacing: Replacing = Replacing.NONE
    left_grams: Decimal = Decimal(0)
    """What stays live when it is replaced in part."""
    replaced: bool = False
    """Whether it was done; not part of the terms."""
    substance: str = ""
    """Its entry in the register of substances, where its name is known there; the node looks it up."""
    group: str = ""
    """The class of that entry; of lethal ones the class that makes it so."""

    @property
    def lethal(self) -> bool:
        """Whether it may never travel live: by its kind, or by its substance or name whatever kind was chosen."""
        name = str(self.name).casefold()
        known = self.kind in LETHAL or self.group in LETHAL_CLASSES
        return known or any(part in name for part in LETHAL_NAMES)

    @property
    def live(self) -> bool:
        """Whether any of it travels live now."""
        return not (self.replaced and self.replacing in GONE)

    @property
    def live_grams(self) -> Decimal:
        """How much of it travels live now, in grams."""
        if not self.replaced or self.replacing is Replacing.NONE:
            return self.true_grams if self.true_grams is not None else self.stated_grams
        return Decimal(0) if self.replacing in GONE else self.left_grams

    def terms(self) -> dict[str, Any]:
        """What a consent covers of it."""
        known = {"substance": self.substance, "group": self.group} if self.substance else {}
        return known | {
            "name": self.name,
            "kind": self.kind.value,
            "stated_grams": decimal_text(self.stated_grams),
            "true_grams": None if self.true_grams is None else decimal_text(self.true_grams),
            "packaging": self.packaging,
            "replacing": self.replacing.value,
            "left_grams": decimal_text(self.left_grams),
        }

    def wire(self) -> dict[str, Any]:
        """As it is kept."""
        return self.terms() | {"replaced": self.replaced}

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Item:
        """An item as it was kept."""
        true = kept["true_grams"]
        return cls(
            name=kept["name"],
            kind=Goods(kept["kind"]),
            stated_grams=Decimal(kept["stated_grams"]),
            true_grams=None if true is None else Decimal(true),
            packaging=kept["packaging"],
            replacing=Replacing(kept["replacing"]),
            left_grams=Decimal(kept["left_grams"]),
            replaced=kept["replaced"],
            substance=kept.get("substance", ""),
            group=kept.get("group", ""),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Legs between points, the goods, and what holds for the whole file."""

    points: tuple[Point, ...]
    legs: tuple[Leg, ...]
    goods: tuple[Item, ...]
    expires: datetime
    case: str = ""
    legal_basis: str = ""
    officer: str = ""
    """The requesting officer's office and a number that answers day and night."""
    prosecutors: str = ""
    evidence: str = ""
    stop_conditions: str = ""
    costs: str = ""
    substitution: str = ""
    """What is to be replaced or removed by whom, when and where, and which trace sample is kept."""
    covering: int = COVERING
    """By which rule its consents cover it; a file keeps the one it began with."""

    def terms(self, leg: int) -> str:
        """The hash of what the consent to a leg covers: its points with their times, the leg itself, the goods.

        By the rule of today also what every state was promised for the whole file, and until when.
        """
        promised = {name: getattr(self, name) for name in PROMISED} | {"expires": written(self.expires)}
        content = ({"file": promised} if self.covering >= COVERING else {}) | {
            "from": self.points[leg].wire(),
            "to": self.points[leg + 1].wire(),
            "leg": self.legs[leg].wire(),
            "goods": [item.terms() for item in self.goods],
        }
        return content_hash(content).hex()

    @property
    def all_terms(self) -> tuple[str, ...]:
        """The terms of each leg."""
        return tuple(self.terms(leg) for leg in range(len(self.legs)))

    @property
    def parties(self) -> tuple[str, ...]:
        """The states of the route, each once, in order."""
        return tuple(dict.fromkeys(leg.party for leg in self.legs))

    def legs_of(self, party: str) -> tuple[int, ...]:
        """Which legs lie on a state's soil."""
        return tuple(at for at, leg in enumerate(self.legs) if leg.party == party)

    def with_goods(self, goods: Sequence[Item]) -> Plan:
        """The same plan for other goods."""
        return replace(self, goods=tuple(goods))

    def wire(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "points": [point.wire() for point in self.points],
            "legs": [leg.wire() for leg in self.legs],
            "goods": [item.wire() for item in self.goods],
            "expires": written(self.expires),
            "covering": self.covering,
        } | {name: getattr(self, name) for name in PLAN_TEXTS}

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Plan:
        """A plan as it was kept."""
        return cls(
            points=tuple(Point.read(each) for each in kept["points"]),
            legs=tuple(Leg.read(each) for each in kept["legs"]),
            goods=tuple(Item.read(each) for each in kept["goods"]),
            expires=read_instant(kept["expires"]),
            covering=int(kept.get("covering", 1)),
            substitution=kept.get("substitution", ""),
            **{name: kept[name] for name in PLAN_TEXTS if name != "substitution"},
        )


PLAN_TEXTS = ("case", "legal_basis", "officer", "prosecutors", "evidence", "stop_conditions", "costs", "substitution")
PROMISED = ("legal_basis", "stop_conditions", "evidence", "substitution")
"""The texts of the whole file that every state reads and agrees to."""


def written(instant: datetime) -> str:
    """An instant as it is kept: UTC, to the second."""
    return instant.astimezone(UTC).isoformat(timespec="seconds")


def read_instant(text: str) -> datetime:
    """An instant as it was kept. Raises PlanError for one without its distance from UTC."""
    made = datetime.fromisoformat(text)
    if made.tzinfo is None:
        raise PlanError(N_("“%(text)s”: write the instant with its distance from UTC, like +05:00"), text=text[:40])
    return made
