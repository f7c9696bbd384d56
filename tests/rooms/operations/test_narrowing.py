"""What the database itself holds of deliveries: raw SQL as role app, by those who take part and by those who do not."""

import json
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Viewer
from kerege.rooms.operations import actions, queries
from kerege.rooms.operations.actions import taking
from kerege.rooms.operations.models import DeliveryStep
from kerege.rooms.operations.policy import label_of
from kerege.rooms.operations.queries import Kind, RefusedStepError
from tests.rooms.operations import plans, scenes
from tests.rooms.operations.scenes import DAY, STATES, viewer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]
OUTSIDE = ("hamid", "erlan", "observer", "org_analyst", "duty", "admin")
TABLES = ("operations_delivery", "operations_delivery_step", "operations_member")


def marked() -> queries.Plan:
    """The road, with words on each leg that stand on no other."""
    made = scenes.plan()
    return replace(made, legs=tuple(replace(leg, vehicle=f"EXERCISE-WAY-{leg.party}") for leg in made.legs))


def carried() -> UUID:
    """A delivery on the second leg, after answers, a position and a hand-over."""
    delivery = scenes.under_way(marked())
    chance.advance(DAY)
    scenes.do("farrukh", delivery, Kind.POSITION, latitude=39.4, longitude=71.8)
    scenes.give("farrukh", delivery)
    scenes.take("iskender", delivery)
    return delivery


def raw(name: str) -> str:
    """Every row of every table of deliveries that somebody reads by SQL, as one text."""
    made = []
    with viewing(viewer(name)), connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT coalesce(json_agg(t), '[]')::text FROM {table} t")  # names above
            made.append(cursor.fetchone()[0])
    return "".join(made)


def test_a_state_reads_no_leg_but_its_own_by_any_sql() -> None:
    delivery = carried()
    assert all(f"EXERCISE-WAY-{party}" in raw("farrukh") for party in plans.ROUTE)
    for state, name in list(STATES.items())[1:]:
        rows = raw(name)
        others = [party for party in plans.ROUTE if party != state]
        assert not [party for party in others if f"EXERCISE-WAY-{party}" in rows], name
        borders = {point.name for at in marked().legs_of(state) for point in marked().points[at : at + 2]}
        far = [name for name, _zone in plans.POINTS if name not in borders]
        assert not [point for point in far if point in rows], (name, far)
    assert str(delivery) in raw("ksenia")


def test_who_stands_outside_reads_no_row_at_all() -> None:
    carried()
    for name in OUTSIDE:
        assert raw(name) == "[]" * len(TABLES), name


@pytest.mark.parametrize("name", ["farrukh", "ksenia", "director", "hamid"])
def test_the_whole_course_is_the_nodes_alone(name: str) -> None:
    delivery = carried()
    with viewing(viewer(name)), connection.cursor() as cursor:
        for course in ("delivery_course", "delivery_steps", "delivery_acts"):
            with pytest.raises(DatabaseError, match="only the node"), transaction.atomic():
                cursor.execute(f"SELECT * FROM {course}(%s)", [delivery])
        cursor.execute("SELECT DISTINCT party_code FROM file_members(%s)", [delivery])
        parties = {row[0] for row in cursor.fetchall()}
    everybody = {*plans.ROUTE, "CENTRE"}
    assert parties == {"farrukh": everybody, "ksenia": {"RU"}, "director": {"CENTRE"}, "hamid": set()}[name]


COLUMNS = (
    "id, owner, label, delivery, place, kind, at, officer, officer_number, agency, agency_code, party_code, centre,"
    " given, words, signature"
)


def honest(who: Viewer, delivery: UUID, kind: str, given: dict[str, Any]) -> dict[str, Any]:
    """A row in somebody's own name, as a door would write it but for the node's signature."""
    by = queries.by_of(who)
    found = queries.load(viewer=who, delivery=delivery)
    return {
        "id": chance.new_id(),
        "owner": who.desk,
        "label": label_of(who, [found.everyone]),
        "delivery": delivery,
        "place": len(found.steps) + 1,
        "kind": kind,
        "at": max(chance.now(), found.file.at),
        "officer": who.officer,
        "officer_number": who.officer_number,
        "agency": who.agency,
        "agency_code": by.agency,
        "party_code": by.party,
        "centre": False,
        "given": json.dumps(given),
        "words": "",
        "signature": b"",
    }


def insert(row: dict[str, Any]) -> None:
    """Write it past the doors, with the word of a node's process that takes anything."""
    taking.vouch_step(DeliveryStep(**row | {"given": json.loads(row["given"])}))
    with transaction.atomic(), connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(row))
        cursor.execute(
            f"INSERT INTO operations_delivery_step ({COLUMNS}) VALUES ({marks})",  # the names above
            [row[name] for name in COLUMNS.split(", ")],
        )


@pytest.mark.parametrize(
    "forged",
    [
        {"party_code": "KZ"},
        {"agency_code": "KZ-POLICE"},
        {"centre": True},
        {"place": 2},
        {"place": 99},
        {"officer": UUID(int=7)},
        {"agency": UUID(int=7)},
        {"owner": UUID(int=7)},
        {"at": None},
        {"delivery": UUID(int=7)},
    ],
)
def test_nobody_writes_a_step_in_anothers_name_or_out_of_its_turn(forged: dict[str, Any]) -> None:
    delivery = carried()
    who = viewer("ksenia")
    with viewing(who):
        row = honest(who, delivery, "note", {"worded": True})
        insert(row)
        row = honest(who, delivery, "note", {"worded": True})
        wrong = {"at": row["at"] - DAY} if "at" in forged else forged
        with pytest.raises(DatabaseError):
            insert(row | wrong)


def test_a_post_officer_consents_by_no_sql() -> None:
    delivery = scenes.sent()
    who = viewer("daniyar")
    with viewing(who), pytest.raises(DatabaseError, match="releasing officers"):
        insert(honest(who, delivery, "answer", {}))


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.NOTE])
def test_a_step_written_past_the_doors_moves_nothing_that_the_machine_would_not(kind: Kind) -> None:
    """The neighbour's neighbour tries every kind, with all that a step might hold; the load stays where it is."""
    delivery = carried()
    who = viewer("ksenia")
    given = {"worded": True, "covers": ["0"], "word": "agree", "state": "KG", "bytes": "0", "item": 0, "plan": {}}
    with viewing(who):
        before = queries.load(viewer=who, delivery=delivery).file
        insert(honest(who, delivery, kind.value, given))
        after = queries.load(viewer=who, delivery=delivery).file
    assert (after.stage, after.soil, after.plan, after.crossings) == (
        before.stage,
        before.soil,
        before.plan,
        before.crossings,
    )
    assert {**before.answers}.keys() == {**after.answers}.keys()
    assert not next(line for line in scenes.shown("ksenia", delivery).log if line.kind is kind).sound
    scenes.do("iskender", delivery, Kind.STOP)


def test_a_part_split_off_by_a_state_holds_no_leg_that_it_does_not_see() -> None:
    delivery = carried()
    actor = viewer("iskender")
    with viewing(actor):
        parts, rest = (
            [plans.powder(stated_grams=plans.Decimal(3000))],
            [plans.powder(stated_grams=plans.Decimal(10000))],
        )
        child = actions.split(
            actor=actor, delivery=delivery, title="EXERCISE part", parts=parts, remaining=rest, words="two cars"
        )
    assert [leg.party for leg in scenes.shown("iskender", child).legs] == ["KG"]
    assert "EXERCISE-WAY-KZ" not in raw("iskender")
    with viewing(actor), pytest.raises(RefusedStepError):
        actions.act(actor=actor, delivery=child, kind=Kind.TAKE_OVER)
