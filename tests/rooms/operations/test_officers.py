"""Named officers of a joint operation: who names whom, who reads then, what ends it; by doors and by raw SQL."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.directory import actions as directory_actions
from kerege.rooms.directory import queries as directory
from kerege.rooms.notices import queries as notices
from kerege.rooms.operations import queries
from kerege.rooms.operations.actions import RefusedStepError, UnableToActError, joint
from kerege.rooms.operations.queries import EntryKind, NoSuchOperationError, TeamRole
from kerege.rooms.records import actions as records
from tests import cast
from tests.rooms.operations.test_joint import enter, founded, shown, viewer
from tests.rooms.operations.test_sharing import kept, raw_rows, release, seen

pytestmark = pytest.mark.usefixtures("seeded")
TABLES = ("operations_operation", "operations_entry", "operations_invitation", "operations_member")
DUSHANBE = ("farrukh", "tj_analyst", "tj_coordinator")


def number(name: str) -> str:
    """The number of an officer of the cast."""
    return viewer(name).officer_number


def act(name: str, operation: UUID, kind: str, **given: str) -> None:
    """Any act of somebody, a minute later."""
    chance.advance(timedelta(minutes=1))
    who = viewer(name)
    with viewing(who):
        joint.do(actor=who, operation=operation, kind=kind, given=given)


def name_officer(by: str, operation: UUID, officer: str, role: str = "analyst") -> None:
    """Somebody names an officer."""
    act(by, operation, "name", officer=number(officer), role=role)


def reads(name: str, operation: UUID) -> bool:
    """Whether somebody opens the work file; raw SQL as role app says the same of every table."""
    who = viewer(name)
    with viewing(who), connection.cursor() as cursor:
        rows = []
        for table in TABLES[:2]:
            column = "id" if table == "operations_operation" else "operation"
            cursor.execute(f"SELECT count(*) FROM {table} WHERE {column} = %s", [operation])
            rows.append(int(cursor.fetchone()[0]) > 0)
        cursor.execute("SELECT takes_part(%s)", [operation])
        rows.append(bool(cursor.fetchone()[0]))
        try:
            queries.operation(viewer=who, operation_id=operation)
            rows.append(True)
        except NoSuchOperationError:
            rows.append(False)
    assert len(set(rows)) == 1, (name, rows)
    return rows[0]


def readers(operation: UUID, *names: str) -> set[str]:
    """Who of some reads the work file."""
    return {name for name in names if reads(name, operation)}


@pytest.mark.django_db
def test_where_an_agency_names_officers_they_alone_take_part_for_it() -> None:
    operation, report = founded(), kept("aigerim")
    release("aigerim", operation, report)
    enter("farrukh", operation, EntryKind.LOG, "EXERCISE words of Dushanbe")
    assert readers(operation, *DUSHANBE) == set(DUSHANBE)
    name_officer("farrukh", operation, "tj_analyst")
    assert readers(operation, *DUSHANBE) == {"tj_analyst"}
    assert [raw_rows(name, report) for name in DUSHANBE] == [0, 1, 0], "a record released before, too"
    assert seen("tj_analyst", operation) == {report}
    name_officer("tj_coordinator", operation, "farrukh", "coordinator")
    assert readers(operation, *DUSHANBE) == {"tj_analyst", "farrukh"}
    assert readers(operation, "hamid", "aigerim", "bolat") == {"hamid", "aigerim", "bolat"}
    [first, second] = shown("hamid", operation).officers
    assert (first.number, first.role, first.holds) == (number("tj_analyst"), TeamRole.ANALYST, True)
    assert second.number == number("farrukh")
    said = [(each.kind, each.given["officer"]) for each in shown("hamid", operation).of(EntryKind.NAMED)]
    assert said == [(EntryKind.NAMED, number("tj_analyst")), (EntryKind.NAMED, number("farrukh"))]


@pytest.mark.django_db
def test_what_is_written_at_a_limited_place_is_not_read_by_the_rest_of_the_agency() -> None:
    operation = founded()
    name_officer("farrukh", operation, "tj_analyst")
    enter("tj_analyst", operation, EntryKind.LOG, "EXERCISE words of Dushanbe")
    for name in ("farrukh", "tj_coordinator"):
        for purpose in Purpose:
            with viewing(cast.viewer(name, purpose, case="EX", reason="")), connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM operations_entry WHERE operation = %s", [operation])
                assert cursor.fetchone()[0] == 0, (name, purpose)
    assert any(each.words.endswith("Dushanbe") for each in shown("hamid", operation).entries)


@pytest.mark.django_db
def test_an_end_holds_at_once_and_the_last_one_opens_nothing_to_the_agency() -> None:
    operation = founded()
    name_officer("farrukh", operation, "tj_analyst")
    act("tj_analyst", operation, "unname", officer=number("tj_analyst"))
    assert readers(operation, *DUSHANBE) == set()
    [ended] = shown("hamid", operation).of(EntryKind.UNNAMED)
    assert ended.given["officer"] == ended.officer == number("tj_analyst")
    with pytest.raises(NoSuchOperationError):
        act("tj_analyst", operation, "unname", officer=number("tj_analyst"))
    name_officer("farrukh", operation, "tj_coordinator")
    act("farrukh", operation, "unname", officer=number("tj_coordinator"))
    assert readers(operation, *DUSHANBE) == set()
    act("farrukh", operation, "open")
    assert readers(operation, *DUSHANBE) == set(DUSHANBE)
    assert EntryKind.OPENED in {each.kind for each in shown("hamid", operation).entries}
    with pytest.raises(RefusedStepError, match="whole already"):
        act("farrukh", operation, "open")


@pytest.mark.django_db
def test_the_end_is_seen_by_the_next_statement_of_the_same_transaction() -> None:
    operation = founded()
    name_officer("farrukh", operation, "tj_analyst")
    who = viewer("tj_analyst")
    with viewing(who):
        assert queries.operation(viewer=who, operation_id=operation).officers
        joint.end(actor=who, operation=operation, officer=who.officer_number)
        with pytest.raises(NoSuchOperationError):
            queries.operation(viewer=who, operation_id=operation)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM operations_entry WHERE operation = %s", [operation])
            assert cursor.fetchone()[0] == 0


@pytest.mark.django_db
def test_named_officers_go_with_their_agency_and_do_not_come_back_with_it() -> None:
    operation = founded()
    name_officer("farrukh", operation, "tj_analyst")
    name_officer("farrukh", operation, "farrukh")
    act("aigerim", operation, "remove", agency="TJ-DCA")
    assert readers(operation, *DUSHANBE) == set()
    act("aigerim", operation, "invite", agency="TJ-DCA")
    act("farrukh", operation, "accept", officers=f"{number('farrukh')}:coordinator")
    assert readers(operation, *DUSHANBE) == {"farrukh"}, "limited from the moment it accepts"
    act("farrukh", operation, "leave")
    assert readers(operation, *DUSHANBE) == set()


@pytest.mark.django_db
def test_an_ended_appointment_ends_it_and_a_new_one_needs_a_new_naming() -> None:
    operation = founded()
    name_officer("farrukh", operation, "tj_analyst")
    who, today = viewer("tj_analyst"), chance.today()
    with viewing(directory.system_viewer("found-node")):
        directory_actions.end_hat(hat=who.hat, last_day=today - timedelta(days=1))
        new = directory_actions.appoint(officer=who.officer, desk=who.desk, role=who.role, since=today)
    with viewing(who), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM operations_entry WHERE operation = %s", [operation])
        assert cursor.fetchone()[0] == 0, "under the old hat"
    anew = directory.viewer_for(new, purpose=Purpose.JOINT_OPERATION, case="EX-JO")
    with viewing(anew), pytest.raises(NoSuchOperationError):
        queries.operation(viewer=anew, operation_id=operation)
    assert [each.holds for each in shown("hamid", operation).officers] == [False]
    name_officer("farrukh", operation, "tj_analyst")
    with viewing(anew):
        assert queries.operation(viewer=anew, operation_id=operation).entries


@pytest.mark.django_db
def test_the_founding_agency_limits_itself_too_and_never_to_nobody() -> None:
    operation = founded()
    act("aigerim", operation, "name", officer=number("bolat"), role="lead", myself="yes")
    almaty = ("aigerim", "bolat", "kz_coordinator")
    assert readers(operation, *almaty) == {"aigerim", "bolat"}
    act("aigerim", operation, "unname", officer=number("aigerim"))
    assert readers(operation, *almaty) == {"bolat"}
    for name in ("bolat", "kz_coordinator"):
        with pytest.raises(RefusedStepError, match="keeps one officer"):
            act(name, operation, "unname", officer=number("bolat"))
    enter("bolat", operation, EntryKind.LOG, "EXERCISE words of Almaty")
    act("bolat", operation, "invite", agency="KZ-CUSTOMS")
    for name in ("aigerim", "kz_coordinator", "gulnora"):
        for purpose in (Purpose.OWN_WORK, Purpose.JOINT_OPERATION):
            with viewing(cast.viewer(name, purpose, case="EX", reason="")), connection.cursor() as cursor:
                for table in TABLES[:3]:
                    cursor.execute(f"SELECT count(*) FROM {table}")
                    assert cursor.fetchone()[0] == 0, (name, table)
    with viewing(viewer("kz_coordinator")):
        [line] = queries.operations(viewer=viewer("kz_coordinator"))
        assert (line.shut, line.title) == (True, "EXERCISE REFLEX"), "who names is told that there is a place"
    act("kz_coordinator", operation, "open")
    assert readers(operation, *almaty) == set(almaty)


@pytest.mark.django_db
def test_an_officer_is_named_by_his_own_agency_alone() -> None:
    operation = founded()
    refused: list[tuple[str, str, type[Exception]]] = [
        ("farrukh", "hamid", RefusedStepError),
        ("aigerim", "tj_analyst", RefusedStepError),
        ("hamid", "tj_analyst", RefusedStepError),
        ("tj_analyst", "tj_analyst", UnableToActError),
        ("erlan", "erlan", NoSuchOperationError),
    ]
    for by, officer, problem in refused:
        with pytest.raises(problem):
            name_officer(by, operation, officer)
    for text in ("EX-999", "", "E" * 40):
        with pytest.raises(RefusedStepError):
            act("farrukh", operation, "name", officer=text)
    with pytest.raises(RefusedStepError, match="roles are"):
        name_officer("farrukh", operation, "tj_analyst", "chief")
    with pytest.raises(RefusedStepError, match="founded"):
        name_officer("farrukh", operation, "tj_analyst", "lead")
    assert readers(operation, *DUSHANBE) == set(DUSHANBE)
    name_officer("farrukh", operation, "tj_analyst")
    for by in ("aigerim", "hamid"):
        with pytest.raises(RefusedStepError, match="end no naming"):
            act(by, operation, "unname", officer=number("tj_analyst"))
    assert reads("tj_analyst", operation)


@pytest.mark.django_db
def test_a_proposal_opens_nothing_and_tells_nothing_of_whether_there_is_such_an_officer() -> None:
    operation = founded()
    for text in (number("tj_analyst"), number("hamid"), "EX-999"):
        act("aigerim", operation, "propose", agency="TJ-DCA", officer=text, role="field")
    assert readers(operation, *DUSHANBE) == set(DUSHANBE), "nobody is limited by another's word"
    for name, count in (("aigerim", 3), ("farrukh", 3), ("tj_analyst", 0), ("hamid", 0)):
        assert len(shown(name, operation).officers) == count, name
    name_officer("farrukh", operation, "tj_analyst")
    assert [each.number for each in shown("hamid", operation).officers] == [number("tj_analyst")]
    act("farrukh", operation, "unname", officer=number("hamid"))
    act("aigerim", operation, "unname", officer="EX-999")
    assert len(shown("aigerim", operation).officers) == 1
    for agency, problem in (("KZ-POLICE", "another agency"), ("KZ-CUSTOMS", "invite the agency first")):
        with pytest.raises(RefusedStepError, match=problem):
            act("aigerim", operation, "propose", agency=agency, officer="EX-001")
    with pytest.raises(RefusedStepError, match="founded"):
        act("hamid", operation, "propose", agency="TJ-DCA", officer="EX-001")


@pytest.mark.django_db
def test_the_officer_is_told_and_the_rest_of_a_limited_agency_no_more() -> None:
    operation = founded()
    name_officer("farrukh", operation, "tj_analyst")
    act("aigerim", operation, "date", title="EXERCISE briefing", day="2026-12-01")
    with viewing(viewer("tj_analyst")):
        told = [each.kind for each in notices.inbox(viewer=viewer("tj_analyst"), waiting=False)]
    assert {"operation_named", "operation_moved"} <= set(told)
    with viewing(viewer("farrukh")):
        inbox = notices.inbox(viewer=viewer("farrukh"), waiting=False)
    assert "operation_moved" not in {each.kind for each in inbox}
    act("farrukh", operation, "unname", officer=number("tj_analyst"))
    with viewing(viewer("tj_analyst")):
        told = [each.kind for each in notices.inbox(viewer=viewer("tj_analyst"), waiting=False)]
    assert "operation_unnamed" in told


@pytest.mark.django_db
def test_a_release_is_withdrawn_by_an_officer_who_is_not_named_and_its_end_is_marked() -> None:
    operation, report = founded(), kept("farrukh", country="TJ")
    made = release("farrukh", operation, report)
    name_officer("farrukh", operation, "tj_analyst")
    assert seen("hamid", operation) == {report}
    with viewing(viewer("tj_coordinator")):
        records.withdraw_release(actor=viewer("tj_coordinator"), release_id=made)
    assert seen("hamid", operation) == set()
    assert EntryKind.RECORD_OFF in {each.kind for each in shown("hamid", operation).entries}


@pytest.mark.django_db
def test_a_contact_goes_with_its_officer() -> None:
    operation = founded()
    name_officer("farrukh", operation, "tj_analyst")
    assert [each.number for each in shown("hamid", operation).without_telephone] == [number("tj_analyst")]
    given = {"title": "EXERCISE", "role": "analyst", "telephone": "1", "officer": number("tj_analyst")}
    enter("tj_analyst", operation, EntryKind.CONTACT, **given)
    assert [each.given["title"] for _depth, each in shown("hamid", operation).contacts] == ["EXERCISE"]
    assert not shown("hamid", operation).without_telephone
    act("farrukh", operation, "unname", officer=number("tj_analyst"))
    assert not shown("hamid", operation).contacts
