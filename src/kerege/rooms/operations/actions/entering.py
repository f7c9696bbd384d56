"""Entering into a work file: the rules are asked, the row is kept under the label of its readers, the leaf written."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import connection

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer, viewing
from kerege.kernel.law import Level, Viewer
from kerege.kernel.saying import N_
from kerege.rooms.access.actions import Disclosure
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.notices import actions as notices
from kerege.rooms.operations.actions.taking import refuse_hat
from kerege.rooms.operations.models import Invitation, Operation, OperationEntry
from kerege.rooms.operations.policy import label_of
from kerege.rooms.operations.queries.circles import KIND, circles, file_of, members_of
from kerege.rooms.operations.queries.files import SYSTEM, by_of, deciding, places
from kerege.rooms.operations.queries.joint import entries_of, row_of
from kerege.rooms.operations.queries.officers import NoSuchOperationError, limited_place, named_officers
from kerege.rooms.operations.rules import joint
from kerege.rooms.operations.rules.joint import BY_ITSELF, EntryKind, Phase
from kerege.rooms.operations.rules.steps import RefusedStepError
from kerege.rooms.operations.rules.words import Kind
from kerege.rooms.substances import queries as substances

INVITED, ENDED, TASK, MOVED, RECORD, NAMED, UNNAMED, PROPOSED, DECLINED = (
    f"operation_{name}"
    for name in ("invited", "ended", "task", "moved", "record", "named", "unnamed", "proposed", "declined")
)
TOLD: dict[EntryKind, str] = {
    EntryKind.PHASE: MOVED,
    EntryKind.SCOPE: MOVED,
    EntryKind.DATE: MOVED,
    EntryKind.TASK: TASK,
    EntryKind.RECORD: RECORD,
}
"""What members are told of an entry; of the others nobody is told."""


def locked(operation: UUID) -> Operation:
    """The row of a work file; whoever changes who takes part waits for this transaction, and it for them.

    Raises NoSuchOperationError.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('operation' || %s, 0))", [str(operation)])
    return row_of(operation)


def enter(*, actor: Viewer, operation: UUID, kind: str, given: Mapping[str, Any], words: str = "") -> None:
    """Enter into the work file. Raises NoSuchOperationError, RefusedStepError, UnableToActError."""
    require_viewer(actor)
    refuse_hat(actor, Kind.NOTE)
    row = locked(operation)
    if kind not in set(EntryKind) - BY_ITSELF:
        known = ", ".join(sorted(each.value for each in set(EntryKind) - BY_ITSELF))
        raise RefusedStepError(
            N_("there is no entry “%(kind)s”; the entries are: %(known)s"), kind=kind[:20], known=known
        )
    chosen = EntryKind(kind)
    content = {name: str(value).strip() for name, value in given.items()}
    content |= coded(chosen, content)
    leads, agency = actor.agency == row.agency, by_of(actor).agency
    try:
        joint.refuse(list(entries_of(row.id)), chosen, content, words, leads=leads, agency=agency)
    except (KeyError, ValueError) as problem:
        if isinstance(problem, RefusedStepError):
            raise
        raise RefusedStepError(N_("this step lacks something, or something in it is not understood")) from problem
    if chosen is EntryKind.CONTACT and content.get("officer"):
        content["officer"] = named_number(actor, row, content["officer"])
    if chosen is EntryKind.TASK and content.get("agency"):
        content["agency"] = member_code(row, content["agency"])
    write(actor, row, chosen, content, words.strip())
    if content.get("phase") == Phase.CLOSED.value:
        end_invitations(row)


def end_invitations(row: Operation) -> None:
    """A closed operation invites nobody: what was not accepted falls."""
    present = {place.member for place in places(row.id)}
    standing = Invitation.objects.filter(owner=row.owner, operation=row.id, withdrawn_at__isnull=True)
    standing.exclude(agency__in=present).update(withdrawn_at=chance.now())


def coded(kind: EntryKind, given: Mapping[str, str]) -> dict[str, str]:
    """Substances by their codes in the register, whatever they were called. Raises RefusedStepError."""
    if kind is EntryKind.SCOPE:
        names = given.get("substances", "").replace(",", "\n").replace(";", "\n").splitlines()
        return {"substances": " ".join(substance_code(each) for each in names if each.strip())}
    if kind in {EntryKind.RESULT, EntryKind.CORRECTION} and given.get("substance"):
        return {"substance": substance_code(given["substance"])}
    return {}


def substance_code(text: str) -> str:
    """The code of a substance by any of its names. Raises RefusedStepError."""
    code = substances.resolve(text.strip()).code
    if not code:
        raise RefusedStepError(N_("the register knows no substance “%(text)s”"), text=text.strip()[:60])
    return code


def named_number(actor: Viewer, row: Operation, number: str) -> str:
    """The number of an officer whom the actor's agency has named, as it is written. Raises RefusedStepError."""
    for each in named_officers(row.id):
        if each.number.casefold() == number.casefold() and each.named_at and each.agency in actor.own_audiences:
            return each.number
    raise RefusedStepError(N_("your agency has named no officer with the number “%(number)s”"), number=number[:20])


def member_code(row: Operation, code: str) -> str:
    """The code of an agency that takes part, as it is written. Raises RefusedStepError."""
    present = {place.member for place in places(row.id)}
    for each in directory.agencies():
        if each.code.casefold() == code.strip().casefold() and each.id in present:
            return each.code
    raise RefusedStepError(N_("name an agency that takes part, by its code"))


def write(
    actor: Viewer,
    row: Operation,
    kind: EntryKind,
    given: Mapping[str, Any],
    words: str,
    *,
    audience: UUID | None = None,
    level: Level = Level.OPEN,
) -> None:
    """Keep an entry under the label of the file's members, or of one of its circles."""
    label = label_of(actor, [audience or row.id], level=level, place=limited_place(row.id))
    keep(actor, row.id, kind, given, words, label=label)
    log(row, LeafKind.ALTER, f"operations.enter_{kind.value}", given=dict(given), words=words)
    if kind in TOLD:
        tell(actor, row, TOLD[kind], only=reached(row, given, audience))


def keep(
    actor: Viewer, operation: UUID, kind: EntryKind, given: Mapping[str, Any], words: str = "", *, label: int
) -> None:
    """The row of an entry, in the actor's own name."""
    by = by_of(actor)
    OperationEntry(
        id=chance.new_id(),
        owner=actor.desk,
        label=label,
        operation=operation,
        kind=kind.value,
        at=chance.now(),
        officer=actor.officer,
        officer_number=actor.officer_number,
        agency_code=by.agency,
        party_code=by.party,
        given=dict(given),
        words=words,
    ).save(force_insert=True)


def reached(row: Operation, given: Mapping[str, Any], audience: UUID | None) -> set[UUID]:
    """Whom an entry concerns: a circle, the agency that a task names, or all who take part."""
    if audience is not None:
        return set(members_of(audience))
    named = {each.id for each in directory.agencies() if each.code == given.get("agency")}
    return named or {place.member for place in places(row.id)}


def tell(actor: Viewer, row: Operation, code: str, *, only: Iterable[UUID]) -> None:
    """Tell the desks of these agencies but the actor's own, without content; of a limited one its named officers."""
    with deciding(actor, row.id) as allowed:
        named = officers_told(row.id) if allowed else {}
    tell_named(actor, row.id, code, set(only), named)


def tell_founder(actor: Viewer, operation: UUID, code: str, founder: UUID) -> None:
    """Tell the founding agency what one does that takes no part; of a limited one its named officers."""
    with viewing(directory.system_viewer(SYSTEM)):
        named = officers_told(operation)
    tell_named(actor, operation, code, {founder}, named)


def tell_named(
    actor: Viewer, operation: UUID, code: str, members: set[UUID], named: Mapping[UUID, list[tuple[UUID, UUID]]]
) -> None:
    """Tell the offices of these agencies, and where an agency is among the `named` its officers instead."""
    for desk in directory.desks():
        office = desk.kind != directory.DeskKind.POST.value and desk.closed_on is None
        if desk.agency in members - set(named) and desk.id != actor.desk and office:
            notices.tell(desk=desk.id, kind=code, thing=operation)
    for at, officer in (each for agency in members & set(named) for each in named[agency]):
        if officer != actor.officer:
            notices.tell(desk=at, officer=officer, kind=code, thing=operation)


def officers_told(operation: UUID) -> dict[UUID, list[tuple[UUID, UUID]]]:
    """The agencies that take part by named officers, with desk and id of each: the node tells, nobody reads it."""
    made: dict[UUID, list[tuple[UUID, UUID]]] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT agency, desk, officer FROM officers_told(%s)", [operation])
        for agency, desk, officer in cursor.fetchall():
            made.setdefault(agency, []).extend([(desk, officer)] if officer else [])
    return made


def log(row: Operation, kind: LeafKind, door: str, **detail: object) -> None:
    """The leaf of an act in a work file."""
    touched = [Touched(row.owner, row.agency, row.id)]
    journal.write_leaf(kind, door, {"operation": str(row.id)} | detail, mentions=touched, rows=1)


def mark_records(made: Disclosure) -> None:
    """A release to a circle, or its end, becomes an entry that this circle alone reads.

    A withdrawal is marked for whatever purpose its owner is here, also after he has left the operation.
    Raises NoSuchOperationError where he takes no part in the work file that he releases to.
    """
    if made.audience_kind != KIND:
        return
    given = {
        "report": str(made.report),
        "release": str(made.release),
        "part": made.part.value,
        "circle": str(made.audience),
        "until": made.last_day.isoformat() if made.last_day else "",
    }
    if made.withdrawn:
        if (file := file_of(made.audience)) is not None:
            label = label_of(made.actor, [made.audience], place=limited_place(file))
            keep(made.actor, file, EntryKind.RECORD_OFF, given, label=label)
        return
    found = next((each for each in circles() if each.id == made.audience), None)
    if found is None:
        raise NoSuchOperationError(N_("nothing under this reference may be shown to you"))
    write(made.actor, row_of(found.operation), EntryKind.RECORD, given, "", audience=made.audience)
