"""Father and son: names whose own and father's parts change places are two persons, however a father is written."""

from collections.abc import Callable, Iterator
from itertools import product

import pytest

from benchmarks.identity_fathers import FORMS as OF_STATES
from kerege.methods.identity import Described, Grade, Naming, decide
from kerege.methods.identity.namings import AGREEING, named
from kerege.methods.names.vocabulary import CHILD_OF, FATHER_FEMALE, FATHER_MALE

PHONE = (("phone", "+992918123456"),)
Form = Callable[[str], str]
NAMES = {
    "cyrillic": ("Каримов", (("Рустам", "Шариф"), ("Али", "Саид"), ("Нурлан", "Серик"))),
    "latin": ("Karimov", (("Rustam", "Sharif"), ("Ali", "Said"), ("Nurlan", "Serik"))),
}
APOSTROPHES = "'’ʻʼ`‘"
SUFFIXES = {"cyrillic": ("ович", "зода", "оглы", "улы"), "latin": ("ovich", "zoda", "oglu", "uly")}


def script(word: str) -> str:
    """The script a word of a father is written in."""
    return "cyrillic" if any("\u0400" <= letter <= "\u04ff" for letter in word) else "latin"


def apart(word: str) -> Form:
    """The father's name and a word of its own."""
    return lambda father: f"{father} {word}"


def joined(ending: str) -> Form:
    """The father's name with an ending."""
    softened = {"ович": "евич", "ovich": "evich"}.get(ending, ending)
    return lambda father: father + (softened if father.endswith(("и", "i")) else ending)


def before(word: str) -> Form:
    """A word that says "child of" and the father's name."""
    return lambda father: f"{word} {father}"


def spellings(word: str) -> Iterator[str]:
    """A word with each apostrophe that is typed, and as a title is set."""
    yield from {word.replace("'", mark) for mark in APOSTROPHES} | {word.title(), word.upper()}


def forms() -> dict[str, list[Form]]:
    """Every way to write a father's name, by script."""
    found: dict[str, list[Form]] = {name: [joined(ending) for ending in SUFFIXES[name]] for name in SUFFIXES}
    for word in sorted(FATHER_MALE | FATHER_FEMALE):
        found[script(word)] += [apart(each) for each in spellings(word)]
    for word in sorted(each for each in CHILD_OF if each.isascii() or script(each) == "cyrillic"):
        found[script(word)] += [before(word), before(word.title())]
    return found


FORMS = forms()
TWO_WORDS = {name: [form for form in FORMS[name] if " " in form("-")] for name in FORMS}
STATES = [*product(OF_STATES.values(), OF_STATES.values())]


def swapped(mine: Form, theirs: Form, name: str, *, surname: bool = True) -> Iterator[tuple[str, str]]:
    """Son and father, whose own name is the other's father's."""
    family, pairs = NAMES[name]
    lead = f"{family} " if surname else ""
    for one, other in pairs:
        yield f"{lead}{one} {mine(other)}", f"{lead}{other} {theirs(one)}"


@pytest.mark.parametrize("name", list(NAMES))
@pytest.mark.parametrize("surname", [True, False], ids=["with a family name", "without"])
def test_own_and_fathers_name_that_change_places_are_two_persons(name: str, surname: bool) -> None:
    mixed = [*zip(FORMS[name], FORMS[name], strict=True), *product(FORMS[name], FORMS[name][:4])]
    for mine, theirs in mixed:
        for son, father in swapped(mine, theirs, name, surname=surname):
            assert named(son, father).level is named(father, son).level
            assert named(son, father).level not in AGREEING, (son, father)
            both = [Described(names=(each,), identifiers=PHONE) for each in (son, father)]
            assert decide(*both).grade is not Grade.STRONG, (son, father)
            assert decide(*both).probability < 0.2, (son, father)


def test_they_are_two_in_two_scripts_as_well() -> None:
    family, own, father = ("Каримов", "Рустам", "Шариф")
    for mine, theirs in product(FORMS["cyrillic"], FORMS["latin"][::5]):
        son, elder = f"{family} {own} {mine(father)}", f"Karimov Sharif {theirs('Rustam')}"
        assert named(son, elder).level not in AGREEING, (son, elder)


@pytest.mark.parametrize("name", list(NAMES))
def test_a_son_is_no_father_of_whom_only_the_own_name_is_known(name: str) -> None:
    family, pairs = NAMES[name]
    for form, (own, father) in product(TWO_WORDS[name], pairs):
        both = [
            Described(names=(each,), identifiers=PHONE)
            for each in (f"{family} {own} {form(father)}", f"{family} {father}")
        ]
        assert decide(*both).grade is not Grade.STRONG, both


@pytest.mark.parametrize("name", list(NAMES))
def test_one_person_is_one_whichever_way_the_father_is_written(name: str) -> None:
    family, pairs = NAMES[name]
    for mine, theirs in product(TWO_WORDS[name], [FORMS[name][0], TWO_WORDS[name][0], TWO_WORDS[name][-1]]):
        for own, father in pairs[:1]:
            both = [f"{family} {own} {form(father)}" for form in (mine, theirs)]
            assert named(*both).level is Naming.WHOLE, both
            one, other = (Described(names=(each,), identifiers=PHONE) for each in both)
            assert decide(one, other).grade is Grade.STRONG, both


@pytest.mark.parametrize("name", list(NAMES))
def test_a_word_of_the_father_left_out_does_not_make_two_persons_of_one(name: str) -> None:
    family, pairs = NAMES[name]
    for form, (own, father) in product(TWO_WORDS[name], pairs):
        level = named(f"{family} {own} {form(father)}", f"{own} {family} {father}").level
        assert level in AGREEING, (form(father), level)


def test_family_names_made_of_each_others_own_names_are_of_father_and_son() -> None:
    for one, other in [
        ("Шарифзода Рустам", "Рустамзода Шариф"),
        ("Sharifzoda Rustam", "Rustamzoda Sharif"),
        ("Шарифов Рустам", "Рустамов Шариф"),
        ("Рахимов Рустам Шарифзода", "Рахимов Шариф Рустамзода"),
    ]:
        assert named(one, other).level is Naming.CROSSED, (one, other)
    assert named("Шарифов Рустам", "Шарифзода Рустам").level in AGREEING
    assert named("Karimov Karim Karimovich", "Каримов Карим Карим ўғли").level in AGREEING


def test_father_and_son_are_two_in_the_papers_of_every_state_and_across_them() -> None:
    for mine, theirs in STATES:
        for sex in ("m", "f"):
            one, other = f"Каримов Рустам {mine.of('Шариф', sex)}", f"Каримов Шариф {theirs.of('Рустам', 'm')}"
            assert named(one, other).level not in AGREEING, (one, other)


def test_one_person_is_one_in_the_papers_of_every_state_and_across_them() -> None:
    for mine, theirs in STATES:
        one, other = f"Каримов Рустам {mine.of('Шариф', 'm')}", f"Рустам Каримов {theirs.of('Шариф', 'm')}"
        assert named(one, other).level in AGREEING, (one, other)


def test_words_before_a_fathers_name_tell_father_son_and_grandson_and_no_family_name() -> None:
    for one, other in [
        ("Ali bin Said al-Karimi", "Said bin Ali al-Karimi"),
        ("Umar bin Ali bin Said", "Ali bin Said"),
        ("Каримов Ахмад ибн Рустам", "Karimov Rustam"),
        ("علي بن سعيد الكريمي", "سعيد بن علي الكريمي"),
    ]:
        assert named(one, other).level not in AGREEING, (one, other)
        assert named(other, one).level not in AGREEING, (one, other)
    for one, other in [
        ("Ali bin Said", "Ali Said"),
        ("Ali bin Ali", "Ali Ali"),
        ("Usama bin Laden", "Bin Laden Usama"),
        ("Ahmad ibn Rustam Karimov", "Каримов Ахмад Рустамович"),
    ]:
        assert named(one, other).level in AGREEING, (one, other)
