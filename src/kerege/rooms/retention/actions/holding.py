"""An authority's hold on a report: placed by its order, lifted by its order."""

from datetime import date, timedelta
from uuid import UUID

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Viewer
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.retention import policy, queries, rules
from kerege.rooms.retention.actions.refusals import UnableToHoldError
from kerege.rooms.retention.models import Hold
from kerege.rooms.retention.rules import N_, Stage

LEAST_NAME = 3


def hold(*, actor: Viewer, report: UUID, authority: str, reference: str, until: date, reason: str) -> UUID:
    """Stop erasure and reviews of a nominal part until a day, by order of a named authority; returns the hold's id.

    A hold keeps, it does not open: what passed its review day stays hidden from others. Raises UnableToHoldError.
    """
    entry = held_entry(actor, report)
    if entry.stage is Stage.HELD:
        raise UnableToHoldError(N_("this part is held already: lift that hold first"))
    if not chance.today() < until <= chance.today() + timedelta(days=rules.LONGEST_HOLD_DAYS):
        raise UnableToHoldError(N_("a hold ends on a day after today, two years off at the most"))
    if min(len(authority.strip()), len(reference.strip())) < LEAST_NAME or len(reason.strip()) < rules.LEAST_REASON:
        raise UnableToHoldError(N_("name the authority, the reference of its order, and its reason in words"))
    row = Hold(
        owner=entry.owner,
        label=policy.own_label(entry.owner),
        report=report,
        authority=" ".join(authority.split()),
        reference=reference.strip(),
        reason=reason.strip(),
        expires_on=until,
        made_at=chance.now(),
        made_by=actor.officer,
    )
    row.save(force_insert=True)
    log(actor, entry.owner, report, "retention.hold", {"authority": row.authority, "until": until.isoformat()})
    return row.id


def lift(*, actor: Viewer, report: UUID, authority: str, reference: str) -> None:
    """Lift the hold of a nominal part by an order of the same authority. Raises UnableToHoldError."""
    entry = held_entry(actor, report)
    row = Hold.objects.filter(report=report, lifted_at__isnull=True).order_by("-made_at").first()
    if row is None:
        raise UnableToHoldError(N_("nothing is held under this reference"))
    if not rules.same_authority(authority, row.authority) or len(reference.strip()) < LEAST_NAME:
        raise UnableToHoldError(N_("a hold is lifted by an order of the authority that made it: name it and the order"))
    standing = Hold.objects.filter(owner=row.owner, id=row.id, lifted_at__isnull=True)
    if not standing.update(lifted_at=chance.now(), lifted_by=actor.officer, lifted_reference=reference.strip()):
        raise UnableToHoldError(N_("nothing is held under this reference"))
    log(actor, entry.owner, report, "retention.lift", {"authority": row.authority, "reference": reference})


def held_entry(actor: Viewer, report: UUID) -> queries.DueEntry:
    """The nominal part that the actor may hold. Raises UnableToHoldError."""
    require_viewer(actor)
    entry = queries.found(viewer=actor, report=report)
    if entry is None or not rules.may_hold(actor.role):
        raise UnableToHoldError(N_("there is no nominal part of your agency under this reference that you may hold"))
    return entry


def log(actor: Viewer, owner: UUID, report: UUID, door: str, detail: dict[str, str]) -> None:
    """The leaf of a hold."""
    journal.write_leaf(
        LeafKind.ALTER, door, {"report": str(report), **detail}, mentions=[Touched(owner, actor.agency, report)]
    )
