"""Namesakes: how many others of one name, born as near as that by chance, a bank of ten millions holds."""

from __future__ import annotations

from typing import Final

from kerege.methods.identity.births import BIRTH_AGREES, Birth
from kerege.methods.identity.levels import Levels
from kerege.methods.identity.namings import AGREEING
from kerege.methods.identity.places import Place

BANK: Final = 10.0
"""The bank that a finding must stand in, in millions of persons."""
FOUND: Final = 2 / 3
"""How often the person looked for is met himself."""
LEAST: Final = 0.6
MOST: Final = 0.074
"""Namesakes that may be met beside the person looked for, who is met in two searches of three: nine in ten right."""
BY_DAY: Final = frozenset({Birth.SAME_DAY, Birth.SLIP})
"""Births that tell namesakes apart by themselves: two people are born on one day once in 9,900 (decision 0075)."""
BORN_SO: Final = {Birth.SAME_MONTH: 1 / 600}
BORN_IN_ONE_YEAR: Final = 1 / 50
AT_HOME: Final = -2.0
"""Rarity below which a family name and a given name are common enough for two of one house: seven in a million."""


def are_met(levels: Levels) -> bool:
    """Whether others of this name, born so, are to be expected in the bank: name and birth do not tell them apart."""
    return others(levels) > MOST


def most(levels: Levels) -> float:
    """How probable it is at most that a name and a birth are one person's, beside all others of whom they tell.

    Not less than three in five: more than a name alone may say, for the bank is as a rule smaller than ten millions.
    No bound where they keep company with the same: namesakes do so by chance hardly ever.
    """
    if levels.company:
        return 1.0
    return max(FOUND / (FOUND + others(levels)), LEAST)


def others(levels: Levels) -> float:
    """How many others of this name, born so, the bank holds; nothing where more than name and birth agrees."""
    numbers = levels.numbers
    if levels.name.level not in AGREEING or levels.birth not in BIRTH_AGREES - BY_DAY or levels.place is Place.SAME:
        return 0.0
    if numbers.same or numbers.short or numbers.near or numbers.tails:
        return 0.0
    return BANK * levels.name.bearers * BORN_SO.get(levels.birth, BORN_IN_ONE_YEAR)


def live_together(levels: Levels) -> bool:
    """Whether father and son, or others of one house, may both bear what agrees of the name."""
    if levels.name.level not in AGREEING:
        return False
    return levels.name.after_father or (levels.name.parts < 3 and levels.name.rarity < AT_HOME)
