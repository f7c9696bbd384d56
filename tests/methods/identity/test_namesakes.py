"""Namesakes: a common name carries less than a rare one, and says so; in one house it may be father's and son's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.kernel.dates import PartialDate
from kerege.methods.identity import Decision, Described, Grade, decide
from kerege.methods.identity.namings import AGREEING, most_rarity, named
from kerege.methods.identity.weights import weights

PHONE = (("phone", "+992918123456"),)
COMMON, RARE = "Иванов Иван Иванович", "Тохтамышев Фирдавс Курбонмуродович"
GIVEN = st.sampled_from(["Иван", "Али", "Саид", "Фирдавс", "Оразмурад", "Нурлан", "Шарофиддин", "Юрий"])
STEMS = st.sampled_from(["Иван", "Карим", "Мамад", "Тохтамыш", "Бердымурад", "Юсуф", "Сатыбалды"])


def twice(name: str, birth: str = "", country: str = "", **known: object) -> Decision:
    """Two records that tell of one name alike."""
    born = PartialDate.from_code(birth) if birth else None
    one = Described(names=(name,), birth=born, nationality=country, **known)  # type: ignore[arg-type]  # what is named
    return decide(one, one)


def codes(found: Decision) -> set[str]:
    """The codes of the reasons."""
    return {reason.code for reason in found.reasons}


def test_a_year_and_a_nationality_carry_a_rare_name_and_not_a_common_one() -> None:
    common, rare = twice(COMMON, "1980", "RU"), twice(RARE, "1980", "RU")
    assert (common.grade, rare.grade) == (Grade.POSSIBLE, Grade.STRONG)
    assert common.probability < 0.9 < rare.probability
    assert "name_common" in codes(common)
    assert not {"name_common", "name_of_house"} & codes(rare)


def test_a_day_of_birth_carries_a_common_name_too() -> None:
    assert twice("Рахимов Фаррух", "1987-03-12").grade is Grade.STRONG
    assert twice("Ahmed Hassan", "1987-03-12").grade is Grade.STRONG


@pytest.mark.parametrize(
    ("name", "birth", "expected"),
    [
        ("Иванов Иван", "", Grade.POSSIBLE),
        (COMMON, "", Grade.POSSIBLE),
        ("Али бин Али", "", Grade.POSSIBLE),
        ("Иванов Иван", "1980", Grade.STRONG),
        (COMMON, "1980", Grade.STRONG),
        (RARE, "", Grade.STRONG),
        ("Иванов Иван Сергеевич", "", Grade.STRONG),
    ],
)
def test_a_name_that_father_and_son_may_bear_needs_a_birth_beside_their_telephone(
    name: str, birth: str, expected: Grade
) -> None:
    found = twice(name, birth, identifiers=PHONE)
    assert found.grade is expected
    assert ("name_of_house" in codes(found)) is (expected is Grade.POSSIBLE)


def test_a_document_or_an_account_of_his_own_carries_any_name() -> None:
    assert twice(COMMON, identifiers=(("passport", "400123456"),)).grade is Grade.STRONG
    assert twice(COMMON, identifiers=(("email", "exercise@example.org"),)).grade is Grade.STRONG


@given(STEMS, GIVEN, GIVEN)
def test_one_part_more_that_agrees_is_never_commoner(stem: str, own: str, father: str) -> None:
    short, whole = f"{stem}ов {own}", f"{stem}ов {own} {father}ович"
    assert named(whole, whole).rarity >= named(short, short).rarity
    assert named(whole, short).rarity <= most_rarity(whole)
    assert named(whole, short).rarity == named(short, whole).rarity


@given(STEMS, GIVEN, STEMS, GIVEN)
def test_of_two_names_that_agree_alike_the_rarer_is_never_less_probable(a: str, b: str, c: str, d: str) -> None:
    one, other = f"{a}ов {b}", f"{c}ов {d}"
    if named(one, one).level is named(other, other).level and named(one, one).level in AGREEING:
        rarer, commoner = sorted((one, other), key=lambda name: -named(name, name).rarity)
        assert twice(rarer, "1980").probability >= twice(commoner, "1980").probability


def test_rarity_weighs_for_a_finding() -> None:
    assert weights()["rarity"] > 0.0
