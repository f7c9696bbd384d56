"""Named officers against a dishonest process as role app, two sessions at once, a connection already open."""

import threading
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, connections, transaction

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import PartyClass
from kerege.kernel.law.label import CLASS_AUDIENCES
from kerege.rooms.directory import actions as directory_actions
from kerege.rooms.directory import queries as directory
from kerege.rooms.operations.actions import RefusedStepError, joint
from kerege.rooms.operations.queries import TeamRole
from tests.rooms.operations import scenes as deliveries
from tests.rooms.operations.test_joint import founded, shown, viewer
from tests.rooms.operations.test_officers import DUSHANBE, act, name_officer, number, readers
from tests.rooms.operations.test_sharing import forge

pytestmark = pytest.mark.usefixtures("seeded")
SEAT = "SELECT seat_member(%(file)s, %(id)s, %(file)s, %(member)s, %(party)s, %(whole)s)"
SECOND = """INSERT INTO operations_operation
    SELECT (jsonb_populate_record(o, jsonb_build_object('id', %(file)s::uuid))).* FROM operations_operation o
     WHERE o.id = %(own)s"""
ATTACKS: dict[str, tuple[str, str]] = {
    "his desk": ("tj_analyst", SEAT),
    "his desk, whole": ("tj_analyst", SEAT.replace("%(whole)s", "true")),
    "into another audience": ("tj_analyst", SEAT.replace("%(file)s, %(member)s", "%(id)s, %(member)s")),
    "the table": ("farrukh", "INSERT INTO operations_officer (owner, id) VALUES (%(id)s, %(id)s)"),
    "the table read": ("farrukh", "SELECT 1 FROM operations_officer"),
    "a row of it": ("farrukh", "UPDATE operations_officer SET ended_at = NULL"),
    "the flag": ("farrukh", "UPDATE operations_member SET limited = false"),
    "the rows": ("farrukh", "SELECT limit_rows(%(file)s, %(id)s)"),
    "as the analyst": ("hamid", "SELECT name_officer(%(file)s, %(id)s, %(id)s, 'EX-006', 'field') = 'named'"),
    "foreign": ("aigerim", "SELECT end_officer(%(file)s, %(id)s, %(number)s) = 'ended'"),
    "open": ("aigerim", "SELECT limited FROM spoken_places() WHERE open_place(%(file)s, %(id)s)"),
    "open by an analyst": ("tj_analyst", "SELECT open_place(%(file)s, %(id)s)"),
    "a proposal": ("hamid", "SELECT propose_officer(%(file)s, %(id)s, %(agency)s, 'EX-001', 'field')"),
    "who is told": ("aigerim", "SELECT 1 FROM officers_told(%(file)s)"),
    "the seat of others": ("erlan", "SELECT unseat_member(%(file)s, 'KZ', NULL) > 0"),
    "the names of others": ("hamid", "SELECT unseat_member(%(file)s, 'UZ', %(agency)s) > 0"),
    "its founder's": ("aigerim", "SELECT unseat_member(%(file)s, 'KZ', NULL) > 0"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("way", ATTACKS)
def test_raw_sql_as_role_app_opens_nothing(way: str) -> None:
    """By a named officer, an unnamed one who names, the founding agency, a member, a stranger."""
    operation = founded()
    name_officer("farrukh", operation, "tj_analyst")
    before = readers(operation, *DUSHANBE, "erlan", "hamid", "aigerim", "bolat")
    name, statement = ATTACKS[way]
    who = viewer(name)
    values = {
        "file": operation,
        "id": chance.new_id(),
        "member": who.desk,
        "agency": viewer("farrukh").agency,
        "party": who.party_code,
        "whole": False,
        "number": number("tj_analyst"),
    }
    with viewing(who):
        assert not through(statement, values)
    assert readers(operation, *DUSHANBE, "erlan", "hamid", "aigerim", "bolat") == before


def through(statement: str, values: dict[str, object]) -> bool:
    """Whether a statement does or gives something."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            if cursor.description is None:
                return bool(cursor.rowcount)
            return any(row[0] for row in cursor.fetchall())
    except DatabaseError:
        return False


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["named", "unnamed", "opened"])
def test_no_entry_about_officers_is_forged(kind: str) -> None:
    operation = founded()
    with pytest.raises(DatabaseError, match="naming and ending"):
        forge("hamid", operation, {"kind": kind, "given": '{"officer": "EX-001", "role": "field"}'})


@pytest.mark.usefixtures("own_clone")
def test_two_sessions_that_end_the_last_two_officers_of_the_founding_agency_leave_one() -> None:
    """The second waits for the first, which is still open, and is refused then."""
    operation = founded()
    act("aigerim", operation, "name", officer=number("bolat"), role="lead", myself="yes")
    answers: list[str] = []

    def end() -> None:
        try:
            with viewing(viewer("kz_coordinator")):
                joint.end(actor=viewer("kz_coordinator"), operation=operation, officer=number("bolat"))
            answers.append("ended")
        except RefusedStepError:
            answers.append("refused")
        finally:
            connections.close_all()

    racing = threading.Thread(target=end)
    with viewing(viewer("aigerim")):
        joint.end(actor=viewer("aigerim"), operation=operation, officer=number("aigerim"))
        racing.start()
        racing.join(0.5)
        assert racing.is_alive(), "it waits for the other to commit"
    racing.join(30)
    assert answers == ["refused"]
    assert readers(operation, "aigerim", "bolat", "kz_coordinator") == {"bolat"}


@pytest.mark.usefixtures("own_clone")
@pytest.mark.parametrize("way", ["unname", "remove", "appointment"])
def test_a_connection_that_is_already_open_reads_nothing_after_an_officers_end_commits(way: str) -> None:
    operation = founded()
    name_officer("farrukh", operation, "tj_analyst")
    counts: list[int] = []
    opened, ended = threading.Event(), threading.Event()

    def stand_by() -> None:
        try:
            with viewing(viewer("tj_analyst")), connection.cursor() as cursor:
                for _look in range(2):
                    cursor.execute("SELECT count(*) FROM operations_entry WHERE operation = %s", [operation])
                    counts.append(int(cursor.fetchone()[0]))
                    opened.set()
                    assert ended.wait(30)
        finally:
            connections.close_all()

    reader = threading.Thread(target=stand_by)
    reader.start()
    assert opened.wait(30)
    if way == "unname":
        act("farrukh", operation, "unname", officer=number("tj_analyst"))
    elif way == "remove":
        act("aigerim", operation, "remove", agency="TJ-DCA")
    else:
        with viewing(directory.system_viewer("found-node")):
            day = chance.today() - timedelta(days=1)
            directory_actions.end_hat(hat=viewer("tj_analyst").hat, last_day=day)
    ended.set()
    reader.join(30)
    assert counts[0] > 0
    assert counts[1] == 0


ROLES = (
    ("farrukh", "SELECT name_officer(%(file)s, %(id)s, %(id)s, %(number)s, %(role)s) = 'named'"),
    ("aigerim", "SELECT propose_officer(%(file)s, %(id)s, %(agency)s, %(number)s, %(role)s)"),
)


@pytest.mark.django_db
def test_no_officer_is_named_or_proposed_with_a_role_that_is_none_or_as_lead_of_another_agency() -> None:
    operation = founded()
    for name, statement in ROLES:
        for role in ("lead", "chief", "", "LEAD", "Field", "field"):
            values = {"file": operation, "id": chance.new_id(), "agency": viewer("farrukh").agency, "role": role}
            values["number"] = number("tj_analyst")
            with viewing(viewer(name)):
                taken = through(statement, values)
            assert taken == (role == "field"), (name, role)
    assert [each.role for each in shown("tj_analyst", operation).officers] == [TeamRole.FIELD]


@pytest.mark.django_db
def test_nobody_makes_a_file_of_his_own_under_the_id_of_another() -> None:
    """Whoever once knew an operation's id makes himself its founder by it: the row is refused."""
    operation, lead, knows = founded(), viewer("aigerim"), viewer("farrukh")
    with viewing(lead):
        joint.remove(actor=lead, operation=operation, agency="TJ-DCA", words="EXERCISE")
    with viewing(knows):
        own = joint.found(actor=knows, title="EXERCISE OWN", template="post")
        assert through("SELECT takes_part(%(file)s)", {"file": own})
        assert not through(SECOND, {"own": own, "file": operation})
        assert not through("SELECT takes_part(%(file)s)", {"file": operation})


WAYS = {
    "an operation": SECOND,
    "a delivery": """
        INSERT INTO operations_delivery SELECT (jsonb_populate_record(d, jsonb_build_object('id', %(id)s::uuid,
            'everyone', %(fresh)s::uuid, 'number', 'EX-1'))).* FROM operations_delivery d WHERE d.id = %(delivery)s""",
    "its audience": """
        INSERT INTO operations_delivery SELECT (jsonb_populate_record(d, jsonb_build_object('id', %(fresh)s::uuid,
            'everyone', %(id)s::uuid, 'number', 'EX-1'))).* FROM operations_delivery d WHERE d.id = %(delivery)s""",
    "a place": "SELECT accept_invitation(%(offered)s, %(id)s, %(fresh)s)",
    "a circle": "SELECT form_circle(%(own)s, %(id)s)",
    "the circle of a place": "SELECT accept_invitation(%(offered)s, %(fresh)s, %(id)s)",
    "a seat": "SELECT seat_member(%(delivery)s, %(id)s, %(everyone)s, %(desk)s, 'RU', false)",
    "a seat's audience": "SELECT seat_member(%(delivery)s, %(fresh)s, %(id)s, %(desk)s, 'RU', false)",
}
"""How an id of one's choice comes to be a file, an audience or a place."""
SAID = {
    "a file bears an id of its own",
    "a place in a file opens an audience of that file alone",
}
"""All that is said of it: nothing of what bears the id."""


@pytest.mark.django_db
def test_no_file_place_or_audience_bears_the_id_of_anything_else() -> None:
    """Every way to choose an id × the ids of files, circles, limited places, audiences, bodies, groups and classes."""
    operation, delivery, knows = founded(), deliveries.drafted(), viewer("ksenia")
    name_officer("farrukh", operation, "tj_analyst")
    own = deliveries.drafted("ksenia")
    with viewing(knows):
        joined = joint.found(actor=knows, title="EXERCISE OWN", template="post")
        joint.invite(actor=knows, operation=joined, agency="TJ-DCA")
    lead = viewer("aigerim")
    with viewing(lead):
        offered = joint.found(actor=lead, title="EXERCISE NEXT", template="post")
        joint.invite(actor=lead, operation=offered, agency="RU-POLICE")
    taken = borne(operation, "aigerim") | borne(delivery, "farrukh")
    taken |= {"party": knows.party, "agency": viewer("hamid").agency, "desk": viewer("hamid").desk}
    taken |= {"class": CLASS_AUDIENCES[PartyClass.MEMBER], "own agency": knows.agency}
    assert len(taken) > 9
    values = {"own": joined, "offered": offered, "delivery": own, "desk": knows.desk, "everyone": everyone(own)}
    for way, statement in WAYS.items():
        for what, identity in taken.items():
            with viewing(viewer("ksenia")):
                told = said(statement, values | {"id": identity, "file": identity, "fresh": chance.new_id()})
            assert told in SAID or told is False, (way, what, told)
        with viewing(viewer("ksenia")):
            free = {"id": chance.new_id(), "file": chance.new_id(), "fresh": chance.new_id()}
            assert said(statement, values | free) is True, way


def borne(file: UUID, name: str) -> dict[str, UUID]:
    """The ids of a file, its places and its audiences, as its owner sees them."""
    with viewing(viewer(name)), connection.cursor() as cursor:
        cursor.execute("SELECT id, audience FROM operations_member WHERE file = %s", [file])
        found = cursor.fetchall()
    return {f"{file} {at}": each for at, each in enumerate({file, *(each for row in found for each in row)})}


def everyone(delivery: UUID) -> UUID:
    """The audience of all who take part in one's own delivery."""
    with viewing(viewer("ksenia")), connection.cursor() as cursor:
        cursor.execute("SELECT everyone FROM operations_delivery WHERE id = %s", [delivery])
        found: UUID = cursor.fetchone()[0]
    return found


def said(statement: str, values: dict[str, object]) -> object:
    """What a statement gives, which is taken back; of a refusal, its words."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            transaction.set_rollback(True)
            return bool(cursor.rowcount) if cursor.description is None else bool(cursor.fetchone()[0])
    except DatabaseError as problem:
        return str(problem).partition("\nCONTEXT")[0].strip()
