"""Short forms of given names agree with the full ones; the names of twins never do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.methods.names import NameIndex, compare, reasons_text
from kerege.methods.names.parts import parse
from kerege.methods.names.same_names import FULL, twin_mark

HASAN = ["Хасан", "Ҳасан", "Хассан", "Асан", "Hasan", "Hassan", "Khasan", "Xasan", "Həsən", "Gasan", "حسن"]
HUSAYN = [
    "Хусан", "Ҳусан", "Хусейн", "Хусаин", "Гусейн", "Husan", "Xusan", "Hussain", "Hossein", "Husayn", "Hüseyin",
    "Hüseyn", "Khusain", "حسین", "حسين",
]  # fmt: skip


@pytest.mark.parametrize(
    ("short", "full"), [("Саша", "Александр"), ("Jim", "James"), ("Джо", "Джозеф"), ("جو", "جوزف")]
)
def test_a_short_form_finds_the_full_name(short: str, full: str) -> None:
    assert compare(f"{short} Тургунбаев", f"{full} Тургунбаев").score > 0.9
    assert (
        NameIndex([("other", "Виктор Тургунбаев"), ("full", f"{full} Тургунбаев")])
        .search(f"{short} Тургунбаев", 1)[0]
        .id
        == "full"
    )


def test_a_short_form_agrees_with_the_full_name_in_another_script() -> None:
    assert compare("Джо Турнер", "Joseph Turner").score > 0.9


def test_reasons_say_that_a_form_is_short() -> None:
    reasons = compare("Саша Тургунбаев", "Александр Тургунбаев").reasons
    assert "short form of the same name: Саша = Александр" in reasons_text(reasons, "en")
    assert "краткая форма того же имени: Саша = Александр" in reasons_text(reasons, "ru")


@given(st.sampled_from(sorted(FULL)))
def test_every_short_form_agrees_with_its_full_name(short: str) -> None:
    assert compare(f"Тургунбаев {short}", f"Тургунбаев {FULL[short]}").score > 0.85


@given(st.sampled_from(HASAN), st.sampled_from(HUSAYN), st.sampled_from(["Рустамович", "Rustamovich", ""]))
def test_twins_are_not_one_person_in_any_script(one: str, other: str, father: str) -> None:
    assert compare(f"Каримов {one} {father}", f"Karimov {other} {father}").score < 0.5
    assert compare(f"Эгамберди {one}ов", f"Egamberdi {other}ov").score < 0.6


@given(st.sampled_from([HASAN[:3] + HASAN[4:], HUSAYN]).flatmap(lambda one: st.tuples(*[st.sampled_from(one)] * 2)))
def test_spellings_of_one_twins_name_stay_one_name(spellings: tuple[str, str]) -> None:
    assert compare(f"{spellings[0]} Каримов", f"{spellings[1]} Karimov").score > 0.85


@pytest.mark.parametrize("word", ["حسني", "Hosni", "Hasani", "Хасани", "Hassanein", "Osman", "Hosna", "Сухан"])
def test_other_names_bear_no_mark_of_twins(word: str) -> None:
    assert twin_mark(word.lower()) == ""


@pytest.mark.parametrize("name", ["Иванов И. Петрович", "И. И. Иванов", "Petrov E. Ivanovich", "Иванов И", "Y. Orazow"])
def test_an_initial_that_is_also_a_particle_stays_an_initial(name: str) -> None:
    assert "initial" in {part.kind for part in parse(name)}


@pytest.mark.parametrize("name", ["Ортега-и-Гассет", "Ortega y Gasset", "Vieira e Silva"])
def test_a_particle_between_two_names_is_none(name: str) -> None:
    assert {part.kind for part in parse(name)} == {"name"}
