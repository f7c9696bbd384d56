"""A state that may impose death takes part in another's operation under an assurance alone, whenever that is said."""

from collections.abc import Callable
from datetime import timedelta
from itertools import permutations
from uuid import UUID

import pytest
from django.db import connection

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Viewer
from kerege.rooms.directory import actions as founding
from kerege.rooms.directory import queries as directory
from kerege.rooms.directory.models import PartyFactRow
from kerege.rooms.directory.queries import PartyFact
from kerege.rooms.operations import queries
from kerege.rooms.operations.actions import RefusedStepError, joint
from kerege.rooms.operations.queries import NoSuchOperationError
from tests.rooms.operations.test_joint import viewer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]
AGENCY, PARTY = "UZ-CUSTOMS", "UZ"
FOREIGN = "SELECT count(*) FROM operations_entry WHERE operation = %s AND owner = %s"


def state_fact(_operation: UUID) -> None:
    """The registry says from today on that the invited state may impose death."""
    with viewing(directory.system_viewer("found-node")):
        party = directory.party(PARTY).id
        founding.state_fact(party=party, fact=PartyFact.DEATH_PENALTY, since=chance.today(), source="EXERCISE")


def accept(operation: UUID) -> None:
    """By the door, then past it by SQL; whether it is taken is asked of what can be read afterwards."""
    guest = viewer("hamid")
    with viewing(guest):
        try:
            joint.accept(actor=guest, operation=operation)
        except (RefusedStepError, NoSuchOperationError):
            with connection.cursor() as cursor:
                cursor.execute("SELECT accept_invitation(%s, %s, %s)", [operation, chance.new_id(), chance.new_id()])


def write(operation: UUID) -> None:
    """The founding agency enters what nobody may read who takes no part."""
    lead = viewer("aigerim")
    with viewing(lead):
        joint.enter(actor=lead, operation=operation, kind="log", given={}, words="EXERCISE secret")


def assure(operation: UUID) -> None:
    """Invited anew under a written assurance, a second officer of the founding agency agrees."""
    lead, second = viewer("aigerim"), viewer("kz_coordinator")
    with viewing(lead):
        joint.invite(actor=lead, operation=operation, agency=AGENCY, assurance="EXERCISE 1/2026")
        waiting = [each for each in queries.operation(viewer=lead, operation_id=operation).asked if each.waits]
        assert len(waiting) == 1, "who is to agree finds it, also where the agency takes part already"
    with viewing(second):
        joint.approve(actor=second, operation=operation, agency=AGENCY)


ORDERS = list(permutations([state_fact, accept, write]))


def read(operation: UUID, guest: Viewer) -> bool:
    """Whether an officer reads the work file, by the door and by SQL alike."""
    owner = viewer("aigerim").desk
    with viewing(guest):
        try:
            shown = bool(queries.operation(viewer=guest, operation_id=operation).entries)
        except NoSuchOperationError:
            shown = False
        listed = [line.id for line in queries.operations(viewer=guest) if not line.is_invitation]
        with connection.cursor() as cursor:
            cursor.execute("SELECT takes_part(%s)", [operation])
            part = bool(cursor.fetchone()[0])
            cursor.execute(FOREIGN, [operation, owner])
            rows = bool(cursor.fetchone()[0])
    assert len({shown, operation in listed, part, rows}) == 1, "door, list, function and rows say the same"
    return shown


@pytest.mark.parametrize("order", ORDERS, ids=lambda each: "-".join(act.__name__ for act in each))
def test_whenever_the_fact_is_stated_the_file_is_shut_until_an_assurance_opens_it(
    order: tuple[Callable[[UUID], None], ...],
) -> None:
    lead, guest = viewer("aigerim"), viewer("hamid")
    with viewing(lead):
        operation = joint.found(actor=lead, title="EXERCISE REFLEX")
        joint.invite(actor=lead, operation=operation, agency=AGENCY)
    for act in order:
        chance.advance(timedelta(minutes=1))
        act(operation)
    assert not read(operation, guest)
    chance.advance(timedelta(minutes=1))
    assure(operation)
    accept(operation)
    assert read(operation, guest)


def test_who_is_asked_without_an_assurance_is_told_what_is_needed() -> None:
    lead = viewer("aigerim")
    with viewing(lead):
        operation = joint.found(actor=lead, title="EXERCISE REFLEX")
        joint.invite(actor=lead, operation=operation, agency=AGENCY)
    state_fact(operation)
    guest, stranger = viewer("hamid"), viewer("farrukh")
    with viewing(guest), pytest.raises(RefusedStepError, match="assurance"):
        joint.accept(actor=guest, operation=operation)
    with viewing(stranger), pytest.raises(NoSuchOperationError):
        joint.accept(actor=stranger, operation=operation)
    write(operation)
    assert read(operation, lead)


def test_the_file_opens_again_when_the_fact_has_ended_and_stays_open_inside_the_founders_state() -> None:
    lead, guest = viewer("aigerim"), viewer("hamid")
    with viewing(lead):
        operation = joint.found(actor=lead, title="EXERCISE REFLEX")
        joint.invite(actor=lead, operation=operation, agency=AGENCY)
    accept(operation)
    write(operation)
    assert read(operation, guest)
    state_fact(operation)
    assert not read(operation, guest)
    with viewing(directory.system_viewer("found-node")):
        founding.end_fact(fact=PartyFactRow.objects.get(party=directory.party(PARTY).id).id, last_day=chance.today())
    chance.advance(timedelta(days=1))
    assert read(operation, viewer("hamid"))
