"""Subjects of current reports as the cross-check keys them; read by the room above inside the saving transaction."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Viewer
from kerege.rooms.records import models
from kerege.rooms.records.queries.entries import SubjectEntry
from kerege.rooms.records.queries.one import subject_entry


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedSubject:
    """A current subject of a report: whose it is, under which label and findability, whether it may be found at all."""

    owner: UUID
    report: UUID
    number: str
    label: int
    finding: int
    offered: bool
    retracted: bool
    lapsed: bool
    """Its review day has passed: nobody finds it before it is justified anew."""
    subject: SubjectEntry


def challenged_reports(*, reports: Collection[UUID]) -> set[UUID]:
    """Which of these reports name a person who challenges what is recorded, as far as the viewer reads them."""
    require_viewer()
    found = models.Subject.objects.filter(report__in=reports, current=True, challenged=True)
    return set(found.values_list("report", flat=True)) if reports else set()


def current_subjects(*, viewer: Viewer, owner: UUID, reports: Sequence[UUID]) -> list[CheckedSubject]:
    """The current subjects of an owner's reports with their identifiers (own rows of the actor's transaction)."""
    require_viewer(viewer)
    heads = {r.id: r for r in models.Report.objects.filter(owner=owner, id__in=reports)}
    subjects = list(models.Subject.objects.filter(owner=owner, report__in=reports, current=True).order_by("position"))
    identifiers: dict[UUID, list[models.Identifier]] = {}
    for row in models.Identifier.objects.filter(owner=owner, report__in=reports, current=True).order_by("position"):
        identifiers.setdefault(row.subject, []).append(row)
    nominal = models.Nominal.objects.filter(owner=owner, report__in=reports, current=True)
    lapsed = set(nominal.filter(review_on__lt=chance.today()).values_list("report", flat=True))
    return [
        CheckedSubject(
            owner=owner,
            report=s.report,
            number=heads[s.report].number,
            label=s.label,
            finding=s.finding,
            offered=heads[s.report].nominal_state == "offered",
            retracted=heads[s.report].retracted,
            lapsed=s.report in lapsed,
            subject=subject_entry(s, identifiers.get(s.id, [])),
        )
        for s in subjects
    ]
