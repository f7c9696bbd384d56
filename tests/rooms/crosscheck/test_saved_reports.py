"""What happens by itself when a report is saved: both sides' hits, the queue, corrections, releases, batches."""

from typing import Any

import pytest

from kerege.foundation.viewing import viewing
from kerege.kernel.law import Part, Purpose
from kerege.rooms.crosscheck import actions, queries
from kerege.rooms.crosscheck.models import Entry, Hit, Waiting
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import queries as journal
from kerege.rooms.records import actions as records_actions
from kerege.rooms.records import queries as records
from tests import cast
from tests.rooms.crosscheck.scenes import PHONE, RAHIMOV, ask, inbox, person, report, thing

pytestmark = pytest.mark.usefixtures("node")


def waiting() -> int:
    """How many reports wait for their check."""
    with viewing(directory.system_viewer("checks")):
        return int(Waiting.objects.count())


def lines(who: str) -> list[tuple[str, str, str]]:
    """Side, finding and other desk of each hit of somebody's agency."""
    return sorted((h.side.value, h.finding, h.call.code if h.call else "") for h in inbox(who))


def test_two_reports_that_meet_give_each_side_its_hit() -> None:
    report("aigerim", person(RAHIMOV, phone=PHONE))
    report("farrukh", person("Farrukh Rahimov", phone=PHONE))
    assert lines("aigerim") == [("owner", "hit", "tj-dushanbe")]
    assert lines("farrukh") == [("asker", "hit", "kz-almaty")]
    assert waiting() == 0


def test_a_silent_report_learns_of_a_hit_and_tells_nobody() -> None:
    report("aigerim", person(RAHIMOV, phone=PHONE))
    report("farrukh", person(RAHIMOV, category="contact", phone=PHONE))
    assert lines("farrukh") == [("asker", "hit", "kz-almaty")]
    assert lines("aigerim") == []
    with viewing(cast.viewer("aigerim")) as owner:
        assert "tj-dushanbe" not in repr(journal.readings(viewer=owner))


def test_a_report_that_meets_a_silent_one_learns_nothing_and_the_other_owner_does() -> None:
    report("farrukh", person(RAHIMOV, category="contact", phone=PHONE))
    report("aigerim", person(RAHIMOV, phone=PHONE))
    assert lines("aigerim") == []
    assert lines("farrukh") == [("owner", "silent", "kz-almaty")]


@pytest.mark.parametrize("category", ["victim", "witness"])
def test_a_victim_meets_nobody_whichever_comes_first(category: str) -> None:
    report("aigerim", person(RAHIMOV, phone=PHONE))
    report("farrukh", person(RAHIMOV, category=category, phone=PHONE))
    report("hamid", person(RAHIMOV, category=category, phone=PHONE))
    report("iskender", person("Other Person", phone=PHONE))
    assert [line for who in ("aigerim", "farrukh", "hamid") for line in lines(who) if line[2] not in OFFERED] == []


OFFERED = {"kg-osh", "kz-almaty"}


def test_a_report_that_waits_at_the_gate_meets_only_its_own_agency_until_it_is_offered() -> None:
    report("aigerim", person(RAHIMOV, phone=PHONE))
    made = report("tj_analyst", person("Farrukh Rahimov", phone=PHONE))
    assert lines("aigerim") == lines("farrukh") == []
    releasing = cast.viewer("farrukh")
    with viewing(releasing):
        records_actions.offer(actor=releasing, report_id=made, part=Part.NOMINAL)
    assert lines("aigerim") == [("owner", "hit", "tj-dushanbe")]
    assert lines("farrukh") == [("asker", "hit", "kz-almaty")]


def test_things_meet_by_their_identifiers() -> None:
    report("aigerim", thing("vehicle", "plate", "777 ABC 02"), thing("phone", "phone", PHONE))
    report("farrukh", thing("vehicle", "plate", "777ABC02"))
    assert [hit.fields for hit in inbox("farrukh")] == [("plate",)]
    assert [hit.grade.value for hit in inbox("farrukh")] == ["strong"]


def correct(who: str, made: Any, *subjects: dict[str, Any], expected: int = 1) -> None:
    """A new version with these subjects."""
    viewer = cast.viewer(who)
    raw = {
        "kind": "seizure",
        "occurred": "2026-01-03",
        "country": "KZ",
        "case_reference": "EX-1",
        "items": [{"substance": "heroin", "quantity": "1", "unit": "kg"}],
        "subjects": list(subjects),
    }
    with viewing(viewer):
        claim = records.read_claim(raw, records.Reader(substance=lambda text: None, day=viewer.day))
        records_actions.correct(actor=viewer, report_id=made, claim=claim, expected=expected, reason="EXERCISE")


def test_a_correction_replaces_what_is_found_and_keeps_what_did_not_change() -> None:
    made = report("aigerim", person(RAHIMOV, phone=PHONE), person("Каримов Баходир"))
    with viewing(cast.viewer("aigerim")):
        before = {row.names[0]: row.id for row in Entry.objects.all()}
    correct("aigerim", made, person("Каримов Баходир"), person(RAHIMOV, phone="+992 900 11 22 33"))
    with viewing(cast.viewer("aigerim")):
        after = {row.names[0]: row.id for row in Entry.objects.all()}
    assert after["Каримов Баходир"] == before["Каримов Баходир"]
    assert after[RAHIMOV] != before[RAHIMOV]
    assert ask("farrukh", PHONE).hits == ()
    assert len(ask("farrukh", "+992 900 11 22 33").hits) == 1


def test_a_release_opens_a_hit_and_its_withdrawal_closes_it() -> None:
    made = report("farrukh", person(RAHIMOV, phone=PHONE))
    ask("bolat", PHONE)
    releasing = cast.viewer("farrukh")
    with viewing(releasing):
        almaty = directory.desk_by_code("kz-almaty")
        release = records_actions.release(
            actor=releasing,
            report_id=made,
            part=Part.NOMINAL,
            audience=almaty.agency,
            audience_kind="agency",
            purposes=[Purpose.INVESTIGATION],
        )
    opened = inbox("bolat", purpose=Purpose.INVESTIGATION)[0]
    assert opened.finding == "open"
    assert opened.theirs is not None
    assert opened.theirs.names == (RAHIMOV,)
    assert [hit.finding for hit in ask("bolat", PHONE).hits] == ["open"]
    with viewing(releasing):
        records_actions.withdraw_release(actor=releasing, release_id=release)
    assert [hit.finding for hit in inbox("bolat", purpose=Purpose.INVESTIGATION)] == ["hit"]
    assert [hit.finding for hit in ask("bolat", PHONE).hits] == ["hit"]


def test_not_the_same_is_remembered_for_later_checks_and_can_be_taken_back() -> None:
    report("aigerim", person(RAHIMOV, phone=PHONE))
    found = ask("farrukh", PHONE).hits[0]
    viewer = cast.viewer("farrukh", Purpose.INVESTIGATION, case="EX-7")
    with viewing(viewer):
        judgement = actions.judge(
            actor=viewer, hit_id=found.id, verdict=queries.Verdict.NOT_SAME, reason="EXERCISE: another man"
        )
    assert ask("farrukh", PHONE).hits == ()
    assert ask("farrukh", f"{PHONE} Rahimov Farrukh").hits != ()
    with viewing(viewer):
        actions.withdraw_judgement(actor=viewer, judgement=judgement)
    assert len(ask("farrukh", PHONE).hits) == 1


def test_a_judgement_needs_a_role_and_a_reason() -> None:
    report("aigerim", person(RAHIMOV, phone=PHONE))
    found = ask("farrukh", PHONE).hits[0]
    viewer = cast.viewer("farrukh")
    with pytest.raises(actions.ReasonMissingError), viewing(viewer):
        actions.judge(actor=viewer, hit_id=found.id, verdict=queries.Verdict.SAME, reason=" ")
    post = cast.viewer("daniyar")
    with pytest.raises(actions.UnableToJudgeError), viewing(post):
        actions.judge(actor=post, hit_id=inbox("aigerim")[0].id, verdict=queries.Verdict.SAME, reason="EXERCISE")
    other = cast.viewer("hamid")
    with pytest.raises(queries.NoSuchHitError), viewing(other):
        actions.judge(actor=other, hit_id=found.id, verdict=queries.Verdict.SAME, reason="EXERCISE")


def test_a_silent_match_is_revealed_only_by_a_releasing_officer_and_once() -> None:
    report("farrukh", person(RAHIMOV, category="contact", phone=PHONE))
    ask("bolat", PHONE)
    silent = inbox("farrukh")[0]
    analyst, releasing = cast.viewer("tj_analyst"), cast.viewer("farrukh")
    with pytest.raises(actions.UnableToJudgeError), viewing(analyst):
        actions.answer_silent(actor=analyst, hit_id=silent.id, answer=queries.Answer.REVEAL)
    with viewing(releasing):
        actions.answer_silent(actor=releasing, hit_id=silent.id, answer=queries.Answer.REVEAL)
    assert lines("bolat") == [("asker", "hit", "tj-dushanbe")]
    with pytest.raises(actions.UnableToJudgeError), viewing(releasing):
        actions.answer_silent(actor=releasing, hit_id=silent.id, answer=queries.Answer.ASK)


def test_every_check_is_journalled_and_mentions_whom_it_met() -> None:
    made = report("aigerim", person(RAHIMOV, phone=PHONE))
    ask("farrukh", PHONE)
    ask("farrukh", "+992 900 00 00 00")
    with viewing(cast.viewer("farrukh")) as asker:
        acts = [act for act in journal.own_acts(viewer=asker) if act.kind == "check"]
    assert sorted(act.rows for act in acts) == [0, 1]
    with viewing(cast.viewer("aigerim")) as owner:
        met = [each for each in journal.readings(viewer=owner, record=made) if each.kind == "check"]
    assert [each.purpose for each in met] == ["investigation"]


def test_a_batch_waits_and_is_checked_once_whoever_runs_it() -> None:
    report("farrukh", person(RAHIMOV, phone=PHONE))
    viewer = cast.viewer("aigerim")
    raw = {
        "kind": "seizure",
        "occurred": "2026-01-03",
        "country": "KZ",
        "case_reference": "EX-1",
        "items": [{"substance": "heroin", "quantity": "1", "unit": "kg"}],
    }
    with viewing(viewer):
        reader = records.Reader(substance=lambda text: None, day=viewer.day)
        claims = [
            records.read_claim({**raw, "subjects": [person(name, phone=PHONE)]}, reader)
            for name in ("Farrukh Rahimov", "Каримов Баходир")
        ]
        prepared = [records_actions.Prepared(claim, bytes([at]) * 32) for at, claim in enumerate(claims)]
        records_actions.report_many(actor=viewer, prepared=prepared)
    assert waiting() == 2
    assert inbox("aigerim") == []
    assert actions.check_waiting() == 2
    assert actions.check_waiting() == 0
    assert [hit.fields for hit in inbox("aigerim")] == [("name", "phone"), ("phone",)] or [
        hit.fields for hit in inbox("aigerim")
    ] == [("phone",), ("name", "phone")]
    with viewing(cast.viewer("farrukh")):
        assert Hit.objects.filter(side="owner").count() == 2


def test_a_profile_is_the_component_that_this_viewer_may_see() -> None:
    one = report("aigerim", person(RAHIMOV))
    report("farrukh", person(RAHIMOV, birth_date="1987"))
    viewer = cast.viewer("bolat", Purpose.INVESTIGATION, case="EX-7")
    for hit in ask("bolat", "Rahimov Farrukh 1987").hits:
        with viewing(viewer):
            actions.judge(actor=viewer, hit_id=hit.id, verdict=queries.Verdict.SAME, reason="EXERCISE")
    with viewing(viewer):
        entry = Entry.objects.get(report=one)
        mine = queries.profile(viewer=viewer, subject=entry.id)
        assert [each.report for each in mine.entries] == [one]
    with pytest.raises(queries.NoSuchHitError), viewing(cast.viewer("farrukh")) as other:
        queries.profile(viewer=other, subject=entry.id)
