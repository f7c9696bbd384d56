"""Forms met in practice: long numbers and visas in zones, channels of Telegram, numbers written elsewhere, cards.

Zones are the specimens of ICAO Doc 9303 parts 5 and 7.
"""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kerege.kernel.identifiers import IdentifierError, IdentifierKind, normalise, read_mrz, site_name


def test_a_document_number_of_more_than_nine_signs_runs_on_into_the_optional_field() -> None:
    zone = read_mrz("I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<<<<<<<<<<<<<<")
    assert zone is not None
    assert (zone.number, zone.wrong, zone.personal_number) == ("D23145890734", (), "")


@pytest.mark.parametrize(
    "text",
    [
        "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<",
        "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<",
    ],
)
def test_a_visa_has_no_check_digit_over_the_whole(text: str) -> None:
    zone = read_mrz(text)
    assert zone is not None
    assert (zone.number, zone.wrong) == ("L8988901C", ())


@pytest.mark.parametrize(
    "link",
    [
        "https://t.me/s/Shop_Name", "t.me/shop_name/123", "https://telegram.me/shop_name", "https://shop_name.t.me",
        "tg://resolve?domain=shop_name", "https://web.telegram.org/k/#@shop_name", "https://telegram.dog/shop_name?start=1",
    ],
)  # fmt: skip
def test_every_way_to_a_channel_is_one_handle(link: str) -> None:
    found = normalise(IdentifierKind.HANDLE, link)
    assert (found.value, found.scheme) == ("shop_name", "telegram")


def test_an_invitation_is_a_page_and_no_handle_and_mirrors_of_a_network_are_one_page() -> None:
    with pytest.raises(IdentifierError):
        normalise(IdentifierKind.HANDLE, "https://t.me/+AbCdEf")
    assert normalise(IdentifierKind.URL, "https://telegram.me/+AbCdEf?utm_source=a").value == "t.me/+AbCdEf"
    assert site_name("shop.t.me") != site_name("other.t.me")


def test_a_russian_mobile_number_written_down_elsewhere_keeps_its_country() -> None:
    found = normalise(IdentifierKind.PHONE, "8 937 712 34 56", country="TJ")
    assert (found.value, found.country) == ("+79377123456", "RU")


def test_a_card_is_kept_as_a_stretched_hash_and_is_the_same_however_it_is_written() -> None:
    one = normalise(IdentifierKind.CARD, "4929 1234 5678 9016")
    other = normalise(IdentifierKind.CARD, "4929-1234-5678-9016")
    assert one.value == other.value
    assert one.value != hashlib.sha256(b"4929123456789016").hexdigest()
    assert "4929" not in one.given + one.note
    assert "56789016" not in repr(one)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=60), st.sampled_from([k for k in IdentifierKind if k is not IdentifierKind.CARD]))
def test_a_normal_form_is_a_fixed_point_and_no_text_raises_anything_else(text: str, kind: IdentifierKind) -> None:
    try:
        found = normalise(kind, text)
    except IdentifierError:
        return
    assert normalise(kind, found.value).value == found.value
