"""The review day of a nominal part: set anew by its owner, with the labels that follow from it."""

from datetime import date
from uuid import UUID

from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Part, Viewer
from kerege.rooms.directory import queries as directory
from kerege.rooms.records import models
from kerege.rooms.records.actions.locking import locked
from kerege.rooms.records.actions.releasing import after_release
from kerege.rooms.records.actions.reporting import UnableToCorrectError
from kerege.rooms.records.rules.fields import N_


def set_review(*, actor: Viewer, report_id: UUID, day: date) -> date:
    """Set the review day of the actor's agency's nominal part; returns the day it had.

    The caller (the room that keeps the clocks) has decided that the actor may. Raises UnableToCorrectError.
    """
    require_viewer(actor)
    held = locked(report_id)
    own = held is not None and directory.desk(held.owner).agency in actor.own_audiences
    nominal = models.Nominal.objects.filter(report=report_id, current=True).first() if own else None
    if held is None or nominal is None:
        raise UnableToCorrectError(N_("there is no nominal part of your agency under this reference"))
    models.Nominal.objects.filter(owner=held.owner, report=held.id).update(review_on=day)
    after_release(actor, held.id, Part.NOMINAL)
    return nominal.review_on
