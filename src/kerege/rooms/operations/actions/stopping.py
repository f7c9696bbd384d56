"""Stopping a load: the safe act, which no step that was altered past the doors bars."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from kerege.foundation import chance
from kerege.kernel.law import Viewer
from kerege.kernel.saying import N_
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.operations.actions.standing import keep_stopped
from kerege.rooms.operations.actions.taking import keep_step, lock, refuse_hat, take_step
from kerege.rooms.operations.actions.telling import CODES, tell
from kerege.rooms.operations.queries.courses import Course, door_of
from kerege.rooms.operations.queries.files import Found, by_of, find, load
from kerege.rooms.operations.rules.file import File
from kerege.rooms.operations.rules.steps import BESIDE, RefusedStepError, Step
from kerege.rooms.operations.rules.words import Kind


def stop(*, actor: Viewer, delivery: UUID, given: Mapping[str, Any] | None = None, words: str = "") -> File | None:
    """Stop the load at once; returns the file after it, or nothing where its plan is not as the node signed it.

    While steps of the file are not followed, nobody knows on whose soil the load is: then the requester and every state
    of the route stop it, and so does, without the plan, whoever has a seat of a state. Raises NoSuchDeliveryError,
    UnableToActError, RefusedStepError.
    """
    lock(actor, delivery)
    found, course = find(viewer=actor, delivery=delivery)
    if not course.is_bent:
        whole = load(viewer=actor, delivery=delivery)
        return take_step(actor=actor, found=whole, kind=Kind.STOP, given=given or {}, words=words)
    refuse_hat(actor, Kind.STOP)
    stop_unread(actor, found, course, words.strip())
    return None


def stop_unread(actor: Viewer, found: Found, course: Course, words: str) -> None:
    """The step, its leaf, the notices and the list's rows of a stop in a file that nobody can read."""
    by = by_of(actor)
    if by.centre or (actor.agency != found.agency and by.party not in found.seats):
        raise RefusedStepError(N_("only the requester and the states of the route stop the load"))
    at = max(chance.now(), *(step.at for step in course.steps), found.made_at)
    given = {BESIDE: True} | ({"worded": True} if words else {})
    step, told = Step(kind=Kind.STOP, at=at, by=by, given=given), {found.id, found.everyone}
    keep_step(actor=actor, found=found, step=step, words=words, told=told)
    journal.write_leaf(
        LeafKind.ALTER,
        door_of(Kind.STOP),
        {"delivery": str(found.id), "kind": Kind.STOP.value, "given": given, "words": words},
        mentions=[Touched(found.owner, found.agency, found.id)],
        rows=1,
    )
    tell(actor=actor, found=found, code=CODES[Kind.STOP], audiences=told)
    keep_stopped(found)
