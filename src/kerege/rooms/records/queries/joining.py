"""Markings: under which terms this viewer reads a report, and what is made of several."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from kerege.foundation.statements import named
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Condition, Handling, Level, Marking, Viewer, joined
from kerege.rooms.directory import queries as directory
from kerege.rooms.records import models
from kerege.rooms.records.queries.one import version_entry
from kerege.rooms.records.queries.told import ReadUnder, read_under, told

Said = Callable[[], dict[UUID, str]]
"""What the party of each desk prints beside the level: asked for only where a level has such words."""


class OwnTerms(NamedTuple):
    """The terms that an owner set for a report: of its newest version."""

    owner: UUID
    level: int
    handling: Sequence[str]
    conditions: Sequence[str]
    restriction: str


def joined_terms(terms: Mapping[UUID, OwnTerms]) -> Marking:
    """The join of the terms of reports that were just read with them, those read by a release under its codes."""
    released, said = read_under(terms), cache(words_of_desks)
    plain = {marking(*each, said=said) for report, each in terms.items() if report not in released}
    singly = under_releases(newest_of(released.keys()), released, said).values()
    return joined([*plain, *singly])


def markings_of(*, viewer: Viewer, reports: Iterable[UUID | None]) -> dict[UUID, Marking]:
    """The marking of each of these reports that the viewer may read, as it binds him: by the release he reads it by.

    No leaf: whoever shows what stands in them has written it, and shows it under the join of these.
    """
    require_viewer(viewer)
    rows = newest_of({each for each in reports if each is not None})
    return under_releases(rows, read_under({row.report for row in rows}), cache(words_of_desks)) if rows else {}


def joined_marking(*, viewer: Viewer, reports: Iterable[UUID | None]) -> Marking:
    """The join of the markings of those of these reports that the viewer may read; for any number of them. No leaf."""
    require_viewer(viewer)
    wanted = {each for each in reports if each is not None}
    if not wanted:
        return Marking()
    released, said = read_under(wanted), cache(words_of_desks)
    with connection.cursor() as database:
        database.execute(named("records", "terms_of"), {"reports": list(wanted - released.keys())})
        plain = [marking(*row, said=said) for row in database.fetchall()]
    return joined([*plain, *under_releases(newest_of(released.keys()), released, said).values()])


def newest_of(reports: Collection[UUID]) -> list[models.Version]:
    """The newest versions of those of these reports that the viewer may read."""
    heads = list(models.Report.objects.filter(id__in=reports).values_list("head", flat=True)) if reports else []
    return list(models.Version.objects.filter(id__in=heads)) if heads else []


def under_releases(
    rows: Iterable[models.Version], released: Mapping[UUID, Collection[ReadUnder]], said: Said
) -> dict[UUID, Marking]:
    """The markings of single reports by their versions, those read by a release under its codes."""
    made = {}
    for row in rows:
        version = told(version_entry(row, row.number), released.get(row.report, ()))
        terms = (version.level, version.handling, version.conditions, version.restriction)
        made[row.report] = marking(row.owner, *terms, said=said)
    return made


def words_of_desks() -> dict[UUID, str]:
    """What the party of each desk prints beside the level."""
    printed = directory.official_words()
    return {each.id: printed.get(each.party, "") for each in directory.desks()}


def marking(
    owner: UUID,
    level: int,
    handling: Iterable[str],
    conditions: Iterable[str],
    restriction: str,
    *,
    said: Said,
) -> Marking:
    """Terms as they are kept, as a marking."""
    words = said().get(owner, "") if level >= Level.OFFICIAL_USE else ""
    return Marking(
        level=Level(level),
        handling=frozenset(Handling(code) for code in handling) | {Handling.H0},
        conditions=frozenset(Condition(word) for word in conditions),
        restrictions=frozenset(filter(None, [restriction])),
        official_words=frozenset(filter(None, [words])),
    )
