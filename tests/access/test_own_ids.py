"""One name space of audiences: by raw SQL as role app nobody takes the id, the place or the voice of somebody else."""

from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, connections, transaction
from psycopg import sql

from kerege.foundation import server
from kerege.foundation.viewing import viewing
from kerege.kernel.law import PartyClass, Purpose, Viewer
from kerege.kernel.law.label import CLASS_AUDIENCES, OBSERVERS_WITH_FACTS
from kerege.rooms.directory import actions as directory_actions
from kerege.rooms.directory import queries as directory
from kerege.rooms.operations.actions import joint
from tests import cast
from tests.access.test_matrix import stage
from tests.proofs.policies import tried

KINDS = ("directory_party", "directory_agency", "directory_desk", "directory_group")
AUDIENCES = {
    "party": "SELECT id FROM directory_party",
    "agency": "SELECT id FROM directory_agency",
    "desk": "SELECT id FROM directory_desk",
    "group": "SELECT id FROM directory_group",
    "class": "SELECT audience FROM directory_membership",
    "delivery": "SELECT everyone FROM operations_delivery",
    "place": "SELECT audience FROM operations_member UNION SELECT id FROM operations_member",
    "owner of a label": "SELECT owner_audience FROM access_label",
    "audience of a release": "SELECT audience FROM access_grant",
}
FREE = str(UUID(int=99))


def peopled() -> None:
    """Rows of every kind, a group among them."""
    stage("own ids")
    founder = directory.system_viewer("found-node")
    with viewing(founder):
        member = cast.viewer("aigerim").party
        directory_actions.add_group(
            code="EX-GROUP", name_en="EXERCISE", name_ru="УЧЕБНАЯ", members=[member], since=cast.SINCE
        )


def keepers() -> list[Viewer]:
    """Everybody who keeps a part of the directory, and the founder."""
    officers = [cast.viewer(name) for name in cast.OFFICERS]
    return [
        *(each for each in officers if each.role in {"administrator", "coordinator"}),
        directory.system_viewer("found-node"),
    ]


def attempt(viewer: Viewer, table: str, row: dict[str, Any], **bent: object) -> object:
    """How many rows it makes to add a row like one that stands, with some columns bent."""
    made = {**row, "code": "EXERCISE-X", "number": "EX-X", **bent}
    made = {name: value for name, value in made.items() if name in row}
    columns, places = sql.SQL(", ").join(map(sql.Identifier, made)), sql.SQL(", ").join([sql.Placeholder()] * len(made))
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(sql.Identifier(table), columns, places)
    return tried(viewer, statement.as_string(), list(made.values()))


def rows(database: Any, table: str, where: str = "true") -> list[dict[str, Any]]:
    """Rows of a table as they stand."""
    return [row for (row,) in database.execute(f"SELECT to_jsonb(t) FROM {table} t WHERE {where} ORDER BY t.id")]


def test_the_classes_of_the_database_are_those_of_the_law(own_clone: str) -> None:
    with server.ensure_server(durable=False).administrator(own_clone) as database:
        (text,) = database.execute("SELECT prosrc FROM pg_proc WHERE proname = 'group_or_class'").fetchone()
    for each in PartyClass:
        assert f"WHEN '{CLASS_AUDIENCES[each]}' THEN '{each.value}'" in text
    assert str(OBSERVERS_WITH_FACTS) in text


def test_no_id_of_an_audience_is_given_twice(own_clone: str) -> None:
    """Every keeper × every kind of row × every kind of audience; under a free id the same row is let in by somebody."""
    peopled()
    let_in = set()
    with server.ensure_server(durable=False).administrator(own_clone) as database:
        taken = {kind: [str(one) for (one,) in database.execute(asked).fetchall()] for kind, asked in AUDIENCES.items()}
        assert all(taken.values()), taken
        for viewer in keepers():
            for table in KINDS:
                for row in rows(database, table)[:4]:
                    if attempt(viewer, table, row, id=FREE) != 1:
                        continue
                    let_in.add(table)
                    for kind, ids in taken.items():
                        for one in ids[:12]:
                            told = str(attempt(viewer, table, row, id=one))
                            assert "not free" in told or "duplicate key" in told, (viewer.role, table, kind, told)
                            assert one not in told
    assert let_in == set(KINDS)


def test_no_agency_is_founded_as_the_forerunner_of_another(own_clone: str) -> None:
    with server.ensure_server(durable=False).administrator(own_clone) as database:
        agencies = rows(database, "directory_agency")
        for viewer in keepers():
            for row in agencies:
                for other in agencies:
                    own = other["party"] == row["party"] and viewer.system == "found-node"
                    assert own or attempt(viewer, "directory_agency", row, id=FREE, successor=other["id"]) != 1


def test_a_party_speaks_through_an_agency_of_its_own(own_clone: str) -> None:
    """Every keeper × every party × every agency: a foreign one is never named."""
    named = set()
    with server.ensure_server(durable=False).administrator(own_clone) as database:
        agencies, parties = rows(database, "directory_agency"), rows(database, "directory_party")
        for viewer in keepers():
            for party in parties:
                for agency in agencies:
                    change = "UPDATE directory_party SET coordinating_agency = %s WHERE id = %s"
                    if agency["id"] == party["coordinating_agency"]:
                        continue
                    told = tried(viewer, change, [agency["id"], party["id"]])
                    own = agency["party"] == party["id"]
                    assert told != 1 or own, (viewer.role, party["code"], agency["code"])
                    if told == 1:
                        named.add((viewer.role, viewer.party == UUID(party["id"])))
                    assert attempt(viewer, "directory_party", party, id=FREE, coordinating_agency=agency["id"]) != 1
    assert ("administrator", True) in named or ("coordinator", True) in named
    assert not [1 for role, own in named if role == "coordinator" and not own]


def test_nobody_is_put_into_an_audience_that_is_somebody(own_clone: str) -> None:
    """Every keeper × every audience × a party of every class: only groups, and the class of the member's party."""
    peopled()
    with server.ensure_server(durable=False).administrator(own_clone) as database:
        taken = {kind: [str(one) for (one,) in database.execute(asked).fetchall()] for kind, asked in AUDIENCES.items()}
        [sample, *_] = rows(database, "directory_membership")
        groups, classes = {*taken["group"]}, {str(value): key.value for key, value in CLASS_AUDIENCES.items()}
        parties = {row["party_class"]: row for row in rows(database, "directory_party")}
        told_of_facts = {
            str(row["party"]) for row in rows(database, "directory_party_fact", "fact = 'council_granted_facts'")
        }
        let_in = 0
        for viewer in keepers():
            for audience in {one for ids in taken.values() for one in ids}:
                for party in parties.values():
                    told = attempt(
                        viewer, "directory_membership", sample, id=FREE, audience=audience, member=party["id"]
                    )
                    if told == 1:
                        let_in += 1
                        right = audience in groups or classes.get(audience) == party["party_class"]
                        assert right or (audience == str(OBSERVERS_WITH_FACTS) and party["id"] in told_of_facts)
        assert let_in


ANYBODY = "ROW(NULL, NULL, %s, %s, %s, 'member', 'analyst', 'analysis', %s, 1, '', true)::viewer_row"
"""A viewer's row as anybody may write it down."""


def test_nobody_is_told_in_which_operations_others_take_part(own_clone: str) -> None:
    """Every officer × every other: of files he learns those in which he takes part, and asks the law for none."""
    viewers = {name: cast.viewer(name, Purpose.JOINT_OPERATION) for name in cast.OFFICERS}
    with viewing(viewers["aigerim"]):
        operation = joint.found(actor=viewers["aigerim"], title="EXERCISE")
        joint.invite(actor=viewers["aigerim"], operation=operation, agency="TJ-DCA")
    with viewing(viewers["farrukh"]):
        joint.accept(actor=viewers["farrukh"], operation=operation)
    inside = {viewers["aigerim"].agency, viewers["farrukh"].agency}
    with viewing(viewers["aigerim"]), connection.cursor() as cursor:
        cursor.execute("SELECT audience FROM file_members(%s)", [operation])
        files = {row[0] for row in cursor.fetchall()}
    assert operation in files
    for name, asker in viewers.items():
        for other in viewers.values():
            told = asker.agency in inside and other.agency in inside
            row = [other.desk, other.agency, other.party, asker.day]
            with viewing(asker), connection.cursor() as cursor:
                cursor.execute(f"SELECT audiences_of({ANYBODY})", row)
                (found,) = cursor.fetchone()
                assert (other.party in found, bool(files & {*found})) == (True, told), name
    for using in ("default", "search"):
        with viewing(viewers["hamid"], using), connections[using].cursor() as cursor:
            with pytest.raises(DatabaseError, match="permission denied"):
                cursor.execute(f"SELECT held_audiences({ANYBODY})", row)
            transaction.set_rollback(True, using=using)
