"""Canonical bytes follow RFC 8785, and equal values have equal bytes."""

import json
import struct
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.kernel.canonical import CanonicalError, canonical_bytes, content_hash, decimal_text

PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=6), inner, max_size=4)
    ),
    max_leaves=12,
)


class Kind(StrEnum):
    SEIZURE = "seizure"


def test_the_example_of_the_rfc_is_written_as_the_rfc_writes_it() -> None:
    value = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"\u002f",
        "literals": [None, True, False],
    }
    assert (
        canonical_bytes(value)
        == (
            '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
            '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
        ).encode()
    )


def test_keys_are_sorted_by_utf_16_code_units() -> None:
    value = {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\u0080": 6, "\u00f6": 7}
    assert list(json.loads(canonical_bytes(value))) == ["\r", "1", "\u0080", "ö", "€", "\U0001f600", "\ufb33"]


@pytest.mark.parametrize(
    ("bits", "text"),
    [
        ("0000000000000000", "0"),
        ("8000000000000000", "0"),
        ("0000000000000001", "5e-324"),
        ("7fefffffffffffff", "1.7976931348623157e+308"),
        ("4340000000000000", "9007199254740992"),
        ("4430000000000000", "295147905179352830000"),
        ("44b52d02c7e14af5", "9.999999999999997e+22"),
        ("44b52d02c7e14af6", "1e+23"),
        ("444b1ae4d6e2ef4e", "999999999999999700000"),
        ("444b1ae4d6e2ef50", "1e+21"),
        ("3eb0c6f7a0b5ed8c", "9.999999999999997e-7"),
        ("3eb0c6f7a0b5ed8d", "0.000001"),
        ("41b3de4355555553", "333333333.3333332"),
        ("becbf647612f3696", "-0.0000033333333333333333"),
    ],
)
def test_doubles_have_the_text_of_the_rfc_appendix(bits: str, text: str) -> None:
    assert canonical_bytes(struct.unpack(">d", bytes.fromhex(bits))[0]).decode() == text


@given(PLAIN)
def test_what_was_written_reads_back_equal(value: object) -> None:
    assert json.loads(canonical_bytes(value), parse_int=_as_javascript) == value


def _as_javascript(digits: str) -> int | float:
    return int(digits) if abs(int(digits)) < 2**53 else float(digits)


@given(st.dictionaries(st.text(max_size=5), st.integers(0, 9), max_size=6))
def test_the_order_in_which_keys_were_given_does_not_matter(value: dict[str, int]) -> None:
    turned = dict(reversed(value.items()))
    assert _outcome(value) == _outcome(turned)


def _outcome(value: object) -> bytes | str:
    try:
        return content_hash(value)
    except CanonicalError:
        return "refused"


@given(st.decimals(allow_nan=False, allow_infinity=False), st.integers(0, 5))
def test_equal_decimals_have_equal_text_that_reads_back(number: Decimal, zeros: int) -> None:
    text = decimal_text(number)
    assert Decimal(text) == number
    sign, digits, exponent = number.as_tuple()
    padded = Decimal((sign, digits + (0,) * zeros, int(exponent) - zeros))
    assert decimal_text(padded) == text


def test_decimals_dates_times_ids_and_enums_become_text() -> None:
    half_past = datetime(2026, 3, 1, 5, 30, tzinfo=timezone(timedelta(hours=5)))
    value = [
        Decimal("210.5390"),
        Decimal("1E+3"),
        Decimal("1e-05"),
        date(2026, 3, 1),
        half_past,
        datetime(2026, 3, 1, tzinfo=UTC),
        UUID(int=7),
        Kind.SEIZURE,
    ]
    assert json.loads(canonical_bytes(value)) == [
        "210.539",
        "1000",
        "0.00001",
        "2026-03-01",
        "2026-03-01T00:30:00Z",
        "2026-03-01T00:00:00Z",
        "00000000-0000-0000-0000-000000000007",
        "seizure",
    ]


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        (float("nan"), "nan"),
        (float("inf"), "inf"),
        (Decimal("NaN"), "NaN"),
        (Decimal("-Infinity"), "Infinity"),
        (2**53, "beyond"),
        ({1: 2}, "not text"),
        ({"a": {1: 2}}, "not text"),
        ("\ud800", "surrogate"),
        ({"\ud800": 1}, "surrogate"),
        (datetime(2026, 3, 1, tzinfo=UTC).replace(tzinfo=None), "time zone"),
        ({1, 2}, "type set"),
        (b"x", "type bytes"),
    ],
)
def test_what_has_no_canonical_form_is_refused_with_the_reason(value: object, complaint: str) -> None:
    with pytest.raises(CanonicalError, match=complaint):
        canonical_bytes(value)


def test_a_value_that_contains_itself_is_refused() -> None:
    knot: list[object] = []
    knot.append(knot)
    with pytest.raises(CanonicalError, match="contains itself"):
        canonical_bytes(knot)
