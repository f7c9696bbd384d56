"""What holds for identifiers of every kind: any text is read or refused, and a normal form stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.kernel.identifiers import Identifier, IdentifierError, IdentifierKind, detect, normalise

KINDS = st.sampled_from(IdentifierKind)
COUNTRIES = st.sampled_from([None, "AZ", "KZ", "KG", "RU", "TJ", "TM", "UZ", "FR"])
LIKELY = st.text("0123456789ABCKNTРА abcxyz+-.@/:()?*%<ОУХ№_", max_size=60)
EXAMPLES = {
    IdentifierKind.PHONE: ["8 (727) 212-34-56", "901234567", "8 701 *** 45 67", "0555 123456", "+7701...4567"],
    IdentifierKind.PLATE: ["а 123 вс 777 RUS", "O1A123BC", "Ж 1234 МН", "А1?3ВС77"],
    IdentifierKind.PASSPORT: ["АА 1234567", "4509 123456", "N 12345…"],
    IdentifierKind.NATIONAL_NUMBER: ["791028302728", "112-233-445 95", "20101198500123"],
    IdentifierKind.VIN: ["IM8GDM9AXKPO42788", "XTA*66389", "12345"],
    IdentifierKind.IMEI: ["35-209900-176148-1", "49015420323751", "3568680000414120", "4901542????7518"],
    IdentifierKind.CONTAINER: ["msku 123456-5", "CSQU305438"],
    IdentifierKind.WAGON: ["5273 8259"],
    IdentifierKind.IMO: ["IMO 9074729"],
    IdentifierKind.PARCEL: ["rr 473 124 829 gb", "80080700012343", "1Z 999 AA1 01 2345 6784"],
    IdentifierKind.AIR_WAYBILL: ["020-12345675"],
    IdentifierKind.IBAN: ["KZ86 125K ZT50 0410 0100"],
    IdentifierKind.CARD: ["4111 1111 1111 1111", "4111 11** **** 1111"],
    IdentifierKind.WALLET: ["bitcoin:1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa?amount=1",
                            "EQDtFpEwcFAEcRe5mLVh2N6C0x-_hJEM7W61_JLnSF74p4q2",
                            "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"],
    IdentifierKind.EMAIL: ["Ivan.Petrov+x@GMail.com", "user@почта.рф", "a.b@ya.ru"],
    IdentifierKind.HANDLE: ["@Shop_KZ", "https://t.me/Shop_KZ", "телеграм: Shop"],
    IdentifierKind.URL: ["https://www.m.Shop-24.biz/a%3Fb/c//?utm_source=1&b=2&a=%31#x", "магазин.рф/путь"],
}  # fmt: skip


def read(kind: IdentifierKind, text: str, country: str | None = None) -> Identifier | None:
    try:
        return normalise(kind, text, country=country)
    except IdentifierError:
        return None


def test_every_kind_has_examples() -> None:
    assert set(EXAMPLES) == set(IdentifierKind)


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in EXAMPLES.items() for text in texts])
def test_a_normal_form_is_its_own_normal_form(kind: IdentifierKind, text: str) -> None:
    found = normalise(kind, text)
    again = normalise(kind, found.value)
    assert again.value == found.value
    assert again.kind is kind


@given(KINDS, LIKELY | st.text(max_size=40), COUNTRIES)
def test_any_text_is_an_identifier_in_normal_form_or_refused(
    kind: IdentifierKind, text: str, country: str | None
) -> None:
    found = read(kind, text, country)
    if found is None:
        return
    assert found.kind is kind
    assert found.value
    again = normalise(kind, found.value, country=country)
    assert again.value == found.value


@given(LIKELY | st.text(max_size=80), COUNTRIES)
def test_any_text_can_be_searched_for_identifiers(text: str, country: str | None) -> None:
    found = detect(text, country=country)
    assert len({(each.kind, each.value, each.scheme) for each in found}) == len(found)


@given(st.text(" \t\n.,;:!?-+/()[]{}<>@#%&*_=~'\"«»…", max_size=12))
def test_a_text_without_letters_and_digits_is_refused_by_every_kind(text: str) -> None:
    assert all(read(kind, text) is None for kind in IdentifierKind)
