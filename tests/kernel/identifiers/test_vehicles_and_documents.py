"""Plates, passports, machine-readable zones and national numbers of the members."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.kernel.dates import PartialDate
from kerege.kernel.identifiers import IdentifierError, IdentifierKind, normalise, read_mrz
from kerege.kernel.identifiers.check_digits import kz_fits, mrz_digit
from kerege.kernel.identifiers.plates import PLATE_FORMATS

ZONE = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
CARD = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
SHORT = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6"


@pytest.mark.parametrize(
    ("text", "value", "country"),
    [
        ("А123ВС77", "A123BC77", "RU"), ("а 123 вс 777 RUS", "A123BC777", "RU"), ("ВС 123 77", "BC12377", "RU"),
        ("123 ABC 02", "123ABC02", "KZ"), ("A 123 BCM", "A123BCM", "KZ"), ("KZ 123 AB 15", "123AB15", "KZ"),
        ("01 KG 123 ABC", "01KG123ABC", "KG"), ("В 1234 АВ", "B1234AB", "KG"), ("AB 1234 AG", "AB1234AG", "TM"),
        ("01 A 123 BC", "01A123BC", "UZ"), ("01 123 ABC", "01123ABC", "UZ"), ("10-AB-123", "10AB123", "AZ"),
        ("O1A123BC", "01A123BC", "UZ"), ("7777 TT 05", "7777TT05", None), ("10-A-123", "10A123", "AZ"),
        ("001 CD 177", "001CD177", "RU"), ("01 KG 1234 A", "01KG1234A", "KG"), ("T 123456 01", "T12345601", "UZ"),
        ("10 A 1234", "10A1234", "UZ"), ("H 123 456", "H123456", None), ("CMD 1234", "CMD1234", None),
        ("АВ 1234 05", "AB123405", None), ("01 123 AB", "01123AB", "UZ"),
    ],
)  # fmt: skip
def test_a_plate_has_one_spelling_and_the_state_that_its_format_tells(
    text: str, value: str, country: str | None
) -> None:
    found = normalise(IdentifierKind.PLATE, text)
    assert (found.value, found.country, found.valid) == (value, country, True)


def test_a_plate_of_another_state_is_kept_without_a_verdict() -> None:
    found = normalise(IdentifierKind.PLATE, "XYZ 99")
    assert (found.value, found.valid, found.country) == ("XYZ99", None, None)
    assert normalise(IdentifierKind.PLATE, "1234 AB 01", country="TJ").country == "TJ"


@given(st.data(), st.sampled_from(sorted(PLATE_FORMATS)))
def test_every_format_of_a_state_is_read_with_cyrillic_letters_and_spaces(data: st.DataObject, state: str) -> None:
    pattern = data.draw(st.sampled_from(sorted(PLATE_FORMATS[state])))
    plate = data.draw(st.from_regex(rf"\A(?:{pattern})\Z".replace(r"\d", "[0-9]")))
    written = " ".join(plate).translate(str.maketrans("ABEKMHOPCTYX", "АВЕКМНОРСТУХ")).lower()
    found = normalise(IdentifierKind.PLATE, written, country=state)
    assert (found.value, found.country, found.valid) == (plate, state, True)


@pytest.mark.parametrize(
    ("text", "value", "country"),
    [
        ("N 12345678", "N12345678", "KZ"), ("АN 1234567", "AN1234567", "KG"), ("45 09 123456", "4509123456", "RU"),
        ("АА1234567", "AA1234567", None), ("AZE12345678", "AZE12345678", "AZ"), ("FA 1234567", "FA1234567", "UZ"),
        ("I-AS 123456", "IAS123456", "TM"),
    ],
)  # fmt: skip
def test_a_passport_number_has_one_spelling(text: str, value: str, country: str | None) -> None:
    found = normalise(IdentifierKind.PASSPORT, text)
    assert (found.value, found.country, found.valid) == (value, country, None)


@pytest.mark.parametrize(("zone", "size"), [(ZONE, "TD3"), (SHORT, "TD2"), (CARD, "TD1")])
def test_the_specimens_of_icao_9303_are_read(zone: str, size: str) -> None:
    read = read_mrz(zone)
    assert read is not None
    assert (read.size, read.surname, read.given_names, read.sex) == (size, "ERIKSSON", "ANNA MARIA", "F")
    assert (read.birth, read.expiry) == (PartialDate(1974, 8, 12), PartialDate(2012, 4, 15))
    assert read.wrong == ()


def test_a_mistyped_zone_names_the_fields_that_do_not_fit() -> None:
    read = read_mrz(ZONE.replace("740812", "740813"))
    assert read is not None
    assert read.wrong == ("birth", "whole")
    assert normalise(IdentifierKind.PASSPORT, ZONE.replace("740812", "740813")).valid is False


@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<", min_size=1, max_size=40), st.data())
def test_a_changed_digit_changes_its_check_digit(field: str, data: st.DataObject) -> None:
    places = [place for place, sign in enumerate(field) if sign.isdigit()]
    if places:
        place = data.draw(st.sampled_from(places))
        changed = field[:place] + str((int(field[place]) + 1) % 10) + field[place + 1 :]
        assert mrz_digit(changed) != mrz_digit(field)


@given(st.text("ABC123<\n «", max_size=140))
def test_any_text_is_a_zone_or_none(text: str) -> None:
    read = read_mrz(text)
    assert read is None or read.size in ("TD1", "TD2", "TD3")


@pytest.mark.parametrize(
    ("text", "scheme", "valid"),
    [
        ("791028 302728", "KZ IIN", True), ("061211600012", "KZ IIN", True), ("7707083893", "RU INN", True),
        ("500100732259", "RU INN", True), ("112-233-445 95", "RU SNILS", True), ("1027700132195", "RU OGRN", True),
        ("1400057421", "AZ VOEN", True), ("5ABC12D", "AZ FIN", None),
    ],
)  # fmt: skip
def test_a_national_number_is_told_by_its_check_digits(text: str, scheme: str, valid: bool | None) -> None:
    found = normalise(IdentifierKind.NATIONAL_NUMBER, text)
    assert (found.scheme, found.valid, found.country) == (scheme, valid, scheme[:2])


def test_a_wrong_check_digit_or_an_impossible_birth_date_is_contradicted() -> None:
    assert normalise(IdentifierKind.NATIONAL_NUMBER, "791028302729", country="KZ").valid is False
    assert normalise(IdentifierKind.NATIONAL_NUMBER, "23213198500123", country="KG").valid is False
    assert normalise(IdentifierKind.NATIONAL_NUMBER, "20101198500123", country="KG").valid is None


@given(st.integers(0, 10**11 - 1), st.integers(1, 9))
def test_a_kazakh_number_with_one_digit_changed_is_never_confirmed(stem: int, change: int) -> None:
    digits = f"{stem:011}"
    confirmed = [digit for digit in "0123456789" if kz_fits(digits + digit)]
    assert len(confirmed) <= 1
    if confirmed:
        wrong = str((int(confirmed[0]) + change) % 10)
        assert not kz_fits(digits + wrong)


@pytest.mark.parametrize("kind", [IdentifierKind.PLATE, IdentifierKind.PASSPORT, IdentifierKind.NATIONAL_NUMBER])
@pytest.mark.parametrize("text", ["", "abc", "---", "слово без цифр"])
def test_words_are_refused(kind: IdentifierKind, text: str) -> None:
    with pytest.raises(IdentifierError):
        normalise(kind, text)
