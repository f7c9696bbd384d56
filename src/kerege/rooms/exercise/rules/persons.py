"""Invented persons: a name of words for exercise, sample, tale …, a birth date, and how each desk writes them."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from kerege.rooms.exercise.rules import writing
from kerege.rooms.exercise.rules.dice import Dice, shuffled
from kerege.rooms.exercise.rules.tables import table

LANGUAGE_OF = {"KZ": "kk", "KG": "ky", "UZ": "uz", "TJ": "tg", "TM": "tk", "AZ": "az", "RU": "ru"}
COUNTRY_OF = {language: country for country, language in LANGUAGE_OF.items()}
FATHERS = 13
ONE_WOMAN_IN = 8
FIRST_BIRTH_YEAR, BIRTH_YEARS = 1958, 45


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name in its own spelling, in Russian and, of Tajik and Dari names, in Persian."""

    own: str
    russian: str
    persian: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person."""

    language: str
    female: bool
    given: Word
    surname: Word
    father: Word
    born: date
    number: int

    @property
    def country(self) -> str:
        """Of which state the person is a citizen."""
        return COUNTRY_OF[self.language]


@cache
def given_names(language: str, sex: str) -> tuple[Word, ...]:
    """The given names of a language."""
    rows = [row for row in of_language("given", language) if row["sex"] == sex]
    return tuple(Word(row["own"], row["russian"], row["persian"] or "") for row in rows)


@cache
def surnames(language: str, *, female: bool) -> tuple[Word, ...]:
    """Every surname of a language: a word for exercise with each beginning, or none, and each ending."""
    own, russian = ("own_female", "russian_female") if female else ("own", "russian")
    rows = of_language("beginnings", language)
    begun = [Word("", ""), *(Word(row["own"], row["russian"], row["persian"] or "") for row in rows)]
    return tuple(
        Word(
            (first.own + stem["own"].lower()).capitalize() + end[own],
            (first.russian + stem["russian"].lower()).capitalize() + end[russian],
            first.persian + (stem["persian"] or "") + (end["persian"] or ""),
        )
        for end in of_language("endings", language)
        for first in begun
        for stem in of_language("stems", language)
    )


def of_language(name: str, language: str) -> list[dict[str, str]]:
    """The rows of a table that are of a language."""
    return [row for row in table(name) if row["language"] == language]


def person(language: str, number: int) -> Person:
    """The person of a number.

    Up to several thousand of a language no two share given name and surname with birth years less than three apart:
    who is taken for another was planted to be.
    """
    dice = Dice(f"person|{language}|{number}")
    female = number % ONE_WOMAN_IN == 0
    given, family = given_names(language, "f" if female else "m"), surnames(language, female=female)
    at = shuffled(number // ONE_WOMAN_IN if female else number, len(given) * len(family) * FATHERS, language)
    at, given_at = divmod(at, len(given))
    father_at, family_at = divmod(at, len(family))
    first = Dice(f"year|{language}|{given_at}|{family_at}").below(BIRTH_YEARS)
    year = FIRST_BIRTH_YEAR + (first + 7 * father_at) % BIRTH_YEARS
    born = date(year, 1, 1) + timedelta(days=dice.below(365))
    father = given_names(language, "m")[father_at]
    return Person(language, female, given[given_at], family[family_at], father, born, number)


def in_russian(one: Person) -> str:
    """Surname, given name, patronymic as an officer writing Russian puts them."""
    added = writing.patronymic(one.father.russian, female=one.female)
    return f"{one.surname.russian} {one.given.russian} {added}"


def in_own_spelling(one: Person) -> str:
    """As the person's own language writes it."""
    added = writing.own_patronymic(one.father.own, one.language, female=one.female)
    return f"{one.surname.own} {one.given.own} {added}".strip()


def in_latin(one: Person, hand: int = 0) -> str:
    """As a passport or a hand writes it in plain Latin letters: from the own spelling, by an odd hand from Russian."""
    if hand % 3 == 1:
        return writing.romanised(f"{one.surname.russian} {one.given.russian}", "ru", hand // 3)
    return writing.romanised(f"{one.surname.own} {one.given.own}", one.language, hand // 3)


def in_persian(one: Person) -> str:
    """In Arabic letters, given name first; only where the tables hold them."""
    return f"{one.given.persian} {one.surname.persian}"


def ways(one: Person, party: str) -> dict[str, float]:
    """In which ways a desk of a party may write a person's name, by weight."""
    if party == "OBS-A" and one.given.persian:
        return {"persian": 1.0}
    if party.startswith("OBS"):
        return {"capitals": 1.0}
    if LANGUAGE_OF.get(party) == one.language and party != "RU":
        return {"own": 0.5, "russian": 0.35, "latin": 0.15}
    if party in {"AZ", "TM", "UZ"}:
        return {"russian": 0.45, "latin": 0.55}
    return {"russian": 0.8, "latin": 0.2}


def another_way(one: Person, party: str, used: list[str], dice: Dice) -> str:
    """A way of writing that no side has used before, where there is one."""
    possible = ways(one, party)
    fresh = {way: weight for way, weight in possible.items() if way not in used}
    return dice.weighed(fresh or possible)


def written(one: Person, way: str, dice: Dice) -> str:
    """The name written in one way."""
    match way:
        case "persian":
            return in_persian(one)
        case "own":
            return in_own_spelling(one)
        case "russian":
            return in_russian(one)
        case "capitals":
            return in_latin(one, dice.below(6)).upper()
    return in_latin(one, dice.below(6))


def written_by(one: Person, party: str, dice: Dice) -> str:
    """The name as a desk of a party writes it."""
    return written(one, dice.weighed(ways(one, party)), dice)


def child_of(father: Person, dice: Dice) -> Person:
    """A son of a person: his surname, his given name as patronymic, born 20 to 30 years later."""
    names = [each for each in given_names(father.language, "m") if each != father.given]
    born = father.born + timedelta(days=365 * dice.between(20, 30) + dice.below(365))
    return replace(
        father, given=dice.pick(names), father=father.given, born=min(born, date(2004, 12, 31)), female=False
    )


def namesake_of(one: Person, dice: Dice) -> Person:
    """Another person of the same full name, born at least eight years earlier or later."""
    apart = 365 * dice.between(8, 16) + dice.below(300)
    early = one.born.year > 1980
    return replace(one, born=one.born - timedelta(days=apart) if early else one.born + timedelta(days=apart))
