"""Telling the desks that a step concerns, by notices without content; and settling those that ask for nothing more."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import connection

from kerege.foundation.viewing import viewing
from kerege.kernel.law import Viewer
from kerege.rooms.directory import queries as directory
from kerege.rooms.notices import actions as notices
from kerege.rooms.operations.queries.files import SYSTEM, Found, Loaded, all_places
from kerege.rooms.operations.queries.showing import UNANSWERED
from kerege.rooms.operations.rules.file import MOVING, File, consent_of
from kerege.rooms.operations.rules.words import Kind, Stage

ASKED, CHECK, SIGNATURE, HALTED, MOVED = (
    f"delivery_{name}" for name in ("asked", "check", "signature", "halted", "moved")
)
CODES: dict[Kind, str] = {
    Kind.SEND: ASKED,
    Kind.AMEND: ASKED,
    Kind.GIVE: SIGNATURE,
    Kind.STOP: HALTED,
    Kind.LOSE_CONTACT: HALTED,
    Kind.LOSE_FOR_GOOD: HALTED,
    Kind.WITHDRAW: HALTED,
    **dict.fromkeys(
        (
            Kind.ANSWER,
            Kind.TAKE_OVER,
            Kind.TAKE,
            Kind.DECLINE,
            Kind.SUBSTITUTE,
            Kind.REGAIN_CONTACT,
            Kind.SEIZE,
            Kind.DELIVER,
            Kind.DIVERT,
            Kind.CALL_OFF,
        ),
        MOVED,
    ),
}
"""What is said of a step; of the others nobody is told."""
URGENT = frozenset({SIGNATURE, HALTED})
ASKING = frozenset({ASKED, CHECK, SIGNATURE})
KINDS = (ASKED, CHECK, SIGNATURE, HALTED, MOVED)


def settle(*, found: Loaded, made: File, now: datetime) -> None:
    """After a step, take from the inboxes what was asked and is done or void by it.

    A signature once nothing is offered, the form once it is checked, an answer once a state owes none; of a closed file
    everything, since it asks nothing of anybody.
    """
    everybody = [desk.id for desk in directory.desks()]
    if made.stage is Stage.CLOSED:
        take_out(found, KINDS, everybody)
        return
    over = [
        code
        for code, asked in ((SIGNATURE, lambda file: file.offered is not None), (CHECK, is_draft))
        if asked(found.file) and not asked(made)
    ]
    take_out(found, over, everybody)
    answered = owing(found.file, found.file.at) - owing(made, now)
    if answered:
        take_out(found, [ASKED], [desk.id for desk in directory.desks() if desk.party_code in answered])


def is_draft(file: File) -> bool:
    """Whether its form waits to be checked."""
    return file.stage is Stage.DRAFT


def owing(file: File, now: datetime) -> set[str]:
    """The states that owe an answer."""
    if file.stage_at(now) not in MOVING | {Stage.SENT}:
        return set()
    legs = range(len(file.plan.legs))
    return {file.plan.legs[at].party for at in legs if consent_of(file, at, now) in UNANSWERED}


def take_out(found: Loaded, kinds: Collection[str], desks: Collection[UUID]) -> None:
    """Settle notices of these kinds about a file; the node's own work."""
    if kinds:
        with viewing(directory.system_viewer(SYSTEM)):
            notices.settle(thing=found.id, kinds=kinds, desks=desks)


def settle_past() -> int:
    """Settle what files that have expired by the clock ask, and all of closed ones; the node's own work."""
    with viewing(directory.system_viewer(SYSTEM)), connection.cursor() as cursor:
        cursor.execute("SELECT settle_past(%s, %s)", [sorted(ASKING), sorted(KINDS)])
        return int(cursor.fetchone()[0])


def tell(*, actor: Viewer, found: Found, code: str, audiences: Collection[UUID]) -> int:
    """Tell every desk in these audiences but the actor's own; returns how many.

    An agency is told at the desks that answer for it; what is urgent, at its posts too.
    """
    members = {place.member for place in all_places(actor, found.id) if place.audience in audiences}
    urgent, count = code in URGENT, 0
    for desk in directory.desks():
        if desk.id == actor.desk or desk.closed_on is not None or not members & {desk.id, desk.agency}:
            continue
        if urgent or desk.id in members or desk.kind != directory.DeskKind.POST.value:
            notices.tell(desk=desk.id, kind=code, thing=found.id, urgent=urgent)
            count += 1
    return count
