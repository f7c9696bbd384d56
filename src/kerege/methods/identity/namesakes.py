"""Namesakes: how many others of one name, born as near as that by chance, a bank of ten millions holds."""

from __future__ import annotations

from typing import Final

from kerege.methods.identity.births import Birth
from kerege.methods.identity.levels import Levels
from kerege.methods.identity.namings import AGREEING
from kerege.methods.identity.places import Place

BANK: Final = 10.0
"""The bank that a finding must stand in, in millions of persons."""
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
    if levels.name.level not in AGREEING or levels.numbers.tails or levels.place is Place.SAME:
        return False
    if levels.birth in BY_DAY:
        return False
    return BANK * levels.name.bearers * BORN_SO.get(levels.birth, BORN_IN_ONE_YEAR) > MOST


def live_together(levels: Levels) -> bool:
    """Whether father and son, or others of one house, may both bear what agrees of the name."""
    if levels.name.level not in AGREEING:
        return False
    return levels.name.after_father or (levels.name.parts < 3 and levels.name.rarity < AT_HOME)
