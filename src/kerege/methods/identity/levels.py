"""How two subjects stand to each other, field by field."""

from __future__ import annotations

from dataclasses import dataclass

from kerege.kernel.dates import PartialDate
from kerege.methods.identity.births import Birth, birth_level
from kerege.methods.identity.described import Described
from kerege.methods.identity.namings import AGREEING, NOT_NAMED, Named, best_named
from kerege.methods.identity.numbers import NOTHING, PERSONAL, Numbers, agreeing, facts_of
from kerege.methods.identity.places import Place, place_level


@dataclass(frozen=True, slots=True)
class Levels:
    """How two subjects stand to each other, field by field."""

    name: Named = NOT_NAMED
    birth: Birth = Birth.UNKNOWN
    birth_follows: bool = False
    sex: str = "sex_unknown"
    country: str = "country_unknown"
    place: Place = Place.UNKNOWN
    numbers: Numbers = NOTHING
    company: int = 0

    @property
    def personal(self) -> str:
        """The level of numbers given to one person."""
        if self.numbers.personal:
            return "personal_same"
        kinds = {kind for kind, _ in self.numbers.near} & PERSONAL
        if kinds:
            return "personal_near"
        return "personal_differs" if self.numbers.differing else "personal_none"

    @property
    def own(self) -> str:
        """The level of identifiers that one person keeps as a rule."""
        return ("own_none", "own_one", "own_two")[min(self.numbers.own, 2)]

    @property
    def shared(self) -> str:
        """The level of identifiers that several people use; without a name that agrees they say: one household."""
        count = self.numbers.shared
        if not (count or self.numbers.short or self.numbers.hints):
            return "shared_none"
        if self.name.level not in AGREEING:
            return "shared_household"
        return ("shared_part", "shared_one", "shared_two")[min(count, 2)]

    @property
    def together(self) -> str:
        """The level of shared company."""
        return ("company_none", "company_one", "company_two")[min(self.company, 2)]

    @property
    def carries_slip(self) -> bool:
        """Whether what else agrees carries a birth one slip away: a third part of the name, a place, a number's end.

        Dates of any two people are as near as that twenty times oftener than they are the same.
        """
        return self.name.parts > 2 or bool(self.numbers.tails) or self.place is Place.SAME

    @property
    def codes(self) -> tuple[str, ...]:
        """The level of every field, by its code in the table of weights."""
        return (
            self.name.level, self.birth, self.sex, self.country, self.place, self.personal, self.own, self.shared,
            self.together,
        )  # fmt: skip


def levels_of(one: Described, other: Described, *, named: bool = True) -> Levels:
    """Compare two subjects field by field; their names only if wanted (`named`)."""
    numbers = agreeing(one.identifiers, other.identifiers)
    mine, own_sex, mine_follows = birth_and_sex(one)
    theirs, other_sex, theirs_follows = birth_and_sex(other)
    birth = birth_level(mine, theirs)
    return Levels(
        name=best_named(one.names, other.names) if named else NOT_NAMED,
        birth=birth,
        birth_follows=birth is not Birth.UNKNOWN and (mine_follows or theirs_follows),
        sex=agreement("sex", own_sex, other_sex),
        country=agreement("country", one.nationality, other.nationality),
        place=place_level(one.places, other.places),
        numbers=numbers,
        company=len(one.company & other.company),
    )


def birth_and_sex(subject: Described) -> tuple[PartialDate | None, str, bool]:
    """Birth and sex as stated or, where they are not, as a personal number tells; and whether the birth is such."""
    if subject.birth is not None and subject.sex:
        return subject.birth, subject.sex, False
    born, sex = facts_of(subject.identifiers)
    return subject.birth or born, subject.sex or sex, subject.birth is None and born is not None


def agreement(field: str, one: str, other: str) -> str:
    """The level of two plain values, unknown where one is."""
    if not one or not other:
        return f"{field}_unknown"
    return f"{field}_same" if one == other else f"{field}_differs"
