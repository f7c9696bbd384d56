"""Markings: under which terms this viewer reads a report, and what is made of several."""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.db import connection

from kerege.foundation.statements import named
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Condition, Handling, Level, Marking, Viewer, joined
from kerege.rooms.directory import queries as directory
from kerege.rooms.records import models
from kerege.rooms.records.queries.one import version_entry
from kerege.rooms.records.queries.told import ReadUnder, read_under, told


def markings_of(*, viewer: Viewer, reports: Iterable[UUID | None]) -> dict[UUID, Marking]:
    """The marking of each of these reports that the viewer may read, as it binds him: by the release he reads it by.

    No leaf: whoever shows what stands in them has written it, and shows it under the join of these.
    """
    require_viewer(viewer)
    wanted = {each for each in reports if each is not None}
    if not wanted:
        return {}
    return under_releases(wanted, read_under(wanted))


def joined_marking(*, viewer: Viewer, reports: Iterable[UUID | None]) -> Marking:
    """The join of the markings of those of these reports that the viewer may read; for any number of them. No leaf."""
    require_viewer(viewer)
    wanted = {each for each in reports if each is not None}
    if not wanted:
        return Marking()
    released = read_under(wanted)
    said = words_of_desks()
    with connection.cursor() as database:
        database.execute(named("records", "terms_of"), {"reports": list(wanted - released.keys())})
        plain = [marking(*row, said=said) for row in database.fetchall()]
    return joined([*plain, *(under_releases(released.keys(), released).values() if released else ())])


def under_releases(reports: Collection[UUID], released: Mapping[UUID, Collection[ReadUnder]]) -> dict[UUID, Marking]:
    """The markings of single reports, those read by a release under its codes."""
    heads = models.Report.objects.filter(id__in=reports).values_list("head", flat=True)
    said = words_of_desks()
    made = {}
    for row in models.Version.objects.filter(id__in=list(heads)):
        version = told(version_entry(row), released.get(row.report, ()))
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
    said: dict[UUID, str],
) -> Marking:
    """Terms as they are kept, as a marking."""
    words = said.get(owner, "") if level >= Level.OFFICIAL_USE else ""
    return Marking(
        level=Level(level),
        handling=frozenset(Handling(code) for code in handling) | {Handling.H0},
        conditions=frozenset(Condition(word) for word in conditions),
        restrictions=frozenset(filter(None, [restriction])),
        official_words=frozenset(filter(None, [words])),
    )
