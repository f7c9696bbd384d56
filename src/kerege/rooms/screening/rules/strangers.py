"""How probably a held person who is somebody else is told of a row: how near strangers come, and what is then told.

How near their names and numbers come was counted on invented persons of the region (`benchmarks/expected_hits.py`);
what is told of two people who stand so near the decision itself says, so that a change of its weights changes this too.
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from itertools import product
from math import exp
from types import MappingProxyType
from typing import Final

from kerege.kernel.dates import PartialDate
from kerege.methods.identity import Birth, Described, Levels, Named, Naming, birth_level
from kerege.methods.identity.decision import settled
from kerege.methods.identity.levels import birth_and_sex
from kerege.methods.identity.namings import named
from kerege.methods.identity.numbers import TAIL, Numbers
from kerege.methods.names.parts import Kind, parse
from kerege.rooms.screening.rules.lists import ListRow, date_of

A_MILLION: Final = 1e-6
SAME_NAME: Final = 3.6 * A_MILLION
"""How often two parts of a stranger's name agree with those of a row that one in a million bears."""
COMMONNESS: Final = 0.28
"""How much oftener with a commoner name, by its logarithm: the shipped table is of names of all the world."""
NAME_ALIKE: Final = 8.3 * A_MILLION
"""How often a stranger's name sounds alike; that hangs on how common the name is hardly at all."""
BY_PARTS: Final = {2: 1.0, 3: 0.62}
BY_MORE_PARTS: Final = 1.75
"""With a father's name there is more to contradict; with more parts there are more pairs of them to agree."""
BIRTH_HELD: Final = {"": 0.1, "year": 0.3, "day": 0.6}
"""What held persons' dates of birth are known to."""
MEAN_AGE, SPREAD_AGE = 43, 14
AGES: Final = range(14, 86)
COUNTRY: Final = {"country_same": 0.55, "country_differs": 0.15, "country_unknown": 0.3}
SEX: Final = {"sex_same": 0.45, "sex_differs": 0.05, "sex_unknown": 0.5}
"""How nationality and sex of held strangers stand to a row that gives them and whose name agrees."""
WHOLE_NUMBER: Final = 1e-9
"""How often a whole number of a stranger is the same by a slip."""
SAME_TAIL: Final = 0.7e-7
"""How often the last digits of a stranger's telephone are those of a number without its country."""

Shares = Mapping[str, float]


def chance_of(row: ListRow, day: date) -> float:
    """How probably a held person who is somebody else is told of a row, on this day."""
    by_name = sum(chance_of_name(name, row, day) for name in row.names)
    return min(1.0, by_name + sum(chance_of_number(*number, row, day) for number in row.identifiers))


def chance_of_name(name: str, row: ListRow, day: date) -> float:
    """By this name: of one part nothing is told, with so many a name agrees by chance."""
    parts = [part.text for part in parse(name) if part.kind is Kind.NAME]
    if len(parts) < 2:
        return 0.0
    rarity = round(named(name, " ".join(parts[:2])).rarity, 1)
    near = {
        Named(Naming.TWO, 1.0, 2, rarity): SAME_NAME * exp(-COMMONNESS * rarity),
        Named(Naming.ALIKE, 0.9, 1, rarity): NAME_ALIKE,
    }
    told = sum(often * told_share(naming, Numbers(), row, day) for naming, often in near.items())
    return BY_PARTS.get(len(parts), BY_MORE_PARTS) * told


def chance_of_number(kind: str, value: str, row: ListRow, day: date) -> float:
    """By this number: the same by a slip, or a telephone without its country whose last digits are another's."""
    if kind != "phone" or value.startswith("+") or len(value) < TAIL:
        return WHOLE_NUMBER
    naming = Named(Naming.DIFFERS if row.names else Naming.UNKNOWN)
    return WHOLE_NUMBER + SAME_TAIL * told_share(naming, Numbers(tails=((kind, value),)), row, day)


def told_share(naming: Named, numbers: Numbers, row: ListRow, day: date) -> float:
    """Of how many who stand so near by name and number a row is told, whatever else is known of them."""
    born, sex, _ = birth_and_sex(Described(birth=date_of(row.birth), sex=row.sex, identifiers=row.identifiers))
    births = births_of(born, day) if born else {Birth.UNKNOWN: 1.0}
    sexes = SEX if sex else {"sex_unknown": 1.0}
    countries = COUNTRY if row.nationality else {"country_unknown": 1.0}
    return sum(
        births[birth] * sexes[of_sex] * countries[country]
        for birth, of_sex, country in product(births, sexes, countries)
        if is_told(Levels(name=naming, birth=birth, sex=of_sex, country=country, numbers=numbers))
    )


@lru_cache(maxsize=20_000)
def is_told(levels: Levels) -> bool:
    """Whether two persons who stand so to each other are told of."""
    return settled(Described(), Described(), levels)[1] is not None


@lru_cache(maxsize=5_000)
def births_of(born: PartialDate, day: date) -> Mapping[Birth, float]:
    """How the births of held strangers stand to this one, by share."""
    found: dict[Birth, float] = {}
    for age, share in ages().items():
        year = day.year - age
        some_day = PartialDate(year, 1 + year * 7 % 12, 2 + year * 11 % 27)
        for held, known in (("", None), ("year", PartialDate(year)), ("day", some_day)):
            level = birth_level(born, known)
            found[level] = found.get(level, 0.0) + share * BIRTH_HELD[held]
    return MappingProxyType(found)


@lru_cache(maxsize=1)
def ages() -> Mapping[int, float]:
    """How old held persons are, in years by share."""
    heights = {age: exp(-(((age - MEAN_AGE) / SPREAD_AGE) ** 2) / 2) for age in AGES}
    whole = sum(heights.values())
    return MappingProxyType({age: height / whole for age, height in heights.items()})
