"""Invented persons of the region, seeded: names as unevenly frequent as in life, written as passports and papers do.

A given name is put together of the parts that names of its tradition are made of; a surname and a father's name are
built from given names. Frequencies fall as 1 / (rank + shift) ** slope: the commonest given name of a country is borne
by 1-2 % and the commonest surname by less than 1 %, so that homonyms happen as they do among real people.
"""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, product
from pathlib import Path

WORDS = Path(__file__).with_name("invented_words.tsv")
GIVEN_SHIFT, SURNAME_SHIFT, SLOPE = 8, 20, 0.85
COUNTRIES = {"UZ": 30, "KZ": 20, "RU": 20, "TJ": 12, "KG": 10, "AZ": 5, "TM": 3}
TRADITION = {"UZ": "turkic", "KZ": "turkic", "KG": "turkic", "TM": "turkic", "AZ": "turkic", "TJ": "persian"}
SURNAMES = {
    "KZ": ("ов|ова", "баев|баева", ""), "KG": ("ов|ова", "баев|баева", " уулу| кызы"), "UZ": ("ов|ова", "ев|ева"),
    "TJ": ("зода", "ов|ова", ""), "TM": ("ов|ова", "ев|ева"), "AZ": ("ов|ова", "ли", "заде"),
    "RU": ("ов|ова", "ин|ина"),
}  # fmt: skip
FATHERS = {
    "KZ": "улы|кызы", "KG": "ович|овна", "UZ": " угли| кизи", "TJ": "ович|овна", "TM": "ович|овна", "AZ": " оглы| кызы",
    "RU": "ович|овна",
}  # fmt: skip
FATHER_SHARE = 0.5
OLDEST, YEARS = 1941, 66
LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e|yo", "ж": "zh|j", "з": "z", "и": "i",
    "й": "y|i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
    "ф": "f", "х": "kh|h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e",
    "ю": "yu|iu", "я": "ya|ia",
}  # fmt: skip
SCHEMES = 4


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person; names in Cyrillic."""

    country: str
    female: bool
    given: str
    surname: str
    father: str
    born: int
    month: int
    day: int


class Uneven:
    """Words of uneven frequency, the commonest first."""

    def __init__(self, words: list[str], shift: int) -> None:
        """Give each word its share."""
        self.words = words
        self.shares = list(accumulate((rank + shift) ** -SLOPE for rank in range(1, len(words) + 1)))

    def draw(self, dice: random.Random) -> str:
        """Draw a word."""
        return self.words[bisect_left(self.shares, dice.random() * self.shares[-1])]


@cache
def words() -> dict[tuple[str, str], list[str]]:
    """The parts that names are made of, by kind and group."""
    rows = [line.split("\t") for line in WORDS.read_text(encoding="utf-8").splitlines()[1:]]
    return {(kind, group): found.split(" ") for kind, group, found in rows}


@cache
def given_names(country: str, sex: str) -> Uneven:
    """The given names of a country, in an order of its own."""
    made = words()
    tradition = TRADITION.get(country)
    names = list(made["given", f"russian_{sex}"])
    if tradition:
        put_together = [a + b for a, b in product(made["head", tradition], made["tail", f"{tradition}_{sex}"])]
        names = [*made["given", f"arabic_{sex}"], *put_together]
    random.Random(f"given-{country}-{sex}").shuffle(names)
    return Uneven(list(dict.fromkeys(names)), GIVEN_SHIFT)


@cache
def surnames(country: str) -> Uneven:
    """The surnames of a country, with both forms where women bear another: `ов|ова` after a stem."""
    stems = words()["stem", "russian"] if country == "RU" else given_names(country, "m").words
    built = [stem.rstrip("ьй") + "".join(("~", ending)) for stem in stems for ending in SURNAMES[country]]
    random.Random(f"surnames-{country}").shuffle(built)
    return Uneven(built, SURNAME_SHIFT)


def form(pattern: str, female: bool) -> str:
    """The man's or the woman's form of an ending."""
    man, _, woman = pattern.partition("|")
    return woman or man if female else man


def one(dice: random.Random) -> Person:
    """An invented person."""
    country = dice.choices(list(COUNTRIES), list(COUNTRIES.values()))[0]
    female = dice.random() < 0.4
    stem, _, ending = surnames(country).draw(dice).partition("~")
    father = ""
    if dice.random() < FATHER_SHARE:
        father = given_names(country, "m").draw(dice).rstrip("ьй") + form(FATHERS[country], female)
    given = given_names(country, "f" if female else "m").draw(dice)
    born = OLDEST + int(YEARS * dice.betavariate(2.2, 1.6))
    return Person(
        country, female, given, stem + form(ending, female), father, born, dice.randint(1, 12), dice.randint(1, 28)
    )


def persons(seed: str, count: int) -> Iterator[Person]:
    """Invented persons, the same for the same seed."""
    dice = random.Random(seed)
    return (one(dice) for _ in range(count))


@lru_cache(maxsize=200_000)
def latin(name: str, scheme: int) -> str:
    """A name in Latin letters by one of the tables that passports of the region have used."""
    out = []
    for letter in name:
        readings = LATIN.get(letter.lower(), letter).split("|")
        found = readings[min(scheme & 1 if letter.lower() in "хжё" else scheme >> 1, len(readings) - 1)]
        out.append(found.capitalize() if letter.isupper() else found)
    return "".join(out)


def cyrillic(person: Person) -> str:
    """The name as an internal paper has it: surname, given name, father's name."""
    return f"{person.surname} {person.given} {person.father}".strip()


def passport(person: Person, scheme: int) -> str:
    """The name as the machine-readable page has it: surname and given name, in Latin letters."""
    return f"{latin(person.surname, scheme)} {latin(person.given, scheme)}".upper()


def written(person: Person, dice: random.Random) -> str:
    """The name as some paper has it: in Cyrillic, or by some table in Latin letters, with or without the father."""
    scheme = dice.randrange(SCHEMES)
    how = dice.random()
    if how < 0.5:
        return cyrillic(person)
    if how < 0.8:
        return passport(person, scheme)
    return " ".join(latin(part, scheme) for part in (person.given, person.father, person.surname) if part)


def records(seed: str, count: int) -> Iterator[tuple[str, str]]:
    """(id, name) of invented records, each written in its own way."""
    dice = random.Random(f"{seed}-written")
    return ((f"i{number}", written(person, dice)) for number, person in enumerate(persons(seed, count)))


def asked(seed: str, count: int, of: int) -> Iterator[tuple[str, str]]:
    """(id of the record, name) of some of the persons of `records`, written anew."""
    dice = random.Random(f"{seed}-asked")
    chosen = set(random.Random(f"{seed}-chosen").sample(range(of), count))
    found = enumerate(persons(seed, of))
    return ((f"i{number}", written(person, dice)) for number, person in found if number in chosen)
