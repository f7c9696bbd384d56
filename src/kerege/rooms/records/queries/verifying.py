"""Reports whose rows do not bear the node's signature: what leaves is looked at, and the whole node by command."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, LiteralString, TypeVar
from uuid import UUID

from django.db.models import Model
from psycopg import sql
from psycopg.rows import dict_row

from kerege.foundation import copying
from kerege.foundation.statements import asked
from kerege.rooms.records import models
from kerege.rooms.records.policy.soundness import (
    Persons,
    are_facts_sound,
    are_terms_sound,
    is_marked,
    is_nominal_sound,
    is_version_sound,
)

Row = TypeVar("Row", bound=Model)
AT_ONCE = 1000
ERASED: LiteralString = """
    SELECT DISTINCT m.record FROM journal_mention m JOIN journal_leaf l ON l.id = m.leaf
     WHERE m.record = ANY (%s) AND m.kind = 'erase' AND l.kind = 'erase' AND l.door = 'retention.erase'"""
CUT: LiteralString = """
    SELECT r.id FROM records_report r
     WHERE r.id = ANY (%s) AND (SELECT count(*) FROM records_version v WHERE v.owner = r.owner AND v.report = r.id)
         < 1 + (SELECT count(*) FROM journal_mention m JOIN journal_leaf l ON l.id = m.leaf
                 WHERE m.record = r.id AND m.kind = 'alter' AND l.door IN ('records.correct', 'records.retract'))"""

signed_erasures: list[Callable[[copying.Connection, list[UUID]], set[UUID]]] = []
"""Called as keeper with reports: those of which a room above holds a signed word that persons were erased."""


@dataclass(frozen=True, slots=True)
class Held:
    """All rows of some reports that are looked at together; of persons where they are looked at."""

    versions: list[models.Version]
    facts: list[models.Facts]
    terms: list[models.FindingTerms]
    items: list[models.Item]
    legs: list[models.Leg]
    nominal: list[models.Nominal] = field(default_factory=list)
    subjects: list[models.Subject] = field(default_factory=list)
    identifiers: list[models.Identifier] = field(default_factory=list)
    links: list[models.Link] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Looked:
    """How many versions were verified; report and version of those that do not say what the node signed."""

    versions: int
    bent: tuple[tuple[UUID, UUID], ...]


def bent_among(*, reports: Collection[UUID], own: Collection[UUID] = (), persons: bool = False) -> set[UUID]:
    """Of these reports, those that do not say what the node signed, as far as the open viewer reads them. No leaf.

    Of what holds: the newest version that readers of the facts see, the facts; of his own agency's (`own`) the owner's
    terms; with `persons` those that he reads.
    """
    these, current = {"report__in": list(reports)}, {"report__in": list(reports), "current": True}
    heads = dict(models.Report.objects.filter(id__in=list(reports)).values_list("id", "head"))
    held = Held(
        versions=list(models.Version.objects.filter(**these)),
        facts=list(models.Facts.objects.filter(**current)),
        terms=list(models.FindingTerms.objects.filter(report__in=list(own))),
        items=list(models.Item.objects.filter(**current)),
        legs=list(models.Leg.objects.filter(**current)),
        nominal=list(models.Nominal.objects.filter(**current)) if persons else [],
        subjects=list(models.Subject.objects.filter(**current)) if persons else [],
        identifiers=list(models.Identifier.objects.filter(**current)) if persons else [],
        links=list(models.Link.objects.filter(**current)) if persons else [],
    )
    newest = newest_of(held.versions)
    bent = {report for report, head in heads.items() if report not in newest or newest[report].id != head}
    bent |= {each.report for each in newest.values() if not is_version_sound(each)}
    bent |= {each.report for each in loosened(held) if each.report in own}
    bent |= {each.report for each in misread(held, lambda facts: newest.get(facts.report))}
    bent |= {each.report for each in misnamed(held)}
    return bent | (heads.keys() - {each.report for each in held.facts}) | cut_of(reports)


def cut_of(reports: Collection[UUID]) -> set[UUID]:
    """Of these reports, those whose newest versions were taken away: the journal tells of more."""
    return {report for (report,) in asked("SELECT cut_reports(%s::uuid[])", [list(reports)])}


def loosened(held: Held) -> Iterator[models.Version]:
    """The versions that have other terms of the owner than they were signed with, or whose hold where others should."""
    terms, versions = defaultdict[UUID, list[models.FindingTerms]](list), {each.id: each for each in held.versions}
    for each in held.terms:
        terms[each.version].append(each)
        if each.version not in versions:
            yield models.Version(id=each.version, report=each.report)
    present = {each.id for each in newest_of(held.versions, *models.Reach, retracted=False).values()}
    for version in held.versions:
        kept = terms[version.id]
        sound = len(kept) < 2 and are_terms_sound(kept[0] if kept else None, version)
        if not sound or any(row.current != (version.id in present) for row in kept):
            yield version


def unpersoned(held: Held, erased: Collection[UUID]) -> Iterator[models.Version]:
    """The versions that were signed as written with persons, and have none, though nobody erased them."""
    named = {each.version for each in held.nominal}
    terms = {each.version: each for each in held.terms}
    for version in held.versions:
        gone = version.id not in named and version.report not in erased
        if gone and bytes(version.terms) and is_marked(terms.get(version.id), version, persons=True):
            yield version


def holding(versions: Iterable[models.Version]) -> dict[UUID, models.Version]:
    """The version of each report whose persons hold."""
    return newest_of(versions, models.Reach.FACTS, models.Reach.NOMINAL, retracted=False)


def misnamed(held: Held) -> Iterator[models.Nominal]:
    """The persons that are not those which were signed, whose rows say otherwise, or which hold where others should."""
    versions = {each.id: each for each in held.versions}
    present = {each.id for each in holding(held.versions).values()}
    beside = [by_version(rows) for rows in (held.subjects, held.identifiers)]
    links = defaultdict[UUID, list[models.Link]](list)
    for link in held.links:
        links[link.version].append(link)
    for nominal in held.nominal:
        subjects, identifiers = (each[nominal.version] for each in beside)
        rows = Persons(nominal, subjects, identifiers, links[nominal.version])
        every = (nominal, *rows.subjects, *rows.identifiers, *rows.links)
        holds = nominal.version in present
        if any(row.current != holds for row in every) or not is_nominal_sound(rows, versions.get(nominal.version)):
            yield nominal


def newest_of(
    versions: Iterable[models.Version], *reaches: models.Reach, retracted: bool = True
) -> dict[UUID, models.Version]:
    """The newest version of each report of these reaches, of what readers of the facts see where none is named."""
    seen = (each for each in versions if each.reach in (reaches or (models.Reach.FACTS,)))
    told = (each for each in seen if retracted or each.change != "retraction")
    return {each.report: each for each in sorted(told, key=lambda each: (each.number, each.step, each.turn))}


def misread(held: Held, signer: Callable[[models.Facts], models.Version | None]) -> Iterator[models.Facts]:
    """The facts that are not those which their version signs, or whose rows say otherwise."""
    items, legs = by_version(held.items), by_version(held.legs)
    for facts in held.facts:
        version = signer(facts)
        beside = (items[facts.version], legs[facts.version])
        whole = all(row.current is facts.current for rows in beside for row in rows)
        if version is None or not whole or not are_facts_sound(facts, *beside, signed=bytes(version.facts_hash)):
            yield facts


def by_version(rows: Iterable[Any]) -> "defaultdict[UUID, list[Any]]":
    """Items or legs by the version that wrote them, in order."""
    made: defaultdict[UUID, list[Any]] = defaultdict(list)
    for row in sorted(rows, key=lambda each: each.position):
        made[row.version].append(row)
    return made


def verify_versions(database: str, *, progress: Callable[[int], None] = lambda count: None) -> Looked:
    """Look at every version of the node, past the row policies, as keeper. Raises ServerError without that role."""
    count, bent = 0, set[tuple[UUID, UUID]]()
    with copying.keeper(database) as keeper:
        for heads in stretches(keeper):
            held = held_of(keeper, list(heads))
            count += len(held.versions)
            bent |= bent_of(held, heads, erased=erased_among(keeper, list(heads)))
            bent |= {(report, heads[report]) for report in cut_kept(keeper, list(heads))}
            progress(count)
    return Looked(count, tuple(sorted(bent)))


def held_of(keeper: copying.Connection, reports: list[UUID]) -> Held:
    """All rows of these reports."""
    return Held(
        versions=kept(keeper, models.Version, reports),
        facts=kept(keeper, models.Facts, reports),
        terms=kept(keeper, models.FindingTerms, reports),
        items=kept(keeper, models.Item, reports),
        legs=kept(keeper, models.Leg, reports),
        nominal=kept(keeper, models.Nominal, reports),
        subjects=kept(keeper, models.Subject, reports),
        identifiers=kept(keeper, models.Identifier, reports),
        links=kept(keeper, models.Link, reports),
    )


def cut_kept(keeper: copying.Connection, reports: list[UUID]) -> list[UUID]:
    """Of these reports, those whose newest versions were taken away, as `cut_reports` says it to a viewer."""
    return [UUID(str(row[0])) for row in keeper.execute(CUT, [reports]).fetchall()]


def erased_among(keeper: copying.Connection, reports: list[UUID]) -> set[UUID]:
    """Of these reports, those whose persons were erased: by a leaf of the journal, or a tombstone that the node signed.

    After a restore an erasure may have no leaf any more; a row alone, put in by SQL, proves nothing.
    """
    told = {UUID(str(record)) for (record,) in keeper.execute(ERASED, [reports]).fetchall()}
    return told.union(*(found(keeper, reports) for found in signed_erasures))


def bent_of(held: Held, heads: dict[UUID, UUID], *, erased: Collection[UUID] = ()) -> set[tuple[UUID, UUID]]:
    """Report and version of what does not say what was signed; the head of a report that lacks it or another's.

    Persons are missed but in reports from which they were erased.
    """
    versions = {each.id: each for each in held.versions}
    newest = newest_of(held.versions)
    bent = {(each.report, each.id) for each in held.versions if not is_version_sound(each)}
    bent |= {(each.report, each.id) for each in loosened(held)}
    bent |= {(each.report, each.version) for each in misnamed(held)}
    bent |= {(each.report, each.id) for each in unpersoned(held, erased)}
    bent |= {(each.report, each.version) for each in misread(held, lambda facts: versions.get(facts.version))}
    current = {each.report: bytes(versions[each.version].facts_hash)
               for each in held.facts if each.current and each.version in versions}  # fmt: skip
    return bent | {
        (report, head)
        for report, head in heads.items()
        if report not in newest or newest[report].id != head or current.get(report) != bytes(newest[report].facts_hash)
    }


def stretches(keeper: copying.Connection) -> Iterator[dict[UUID, UUID]]:
    """The reports of the node with their heads, so many at once."""
    after = UUID(int=0)
    while True:
        rows = keeper.execute(
            "SELECT id, head FROM records_report WHERE id > %s ORDER BY id LIMIT %s", [after, AT_ONCE]
        ).fetchall()
        if not rows:
            return
        yield {UUID(str(report)): UUID(str(head)) for report, head in rows}
        after = UUID(str(rows[-1][0]))


def kept(keeper: copying.Connection, model: type[Row], reports: list[UUID]) -> list[Row]:
    """The rows of a table about these reports."""
    columns = [str(each.column) for each in model._meta.concrete_fields if not each.generated]
    statement = sql.SQL("SELECT {} FROM {} WHERE report = ANY(%s)").format(
        sql.SQL(", ").join(sql.Identifier(column) for column in columns), sql.Identifier(model._meta.db_table)
    )
    with keeper.cursor(row_factory=dict_row) as cursor:
        return [model(**row) for row in cursor.execute(statement, [reports]).fetchall()]
