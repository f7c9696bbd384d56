"""Steps of a crossing: a side acknowledges or settles, the keeping desk calls, tells, parts, settles, reviews."""

from uuid import UUID

from django.db import connection

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Viewer
from kerege.rooms.deconfliction.actions.refusals import NoSuchEventError, UnableToDeconflictError
from kerege.rooms.deconfliction.actions.submitting import given
from kerege.rooms.deconfliction.models import Conflict, Crossing
from kerege.rooms.deconfliction.rules import words
from kerege.rooms.deconfliction.rules.course import Stage, Step
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched

STEP = "SELECT step_crossing(%s, %s, %s, %s)"
NEEDS_WORDS = frozenset({Step.CALL, Step.PART, Step.SETTLE, Step.REVIEW})
BY_SIDE = frozenset({Step.ACKNOWLEDGE, Step.SETTLE})


def take_step(*, actor: Viewer, crossing: UUID, step: Step, reason: str = "") -> Stage:
    """One step; the database decides by the course whether it is this officer's. Returns the stage it led to.

    Raises NoSuchEventError, UnableToDeconflictError.
    """
    require_viewer(actor)
    kept = Crossing.objects.filter(id=crossing).first()
    sides = list(Conflict.objects.filter(pair=crossing))
    if kept is None and not sides:
        raise NoSuchEventError(words.NOT_YOURS)
    said = given(reason) if step in NEEDS_WORDS and kept is not None else " ".join(reason.split())[:500]
    ids = [chance.new_id(), chance.new_id()]
    with connection.cursor() as cursor:
        cursor.execute(STEP, [crossing, step.value, said, ids])
        (stage,) = cursor.fetchone()
    if stage is None:
        raise UnableToDeconflictError(words.NO_STEP)
    kind = LeafKind.DISCLOSE if step is Step.TELL else LeafKind.ALTER
    told = touched(kept) if kept is not None and step is Step.TELL else []
    journal.write_leaf(kind, f"deconfliction.{step.value}", {"crossing": str(crossing)}, mentions=told, rows=1)
    return Stage(stage)


def touched(crossing: Crossing) -> list[Touched]:
    """Both events as the journal mentions them to their owners."""
    pairs = ((crossing.first_desk, crossing.first_event), (crossing.second_desk, crossing.second_event))
    return [Touched(desk, directory.desk(desk).agency, event) for desk, event in pairs]


def acknowledge(*, actor: Viewer, crossing: UUID) -> Stage:
    """Say that the conflict was seen, for the own side."""
    return take_step(actor=actor, crossing=crossing, step=Step.ACKNOWLEDGE)


def settle(*, actor: Viewer, crossing: UUID, reason: str = "") -> Stage:
    """Say that the two have settled it."""
    return take_step(actor=actor, crossing=crossing, step=Step.SETTLE, reason=reason)


def note_call(*, actor: Viewer, crossing: UUID, reason: str) -> Stage:
    """Note a call to one of the two."""
    return take_step(actor=actor, crossing=crossing, step=Step.CALL, reason=reason)


def tell(*, actor: Viewer, crossing: UUID, reason: str = "") -> Stage:
    """Tell both sides."""
    return take_step(actor=actor, crossing=crossing, step=Step.TELL, reason=reason)


def part(*, actor: Viewer, crossing: UUID, reason: str) -> Stage:
    """Tell nobody, because the one called has changed his plan."""
    return take_step(actor=actor, crossing=crossing, step=Step.PART, reason=reason)


def review(*, actor: Viewer, crossing: UUID, reason: str) -> Stage:
    """Keep what came of looking at an event that was called off after a conflict."""
    return take_step(actor=actor, crossing=crossing, step=Step.REVIEW, reason=reason)
