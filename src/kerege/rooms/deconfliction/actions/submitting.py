"""Submitting an event, for the own desk or for one that telephones, and withdrawing it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import connection

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Role, Viewer
from kerege.rooms.deconfliction import matcher
from kerege.rooms.deconfliction.actions.refusals import EventError, NoSuchEventError, UnableToDeconflictError
from kerege.rooms.deconfliction.models import Event
from kerege.rooms.deconfliction.rules import events, times, words
from kerege.rooms.deconfliction.rules.events import Kind, Plan
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched

WITHDRAW = "SELECT withdraw_event(%s, %s)"
SHORTEST_REASON = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Telephoned:
    """An event entered for a desk that telephones: which, who speaks, and that it was called back."""

    desk: str
    caller: str
    called_back: bool


@dataclass(frozen=True, slots=True)
class Submitted:
    """What the submitter learns: the event's id, and how many conflicts are told to him now."""

    event: UUID
    conflicts: int


def submit(*, actor: Viewer, plan: Plan, telephoned: Telephoned | None = None) -> Submitted:
    """Keep a planned event and compare it with all live ones in the same transaction.

    Raises EventError (fields), UnableToDeconflictError (role, ration), NoSuchPartyError, NoSuchDeskError.
    """
    require_viewer(actor)
    at = chance.now()
    times.zone(plan.zone)
    if found := events.problems(plan, at):
        raise EventError(found)
    left_out = [directory.party(code).id for code in plan.left_out]
    behalf = desk_of(telephoned) if telephoned else None
    boxes = events.boxes_of(plan)
    event = event_of(actor, plan, left_out, telephoned)
    event.made_at, event.spots = at, events.spots(boxes)
    with matcher.submitting(actor):
        refuse_ration(actor, matcher.ration(behalf, event.spots), telephoned is not None)
        told = matcher.keep(event, plan, boxes, behalf)
        touched = [*told, *([touched_desk(behalf, event.id)] if behalf else [])]
        shown = 0 if telephoned else len(told)
        matcher.log(actor, {"event": str(event.id), "way": [list(row) for row in plan.way]}, touched, shown)
    return Submitted(event.id, shown)


def desk_of(telephoned: Telephoned) -> UUID:
    """The desk that telephones. Raises UnableToDeconflictError, NoSuchDeskError."""
    if not telephoned.called_back:
        raise UnableToDeconflictError(words.NOT_CALLED_BACK)
    if not telephoned.caller.strip():
        raise UnableToDeconflictError(words.NO_CALLER)
    return directory.desk_by_code(telephoned.desk).id


def touched_desk(desk: UUID, event: UUID) -> Touched:
    """The event as the journal mentions it to the desk for which it was entered."""
    return Touched(desk, directory.desk(desk).agency, event)


def refuse_ration(actor: Viewer, ration: matcher.Ration, by_telephone: bool) -> None:
    """Raises UnableToDeconflictError for who submits nothing here, or too much."""
    if ration.desk is None:
        outside = words.NO_MEMBER_DESK if actor.role is Role.DUTY else words.NOT_ON_DUTY
        raise UnableToDeconflictError(outside if by_telephone else words.NO_SUBMITTER)
    if ration.submitted >= events.MOST_A_DAY:
        raise UnableToDeconflictError(words.TOO_MANY, count=ration.submitted)
    if ration.alike >= events.MOST_ALIKE:
        raise UnableToDeconflictError(words.TOO_ALIKE, count=ration.alike)


def event_of(actor: Viewer, plan: Plan, left_out: Sequence[UUID], telephoned: Telephoned | None) -> Event:
    """The row of a plan; whose it is, its label and state are given by the database."""
    return Event(
        id=chance.new_id(),
        owner=actor.desk,
        label=0,
        party=actor.party,
        agency=actor.agency,
        officer_number=actor.officer_number,
        caller=telephoned.caller.strip()[:120] if telephoned else "",
        kind=plan.kind.value,
        scope=plan.scope.value,
        scope_note=plan.scope_note.strip()[:200],
        belt_km=plan.belt_km,
        place=plan.place.strip()[:200],
        way=[list(row) for row in plan.way],
        radius_km=plan.radius_km,
        zone=plan.zone,
        starts=plan.starts,
        ends=plan.ends,
        case=plan.case.strip()[:120],
        supervisor=plan.supervisor.strip()[:120],
        telephone=plan.telephone.strip()[:40],
        choice=plan.choice.value,
        left_out=sorted(map(str, left_out)),
        integrity=plan.integrity,
        leg=plan.leg,
        state="live",
    )


def submit_leg(*, actor: Viewer, leg: UUID, plan: Plan) -> Submitted:
    """Submit one leg of a controlled delivery as a moving event; what was submitted for it before is withdrawn.

    The way is given as rows of latitude, longitude, earliest and latest instant; the kind is a delivery's.
    Raises as `submit`.
    """
    withdraw_leg(actor=actor, leg=leg, reason="the leg was planned anew")
    return submit(actor=actor, plan=replace(plan, kind=Kind.DELIVERY, leg=leg))


def withdraw(*, actor: Viewer, event: UUID, reason: str) -> None:
    """Withdraw a live event of the own agency: it is found no more.

    Raises NoSuchEventError, UnableToDeconflictError.
    """
    require_viewer(actor)
    said = given(reason)
    with connection.cursor() as cursor:
        cursor.execute(WITHDRAW, [event, said])
        if not cursor.fetchone()[0]:
            raise NoSuchEventError(words.NOT_YOURS)
    journal.write_leaf(LeafKind.ALTER, "deconfliction.withdraw", {"event": str(event)}, rows=1)


def withdraw_leg(*, actor: Viewer, leg: UUID, reason: str) -> int:
    """Withdraw what stands for a leg; returns how many events that were."""
    require_viewer(actor)
    standing = list(Event.objects.filter(leg=leg, state="live").values_list("id", flat=True))
    for event in standing:
        withdraw(actor=actor, event=event, reason=reason)
    return len(standing)


def given(reason: str) -> str:
    """A reason that another officer can follow. Raises UnableToDeconflictError."""
    said = " ".join(reason.split())[:500]
    if len(said) < SHORTEST_REASON:
        raise UnableToDeconflictError(words.NEEDS_REASON)
    return said
