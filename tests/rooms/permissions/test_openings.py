"""Opening content because a life is in danger: two officers, for hours, told to the owner, reviewed; attacks."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django import DjangoDbBlocker

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose, Role
from kerege.rooms.directory import actions as directory_actions
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import queries as journal
from kerege.rooms.notices import queries as notices
from kerege.rooms.permissions import actions, queries
from kerege.rooms.permissions.actions import UnableToOpenError
from kerege.rooms.permissions.queries import NoSuchOpeningError, Standing
from kerege.rooms.retention import actions as retention
from kerege.rooms.retention.queries import Dispute
from tests import cast
from tests.access import twins
from tests.conftest import fresh_clone
from tests.rooms.crosscheck import scenes as checking
from tests.rooms.permissions import scenes

pytestmark = pytest.mark.usefixtures("afresh")
STEP = "SELECT opening_step(%s, %s, %s, %s, %s)"
READ = "SELECT opening_read(%s)"


@pytest.fixture(scope="module")
def node(django_db_setup: None, worker_id: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A clone of this module's own: the search sees what is committed alone."""
    with django_db_blocker.unblock(), fresh_clone(worker_id):
        scenes.hits()
        yield


@pytest.fixture
def afresh(node: None) -> Iterator[None]:
    """What a test writes is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def standing(opening: UUID, who: str = "tj_analyst") -> queries.OpeningEntry:
    viewer = scenes.seen_as(who)
    with viewing(viewer):
        return queries.opening(viewer=viewer, opening_id=opening)


def by_sql(who: str, statement: str, values: list[Any], purpose: Purpose = scenes.WORKS) -> Any:
    """What raw SQL as role app answers somebody; None where the database refuses."""
    with viewing(scenes.seen_as(who, purpose)):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement, values)
                return cursor.fetchone()
        except DatabaseError:
            return None


def step_by_sql(who: str, opening: UUID, name: str, hours: int = 4, said: str = "EXERCISE reason") -> bool:
    return by_sql(who, STEP, [opening, name, said, hours, [chance.new_id() for _ in range(4)]]) is not None


def told(who: str) -> list[str]:
    viewer = scenes.seen_as(who)
    with viewing(viewer):
        return [each.kind for each in notices.inbox(viewer=viewer)]


def test_two_officers_open_it_for_hours_and_the_asker_reads_it() -> None:
    opening = scenes.asked()
    assert standing(opening).standing is Standing.WAITS_FOR_FIRST
    with pytest.raises(NoSuchOpeningError):
        scenes.shown(opening)
    scenes.vouch(opening)
    assert standing(opening).standing is Standing.WAITS_FOR_OWNER
    with pytest.raises(NoSuchOpeningError):
        scenes.shown(opening)
    scenes.open_content(opening)
    [subject] = scenes.shown(opening)["subjects"]
    assert (subject["name"], subject["identifiers"][0]["value"]) == (scenes.NAME, checking.PHONE)
    scenes.shown(opening)
    assert standing(opening).reads == 2


def test_the_owner_is_told_at_once_at_each_step_and_reads_who_looked() -> None:
    opening = scenes.asked()
    assert "permissions.opening" in told("erlan")
    assert "permissions.opening" in told("kz_coordinator")
    scenes.vouch(opening)
    scenes.open_content(opening)
    assert "permissions.opened" in told("erlan")
    scenes.shown(opening)
    owner = cast.viewer("erlan", Purpose.OVERSIGHT)
    with viewing(owner):
        readings = journal.readings(viewer=owner)
        asker = directory.desk_by_code("tj-dushanbe").id
    assert ("disclose", asker) in [(each.kind, each.by_desk) for each in readings]


@pytest.mark.parametrize("course", ["asked", "vouched", "refused", "lapsed", "opened", "over"])
def test_the_asker_reads_the_records_number_once_it_is_opened_and_not_before(course: str) -> None:
    """By a number he would know that one record stands behind two hits; the owner's side reads it all along."""
    with chance.seeded("number", twins.NOON):
        opening = scenes.asked()
        taken(course, opening)
        desk = cast.viewer("erlan").desk
        (number,) = by_sql("erlan", "SELECT number FROM records_report WHERE owner = %s", [desk])
    later = timedelta(days=4) if course in {"lapsed", "over"} else timedelta(hours=1)
    with chance.seeded("number-later", twins.NOON + later):
        for who in ("erlan", "kz_coordinator", "tj_analyst", "farrukh"):
            knows = course in {"opened", "over"} or who in {"erlan", "kz_coordinator"}
            mine = standing(opening, who).number
            assert mine, "it is called by something on both sides"
            assert (mine == number) is knows, who
            with viewing(viewer := scenes.seen_as(who)):
                assert {each.number for each in queries.openings(viewer=viewer)} == {mine}
            row = by_sql(who, "SELECT to_jsonb(o)::text FROM permissions_opening o WHERE o.id = %s", [opening])
            told = by_sql(who, "SELECT array_agg(n.number)::text FROM opening_numbers(%s) n", [[opening]])
            assert (number in f"{row}{told}") is knows, who


def taken(course: str, opening: UUID) -> None:
    """The steps that lead where a course of that name stands."""
    if course in {"vouched", "opened", "over"}:
        scenes.vouch(opening)
    if course in {"opened", "over"}:
        scenes.open_content(opening)
    if course == "refused":
        with viewing(refusing := scenes.seen_as("kz_coordinator")):
            actions.refuse_opening(actor=refusing, opening=opening, reason="EXERCISE reason")


@pytest.mark.parametrize("who", ["tj_analyst", "farrukh"])
def test_neither_the_asker_nor_the_first_officer_opens(who: str) -> None:
    opening = scenes.asked()
    scenes.vouch(opening)
    assert not step_by_sql(who, opening, "open")
    with pytest.raises(UnableToOpenError):
        scenes.open_content(opening, who)


def test_the_asker_does_not_vouch_for_himself_under_another_hat() -> None:
    opening = scenes.asked("farrukh")
    assert not step_by_sql("farrukh", opening, "vouch")
    give_hat("farrukh", "tj-dushanbe", Role.COORDINATOR)
    assert not step_under(second_hat("farrukh", Role.COORDINATOR), opening, "vouch")
    assert step_by_sql("tj_coordinator", opening, "vouch")


def test_one_officer_with_two_hats_is_not_two_officers() -> None:
    """Inside one party: the first officer also holds a hat of the agency that coordinates, at another desk."""
    scenes.other_desk("KZ-POLICE", "kz-other")
    opening = scenes.asked("bolat")
    scenes.vouch(opening, "aigerim")
    give_hat("aigerim", "kz-other", Role.RELEASING)
    assert not step_under(second_hat("aigerim", Role.RELEASING, "kz-other"), opening, "open")
    give_hat("kz_coordinator", "kz-other", Role.RELEASING)
    assert step_under(second_hat("kz_coordinator", Role.RELEASING, "kz-other"), opening, "open")


def test_two_officers_of_one_desk_do_not_open() -> None:
    opening = scenes.asked("bolat")
    scenes.vouch(opening, "aigerim")
    assert not step_by_sql("kz_coordinator", opening, "open")
    with pytest.raises(UnableToOpenError):
        scenes.open_content(opening, "kz_coordinator")


def test_nobody_opens_before_the_first_officer_and_nobody_without_the_role() -> None:
    opening = scenes.asked()
    assert not any(step_by_sql(who, opening, "open") for who in cast.OFFICERS)
    scenes.vouch(opening)
    may = {who for who in cast.OFFICERS if step_would(who, opening, "open")}
    assert may == {"aigerim", "kz_coordinator"}


def test_only_releasing_officers_and_the_coordinator_of_the_askers_agency_vouch() -> None:
    opening = scenes.asked()
    assert {who for who in cast.OFFICERS if step_would(who, opening, "vouch")} == {"farrukh", "tj_coordinator"}


def test_it_never_opens_for_more_than_a_day() -> None:
    opening = scenes.asked()
    scenes.vouch(opening)
    for hours in (0, 25, -1, 10_000):
        assert not step_by_sql("kz_coordinator", opening, "open", hours)
        with pytest.raises(UnableToOpenError):
            scenes.open_content(opening, hours=hours)


def test_after_its_hours_nothing_is_shown_by_page_or_by_raw_sql() -> None:
    with chance.seeded("opening", twins.NOON):
        opening = scenes.opened()
        assert by_sql("tj_analyst", READ, [opening])[0] is not None
    with chance.seeded("opening-late", twins.NOON + timedelta(hours=4)):
        assert by_sql("tj_analyst", READ, [opening])[0] is None
        with pytest.raises(NoSuchOpeningError):
            scenes.shown(opening)
        assert standing(opening).standing is Standing.OVER


def test_what_nobody_opened_in_three_days_lapses() -> None:
    with chance.seeded("opening", twins.NOON):
        opening = scenes.asked()
        scenes.vouch(opening)
    with chance.seeded("opening-late", twins.NOON + timedelta(days=3)):
        assert standing(opening).standing is Standing.LAPSED
        assert not step_by_sql("kz_coordinator", opening, "open")


@pytest.mark.parametrize("who", ["erlan", "kz_coordinator"])
def test_the_owner_and_his_coordinating_agency_refuse_or_end_it_at_once(who: str) -> None:
    opening = scenes.asked()
    actor = scenes.seen_as(who)
    with viewing(actor):
        actions.refuse_opening(actor=actor, opening=opening, reason="EXERCISE reason")
    assert standing(opening).standing is Standing.REFUSED
    assert not step_by_sql("farrukh", opening, "vouch")


def test_a_desk_asks_for_one_thing_once_and_not_again_on_the_day_it_was_refused() -> None:
    """Neither by the door nor by raw SQL: a refusal binds both officers, and nobody floods the owner with alarms."""
    hit, owner = scenes.hit_of("tj_analyst"), scenes.seen_as("erlan")
    with chance.seeded("opening-once", twins.NOON):
        opening = scenes.asked()
        assert not asked_again(hit)
        with viewing(owner):
            actions.refuse_opening(actor=owner, opening=opening, reason="EXERCISE reason")
        assert not asked_again(hit)
    with chance.seeded("opening-anew", twins.NOON + timedelta(hours=25)):
        assert asked_again(hit)


def asked_again(hit: UUID) -> bool:
    """Whether a hit is asked to be opened once more: raw SQL decides, and the door says the same."""
    values = [chance.new_id(), hit, scenes.DANGER, [chance.new_id() for _ in range(60)]]
    went = by_sql("tj_analyst", "SELECT opening_ask(%s, %s, %s, %s)", values) is not None
    if not went:
        with pytest.raises(UnableToOpenError):
            scenes.asked()
    return went


def test_what_the_owner_ends_shows_nothing_any_more() -> None:
    opening = scenes.opened()
    actor = scenes.seen_as("erlan")
    with viewing(actor):
        actions.end_opening(actor=actor, opening=opening)
    with pytest.raises(NoSuchOpeningError):
        scenes.shown(opening)


def test_nobody_but_those_of_the_asking_desk_who_look_for_records_reads_it() -> None:
    opening = scenes.opened()
    found = {who: by_sql(who, READ, [opening]) for who in cast.OFFICERS}
    assert {who for who, row in found.items() if row is not None and row[0] is not None} == {"tj_analyst", "farrukh"}


def test_what_is_shown_says_who_challenges_his_record() -> None:
    opening = scenes.opened()
    assert [each["challenged"] for each in scenes.shown(opening)["subjects"]] == [False]
    actor = scenes.seen_as("erlan")
    with viewing(actor):
        with connection.cursor() as cursor:
            cursor.execute("SELECT report, id FROM records_subject WHERE current AND kind = 'person'")
            [(record, subject)] = cursor.fetchall()
        retention.challenge(
            actor=actor,
            report=record,
            subject=subject,
            ground=Dispute.INACCURATE,
            reference="EX-C-1",
            reason="EXERCISE reason",
        )
    assert [each["challenged"] for each in scenes.shown(opening)["subjects"]] == [True]


def test_it_is_read_for_the_purpose_it_was_asked_for_alone() -> None:
    opening = scenes.opened()
    for purpose in Purpose:
        found = by_sql("tj_analyst", READ, [opening], purpose)
        assert (found is not None and found[0] is not None) == (purpose is scenes.WORKS), purpose


def test_forbids_stand_above_an_opening() -> None:
    """A suspension after the opening closes it: the law is asked at each look."""
    opening = scenes.opened()
    keeper = scenes.seen_as("kz_coordinator")
    with viewing(keeper):
        directory_actions.suspend_all(actor=keeper, towards=directory.party("TJ").id, reason="EXERCISE")
    assert by_sql("tj_analyst", READ, [opening])[0] is None


def test_only_a_hit_of_ones_own_can_be_opened_and_a_silent_one_cannot() -> None:
    hit = scenes.hit_of("tj_analyst")
    for who in ("hamid", "director", "erlan", "tj_coordinator", "admin"):
        values = [chance.new_id(), hit, scenes.DANGER, [chance.new_id() for _ in range(60)]]
        assert by_sql(who, "SELECT opening_ask(%s, %s, %s, %s)", values) is None, who


def test_without_a_coordinating_agency_nothing_opens() -> None:
    hit = scenes.hit_of("tj_analyst")
    with viewing(directory.system_viewer("found-node")):
        directory_actions.name_coordinator(party=directory.party("KZ").id, agency=None)  # type: ignore[arg-type]  # none
    actor = scenes.seen_as("tj_analyst")
    with viewing(actor), pytest.raises(UnableToOpenError):
        actions.ask_opening(actor=actor, hit=hit, danger=scenes.DANGER)


def test_rows_are_written_by_the_functions_alone() -> None:
    opening = scenes.asked()
    for who in ("tj_analyst", "kz_coordinator", "erlan"):
        assert by_sql(who, "UPDATE permissions_opening SET opened_at = asked_at RETURNING 1", []) is None
        assert by_sql(who, "DELETE FROM permissions_opening RETURNING 1", []) is None
    assert standing(opening).standing is Standing.WAITS_FOR_FIRST


def test_the_owner_reviews_it_afterwards_and_never_who_opened_it() -> None:
    with chance.seeded("opening", twins.NOON):
        opening = scenes.opened()
        assert not step_by_sql("erlan", opening, "review", 1)
    with chance.seeded("opening-late", twins.NOON + timedelta(hours=5)):
        assert not step_by_sql("kz_coordinator", opening, "review", 1)
        actor = scenes.seen_as("erlan")
        with viewing(actor):
            actions.review_opening(actor=actor, opening=opening, justified=False, words="EXERCISE reason")
        entry = standing(opening)
        assert (entry.standing, entry.justified, entry.review_words) == (Standing.REVIEWED, False, "EXERCISE reason")


def test_an_opening_is_seen_by_both_sides_and_by_nobody_else() -> None:
    opening = scenes.asked()
    seen = set()
    for who in cast.OFFICERS:
        viewer = scenes.seen_as(who)
        with viewing(viewer):
            if any(each.id == opening for each in queries.openings(viewer=viewer)):
                seen.add(who)
    asking = {"tj_analyst", "farrukh", "tj_coordinator", "tj_dpo"}
    assert seen == asking | {"erlan", "aigerim", "kz_coordinator", "gulnora"}


def give_hat(who: str, desk: str, role: Role) -> None:
    """A second hat for an officer."""
    with viewing(directory.system_viewer("found-node")):
        officer = cast.viewer(who).officer
        directory_actions.appoint(officer=officer, desk=directory.desk_by_code(desk).id, role=role, since=cast.SINCE)


def second_hat(who: str, role: Role, desk: str = "") -> Any:
    """The viewer under that hat."""
    hats = directory.hats_of(directory.account_id(who))
    [hat] = [each for each in hats if each.role is role and (not desk or each.desk.code == desk)]
    return directory.viewer_for(hat.id, purpose=scenes.WORKS, case="EX-7")


def step_under(viewer: Any, opening: UUID, name: str) -> bool:
    """Whether the database takes a step under this very hat."""
    with viewing(viewer):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(STEP, [opening, name, "EXERCISE", 4, [chance.new_id() for _ in range(4)]])
                return True
        except DatabaseError:
            return False


def step_would(who: str, opening: UUID, name: str) -> bool:
    """Whether the database would take somebody's step; nothing is kept."""
    with viewing(scenes.seen_as(who)):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(STEP, [opening, name, "EXERCISE", 4, [chance.new_id() for _ in range(4)]])
                transaction.set_rollback(True)
                return True
        except DatabaseError:
            return False
