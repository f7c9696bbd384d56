"""Russian words in all cases and genders, and as Latin letters spell them: by rule, from a dictionary's form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_HARD: Final = ("ый", "ого", "ому", "ым", "ом", "ая", "ой", "ую", "ое", "ые", "ых", "ыми")
_AFTER_K: Final = ("ий", "ого", "ому", "им", "ом", "ая", "ой", "ую", "ое", "ие", "их", "ими")
_SOFT: Final = ("ий", "его", "ему", "им", "ем", "яя", "ей", "юю", "ее", "ие", "их", "ими")
_AFTER_SH: Final = ("ий", "его", "ему", "им", "ем", "ая", "ей", "ую", "ее", "ие", "их", "ими")
_NOUNS: Final = (
    ("ия", 1, ("я", "и", "ю", "ей", "й", "ям", "ями", "ях")),
    ("ие", 1, ("е", "я", "ю", "ем", "и", "й")),
    ("ка", 1, ("а", "и", "е", "у", "ой")),
    ("га", 1, ("а", "и", "е", "у", "ой")),
    ("а", 1, ("а", "ы", "е", "у", "ой")),
    ("я", 1, ("я", "и", "е", "ю", "ей")),
    ("о", 1, ("о", "а", "у", "ом", "е")),
    ("й", 1, ("й", "я", "ю", "ем", "е")),
    ("ь", 1, ("ь", "и", "ью", "ей")),
    ("", 0, ("", "а", "у", "ом", "е")),
)
MALE_SOFT: Final = ("ь", "я", "ю", "ем", "е", "и", "ей")
_MALE: Final = frozenset({"контроль", "уголь", "кремль"})
_VOWELS: Final = "аеёиоуыэюя"
_LATIN: Final = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e",
}  # fmt: skip
_WAYS: Final = ({"й": "y", "я": "ya", "ю": "yu"}, {"й": "i", "я": "ia", "ю": "iu"})
"""By English ears (BGN/PCGN 1947, passports until 2010) and by ICAO Doc 9303."""


# Uzbek Latin letters as its Cyrillic has them, the longest first.
_UZBEK: Final = {
    "o'": "ў", "g'": "ғ", "sh": "ш", "ch": "ч", "yo": "ё", "yu": "ю", "ya": "я", "ye": "е", "a": "а", "b": "б",
    "d": "д", "e": "е", "f": "ф", "g": "г", "h": "ҳ", "i": "и", "j": "ж", "k": "к", "l": "л", "m": "м", "n": "н",
    "o": "о", "p": "п", "q": "қ", "r": "р", "s": "с", "t": "т", "u": "у", "v": "в", "x": "х", "y": "й", "z": "з",
    "'": "ъ",
}  # fmt: skip
_UZBEK_LETTERS: Final = re.compile("|".join(_UZBEK))


def in_uzbek_cyrillic(word: str) -> str:
    """Return a word of Uzbek Latin letters in its Cyrillic ones: savdo is савдо."""
    return _UZBEK_LETTERS.sub(lambda found: _UZBEK[found.group()], "э" + word[1:] if word.startswith("e") else word)


def is_adjective(lemma: str) -> bool:
    """Say whether a dictionary form is an adjective's."""
    return lemma.endswith(("ый", "ий", "ой")) and len(lemma) > 4


def inflected(lemma: str) -> Iterator[str]:
    """Every case of a Russian word, singular (and plural of adjectives), the given form first; a phrase as it is."""
    yield lemma
    if " " in lemma:
        return
    if is_adjective(lemma):
        stem = lemma[:-2]
        yield from (stem + ending for ending in _endings_of(stem, lemma[-2:]))
        return
    if lemma in _MALE:
        yield from (lemma[:-1] + ending for ending in MALE_SOFT)
        return
    closing, cut, endings = next(each for each in _NOUNS if lemma.endswith(each[0]))
    stem = lemma[: len(lemma) - cut]
    if stem and (closing or lemma[-1] not in _VOWELS):
        yield from (stem + ending for ending in endings)


def _endings_of(stem: str, ending: str) -> tuple[str, ...]:
    if stem[-1] in "гкх":
        return _AFTER_K
    if ending != "ий":
        return _HARD
    return _AFTER_SH if stem[-1] in "шщчж" else _SOFT


def in_latin(word: str) -> set[str]:
    """Return the ways in which Latin letters spell a Russian word."""
    made = {"".join((_LATIN | way).get(letter, letter) for letter in word) for way in _WAYS}
    made |= {text[: -len(long)] + "y" for text in made for long in ("yy", "iy", "yi") if text.endswith(long)}
    return made | {text.replace("oe", "oye").replace("ee", "eye") for text in made if text.endswith(("oe", "ee"))}


def spellings(lemma: str) -> set[str]:
    """Return all cases of a Russian word in both scripts."""
    cases = set(inflected(lemma))
    return cases | {text for case in cases for text in in_latin(case)}
