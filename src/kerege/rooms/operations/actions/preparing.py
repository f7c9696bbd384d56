"""A plan as it is kept: numbers of vehicles and parcels in one spelling, goods as the register knows them."""

from dataclasses import replace

from kerege.rooms.operations.rules.carriers import one_spelling
from kerege.rooms.operations.rules.plan import Item, Leg, Plan
from kerege.rooms.operations.rules.soundness import refuse_unsound
from kerege.rooms.operations.rules.words import LETHAL_CLASSES
from kerege.rooms.substances import queries as substances


def prepared(plan: Plan, former: Plan | None = None) -> Plan:
    """What the node makes of a plan before it is kept; what stood in the former plan stays, so that consents do.

    Raises PlanError where something in it is not what it should be.
    """
    refuse_unsound(plan)
    legs = set(former.legs) if former else set()
    goods = {item.name: item for item in former.goods} if former else {}
    return replace(
        plan,
        legs=tuple(leg if leg in legs else spelled(leg, legs) for leg in plan.legs),
        goods=tuple(looked_up(item, goods.get(item.name)) for item in plan.goods),
    )


def spelled(leg: Leg, former: set[Leg]) -> Leg:
    """A leg with its numbers in one spelling; a number that was kept otherwise is not written anew."""
    if any(leg.vehicle == each.vehicle for each in former):
        return leg
    return replace(leg, vehicle=one_spelling(leg.transport, leg.vehicle))


def looked_up(item: Item, former: Item | None) -> Item:
    """Goods with their entry of the register and its class; whoever drafts the plan does not say them himself."""
    if former is not None:
        return replace(item, substance=former.substance, group=former.group)
    code = substances.resolve(item.name).code
    if code is None:
        return replace(item, substance="", group="")
    classes = [each.code for each in substances.register().classes_of(code)]
    lethal = next((each for each in classes if each in LETHAL_CLASSES), None)
    return replace(item, substance=code, group=lethal or (classes[0] if classes else ""))
