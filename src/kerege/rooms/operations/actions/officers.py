"""Naming the officers of an agency for an operation, ending it, opening the place again, proposing another agency's."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import connection

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Viewer
from kerege.kernel.saying import N_
from kerege.rooms.access import actions as access
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.notices import actions as notices
from kerege.rooms.operations.actions.entering import NAMED, PROPOSED, UNNAMED, log, tell
from kerege.rooms.operations.actions.taking import refuse_hat
from kerege.rooms.operations.models import Operation
from kerege.rooms.operations.policy import PURPOSES
from kerege.rooms.operations.queries.joint import row_of
from kerege.rooms.operations.queries.officers import NoSuchOperationError, SpokenPlace, named_officers, spoken_place
from kerege.rooms.operations.rules.joint import TeamRole
from kerege.rooms.operations.rules.officers import refuse_number, refuse_role
from kerege.rooms.operations.rules.steps import RefusedStepError
from kerege.rooms.operations.rules.words import Kind

GONE = N_("nothing under this reference may be shown to you")


def name(*, actor: Viewer, operation: UUID, officers: Iterable[tuple[str, TeamRole]]) -> None:
    """Name officers of the actor's own agency: from now on those alone take part for it.

    Raises NoSuchOperationError, RefusedStepError, UnableToActError.
    """
    require_viewer(actor)
    refuse_hat(actor, Kind.ANSWER)
    place, chosen = spoken(operation), list(officers)
    if not chosen:
        raise RefusedStepError(N_("name an officer by his number"))
    for number, role in chosen:
        refuse_number(number)
        refuse_role(role, leads=place.leads)
        said = called(
            "SELECT name_officer(%s, %s, %s, %s, %s)",
            [operation, chance.new_id(), chance.new_id(), number, role.value],
        )
        if said != "named":
            sentence = N_("your agency has no officer in office with the number “%(number)s” who could read it")
            raise RefusedStepError(sentence, number=number)
    access.raise_epoch()
    leaf(place, LeafKind.DISCLOSE, "operations.name_officer", officers=[[n, r.value] for n, r in chosen])
    for number, _role in chosen:
        tell_officer(actor, place.operation, number, NAMED)


def end(*, actor: Viewer, operation: UUID, officer: str) -> None:
    """An officer takes part no more, from this act on: by his agency, or by himself; a proposal falls.

    Raises NoSuchOperationError, RefusedStepError, UnableToActError.
    """
    require_viewer(actor)
    if actor.purpose not in PURPOSES:
        refuse_hat(actor, Kind.ANSWER)
    place = spoken_place(operation)
    touched = Touched(place.desk, place.lead, operation) if place else touched_by(row_of(operation))
    proposed = all(
        each.named_at is None for each in named_officers(operation) if each.number.casefold() == officer.casefold()
    )
    said = called("SELECT end_officer(%s, %s, %s)", [operation, chance.new_id(), officer.strip()])
    if said == "last":
        raise RefusedStepError(
            N_("the founding agency keeps one officer at least: name another first, or open it to the whole agency")
        )
    if said != "ended":
        raise RefusedStepError(N_("you end no naming of an officer with the number “%(number)s”"), number=officer[:20])
    access.raise_epoch()
    journal.write_leaf(
        LeafKind.ALTER, "operations.end_officer", {"operation": str(operation), "officer": officer},
        mentions=[touched], rows=1,
    )  # fmt: skip
    if not proposed:
        tell_officer(actor, operation, officer, UNNAMED)


def open_to_agency(*, actor: Viewer, operation: UUID) -> None:
    """The whole agency takes part again, by this act of those who name; its namings end.

    Raises NoSuchOperationError, RefusedStepError, UnableToActError.
    """
    require_viewer(actor)
    refuse_hat(actor, Kind.ANSWER)
    place = spoken(operation)
    if not called("SELECT open_place(%s, %s)", [operation, chance.new_id()]):
        raise RefusedStepError(N_("your agency takes part as a whole already"))
    access.raise_epoch()
    leaf(place, LeafKind.DISCLOSE, "operations.open_to_agency")


def propose(*, actor: Viewer, operation: UUID, agency: UUID, officer: str, role: TeamRole) -> None:
    """The founding agency proposes an officer of another agency; he takes part when that agency names him.

    Whether there is such an officer is not said. Raises NoSuchOperationError, RefusedStepError, UnableToActError.
    """
    require_viewer(actor)
    refuse_hat(actor, Kind.PLAN)
    row = row_of(operation)
    if row.agency != actor.agency:
        raise RefusedStepError(N_("only the agency that founded the operation does this"))
    refuse_number(officer.strip())
    refuse_role(role, leads=False)
    if agency == row.agency:
        raise RefusedStepError(N_("an officer of your own agency you name yourself"))
    given: list[UUID | str] = [operation, chance.new_id(), agency, officer.strip(), role.value]
    if not called("SELECT propose_officer(%s, %s, %s, %s, %s)", given):
        raise RefusedStepError(N_("invite the agency first: its officers are proposed when it is invited"))
    log(row, LeafKind.DISCLOSE, "operations.propose_officer", agency=str(agency), officer=officer, role=role.value)
    tell(actor, row, PROPOSED, only=[agency])


def spoken(operation: UUID) -> SpokenPlace:
    """The place for which the viewer names officers. Raises NoSuchOperationError."""
    found = spoken_place(operation)
    if found is None:
        raise NoSuchOperationError(GONE)
    return found


def touched_by(row: Operation) -> Touched:
    """Whom an act concerns: the owner of the work file."""
    return Touched(row.owner, row.agency, row.id)


def called(statement: str, values: Sequence[UUID | str]) -> object:
    """What a function of the database answers."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0]


def leaf(place: SpokenPlace, kind: LeafKind, door: str, **detail: object) -> None:
    """The leaf of an act about officers."""
    touched = [Touched(place.desk, place.lead, place.operation)]
    journal.write_leaf(kind, door, {"operation": str(place.operation)} | detail, mentions=touched, rows=1)


def tell_officer(actor: Viewer, operation: UUID, number: str, code: str) -> None:
    """Tell an officer of the actor's own agency, by a notice without content, at a desk where he sits."""
    worn = [hat for hat in directory.hats(at=actor.day) if hat.number.casefold() == number.casefold()]
    hat = next((each for each in worn if each.since <= actor.day and each.officer != actor.officer), None)
    if hat is not None:
        notices.tell(desk=hat.desk.id, officer=hat.officer, kind=code, thing=operation)
