"""Reviews: the work list, justifying anew, what is hidden when nobody does, the parties' own rules."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

import pytest

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.rooms.notices import queries as notices
from kerege.rooms.records import actions as records_actions
from kerege.rooms.records import queries as records
from kerege.rooms.retention import actions, queries
from kerege.rooms.retention.queries import Stage
from tests import cast
from tests.rooms.records import desk
from tests.rooms.retention import scenes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def standing_clock() -> Iterator[None]:
    with scenes.clock():
        yield


def nominal(who: str, report: object) -> object:
    """The nominal part as somebody sees it."""
    viewer = cast.viewer(who)
    with viewing(viewer):
        return records.report(viewer=viewer, report_id=report).nominal  # type: ignore[arg-type]  # an id


def test_a_suspect_is_due_after_three_years_and_a_contact_after_one() -> None:
    scenes.kept()
    contact = scenes.kept(category="contact")
    assert scenes.due() == []
    chance.advance(timedelta(days=310))
    assert [each.report for each in scenes.due()] == [contact]
    chance.advance(timedelta(days=2 * 365))
    assert len(scenes.due()) == 2


def test_a_released_part_closes_the_day_after_its_review_without_any_work_of_the_node() -> None:
    report = scenes.kept()
    scenes.released(report)
    [entry] = (chance.advance(timedelta(days=scenes.DUE_IN)), scenes.due())[1]
    chance.advance(entry.review_on - chance.today())
    assert nominal("farrukh", report) is not None
    chance.advance(timedelta(days=1))
    assert nominal("farrukh", report) is None
    assert nominal("bolat", report) is not None


def test_a_correction_does_not_keep_a_person_longer() -> None:
    saved = desk.report("aigerim")
    before = records_day(saved.report)
    chance.advance(timedelta(days=200))
    desk.correct("aigerim", saved, desk.raw(place="EXERCISE"))
    assert records_day(saved.report) == before


def records_day(report: object) -> object:
    """The review day of a part."""
    viewer = cast.viewer("aigerim")
    with viewing(viewer):
        return queries.one(viewer=viewer, report=report).review_on  # type: ignore[arg-type]  # an id


def test_an_acquittal_brings_the_review_forward_to_thirty_days() -> None:
    report = scenes.kept()
    actor = cast.viewer("aigerim")
    with viewing(actor):
        day = actions.bring_forward(actor=actor, report=report, reason="EXERCISE acquitted in court")
        said = queries.history(viewer=actor, report=report)
    assert day == chance.today() + timedelta(days=30)
    assert [(each.word, each.becomes) for each in said] == [(queries.Word.BROUGHT_FORWARD, day)]
    assert scenes.due()[0].stage is Stage.DUE


@pytest.mark.parametrize(
    ("who", "days", "reason", "said"),
    [
        ("bolat", 365, scenes.REASON, "your role does not decide"),
        ("gulnora", 365, scenes.REASON, "your role does not decide"),
        ("hamid", 365, scenes.REASON, "no nominal part of your agency"),
        ("aigerim", 4 * 365, scenes.REASON, "no further off"),
        ("aigerim", 0, scenes.REASON, "no further off"),
        ("aigerim", 365, "  needed ", "give the reason in words"),
    ],
)
def test_who_may_not_or_says_not_why_justifies_nothing(who: str, days: int, reason: str, said: str) -> None:
    report = scenes.kept()
    scenes.later(scenes.DUE_IN)
    before = records_day(report)
    with pytest.raises(actions.UnableToReviewError, match=said):
        scenes.justify(report, days, who, reason)
    assert records_day(report) == before


def test_nothing_is_justified_in_advance() -> None:
    report = scenes.kept()
    with pytest.raises(actions.UnableToReviewError, match="not due yet"):
        scenes.justify(report)


def test_the_list_is_the_agencys_own_and_escalates_to_data_protection() -> None:
    scenes.kept()
    scenes.later(scenes.DUE_IN + 10)
    assert [each.stage for each in scenes.due("gulnora")] == [Stage.ESCALATED]
    assert scenes.due("erlan") == scenes.due("hamid") == []
    with pytest.raises(PermissionError):
        scenes.due("bolat")


def test_a_partys_coordinator_rules_for_what_is_reported_from_then_on() -> None:
    before = records_day(scenes.kept())
    actor = cast.viewer("kz_coordinator")
    with viewing(actor):
        actions.set_rule(actor=actor, category="suspect", years=1, reason="EXERCISE law, article 7")
        assert {each.category: each.years for each in queries.rules_of(viewer=actor)}["suspect"] == 1
    assert records_day(scenes.kept()) < before  # type: ignore[operator]  # days
    other = cast.viewer("hamid")
    with viewing(other):
        assert {each.category: each.years for each in queries.rules_of(viewer=other)}["suspect"] == 3
        with pytest.raises(actions.UnableToReviewError):
            actions.set_rule(actor=other, category="suspect", years=5, reason="EXERCISE law, article 7")


def test_a_packed_report_is_reviewed_by_the_same_rule() -> None:
    actor = cast.viewer("aigerim")
    with viewing(actor):
        packer = records_actions.packer_for(actor=actor)
        claim = desk.claim(desk.raw(subjects=[{**desk.PERSON, "category": "contact"}]))
        made = records_actions.pack(packer, records_actions.Prepared(claim, b"k" * 32))
        records_actions.report_packed(actor=actor, packed=[made])
    assert records_day(made.report) == chance.today().replace(year=chance.today().year + 1)


def undo(report: UUID, who: str = "aigerim") -> date:
    """A review taken back."""
    actor = cast.viewer(who)
    with viewing(actor):
        return actions.undo(actor=actor, report=report)


@pytest.mark.parametrize("forward", [False, True])
def test_what_a_review_said_is_taken_back_while_it_is_fresh_and_both_stay_in_the_history(forward: bool) -> None:
    report = scenes.kept()
    scenes.later(scenes.DUE_IN)
    before = records_day(report)
    actor = cast.viewer("aigerim")
    with viewing(actor):
        if forward:
            actions.bring_forward(actor=actor, report=report, reason=scenes.REASON)
        else:
            actions.justify(actor=actor, report=report, until=chance.today() + timedelta(days=90), reason=scenes.REASON)
    chance.advance(timedelta(minutes=9))
    assert undo(report) == before
    assert records_day(report) == before
    with viewing(actor):
        assert len(queries.history(viewer=actor, report=report)) == 2
        assert queries.just_said(viewer=actor) == []
    with pytest.raises(actions.UnableToReviewError):
        undo(report)


def test_nobody_else_and_nobody_later_takes_a_review_back() -> None:
    report = scenes.kept()
    scenes.later(scenes.DUE_IN)
    scenes.justify(report)
    for who in ("kz_coordinator", "bolat", "gulnora", "hamid"):
        with pytest.raises(actions.UnableToReviewError):
            undo(report, who)
    chance.advance(timedelta(minutes=11))
    with pytest.raises(actions.UnableToReviewError, match="within ten minutes"):
        undo(report)
    assert records_day(report) != chance.today()


def test_a_list_is_worked_off_at_once_and_what_is_refused_stands_alone() -> None:
    first, second, foreign = scenes.kept(), scenes.kept(), scenes.kept("hamid")
    scenes.later(scenes.DUE_IN)
    day = chance.today() + timedelta(days=200)
    actor = cast.viewer("aigerim")
    given = [
        actions.Kept(first, day, scenes.REASON),
        actions.Kept(second, day, "no"),
        actions.Kept(foreign, day, scenes.REASON),
    ]
    with viewing(actor):
        refused = actions.justify_many(actor=actor, given=given)
        assert refused.keys() == {second, foreign}
        assert "reason in words" in refused[second]
        assert [entry.report for entry, _said in queries.just_said(viewer=actor)] == [first]
    assert [each.report for each in scenes.due()] == [second]


def test_a_passed_review_day_is_told_to_the_owners_desk_once_and_again_after_the_next_one() -> None:
    report, held = scenes.kept(), scenes.kept()
    chance.advance(timedelta(days=scenes.DUE_IN))
    scenes.hold(held, days=700)
    assert actions.remind() == 0
    chance.advance(timedelta(days=3))
    assert actions.remind() == 1
    assert actions.remind() == 0
    assert told("aigerim") == told("gulnora") == [report]
    assert told("hamid") == []
    scenes.justify(report, days=60)
    assert told("aigerim") == []
    chance.advance(timedelta(days=62))
    assert actions.remind() == 1


def told(who: str) -> list[UUID | None]:
    """Records of which somebody's desk was told that their day passed."""
    viewer = cast.viewer(who)
    with viewing(viewer):
        return [
            each.thing
            for each in notices.inbox(viewer=viewer)
            if each.kind == "retention.overdue" and each.read_at is None
        ]
