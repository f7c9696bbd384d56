"""Nominal parts of the viewer's agency by their review day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Viewer
from kerege.rooms.directory import queries as directory
from kerege.rooms.records import models
from kerege.rooms.records.rules.persons import REVIEW_YEARS

__all__ = ["REVIEW_YEARS", "NominalDue", "authors_of", "nominal_due", "nominal_parts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NominalDue:
    """One nominal part: whose it is, when it is to be reviewed, and the categories that it names."""

    report: UUID
    number: str
    kind: str
    owner: UUID
    review_on: date
    categories: tuple[str, ...]
    retracted: bool


def own_desks(viewer: Viewer) -> list[UUID]:
    """The desks of the viewer's agency and its predecessors."""
    return [each.id for each in directory.desks() if each.agency in viewer.own_audiences]


def authors_of(*, report: UUID) -> frozenset[UUID]:
    """The officers who wrote any version of a report, as far as the viewer may read them."""
    require_viewer()
    return frozenset(models.Version.objects.filter(report=report).values_list("made_by", flat=True))


def nominal_due(*, viewer: Viewer, until: date, most: int, offset: int = 0) -> list[NominalDue]:
    """The agency's nominal parts whose review day is this one or before, the longest due first."""
    require_viewer(viewer)
    found = models.Nominal.objects.filter(owner__in=own_desks(viewer), current=True, review_on__lte=until)
    return described(list(found.order_by("review_on", "report")[offset : offset + most]))


def nominal_parts(*, viewer: Viewer, reports: Sequence[UUID]) -> list[NominalDue]:
    """The nominal parts of these reports of the agency."""
    require_viewer(viewer)
    return described(list(models.Nominal.objects.filter(owner__in=own_desks(viewer), report__in=reports, current=True)))


def described(rows: Sequence[models.Nominal]) -> list[NominalDue]:
    """The rows with their reports and categories."""
    reports = [row.report for row in rows]
    heads = {each.id: each for each in models.Report.objects.filter(id__in=reports)}
    words: dict[UUID, set[str]] = {}
    for report, category in models.Subject.objects.filter(report__in=reports, current=True).values_list(
        "report", "category"
    ):
        words.setdefault(report, set()).add(category)
    return [
        NominalDue(
            report=row.report,
            number=heads[row.report].number,
            kind=heads[row.report].kind,
            owner=row.owner,
            review_on=row.review_on,
            categories=tuple(sorted(words.get(row.report, ()))),
            retracted=heads[row.report].retracted,
        )
        for row in rows
        if row.report in heads
    ]
