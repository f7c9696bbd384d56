"""Check digits: Luhn, ISO 6346, UPU S10, IMO, VIN, ISO 7064 and the weights of national numbers."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["container_fits", "imo_fits", "kz_fits", "luhn_digit", "luhn_fits", "mrz_digit", "s10_fits", "vin_fits",
           "wagon_fits", "weighted"]  # fmt: skip

_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VIN_VALUES = {**{str(digit): digit for digit in range(10)}, **dict(zip("ABCDEFGH", range(1, 9), strict=True)),
               **dict(zip("JKLMN", range(1, 6), strict=True)), "P": 7, "R": 9,
               **dict(zip("STUVWXYZ", range(2, 10), strict=True))}  # fmt: skip


def weighted(digits: str, weights: Iterable[int]) -> int:
    """The sum of digits times weights, as far as both go."""
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def luhn_digit(digits: str) -> str:
    """The Luhn check digit (ISO/IEC 7812-1) that belongs after these digits."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)


def luhn_fits(digits: str) -> bool:
    """Whether the last digit is the Luhn check digit of the others."""
    return len(digits) > 1 and digits.isdecimal() and luhn_digit(digits[:-1]) == digits[-1]


def wagon_fits(digits: str) -> bool:
    """Whether the eighth digit of a railway wagon number (1520 mm gauge) fits the seven before it."""
    total = sum(sum(map(int, str(int(digit) * (2 - place % 2)))) for place, digit in enumerate(digits[:7]))
    return len(digits) == 8 and str(-total % 10) == digits[7]


def container_fits(number: str) -> bool:
    """Whether the eleventh sign of a container number (ISO 6346) fits the ten before it."""
    values = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", _container_values(), strict=True))
    total = sum((values.get(sign) or int(sign)) << place for place, sign in enumerate(number[:10]))
    return total % 11 % 10 == int(number[10])


def s10_fits(digits: str) -> bool:
    """Whether the ninth digit of a postal item number (UPU S10) fits the eight before it."""
    rest = 11 - weighted(digits[:8], (8, 6, 4, 2, 3, 5, 9, 7)) % 11
    return {10: 0, 11: 5}.get(rest, rest) == int(digits[8])


def imo_fits(digits: str) -> bool:
    """Whether the seventh digit of a ship's IMO number fits the six before it."""
    return weighted(digits[:6], (7, 6, 5, 4, 3, 2)) % 10 == int(digits[6])


def vin_fits(vin: str) -> bool:
    """Whether the ninth sign of a VIN is the check digit that North America prescribes (49 CFR 565)."""
    total = sum(_VIN_VALUES[sign] * weight for sign, weight in zip(vin, _VIN_WEIGHTS, strict=True))
    return "0123456789X"[total % 11] == vin[8]


def kz_fits(digits: str) -> bool:
    """Whether the twelfth digit of an IIN or BIN fits the eleven before it (Kazakhstan, decree 565 of 2003)."""
    rest = weighted(digits[:11], range(1, 12)) % 11
    if rest == 10:
        rest = weighted(digits[:11], (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)) % 11
    return rest != 10 and rest == int(digits[11])


def mrz_digit(field: str) -> str:
    """The check digit of a field of a machine-readable zone (ICAO 9303-3): weights 7, 3, 1."""
    total = sum(_mrz_value(sign) * (7, 3, 1)[place % 3] for place, sign in enumerate(field))
    return str(total % 10)


def _mrz_value(sign: str) -> int:
    if sign in "0123456789":
        return int(sign)
    return ord(sign) - 55 if "A" <= sign <= "Z" else 0


def _container_values() -> list[int]:
    """Letters count from ten upwards; multiples of eleven are left out."""
    return [value for value in range(10, 39) if value % 11]
