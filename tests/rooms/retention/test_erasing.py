"""Erasing a nominal part: what goes, what stays, who is told, who may, what the clock does; holds that stop it."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connection

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Part, State
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal_actions
from kerege.rooms.journal import queries as journal
from kerege.rooms.notices import queries as notices
from kerege.rooms.records import actions as records_actions
from kerege.rooms.records import queries as records
from kerege.rooms.retention import actions, queries
from kerege.rooms.retention.queries import Ground, Stage
from tests import cast
from tests.rooms.crosscheck import scenes as checking
from tests.rooms.files import pictures
from tests.rooms.records import desk
from tests.rooms.retention import scenes


@pytest.fixture(autouse=True)
def standing_clock() -> Iterator[None]:
    with scenes.clock():
        yield


def seen(who: str, report: UUID) -> records.ReportEntry:
    """The report as somebody sees it."""
    viewer = cast.viewer(who)
    with viewing(viewer):
        return records.report(viewer=viewer, report_id=report)


def test_the_nominal_part_goes_and_the_facts_stay(own_clone: str) -> None:
    report = scenes.kept()
    facts = seen("hamid", report).facts
    done = scenes.erase(report)
    assert (done.subjects, done.entries) == (1, 1)
    after = seen("aigerim", report)
    assert after.nominal is None
    assert seen("hamid", report).facts == facts
    assert not checking.ask("hamid", checking.PHONE).hits
    [stone] = scenes.tombstones()
    assert (stone.report, stone.ground, stone.number) == (report, Ground.UNLAWFUL, after.number)
    assert scenes.tombstones("hamid") == scenes.tombstones("erlan") == []


def test_a_correction_that_was_begun_before_brings_nobody_back(own_clone: str) -> None:
    report = scenes.kept()
    before = seen("aigerim", report).version.number
    scenes.erase(report)
    saved = records_actions.Saved(report, report, "", before, State.OFFERED, State.OFFERED)
    with pytest.raises(records_actions.UnableToCorrectError, match="erased"):
        desk.correct("aigerim", saved, desk.raw(place="Алматы"), expected=before)
    assert seen("aigerim", report).nominal is None
    desk.correct("aigerim", saved, desk.facts_only(place="Алматы"), expected=before)
    assert (seen("aigerim", report).facts.place, seen("aigerim", report).nominal) == ("Алматы", None)


def test_everybody_who_received_it_is_told_and_confirms(own_clone: str) -> None:
    report = scenes.kept()
    scenes.released(report, "TJ")
    assert checking.ask("hamid", checking.PHONE).hits
    scenes.erase(report)
    assert scenes.purges("iskender") == []
    [tajik], [uzbek] = scenes.purges("farrukh"), scenes.purges("hamid")
    assert (tajik.why, uzbek.why, tajik.genuine, uzbek.genuine) == ("release", "hit", True, True)
    assert checking.inbox("hamid") == checking.inbox("aigerim") == []
    viewer = cast.viewer("farrukh")
    with viewing(viewer):
        assert [each.thing for each in notices.inbox(viewer=viewer) if each.kind == "retention.purge"] == [tajik.id]
    with pytest.raises(actions.UnableToEraseError):
        scenes.confirm("hamid", tajik.id)
    scenes.confirm("farrukh", tajik.id)
    confirmed = {each.desk: each.confirmed_at is not None for each in scenes.tombstones()[0].holders}
    assert confirmed == {cast.viewer("farrukh").desk: True, cast.viewer("hamid").desk: False}
    with pytest.raises(actions.UnableToEraseError):
        scenes.confirm("farrukh", tajik.id)


def test_the_owner_does_not_learn_of_a_holder_whom_it_never_knew(own_clone: str) -> None:
    """A covert case of another desk had a hit on the record; the record's owner was not told, and is not told now."""
    report = scenes.kept()
    checking.report("hamid", checking.person(checking.RAHIMOV, phone=checking.PHONE, covert="yes"))
    assert checking.inbox("hamid")
    assert checking.inbox("aigerim") == []
    erased = scenes.erase(report)
    assert (erased.holders, erased.hits) == (0, 0), "as where nobody had a hit on it"
    with viewing(cast.viewer("gulnora")), connection.cursor() as cursor:
        cursor.execute("SELECT holders, hits FROM retention_tombstone WHERE report = %s", [report])
        assert cursor.fetchall() == [(0, 0)]
    assert len(scenes.purges("hamid")) == 1
    assert scenes.tombstones()[0].holders == ()
    scenes.confirm("hamid", scenes.purges("hamid")[0].id)
    assert scenes.tombstones()[0].holders == ()


def test_files_judgements_and_earlier_versions_go_too(own_clone: str) -> None:
    saved = desk.report("aigerim")
    actor = cast.viewer("aigerim")
    with viewing(actor):
        for part in Part:
            records_actions.attach(
                actor=actor, report_id=saved.report, part=part, name="EXERCISE.jpg", content=pictures.jpeg()
            )
    desk.correct("aigerim", saved, desk.raw(place="EXERCISE"))
    done = scenes.erase(saved.report)
    assert (done.subjects, done.files) == (2, 1)
    with viewing(actor):
        from kerege.rooms.files import queries as files

        assert [each.part for each in files.attachments(viewer=actor, report=saved.report)] == [Part.FACTS]
        assert records.version_nominal(viewer=actor, report_id=saved.report, number=1) is None
    assert actions.sweep() == 0


def test_the_journal_stays_whole_and_proves_nothing_of_it_any_more(own_clone: str) -> None:
    report = scenes.kept()
    seen("hamid", report)
    while journal_actions.sequence():
        pass
    scenes.erase(report)
    while journal_actions.sequence():
        pass
    assert journal.verify_journal([]).is_whole
    with connection.cursor() as cursor, viewing(cast.viewer("gulnora")):
        cursor.execute(
            "SELECT l.door, octet_length(l.salt) FROM journal_leaf l JOIN journal_mention m ON m.leaf = l.id"
            " WHERE m.record = %s ORDER BY l.at, l.door",
            [report],
        )
        salts = dict(cursor.fetchall())
    assert salts["retention.erase"] == 16
    assert {size for door, size in salts.items() if door != "retention.erase"} == {0}


@pytest.mark.parametrize(
    ("who", "reason", "said"),
    [
        ("bolat", scenes.REASON, "before its review is due"),
        ("aigerim", scenes.REASON, "before its review is due"),
        ("hamid", scenes.REASON, "no nominal part of your agency"),
        ("tj_dpo", scenes.REASON, "no nominal part of your agency"),
        ("gulnora", "no", "give the reason in words"),
    ],
)
def test_who_may_not_erases_nothing(own_clone: str, who: str, reason: str, said: str) -> None:
    report = scenes.kept()
    with pytest.raises(actions.UnableToEraseError, match=said):
        scenes.erase(report, who, reason=reason)
    assert seen("aigerim", report).nominal is not None


def test_a_desk_erases_what_is_due_and_the_node_what_nobody_justified(own_clone: str) -> None:
    first, second = scenes.kept(), scenes.kept()
    scenes.later(scenes.DUE_IN)
    scenes.erase(first, "aigerim", Ground.PURPOSE_MET)
    chance.advance(timedelta(days=30))
    assert actions.erase_lapsed() == 0
    chance.advance(timedelta(days=3))
    assert actions.erase_lapsed() == 1
    assert seen("aigerim", second).nominal is None
    assert [each.by_clock for each in scenes.tombstones()] == [True, False]
    assert actions.erase_lapsed() == 0


def test_a_hold_stops_erasure_and_clock_until_the_same_authority_lifts_it(own_clone: str) -> None:
    report = scenes.kept()
    scenes.hold(report, days=700)
    assert scenes.due() == []
    with pytest.raises(actions.UnableToEraseError, match="hold stops"):
        scenes.erase(report)
    chance.advance(timedelta(days=600))
    with pytest.raises(actions.UnableToHoldError, match="held already"):
        scenes.hold(report)
    with pytest.raises(actions.UnableToHoldError, match="authority that made it"):
        scenes.lift(report, authority="EXERCISE prosecutor")
    scenes.lift(report, authority="exercise  COURT of almaty")
    scenes.erase(report)


def test_a_hold_keeps_what_passed_its_day_but_opens_nothing(own_clone: str) -> None:
    report = scenes.kept()
    scenes.released(report)
    chance.advance(timedelta(days=scenes.DUE_IN))
    scenes.hold(report, days=100)
    scenes.later(60)
    assert scenes.due()[0].stage is Stage.HELD
    assert actions.erase_lapsed() == 0
    assert seen("farrukh", report).nominal is None
    assert not checking.ask("hamid", checking.PHONE).hits
    chance.advance(timedelta(days=100))
    assert actions.erase_lapsed() == 1


def test_holds_are_seen_by_the_owners_agency_and_entered_by_those_who_answer_for_it(own_clone: str) -> None:
    report = scenes.kept()
    for who in ("bolat", "hamid", "tj_dpo"):
        with pytest.raises(actions.UnableToHoldError):
            scenes.hold(report, who)
    scenes.hold(report, "aigerim")
    for who, count in (("aigerim", 1), ("gulnora", 1), ("hamid", 0), ("tj_dpo", 0)):
        viewer = cast.viewer(who)
        with viewing(viewer):
            assert len(queries.holds(viewer=viewer)) == count


def test_the_database_refuses_what_python_forgot(own_clone: str) -> None:
    """A dishonest process of role app erases nothing of others, writes no tombstone, confirms for nobody."""
    report = scenes.kept()
    owner = cast.viewer("aigerim").desk
    for who, system in (("hamid", ""), ("bolat", ""), ("", "keep-time")):
        viewer = cast.viewer(who) if who else directory.system_viewer(system)
        with pytest.raises(DatabaseError), viewing(viewer):
            actions.erasing.carry_out(owner, report, "EXERCISE", Ground.REVIEW_PASSED)
    for statement in (
        "DELETE FROM records_nominal",
        "INSERT INTO retention_tombstone SELECT * FROM retention_tombstone",
        "SELECT * FROM retention_holders(%s, %s)",
        "SELECT retention_forget_rows('2099-01-01')",
        "SELECT * FROM retention_to_sweep(9)",
        "SELECT retention_swept('{}')",
        "SELECT retention_strays('{a}')",
        "DELETE FROM retention_sweep",
        "SELECT count(*) FROM retention_sweep",
    ):
        with pytest.raises(DatabaseError), viewing(cast.viewer("aigerim")), connection.cursor() as cursor:
            cursor.execute(statement, [owner, report] if "%s" in statement else None)
    assert seen("aigerim", report).nominal is not None


def test_the_same_file_does_not_bring_an_erased_row_back(own_clone: str) -> None:
    actor = cast.viewer("aigerim")

    def brought() -> records_actions.BulkResult:
        with viewing(actor):
            packer = records_actions.packer_for(actor=actor)
            prepared = records_actions.Prepared(desk.claim(desk.raw()), b"k" * 32)
            return records_actions.report_packed(actor=actor, packed=[records_actions.pack(packer, prepared)])

    report = brought().added[b"k" * 32]
    scenes.erase(report)
    again = brought()
    assert again.added == {}
    assert again.already == {b"k" * 32}
    assert seen("aigerim", report).nominal is None
