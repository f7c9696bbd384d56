"""Initials and names made of the father's name: told as possible beside the same day of birth, and by nothing less."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kerege.kernel.dates import PartialDate
from kerege.methods.identity import Described, Grade, decide
from kerege.methods.identity.namings import PARTLY, named
from kerege.rooms.crosscheck.rules.grading import grade
from tests.rooms.crosscheck.test_reading import asked, candidate

LATIN = {
    "Жасур": "Jasur", "Ерлан": "Yerlan", "Марат": "Marat", "Болат": "Bolat", "Бакыт": "Bakyt", "Серік": "Serik",
    "Эсен": "Esen", "Асан": "Asan", "Карим": "Karim", "Рустам": "Rustam", "Назар": "Nazar", "Айпери": "Aiperi",
    "Гульнора": "Gulnora", "Мадина": "Madina", "Зарина": "Zarina",
}  # fmt: skip
MEN = sorted(set(LATIN) - {"Айпери", "Гульнора", "Мадина", "Зарина"})
WOMEN = ["Айпери", "Гульнора", "Мадина", "Зарина"]
DAYS = st.builds(PartialDate, st.integers(1950, 2005), st.integers(2, 12), st.integers(1, 28))


@st.composite
def written_twice(draw: st.DrawFn) -> tuple[str, str]:
    """One invented person as two papers name him: in full, and with initials or by a name made of the father's."""
    is_man = draw(st.booleans())
    given, father = draw(st.sampled_from(MEN if is_man else WOMEN)), draw(st.sampled_from(MEN))
    surname = draw(st.sampled_from([each for each in MEN if each not in {given, father}]))
    ending = "" if is_man else "а"
    family = f"{surname}ов{ending}"
    in_latin = f"{LATIN[surname]}ov{'' if is_man else 'a'}"
    of_father = f"{LATIN[father]}ov{'' if is_man else 'a'}"
    ways = {
        "initials": (f"{family} {given[0]}.{father[0]}.", f"{family} {given} {father}{'ович' if is_man else 'овна'}"),
        "initial": (f"{in_latin.upper()} {LATIN[given][0]}.", f"{given} {family}"),
        "kazakh": (f"{LATIN[given]} {of_father}", f"{given} {father}{'ұлы' if is_man else 'қызы'}"),
        "kyrgyz": (f"{of_father} {LATIN[given]}", f"{given} {father} {'уулу' if is_man else 'кызы'}"),
    }
    return ways[draw(st.sampled_from([way for way in ways if way.startswith("initial") or given != father]))]


def of_day(name: str, born: PartialDate | None) -> Described:
    """A person of one name, born then."""
    return Described(names=(name,), birth=born)


@given(written_twice(), DAYS)
@settings(deadline=None, max_examples=60)
def test_initials_and_names_of_the_father_are_told_where_the_day_of_birth_agrees(
    names: tuple[str, str], born: PartialDate
) -> None:
    one, other = names
    assert named(one, other).level in PARTLY
    assert decide(of_day(one, born), of_day(other, born)).grade is Grade.POSSIBLE
    assert decide(of_day(other, born), of_day(one, born)).grade is Grade.POSSIBLE
    found = grade(asked(one, birth=born.code()), candidate(other, birth=born.code()))
    assert found is not None
    assert (found.grade, found.fields) == (Grade.POSSIBLE, ("name", "birth"))


@given(written_twice(), DAYS, st.sampled_from(["none", "year", "month", "another"]))
@settings(deadline=None, max_examples=60)
def test_beside_less_than_the_day_of_birth_they_are_not_told(
    names: tuple[str, str], born: PartialDate, known: str
) -> None:
    births = {
        "none": None,
        "year": born.at_precision("year"),
        "month": born.at_precision("month"),
        "another": PartialDate(born.year - 25, born.month, born.day),
    }
    assert decide(of_day(names[0], born), of_day(names[1], births[known])).grade is None


@given(written_twice(), st.sampled_from([("phone", "+77010000001"), ("passport", "N00000001")]))
@settings(deadline=None, max_examples=40)
def test_they_are_told_by_an_identifier_too(names: tuple[str, str], number: tuple[str, str]) -> None:
    one, other = (Described(names=(name,), identifiers=(number,)) for name in names)
    assert decide(one, other).grade is not None


@pytest.mark.parametrize("letters", ["Д.Ш.", "Д."])
def test_an_initial_of_another_name_is_not_told(letters: str) -> None:
    born = PartialDate(1985, 3, 12)
    full = of_day("Каримов Жасур Шавкатович", born)
    assert decide(of_day(f"Каримов {letters}", born), full).grade is None
