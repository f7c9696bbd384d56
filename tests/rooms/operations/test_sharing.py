"""Records released to a joint operation: who reads them, and who no longer does, by doors and by raw SQL."""

import threading
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection, connections

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Part, Purpose, Role
from kerege.rooms.directory import queries as directory
from kerege.rooms.operations import queries
from kerege.rooms.operations.actions import RefusedStepError, joint
from kerege.rooms.operations.policy import label_of
from kerege.rooms.operations.queries import EntryKind, NoSuchOperationError, Phase
from kerege.rooms.records import actions as records
from kerege.rooms.records import queries as reports
from tests import cast
from tests.access import twins
from tests.rooms.operations.test_joint import advance_to, enter, founded, shown, viewer

CLOSED = {"handling": "H3", "restriction": "EXERCISE: to nobody else"}


def kept(officer: str, at: int = 1, **more: object) -> UUID:
    """A record whose facts nobody else reads, until they are released."""
    return twins.keep(officer, twins.raw(at, occurred=chance.today().isoformat(), **{**CLOSED, **more}))


def release(name: str, operation: UUID, report: UUID, **given: str) -> UUID:
    """The owner releases his record to the operation."""
    who = viewer(name)
    with viewing(who):
        return joint.release(actor=who, operation=operation, given={"report": str(report), "answered": "yes", **given})


def seen(name: str, operation: UUID, purpose: Purpose = Purpose.JOINT_OPERATION) -> set[UUID]:
    """The records that somebody finds in the work file."""
    who = cast.viewer(name, purpose, case="EX-JO", reason="")
    with viewing(who):
        return {each.row.id for each in queries.shared_records(viewer=who, operation_id=operation)}


def raw_rows(name: str, report: UUID, purpose: Purpose = Purpose.JOINT_OPERATION) -> int:
    """How many rows of a record raw SQL as role app gives somebody."""
    with viewing(cast.viewer(name, purpose, case="EX-JO", reason="")), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM records_facts WHERE report = %s", [report])
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
@pytest.mark.usefixtures("seeded")
def test_a_released_record_is_read_by_those_who_take_part_for_this_purpose_and_by_nobody_else() -> None:
    operation, report = founded(), kept("aigerim")
    assert raw_rows("hamid", report) == 0
    release("aigerim", operation, report)
    assert seen("hamid", operation) == seen("farrukh", operation) == {report}
    assert raw_rows("hamid", report) == 1
    assert raw_rows("hamid", report, Purpose.ANALYSIS) == 0, "another purpose"
    assert raw_rows("erlan", report) == 0, "another agency of the same party"
    assert raw_rows("director", report) == 0
    with viewing(viewer("hamid")):
        assert reports.report(viewer=viewer("hamid"), report_id=report).number
        page = reports.latest(viewer=viewer("hamid"))
        assert report in {row.id for row in page.rows}, "the list of records holds it too"


@pytest.mark.django_db
@pytest.mark.usefixtures("seeded")
def test_withdrawal_and_the_last_day_end_it_and_nothing_of_it_is_counted() -> None:
    operation, first, second = founded(), kept("aigerim"), kept("aigerim", 2)
    made = release("aigerim", operation, first)
    release("aigerim", operation, second, until=(chance.today() + timedelta(days=3)).isoformat())
    assert seen("hamid", operation) == {first, second}
    with viewing(viewer("aigerim")):
        records.withdraw_release(actor=viewer("aigerim"), release_id=made)
    assert seen("hamid", operation) == {second}
    assert raw_rows("hamid", first) == 0
    chance.advance(timedelta(days=4))
    assert seen("hamid", operation) == set()
    assert raw_rows("hamid", second) == 0


@pytest.mark.django_db
@pytest.mark.usefixtures("seeded")
def test_who_joins_later_reads_nothing_that_was_released_before_until_its_owner_answers_and_opens_it() -> None:
    operation, report = founded(), kept("hamid", country="UZ")
    release("hamid", operation, report)
    lead, late = viewer("aigerim"), viewer("erlan")
    with viewing(lead):
        joint.invite(actor=lead, operation=operation, agency="KZ-CUSTOMS")
    with viewing(late):
        joint.accept(actor=late, operation=operation)
    assert seen("erlan", operation) == set()
    assert raw_rows("erlan", report) == 0
    assert EntryKind.RECORD not in {each.kind for each in shown("erlan", operation).entries}, "nor that there is one"
    with viewing(lead), pytest.raises(RefusedStepError):
        joint.widen(actor=lead, operation=operation, report=str(report), answered=True)
    with viewing(viewer("hamid")):
        [own] = queries.shared_records(viewer=viewer("hamid"), operation_id=operation)
        assert own.not_seen_by == (late.agency,)
        with pytest.raises(records.RefusedByLawError):
            joint.widen(actor=viewer("hamid"), operation=operation, report=str(report), answered=False)
        joint.widen(actor=viewer("hamid"), operation=operation, report=str(report), answered=True)
        [own] = queries.shared_records(viewer=viewer("hamid"), operation_id=operation)
        assert own.not_seen_by == ()
    assert seen("erlan", operation) == {report}


@pytest.mark.django_db
@pytest.mark.usefixtures("seeded")
def test_the_law_is_asked_for_every_party_that_takes_part() -> None:
    operation, report = founded(), kept("aigerim", 3, handling="", restriction="", **twins.nominal("suspect"))
    owner = viewer("aigerim")
    with viewing(owner), pytest.raises(records.RefusedByLawError, match="RU"):
        joint.release(actor=owner, operation=operation, given={"report": str(report), "part": "nominal"})
    with viewing(owner):
        joint.remove(actor=owner, operation=operation, agency="RU-POLICE")
        joint.release(actor=owner, operation=operation, given={"report": str(report), "part": "nominal"})
    with viewing(viewer("hamid")):
        assert reports.report(viewer=viewer("hamid"), report_id=report).nominal is not None


@pytest.mark.django_db
@pytest.mark.usefixtures("seeded")
def test_a_circle_is_released_to_by_those_alone_who_stand_in_it() -> None:
    operation, report = founded(), kept("erlan")
    with viewing(viewer("hamid")):
        circle = queries.circle_of(operation)
    assert circle is not None
    stranger = viewer("erlan")
    with viewing(stranger), pytest.raises(NoSuchOperationError):
        records.release(
            actor=stranger,
            report_id=report,
            part=Part.FACTS,
            audience=circle,
            audience_kind="operation",
            purposes=[Purpose.JOINT_OPERATION],
            answered=True,
        )
    with viewing(stranger), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM circle_members(%s)", [circle])
        assert cursor.fetchone()[0] == 0
        cursor.execute("SELECT count(*) FROM own_circles()")
        assert cursor.fetchone()[0] == 0
        cursor.execute("SELECT form_circle(%s, %s)", [operation, chance.new_id()])
        assert cursor.fetchone()[0] is False


@pytest.mark.django_db
@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize("code", ["UZ", "UZ-CUSTOMS", "uz-tashkent"])
def test_nobody_seats_himself_in_an_audience_that_is_not_his_files(code: str) -> None:
    """By raw SQL as role app: the owner of a file cannot make his agency a member of a party, agency, desk or class."""
    lead = viewer("aigerim")
    with viewing(lead):
        operation = joint.found(actor=lead, title="EXERCISE")
        foreign, _kind = directory.audience(code)
    theirs = founded()
    for audience in (foreign, theirs):
        refused = pytest.raises(ProgrammingError, match="audience of that file")
        seat = [operation, chance.new_id(), audience, lead.agency]
        with refused, viewing(lead), connection.cursor() as cursor:
            cursor.execute("SELECT seat_member(%s, %s, %s, %s, 'KZ', true)", seat)


@pytest.mark.django_db
@pytest.mark.usefixtures("seeded")
def test_a_state_that_may_impose_death_takes_part_under_an_assurance_and_a_second_officer_alone() -> None:
    lead, second, guest = viewer("aigerim"), viewer("kz_coordinator"), viewer("observer")
    with viewing(lead):
        operation = joint.found(actor=lead, title="EXERCISE")
        with pytest.raises(RefusedStepError, match="impose death"):
            joint.invite(actor=lead, operation=operation, agency="OBS-POLICE")
        joint.invite(actor=lead, operation=operation, agency="OBS-POLICE", assurance="EXERCISE 1/2026")
        with pytest.raises(RefusedStepError, match="another officer"):
            joint.approve(actor=lead, operation=operation, agency="OBS-POLICE")
    with viewing(guest):
        assert queries.operations(viewer=guest) == []
    assert accepted_by_sql(operation) is False
    with viewing(second):
        joint.approve(actor=second, operation=operation, agency="OBS-POLICE")
    with viewing(guest):
        assert [line.id for line in queries.operations(viewer=guest)] == [operation]


def accepted_by_sql(operation: UUID) -> bool:
    """Whether the observer's officer, were he a releasing one, could accept by raw SQL."""
    assert viewer("observer").role is Role.REPRESENTATIVE
    with viewing(viewer("observer")), connection.cursor() as cursor:
        cursor.execute("SELECT accept_invitation(%s, %s, %s)", [operation, chance.new_id(), chance.new_id()])
        return bool(cursor.fetchone()[0])


TABLES = ("operations_operation", "operations_entry", "records_facts", "records_listing")


def foreign_rows() -> tuple[int, ...]:
    """How many rows of others the open context reads, by raw SQL as role app."""
    made = []
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM {table} WHERE owner <> ALL (own_desks())")
            made.append(int(cursor.fetchone()[0]))
    return tuple(made)


@pytest.mark.usefixtures("own_clone", "seeded")
@pytest.mark.parametrize("way", ["leave", "remove"])
def test_a_connection_that_is_already_open_reads_nothing_after_the_end_commits(way: str) -> None:
    """Its transaction began before, with a signed context that still stands: each statement asks the law anew."""
    operation, report = founded(), kept("aigerim")
    release("aigerim", operation, report)
    enter("aigerim", operation, EntryKind.LOG, "EXERCISE secret")
    before: list[tuple[int, ...]] = []
    after: list[tuple[int, ...]] = []
    opened, ended = threading.Event(), threading.Event()

    def stand_by() -> None:
        try:
            with viewing(viewer("hamid")):
                before.append(foreign_rows())
                opened.set()
                assert ended.wait(30)
                after.extend(foreign_rows() for _again in range(3))
        finally:
            connections.close_all()

    reader = threading.Thread(target=stand_by)
    reader.start()
    assert opened.wait(30)
    ender = "hamid" if way == "leave" else "aigerim"
    with viewing(viewer(ender)):
        if way == "leave":
            joint.leave(actor=viewer(ender), operation=operation)
        else:
            joint.remove(actor=viewer(ender), operation=operation, agency="UZ-CUSTOMS")
    ended.set()
    reader.join(30)
    assert min(before[0]) > 0
    assert after == [(0, 0, 0, 0)] * 3


@pytest.mark.usefixtures("own_clone", "seeded")
def test_an_acceptance_that_races_a_removal_never_outlives_it() -> None:
    """The invitation is withdrawn in a transaction that is still open: accepting waits for it, and finds nothing."""
    lead, guest = viewer("aigerim"), viewer("hamid")
    with viewing(lead):
        operation = joint.found(actor=lead, title="EXERCISE")
        joint.invite(actor=lead, operation=operation, agency="UZ-CUSTOMS")
    answers: list[str] = []

    def accept() -> None:
        try:
            with viewing(guest):
                joint.accept(actor=guest, operation=operation)
            answers.append("accepted")
        except NoSuchOperationError:
            answers.append("refused")
        finally:
            connections.close_all()

    with viewing(lead):
        joint.remove(actor=lead, operation=operation, agency="UZ-CUSTOMS")
        racing = threading.Thread(target=accept)
        racing.start()
        racing.join(0.5)
        assert racing.is_alive(), "it waits for the removal to commit"
    racing.join(30)
    assert answers == ["refused"]
    with viewing(guest), pytest.raises(NoSuchOperationError):
        queries.operation(viewer=guest, operation_id=operation)


FORGED = (
    ({"party_code": "RU"}, "own name"),
    ({"agency_code": "RU-POLICE"}, "own name"),
    ({"officer_number": "EX-000"}, "own name"),
    ({"kind": "phase", "given": '{"phase": "closed"}'}, "founded"),
    ({"kind": "assessment"}, "founded"),
    ({"kind": "removed"}, "founded"),
)


@pytest.mark.django_db
@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize(("changed", "said"), FORGED)
def test_an_entry_by_raw_sql_is_in_ones_own_name_and_not_the_leads(changed: dict[str, str], said: str) -> None:
    operation = founded()
    with pytest.raises(ProgrammingError, match=said):
        forge("hamid", operation, changed)


@pytest.mark.django_db
@pytest.mark.usefixtures("seeded")
def test_by_raw_sql_nobody_enters_who_takes_no_part_and_nobody_after_the_closing() -> None:
    operation = founded()
    forge("hamid", operation, {})
    with viewing(viewer("hamid")):
        joint.leave(actor=viewer("hamid"), operation=operation)
    with pytest.raises(ProgrammingError, match="take part"):
        forge("hamid", operation, {})
    advance_to(operation, Phase.EXCHANGE, Phase.ACTIVE, Phase.REPORTING, Phase.CLOSED)
    with pytest.raises(ProgrammingError, match="closed"):
        forge("iskender", operation, {})


def forge(name: str, operation: UUID, changed: dict[str, str]) -> None:
    """An entry by raw SQL as role app, some of its columns changed."""
    who = viewer(name)
    with viewing(who), connection.cursor() as cursor:
        agency = next(each.code for each in directory.agencies() if each.id == who.agency)
        row = {
            "id": chance.new_id(),
            "owner": who.desk,
            "label": label_of(who, [operation]),
            "operation": operation,
            "kind": "log",
            "at": chance.now(),
            "officer": who.officer,
            "officer_number": who.officer_number,
            "agency_code": agency,
            "party_code": who.party_code,
            "given": "{}",
            "words": "EXERCISE",
        } | changed
        places = ", ".join(f"%({name})s" for name in row)
        cursor.execute(f"INSERT INTO operations_entry ({', '.join(row)}) VALUES ({places})", row)
