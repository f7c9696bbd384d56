"""Files of a report: only officers of its agency who may correct it add or remove them."""

from uuid import UUID

from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Act, Part, State, Viewer
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.access import queries as access
from kerege.rooms.directory import queries as directory
from kerege.rooms.files import actions as files
from kerege.rooms.files.actions import FileRefusedError
from kerege.rooms.records import models
from kerege.rooms.records.actions.locking import locked
from kerege.rooms.records.actions.reporting import UnableToCorrectError
from kerege.rooms.records.policy import labels
from kerege.rooms.records.rules.fields import N_

__all__ = ["FileRefusedError", "attach", "detach"]


def own_report(actor: Viewer, report_id: UUID) -> tuple[models.Report, access.Owner]:
    """An open report of the actor's agency, locked, and its owner. Raises UnableToCorrectError."""
    held = locked(report_id)
    desk = directory.desk(held.owner) if held is not None else None
    allowed = desk is not None and desk.agency in actor.own_audiences and Act.CORRECT in ROLE_ACTS[actor.role]
    if held is None or desk is None or not allowed or held.retracted:
        raise UnableToCorrectError(N_("there is no open report of your agency with this reference that you may change"))
    return held, access.Owner(desk=held.owner, agency=desk.agency, party=desk.party)


def attach(*, actor: Viewer, report_id: UUID, part: Part, name: str, content: bytes) -> UUID:
    """Attach a file to a part of a report, under that part's label; returns its id.

    Raises UnableToCorrectError or FileRefusedError.
    """
    require_viewer(actor)
    held, owner = own_report(actor, report_id)
    return files.add_attachment(
        actor=actor,
        owner=held.owner,
        owner_agency=owner.agency,
        report=held.id,
        part=part,
        label=held.label if part is Part.FACTS else nominal_label(held, owner),
        name=name,
        content=content,
    )


def nominal_label(held: models.Report, owner: access.Owner) -> int:
    """The label of the report's nominal part, made if it holds none yet."""
    nominal = models.Nominal.objects.filter(owner=held.owner, report=held.id, current=True).first()
    if nominal is not None:
        return nominal.label
    version = models.Version.objects.get(owner=held.owner, id=held.head)
    return labels.bare_nominal_label(owner, State(held.nominal_state), labels.kept_bounds(held, version))


def detach(*, actor: Viewer, report_id: UUID, attachment: UUID) -> None:
    """Remove a file of a report; that there was one stays. Raises UnableToCorrectError."""
    require_viewer(actor)
    held, owner = own_report(actor, report_id)
    files.remove_attachment(
        actor=actor, owner=held.owner, owner_agency=owner.agency, report=held.id, attachment=attachment
    )
