"""Canonical bytes of a value (RFC 8785) and their hash: what is signed, compared and counted once."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from json.encoder import encode_basestring
from uuid import UUID

__all__ = ["Canonical", "CanonicalError", "canonical_bytes", "content_hash", "decimal_text"]

Canonical = (
    str | int | float | bool | None | Decimal | date | UUID | Enum | Mapping[str, "Canonical"] | Sequence["Canonical"]
)
"""What has canonical bytes; mappings have text keys."""

_ALLOWED = "allowed are text, whole numbers, Decimal, float, bool, None, date, UUID, Enum, lists and mappings"
_LARGEST_WHOLE = 2**53 - 1
_LONGEST_PLAIN = 40


class CanonicalError(ValueError):
    """The value has no canonical form; the message says which value and why."""


def canonical_bytes(value: object) -> bytes:
    """Write a value as RFC 8785 JSON in UTF-8.

    Decimals become text without exponent and without trailing zeros, so that equal amounts have equal bytes; dates,
    times (in UTC), UUIDs and Enums become text. Raises CanonicalError for NaN, infinities, whole numbers that
    JSON readers would round, keys that are not text, lone surrogates, and every other type.
    """
    parts: list[str] = []
    try:
        _write(value, parts.append)
        return "".join(parts).encode()
    except UnicodeEncodeError as error:
        raise CanonicalError(f"text holds a lone surrogate at position {error.start}: not valid Unicode") from None
    except RecursionError:
        raise CanonicalError("the value is nested too deeply or contains itself") from None


def content_hash(value: object) -> bytes:
    """SHA-256 (32 bytes) of the canonical bytes."""
    return hashlib.sha256(canonical_bytes(value)).digest()


def decimal_text(number: Decimal) -> str:
    """The one text of a Decimal: equal numbers, equal text; plain notation up to 40 digits, then with exponent."""
    if not number.is_finite():
        raise CanonicalError(f"{number} is not a number that can be kept")
    if not number:
        return "0"
    text = str(number)
    if len(text) <= _LONGEST_PLAIN and "E" not in text:
        return text.rstrip("0").rstrip(".") if "." in text else text
    return _rare_decimal_text(number)


def _rare_decimal_text(number: Decimal) -> str:
    sign, digits, exponent = number.as_tuple()
    text = "".join(map(str, digits)).lstrip("0")
    short = text.rstrip("0")
    power = int(exponent) + len(text) - len(short)
    minus = "-" if sign else ""
    if power >= -_LONGEST_PLAIN and len(short) + power <= _LONGEST_PLAIN:
        return minus + _plain(short, power)
    return f"{minus}{short}E{power}"


def _plain(digits: str, power: int) -> str:
    if power >= 0:
        return digits + "0" * power
    if len(digits) > -power:
        return f"{digits[:power]}.{digits[power:]}"
    return "0." + digits.rjust(-power, "0")


def _write(value: object, out: Callable[[str], None]) -> None:
    kind = type(value)
    if kind is str:
        out(encode_basestring(value))  # type: ignore[arg-type]  # kind is checked on the line above
    elif kind is dict:
        _write_mapping(value, out)  # type: ignore[arg-type]  # kind is checked on the line above
    elif value is None:
        out("null")
    elif value is True:
        out("true")
    elif value is False:
        out("false")
    else:
        _write_rarer(value, out)


def _write_rarer(value: object, out: Callable[[str], None]) -> None:
    if isinstance(value, Enum):
        _write(value.value, out)
    elif isinstance(value, str):
        out(encode_basestring(str(value)))
    elif isinstance(value, int):
        out(_whole(value))
    elif isinstance(value, Decimal):
        out(f'"{decimal_text(value)}"')
    elif isinstance(value, float):
        out(_float(value))
    elif isinstance(value, Mapping):
        _write_mapping(value, out)
    elif isinstance(value, list | tuple):
        _write_list(value, out)
    else:
        out(f'"{_atom(value)}"')


def _atom(value: object) -> str:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise CanonicalError(f"the time {value} has no time zone")
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise CanonicalError(f"a value of type {type(value).__name__} has no canonical form; {_ALLOWED}")


def _write_list(values: Sequence[object], out: Callable[[str], None]) -> None:
    before = "["
    for value in values:
        out(before)
        _write(value, out)
        before = ","
    out("]" if values else "[]")


def _write_mapping(mapping: Mapping[str, object], out: Callable[[str], None]) -> None:
    if not mapping:
        out("{}")
        return
    before = "{"
    for key in _sorted_keys(mapping):
        value = mapping[key]
        if type(value) is str:
            out(f"{before}{encode_basestring(key)}:{encode_basestring(value)}")
        else:
            out(f"{before}{encode_basestring(key)}:")
            _write(value, out)
        before = ","
    out("}")


def _sorted_keys(mapping: Mapping[str, object]) -> list[str]:
    """RFC 8785 sorts by UTF-16 code units; code points give the same order for ASCII, which is the fast way."""
    try:
        if "".join(mapping).isascii():
            return sorted(mapping)
        return sorted(mapping, key=_utf16)
    except TypeError:
        wrong = next(key for key in mapping if not isinstance(key, str))
        raise CanonicalError(f"the key {wrong!r} is not text") from None


def _utf16(key: str) -> bytes:
    return key.encode("utf-16-be")


def _whole(number: int) -> str:
    if abs(number) > _LARGEST_WHOLE:
        raise CanonicalError(f"the whole number {number} is beyond 2^53 - 1; give it as Decimal or text")
    return int.__repr__(number)


def _float(number: float) -> str:
    """ECMAScript's text of a double (RFC 8785, section 3.2.2.3)."""
    if not math.isfinite(number):
        raise CanonicalError(f"{number} is not a number that can be kept")
    if number == 0:
        return "0"
    mantissa, _, exponent = repr(number).partition("e")
    minus, digits = ("-", mantissa[1:]) if mantissa.startswith("-") else ("", mantissa)
    whole, _, fraction = digits.partition(".")
    fraction = "" if fraction == "0" else fraction
    point = len(whole) + int(exponent or 0)
    significant = (whole + fraction).lstrip("0")
    point -= len(whole + fraction) - len(significant)
    return minus + _ecmascript(significant.rstrip("0"), point)


def _ecmascript(digits: str, point: int) -> str:
    """Digits d1d2…dk meaning 0.d1d2…dk times ten to the power `point` (ECMA-262, Number::toString)."""
    if len(digits) <= point <= 21:
        return digits + "0" * (point - len(digits))
    if 0 < point <= 21:
        return f"{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return "0." + "0" * -point + digits
    rest = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{digits[0]}{rest}e{point - 1:+d}"
