"""Steps of deliveries by raw SQL as role app: what page, hat and machine refuse is no step in the database either."""

import json
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Viewer
from kerege.rooms.operations import queries
from kerege.rooms.operations.actions import taking
from kerege.rooms.operations.models import DeliveryStep
from kerege.rooms.operations.policy import label_of
from kerege.rooms.operations.queries import Kind
from tests.rooms.operations import scenes, test_admitting
from tests.rooms.operations.test_narrowing import COLUMNS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]
GIVEN = {"worded": True, "covers": ["0"], "word": "agree", "state": "OBS", "bytes": "0", "item": 0, "plan": {}}
WRITTEN = f"""
    INSERT INTO operations_delivery_step ({COLUMNS})
    SELECT {COLUMNS} FROM jsonb_populate_record(NULL::operations_delivery_step, %s::jsonb)"""


def row(who: Viewer, delivery: UUID, kind: Kind, **given: object) -> DeliveryStep:
    """A step in somebody's own name at the next place, under a label of his own."""
    found, by = queries.load(viewer=who, delivery=delivery), queries.by_of(who)
    return DeliveryStep(
        id=chance.new_id(), owner=who.desk, label=label_of(who, [found.id]), delivery=delivery,
        place=len(found.steps) + 1, kind=kind.value,
        at=max(chance.now(), found.file.at), officer=who.officer, officer_number=who.officer_number, agency=who.agency,
        agency_code=by.agency, party_code=by.party, centre=by.centre, given=given, words="", signature=b"",
    )  # fmt: skip


def wrote(made: DeliveryStep, **bent: object) -> bool:
    """Whether SQL of the open visit writes it, some of it bent; it is taken back."""
    columns = {name: getattr(made, name) for name in COLUMNS.split(", ")} | bent | {"signature": "\\x"}
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(WRITTEN, [json.dumps(columns, default=str)])
            transaction.set_rollback(True)
            return True
    except DatabaseError:
        return False


def test_no_sql_takes_a_step() -> None:
    """Every kind, by who asks, by a second officer of his agency, by an analyst and by a state on the road."""
    delivery, taken = scenes.sent(), set()
    for name in ("farrukh", "tj_coordinator", "tj_analyst", "iskender"):
        who = scenes.viewer(name)
        with viewing(who):
            made, other = row(who, delivery, Kind.NOTE, **GIVEN), row(who, delivery, Kind.NOTE)
            for kind in set(Kind) - {Kind.PLAN}:
                made.kind = kind.value
                assert not wrote(made), (name, kind)
                taking.vouch_step(made)
                taken |= {kind} if wrote(made) else set()
                taking.vouch_step(other)
    assert taken == set(Kind) - {Kind.PLAN}, "the node's word alone is missing"


def test_one_officer_alone_lets_no_state_in_where_death_may_follow() -> None:
    """He accepts by SQL what nobody has entered, and seats that state: it would read the whole file."""
    delivery, second = test_admitting.deadly(), scenes.viewer("tj_coordinator")
    with viewing(second):
        accepted = row(second, delivery, Kind.ACCEPT_ASSURANCE, state="OBS")
        columns = {name: getattr(accepted, name) for name in COLUMNS.split(", ")} | {"signature": "\\x"}
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(WRITTEN, [json.dumps(columns, default=str)])
    assert not test_admitting.seats_deadly(delivery)


def test_the_nodes_word_is_for_one_step_as_it_was_taken() -> None:
    """Bent in one thing after the node vouched for it, it is refused; as it was, it stands."""
    delivery, who = scenes.sent(), scenes.viewer("farrukh")
    with viewing(who):
        made = row(who, delivery, Kind.NOTE, worded=True)
        other = row(who, delivery, Kind.NOTE, worded=True)
        wider = label_of(who, [queries.load(viewer=who, delivery=delivery).everyone])
        taking.vouch_step(made)
        bent: dict[str, Any] = {
            "id": other.id, "kind": "stop", "label": wider, "words": "EXERCISE", "given": {"worded": True, "letter": 1},
        }  # fmt: skip
        assert wider != made.label
        for column, value in bent.items():
            assert not wrote(made, **{column: value}), column
        assert not wrote(other)
        assert wrote(made)
