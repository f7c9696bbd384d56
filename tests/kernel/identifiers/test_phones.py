"""Telephone numbers of the region come to one form, however and whenever they were written."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.kernel.identifiers import IdentifierError, IdentifierKind, normalise
from kerege.kernel.identifiers.phones import MEMBER_REGIONS


def example(region: str, kind: int) -> str:
    number = phonenumbers.example_number_for_type(region, kind)
    assert number is not None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@pytest.mark.parametrize(
    ("text", "country", "value", "of"),
    [
        ("+7 701 123-45-67", None, "+77011234567", "KZ"), ("8 701 123 45 67", None, "+77011234567", "KZ"),
        ("8 (727) 212-34-56", "KZ", "+77272123456", "KZ"), ("7 912 345 67 89", None, "+79123456789", "RU"),
        ("0555 123456", "KG", "+996555123456", "KG"), ("+996 (0)555 12-34-56", None, "+996555123456", "KG"),
        ("90 123 45 67", "UZ", "+998901234567", "UZ"), ("998901234567", None, "+998901234567", "UZ"),
        ("8~10 998 90 123 45 67", "RU", "+998901234567", "UZ"), ("00 998 90 123 45 67", "RU", "+998901234567", "UZ"),
        ("918 12 34 56", "TJ", "+992918123456", "TJ"), ("8 12 34-56-78", "TM", "+99312345678", "TM"),
        ("050 123 45 67", "AZ", "+994501234567", "AZ"), ("тел.: +7 495 123-45-67 доб. 12", None, "+74951234567", "RU"),
        ("+٧٧٠١١٢٣٤٥٦٧", None, "+77011234567", "KZ"), ("+93 70 123 4567", None, "+93701234567", "AF"),
    ],
)  # fmt: skip
def test_local_and_international_forms_become_one(text: str, country: str | None, value: str, of: str) -> None:
    found = normalise(IdentifierKind.PHONE, text, country=country)
    assert (found.value, found.country, found.valid, found.partial) == (value, of, True, False)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("8 (3272) 12-34-56", "+77272123456"), ("+7 3172 123456", "+77172123456"),
        ("+7 (095) 123-45-67", "+74951234567"),
        ("+996 3312 123456", "+996312123456"), ("+998 3712 123456", "+998712123456"),
        ("998 3712 123456", "+998712123456"), ("(3712) 123456", "+998712123456"), ("8 (3712) 123456", "+998712123456"),
        ("8 (3312) 123456", "+996312123456"), ("8 (3772) 212345", "+992372212345"), ("(3632) 123456", "+99312123456"),
    ],
)  # fmt: skip
def test_old_area_codes_become_current_ones_and_say_so(text: str, value: str) -> None:
    found = normalise(IdentifierKind.PHONE, text)
    assert (found.value, found.valid) == (value, True)
    assert "area code" in found.note


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("8 701 *** 45 67", "+7701???4567"),
        ("+7701...4567", "+7701*4567"),
        ("+996 555 12 XX XX", "+99655512????"),
        ("...45 67 89", "*456789"),
        ("… 45-67-89", "*456789"),
    ],
)
def test_a_number_with_unknown_digits_keeps_what_is_known(text: str, value: str) -> None:
    found = normalise(IdentifierKind.PHONE, text)
    assert (found.value, found.valid, found.partial) == (value, None, True)


def test_a_number_that_several_members_have_is_not_guessed() -> None:
    found = normalise(IdentifierKind.PHONE, "901234567")
    assert (found.value, found.country, found.partial) == ("901234567", None, True)
    assert found.note == "no country code; fits TJ, UZ"


def test_a_number_outside_the_current_plan_is_kept_and_not_called_false() -> None:
    assert normalise(IdentifierKind.PHONE, "+7 300 123 45 67").valid is None
    assert normalise(IdentifierKind.PHONE, "+998 12").valid is False
    assert normalise(IdentifierKind.PHONE, "+999 1234567890").valid is False


@pytest.mark.parametrize("text", ["", "123", "тел.", "1" * 30])
def test_too_few_or_too_many_digits_are_refused(text: str) -> None:
    with pytest.raises(IdentifierError):
        normalise(IdentifierKind.PHONE, text)


@given(
    st.sampled_from(MEMBER_REGIONS),
    st.sampled_from([phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE]),
)
def test_every_written_form_of_a_members_number_becomes_its_international_form(region: str, kind: int) -> None:
    number = example(region, kind)
    parsed = phonenumbers.parse(number)
    written = [
        phonenumbers.format_number(parsed, form)
        for form in (phonenumbers.PhoneNumberFormat.INTERNATIONAL, phonenumbers.PhoneNumberFormat.NATIONAL)
    ]
    for text in (number, number[1:], "00" + number[1:], *written, written[1].replace(" ", "-")):
        assert normalise(IdentifierKind.PHONE, text, country=region).value == number
