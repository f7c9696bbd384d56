"""What a plan lacks or contradicts: said part by part, before the form is checked and the states are asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kerege.kernel.saying import N_, SaidError
from kerege.rooms.operations.rules.carriers import parcels_that_are_none
from kerege.rooms.operations.rules.plan import COVERING, Leg, Plan, PlanError, WayPoint
from kerege.rooms.operations.rules.words import GONE, Transport
from kerege.rooms.operations.rules.zones import zone

MOST_LEGS = 20
MOST_ITEMS = 50
MOST_ON_THE_WAY = 20


@dataclass(frozen=True, slots=True)
class Lack:
    """What is wrong with a plan, and where: `part` is legs, points, goods or the field's name."""

    part: str
    at: int
    sentence: SaidError = field(compare=False)


def lacks(plan: Plan) -> list[Lack]:
    """Everything that is wrong with a plan; empty when it may be sent on."""
    return [*lacks_of_legs(plan), *lacks_of_points(plan), *lacks_of_goods(plan), *lacks_of_file(plan)]


def lacks_of_legs(plan: Plan) -> list[Lack]:
    """Too few, too many, or not one more point than legs."""
    if not plan.legs:
        return [Lack("legs", 0, PlanError(N_("a delivery has at least one leg")))]
    if len(plan.legs) > MOST_LEGS:
        return [Lack("legs", MOST_LEGS, PlanError(N_("a delivery has at most %(most)s legs"), most=MOST_LEGS))]
    if len(plan.points) != len(plan.legs) + 1:
        return [Lack("points", 0, PlanError(N_("%(legs)s legs have one point more than legs"), legs=len(plan.legs)))]
    if len(set(plan.all_terms)) < len(plan.legs):
        return [Lack("legs", 0, PlanError(N_("two legs are the same")))]
    nameless = [
        Lack("legs", at, PlanError(N_("leg %(leg)s names no state"), leg=at + 1))
        for at, leg in enumerate(plan.legs)
        if not leg.party
    ]
    return nameless + [lack for at, leg in enumerate(plan.legs) for lack in lacks_on_the_way(plan, at, leg)]


def lacks_on_the_way(plan: Plan, at: int, leg: Leg) -> Iterator[Lack]:
    """Parcels without a number of theirs; way points without a name, out of order, or outside the time of the leg."""
    if len(leg.via) > MOST_ON_THE_WAY:
        said = PlanError(
            N_("leg %(leg)s has more than %(most)s way points: name those that matter"),
            leg=at + 1,
            most=MOST_ON_THE_WAY,
        )
        yield Lack("legs", at, said)
    if plan.covering >= COVERING and leg.transport is Transport.POST:
        for number in parcels_that_are_none(leg.vehicle):
            said = PlanError(
                N_(
                    "“%(given)s” is no number of a parcel: thirteen signs like RA 123 456 785 KZ, or the fourteen "
                    "digits of the Russian post, with a check digit that fits"
                ),
                given=number,
            )
            yield Lack("legs", at, said)
    opens, closes = plan.points[at].opens, plan.points[at + 1].closes
    former: WayPoint | None = None
    for each in leg.via:
        if not str(each.name).strip():
            yield Lack("legs", at, PlanError(N_("a way point of leg %(leg)s has no name"), leg=at + 1))
        if not opens <= each.planned <= closes:
            said = PlanError(
                N_("%(name)s is planned outside the time of leg %(leg)s, which lies between its two points"),
                name=each.name,
                leg=at + 1,
            )
            yield Lack("legs", at, said)
        if former is not None and each.planned < former.planned:
            said = PlanError(N_("%(name)s lies before %(former)s in time"), name=each.name, former=former.name)
            yield Lack("legs", at, said)
        former = each


def lacks_of_points(plan: Plan) -> list[Lack]:
    """Windows that end before they begin, or that come before the former point's."""
    made = []
    for at, point in enumerate(plan.points):
        zone(point.zone)
        if not str(point.name).strip():
            made.append(Lack("points", at, PlanError(N_("point %(at)s has no name"), at=at + 1)))
        if point.closes < point.opens:
            said = PlanError(N_("the window of %(name)s ends before it begins"), name=point.name)
            made.append(Lack("points", at, said))
        if at and point.closes < plan.points[at - 1].opens:
            said = PlanError(
                N_("%(name)s lies before %(former)s in time"), name=point.name, former=plan.points[at - 1].name
            )
            made.append(Lack("points", at, said))
    return made


def lacks_of_goods(plan: Plan) -> list[Lack]:
    """No goods; amounts that are none; lethal goods that are not to be replaced or removed as a whole."""
    if not plan.goods:
        return [Lack("goods", 0, PlanError(N_("a delivery has at least one kind of goods")))]
    if len(plan.goods) > MOST_ITEMS:
        return [Lack("goods", 0, PlanError(N_("a delivery has at most %(most)s kinds of goods"), most=MOST_ITEMS))]
    made = []
    for at, item in enumerate(plan.goods):
        if item.stated_grams < 0 or item.left_grams < 0 or (item.true_grams or 0) < 0:
            made.append(Lack("goods", at, PlanError(N_("%(name)s: a weight is not below zero"), name=item.name)))
        if item.lethal and item.replacing not in GONE:
            said = PlanError(
                N_("%(name)s is never sent live: have it replaced or removed as a whole before the load is taken over"),
                name=item.name,
            )
            made.append(Lack("goods", at, said))
    return made


def lacks_of_file(plan: Plan) -> list[Lack]:
    """What every file has to state."""
    needed = {
        "case": N_("give the case number"),
        "legal_basis": N_("give the legal basis"),
        "officer": N_("say which office answers day and night, and on which number"),
    }
    made = [Lack(name, 0, PlanError(text)) for name, text in needed.items() if not str(getattr(plan, name)).strip()]
    if plan.points and plan.expires < plan.points[-1].opens:
        made.append(Lack("expires", 0, PlanError(N_("the file expires before the load arrives"))))
    return made
