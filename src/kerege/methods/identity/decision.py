"""Whether two subjects are the same: one calibrated probability from all that is known, with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

from kerege.methods.identity import explaining, namesakes
from kerege.methods.identity.births import BIRTH_AGAINST, BIRTH_AGREES, Birth
from kerege.methods.identity.described import PERSON, Described
from kerege.methods.identity.levels import Levels, levels_of
from kerege.methods.identity.namings import AGAINST, AGREEING, PARTLY, Naming
from kerege.methods.identity.places import Place
from kerege.methods.identity.reasons import Change, Reason
from kerege.methods.identity.weights import probability, weights

STRONG_LEAST: Final = 0.9
POSSIBLE_LEAST: Final = 0.02
NAME_ALONE_MOST: Final = 0.5
NUMBER_ALONE: Final = 0.98
SHORT_NUMBER_ALONE: Final = 0.5
NEAR_NUMBER_ALONE: Final = 0.35
PART_NUMBER_ALONE: Final = 0.25
NO_AGREEMENT: Final = 0.005
PARTLY_LEAST: Final = 0.55
"""The score of two names from which one part of them that agrees is worth telling beside the same day of birth."""


class Grade(StrEnum):
    """How much a decision is worth; more than "strong" there is not: it is a lead."""

    STRONG = "strong"
    POSSIBLE = "possible"


@dataclass(frozen=True)
class Decision:
    """Whether two subjects are the same: probability (calibrated, 0-1), grade (None: not worth telling), and why."""

    probability: float
    grade: Grade | None
    one: Described
    other: Described
    levels: Levels

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """What agrees and what does not, the weightiest first."""
        return explaining.reasons_of(self.one, self.other, self.levels)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the reasons, each once; much quicker than the reasons."""
        return explaining.codes_of(self.one, self.other, self.levels)

    @cached_property
    def would_change(self) -> tuple[Change, ...]:
        """What is still to be found out, and where it would lead: the greatest change first."""
        found = [
            Change(code, settled(self.one, self.other, after)[0])
            for code, after in explaining.further(self.one, self.levels)
        ]
        told = (each for each in found if abs(each.probability - self.probability) >= explaining.LEAST_CHANGE)
        return tuple(sorted(told, key=lambda each: -abs(each.probability - self.probability)))


def decide(one: Described, other: Described) -> Decision:
    """Decide whether two subjects are the same; symmetric, never raises, a name alone is never "strong"."""
    return decided(one, other, levels_of(one, other))


def decided(one: Described, other: Described, levels: Levels) -> Decision:
    """The decision that levels lead to."""
    found, grade = settled(one, other, levels)
    return Decision(found, grade, one, other, levels)


def settled(one: Described, other: Described, levels: Levels) -> tuple[float, Grade | None]:
    """The probability and the grade that levels lead to."""
    if one.kind == other.kind == PERSON:
        found = of_persons(levels)
        return found, person_grade(found, levels)
    found = of_things(levels, same_kind=one.kind == other.kind)
    return found, thing_grade(found, levels)


def of_persons(levels: Levels) -> float:
    """The probability that two persons are one; by a name (with nationality, sex, company) alone never above a half.

    By a name and a year or month not above what its namesakes leave (a common name is many people's).
    """
    table = weights()
    odds = table["base"] + sum(table[code] for code in levels.codes) + table["rarity"] * levels.name.rarity
    found = probability(odds)
    return min(found, NAME_ALONE_MOST) if is_name_alone(levels) else min(found, namesakes.most(levels))


def is_name_alone(levels: Levels) -> bool:
    """Whether nothing but names, nationality, sex and company agrees."""
    numbers = levels.numbers
    hinted = numbers.same or numbers.near or numbers.tails or numbers.short or numbers.mirrors
    return not hinted and levels.birth not in BIRTH_AGREES and levels.place in {Place.UNKNOWN, Place.DIFFERS}


def of_things(levels: Levels, *, same_kind: bool) -> float:
    """The probability that two things are one: their identifiers decide, a name only for want of them."""
    numbers = levels.numbers
    if not same_kind and not numbers.same:
        return NO_AGREEMENT
    if numbers.same:
        return NUMBER_ALONE
    if numbers.short:
        return SHORT_NUMBER_ALONE
    if numbers.near:
        return NEAR_NUMBER_ALONE
    if numbers.tails or numbers.mirrors:
        return PART_NUMBER_ALONE
    return min(levels.name.score, NAME_ALONE_MOST) if levels.name.level is not Naming.UNKNOWN else NO_AGREEMENT


def thing_grade(found: float, levels: Levels) -> Grade | None:
    """Strong by one whole identifier, possible by a part of one or by a name."""
    if levels.numbers.same:
        return Grade.STRONG
    return Grade.POSSIBLE if found >= PART_NUMBER_ALONE else None


def person_grade(found: float, levels: Levels) -> Grade | None:
    """Strong: probable enough, by more than a name, and nothing contradicts; possible: worth a look."""
    numbers = levels.numbers
    if levels.name.level is Naming.UNKNOWN and numbers.same and levels.birth not in BIRTH_AGAINST:
        return Grade.STRONG
    if found >= STRONG_LEAST and not contradicted(levels) and rests_on_more(levels):
        return Grade.STRONG
    touched = is_named(levels) or numbers.same or numbers.short or numbers.tails or numbers.near or numbers.mirrors
    return Grade.POSSIBLE if touched and (found >= POSSIBLE_LEAST or numbers.same) else None


def is_named(levels: Levels) -> bool:
    """Whether the names agree; in one part only where the day of birth is the same: Karimov J., Karimov Jasur."""
    if levels.name.level in AGREEING:
        return True
    return levels.birth is Birth.SAME_DAY and levels.name.level in PARTLY and levels.name.score >= PARTLY_LEAST


def rests_on_more(levels: Levels) -> bool:
    """Whether more than a name carries it: a person's own number; or two parts of it with a day, a number, a year."""
    if levels.personal == "personal_same" or levels.own != "own_none":
        return True
    if levels.name.parts < 2 or levels.name.level is Naming.ALIKE:
        return False  # brothers share telephone and house, twins the day of birth and names that are alike
    if levels.numbers.same:
        return levels.birth in BIRTH_AGREES or not namesakes.live_together(levels)
    if namesakes.are_met(levels):
        return False
    if levels.birth is Birth.SAME_DAY:
        return True
    if levels.birth is Birth.SLIP:
        return levels.carries_slip
    further = levels.country == "country_same" or bool(levels.numbers.tails) or levels.place is Place.SAME
    return levels.birth in BIRTH_AGREES and further and levels.name.parts > 2


def contradicted(levels: Levels) -> bool:
    """Whether something known speaks against: another birth, sex, national number, or name."""
    return (
        levels.birth in BIRTH_AGAINST
        or levels.sex == "sex_differs"
        or "national_number" in levels.numbers.differing
        or levels.name.level in AGAINST
    )
