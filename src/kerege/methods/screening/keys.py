"""Keys of a bank besides names: identifiers, ends of telephone numbers, names with the year or the day of birth."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations, product
from typing import Final

from kerege.kernel.dates import PartialDate
from kerege.kernel.identifiers import is_whole, mirrored
from kerege.methods.identity.births import is_filled_in
from kerege.methods.names.keys import skeletons
from kerege.methods.names.parts import Kind, parse

TAIL: Final = 7
MOST_PAIRED: Final = 4
YEARS_ABOUT: Final = (-2, -1, 0, 1, 2)
YEARS: Final = (-1, 0, 1)


def hashed(text: str) -> int:
    """Return a key as the bank keeps it: 64 bits, signed."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little", signed=True)


def identifier_keys(identifiers: Iterable[tuple[str, str]]) -> list[int]:
    """Return the keys of identifiers: each whole one, the last digits of telephones, what mirrors of a shop share.

    Of one whose end alone is not known, what is known: it may be all.
    """
    found = []
    for kind, value in identifiers:
        known = value.rstrip("*")
        if known and is_whole(kind, known):
            found.append(hashed(f"{kind}|{known}"))
        if kind == "url" and (page := mirrored(value)):
            found.append(hashed(f"mirror|{page}"))
        if kind == "phone" and len(value) >= TAIL and value[-TAIL:].isdigit():
            found.append(hashed(f"phone-tail|{value[-TAIL:]}"))
    return found


@lru_cache(maxsize=200_000)
def _heads(name: str, readings: int) -> tuple[int, ...]:
    """Return the keys of pairs of parts as heard by their consonants; of the part itself where there is one only."""
    parts = [part for part in parse(name) if part.kind is Kind.NAME][:MOST_PAIRED]
    heads = [[head for head in skeletons(part.phones)[:readings] if head] for part in parts]
    if len(heads) == 1:
        return tuple(hashed(head) for head in sorted(heads[0]))
    pairs = {"+".join(sorted(pair)) for one, other in combinations(heads, 2) for pair in product(one, other)}
    return tuple(hashed(pair) for pair in sorted(pairs))


@lru_cache(maxsize=500)
def _of_year(year: int) -> int:
    return hashed(f"year|{year}")


@lru_cache(maxsize=200_000)
def _parts_heard(name: str, readings: int) -> frozenset[int]:
    """Return the keys of each part of a name as heard by its consonants."""
    parts = [part for part in parse(name) if part.kind is Kind.NAME][:MOST_PAIRED]
    heads = {head for part in parts for head in skeletons(part.phones)[:readings] if head}
    return frozenset(hashed(f"part|{head}") for head in heads)


@lru_cache(maxsize=50_000)
def _of_day(birth: PartialDate) -> int:
    return hashed(f"day|{birth.code()}")


def _days(names: Iterable[str], birth: PartialDate | None, readings: int) -> set[int]:
    if birth is None or birth.day is None or birth.about or is_filled_in(birth):
        return set()
    return {head ^ _of_day(birth) for name in names for head in _parts_heard(name, readings)}


def stored_days(names: Iterable[str], birth: PartialDate | None) -> set[int]:
    """Return the keys under which each part of a subject's names is kept together with its full day of birth."""
    return _days(names, birth, 1)


def asked_days(names: Iterable[str], birth: PartialDate | None) -> list[int]:
    """Return the keys of each part of names, in either reading, with the full day of birth to ask by."""
    return sorted(_days(names, birth, 2))


def stored_births(names: Iterable[str], birth: PartialDate | None) -> set[int]:
    """Return the keys under which a subject's names are kept together with its year of birth."""
    if birth is None:
        return set()
    return {head ^ _of_year(birth.year) for name in names for head in _heads(name, 1)}


def asked_births(names: Iterable[str], birth: PartialDate | None) -> list[int]:
    """Return the keys of names with the year of birth to ask by: a year off either way, two where it is "about"."""
    if birth is None:
        return []
    years = [_of_year(birth.year + off) for off in (YEARS_ABOUT if birth.about else YEARS)]
    heads = {head for name in names for head in _heads(name, 2)}
    return [head ^ year for head in heads for year in years]
