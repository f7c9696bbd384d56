"""Closing every release between two parties in one act, and opening them again."""

from uuid import UUID

from django.utils.translation import gettext_noop

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Role, Viewer
from kerege.rooms.directory.actions.noting import UnableToSuspendError, changed
from kerege.rooms.directory.models import Suspension
from kerege.rooms.directory.rules import Direction


def suspend_all(
    *, actor: Viewer, towards: UUID | None = None, direction: Direction = Direction.BOTH, reason: str
) -> UUID:
    """Close every release between the actor's party and another (or all), at once. Raises UnableToSuspendError."""
    require_viewer(actor)
    if actor.role is not Role.COORDINATOR:
        raise UnableToSuspendError(gettext_noop("only a national coordinator may close the releases of the party"))
    row = Suspension(
        by_party=actor.party, towards=towards, direction=direction.value, since=chance.now(), reason=reason
    )
    row.save(force_insert=True)
    changed("directory.suspend_all", {"towards": str(towards), "direction": direction.value})
    return row.id


def lift_suspension(*, actor: Viewer, suspension: UUID) -> None:
    """Open releases again. Raises UnableToSuspendError when it is not the actor's party's suspension."""
    require_viewer(actor)
    lifted = Suspension.objects.filter(id=suspension, by_party=actor.party, lifted_at__isnull=True)
    if actor.role is not Role.COORDINATOR or not lifted.update(lifted_at=chance.now()):
        raise UnableToSuspendError(gettext_noop("there is no open suspension of your party with this id"))
    changed("directory.lift_suspension", {"suspension": str(suspension)})
