"""One pasted box gives every candidate with its kind."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.kernel.identifiers import IdentifierKind, detect
from kerege.kernel.identifiers.plates import PLATE_FORMATS

Kind = IdentifierKind
ZONE = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"


def kinds_and_values(text: str, country: str | None = None) -> list[tuple[str, str]]:
    return [(found.kind.value, found.value) for found in detect(text, country=country)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("+7 701 123 45 67", [("phone", "+77011234567")]),
        ("87011234567 87027654321", [("phone", "+77011234567"), ("phone", "+77027654321")]),
        ("8 701 *** 45 67", [("phone", "+7701???4567")]),
        ("901234567", [("phone", "901234567")]),
        ("998 3712 123456", [("phone", "+998712123456")]),
        ("(3712) 123456", [("phone", "+998712123456")]),
        ("номер ...45 67 89", [("phone", "*456789")]),
        ("номер оканчивается на 45-67-89", [("phone", "*456789")]),
        ("госномер 10 A 123", [("plate", "10A123")]),
        ("госномер T 123456 01", [("plate", "T12345601")]),
        ("AA1234567", [("passport", "AA1234567")]),
        ("А123ВС77", [("plate", "A123BC77")]),
        ("Toyota Camry 123 ABC 02 белого цвета, водитель 1985 г.р.", [("plate", "123ABC02")]),
        ("ИИН 791028302728", [("national_number", "791028302728")]),
        ("паспорт N12345678", [("passport", "N12345678")]),
        ("4509 123456", [("passport", "4509123456")]),
        ("IMEI: 490154203237518", [("imei", "490154203237518")]),
        ("490154203237518", [("imei", "490154203237518")]),
        ("1M8GDM9AXKP042788", [("vin", "1M8GDM9AXKP042788")]),
        ("контейнер MSKU 123456 5", [("container", "MSKU1234565")]),
        ("вагон 52738259", [("wagon", "52738259")]),
        ("RR473124829GB", [("parcel", "RR473124829GB")]),
        ("KZ86 125K ZT50 0410 0100", [("iban", "KZ86125KZT5004100100")]),
        ("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", [("wallet", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t")]),
        ("ivan@mail.ru", [("email", "ivan@mail.ru")]),
        ("t.me/Shop_KZ", [("handle", "shop_kz")]),
        ("shop_kz24", [("handle", "shop_kz24")]),
        ("сайт shop24.biz/kz", [("url", "shop24.biz/kz")]),
        (ZONE, [("passport", "L898902C3")]),
    ],
)  # fmt: skip
def test_a_pasted_identifier_is_recognised(text: str, found: list[tuple[str, str]]) -> None:
    assert kinds_and_values(text) == found


def test_a_mixed_text_gives_its_identifiers_in_their_order() -> None:
    text = (
        "Задержан водитель а/м 01 A 123 BC, тел. +998 90 123-45-67;\n"
        "т. 0555 123456, t.me/shop_uz; карта 8600 1234 5678 9012"
    )
    found = [kind for kind, _ in kinds_and_values(text, "KG")]
    assert found == ["plate", "phone", "phone", "handle", "card"]


def test_a_number_with_two_readings_comes_back_under_both() -> None:
    found = detect("20101198500123")
    assert [(each.kind, each.scheme) for each in found] == [
        (Kind.NATIONAL_NUMBER, "KG PIN"),
        (Kind.NATIONAL_NUMBER, "UZ PINFL"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "изъято... 123456 таблеток",
        "ст. 10 A 123",
        "Изъято 10 KG 500 героина 12.05.2012 в 14:30, ст. 228",
        "2012-05-03",
        "",
        "слово",
        "3,5 кг",
        "ул. Ленина, 25-17",
    ],
)
def test_dates_weights_and_words_are_no_identifiers(text: str) -> None:
    assert detect(text) == []


def test_a_number_named_by_a_word_comes_back_even_if_its_check_digit_does_not_fit() -> None:
    (found,) = detect("IMEI 490154203237519")
    assert (found.kind, found.valid) == (Kind.IMEI, False)


def test_a_word_decides_only_the_number_after_it() -> None:
    assert kinds_and_values("ИИН 791028302728, +7 701 123 45 67") == [
        ("national_number", "791028302728"),
        ("phone", "+77011234567"),
    ]


@pytest.mark.parametrize(
    "unit",
    ["0", "A1", "a.", "1 ", "a@", "AB12 ", "http://", "a-", "0x", "A№12", "<", "(", "+7", "AB-1? ", "A??1 ", "O0"],
)
def test_a_long_hostile_text_is_read_all_the_same(unit: str) -> None:
    assert len(detect(unit * 20_000)) < 50


IIN = "791028302728"
SLIPS = [
    IIN[:at] + figure + IIN[at + 1 :] for at in range(len(IIN)) for figure in "0123456789" if figure != IIN[at]
]  # fmt: skip


@pytest.mark.parametrize("country", [None, "RU", "TM", "UZ"])
@pytest.mark.parametrize("word", ["ИИН", "IIN:", "иин №"])
def test_a_mistyped_number_stays_of_the_state_whose_word_names_it(word: str, country: str | None) -> None:
    found = [detect(f"{word} {mistyped}", country=country) for mistyped in SLIPS]
    assert [[(each.country, each.value) for each in some] for some in found] == [[("KZ", slip)] for slip in SLIPS]
    assert sum(some[0].valid is False for some in found) > 0.9 * len(SLIPS)


@pytest.mark.parametrize(
    ("text", "country"), [("ПИНФЛ 32503851234567", "UZ"), ("ОГРН 1234567890123", "RU"), ("СНИЛС 112-233-445 96", "RU")]
)
def test_a_word_of_one_state_keeps_its_number_from_any_other(text: str, country: str) -> None:
    assert {each.country for each in detect(text, country="KG")} == {country}


@given(st.sampled_from(sorted(PLATE_FORMATS)), st.data())
def test_a_word_before_it_or_its_state_makes_a_plate_of_every_format(state: str, data: st.DataObject) -> None:
    """With every letter that the format lets stand, also I, O and Q, which other numbers leave out."""
    pattern = data.draw(st.sampled_from(sorted(PLATE_FORMATS[state])))
    plate = data.draw(st.from_regex(rf"\A(?:{pattern})\Z".replace(r"\d", "[0-9]")))
    others = {plate[:at] + letter + plate[at + 1 :] for at in range(len(plate)) for letter in "IOQ"}
    for each in (plate, *sorted(other for other in others if re.fullmatch(pattern, other))):
        assert ("plate", each) in kinds_and_values(f"госномер {each}", state)
