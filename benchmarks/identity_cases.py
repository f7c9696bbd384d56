"""Invented pairs for the decision: persons as two records tell of them, and those who are easily confused with them.

Nobody in here exists: names are put together from common given names and stems of surnames, numbers are drawn.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kerege.kernel.dates import PartialDate
from kerege.kernel.identifiers.check_digits import kz_fits, mrz_digit
from kerege.methods.identity import Described

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
LATIN = {
    "а": ("a",), "б": ("b",), "в": ("v",), "г": ("g",), "д": ("d",), "е": ("e",), "ё": ("yo", "e"), "ж": ("zh", "j"),
    "з": ("z",), "и": ("i",), "й": ("y", "i"), "к": ("k",), "л": ("l",), "м": ("m",), "н": ("n",), "о": ("o",),
    "п": ("p",), "р": ("r",), "с": ("s",), "т": ("t",), "у": ("u",), "ф": ("f",), "х": ("kh", "h", "x"), "ц": ("ts",),
    "ч": ("ch",), "ш": ("sh",), "щ": ("shch",), "ъ": ("",), "ы": ("y",), "ь": ("",), "э": ("e",), "ю": ("yu", "iu"),
    "я": ("ya", "ia"), " ": (" ",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """Two records and whether they tell of one person; `family` says how the pair came about."""

    one: Described
    other: Described
    same: bool
    family: str


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

    @property
    def surname(self) -> str:
        """The surname in the form of the sex."""
        return self.stem + ("ов" if self.sex == "m" else "ова")

    @property
    def patronymic(self) -> str:
        """The patronymic."""
        return self.father + ("ович" if self.sex == "m" else "овна")


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

    def person(self) -> Person:
        """A person who has nothing to do with another."""
        sex = "m" if self.chance.random() < 0.7 else "f"
        birth = PartialDate(self.chance.randint(1955, 2004), self.chance.randint(1, 12), self.chance.randint(1, 28))
        nation = self.common(NATIONS)
        given = self.common(MEN if sex == "m" else WOMEN)
        return Person(
            given, self.common(STEMS), self.common(MEN), sex, birth, nation, self.street(), self.phone(),
            self.passport(), self.number(nation, birth, sex), f"{self.chance.randrange(10**7)}@example.org",
            frozenset(str(self.chance.randrange(10**9)) for _ in range(4)),
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

    # ---- how a record tells of a person

    def record(self, person: Person, *, known: float) -> Described:
        """What one record says of a person: not everything, not always right."""
        told = self.chance.random
        numbers = [
            ("phone", self.slip(person.phone, 0.03)) if told() < 0.8 * known else None,
            ("passport", self.slip(person.passport, 0.04)) if told() < 0.5 * known else None,
            ("national_number", self.slip(person.number, 0.03)) if person.number and told() < 0.35 * known else None,
            ("email", person.mail) if told() < 0.15 * known else None,
        ]
        return Described(
            names=(self.name(person),),
            birth=self.birth(person.birth) if told() < 0.85 else None,
            sex=("mf".replace(person.sex, "") if told() < 0.01 else person.sex) if told() < 0.7 else "",
            nationality=(self.common(NATIONS) if told() < 0.03 else person.nation) if told() < 0.8 else "",
            places=(self.written(person.street),) if told() < 0.5 * known else (),
            identifiers=tuple(each for each in numbers if each is not None),
            company=frozenset(each for each in sorted(person.company) if told() < 0.3 * known),
        )

    def name(self, person: Person) -> str:
        """A name as somebody wrote it: with or without patronymic, in either script, sometimes mistyped."""
        parts = [person.surname, person.given] + ([person.patronymic] if self.chance.random() < 0.55 else [])
        if self.chance.random() < 0.06:
            parts[1] = parts[1][0] + "."
        if self.chance.random() < 0.2:
            parts[0], parts[1] = parts[1], parts[0]
        text = " ".join(parts)
        text = self.mistyped(text) if self.chance.random() < 0.12 else text
        return self.written(text) if self.chance.random() < 0.45 else text

    def written(self, text: str) -> str:
        """The text in Latin letters, by whichever table; sometimes as it stands."""
        chosen = {letter: self.chance.choice(ways) for letter, ways in LATIN.items()}
        return "".join(chosen.get(sign, sign) for sign in text.lower()).title()

    def mistyped(self, text: str) -> str:
        """The text with one letter lost, doubled or changed about."""
        at = self.chance.randrange(1, max(2, len(text) - 1))
        way = self.chance.randrange(3)
        if way == 0:
            return text[:at] + text[at + 1 :]
        if way == 1:
            return text[:at] + text[at - 1 : at] + text[at:]
        return text[: at - 1] + text[at : at + 1] + text[at - 1 : at] + text[at + 1 :]

    def slip(self, number: str, share: float) -> str:
        """The number, now and then with one wrong digit."""
        if not number or self.chance.random() >= share:
            return number
        at = self.chance.randrange(len(number) - 4, len(number))
        return number[:at] + self.chance.choice("0123456789") + number[at + 1 :]

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
        if drawn < 0.97 and born.day and born.month and born.day <= 12:
            return PartialDate(born.year, born.day, born.month)
        return PartialDate(born.year, born.month, self.chance.randint(1, 28))

    # ---- who is easily confused

    def later(self, person: Person) -> Person:
        """The same person years on: another telephone, address, passport, or a married name."""
        draw = self.chance.random
        moved = replace(person, street=self.street()) if draw() < 0.3 else person
        moved = replace(moved, phone=self.phone()) if draw() < 0.35 else moved
        moved = replace(moved, passport=self.passport()) if draw() < 0.3 else moved
        return replace(moved, stem=self.common(STEMS)) if person.sex == "f" and draw() < 0.12 else moved

    def confused(self, person: Person) -> Iterator[tuple[str, Person]]:
        """Others who are easily taken for a person."""
        draw = self.chance
        home: dict[str, str] = {"phone": person.phone} if draw.random() < 0.4 else {}
        home |= {"street": person.street} if draw.random() < 0.6 else {}
        circle = frozenset(sorted(person.company)[:2]) | frozenset(sorted(self.person().company)[:2])
        other = self.person()
        namesake = replace(other, given=person.given, stem=person.stem, sex=person.sex)
        yield "homonym", self.renumbered(namesake)
        whole = replace(namesake, father=person.father, nation=person.nation)
        yield "whole homonym", self.renumbered(whole)
        if person.sex == "m":
            elder = PartialDate(person.birth.year - draw.randint(20, 38), other.birth.month, other.birth.day)
            grandfather = person.given if draw.random() < 0.3 else other.father
            same = {"given": person.father, "stem": person.stem, "nation": person.nation, **home}
            father = replace(other, sex="m", birth=elder, father=grandfather, company=circle, **same)
            yield "father and son", self.renumbered(father)
        apart = PartialDate(person.birth.year + draw.choice((-4, -3, -2, 2, 3, 5)), other.birth.month, other.birth.day)
        same = {"stem": person.stem, "father": person.father, "nation": person.nation, **home}
        sibling = replace(other, birth=apart, company=circle, **same)
        yield "siblings", self.renumbered(sibling)
        if draw.random() < 0.12:
            yield "twins", self.renumbered(replace(sibling, birth=person.birth, sex=person.sex))
        yield "one telephone", replace(other, phone=person.phone, company=circle)
        if draw.random() < 0.05:
            yield "one document", replace(other, passport=person.passport)
        yield "strangers", other

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
        first = town.record(person, known=known)
        made.append(Case(first, town.record(town.later(person), known=known), True, "same"))
        made.append(Case(first, town.record(person, known=known), True, "same"))
        made += [Case(first, town.record(each, known=known), False, family) for family, each in town.confused(person)]
    return made
