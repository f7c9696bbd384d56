"""Whether a report says what the node signed: the version, the owner's terms, and each column beside the content."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from hmac import compare_digest
from typing import Any
from uuid import UUID

from kerege.kernel.canonical import CanonicalError, content_hash
from kerege.kernel.dates import PartialDate
from kerege.rooms.records import models
from kerege.rooms.records.policy import signing

FORMER = 100
"""How many versions a report may have had in the first format, whose place is not known any more."""
SUBJECT = ("kind", "category", "name", "birth", "sex", "nationality")
IDENTIFIER = ("kind", "value", "given", "country")
FACTS = ("kind", "occurred", "country", "region", "place", "latitude", "longitude", "persons_count")
ITEM = (
    *("substance", "substance_given", "quantity_given", "quantity_state", "amount", "unit"),
    *("base_amount", "base", "purity", "form", "packaging", "mark"),
)
LEG = ("from_country", "from_place", "to_country", "to_place", "assessed", "transport")
"""The columns that repeat what stands in the content, by which lists, maps and counts go."""


Placed = models.Item | models.Leg | models.Subject | models.Identifier


@dataclass(frozen=True, slots=True)
class Persons:
    """The rows of persons of one version, in order."""

    nominal: models.Nominal
    subjects: Sequence[models.Subject]
    identifiers: Sequence[models.Identifier]
    links: Sequence[models.Link]


def is_version_sound(version: models.Version) -> bool:
    """Whether a version is as it was signed."""
    try:
        return signing.is_signed(version, count=FORMER)
    except CanonicalError:
        return False


def are_terms_sound(terms: models.FindingTerms | None, version: models.Version | None) -> bool:
    """Whether the owner's terms, or their absence, are as they were signed.

    Those of a version in the first two formats bear no signature; one of the first three says not whether it has any.
    """
    marked = version if version is not None and bytes(version.terms) else None
    if marked and not any(is_marked(terms, marked, persons=persons) for persons in (True, False)):
        return False
    if terms is None:
        return True
    if bytes(terms.signature):
        return signing.are_signed(terms)
    try:
        return version is not None and not signing.has_signed_terms(version)
    except CanonicalError:
        return False


def is_marked(terms: models.FindingTerms | None, version: models.Version, *, persons: bool) -> bool:
    """Whether a version was signed as one that is written with these terms of the owner, or none, and with persons."""
    said = (terms.closest_mode, terms.forbidden) if terms else None
    return compare_digest(bytes(version.terms), signing.mark_of_terms(version.id, said, persons=persons))


def is_nominal_sound(persons: Persons, version: models.Version | None) -> bool:
    """Whether persons have the hash that was signed with this version, and their rows say the same."""
    nominal = persons.nominal
    if version is None or version.id != nominal.version:
        return False
    try:
        hashed = content_hash(nominal.content)
    except CanonicalError:
        return False
    return (
        hashed == bytes(nominal.content_hash)
        and signing.is_signed_nominal(nominal, version, count=FORMER)
        and subjects_repeat(persons)
        and sorted(map(said_of_link(persons.subjects), persons.links))
        == sorted(map(link_said, said_in(nominal, "links")))
    )


def subjects_repeat(persons: Persons) -> bool:
    """Whether the rows of subjects and of their identifiers say what the content says, each at its place."""
    said = said_in(persons.nominal, "subjects")
    if not all_repeat(persons.subjects, said, SUBJECT) or len({each.id for each in persons.subjects}) != len(said):
        return False
    named: dict[UUID, list[models.Identifier]] = {each.id: [] for each in persons.subjects}
    for each in persons.identifiers:
        if each.subject not in named:
            return False
        named[each.subject].append(each)
    return all(
        row.content == each
        and all_repeat(named[row.id], [shortened(one) for one in said_in(row, "identifiers")], IDENTIFIER)
        for row, each in zip(persons.subjects, said, strict=True)
    )


def said_in(row: models.Nominal | models.Subject, name: str) -> list[dict[str, Any]]:
    """A list of the content of a row."""
    return list(row.content.get(name, ()))


def shortened(identifier: Mapping[str, Any]) -> dict[str, Any]:
    """An identifier of the content as far as its columns hold it."""
    return {name: value[:300] if isinstance(value, str) else value for name, value in identifier.items()}


def said_of_link(subjects: Sequence[models.Subject]) -> Callable[[models.Link], tuple[int, int, str, str]]:
    """What a row of a link says, its subjects by their places; -1 for a subject that is none."""
    places = {each.id: each.position for each in subjects}
    return lambda link: (
        places.get(link.from_subject, -1), places.get(link.to_subject, -1), link.role, link.evidence
    )  # fmt: skip


def link_said(said: Mapping[str, Any]) -> tuple[int, int, str, str]:
    """What the content says of a link."""
    return (said["from"], said["to"], said["role"], said["evidence"])


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


def all_repeat(rows: Sequence[Placed], said: Sequence[Mapping[str, Any]], columns: Iterable[str]) -> bool:
    """Whether rows say what the content says, each at its place."""
    names = tuple(columns)
    return len(rows) == len(said) and all(
        row.position == at and repeats(row, each, names) for at, (row, each) in enumerate(zip(rows, said, strict=True))
    )


def repeats(row: models.PartRow, said: Mapping[str, Any], columns: Iterable[str]) -> bool:
    """Whether these columns of a row say what the content says under their names."""
    return all(is_same(row, name, getattr(row, name), said.get(name)) for name in columns)


def is_same(row: models.PartRow, name: str, kept: object, said: object) -> bool:
    """Whether a column says what stands in the content; a number as exactly as the column holds it."""
    if not isinstance(kept, Decimal):
        return (kept or None) == (said or None)
    places = row._meta.get_field(name).decimal_places  # type: ignore[union-attr]  # a column of decimals
    try:
        return abs(kept - Decimal(str(said))) < Decimal(1).scaleb(-places)
    except InvalidOperation:
        return False
