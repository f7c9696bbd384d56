"""Whom a requester lets into a delivery: every desk of the directory, by every role, at door and database."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Viewer
from kerege.rooms.directory import queries as directory
from kerege.rooms.operations import actions, queries
from kerege.rooms.operations.actions import taking
from kerege.rooms.operations.models import DeliveryStep
from tests import cast
from tests.rooms.operations import scenes

pytestmark = pytest.mark.django_db
ROUTE = frozenset(scenes.STATES)
LETTING = {"farrukh", "tj_coordinator"}
SEAT = "SELECT seat_member(%s, %s, %s, %s, %s, false)"
STEP = """
    INSERT INTO operations_delivery_step (id, owner, label, delivery, place, kind, at, officer, officer_number, agency,
        agency_code, party_code, centre, given, words, signature)
    SELECT %(id)s, owner, label, delivery,
           %(place)s, 'send', viewer_instant(),
           officer, officer_number, agency, agency_code, party_code, centre, %(given)s, '', ''::bytea
      FROM operations_delivery_step WHERE delivery = %(file)s AND place = 1
"""


@pytest.fixture(autouse=True)
def seeded() -> Iterator[None]:
    """A repeatable clock."""
    with chance.seeded("admitting"):
        yield


def desks(viewer: Viewer) -> list[directory.DeskEntry]:
    """Every desk of the directory."""
    with viewing(viewer):
        return directory.desks()


def admitted(actor: Viewer, delivery: UUID, code: str, *, whole: bool) -> bool:
    """Whether the door lets a desk in; it is taken back."""
    with viewing(actor):
        mark = transaction.savepoint()
        try:
            actions.admit(actor=actor, delivery=delivery, desk=code, whole=whole)
            transaction.savepoint_rollback(mark)
        except (queries.RefusedStepError, actions.UnableToActError):
            return False
    return True


@pytest.mark.parametrize("stage", ["draft", "sent"])
@pytest.mark.parametrize("name", ["farrukh", "tj_coordinator", "tj_analyst"])
def test_only_the_centre_ones_own_and_states_that_take_part_are_let_in(name: str, stage: str) -> None:
    """An analyst once let any desk of the world read a whole file, of observers who may impose death too."""
    delivery = scenes.drafted() if stage == "draft" else scenes.sent()
    actor, let_in = scenes.viewer(name), set()
    for entry in desks(actor):
        own = entry.party_code in {"TJ", "CENTRE"}
        expected = own or (stage == "sent" and name in LETTING and entry.party_code in ROUTE)
        assert admitted(actor, delivery, entry.code, whole=True) == expected, entry.code
        let_in |= {entry.party_code} if expected else set()
    assert let_in == ({"TJ", "CENTRE"} if stage == "draft" or name not in LETTING else {*ROUTE, "CENTRE"})


@pytest.mark.parametrize("name", ["farrukh", "tj_coordinator", "tj_analyst", "iskender", "duty", "observer"])
def test_the_database_seats_nobody_else_either(name: str) -> None:
    """By raw SQL, every agency and desk: own, the centre's, and by who lets out those on the route."""
    delivery = scenes.sent()
    actor = scenes.viewer(name)
    with viewing(actor):
        bodies = [(each.id, each.party) for each in directory.agencies()] + [
            (each.id, each.party) for each in directory.desks()
        ]
        codes = {each.id: each.code for each in directory.parties()}
        for body, party in bodies:
            mark = transaction.savepoint()
            with connection.cursor() as cursor:
                cursor.execute(SEAT, [delivery, chance.new_id(), chance.new_id(), body, codes[party]])
                seated = cursor.fetchone()[0]
            transaction.savepoint_rollback(mark)
            requesting = actor.party_code == "TJ"
            expected = requesting and (codes[party] in {"TJ", "CENTRE"} or (name in LETTING and codes[party] in ROUTE))
            assert seated == expected, (name, codes[party])


def deadly() -> UUID:
    """A draft whose last leg lies in a state that may impose death."""
    road = scenes.plan()
    legs = (*road.legs[:-1], replace(road.legs[-1], party="OBS", agency="OBS-POLICE"))
    return scenes.drafted(given=replace(road, legs=legs))


def seats_deadly(delivery: UUID) -> bool:
    """Whether its requester may seat the agency of that state, past the doors."""
    actor = scenes.viewer("farrukh")
    with viewing(actor), connection.cursor() as cursor:
        agency = next(each.id for each in directory.agencies() if each.code == "OBS-POLICE")
        mark = transaction.savepoint()
        cursor.execute(SEAT, [delivery, chance.new_id(), chance.new_id(), agency, "OBS"])
        seated = bool(cursor.fetchone()[0])
        transaction.savepoint_rollback(mark)
    return seated


def sends(delivery: UUID, given: dict[str, Any]) -> bool:
    """Whether a sending is kept that its officer writes past the doors."""
    actor = scenes.viewer("farrukh")
    with viewing(actor):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                first, *more = DeliveryStep.objects.filter(delivery=delivery).order_by("place")
                made = {"id": chance.new_id(), "place": len(more) + 2}
                row = DeliveryStep(**made, delivery=delivery, label=first.label, kind="send", words="", given=given)
                taking.vouch_step(row)
                cursor.execute(STEP, made | {"file": delivery, "given": json.dumps(given)})
                transaction.set_rollback(True)
        except DatabaseError as problem:
            return "death may follow" not in str(problem)
    return True


def test_where_death_may_follow_nobody_is_seated_without_an_accepted_assurance() -> None:
    """Neither by a sending that is silent about it, nor by an assurance that its own maker accepted."""
    delivery = deadly()
    silent: tuple[dict[str, Any], ...] = ({}, {"exposed": []}, {"exposed": ["KZ"]})
    assert not any(sends(delivery, given) for given in silent)
    assert sends(delivery, {"exposed": ["OBS"]})
    assert not seats_deadly(delivery)
    actor, second = scenes.viewer("farrukh"), scenes.viewer("tj_coordinator")
    with viewing(actor):
        actions.assure(actor=actor, delivery=delivery, state="OBS", reference="EX-12")
        with pytest.raises(queries.RefusedStepError):
            actions.accept_assurance(actor=actor, delivery=delivery, state="OBS")
    assert not seats_deadly(delivery)
    with viewing(second):
        actions.accept_assurance(actor=second, delivery=delivery, state="OBS")
    assert seats_deadly(delivery)


FORGED = (
    "SELECT audiences_of(ROW(%(officer)s, %(hat)s, %(desk)s, %(agency)s, %(party)s, 'centre', 'releasing',"
    " 'controlled_delivery', current_date, 2, '', true)::viewer_row)"
)


def test_nobody_asks_for_the_files_of_a_desk_beside_his_own_agency() -> None:
    """Own agency, foreign desk: the audiences of files in which that desk was admitted came along."""
    scenes.sent()
    for name in cast.OFFICERS:
        actor = scenes.viewer(name)
        with viewing(actor), connection.cursor() as cursor:
            own = {"officer": actor.officer, "hat": actor.hat, "agency": actor.agency, "party": actor.party}
            for entry in directory.desks():
                if entry.agency == actor.agency:
                    continue
                cursor.execute(FORGED, own | {"desk": entry.id})
                told = set(cursor.fetchone()[0] or ())
                assert told <= {*actor.standing.audiences, actor.agency, actor.party, entry.id}, (name, entry.code)
