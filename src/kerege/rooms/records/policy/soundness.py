"""Whether a report says what the node signed: the version, the owner's terms, and each column beside the content."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from kerege.kernel.canonical import CanonicalError, content_hash
from kerege.kernel.dates import PartialDate
from kerege.rooms.records import models
from kerege.rooms.records.policy import signing

FORMER = 100
"""How many versions a report may have had in the first format, whose place is not known any more."""
FACTS = ("kind", "occurred", "country", "region", "place", "latitude", "longitude", "persons_count")
ITEM = (
    *("substance", "substance_given", "quantity_given", "quantity_state", "amount", "unit"),
    *("base_amount", "base", "purity", "form", "packaging", "mark"),
)
LEG = ("from_country", "from_place", "to_country", "to_place", "assessed", "transport")
"""The columns that repeat what stands in the content, by which lists, maps and counts go."""


def is_version_sound(version: models.Version) -> bool:
    """Whether a version is as it was signed."""
    try:
        return signing.is_signed(version, count=FORMER)
    except CanonicalError:
        return False


def are_terms_sound(terms: models.FindingTerms, version: models.Version | None) -> bool:
    """Whether the owner's terms are as they were signed; those of a version in a former format alone bear none."""
    if bytes(terms.signature):
        return signing.are_signed(terms)
    try:
        return version is not None and not signing.is_in_present_format(version)
    except CanonicalError:
        return False


def are_facts_sound(
    facts: models.Facts, items: Sequence[models.Item], legs: Sequence[models.Leg], *, signed: bytes
) -> bool:
    """Whether the facts have the hash that a version signs, and their rows say the same. Items and legs in order."""
    try:
        if content_hash(facts.content) != signed:
            return False
    except CanonicalError:
        return False
    return (
        repeats(facts, facts.content, FACTS)
        and (facts.first_day, facts.last_day) == days_of(facts.occurred)
        and all_repeat(items, facts.content.get("items", ()), ITEM)
        and all_repeat(legs, facts.content.get("legs", ()), LEG)
    )


def days_of(occurred: str) -> tuple[date | None, date | None]:
    """The first and the last day of what a date says."""
    said = PartialDate.from_code(occurred) if occurred else None
    return (said.first_day, said.last_day) if said else (None, None)


def all_repeat(
    rows: Sequence[models.Item | models.Leg], said: Sequence[Mapping[str, Any]], columns: Iterable[str]
) -> bool:
    """Whether rows say what the content says, each at its place."""
    names = tuple(columns)
    return len(rows) == len(said) and all(
        row.position == at and repeats(row, each, names) for at, (row, each) in enumerate(zip(rows, said, strict=True))
    )


def repeats(row: models.Facts | models.Item | models.Leg, said: Mapping[str, Any], columns: Iterable[str]) -> bool:
    """Whether these columns of a row say what the content says under their names."""
    return all(is_same(row, name, getattr(row, name), said.get(name)) for name in columns)


def is_same(row: models.Facts | models.Item | models.Leg, name: str, kept: object, said: object) -> bool:
    """Whether a column says what stands in the content; a number as exactly as the column holds it."""
    if not isinstance(kept, Decimal):
        return (kept or None) == (said or None)
    places = row._meta.get_field(name).decimal_places  # type: ignore[union-attr]  # a column of decimals
    try:
        return abs(kept - Decimal(str(said))) < Decimal(1).scaleb(-places)
    except InvalidOperation:
        return False
