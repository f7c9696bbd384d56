"""Quantities as reported, and what they are in kilograms, litres, units, plants or square metres by a factor."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Context, Decimal, InvalidOperation
from functools import lru_cache
from typing import Literal

from babel.numbers import format_decimal

from kerege.kernel.quantity_words import (
    ABOUT,
    AT_LEAST,
    AT_MOST,
    MULTIPLIERS,
    NOT_KNOWN,
    NOT_REPORTED,
    plain_text,
    take_words,
)  # fmt: skip
from kerege.kernel.saying import N_, SaidError
from kerege.kernel.units import BASES, Base, Unit, unit, unit_of, unit_suggestions, units

__all__ = [
    "BASES", "Base", "Bound", "FactorRule", "Normalised", "Quantity", "QuantityError", "State", "Unit", "normalise",
    "parse_amount", "parse_quantity", "quantity_of", "unit", "unit_of", "unit_suggestions", "units",
]  # fmt: skip

State = Literal["reported", "not_known", "not_reported"]
Bound = Literal["exact", "at_least", "at_most"]

_EXACT = Context(prec=80)
_MOST_DIGITS = 40


class QuantityError(SaidError):
    """The text states no quantity that can be kept; the message says what was wrong with it."""


@dataclass(frozen=True)
class Quantity:
    """An amount as it was reported: the unit is a code of the vocabulary, nothing is converted.

    A range keeps its lower end in `amount` and its upper end in `upper`. "Not known" and "not reported" are states
    without an amount; zero is an amount. `said` is the text from which it was read, if it was read from one.
    """

    amount: Decimal | None
    unit: str | None
    state: State = "reported"
    approximate: bool = False
    upper: Decimal | None = None
    bound: Bound = "exact"
    said: str = ""

    def __post_init__(self) -> None:
        if (self.state == "reported") != (self.amount is not None):
            raise QuantityError(N_("a reported quantity has an amount; one that is not known or not reported has none"))
        for number in (self.amount, self.upper):
            if number is not None and (not number.is_finite() or number < 0):
                raise QuantityError(N_("the amount %(number)s is not a number from zero upwards"), number=number)
        if self.upper is not None and (self.amount is None or self.upper < self.amount):
            raise QuantityError(
                N_("the range ends at %(upper)s, below its beginning %(amount)s"), upper=self.upper, amount=self.amount
            )

    @classmethod
    def not_known(cls) -> Quantity:
        """The quantity of somebody who says that he does not know it."""
        return cls(None, None, "not_known")

    @classmethod
    def not_reported(cls) -> Quantity:
        """The quantity of somebody who says nothing about it."""
        return cls(None, None, "not_reported")

    def text(self, lang: str = "en") -> str:
        """The quantity in words for a reader of English ("en") or Russian ("ru")."""
        words = _WORDS["ru" if lang.lower().startswith("ru") else "en"]
        if self.amount is None:
            return words[self.state]
        number = _shown(self.amount, lang)
        if self.upper is not None:
            number += f"–{_shown(self.upper, lang)}"
        measured = f"{number} {unit(self.unit).symbol(lang)}" if self.unit else number
        bounded = words[self.bound].format(measured)
        return words["about"].format(bounded) if self.approximate else bounded


@dataclass(frozen=True)
class FactorRule:
    """A declared factor from one unit to a base ("one tablet of ecstasy counts as 0.0001 kg"), with its source."""

    unit: str
    base: Base
    factor: Decimal
    source: str


@dataclass(frozen=True)
class Normalised:
    """A quantity in a base, with the factor and its source; without a factor, no amount but the reason."""

    amount: Decimal | None
    base: Base | None
    upper: Decimal | None = None
    factor: Decimal | None = None
    source: str = ""
    reason: str = ""
    declared: bool = False
    """Whether the factor came from a rule of the caller: it must then be shown with the amount."""


def normalise(quantity: Quantity, *, rules: Iterable[FactorRule] = ()) -> Normalised:
    """Express a quantity in a base; decimals only, exact.

    Converts only with the factor of the unit or with a rule of the caller (which goes before). Without a factor the
    result has no amount and says why: tablets never become kilograms by themselves.
    """
    if quantity.amount is None:
        return Normalised(None, None, reason="not known" if quantity.state == "not_known" else "not reported")
    if quantity.unit is None:
        return Normalised(None, None, reason="no unit is stated")
    rule = next((rule for rule in rules if rule.unit == quantity.unit), None)
    if rule:
        return _multiplied(quantity, rule.base, rule.factor, rule.source, declared=True)
    stated = unit(quantity.unit)
    if stated.base is None or stated.factor is None:
        return Normalised(None, None, reason=stated.reason)
    return _multiplied(quantity, stated.base, stated.factor, stated.source, declared=False)


@lru_cache(maxsize=16384)
def quantity_of(amount: str, unit_text: str) -> Quantity:
    """A quantity from two cells of a table; raises QuantityError for a unit or number that is not understood.

    A blank amount is "not reported"; a blank unit is kept as no unit.
    """
    joined = f"{amount.strip()} {unit_text.strip()}".strip()
    stated = unit_of(unit_text) if unit_text.strip() else None
    if unit_text.strip() and stated is None:
        raise _unknown_unit(unit_text)
    plain = parse_quantity(amount)
    if plain.unit is not None:
        raise QuantityError(N_("the amount “%(amount)s” names a unit of its own"), amount=amount)
    return replace(plain, unit=stated.code if stated and plain.amount is not None else None, said=joined)


def parse_quantity(text: str) -> Quantity:
    """Read a quantity as it stands in reports: "about 4 kg", "2,5 кг", "4-5 kg", "более 11 кг", "не известно".

    A range and a bound are kept as said. Raises QuantityError.
    """
    plain = plain_text(text)
    if plain in NOT_REPORTED:
        return replace(Quantity.not_reported(), said=text.strip())
    if plain in NOT_KNOWN:
        return replace(Quantity.not_known(), said=text.strip())
    return replace(_read(plain), said=text.strip())


def parse_amount(text: str, *, russian: bool = False) -> Decimal:
    """Read a number exactly: "210.53900000000002", "1e-05", "2,5", "1 234,5", "1,234.5".

    "1,234" has two readings and is refused, unless the text around it is Russian (then the comma is decimal).
    """
    number = text.replace(" ", "").replace("'", "").replace("_", "")
    commas, points = number.count(","), number.count(".")
    if commas and points:
        thousands = "," if number.rindex(".") > number.rindex(",") else "."
        number = number.replace(thousands, "").replace(",", ".")
    elif commas > 1 or points > 1:
        number = number.replace(",", "").replace(".", "")
    elif commas and not russian and re.fullmatch(r"[1-9][0-9]{0,2},[0-9]{3}", number):
        raise QuantityError(
            N_("“%(given)s” can mean %(one)s or %(other)s: write it plainly"),
            given=text,
            one=number.replace(",", "."),
            other=number.replace(",", ""),
        )
    return _decimal(number.replace(",", "."), text)


_GROUPED = r"[0-9]{1,3}(?:[ '][0-9]{3})+(?![0-9])(?:[.,][0-9]+)?"
_NUMBER = rf"(?:{_GROUPED}|[0-9](?:[0-9.,]*[0-9])?(?:e[-+]?[0-9]{{1,3}})?)"
_RANGE = re.compile(rf"({_NUMBER}) ?([^0-9]*?) ?(?:-|\.\.|…|to|до|and|и) ?({_NUMBER})(.*)")
_ONE = re.compile(rf"({_NUMBER})")
_WORDS = {
    "en": {
        "not_known": "not known", "not_reported": "not reported", "about": "about {}", "exact": "{}",
        "at_least": "more than {}", "at_most": "up to {}",
    },
    "ru": {
        "not_known": "не известно", "not_reported": "не сообщено", "about": "около {}", "exact": "{}",
        "at_least": "более {}", "at_most": "до {}",
    },
}  # fmt: skip


def _read(plain: str) -> Quantity:
    about, rest = take_words(plain, ABOUT)
    at_least, rest = take_words(rest, AT_LEAST)
    at_most, rest = take_words(rest, AT_MOST)
    more_about, rest = take_words(rest, ABOUT)
    _, rest = take_words(rest, ("from", "between", "от"))
    bound: Bound = "at_least" if at_least else "at_most" if at_most else "exact"
    quantity = _numbers_and_unit(rest, russian=re.search(r"[а-я]", plain) is not None)
    return replace(quantity, approximate=about or more_about, bound=bound)


def _numbers_and_unit(rest: str, *, russian: bool) -> Quantity:
    upper = None
    if (found := _RANGE.match(rest)) and (not found[2] or _same_unit(found[2], found[4])):
        upper, words = parse_amount(found[3], russian=russian), found[4].strip()
    elif found := _ONE.match(rest):
        words = rest[found.end() :].strip()
    else:
        raise QuantityError(N_("no number is stated"))
    lower = parse_amount(found[1], russian=russian)
    times, words = _multiplier(words)
    return _with_unit(_EXACT.multiply(lower, times), upper and _EXACT.multiply(upper, times), words, russian=russian)


def _same_unit(one: str, other: str) -> bool:
    stated = unit_of(one)
    return stated is not None and stated == unit_of(other)


def _multiplier(words: str) -> tuple[Decimal, str]:
    first, _, rest = words.partition(" ")
    if first.rstrip(".") in MULTIPLIERS and unit_of(words) is None:
        return MULTIPLIERS[first.rstrip(".")], rest.removeprefix("of ").strip()
    return Decimal(1), words


def _with_unit(lower: Decimal, upper: Decimal | None, words: str, *, russian: bool) -> Quantity:
    if not words:
        return Quantity(lower, None, upper=upper)
    if stated := unit_of(words):
        return Quantity(lower, stated.code, upper=upper)
    found = re.match(r"([^0-9]+?) ?(?:and |и )?(?=[0-9])", words)
    if upper is None and found and (first := unit_of(found[1])):
        return _sum(lower, first, _numbers_and_unit(words[found.end() :], russian=russian))
    raise _unknown_unit(words)


def _sum(amount: Decimal, first: Unit, rest: Quantity) -> Quantity:
    """The sum of "2 kg 500 g" in the larger unit, if both have factors to one base and the sum is exact."""
    second = unit(rest.unit) if rest.unit else None
    if second is None or first.factor is None or second.factor is None or first.base != second.base or rest.upper:
        raise QuantityError(N_("two quantities that cannot be added"))
    if first.factor <= second.factor or rest.amount is None:
        raise QuantityError(N_("two quantities, not one"))
    share = _EXACT.divide(_EXACT.multiply(rest.amount, second.factor), first.factor)
    if _EXACT.multiply(share, first.factor) != _EXACT.multiply(rest.amount, second.factor):
        raise QuantityError(N_("two quantities whose sum is not exact"))
    return Quantity(_EXACT.add(amount, share), first.code)


def _unknown_unit(words: str) -> QuantityError:
    given, near = words.strip()[:40], ", ".join(entry.english for entry in unit_suggestions(words))
    if not near:
        return QuantityError(N_("the unit “%(given)s” is not understood"), given=given)
    return QuantityError(N_("the unit “%(given)s” is not understood; is it %(near)s?"), given=given, near=near)


def _decimal(number: str, text: str) -> Decimal:
    try:
        value = Decimal(number)
    except InvalidOperation:
        raise QuantityError(N_("“%(given)s” is not a number"), given=text.strip()[:40]) from None
    if not value.is_finite() or len(value.as_tuple().digits) > _MOST_DIGITS or abs(value.adjusted()) > _MOST_DIGITS:
        raise QuantityError(N_("“%(given)s” is not a number that can be kept"), given=text.strip()[:40])
    return value


def _multiplied(quantity: Quantity, base: Base, factor: Decimal, source: str, *, declared: bool) -> Normalised:
    amount = None if quantity.amount is None else _EXACT.multiply(quantity.amount, factor)
    upper = None if quantity.upper is None else _EXACT.multiply(quantity.upper, factor)
    return Normalised(amount, base, upper, factor, source, declared=declared)


def _shown(number: Decimal, lang: str) -> str:
    locale = "ru" if lang.lower().startswith("ru") else "en"
    return format_decimal(number.normalize(_EXACT), locale=locale, decimal_quantization=False)
