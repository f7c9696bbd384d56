"""What is planted: the same person or thing known at several desks, and beside them decoys."""

from dataclasses import replace

from kerege.rooms.exercise.rules import numbers, persons, subjects, writing
from kerege.rooms.exercise.rules.decoys import DECOYS_BY_FAMILY
from kerege.rooms.exercise.rules.dice import Dice
from kerege.rooms.exercise.rules.persons import Person
from kerege.rooms.exercise.rules.plan import CROSSINGS, DECOYS, Plan
from kerege.rooms.exercise.rules.planting import (
    NONE,
    SILENT,
    Crossing,
    Raw,
    SideOfCrossing,
    Stage,
    Trait,
    side,
)
from kerege.rooms.exercise.rules.subjects import Scene

PERSON_FAMILIES: dict[str, tuple[float, Trait]] = {
    "person_passport": (10, Trait("suspect")),
    "person_phone": (8, Trait("suspect")),
    "person_birth": (10, Trait("suspect")),
    "person_slip": (4, Trait("suspect")),
    "silent_contact": (2, Trait("contact")),
    "silent_covert": (1.5, Trait("suspect", covert=True)),
    "silent_chosen": (1.5, Trait("suspect", closest=SILENT)),
    "none_witness": (1.5, Trait("witness")),
    "none_victim": (1, Trait("victim")),
    "none_integrity": (1.5, Trait("suspect", integrity=True)),
    "none_chosen": (1, Trait("suspect", closest=NONE)),
    "none_excluded": (2, Trait("suspect", not_to="other")),
    "none_agreement": (2, Trait("suspect")),
    "none_unoffered": (1.5, Trait("suspect", offered=False)),
    "none_penalty": (1.5, Trait("suspect")),
    "observer_persian": (3, Trait("suspect")),
    "open_agency": (2, Trait("suspect")),
}
"""Weight of each family and what is peculiar to its first side; the other sides are of an ordinary suspect."""
BY_BIRTH = frozenset({"person_birth", "person_slip", "observer_persian"})
IN_THREE = frozenset({"person_passport", "person_phone", "person_birth"})
THING_FAMILIES = {"phone": 6.0, "plate": 6, "parcel": 5, "wallet": 2, "shop": 3, "account": 2, "email": 1}
DECOY_FAMILIES = {
    "namesake": 6.0,
    "father_son": 4,
    "brothers": 3,
    "near_phone": 4,
    "near_plate": 4,
    "near_parcel": 3,
}


def crossings(plan: Plan) -> list[Crossing]:
    """Everything planted in an exercise, decoys after; nothing where reports hold no nominal data."""
    if not plan.nominal:
        return []
    made = [planted(plan, number) for number in range(CROSSINGS[plan.size])]
    return made + [decoy(plan, number) for number in range(DECOYS[plan.size])]


def planted(plan: Plan, number: int) -> Crossing:
    """The crossing of a number; the first ones are of each family in turn, so that none is missing."""
    dice = plan.dice(f"crossing|{number}")
    families = {name: weight for name, (weight, _) in PERSON_FAMILIES.items()} | THING_FAMILIES
    family = list(families)[number] if number < len(families) else dice.weighed(families)
    stage = Stage(plan, dice, number, f"crossing-{number:05d}")
    make = thing_sides if family in THING_FAMILIES else person_sides
    return Crossing(stage.key, family, True, shared_field(family), tuple(make(stage, family)))


def shared_field(family: str) -> str:
    """By which field the sides of a family are the same."""
    if family in BY_BIRTH:
        return "birth"
    named = {"shop": "url", "account": "handle", "person_phone": "phone"}
    return named.get(family, family if family in THING_FAMILIES else "passport")


def decoy(plan: Plan, number: int) -> Crossing:
    """The decoy of a number."""
    dice = plan.dice(f"decoy|{number}")
    family = list(DECOY_FAMILIES)[number] if number < len(DECOY_FAMILIES) else dice.weighed(DECOY_FAMILIES)
    stage = Stage(plan, dice, CROSSINGS[plan.size] + number, f"decoy-{number:05d}")
    return Crossing(stage.key, family, False, "", tuple(DECOYS_BY_FAMILY[family](stage)))


def person_sides(stage: Stage, family: str) -> list[SideOfCrossing]:
    """The same person at two or three desks, each writing the name its way, with or without a second identifier."""
    dice = stage.dice
    language = "tg" if family == "observer_persian" else dice.pick(tuple(persons.COUNTRY_OF))
    one = subjects.planted_person(stage.plan, language, stage.number)
    spots = stage.spots(family, 3 if family in IN_THREE and dice.happens(0.25) else 2)
    made: list[SideOfCrossing] = []
    used: list[str] = []
    for spot in spots:
        trait = PERSON_FAMILIES[family][1] if spot.at == 0 else Trait("suspect")
        if trait.not_to:
            trait = replace(trait, not_to=spots[1].desk.party)
        scene = stage.scene(spot)
        used.append(persons.another_way(one, scene.party, used, dice))
        name = persons.written(one, used[-1], dice)
        if family == "person_slip" and spot.at == 1:
            name = writing.slipped(name, dice)
        scene.add(person_of(stage, scene, family, one) | {"name": name} | traits(trait))
        made.append(side(stage, spot, trait, scene))
    return made


def person_of(stage: Stage, scene: Scene, family: str, one: Person) -> Raw:
    """The person as one side knows him: birth date, second identifier."""
    dice = scene.dice
    by_birth = family in BY_BIRTH
    birth = "day" if by_birth else dice.weighed({"day": 0.65, "year": 0.3, "none": 0.05})
    row = subjects.person_row(one, scene, birth=birth)
    unique = -1 - stage.number
    if family == "person_phone":
        value = numbers.phone_as_written(numbers.phone(one.country, unique), one.country, dice)
        row["identifiers"] = [subjects.identifier("phone", value, one.country)]
    elif not by_birth:
        value = numbers.passport_as_written(numbers.passport(one.country, unique), dice)
        row["identifiers"] = [subjects.identifier("passport", value, one.country)]
    return row


def traits(trait: Trait) -> Raw:
    """Category and flags of a side's person."""
    flags: Raw = {flag: "yes" for flag in ("covert", "integrity") if getattr(trait, flag)}
    return {"category": trait.category} | flags


def thing_sides(stage: Stage, family: str) -> list[SideOfCrossing]:
    """The same thing at two desks, written differently."""
    country = stage.dice.pick(("KZ", "KG", "UZ", "TJ", "RU", "AZ"))
    made = []
    for spot in stage.spots(family):
        scene = stage.scene(spot)
        scene.add(thing_of(family, country, -1 - stage.number, stage.dice))
        made.append(side(stage, spot, Trait(), scene))
    return made


def thing_of(family: str, country: str, number: int, dice: Dice) -> Raw:
    """A thing of a family as one hand writes it."""
    match family:
        case "phone":
            return subjects.phone_row(numbers.phone(country, number), country, dice)
        case "plate":
            return subjects.vehicle_row(numbers.plate(country, number), country, dice)
        case "parcel":
            return subjects.parcel_row(numbers.parcel("CN", number), dice)
        case "wallet":
            return subjects.thing_row("wallet", "wallet", numbers.wallet(10**6 - number))
        case "shop":
            return subjects.shop_row(numbers.shop(10**6 - number), dice)
        case "account":
            return subjects.thing_row("account", "handle", numbers.handle(10**6 - number))
        case _:
            return subjects.thing_row("email", "email", numbers.email(10**6 - number))


def held_back(key: str, plan: Plan) -> bool:
    """Whether a report is the side of a crossing that its desk does not offer."""
    name, _, at = key.rpartition(":")
    if not name.startswith("crossing") or at != "0":
        return False
    return planted(plan, int(name.removeprefix("crossing-"))).family == "none_unoffered"
