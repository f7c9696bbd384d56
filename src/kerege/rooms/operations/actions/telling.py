"""Telling the desks that a step concerns, by notices without content."""

from collections.abc import Collection
from uuid import UUID

from kerege.kernel.law import Viewer
from kerege.rooms.directory import queries as directory
from kerege.rooms.notices import actions as notices
from kerege.rooms.operations.queries.files import Loaded, all_places
from kerege.rooms.operations.rules.words import Kind

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


def tell(*, actor: Viewer, found: Loaded, code: str, audiences: Collection[UUID]) -> int:
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
