"""Vehicles, devices, cargo, money and addresses: check digits confirm, and one form is compared."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.kernel.identifiers import IdentifierError, IdentifierKind, normalise, site_name
from kerege.kernel.identifiers.check_digits import luhn_digit, luhn_fits
from kerege.kernel.identifiers.keccak import keccak_256

Kind = IdentifierKind


@pytest.mark.parametrize(
    ("kind", "text", "value", "valid"),
    [
        (Kind.VIN, "1M8GDM9AXKP042788", "1M8GDM9AXKP042788", True),
        (Kind.VIN, "IM8GDM9AXKPO42788", "1M8GDM9AXKP042788", True),
        (Kind.VIN, "1M8GDM9A1KP042788", "1M8GDM9A1KP042788", False),
        (Kind.VIN, "WVWZZZ1JZ3W386752", "WVWZZZ1JZ3W386752", None),
        (Kind.IMEI, "35-209900-176148-1", "352099001761481", True),
        (Kind.IMEI, "352099001761482", "352099001761482", False),
        (Kind.IMEI, "35209900176148", "352099001761481", None),
        (Kind.IMEI, "3520990017614823", "352099001761481", None),
        (Kind.CONTAINER, "csqu 305438-3", "CSQU3054383", True),
        (Kind.CONTAINER, "CSQU3054384", "CSQU3054384", False),
        (Kind.WAGON, "52738259", "52738259", True),
        (Kind.WAGON, "52738250", "52738250", False),
        (Kind.IMO, "IMO 9074729", "9074729", True),
        (Kind.IMO, "9074720", "9074720", False),
        (Kind.PARCEL, "RR 473 124 829 GB", "RR473124829GB", True),
        (Kind.PARCEL, "RR473124828GB", "RR473124828GB", False),
        (Kind.AIR_WAYBILL, "020-12345675", "02012345675", True),
        (Kind.AIR_WAYBILL, "020-12345674", "02012345674", False),
        (Kind.IBAN, "KZ86 125K ZT50 0410 0100", "KZ86125KZT5004100100", True),
        (Kind.IBAN, "KZ86125KZT5004100101", "KZ86125KZT5004100101", False),
        (Kind.IBAN, "AZ21NABZ00000000137010001944", "AZ21NABZ00000000137010001944", True),
    ],
)  # fmt: skip
def test_a_check_digit_confirms_or_contradicts(kind: Kind, text: str, value: str, valid: bool | None) -> None:
    found = normalise(kind, text)
    assert (found.value, found.valid) == (value, valid)


@pytest.mark.parametrize(
    ("text", "scheme", "valid"),
    [
        ("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "BTC", True),
        ("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", "BTC", False),
        ("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "BTC", True),
        ("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", "BTC", True),
        ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", "BTC", False),
        ("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", "BTC", True),
        ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "ETH", True),
        ("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359", "ETH", True),
        ("0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "ETH", False),
        ("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "ETH", None),
        ("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "TRON", True),
        ("44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A",
        "XMR", True),
        ("44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3B",
        "XMR", False),
        ("EQDtFpEwcFAEcRe5mLVh2N6C0x-_hJEM7W61_JLnSF74p4q2", "TON", True),
    ],
)  # fmt: skip
def test_an_address_of_a_chain_is_told_and_judged_by_its_checksum(text: str, scheme: str, valid: bool | None) -> None:
    found = normalise(Kind.WALLET, text)
    assert (found.scheme, found.valid) == (scheme, valid)


def test_two_forms_of_one_address_compare_equal() -> None:
    mixed = normalise(Kind.WALLET, "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")
    plain = normalise(Kind.WALLET, "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed")
    assert mixed.value == plain.value


def test_keccak_is_the_one_of_ethereum_and_not_sha3() -> None:
    assert keccak_256(b"").hex() == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"
    assert keccak_256(b"x" * 300) != hashlib.sha3_256(b"x" * 300).digest()
    assert len({keccak_256(b"x" * size) for size in range(130, 140)}) == 10


def test_of_a_card_only_a_hash_and_four_digits_are_kept() -> None:
    found = normalise(Kind.CARD, "4111 1111 1111 1111")
    assert (
        found.value
        == hashlib.scrypt(b"4111111111111111", salt=b"kerege payment card 1", n=2**14, r=8, p=1, dklen=32).hex()
    )
    assert (found.given, found.scheme, found.valid) == ("**** 1111", "Visa", True)
    assert "4111" not in repr(found).replace(found.value, "")
    assert normalise(Kind.CARD, "8600-1234-5678-9012").scheme == "UzCard"
    assert normalise(Kind.CARD, "4111 11** **** 1111").value == "411111*1111"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ivan.Petrov+x@GMail.com", "ivanpetrov@gmail.com"), ("ivan@googlemail.com", "ivan@gmail.com"),
        ("a.b@ya.ru", "a-b@yandex.ru"), ("A-B@yandex.kz", "a-b@yandex.ru"), ("name[at]mail[.]ru", "name@mail.ru"),
        ("<user@почта.рф>", "user@xn--80a1acny.xn--p1ai"), ("mailto:x@mail.ru", "x@mail.ru"),
    ],
)  # fmt: skip
def test_the_forms_of_one_mailbox_become_one(text: str, value: str) -> None:
    assert normalise(Kind.EMAIL, text).value == value


@pytest.mark.parametrize(
    ("text", "value", "scheme"),
    [
        ("@Shop_KZ", "shop_kz", ""), ("https://t.me/Shop_KZ?start=1", "shop_kz", "telegram"),
        ("tg: shop_kz", "shop_kz", "telegram"), ("Телеграм: @shop_kz", "shop_kz", "telegram"),
        ("vk.com/id123", "id123", "vk"), ("www.instagram.com/shop.kz/", "shop.kz", "instagram"),
    ],
)  # fmt: skip
def test_a_handle_is_told_with_its_network(text: str, value: str, scheme: str) -> None:
    found = normalise(Kind.HANDLE, text)
    assert (found.value, found.scheme) == (value, scheme)


@pytest.mark.parametrize(
    ("text", "value", "site"),
    [
        ("https://www.Shop-24.biz/kz/?utm_source=1&a=2#x", "shop-24.biz/kz?a=2", "shop"),
        ("hxxp://shop2[.]to/", "shop2.to", "shop"), ("shop.co.uk", "shop.co.uk", "shop"),
        ("магазин.рф", "xn--80aairftm.xn--p1ai", "xn--80aairftm"),
        ("http://1.2.3.4:8080/a", "1.2.3.4:8080/a", "1.2.3.4"),
    ],
)  # fmt: skip
def test_a_site_is_told_by_host_and_path_and_mirrors_share_a_name(text: str, value: str, site: str) -> None:
    found = normalise(Kind.URL, text)
    assert (found.value, found.scheme) == (value, site)
    assert site_name(value.partition("/")[0].partition(":")[0]) == site


def test_an_onion_address_is_judged_by_its_checksum() -> None:
    name = "duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczad.onion"
    assert normalise(Kind.URL, name).valid is True
    assert normalise(Kind.URL, name.replace("duck", "duci", 1)).valid is False


@given(st.text("0123456789", min_size=1, max_size=18), st.integers(1, 9))
def test_luhn_finds_every_changed_check_digit(digits: str, change: int) -> None:
    digit = luhn_digit(digits)
    assert luhn_fits(digits + digit)
    assert not luhn_fits(digits + str((int(digit) + change) % 10))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.VIN, "VIN!"), (Kind.IMEI, "12345"), (Kind.CONTAINER, "ABCD123"), (Kind.WAGON, "1"), (Kind.IMO, "1"),
        (Kind.PARCEL, "abc"), (Kind.AIR_WAYBILL, "1"), (Kind.IBAN, "KZ"), (Kind.CARD, "4111"), (Kind.WALLET, "кошелёк"),
        (Kind.WALLET, "1A1zP1eP5QGefi2"), (Kind.EMAIL, "нет"), (Kind.HANDLE, "т.е."), (Kind.URL, "не сайт"),
        (Kind.HANDLE, "https://t.me/joinchat/AAA"), (Kind.CARD, "**** 12"), (Kind.VIN, "??"),
    ],
)  # fmt: skip
def test_what_has_not_the_form_is_refused(kind: Kind, text: str) -> None:
    with pytest.raises(IdentifierError):
        normalise(kind, text)
