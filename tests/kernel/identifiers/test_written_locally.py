"""Numbers as they are written in the states: the eight of long-distance calls, letters for zero, all scripts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kerege.kernel.identifiers import IdentifierKind, detect, normalise

Kind = IdentifierKind
MOBILES = {
    "TJ": ("992", "918", 6),
    "UZ": ("998", "90", 7),
    "AZ": ("994", "50", 7),
    "KG": ("996", "555", 6),
    "TM": ("993", "65", 6),
}
FORMER = {"UZ": ("3712", "998712"), "KG": ("3312", "996312")}


@given(st.sampled_from(sorted(MOBILES)), st.data(), st.sampled_from(["8{}{}", "8 {} {}", "8-{}-{}", "8 ({}) {}"]))
@settings(deadline=None)
def test_a_number_after_the_eight_is_the_number_of_the_state_in_which_it_was_written(
    state: str, data: st.DataObject, form: str
) -> None:
    code, operator, count = MOBILES[state]
    rest = data.draw(st.integers(2 * 10 ** (count - 1), 9 * 10 ** (count - 1)).map(str))
    found = normalise(Kind.PHONE, form.format(operator, rest), country=state)
    assert (found.value, found.valid) == (f"+{code}{operator}{rest}", True)


@given(st.sampled_from(sorted(FORMER)), st.integers(200_000, 299_999).map(str), st.sampled_from(["8 {} {}", "8-{}-{}"]))
@settings(deadline=None)
def test_former_area_codes_after_the_eight_are_read_in_their_state(state: str, rest: str, form: str) -> None:
    area, current = FORMER[state]
    found = normalise(Kind.PHONE, form.format(area, rest), country=state)
    assert found.value == f"+{current}{rest}"
    assert "old area code" in found.note


@given(st.sampled_from(["701", "705", "916", "903"]), st.integers(2_000_000, 9_999_999).map(str))
@settings(deadline=None)
def test_the_eight_is_no_part_of_a_number_after_its_country_code(operator: str, rest: str) -> None:
    plain = normalise(Kind.PHONE, f"+7 {operator} {rest}").value
    for form in ("+7(8){} {}", "+7 (8) {}-{}", "+7 8 {} {}"):
        assert normalise(Kind.PHONE, form.format(operator, rest)).value == plain


@given(
    st.sampled_from(["70", "705", "900"]),
    st.integers(0, 99_999_999).map(lambda rest: f"{rest:08}"),
    st.sampled_from("OoОо"),
)
@settings(deadline=None)
def test_a_letter_that_looks_like_zero_is_zero_within_a_number(operator: str, rest: str, letter: str) -> None:
    digits = f"7{operator}{rest}"[:11]
    written = "+7 " + digits[1:].replace("0", letter)
    if letter in written and any(figure != "0" for figure in digits[4:]):
        found = normalise(Kind.PHONE, written)
        assert found.value == normalise(Kind.PHONE, f"+{digits}").value
        assert "read as zero" in found.note


@given(st.integers(2_000_000, 9_999_999).map(str), st.sampled_from("OoОо"))
@settings(deadline=None)
def test_a_number_with_a_letter_for_zero_is_found_in_a_text(rest: str, letter: str) -> None:
    (found,) = detect(f"звонил +7 7{letter}1 {rest}, вчера")
    assert found.value == f"+7701{rest}"


def test_an_eight_without_a_country_is_nobodys_where_several_states_have_the_number() -> None:
    (found,) = detect("тел 8 71 120 45 67")
    assert (found.valid, found.partial, found.country) == (None, True, None)
    assert {"RU", "UZ"} <= set(found.note.partition("fits ")[2].split(", "))


NETWORKS = {
    "2200": "Mir", "2204": "Mir", "2205": "", "2220": "", "2221": "Mastercard", "2720": "Mastercard", "2721": "",
    "5100": "Mastercard",
}  # fmt: skip


@pytest.mark.parametrize(("first", "network"), NETWORKS.items())
def test_the_network_of_a_card_is_that_of_its_range(first: str, network: str) -> None:
    assert normalise(Kind.CARD, f"{first}000000000000").scheme == network


@given(st.sampled_from("الفبجدهژ京沪ՀԱաგ"), st.integers(100, 999), st.integers(10, 99))
def test_a_letter_of_any_script_stays_on_a_plate(letter: str, one: int, other: int) -> None:
    found = normalise(Kind.PLATE, f"{other} {letter} {one} {other}")
    bare = normalise(Kind.PLATE, f"{other} {one} {other}")
    assert found.value != bare.value
    assert len(found.value) == len(bare.value) + 1
    assert normalise(Kind.PLATE, found.value).value == found.value


@pytest.mark.parametrize(
    ("written", "value"), [("I-AŞ 123456", "IAS123456"), ("ÂN1234567", "AN1234567"), ("Ñ12345678", "N12345678")]
)
def test_marks_on_latin_letters_are_left_out_and_the_letters_are_not(written: str, value: str) -> None:
    assert normalise(Kind.PASSPORT, written).value == value


@pytest.mark.parametrize("zeros", ["0" * 14, "0" * 15, "0" * 16, "00-000000-000000-0"])
def test_a_number_of_zeros_is_of_no_device(zeros: str) -> None:
    assert normalise(Kind.IMEI, zeros).valid is False
    assert detect("0" * 15) == []
