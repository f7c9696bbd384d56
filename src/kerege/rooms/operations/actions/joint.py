"""Joint operations: founding, inviting, accepting, removing, leaving, and entering into the work file."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Viewer
from kerege.kernel.saying import N_
from kerege.rooms.access import actions as access
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.operations.actions.taking import refuse_hat
from kerege.rooms.operations.models import Invitation, Operation, OperationEntry
from kerege.rooms.operations.policy import label_of
from kerege.rooms.operations.queries.files import by_of
from kerege.rooms.operations.queries.joint import NoSuchOperationError, entries_of, row_of
from kerege.rooms.operations.rules import joint
from kerege.rooms.operations.rules.joint import EntryKind
from kerege.rooms.operations.rules.steps import RefusedStepError
from kerege.rooms.operations.rules.words import Kind


def found(*, actor: Viewer, title: str, template: str = "") -> UUID:
    """A new work file, of the actor's agency alone until others accept; a template gives its first tasks."""
    require_viewer(actor)
    refuse_hat(actor, Kind.PLAN)
    if not title.strip():
        raise RefusedStepError(N_("give the operation a name"))
    identity = chance.new_id()
    row = Operation(
        id=identity,
        owner=actor.desk,
        label=label_of(actor, [identity]),
        number=f"JO-{chance.digits(7)}",
        title=title.strip()[:200],
        template=template if template in joint.TEMPLATES else "",
        agency=actor.agency,
        party=actor.party,
        made_at=chance.now(),
        made_by=actor.officer,
    )
    row.save(force_insert=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seat_member(%s, %s, %s, %s, %s, true)",
            [identity, chance.new_id(), identity, actor.agency, actor.party_code],
        )
    access.raise_epoch()
    log(row, LeafKind.COLLECT, "operations.found", title=row.title)
    for task in joint.TEMPLATES.get(template, ()):
        write(actor, row, EntryKind.TASK, {"title": gettext(task), "due": ""}, "")
    return identity


def invite(*, actor: Viewer, operation: UUID, agency: str, words: str = "") -> None:
    """Ask an agency to take part; it learns the name and these words, nothing else before it accepts."""
    row = led(actor, operation)
    entry = next((each for each in directory.agencies() if each.code.casefold() == agency.strip().casefold()), None)
    if entry is None or entry.id == actor.agency:
        raise RefusedStepError(N_("name another agency by its code"))
    party = next(each for each in directory.parties() if each.id == entry.party)
    Invitation(
        id=chance.new_id(),
        owner=row.owner,
        label=label_of(actor, [entry.id]),
        operation=row.id,
        title=row.title,
        agency=entry.id,
        party_code=party.code,
        words=words.strip(),
        made_at=chance.now(),
    ).save(force_insert=True)
    log(row, LeafKind.DISCLOSE, "operations.invite", agency=entry.code)


def accept(*, actor: Viewer, operation: UUID) -> None:
    """The actor's agency takes part from now on. Raises NoSuchOperationError where it is not invited."""
    require_viewer(actor)
    refuse_hat(actor, Kind.ANSWER)
    with connection.cursor() as cursor:
        cursor.execute("SELECT accept_invitation(%s, %s)", [operation, chance.new_id()])
        accepted = cursor.fetchone()[0]
    if not accepted:
        raise NoSuchOperationError(N_("nothing under this reference may be shown to you"))
    access.raise_epoch()
    log(row_of(operation), LeafKind.ALTER, "operations.accept", agency=str(actor.agency))


def remove(*, actor: Viewer, operation: UUID, agency: str) -> None:
    """An agency takes no part any more; it reads nothing of the file from this statement on."""
    row = led(actor, operation)
    entry = next((each for each in directory.agencies() if each.code.casefold() == agency.strip().casefold()), None)
    if entry is None or entry.id == actor.agency:
        raise RefusedStepError(N_("name another agency by its code"))
    Invitation.objects.filter(owner=row.owner, operation=row.id, agency=entry.id).update(withdrawn_at=chance.now())
    party = next(each for each in directory.parties() if each.id == entry.party)
    end(row, party.code, entry.id)
    log(row, LeafKind.ALTER, "operations.remove_member", agency=entry.code)


def leave(*, actor: Viewer, operation: UUID) -> None:
    """The actor's agency leaves; the founding agency stays."""
    require_viewer(actor)
    refuse_hat(actor, Kind.ANSWER)
    row = row_of(operation)
    if row.agency == actor.agency:
        raise RefusedStepError(N_("the agency that founded the operation does not leave it"))
    log(row, LeafKind.ALTER, "operations.leave_operation", agency=str(actor.agency))
    end(row, actor.party_code, actor.agency)


def enter(*, actor: Viewer, operation: UUID, kind: str, given: Mapping[str, Any], words: str = "") -> None:
    """Enter into the work file. Raises NoSuchOperationError, RefusedStepError."""
    require_viewer(actor)
    refuse_hat(actor, Kind.NOTE)
    row = row_of(operation)
    if kind not in set(EntryKind):
        raise RefusedStepError(N_("there is no entry “%(kind)s”"), kind=kind[:20])
    chosen = EntryKind(kind)
    content = {name: str(value).strip() for name, value in given.items()}
    try:
        joint.refuse(list(entries_of(row.id)), chosen, content, words, leads=actor.agency == row.agency)
    except (KeyError, ValueError) as problem:
        if isinstance(problem, RefusedStepError):
            raise
        raise RefusedStepError(N_("this step lacks something, or something in it is not understood")) from problem
    write(actor, row, chosen, content, words.strip())


def do(*, actor: Viewer, operation: UUID, kind: str, given: Mapping[str, Any], words: str = "") -> None:
    """Any act in an operation by its name: invite, remove, accept, leave, or an entry."""
    agency = str(given.get("agency", ""))
    if kind == "invite":
        invite(actor=actor, operation=operation, agency=agency, words=words)
    elif kind == "remove":
        remove(actor=actor, operation=operation, agency=agency)
    elif kind == "accept":
        accept(actor=actor, operation=operation)
    elif kind == "leave":
        leave(actor=actor, operation=operation)
    else:
        enter(actor=actor, operation=operation, kind=kind, given=given, words=words)


def write(actor: Viewer, row: Operation, kind: EntryKind, given: Mapping[str, Any], words: str) -> None:
    """Keep an entry under the label of the file's members."""
    by = by_of(actor)
    OperationEntry(
        id=chance.new_id(),
        owner=actor.desk,
        label=label_of(actor, [row.id]),
        operation=row.id,
        kind=kind.value,
        at=chance.now(),
        officer=actor.officer,
        officer_number=actor.officer_number,
        agency_code=by.agency,
        party_code=by.party,
        given=dict(given),
        words=words,
    ).save(force_insert=True)
    log(row, LeafKind.ALTER, f"operations.enter_{kind.value}", given=dict(given), words=words)


def led(actor: Viewer, operation: UUID) -> Operation:
    """The row of an operation that the actor's agency founded. Raises NoSuchOperationError, RefusedStepError."""
    require_viewer(actor)
    refuse_hat(actor, Kind.PLAN)
    row = row_of(operation)
    if row.agency != actor.agency:
        raise RefusedStepError(N_("only the agency that founded the operation does this"))
    return row


def end(row: Operation, party: str, member: UUID) -> None:
    """End a place at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT unseat_member(%s, %s, %s)", [row.id, party, member])
    access.raise_epoch()


def log(row: Operation, kind: LeafKind, door: str, **detail: object) -> None:
    """The leaf of an act in a work file."""
    touched = [Touched(row.owner, row.agency, row.id)]
    journal.write_leaf(kind, door, {"operation": str(row.id)} | detail, mentions=touched, rows=1)
