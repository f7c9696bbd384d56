"""Translated words of organisations' names in every case and gender, and bodies under every name they bear."""

import random
from collections.abc import Iterable
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.invented import persons, written
from kerege.methods.names import NameIndex, compare
from kerege.methods.names.inflection import in_latin, inflected, is_adjective, spellings
from kerege.methods.names.organisations import COMMON, is_organisation, read, russian_short_name, translated_short_name
from kerege.methods.names.parts import tokens
from kerege.methods.names.translations import BODIES, INFLECTED, SHORT_BODIES, STATES, TRANSLATED

CASES = {
    "восточный": {"восточного", "восточная", "восточное", "восточными"},
    "морской": {"морская", "морского", "морские"},
    "внешний": {"внешняя", "внешнего", "внешнее"},
    "логистический": {"логистическая", "логистического", "логистические"},
    "фирма": {"фирмы", "фирме", "фирму", "фирмой"},
    "компания": {"компании", "компанию", "компанией", "компаний"},
    "агентство": {"агентства", "агентству", "агентством"},
    "промышленность": {"промышленности", "промышленностью"},
    "контроль": {"контроля", "контролю", "контролем"},
    "завод": {"завода", "заводу", "заводом", "заводе"},
}
BY_MEANING: dict[str, list[str]] = {}
for ways, named in BODIES.items():
    BY_MEANING.setdefault(named, []).append(" ".join(ways))


@pytest.mark.parametrize(("lemma", "cases"), CASES.items())
def test_a_word_of_a_dictionary_has_all_its_cases(lemma: str, cases: set[str]) -> None:
    assert {lemma, *cases} <= set(inflected(lemma))
    assert in_latin(lemma) <= spellings(lemma)


def test_latin_letters_spell_a_word_as_english_ears_and_machines_do() -> None:
    assert {"vostochnyy", "vostochnyi", "vostochny"} <= in_latin("восточный")
    assert {"vostochnaya", "vostochnaia"} == in_latin("восточная")


@given(st.sampled_from(sorted(INFLECTED)))
def test_every_case_is_read_as_its_meaning(word: str) -> None:
    said = read([word, "exercise"])
    assert said[0][::2] == (COMMON[word], "common")


@given(st.sampled_from(sorted(set(TRANSLATED) - {words[0] for words in BODIES if len(words) == 1})))
def test_a_translated_word_agrees_with_the_english_one_and_with_itself(word: str) -> None:
    one, other = f"Exercise {word} company", f"Exercise {TRANSLATED[word]} company"
    assert compare(one, other).score > 0.9
    assert compare(one, other).score == compare(other, one).score
    assert compare(one, one).score >= compare(one, other).score


@pytest.mark.parametrize("meaning", sorted(set(BY_MEANING) - STATES))
def test_a_body_is_one_under_every_name_and_no_other_body(meaning: str) -> None:
    first, *rest = BY_MEANING[meaning]
    for other in rest:
        assert compare(first, other).score > 0.9, (first, other)
    others = [each for each in sorted(set(BY_MEANING) - STATES) if each != meaning]
    stranger = BY_MEANING[others[len(meaning) % len(others)]][0]
    assert compare(first, stranger).score < compare(first, rest[0] if rest else first).score


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Торговый дом Учебный", "Uchebny Trading House"),
        ("Торговая фирма Учебная", "Uchebnaya Trading"),
        ("Восточная нефтяная компания", "Eastern Oil Company"),
        ("Учебный международный аэропорт", "Uchebny International Airport"),
        ("Государственная таможенная служба", "State Customs Service"),
        ("Южное строительное управление", "Southern Construction Directorate"),
        ("МВД РК", "Ministry of Internal Affairs of the Republic of Kazakhstan"),
    ],
)
def test_a_name_agrees_with_its_translation_and_not_with_another(one: str, other: str) -> None:
    assert compare(one, other).score > 0.8
    strange = "Северный рыболовный совхоз Учебный-Нигде"
    assert compare(strange, other).score < 0.5


def test_first_letters_are_those_of_the_other_language_too() -> None:
    assert translated_short_name(read(["ministry", "of", "exercise", "affairs"])) == ""
    assert translated_short_name(read(["federal", "customs", "agency"])) == "фта"
    assert translated_short_name(read(["федеральное", "таможенное", "агентство"])) == "fca"
    assert compare("Federal Customs Agency", "ФТА").score > compare("Federal Customs Agency", "ЩЖЫ").score


def test_no_person_becomes_an_organisation() -> None:
    dice = random.Random(5)
    assert not [name for each in persons("no-firm", 3000) if is_organisation(tokens(name := written(each, dice)))]
    for name in ("Союзов Иван", "Banka Ivan", "Zavodov Pyotr", "Центров Пётр", "Mia Khan", "Кр Иван", "Газ Анна"):
        assert not is_organisation(tokens(name)), name


def test_a_body_of_one_word_is_an_organisation_by_itself() -> None:
    assert all(is_organisation([word]) for word in SHORT_BODIES)
    assert not is_organisation(["exercise"])
    assert is_adjective("восточный")
    assert not is_adjective("фирма")


HEADS_IN_RUSSIAN = {"plant": "з", "institute": "и", "bureau": "б", "laboratory": "л", "enterprise": "п"}
TELLING_IN_RUSSIAN = {"repair": "р", "electromechanical": "эм", "artificial": "и", "air": "в", "machine": "м"}


@pytest.mark.parametrize(("head", "telling"), list(product(HEADS_IN_RUSSIAN, TELLING_IN_RUSSIAN)))
def test_first_letters_stand_in_the_order_of_russian(head: str, telling: str) -> None:
    said = read(["uchebny", telling, head])
    assert russian_short_name(said) == "у" + HEADS_IN_RUSSIAN[head] + TELLING_IN_RUSSIAN[telling]
    index = NameIndex([*((str(at), f"Drill {chr(97 + at)}x Exercise JSC") for at in range(20)),
                       ("p", f"Uchebny {telling} {head} JSC")])  # fmt: skip
    assert index.search(f"АО «{russian_short_name(said).upper()}»", 1)[0].id == "p"
    assert russian_short_name(read(["учебный", "завод", "ао"])) == ""
    assert russian_short_name(read(["exercise", "drill", "uchebny"])) == ""


@pytest.mark.parametrize(("one", "other"), list(combinations(("1", "2", "12", "13", "150", "419", "2002"), 2)))
def test_numbers_tell_organisations_apart(one: str, other: str) -> None:
    name, across = "ООО «Учебная {}»", "Uchebnaya {} LLC"
    assert compare(name.format(one), across.format(one)).score > 0.97
    assert compare(name.format(one), across.format(other)).score < compare(name.format(one), across.format("")).score
    assert compare(name.format(one), across.format(other)).score < 0.3
    assert compare(f"Каримов Рустам {one}", f"Karimov Rustam {other}").score > 0.97  # no organisation


@pytest.mark.parametrize("table", [TRANSLATED, COMMON, INFLECTED], ids=["translated", "common", "inflected"])
def test_every_word_of_a_table_is_written_as_words_of_names_are_read(table: Iterable[str]) -> None:
    """Else it is in the table and never found: by another apostrophe, a capital, a sign."""
    assert not [word for word in table if tokens(word) != [word]]
