"""Identifiers of which some signs are not known, in a text: parts of one kind, never read as other whole ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import product
from typing import Final

from kerege.kernel.identifiers.cargo import normalise_container, normalise_parcel
from kerege.kernel.identifiers.folding import has_mask, masked_signs
from kerege.kernel.identifiers.kinds import Identifier, IdentifierError, IdentifierKind
from kerege.kernel.identifiers.machines import normalise_vin
from kerege.kernel.identifiers.money import normalise_card, normalise_iban
from kerege.kernel.identifiers.national_numbers import SCHEMES
from kerege.kernel.identifiers.passports import fits_passport, normalise_passport
from kerege.kernel.identifiers.plates import normalise_plate, speaks_for_itself

__all__ = ["GROUP", "asks", "masked_candidates", "may_go_on", "open_ended"]

Normaliser = Callable[[str, str | None], Identifier]
_PIECE = r"(?:[A-ZА-ЯЁ]{1,3}|(?:[A-ZА-ЯЁ0-9?*•█▒_]|\.{3})*(?:[0-9?*•█▒]|\.{3})(?:[A-ZА-ЯЁ0-9?*•█▒_]|\.{3})*)"
GROUP: Final = re.compile(rf"(?<![\w?*•█▒/@.]){_PIECE}(?:[ \-]{_PIECE}){{0,5}}(?![\w/@?*•█▒])")
"""Capital letters, digits and signs for signs that are not known, set apart by single spaces and dashes."""
MOST_UNKNOWN: Final = 5
LEAST_KNOWN: Final = 4
LONGEST: Final = 12
"""Signs of the longest plates and documents."""
_FILLINGS: Final = "01A7"
"""Signs one of which every place of every format takes: a figure, a figure that may come first, a letter, a region."""
_FORMS: Final[tuple[tuple[re.Pattern[str], Normaliser], ...]] = (
    (re.compile(r"[A-HJ-NPR-Z0-9?]{17}"), normalise_vin),
    (re.compile(r"[A-Z?]{2}[0-9?]{9}[A-Z?]{2}"), normalise_parcel),
    (re.compile(r"[A-Z?]{3}[UJZR?][0-9?]{7}"), normalise_container),
    (re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9?]{11,30}"), normalise_iban),
    (re.compile(r"[2-9][0-9]{5}[0-9?]{6}[0-9]{4}"), normalise_card),
)


def asks(group: str) -> bool:
    """Whether the only sign in a group that could stand for another is a question mark at its end."""
    return group.endswith("?") and not has_mask(group[:-1])


def may_go_on(found: Identifier) -> bool:
    """Whether one sign more would make another number of the same kind: then a mark at its end may stand for it."""
    longer = found.value + "?"
    if found.kind is IdentifierKind.PLATE:
        return any(speaks_for_itself(each) for each in filled(longer))
    if found.kind is IdentifierKind.PASSPORT:
        return any(fits_passport(each) for each in filled(longer))
    if found.kind is IdentifierKind.NATIONAL_NUMBER:
        return found.valid is not True and any(
            scheme.pattern.fullmatch(each) for each in filled(longer) for scheme in SCHEMES
        )
    return found.kind is IdentifierKind.PARCEL and not found.scheme


def open_ended(found: Identifier, group: str) -> Identifier:
    """The identifier with both readings of a mark at its end: that it asks, and that it stands for a sign."""
    return replace(
        found, value=f"{found.value}*", given=group, valid=None, partial=True, note="some signs are not known"
    )


@lru_cache(maxsize=2_000)
def filled(signs: str) -> tuple[str, ...]:
    """The signs with every unknown one filled in, so that one of them fits whatever format could fit."""
    unknown = signs.count("?")
    if unknown > MOST_UNKNOWN or "*" in signs:
        return ()
    parts = signs.split("?")
    return tuple(
        "".join(part + sign for part, sign in zip(parts, (*chosen, ""), strict=True))
        for chosen in product(_FILLINGS, repeat=unknown)
    )


def masked_candidates(group: str, country: str | None) -> Iterator[Identifier]:
    """What a group of letters, digits and unknown signs may be by its form alone."""
    signs = masked_signs(group)
    if sum(sign.isalnum() for sign in signs) < LEAST_KNOWN:
        return
    for pattern, normaliser in _FORMS:
        if pattern.fullmatch(signs):
            yield from _tried(normaliser, group, country)
    for normaliser in _of_formats(signs):
        yield from _tried(normaliser, group, country)


@lru_cache(maxsize=2_000)
def _of_formats(signs: str) -> tuple[Normaliser, ...]:
    """Plates and documents, where signs filled in are of one of their formats."""
    if len(signs) > LONGEST or not any(map(str.isalpha, signs)) or not any(map(str.isdigit, signs)):
        return ()
    full = filled(signs)
    plate, document = any(map(speaks_for_itself, full)), any(map(fits_passport, full))
    return (normalise_plate,) * plate + (normalise_passport,) * document


def _tried(normaliser: Normaliser, text: str, country: str | None) -> Iterator[Identifier]:
    try:
        found = normaliser(text, country)
    except IdentifierError:
        return
    if found.partial:
        yield found
