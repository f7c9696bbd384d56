"""Who sees a kept report now, or would see it once a part is offered; and what this viewer may do with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_noop

from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Act, Part, State, Viewer
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.access import queries as access
from kerege.rooms.directory import queries as directory
from kerege.rooms.records import models
from kerege.rooms.records.policy import gates, labels, standing
from kerege.rooms.records.queries.entries import ReportEntry
from kerege.rooms.records.queries.one import NoSuchReportError


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What a viewer may do with one report; a face offers nothing else, the doors decide again."""

    correct: bool
    retract: bool
    send: bool
    """It is kept in the own unit and this viewer may send it to the agency and on."""
    offer: tuple[Part, ...]
    """Parts that wait, for which this viewer's word is enough."""
    waiting: tuple[Part, ...]
    """Parts that wait for somebody else's word."""
    release: tuple[Part, ...]
    attach: bool
    account: bool


def rights(*, viewer: Viewer, entry: ReportEntry) -> Rights:
    """What this viewer may do with a report he reads; no leaf, for nothing is read."""
    require_viewer(viewer)
    acts = ROLE_ACTS[viewer.role] if entry.own and not entry.retracted else frozenset[Act]()
    parts = {Part.FACTS: entry.facts_state}
    if entry.nominal is not None:
        parts[Part.NOMINAL] = entry.nominal_state
    pending = [part for part, state in parts.items() if state == State.DESK and entry.own and not entry.retracted]
    word_enough = [part for part in pending if Act.OFFER in acts and gates.may_offer(viewer, part)]
    offered = [part for part, state in parts.items() if state == State.OFFERED and Act.RELEASE in acts]
    return Rights(
        correct=Act.CORRECT in acts,
        retract=Act.RETRACT in acts,
        send=entry.facts_state == State.UNIT and Act.REPORT in acts,
        offer=tuple(word_enough),
        waiting=tuple(part for part in pending if part not in word_enough),
        release=tuple(part for part in offered if gates.may_offer(viewer, part)),
        attach=Act.CORRECT in acts,
        account=entry.own and Act.ACCOUNT_FOR in ROLE_ACTS[viewer.role],
    )


def exposes_person(entry: ReportEntry) -> bool:
    """Whether the nominal part that was read names a person who may face a penalty: the death-penalty shield holds."""
    subjects = entry.nominal.subjects if entry.nominal is not None else ()
    return labels.exposed_person([each.category for each in subjects])


def numbers_of(*, viewer: Viewer, reports: Iterable[UUID]) -> dict[UUID, str]:
    """The numbers of those of these reports that the viewer may read; other ids are left out."""
    require_viewer(viewer)
    return dict(models.Report.objects.filter(id__in=set(reports)).values_list("id", "number"))


def who_sees(*, viewer: Viewer, report_id: UUID, offered: Part | None = None) -> dict[str, list[access.Seer]]:
    """Who sees each part of a report of the viewer's agency, as it stands or once `offered` is offered.

    Raises NoSuchReportError when it is not the agency's own.
    """
    require_viewer(viewer)
    held = models.Report.objects.filter(id=report_id).first()
    desk = directory.desk(held.owner) if held is not None else None
    if held is None or desk is None or desk.agency not in viewer.own_audiences:
        raise NoSuchReportError(gettext_noop("only the owner's agency asks who sees a report"))
    labels = standing.kept(held, offered=offered).labels
    seen = {"facts": access.who_will_see(labels.facts)}
    if labels.nominal is not None:
        seen["nominal"] = access.who_will_see(labels.nominal)
    return seen
