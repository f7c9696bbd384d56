"""What was asked of an originator and answered; what the law says of passing on and evidence, permissions counted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from kerege.foundation.stretches import Stretch, stretch
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Act, Condition, Handling, Level, Outcome, Part, State, Target, Viewer, decide
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.access import queries as access
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.permissions.models import Asking
from kerege.rooms.permissions.rules import ASKABLE
from kerege.rooms.records import queries as records

HOLDING = "SELECT asking, last_day FROM permissions_holding()"


class NoSuchAskingError(LookupError):
    """Nothing was asked under this reference that this viewer may see."""


@dataclass(frozen=True, slots=True)
class AskingEntry:
    """One question to an originator; `holds` says whether the permission holds today, `last_day` until when."""

    id: UUID
    own: bool
    """Whether the viewer's agency asked; otherwise it is the one that answers."""
    report: UUID
    number: str
    part: Part
    act: Act
    towards: UUID | None
    other_desk: UUID
    officer_number: str
    purpose: str
    words: str
    asked_at: datetime
    state: str
    answer_words: str
    answer_number: str
    answered_at: datetime | None
    holds: bool
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Judged:
    """What the law says of one act on one part for this viewer: allow, ask the originator, or deny."""

    part: Part
    act: Act
    outcome: Outcome


def askings(*, viewer: Viewer, limit: int = 200, offset: int = 0) -> Stretch[AskingEntry]:
    """What the viewer's desk asked and what his agency is to answer: those that wait longest first, then the newest.

    So nobody buries what another asked under questions of his own.
    """
    require_viewer(viewer)
    found = stretch(
        Asking.objects.filter(state="waiting").order_by("asked_at", "id"),
        Asking.objects.exclude(state="waiting").order_by("-asked_at", "id"),
        offset=offset,
        limit=limit,
    )
    journal.write_leaf(LeafKind.CONSULT, "permissions.askings", {}, rows=len(found))
    return found.of(lambda rows: entries(viewer, rows))


def asking(*, viewer: Viewer, asking_id: UUID) -> AskingEntry:
    """One question; its reading is journaled for the originator. Raises NoSuchAskingError."""
    require_viewer(viewer)
    row = Asking.objects.filter(id=asking_id).first()
    if row is None:
        raise NoSuchAskingError(gettext_noop("nothing under this reference may be shown to you"))
    told = [Touched(row.owner_desk, row.owner_agency, row.report)]
    journal.write_leaf(LeafKind.CONSULT, "permissions.asking", {"asking": str(asking_id)}, mentions=told, rows=1)
    return entries(viewer, [row])[0]


def entries(viewer: Viewer, rows: "QuerySet[Asking] | Sequence[Asking]") -> list[AskingEntry]:
    """Rows with whether each permission holds today."""
    holding = held_today()
    return [
        AskingEntry(
            id=row.id,
            own=row.asker_agency in viewer.own_audiences,
            report=row.report,
            number=row.number,
            part=Part(row.part),
            act=Act(row.act),
            towards=row.towards,
            other_desk=row.owner_desk if row.asker_agency in viewer.own_audiences else row.asker_desk,
            officer_number=row.officer_number,
            purpose=row.purpose,
            words=row.words,
            asked_at=row.asked_at,
            state=row.state,
            answer_words=row.answer_words,
            answer_number=row.answer_number,
            answered_at=row.answered_at,
            holds=row.id in holding,
            last_day=holding.get(row.id),
        )
        for row in rows
    ]


def held_today() -> dict[UUID, date | None]:
    """The permissions that hold on the day of the visit, with their last days."""
    with connection.cursor() as cursor:
        cursor.execute(HOLDING)
        return dict(cursor.fetchall())


def permitted(*, viewer: Viewer, report: UUID, part: Part, towards: UUID | None = None) -> frozenset[Act]:
    """The acts that the originator permitted the viewer's agency on a part, by permissions that hold today."""
    require_viewer(viewer)
    rows = Asking.objects.filter(report=report, part=part.value, state="granted", id__in=list(held_today()))
    return frozenset(
        Act(row.act)
        for row in rows
        if row.asker_agency in viewer.own_audiences and (row.act != Act.ONWARD or row.towards == towards)
    )


def judged(*, viewer: Viewer, entry: records.ReportEntry, towards: UUID | None = None) -> list[Judged]:
    """What the law says of passing a read report on and of using it as evidence, for each part the viewer reads."""
    require_viewer(viewer)
    desk = directory.desk(entry.owner)
    owner = access.Owner(desk=desk.id, agency=desk.agency, party=desk.party)
    parts = [Part.FACTS, *([Part.NOMINAL] if entry.nominal is not None else [])]
    reached = directory.recipients(towards, like=viewer) if towards is not None else [None]
    made = []
    for part in parts:
        shielded = part is Part.NOMINAL and records.exposes_person(entry)
        target = target_of(viewer, entry, owner, part, shielded=shielded)
        granted = permitted(viewer=viewer, report=entry.id, part=part, towards=towards)
        for act in ASKABLE:
            if act not in ROLE_ACTS[viewer.role]:
                continue
            outcomes = [decide(viewer, act, aimed(target, each, granted)).outcome for each in reached]
            made.append(Judged(part, act, max(outcomes, default=Outcome.DENY)))
    return made


def target_of(viewer: Viewer, entry: records.ReportEntry, owner: access.Owner, part: Part, *, shielded: bool) -> Target:
    """A part that the viewer reads, as the law sees it: he holds its label, or he would not have it before him."""
    version = entry.version
    label = access.label_for(
        owner,
        part,
        State.OFFERED,
        releases=[
            access.ReleaseTerms(audience=viewer.desk, purposes=frozenset({viewer.purpose}), last_day=None, assured=True)
        ],
        forbidden=frozenset(version.forbidden),
        level=Level(version.level),
        shielded=shielded,
    )
    return Target(
        label=label,
        owner_desk=owner.desk,
        owner_agency=owner.agency,
        handling=frozenset(Handling(code) for code in version.handling),
        conditions=frozenset(Condition(word) for word in version.conditions),
        restriction="",
    )


def aimed(target: Target, towards: Viewer | None, granted: frozenset[Act]) -> Target:
    """A target with a recipient and with what its originator permitted."""
    return replace(target, towards=towards, permitted=granted)
