"""Organisations in the languages of the region: every word of the tables in both letters, every form against each."""

from __future__ import annotations

from itertools import product

import pytest

from kerege.methods.names import compare
from kerege.methods.names.comparison import Comparison
from kerege.methods.names.inflection import in_uzbek_cyrillic
from kerege.methods.names.organisations import COMMON, FORMS, is_firm
from kerege.methods.names.parts import Kind, parse, tokens
from kerege.methods.names.translations import BODIES, STATES, TRANSLATED, is_latin

OWN = "Baraka"
FORMS_BY_MEANING = {
    meaning: [" ".join(words) for words, said in FORMS.items() if said == meaning] for meaning in set(FORMS.values())
}
TRADERS = ["ИП {}", "{} ИП", "ЖК {}", "ЯТТ {}", "YaTT {}", "YTT {}", "ЧП {}", "Индивидуальный предприниматель {}",
           "Жеке кәсіпкер {}", "Якка тартибдаги тадбиркор {}", "Yakka tartibdagi tadbirkor {}"]  # fmt: skip


def _contradicted(found: Comparison) -> bool:
    return any(reason.code in {"contradicted", "nothing", "form_differs"} for reason in found.reasons)


@pytest.mark.parametrize("first", "abcdefghijklmnopqrstuvwxyz")
def test_a_word_of_the_table_in_latin_letters_is_known_in_cyrillic(first: str) -> None:
    latin = (each for each in {**COMMON, **TRANSLATED} if each[0] == first and is_latin(each) and len(each) > 3)
    for word in (each for each in latin if "kh" not in each and "zh" not in each):  # which no Uzbek word has
        cyrillic = in_uzbek_cyrillic(word)
        found = compare(f"{OWN} {word} MChJ", f"Барака {cyrillic} МЧЖ")
        assert found.score > 0.9, (word, cyrillic)
        assert not _contradicted(found), (word, cyrillic)


@pytest.mark.parametrize("meaning", sorted(FORMS_BY_MEANING))
def test_every_way_to_write_a_legal_form_is_the_same_form(meaning: str) -> None:
    ways = [way for way in FORMS_BY_MEANING[meaning] if len(way) > 4]
    for one, other in product(ways[:3], ways):
        found = compare(f"{OWN} {one}", f"{OWN} {other}")
        assert [reason.code for reason in found.reasons] == ["same", "form"], (one, other)


@pytest.mark.parametrize("one", sorted(FORMS_BY_MEANING))
@pytest.mark.parametrize("other", sorted(FORMS_BY_MEANING))
def test_two_legal_forms_differ(one: str, other: str) -> None:
    said = (max(FORMS_BY_MEANING[meaning], key=len) for meaning in (one, other))
    codes = {reason.code for reason in compare(*(f"{OWN} {way}" for way in said)).reasons}
    assert ("form" in codes) == (one == other)


@pytest.mark.parametrize(("one", "other"), list(product(TRADERS, repeat=2)))
def test_a_sole_trader_is_the_same_in_every_language(one: str, other: str) -> None:
    found = compare(one.format("Учебный"), other.format("Учебный"))
    assert found.score > 0.9
    assert not _contradicted(found)


@pytest.mark.parametrize("name", ["Ип Чун", "Ip Man", "Karimov Aj", "Иванов А. К.", "Smith, AJ", "Жк Учебный"])
def test_a_short_form_that_is_not_in_capitals_makes_nobody_a_firm(name: str) -> None:
    assert not is_firm(tokens(name), name)
    assert Kind.FORM not in {part.kind for part in parse(name)}


@pytest.mark.parametrize("opening", ["Ала", "Ала-", "Кара-", "Ак-"])
def test_a_mountain_is_no_legal_form(opening: str) -> None:
    cyrillic = f"{opening} Тоо".replace("- ", "-")
    latin = cyrillic.translate(str.maketrans("АКТалроки", "AKTalroki"))
    assert Kind.FORM not in {part.kind for part in parse(cyrillic)}
    assert compare(cyrillic, latin).score > 0.9
    assert not _contradicted(compare(f"ОсОО «{cyrillic}»", f"{latin} LLC"))
    assert parse("ТОО «Учебный»")[0].kind is Kind.FORM


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        ("Комитет национальной безопасности", "Committee of National Security"),
        ("Комитет национальной безопасности", "Committee for National Security"),
        ("Служба контроля наркотиков", "Drug Control Service"),
        ("МВД", "Internal Affairs Ministry"),
        ("Министерство иностранных дел", "Foreign Affairs Ministry"),
        ("Агентство по контролю за наркотиками", "Agency of Drug Control"),
    ],
)
def test_a_body_is_known_by_every_order_of_its_english_name(russian: str, english: str) -> None:
    assert compare(russian, english).score > 0.9


@pytest.mark.parametrize("body", ["МВД", "Министерство внутренних дел", "Ministry of Internal Affairs"])
@pytest.mark.parametrize("state", sorted(STATES))
def test_whose_body_it_is_is_read_in_any_case(body: str, state: str) -> None:
    ways = [" ".join(words) for words, meaning in BODIES.items() if meaning == state and len(words) > 1]
    assert len(ways) > 5
    for way in ways:
        assert compare(f"{body} {way}", f"Ministry of Internal Affairs {ways[0]}").score > 0.97, way
    other = next(each for each in sorted(STATES) if each != state)
    elsewhere = next(" ".join(words) for words, meaning in BODIES.items() if meaning == other and len(words) > 1)
    assert compare(f"{body} {ways[0]}", f"{body} {elsewhere}").score < 0.9


@pytest.mark.parametrize("name", ["Ромашка-{}", "Exercise-{}", "Учебный №{}", "ООО «Ромашка-{}»"])
def test_a_number_joined_to_a_name_tells_it_apart(name: str) -> None:
    assert compare(name.format(2), name.format(2)).score > 0.9
    for other in (3, 12, 21):
        assert compare(name.format(2), name.format(other)).score < 0.5
    assert parse("Учебный Иван 1990") == parse("Учебный Иван")


BETWEEN = [
    "он же", "она же", ", он же", "alias", "a.k.a.", "née", "урожд.", "урождённая", "урожденная", "also known as",
    "(в девичестве)",
]  # fmt: skip


@pytest.mark.parametrize("between", BETWEEN)
@pytest.mark.parametrize(("one", "other"), [("Анна Учебная", "Тренировочная"), ("Rustam Uchebniy", "Exercise Drill")])
def test_a_word_between_two_names_of_one_person_is_no_name(between: str, one: str, other: str) -> None:
    found = parse(f"{one} {between} {other}")
    assert [part.text for part in found] == [part.text for part in parse(f"{one} {other}")]
    assert [part.text for part in parse(f"{between.strip('(), ')} {one}")][-1] == one.rsplit(maxsplit=1)[-1].lower()
    assert parse("Ahmad Alias")[-1].text == "alias"
