"""Regions of the members and of Afghanistan: ISO 3166-2 codes, names in English and Russian, and finding one in a text.

Codes and local names: ISO 3166-2 (as of 2024). Which town lies in which region: GeoNames (CC BY 4.0) and the official
gazetteers; retyped, larger towns, border posts and the districts that seizure files name most.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

__all__ = ["Region", "locate", "region", "regions_of"]

RegionKind = Literal["region", "city", "district"]
_Hint = Literal["region", "city", "district", "village", ""]


@dataclass(frozen=True)
class Region:
    """A first-order division of a country (a region, a city of that rank, in Azerbaijan a district)."""

    code: str
    kind: RegionKind
    english: str
    russian: str
    counted_with: frozenset[str] = frozenset()
    """Codes of divisions that older or looser texts count as part of this one."""

    @property
    def country(self) -> str:
        """The ISO 3166-1 alpha-2 code of the country."""
        return self.code[:2]

    def name(self, lang: str = "en") -> str:
        """The name for a reader of English ("en") or Russian ("ru")."""
        return self.russian if lang.lower().startswith("ru") else self.english


def region(code: str) -> Region:
    """The region of an ISO 3166-2 code; KeyError with a sentence if it is not in the vocabulary."""
    found = _vocabulary().get(code)
    if found is None:
        raise KeyError(f"{code!r} is not the code of a region in the vocabulary")
    return found


def regions_of(country: str) -> tuple[Region, ...]:
    """All regions of a country that the vocabulary holds, ordered by code; empty where it holds none."""
    return tuple(entry for code, entry in sorted(_vocabulary().items()) if entry.country == country)


@lru_cache(maxsize=8192)
def locate(text: str, country: str) -> Region | None:
    """The region that a text names or lies in, where that is sure; else None.

    Understood are names of regions, larger towns and some districts in English, Russian and transliterated Russian,
    alone or as parts ("Novosibirsk Region, Novosibirsk city"). A bare name that a town shares with a region means the
    town. Parts that contradict each other ("Semey, South Kazakhstan") or leave two regions open give None.
    """
    if known := _full_names(country).get(_plain(text)):
        return known
    parts, alone = [part for part in _PARTS.split(text) if part.strip()], _PARTS.search(text) is None
    guesses = [guess for part in parts if (guess := _guess(part, country, alone=alone))]
    codes = _agreed(guesses, several=_AND.search(text) is not None)
    return _vocabulary()[codes.pop()] if len(codes) == 1 else None


_AND = re.compile(r"\s(?:и|and|i|&)\s")
_PARTS = re.compile(rf"""[,;()"«»“”]|(?<=[^\W\d_]{{4}})\.\s|\s[-–—]\s|{_AND.pattern}""")


def _agreed(guesses: list[frozenset[str]], *, several: bool) -> set[str]:
    """The codes on which all parts can agree; a region stands for what is counted with it, unless several are named."""
    if not guesses:
        return set()
    strict = set.intersection(*map(set, guesses))
    if strict or several:
        return strict
    wider = [guess.union(*(_vocabulary()[code].counted_with for code in guess)) for guess in guesses]
    return set.intersection(*map(set, wider))


def _guess(part: str, country: str, *, alone: bool) -> frozenset[str]:
    """The codes that one part of a text can mean."""
    key, hint = _key_and_hint(part)
    index = _index(country)
    if hint:
        return index.get((key, hint), frozenset())
    kinds: tuple[_Hint, ...] = ("city", "region", "district")
    found = [codes for kind in kinds if (codes := index.get((key, kind)))]
    if not found:
        return frozenset()
    return found[0] if alone else frozenset().union(*found)


@cache
def _vocabulary() -> dict[str, Region]:
    return {row["code"]: _region(row) for row in _rows()}


def _region(row: dict[str, str]) -> Region:
    counted = frozenset(filter(None, row["counted_with"].split("|")))
    kind: RegionKind = "city" if row["kind"] == "city" else "district" if row["kind"] == "district" else "region"
    return Region(row["code"], kind, row["en"], row["ru"], counted)


@cache
def _rows() -> list[dict[str, str]]:
    source = files("kerege.kernel").joinpath("regions.tsv").read_text(encoding="utf-8")
    return list(csv.DictReader(source.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def _full_names(country: str) -> dict[str, Region]:
    return {_plain(name): entry for entry in regions_of(country) for name in (entry.english, entry.russian)}


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


@cache
def _index(country: str) -> dict[tuple[str, str], frozenset[str]]:
    """Codes by folded name and kind of place, for one country."""
    index: dict[tuple[str, str], set[str]] = {}
    for row in _rows():
        if row["code"][:2] != country:
            continue
        for name in (row["en"], row["ru"], *row["variants"].split("|")):
            _enter(index, name, row["kind"], row["code"])
        for name in row["places"].split("|"):
            _enter(index, name, "city", row["code"])
    return {key: frozenset(codes) for key, codes in index.items()}


def _enter(index: dict[tuple[str, str], set[str]], name: str, kind: str, code: str) -> None:
    key, hint = _key_and_hint(name)
    if key:
        index.setdefault((key, hint or kind), set()).add(code)


_TYPE_WORDS: dict[_Hint, str] = {
    "region": "oblast obl region oblysy oblisi oblusu viloyati viloyat vilayati velayat veloyat welayat welayaty"
    " province krai territory republic respublika respublikasi autonomous avtonomnaya avtonomny avtonom okrug area"
    " mukhtor muxtar край область обл область облысы облусу вилоят вилояти велаят республика республикаси автономный"
    " автономная округ",
    "city": "city town gorod g gor qalasy shahri shaary shahar shaheri saheri sahari sahri"
    " город г гор қаласы шаары шаҳар шаҳри şəhəri şäheri",
    "district": "rayon raion rn district tumani audany etrap nohiya"
    " район району ауданы туман тумани ноҳия ноҳияи этрап",
    "village": "p pos poselok s selo der derevnya village kishlak ul п пос поселок с село д дер деревня кишлак аул ул",
}
_NO_WORDS = (
    "the of v rf kr rk airport international customs point post bcp cp station railway"
    " в рф кр рк аэропорт международный кпп пост таможенный комплекс автовокзал вокзал железнодорожный пункт пропуска"
    " станция ст контрольно-пропускной отдел пограничного контроля"
)


@cache
def _type_words() -> dict[str, _Hint]:
    return {_folded(word).strip(): hint for hint, words in _TYPE_WORDS.items() for word in words.split()}


@cache
def _no_words() -> frozenset[str]:
    return frozenset(_folded(word).strip() for word in _NO_WORDS.split())


@lru_cache(maxsize=16384)
def _key_and_hint(text: str) -> tuple[str, _Hint]:
    """A name folded so that its spellings fall together, and what its type word says it is."""
    hints: list[_Hint] = []
    words = []
    for word in _folded(text).split():
        if word in _type_words():
            hints.append(_type_words()[word])
        elif word not in _no_words():
            words.append(word)
    return "".join(words), hints[-1] if hints else ""


_CYRILLIC_LETTERS = (
    "а:a б:b в:v г:g д:d е:e ё:e ж:j з:z и:i й:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:h ц:c ч:c ш:s щ:s ъ:_"
    " ы:i ь:_ э:e ю:iu я:ia ә:a і:i ң:n ғ:g ү:u ұ:u қ:k ө:o һ:h ҳ:h ҷ:j ӯ:u ӣ:i ў:u ј:i"
)
_CYRILLIC = dict(pair.split(":") for pair in _CYRILLIC_LETTERS.split())
_LATIN = (
    ("shch", "s"), ("sch", "s"), ("sh", "s"), ("tch", "c"), ("ch", "c"), ("dzh", "j"), ("zh", "j"), ("dj", "j"),
    ("kh", "h"), ("gh", "g"), ("ts", "c"), ("ye", "e"), ("y", "i"), ("q", "k"), ("w", "v"), ("x", "h"),
)  # fmt: skip


def _folded(text: str) -> str:
    lowered = unicodedata.normalize("NFC", text.casefold().replace("р-н", "район ").replace("ж/д", " "))
    latin = "".join(_CYRILLIC.get(character, character) for character in lowered)
    apart = unicodedata.normalize("NFKD", latin.replace("ə", "a").replace("ǝ", "a").replace("ı", "i"))
    plain = "".join(_letter(character) for character in apart)
    for spelling, letter in _LATIN:
        plain = plain.replace(spelling, letter)
    return re.sub(r"([a-z])\1", r"\1", plain)


def _letter(character: str) -> str:
    """Latin letters stay, marks vanish (accents, apostrophes, signs of softness), all else parts words."""
    if "a" <= character <= "z":
        return character
    if unicodedata.combining(character) or character in "_'’‘ʻʼ`´-–":
        return ""
    return " "
