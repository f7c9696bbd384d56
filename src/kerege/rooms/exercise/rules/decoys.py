"""Decoys: persons and things that only seem the same; whoever takes them for one is wrong."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from kerege.rooms.exercise.rules import numbers, persons, subjects
from kerege.rooms.exercise.rules.persons import Person
from kerege.rooms.exercise.rules.planting import Raw, SideOfCrossing, Stage, Trait, side

OLDER = 1980


def two_persons(stage: Stage, one: Person, other: Person) -> list[SideOfCrossing]:
    """Two persons who are not the same, at two desks, each with the full date of birth."""
    made = []
    for spot, each in zip(stage.spots(), (one, other), strict=True):
        scene = stage.scene(spot)
        scene.add(subjects.person_row(each, scene, birth="day"))
        made.append(side(stage, spot, Trait("suspect"), scene))
    return made


def namesake(stage: Stage) -> list[SideOfCrossing]:
    """Two of one full name, born eight years apart or more."""
    one = some_person(stage)
    return two_persons(stage, one, persons.namesake_of(one, stage.dice))


def father_son(stage: Stage) -> list[SideOfCrossing]:
    """A father and his son."""
    one = replace(some_person(stage), female=False)
    father = replace(one, born=one.born.replace(year=1958 + one.born.year % 18, day=min(one.born.day, 28)))
    return two_persons(stage, father, persons.child_of(father, stage.dice))


def brothers(stage: Stage) -> list[SideOfCrossing]:
    """Two brothers: surname and father are the same."""
    one = replace(some_person(stage), female=False)
    given = [each for each in persons.given_names(one.language, "m") if each != one.given]
    apart = timedelta(days=365 * stage.dice.between(3, 7))
    born = one.born - apart if one.born.year > OLDER else one.born + apart
    return two_persons(stage, one, replace(one, given=stage.dice.pick(given), born=born))


def some_person(stage: Stage) -> Person:
    """A person who stands nowhere else."""
    return subjects.planted_person(stage.plan, stage.dice.pick(tuple(persons.COUNTRY_OF)), stage.number)


def two_things(stage: Stage, rows: tuple[Raw, Raw]) -> list[SideOfCrossing]:
    """Two things that differ in one sign, at two desks."""
    made = []
    for spot, row in zip(stage.spots(), rows, strict=True):
        scene = stage.scene(spot)
        scene.add(row)
        made.append(side(stage, spot, Trait(), scene))
    return made


def near_phone(stage: Stage) -> list[SideOfCrossing]:
    """Two telephones one digit apart."""
    dice = stage.dice
    one = numbers.phone("KZ", -1 - stage.number)
    other = one[:-1] + str((int(one[-1]) + 5) % 10)
    return two_things(stage, (subjects.phone_row(one, "KZ", dice), subjects.phone_row(other, "KZ", dice)))


def near_plate(stage: Stage) -> list[SideOfCrossing]:
    """Two plates one digit apart."""
    dice = stage.dice
    one = numbers.plate("KZ", -1 - stage.number)
    other = str((int(one[0]) + 5) % 10) + one[1:]
    return two_things(stage, (subjects.vehicle_row(one, "KZ", dice), subjects.vehicle_row(other, "KZ", dice)))


def near_parcel(stage: Stage) -> list[SideOfCrossing]:
    """Two parcels handed in one after the other."""
    dice = stage.dice
    one = numbers.parcel("CN", -1 - stage.number)
    other = numbers.parcel_of_serial("CN", (int(one[2:10]) + 1) % 10**8)
    return two_things(stage, (subjects.parcel_row(one, dice), subjects.parcel_row(other, dice)))


DECOYS_BY_FAMILY: dict[str, Callable[[Stage], list[SideOfCrossing]]] = {
    "namesake": namesake,
    "father_son": father_son,
    "brothers": brothers,
    "near_phone": near_phone,
    "near_plate": near_plate,
    "near_parcel": near_parcel,
}
