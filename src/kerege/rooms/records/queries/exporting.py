"""A list taken along: every row of a filter up to a limit, without those whose owner stopped all automatic ways."""

from dataclasses import dataclass
from uuid import UUID

from kerege.foundation.viewing import require_viewer
from kerege.kernel.canonical import content_hash
from kerege.kernel.law import Act, Handling, Marking, Viewer
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.records import models
from kerege.rooms.records.queries.entries import ListedReport
from kerege.rooms.records.queries.joining import joined_marking
from kerege.rooms.records.queries.lines import read_rows
from kerege.rooms.records.queries.listing import Filters, keys_of
from kerege.rooms.records.queries.subjects import challenged_reports
from kerege.rooms.records.queries.verifying import bent_among
from kerege.rooms.records.rules.fields import N_

MOST_EXPORTED = 10_000


class UnableToExportError(PermissionError):
    """This role takes no lists along."""


@dataclass(frozen=True, slots=True)
class Export:
    """Rows to take along, how many the owners held back by a restriction in words, whether the limit was reached.

    `marking` is the join of the terms of the rows; `challenged` are the reports of which a person challenges what is
    recorded, as far as the viewer reads that.
    """

    rows: tuple[ListedReport, ...]
    held_back: int
    cut: bool
    marking: Marking
    challenged: frozenset[UUID]
    bent: int = 0
    """How many were left out because they do not say what the node signed."""


def exported(*, viewer: Viewer, filters: Filters, limit: int = MOST_EXPORTED) -> Export:
    """The rows of a filter as a file may hold them; every owner learns of it. Raises UnableToExportError."""
    require_viewer(viewer)
    if Act.EXPORT not in ROLE_ACTS[viewer.role]:
        raise UnableToExportError(N_("the role of your present hat takes no lists along"))
    keys = keys_of(viewer, filters, limit + 1)
    desks = {entry.id: entry for entry in directory.desks()}
    own = {identity for identity, entry in desks.items() if entry.agency in viewer.own_audiences}
    rows = read_rows([(owner, report) for _, report, owner in keys[:limit]])
    stopped = restricted([row for row in rows if row.owner not in own])
    bent = bent_among(reports=[row.id for row in rows], own=[row.id for row in rows if row.owner in own])
    kept = [row for row in rows if row.id not in stopped and row.id not in bent]
    journal.write_leaf(
        LeafKind.DISCLOSE,
        "records.exported",
        {"filters": filters.words(), "ids": content_hash([str(row.id) for row in kept]).hex()},
        mentions=[Touched(row.owner, desks[row.owner].agency, row.id) for row in kept if row.owner not in own],
        rows=len(kept),
    )
    marking = joined_marking(viewer=viewer, reports=[row.id for row in kept])
    challenged = frozenset(challenged_reports(reports=[row.id for row in kept]))
    return Export(tuple(kept), len(stopped), len(keys) > limit, marking, challenged, len(bent - stopped))


def restricted(rows: list[ListedReport]) -> set[object]:
    """The reports whose newest version carries a restriction in words under H3: a person of the owner answers first."""
    owners, ids = {row.owner for row in rows}, [row.id for row in rows]
    heads = models.Report.objects.filter(owner__in=owners, id__in=ids).values_list("head", flat=True)
    found = models.Version.objects.filter(owner__in=owners, id__in=list(heads), handling__contains=[Handling.H3.value])
    return {version.report for version in found if version.restriction_said}
