"""Who stands in a file: the centre's officer whom the requester admits, the states asked, bodies a state adds."""

from uuid import UUID

from django.db import connection

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import PartyClass, Viewer
from kerege.kernel.saying import N_
from kerege.rooms.access import actions as access
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.notices import actions as notices
from kerege.rooms.operations.actions.taking import locked, refuse_hat
from kerege.rooms.operations.actions.telling import CHECK, KINDS, take_out
from kerege.rooms.operations.queries.files import Loaded
from kerege.rooms.operations.rules.steps import RefusedStepError
from kerege.rooms.operations.rules.words import Kind, Stage


def admit(*, actor: Viewer, delivery: UUID, desk: str, whole: bool = True) -> None:
    """Let a desk see the file: one of the centre, to check the form, or one's own, or one of a state that takes part.

    A foreign state takes part once it was sent its legs, which the law allowed. What it sees beyond them is let out:
    by a releasing officer or coordinator. Raises NoSuchDeliveryError, NoSuchDeskError, UnableToActError,
    RefusedStepError.
    """
    found = locked(actor=actor, delivery=delivery)
    refuse_hat(actor, Kind.AMEND)
    if actor.agency != found.agency:
        raise RefusedStepError(N_("only the requesting agency does this"))
    entry = directory.desk_by_code(desk)
    if entry.party != actor.party and not is_of_the_centre(entry.party):
        refuse_hat(actor, Kind.SEND)
        if entry.party_code not in found.seats:
            raise RefusedStepError(N_("%(state)s takes no part"), state=entry.party_code)
    audience = found.id if whole else found.seats.get(entry.party_code)
    if audience is None:
        raise RefusedStepError(N_("%(state)s takes no part"), state=entry.party_code)
    seat(found, audience, entry.id, entry.party_code, whole=whole)
    seat(found, found.everyone, entry.id, entry.party_code, whole=False)
    log(found, "operations.admit", LeafKind.DISCLOSE, desk=entry.code, whole=whole)
    if found.file.stage is Stage.DRAFT:
        notices.tell(desk=entry.id, kind=CHECK, thing=found.id)


def is_of_the_centre(party: UUID) -> bool:
    """Whether a party is the centre, which coordinates and takes no part."""
    return any(each.id == party and each.party_class is PartyClass.CENTRE for each in directory.parties())


def seat_own(*, actor: Viewer, delivery: UUID, agency: str) -> None:
    """A state that takes part lets another of its own agencies into its place. Raises RefusedStepError."""
    found = locked(actor=actor, delivery=delivery)
    refuse_hat(actor, Kind.WITHDRAW)
    entry = next((each for each in directory.agencies() if each.code.casefold() == agency.strip().casefold()), None)
    own = found.seats.get(actor.party_code)
    if entry is None or entry.party != actor.party or own is None:
        raise RefusedStepError(N_("name an agency of your own state"))
    seat(found, own, entry.id, actor.party_code, whole=False)
    seat(found, found.everyone, entry.id, actor.party_code, whole=False)
    log(found, "operations.seat_own", LeafKind.DISCLOSE, agency=entry.code)


def leave(*, actor: Viewer, delivery: UUID) -> None:
    """The viewer's own agency gives up its place; it reads nothing of the file from now on.

    Raises RefusedStepError where the load is or was with its state: then it stays answerable.
    """
    found = locked(actor=actor, delivery=delivery)
    refuse_hat(actor, Kind.WITHDRAW)
    if actor.agency == found.agency or actor.party_code in found.file.held_by:
        raise RefusedStepError(N_("a state that has or had the load stays, as does the requester"))
    log(found, "operations.leave", LeafKind.ALTER, state=actor.party_code)
    unseat(found, actor.party_code, actor.agency)
    take_out(found, KINDS, [desk.id for desk in directory.desks() if desk.agency == actor.agency])


def seat(found: Loaded, audience: UUID, member: UUID, party: str, *, whole: bool) -> None:
    """Put a body into an audience of a file. Raises RefusedStepError where the database refuses."""
    require_viewer()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seat_member(%s, %s, %s, %s, %s, %s)",
            [found.id, chance.new_id(), audience, member, party, whole],
        )
        seated = cursor.fetchone()[0]
    if not seated:
        raise RefusedStepError(N_("only the requesting agency does this"))
    access.raise_epoch()


def unseat(found: Loaded, party: str, member: UUID | None = None) -> int:
    """End the places of a state, or of one of its bodies; returns how many ended."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT unseat_member(%s, %s, %s)", [found.id, party, member])
        ended = int(cursor.fetchone()[0])
    access.raise_epoch()
    return ended


def log(found: Loaded, door: str, kind: LeafKind, **detail: object) -> None:
    """The leaf of a change in who takes part."""
    touched = [Touched(found.owner, found.agency, found.id)]
    journal.write_leaf(kind, door, {"delivery": str(found.id)} | detail, mentions=touched, rows=1)
