"""Places as written compared across scripts: words by their consonants, numbers as they stand."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import Final

from rapidfuzz.fuzz import ratio

from kerege.methods.names.keys import skeletons
from kerege.methods.names.transcription import phones

SAME: Final = 0.8
PARTLY: Final = 0.45
LIKE: Final = 74.0
_WORDS: Final = re.compile(r"\d+|[^\W\d_]+")
_SAY_NOTHING: Final = frozenset(
    {
        "street", "st", "str", "road", "rd", "avenue", "ave", "city", "town", "village", "district", "region", "house",
        "flat", "apt", "no", "ул", "улица", "дом", "д", "кв", "квартира", "г", "город", "пос", "поселок", "село",
        "район", "р", "н", "обл", "область", "просп", "проспект", "пр", "пер", "переулок", "мкр", "микрорайон",
        "шоссе", "көшесі", "үй", "кӯчаи", "шаҳри", "ноҳияи", "кучаси", "шахри",
    }
)  # fmt: skip


class Place(StrEnum):
    """How the places of two subjects stand to each other."""

    SAME = "place_same"
    PARTLY = "place_partly"
    UNKNOWN = "place_unknown"
    DIFFERS = "place_differs"


def place_level(one: tuple[str, ...], other: tuple[str, ...]) -> Place:
    """Return how far the words and numbers of two sets of places agree."""
    if not one or not other:
        return Place.UNKNOWN
    share = likeness(*sorted((one, other)))
    if share < 0.0:
        return Place.UNKNOWN
    return Place.SAME if share >= SAME else Place.PARTLY if share >= PARTLY else Place.DIFFERS


@lru_cache(maxsize=50_000)
def likeness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Return the share of the less told side's words and numbers that the other has too; -1 where one has none."""
    mine = [word for place in one for word in words_of(place)]
    theirs = [word for place in other for word in words_of(place)]
    if not mine or not theirs:
        return -1.0
    fewer, more = (mine, theirs) if len(mine) <= len(theirs) else (theirs, mine)
    left = list(more)
    agreed = 0.0
    for word in fewer:
        best = max(left, key=lambda each: _alike(word, each), default="")
        worth = _alike(word, best) if best else 0.0
        if worth >= LIKE:
            left.remove(best)
            agreed += worth / 100.0
    return agreed / len(fewer)


@lru_cache(maxsize=50_000)
def words_of(place: str) -> tuple[str, ...]:
    """Return the telling words of a place: consonants as heard, digits as written, without "street" and the like."""
    found = []
    for word in _WORDS.findall(place.casefold()):
        if word in _SAY_NOTHING:
            continue
        heard = "" if word.isdigit() else next(iter(skeletons(phones(word))), "")
        found.append(heard or word)
    return tuple(sorted(found))


def _alike(one: str, other: str) -> float:
    if one[:1].isdigit() or other[:1].isdigit():
        return 100.0 if one == other else 0.0
    return ratio(one, other)
