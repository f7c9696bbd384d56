"""Third-party permission: asked of the originator of what was read, granted by a release or refused; attacks."""

from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Act, Outcome, Part, Purpose
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.directory import queries as directory
from kerege.rooms.notices import queries as notices
from kerege.rooms.permissions import actions, queries
from kerege.rooms.permissions.actions import UnableToAskError
from kerege.rooms.permissions.queries import NoSuchAskingError
from kerege.rooms.records import actions as records
from kerege.rooms.records import queries as reports
from kerege.rooms.records.actions import RefusedByLawError
from tests import cast
from tests.rooms.permissions import scenes

pytestmark = pytest.mark.django_db
WORDS = "EXERCISE: a case before the court of Tashkent"


def asked(report: UUID, act: Act = Act.ONWARD, who: str = "farrukh", towards: str = "UZ") -> UUID:
    actor = scenes.seen_as(who)
    with viewing(actor):
        to = directory.party(towards).id if act is Act.ONWARD else None
        return actions.ask(actor=actor, report=report, part=Part.NOMINAL, act=act, towards=to, words=WORDS)


def answered(asking: UUID, grant: bool = True, who: str = "erlan", words: str = "EXERCISE reason") -> UUID | None:
    actor = cast.viewer(who)
    with viewing(actor):
        return actions.answer(actor=actor, asking=asking, grant=grant, words=words, answered=True)


def judged(report: UUID, act: Act, who: str = "farrukh", towards: str = "UZ") -> Outcome:
    viewer = scenes.seen_as(who)
    with viewing(viewer):
        to = directory.party(towards).id if act is Act.ONWARD else None
        found = queries.judged(viewer=viewer, entry=reports.report(viewer=viewer, report_id=report), towards=to)
        return next(each.outcome for each in found if (each.part, each.act) == (Part.NOMINAL, act))


def reads_nominal(report: UUID, who: str) -> bool:
    viewer = scenes.seen_as(who)
    with viewing(viewer):
        try:
            return reports.report(viewer=viewer, report_id=report).nominal is not None
        except reports.NoSuchReportError:
            return False


def test_the_originator_grants_passing_on_by_a_release_to_that_party_alone() -> None:
    report = scenes.a_record(handling="H2")
    assert judged(report, Act.ONWARD) is Outcome.ASK
    asking = asked(report)
    assert not reads_nominal(report, "hamid")
    answered(asking)
    assert reads_nominal(report, "hamid")
    assert not reads_nominal(report, "iskender")
    assert judged(report, Act.ONWARD) is Outcome.ALLOW
    assert judged(report, Act.ONWARD, towards="KG") is Outcome.ASK


def test_a_withdrawn_release_takes_the_permission_along() -> None:
    report = scenes.a_record(handling="H1")
    assert judged(report, Act.USE_AS_EVIDENCE) is Outcome.ASK
    release = answered(asked(report, Act.USE_AS_EVIDENCE))
    assert judged(report, Act.USE_AS_EVIDENCE) is Outcome.ALLOW
    owner = cast.viewer("erlan")
    with viewing(owner):
        records.withdraw_release(actor=owner, release_id=release)
    assert judged(report, Act.USE_AS_EVIDENCE) is Outcome.ASK


def test_nobody_buries_what_waits_under_later_questions() -> None:
    first, refused = (asked(scenes.a_record(handling="H2")) for _ in range(2))
    later = [asked(scenes.a_record(handling="H2")) for _ in range(2)]
    answered(refused, grant=False)
    owner = cast.viewer("erlan")
    with viewing(owner):
        assert [each.id for each in queries.askings(viewer=owner, limit=2)] == [first, later[0]]
        assert [each.id for each in queries.askings(viewer=owner)] == [first, *later, refused]


def test_a_refusal_opens_nothing_and_needs_its_reason() -> None:
    report = scenes.a_record(handling="H2")
    asking = asked(report)
    with pytest.raises(UnableToAskError, match="reason in words"):
        answered(asking, grant=False, words=" ")
    answered(asking, grant=False)
    assert not reads_nominal(report, "hamid")
    viewer = scenes.seen_as("farrukh")
    with viewing(viewer):
        entry = queries.asking(viewer=viewer, asking_id=asking)
        assert "permissions.answered" in [each.kind for each in notices.inbox(viewer=viewer)]
    assert (entry.state, entry.answer_words, entry.holds) == ("refused", "EXERCISE reason", False)


def test_what_the_law_allows_or_forbids_is_not_asked() -> None:
    plain, closed = scenes.a_record(), scenes.a_record(conditions="no_onward")
    with pytest.raises(UnableToAskError, match="without asking"):
        asked(plain)
    with pytest.raises(UnableToAskError, match="forbids"):
        asked(closed)
    with pytest.raises(UnableToAskError, match="forbids"):
        asked(scenes.a_record(handling="H2"), towards="OBS")


@pytest.mark.parametrize("act", queries.ASKABLE)
@pytest.mark.parametrize("who", ["tj_analyst", "farrukh", "hamid", "bolat"])
def test_who_lacks_the_role_is_told_of_his_role_and_not_of_the_law(who: str, act: Act) -> None:
    report, actor = scenes.a_record(handling="H1 H2"), scenes.seen_as(who)
    with viewing(actor):
        ask = {"report": report, "part": Part.FACTS, "act": act, "towards": directory.party("RU").id, "words": WORDS}
        said = ""
        try:
            actions.ask(actor=actor, **ask)
        except UnableToAskError as problem:
            said = problem.message
    assert ("your present hat" in said) == (act not in ROLE_ACTS[actor.role])


def test_no_grant_lifts_what_the_law_forbids() -> None:
    """Towards a party that may impose death the release itself is refused, so the permission is not there either."""
    report = scenes.a_record(handling="H2")
    asking = asked(report)
    run("farrukh", "SELECT 1")
    with viewing(directory.system_viewer("found-node")):
        from kerege.rooms.directory import actions as directory_actions
        from kerege.rooms.directory.rules import PartyFact

        directory_actions.state_fact(
            party=directory.party("UZ").id, fact=PartyFact.DEATH_PENALTY, since=cast.SINCE, source="EXERCISE"
        )
    with pytest.raises(RefusedByLawError):
        answered(asking)
    assert not reads_nominal(report, "hamid")
    assert judged(report, Act.ONWARD) is Outcome.DENY


def test_the_same_is_asked_once_while_it_waits() -> None:
    report = scenes.a_record(handling="H2")
    asked(report)
    with pytest.raises(UnableToAskError, match="waits"):
        asked(report)


def run(who: str, statement: str, values: list[Any] = [], purpose: Purpose = scenes.WORKS) -> bool:  # noqa: B006 - read only
    """Whether the database does it for role app."""
    with viewing(scenes.seen_as(who, purpose)):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement, values)
                transaction.set_rollback(True)
                return True
        except DatabaseError:
            return False


def fresh(count: int) -> list[UUID]:
    return [chance.new_id() for _ in range(count)]


def test_by_raw_sql_nobody_asks_about_what_he_does_not_read() -> None:
    report = scenes.a_record(handling="H2")
    with viewing(cast.viewer("farrukh")):
        towards = directory.party("UZ").id
    statement = "SELECT permission_ask(%s, %s, 'nominal', 'onward', %s, 'EXERCISE', %s)"
    values = [chance.new_id(), report, towards, fresh(2)]
    may = {who for who in cast.OFFICERS if run(who, statement, values)}
    assert may == {"farrukh", "tj_analyst"}
    assert not run("farrukh", statement, values, Purpose.OWN_WORK)


def test_by_raw_sql_nobody_but_the_originator_answers_and_never_without_his_release() -> None:
    report = scenes.a_record(handling="H2")
    asking = asked(report)
    statement = "SELECT permission_answer(%s, %s, 'EXERCISE', %s, %s)"
    for who in cast.OFFICERS:
        assert not run(who, statement, [asking, True, None, fresh(2)]), who
        assert not run(who, statement, [asking, True, chance.new_id(), fresh(2)]), who
    refuses = {who for who in cast.OFFICERS if run(who, statement, [asking, False, None, fresh(2)])}
    assert refuses == {"erlan"}
    for statement in ("UPDATE permissions_asking SET state = 'granted'", "DELETE FROM permissions_asking"):
        assert not any(run(who, statement) for who in ("farrukh", "erlan", "tj_coordinator"))


def test_a_release_to_somebody_else_grants_nothing() -> None:
    report = scenes.a_record(handling="H2")
    asking = asked(report)
    owner = cast.viewer("erlan")
    with viewing(owner):
        release = records.release(
            actor=owner,
            report_id=report,
            part=Part.NOMINAL,
            audience=directory.party("KG").id,
            audience_kind="party",
            purposes=[scenes.WORKS],
            answered=True,
        )
    assert not run("erlan", "SELECT permission_answer(%s, true, 'EXERCISE', %s, %s)", [asking, release, fresh(2)])


def test_it_is_seen_by_the_asking_desk_and_the_responsible_of_both_sides_alone() -> None:
    asking = asked(scenes.a_record(handling="H2"))
    seen = set()
    for who in cast.OFFICERS:
        viewer = scenes.seen_as(who)
        with viewing(viewer):
            try:
                queries.asking(viewer=viewer, asking_id=asking)
                seen.add(who)
            except NoSuchAskingError:
                pass
    assert seen == {"farrukh", "tj_analyst", "tj_coordinator", "tj_dpo", "erlan"}
