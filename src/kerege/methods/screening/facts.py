"""Facts of subjects in arrays, and how far they let a pair come at best: whole pieces at a time.

It leaves out a pair only where the decision would not tell it even if the names agreed as well as those asked can.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from math import log
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kerege.methods.identity import BIRTH_AGREES, Birth, Described
from kerege.methods.identity.births import NEAR_YEARS
from kerege.methods.identity.decision import POSSIBLE_LEAST
from kerege.methods.identity.levels import birth_and_sex
from kerege.methods.identity.numbers import PERSONAL
from kerege.methods.identity.places import Place
from kerege.methods.identity.weights import weights
from kerege.methods.names.compiled import Ints
from kerege.methods.screening.keys import hashed

PERSON: Final = "person"
COLUMNS: Final = 10
YEAR, MONTH, DAY, ABOUT, SEX, COUNTRY, PLACED, DOCUMENTS, OTHERS, IS_PERSON = range(COLUMNS)
SEXES: Final = {"m": 1, "f": 2}
ROUNDING: Final = 0.01

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def facts_of(subjects: Iterable[Described]) -> Ints:
    """Return a row of facts for each subject: birth, sex, country, whether placed, kinds of identifiers, a person."""
    return np.array([_facts(subject) for subject in subjects], np.int32).reshape(-1, COLUMNS)


def _facts(subject: Described) -> tuple[int, ...]:
    birth, sex, _ = birth_and_sex(subject)
    born = (birth.year, birth.month or 0, birth.day or 0, int(birth.about)) if birth else (0, 0, 0, 0)
    country = _number(subject.nationality) if subject.nationality else 0
    kinds = [0, 0]
    for kind, _ in subject.identifiers:
        kinds[kind not in PERSONAL] |= 1 << (_number(kind) % 30)
    return (*born, SEXES.get(sex, 0), country, int(bool(subject.places)), *kinds, int(subject.kind == PERSON))


@cache
def _number(text: str) -> int:
    return hashed(text) & 0x3FFFFFFF | 1


def at_best(ours: Ints, theirs: Ints, names: Floats) -> Floats:
    """Return the odds (natural logarithm) that pairs of persons come to at most; `names` bring at most so much each."""
    table = weights()
    odds = names + table["base"] + _of_birth(ours, theirs)
    for column, field in ((SEX, "sex"), (COUNTRY, "country")):
        one, other = ours[:, column], theirs[:, column]
        known = np.where(one == other, _w(f"{field}_same"), _w(f"{field}_differs"))
        odds += np.where((one == 0) | (other == 0), _w(f"{field}_unknown"), known)
    placed = (ours[:, PLACED] > 0) & (theirs[:, PLACED] > 0)
    odds += np.where(placed, max(table[level] for level in Place), table[Place.UNKNOWN])
    part = max(table["shared_part"], table["shared_household"], 0.0)
    documents = (ours[:, DOCUMENTS] & theirs[:, DOCUMENTS]) > 0
    others = (ours[:, OTHERS] & theirs[:, OTHERS]) > 0
    odds += np.where(documents, max(table["personal_near"], 0.0), 0.0)
    return odds + np.where(documents | others, part, 0.0)


def _w(level: str) -> float:
    return weights()[level]


def _most(levels: Iterable[str]) -> float:
    return max(weights()[level] for level in levels)


def _of_birth(ours: Ints, theirs: Ints) -> Floats:
    """Return the weight of two dates of birth, or more where it would take long to say."""
    same = [ours[:, column] == theirs[:, column] for column in (YEAR, MONTH, DAY)]
    apart = np.abs(ours[:, YEAR] - theirs[:, YEAR])
    about = (ours[:, ABOUT] > 0) | (theirs[:, ABOUT] > 0)
    full = (ours[:, DAY] > 0) & (theirs[:, DAY] > 0) & ~about
    turned = same[0] & (ours[:, MONTH] == theirs[:, DAY]) & (ours[:, DAY] == theirs[:, MONTH])
    slip = (same[0].astype(np.int8) + same[1] + same[2] > 1) | turned
    filled = _filled_in(ours) != _filled_in(theirs)
    agrees = np.where(full, slip | (same[0] & filled), same[0])
    against = np.where(full, _w(Birth.DIFFERS), _w(Birth.YEARS_APART))
    near = ~full & (apart <= np.where(about, 2 * NEAR_YEARS, NEAR_YEARS))
    found = np.where(agrees, _most({*BIRTH_AGREES, Birth.PART_DIFFERS}), np.where(near, _w(Birth.NEAR), against))
    return np.where((ours[:, YEAR] == 0) | (theirs[:, YEAR] == 0), _w(Birth.UNKNOWN), found)


def _filled_in(facts: Ints) -> Flags:
    found: Flags = (facts[:, MONTH] == 1) & (facts[:, DAY] == 1)
    return found


def could_be_told(ours: Ints, theirs: Ints, least: float, names: Floats) -> Flags:
    """Return for each pair whether it might be worth telling; always where one is no person. `names` is as above."""
    share = min(max(POSSIBLE_LEAST, least), 1.0 - 1e-9)
    person = (ours[:, IS_PERSON] > 0) & (theirs[:, IS_PERSON] > 0)
    found: Flags = ~person | (at_best(ours, theirs, names) >= log(share / (1.0 - share)) - ROUNDING)
    return found
