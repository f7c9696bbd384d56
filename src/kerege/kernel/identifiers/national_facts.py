"""What a personal number says of its holder: the date of birth and the sex that its make-up holds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kerege.kernel.dates import DateError, PartialDate
from kerege.kernel.identifiers.kinds import Identifier
from kerege.kernel.identifiers.national_numbers import national_readings

__all__ = ["NationalFacts", "national_facts"]

_CENTURIES = {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}


@dataclass(frozen=True, slots=True)
class NationalFacts:
    """What follows from a personal number: its scheme ("" if several fit), whether its check digit confirms it."""

    scheme: str = ""
    valid: bool | None = None
    birth: PartialDate | None = None
    sex: str = ""


@lru_cache(maxsize=100_000)
def national_facts(value: str) -> NationalFacts:
    """The facts in a personal number as `normalise` gives it; none where its scheme is not certain.

    The first digit of PINFL and the seventh of IIN name century and sex together (odd: men); of a Kyrgyz PIN the first
    digit names the sex (1: women, 2: men). Never raises.
    """
    readings = [each for each in national_readings(value) if each.valid is not False]
    confirmed = [each for each in readings if each.valid] or _with_a_full_year(readings)
    if len(confirmed) != 1:
        return NationalFacts()
    scheme, valid = confirmed[0].scheme, confirmed[0].valid
    digits = confirmed[0].value
    if scheme == "KZ IIN":
        return NationalFacts(scheme, valid, _iin_birth(digits), _odd_is_male(digits[6]))
    if scheme == "UZ PINFL":
        return NationalFacts(scheme, valid, _pinfl_birth(digits), _odd_is_male(digits[0]))
    if scheme == "KG PIN":
        return NationalFacts(scheme, valid, _birth(digits[5:9], digits[3:5], digits[1:3]), "fm"[int(digits[0]) - 1])
    return NationalFacts(scheme, valid)


def _with_a_full_year(readings: list[Identifier]) -> list[Identifier]:
    """Where a PINFL is not confirmed by its check digit, a row whose day has a year of our time is a Kyrgyz PIN."""
    kyrgyz = [each for each in readings if each.scheme == "KG PIN" and each.value[5:7] in ("19", "20")]
    return kyrgyz or readings


def _odd_is_male(digit: str) -> str:
    return "m" if int(digit) % 2 else "f"


def _iin_birth(digits: str) -> PartialDate | None:
    century = _CENTURIES.get(digits[6])
    return None if century is None else _birth(str(century + int(digits[:2])), digits[2:4], digits[4:6])


def _pinfl_birth(digits: str) -> PartialDate | None:
    century = _CENTURIES.get(digits[0])
    return None if century is None else _birth(str(century + int(digits[5:7])), digits[3:5], digits[1:3])


def _birth(year: str, month: str, day: str) -> PartialDate | None:
    try:
        return PartialDate(int(year), int(month), int(day))
    except DateError:
        return None
