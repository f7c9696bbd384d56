"""Invented pairs for the decision: persons as two records tell of them, and those who are easily confused with them.

Nobody in here exists: names are put together from common given names and stems of surnames, numbers are drawn.

How records err. Four in five mistyped words hold one slip (a letter wrong, lost, too many, or two changed about), so
one in five holds more (Damerau, 1964), and the same is taken for figures. One name in eight and one number in thirty is
mistyped, as is likely where things are typed once and nobody reads them again. A number or a date is now and then
another's, copied from the wrong line. Addresses are the least stable: parts are left out, stand in another order, or
are mistyped like anything else. Parents never give one name twice.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from math import exp, prod

from benchmarks.identity_fathers import FORMS, WORDS_IN_LATIN, form_of_record, form_of_state
from kerege.kernel.dates import DateError, PartialDate
from kerege.kernel.identifiers.check_digits import kz_fits, mrz_digit
from kerege.methods.identity import Described
from kerege.methods.identity.namings import part_rarity
from kerege.methods.names.parts import parse

_MEN = """
Фаррух Рустам Бахтиёр Далер Хуршед Саид Карим Рахим Азиз Нодир Отабек Шерзод Улугбек Хасан Хусан Тимур Ерлан
Нурлан Асхат Болат Серик Марат Айбек Бакыт Азамат Эльдар Мурат Ислам Руслан Алишер Сергей Андрей Дмитрий Иван
Николай Александр Виктор Павел Олег Юрий Эмин Вугар Рашид Мерген Сердар Оразмурад Гульмурад Достон Жамшид
Фирдавс
"""
MEN = _MEN.split()
_WOMEN = """
Фарзона Мадина Нигора Зарина Гульнора Дильноза Айгерим Динара Салтанат Жанар Айнура Чолпон Лейла Севинч Огулджан
Марина Ольга Наталья Елена Анна Ирина Светлана Татьяна Мехрибан Шахноза Малика Сабина Камила Зухра Фатима
"""
WOMEN = _WOMEN.split()
_STEMS = """
Холмат Юсуф Ибрагим Исмаил Абдулла Мирза Хамид Салим Якуб Усман Назар Курбан Джума Шариф Тохтар Бекмурат
Сатыбалды Жумабай Токтогул Мамыт Осмон Эргаш Турсун Ташмат Мамад Гасан Алекпер Велиул Атаджан Бердымурад
Курманбек Сейтжан Петр Кузнец Смир Вас Соколь Морозь Волк Лебед Козл Новик Зайц Павл Семен Голуб Виноград Богдан
Воробь Федор
"""
STEMS = [*MEN, *_STEMS.split()]
NATIONS = ("TJ", "UZ", "KZ", "KG", "RU", "TM", "AZ", "AF")
_STREETS = """
Рудаки Навои Абая Ленина Манаса Айни Чехова Гагарина Сомони Токтогула Пушкина Низами Магтымгулы Мира
"""
STREETS = _STREETS.split()
_TOWNS = """
Душанбе Худжанд Ташкент Самарканд Алматы Шымкент Бишкек Ош Баку Ашхабад Омск Хорог Термез Тараз
"""
TOWNS = _TOWNS.split()
LETTERS = "абвгдежзиклмнопрстуфхчшя"
TWO_SLIPS = 0.2
WRONG_LINE = 0.01
BANK = 10_000_000
LATIN = {
    "а": ("a",), "б": ("b",), "в": ("v",), "г": ("g",), "д": ("d",), "е": ("e",), "ё": ("yo", "e"), "ж": ("zh", "j"),
    "з": ("z",), "и": ("i",), "й": ("y", "i"), "к": ("k",), "л": ("l",), "м": ("m",), "н": ("n",), "о": ("o",),
    "п": ("p",), "р": ("r",), "с": ("s",), "т": ("t",), "у": ("u",), "ф": ("f",), "х": ("kh", "h", "x"), "ц": ("ts",),
    "ч": ("ch",), "ш": ("sh",), "щ": ("shch",), "ъ": ("",), "ы": ("y",), "ь": ("",), "э": ("e",), "ю": ("yu", "iu"),
    "я": ("ya", "ia"), " ": (" ",),
}  # fmt: skip


@cache
def frequencies(words: tuple[str, ...]) -> list[float]:
    """How often each name is borne, by the shipped table."""
    return [exp(-part_rarity(parse(word)[0])) for word in words]


@dataclass(frozen=True, slots=True)
class Case:
    """Two records and whether they tell of one person; `family` says how the pair came about."""

    one: Described
    other: Described
    same: bool
    family: str
    fathers_form: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """One invented person, whole."""

    given: str
    stem: str
    father: str
    sex: str
    birth: PartialDate
    nation: str
    street: str
    phone: str
    passport: str
    number: str
    mail: str
    company: frozenset[str] = frozenset()
    fathers_form: str = "-ович"

    @property
    def surname(self) -> str:
        """The surname in the form of the sex."""
        return self.stem + ("ов" if self.sex == "m" else "ова")


class Town:
    """A source of invented persons and of records about them; one seed gives one population."""

    def __init__(self, seed: int) -> None:
        """Begin with a seed."""
        self.chance = random.Random(seed)

    def common(self, words: list[str] | tuple[str, ...]) -> str:
        """A word, the first ones more often, as names are."""
        return (
            words[min(int(self.chance.paretovariate(0.9)) - 1, len(words) - 1)]
            if self.chance.random() < 0.6
            else (self.chance.choice(words))
        )

    def named(self, words: list[str]) -> str:
        """A name, as often as the shipped frequencies have it: who is easily confused is so by them."""
        return self.chance.choices(words, frequencies(tuple(words)))[0]

    def is_held(self, *words: str) -> bool:
        """Whether another of these names is held: as many bear them in a bank of ten million as frequencies say."""
        return self.chance.random() < min(1.0, BANK * prod(frequencies(words)))

    def person(self) -> Person:
        """A person who has nothing to do with another."""
        sex = "m" if self.chance.random() < 0.7 else "f"
        birth = PartialDate(self.chance.randint(1955, 2004), self.chance.randint(1, 12), self.chance.randint(1, 28))
        nation = self.common(NATIONS)
        given = self.named(MEN if sex == "m" else WOMEN)
        return Person(
            given, self.named(STEMS), self.named(MEN), sex, birth, nation, self.street(), self.phone(),
            self.passport(), self.number(nation, birth, sex), f"{self.chance.randrange(10**7)}@example.org",
            frozenset(str(self.chance.randrange(10**9)) for _ in range(4)), form_of_state(self.chance, nation),
        )  # fmt: skip

    def digits(self, count: int) -> str:
        """A row of digits."""
        return "".join(self.chance.choice("0123456789") for _ in range(count))

    def street(self) -> str:
        """An address."""
        house = f"{self.chance.randint(1, 180)}, кв. {self.chance.randint(1, 90)}"
        return f"ул. {self.chance.choice(STREETS)}, {house}, {self.chance.choice(TOWNS)}"

    def phone(self) -> str:
        """A mobile number."""
        return "+992" + self.chance.choice(("918", "93", "98"))[:2] + self.digits(7)

    def passport(self) -> str:
        """A number of a passport."""
        return self.chance.choice(("N", "A", "AN", "AC")) + self.digits(8)

    def number(self, nation: str, birth: PartialDate, sex: str) -> str:
        """A personal number with its check digit, where the state has one; else nine digits."""
        month, day, man = birth.month or 1, birth.day or 1, sex == "m"
        if nation == "KZ":
            first = f"{birth.year % 100:02}{month:02}{day:02}{(3 if man else 4) + 2 * (birth.year > 1999)}"
            return next(
                (n for _ in range(50) for s in [first + self.digits(4)] for c in "0123456789" if kz_fits(n := s + c)),
                "",
            )
        if nation == "UZ":
            first = (
                f"{(3 if man else 4) + 2 * (birth.year > 1999)}{day:02}{month:02}{birth.year % 100:02}{self.digits(6)}"
            )
            return first + mrz_digit(first)
        if nation == "KG":
            return f"{2 if man else 1}{day:02}{month:02}{birth.year}{self.digits(5)}"
        return ""

    def anothers(self, person: Person) -> str:
        """The number of somebody else of the same state and sex."""
        born = PartialDate(self.chance.randint(1955, 2004), self.chance.randint(1, 12), self.chance.randint(1, 28))
        return self.number(person.nation, born, person.sex)

    # ---- how a record tells of a person

    def record(self, person: Person, *, known: float) -> Described:
        """What one record says of a person: not everything, not always right."""
        told = self.chance.random
        numbers = [
            ("phone", self.slip(person.phone, 0.03)) if told() < 0.8 * known else None,
            ("passport", self.told_as(person.passport, self.passport())) if told() < 0.5 * known else None,
            ("national_number", self.told_as(person.number, self.anothers(person)))
            if person.number and told() < 0.35 * known
            else None,
            ("email", person.mail) if told() < 0.15 * known else None,
        ]
        return Described(
            names=(self.name(person),),
            birth=self.birth(person.birth) if told() < 0.85 else None,
            sex=("mf".replace(person.sex, "") if told() < 0.01 else person.sex) if told() < 0.7 else "",
            nationality=(self.common(NATIONS) if told() < 0.03 else person.nation) if told() < 0.8 else "",
            places=(self.address(person.street),) if told() < 0.5 * known else (),
            identifiers=tuple(each for each in numbers if each is not None),
            company=frozenset(each for each in sorted(person.company) if told() < 0.3 * known),
        )

    def name(self, person: Person) -> str:
        """A name as somebody wrote it: with or without patronymic, in either script, sometimes mistyped."""
        parts = [person.surname, person.given] + ([self.father(person)] if self.chance.random() < 0.55 else [])
        if self.chance.random() < 0.06:
            parts[1] = parts[1][0] + "."
        if self.chance.random() < 0.2:
            parts[0], parts[1] = parts[1], parts[0]
        text = " ".join(parts)
        text = self.mistaken(text) if self.chance.random() < 0.12 else text
        return self.written(text) if self.chance.random() < 0.45 else text

    def father(self, person: Person) -> str:
        """The father's name as one record has it."""
        form = form_of_record(self.chance, person.fathers_form)
        return FORMS[form].of(person.father, person.sex)

    def written(self, text: str) -> str:
        """The text in Latin letters, by whichever table; words that say "son of" as they are spelled there."""
        chosen = {letter: self.chance.choice(ways) for letter, ways in LATIN.items()}

        def spelled(word: str) -> str:
            if word in WORDS_IN_LATIN:
                return self.chance.choice(WORDS_IN_LATIN[word])
            return "".join(chosen.get(sign, sign) for sign in word.lower()).title()

        return " ".join(map(spelled, text.split(" ")))

    def mistaken(self, text: str) -> str:
        """The text with one slip, in one of five cases with two, and then mostly in the same word."""
        words = text.split(" ")
        at = self.chance.randrange(len(words))
        words[at] = self.mistyped(words[at])
        if self.chance.random() < TWO_SLIPS:
            again = at if self.chance.random() < 0.7 else self.chance.randrange(len(words))
            words[again] = self.mistyped(words[again])
        return " ".join(words)

    def mistyped(self, text: str) -> str:
        """The text with one sign lost, doubled, wrong or changed about; now and then a word is broken in two."""
        if len(text) < 3:
            return text
        at = self.chance.randrange(1, len(text))
        way = self.chance.choices(range(5), (25, 25, 25, 20, 5))[0]
        if way == 0:
            return text[:at] + text[at + 1 :]
        if way == 1:
            return text[:at] + text[at - 1 : at] + text[at:]
        if way == 2:
            return text[:at] + self.chance.choice("0123456789" if text[at].isdigit() else LETTERS) + text[at + 1 :]
        if way == 3:
            return text[: at - 1] + text[at : at + 1] + text[at - 1 : at] + text[at + 1 :]
        return text if text[at].isdigit() else f"{text[:at]} {text[at:]}"

    def slip(self, number: str, share: float) -> str:
        """The number, now and then mistyped (its first signs stand printed on the form)."""
        if not number or self.chance.random() >= share:
            return number
        fixed = 4 if number.startswith("+") else 0
        return number[:fixed] + self.mistaken(number[fixed:])

    def told_as(self, number: str, another: str) -> str:
        """The number, mistyped in one of thirty records; in one of a hundred another's, from the wrong line."""
        return another if another and self.chance.random() < WRONG_LINE else self.slip(number, 0.035)

    def address(self, street: str) -> str:
        """An address as somebody wrote it down: parts lacking, in another order, mistyped."""
        road, house, flat, town = street.split(", ")
        draw = self.chance.random
        flat = "" if draw() < 0.2 else flat
        town = "" if draw() < 0.1 else town
        house = self.mistyped_house(house) if draw() < 0.03 else house
        road = self.mistaken(road) if draw() < 0.08 else road
        town = self.mistaken(town) if town and draw() < 0.05 else town
        parts = [town, road, house, flat] if draw() < 0.3 else [road, house, flat, town]
        text = ", ".join(part for part in parts if part)
        return self.written(text) if draw() < 0.45 else text

    def mistyped_house(self, house: str) -> str:
        """Another number of a house, by one figure."""
        at = self.chance.randrange(len(house))
        return house[:at] + self.chance.choice("123456789") + house[at + 1 :]

    def birth(self, born: PartialDate) -> PartialDate:
        """A date of birth as stated: whole, its year, a 1 January filled in, one slip, or about."""
        drawn = self.chance.random()
        if drawn < 0.68:
            return born
        if drawn < 0.84:
            return PartialDate(born.year)
        if drawn < 0.89:
            return PartialDate(born.year, 1, 1)
        if drawn < 0.92:
            return PartialDate(born.year, born.month)
        if drawn < 0.95:
            return PartialDate(born.year + self.chance.choice((-2, -1, 1, 2)), about=self.chance.random() < 0.5)
        if drawn < 0.965 and born.day and born.month and born.day <= 12:
            return PartialDate(born.year, born.day, born.month)
        if drawn < 0.99:
            return self.mistyped_birth(born)
        if drawn < 0.993:
            return self.person().birth
        return PartialDate(born.year, born.month, self.chance.randint(1, 28))

    def mistyped_birth(self, born: PartialDate) -> PartialDate:
        """A date with one wrong figure, in one of five cases with two; where that is no date, as far as it is one."""
        figures = list(f"{born.year:04}{born.month or 1:02}{born.day or 1:02}")
        for _ in range(2 if self.chance.random() < TWO_SLIPS else 1):
            figures[self.chance.randrange(2, 8)] = self.chance.choice("0123456789")
        year, month, day = (int("".join(figures[a:b])) for a, b in ((0, 4), (4, 6), (6, 8)))
        for known in ((year, month, day), (year, month)):
            try:
                return PartialDate(*known)
            except DateError:
                continue
        return PartialDate(year)

    # ---- who is easily confused

    def later(self, person: Person) -> Person:
        """The same person years on: another telephone, address, passport, or a married name."""
        draw = self.chance.random
        moved = replace(person, street=self.street()) if draw() < 0.3 else person
        moved = replace(moved, phone=self.phone()) if draw() < 0.35 else moved
        moved = replace(moved, passport=self.passport()) if draw() < 0.3 else moved
        return replace(moved, stem=self.named(STEMS)) if person.sex == "f" and draw() < 0.12 else moved

    def confused(self, person: Person) -> Iterator[tuple[str, Person]]:
        """Others who are easily taken for a person."""
        draw = self.chance
        home: dict[str, str] = {"phone": person.phone} if draw.random() < 0.4 else {}
        home |= {"street": person.street} if draw.random() < 0.6 else {}
        circle = frozenset(sorted(person.company)[:2]) | frozenset(sorted(self.person().company)[:2])
        other = self.person()
        namesake = replace(other, given=person.given, stem=person.stem, sex=person.sex)
        if self.is_held(person.given, person.stem):
            yield "homonym", self.renumbered(namesake)
        whole = replace(namesake, father=person.father, nation=person.nation, fathers_form=person.fathers_form)
        if self.is_held(person.given, person.stem, person.father):
            yield "whole homonym", self.renumbered(whole)
        if person.sex == "m":
            elder = PartialDate(person.birth.year - draw.randint(20, 38), other.birth.month, other.birth.day)
            grandfather = person.given if draw.random() < 0.3 else other.father
            same = {"given": person.father, "stem": person.stem, "nation": person.nation, **home}
            same["fathers_form"] = form_of_state(draw, person.nation)
            father = replace(other, sex="m", birth=elder, father=grandfather, company=circle, **same)
            yield "father and son", self.renumbered(father)
        apart = PartialDate(person.birth.year + draw.choice((-4, -3, -2, 2, 3, 5)), other.birth.month, other.birth.day)
        same = {"stem": person.stem, "father": person.father, "nation": person.nation, **home}
        same["fathers_form"] = person.fathers_form
        given = self.another_name(other.sex, person.given)
        sibling = replace(other, given=given, birth=apart, company=circle, **same)
        yield "siblings", self.renumbered(sibling)
        if draw.random() < 0.12:
            twin = replace(sibling, given=self.another_name(person.sex, person.given), birth=person.birth)
            yield "twins", self.renumbered(replace(twin, sex=person.sex))
        yield "one telephone", replace(other, phone=person.phone, company=circle)
        if draw.random() < 0.05:
            yield "one document", replace(other, passport=person.passport)
        yield "strangers", other

    def another_name(self, sex: str, taken: str) -> str:
        """A given name that parents did not give already."""
        words = MEN if sex == "m" else WOMEN
        given = self.named(words)
        return given if given != taken else words[(words.index(taken) + 1) % len(words)]

    def renumbered(self, person: Person) -> Person:
        """The person with a number that fits his birth and sex."""
        return replace(person, number=self.number(person.nation, person.birth, person.sex))


def cases(seed: int, persons: int) -> list[Case]:
    """The pairs of one population: each person twice, and beside those who are easily taken for him."""
    town = Town(seed)
    made: list[Case] = []
    for _ in range(persons):
        person = town.person()
        known = town.chance.choice((0.3, 0.7, 1.0))
        first, form = town.record(person, known=known), person.fathers_form
        made.append(Case(first, town.record(town.later(person), known=known), True, "same", form))
        made.append(Case(first, town.record(person, known=known), True, "same", form))
        made += [
            Case(first, town.record(each, known=known), False, family, form) for family, each in town.confused(person)
        ]
    return made
