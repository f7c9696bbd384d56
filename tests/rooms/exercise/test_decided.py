"""Every planted person, as his desks write him, is decided to be worth telling; over many years and every name.

The whole exercise takes a node and minutes: here the decision alone is asked, of many more pairs than one year holds.
"""

from collections.abc import Iterator
from datetime import date
from itertools import permutations
from typing import Any

import pytest

from kerege.kernel.dates import parse_date
from kerege.methods.identity import Grade, decide
from kerege.methods.identity.described import Described
from kerege.rooms.exercise.rules import crossings, persons
from kerege.rooms.exercise.rules.learning import is_told
from kerege.rooms.exercise.rules.persons import Person
from kerege.rooms.exercise.rules.plan import Plan, Profile, Size
from kerege.rooms.exercise.rules.planting import Crossing

LAST = date(2026, 11, 29)
SEEDS = ("1", "2", "3", "decided", "fewer", "test")
LANGUAGE = "tg"  # the names that the tables hold in Persian too
BORN = date(1990, 9, 25)
WORTH = frozenset({Grade.STRONG, Grade.POSSIBLE})


def described(raw: dict[str, Any]) -> Described:
    """A subject of the exercise's raw reports, as the decision takes it."""
    born = raw.get("birth_date")
    return Described(
        kind="person",
        names=(raw["name"],),
        birth=parse_date(born) if born else None,
        sex=raw.get("sex", ""),
        nationality=raw.get("nationality", ""),
        identifiers=tuple((each["kind"], each["value"].replace(" ", "")) for each in raw.get("identifiers", ())),
    )


def told(made: list[Crossing]) -> Iterator[tuple[str, Described, Described]]:
    """The planted pairs of persons of which one side has to be told of the other."""
    for crossing in made:
        if crossing.same and crossing.family in crossings.PERSON_FAMILIES:
            for reader, held in permutations(crossing.sides, 2):
                if is_told(reader, held) != "none":
                    one, other = (described(side.raw["subjects"][0]) for side in (reader, held))  # type: ignore[index]
                    yield crossing.key, one, other


@pytest.mark.parametrize("seed", SEEDS)
def test_every_planted_person_is_worth_telling(seed: str) -> None:
    pairs = [*told(crossings.crossings(Plan(Size.SMALL, Profile.FULL, seed, LAST)))]
    assert len(pairs) > 50
    lost = [(key, one.names, other.names) for key, one, other in pairs if decide(one, other).grade not in WORTH]
    assert not lost


def somebody() -> Iterator[Person]:
    """Everybody with a Persian spelling of these: each given name with a surname, each surname with a given name."""
    for sex in "fm":
        given = [word for word in persons.given_names(LANGUAGE, sex) if word.persian]
        family = [word for word in persons.surnames(LANGUAGE, female=sex == "f") if word.persian]
        for at in range(max(len(given), len(family))):
            father = persons.given_names(LANGUAGE, "m")[at % 5]
            own, shared = given[at % len(given)], family[at % len(family)]
            yield Person(LANGUAGE, sex == "f", own, shared, father, BORN, at)


def test_everybody_written_in_persian_is_worth_telling_beside_every_other_writing() -> None:
    """Of the whole table of names, not of the three of a year; letters between which a vowel is left out among them."""
    asked, lost = 0, []
    for one in somebody():
        mine = Described(kind="person", names=(persons.in_persian(one),), birth=parse_date("25.09.1990"))
        by_hand = {persons.in_latin(one, hand) for hand in range(6)}
        for name in {persons.in_russian(one), persons.in_own_spelling(one), *by_hand}:
            asked += 1
            decision = decide(mine, Described(kind="person", names=(name,), birth=mine.birth))
            lost += [] if decision.grade in WORTH else [(mine.names[0], name)]
    assert asked > 1_500
    assert not lost
