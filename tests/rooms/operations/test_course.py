"""The consent machine: who may do what when, and what each step makes of the file."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from kerege.rooms.operations.queries.showing import needed_of
from kerege.rooms.operations.rules.course import play
from kerege.rooms.operations.rules.file import consent_of, hold_point
from kerege.rooms.operations.rules.lacking import lacks
from kerege.rooms.operations.rules.plan import Plan, WayPoint
from kerege.rooms.operations.rules.steps import RefusedStepError, open_to
from kerege.rooms.operations.rules.words import Consent, Goods, Kind, Replacing, Stage
from tests.rooms.operations import plans
from tests.rooms.operations.plans import CENTRE, START, officer, step

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def consents(file: object, now: object = START + HOUR) -> list[Consent]:
    """How each leg stands."""
    return [consent_of(file, leg, now) for leg in range(len(file.plan.legs))]  # type: ignore[arg-type,attr-defined]


def test_a_load_goes_the_whole_way_when_everybody_agreed() -> None:
    file = plans.under_way()
    assert hold_point(file, START + HOUR) is None
    for at in range(1, 4):
        file = plans.crossed(file, START + at * DAY)
    file = play(file, step(Kind.DELIVER, officer("RU"), START + 4 * DAY, words="two arrests"))
    assert file.stage is Stage.DELIVERED
    assert [each.leg for each in file.crossings] == [0, 1, 2]


def test_the_load_goes_up_to_the_last_consented_border_and_holds_there() -> None:
    file = plans.agreed(plans.sent(), "TJ", "KG")
    file = play(file, step(Kind.TAKE_OVER, officer("TJ"), START + HOUR))
    file = plans.crossed(file, START + DAY)
    assert hold_point(file, START + DAY) == 2
    with pytest.raises(RefusedStepError, match="hold point: the consent of KZ is not valid"):
        plans.given_over(file, START + 2 * DAY)


def test_nothing_starts_before_the_form_is_checked_by_an_officer_of_the_centre() -> None:
    file = plans.drafted()
    with pytest.raises(RefusedStepError, match="stage"):
        play(file, step(Kind.SEND, officer("TJ"), START, answer_by="2026-03-03T00:00:00+00:00"))
    with pytest.raises(RefusedStepError, match="centre"):
        play(file, step(Kind.CHECK, officer("TJ"), START))


def test_a_state_withdraws_before_taking_over_and_stops_afterwards() -> None:
    file = plans.under_way()
    held = play(file, step(Kind.WITHDRAW, officer("KG"), START + HOUR))
    assert consents(held)[1] is Consent.WITHDRAWN
    with pytest.raises(RefusedStepError, match="withdrawn"):
        plans.given_over(held, START + DAY)
    across = plans.crossed(file, START + DAY)
    with pytest.raises(RefusedStepError, match="stopped instead"):
        play(across, step(Kind.WITHDRAW, officer("KG"), START + DAY))
    assert play(across, step(Kind.STOP, officer("KG"), START + DAY)).stage is Stage.STOPPED
    with pytest.raises(RefusedStepError, match="on whose soil"):
        play(across, step(Kind.STOP, officer("TJ"), START + DAY))


def test_a_withdrawal_voids_a_hand_over_that_one_side_has_signed() -> None:
    file = plans.given_over(plans.under_way(), START + DAY)
    assert file.offered is not None
    file = play(file, step(Kind.WITHDRAW, officer("KG"), START + DAY))
    with pytest.raises(RefusedStepError, match="has not signed"):
        play(file, step(Kind.TAKE, officer("KG"), START + DAY, bytes="00"))


def test_a_changed_border_reopens_the_consents_of_its_two_states_alone() -> None:
    file = plans.agreed(plans.sent(), *plans.ROUTE)
    changed = play(file, step(Kind.AMEND, officer("TJ"), START, plan=plans.moved(file.plan, 2, 3).wire()))
    assert consents(changed) == [Consent.VALID, Consent.REOPENED, Consent.REOPENED, Consent.VALID]
    again = plans.agreed(changed, "KG")
    assert consents(again) == [Consent.VALID, Consent.VALID, Consent.REOPENED, Consent.VALID]


def test_a_change_that_is_taken_back_does_not_bring_a_consent_back() -> None:
    file = plans.agreed(plans.sent(), *plans.ROUTE)
    there = play(file, step(Kind.AMEND, officer("TJ"), START, plan=plans.moved(file.plan, 2, 3).wire()))
    back = play(there, step(Kind.AMEND, officer("TJ"), START, plan=file.plan.wire()))
    assert consents(back)[1:3] == [Consent.REOPENED, Consent.REOPENED]


def test_costs_and_prosecutors_reopen_nothing() -> None:
    file = plans.agreed(plans.sent(), *plans.ROUTE)
    other = replace(file.plan, costs="each its own", prosecutors="EXERCISE")
    assert set(consents(play(file, step(Kind.AMEND, officer("TJ"), START, plan=other.wire())))) == {Consent.VALID}


def test_an_answer_to_terms_that_were_changed_meanwhile_is_refused() -> None:
    file = plans.sent()
    shown = plans.agreement(file, "KG")
    file = play(file, step(Kind.AMEND, officer("TJ"), START, plan=plans.moved(file.plan, 2, 3).wire()))
    with pytest.raises(RefusedStepError, match="look at your legs anew"):
        play(file, step(Kind.ANSWER, officer("KG"), START, **shown))


def test_a_state_answers_for_its_own_legs_alone() -> None:
    file = plans.sent()
    with pytest.raises(RefusedStepError, match="look at your legs anew"):
        play(file, step(Kind.ANSWER, officer("KG"), START, **plans.agreement(file, "KZ")))


@pytest.mark.parametrize("lacking", ["authority_number", "authority_name", "tried"])
def test_a_consent_needs_the_authority_required_there(lacking: str) -> None:
    file = plans.sent()
    with pytest.raises(RefusedStepError):
        plans.agreed(file, "KG", **{lacking: " "})


def test_a_consent_holds_within_its_days_alone() -> None:
    file = plans.agreed(plans.sent(), "TJ", "KG", valid_until="2026-03-02T12:00:00+00:00")
    assert consents(file)[:2] == [Consent.VALID, Consent.VALID]
    file = play(file, step(Kind.TAKE_OVER, officer("TJ"), START + HOUR))
    with pytest.raises(RefusedStepError, match="run_out"):
        plans.given_over(file, START + DAY)


def test_a_border_is_crossed_in_its_window_alone() -> None:
    file = plans.under_way()
    with pytest.raises(RefusedStepError, match="not the time agreed"):
        plans.given_over(file, START + 2 * HOUR)


def test_no_answer_in_time_is_an_outcome_of_its_own() -> None:
    file = plans.sent()
    assert consents(file, START + HOUR)[1] is Consent.WAITING
    assert consents(file, START + 13 * HOUR)[1] is Consent.NO_ANSWER


def test_fentanyl_under_any_name_is_not_sent_live() -> None:
    for goods in (plans.powder(kind=Goods.FENTANYL), plans.powder(name="порошок (карфентанил)")):
        assert [each.part for each in lacks(plans.road(goods=(goods,)))] == ["goods"]
    planned = plans.road(goods=(plans.replaced(plans.powder(kind=Goods.NITAZENE)),))
    file = plans.agreed(plans.sent(planned), *plans.ROUTE)
    with pytest.raises(RefusedStepError, match="never sent live"):
        play(file, step(Kind.TAKE_OVER, officer("TJ"), START))
    file = play(file, step(Kind.SUBSTITUTE, officer("TJ"), START, **SUBSTITUTED))
    assert set(consents(file)) == {Consent.VALID}, "as planned it reopens nothing"
    assert play(file, step(Kind.TAKE_OVER, officer("TJ"), START)).stage is Stage.UNDER_WAY


SUBSTITUTED = {"item": 0, "replacing": "whole", "substitute": "chalk", "trace_sample": "5 g, EXERCISE laboratory"}


def test_a_substitution_that_was_not_planned_reopens_every_consent_ahead() -> None:
    file = play(plans.under_way(), step(Kind.SUBSTITUTE, officer("TJ"), START + HOUR, **SUBSTITUTED))
    assert set(consents(file)) == {Consent.REOPENED}
    assert file.plan.goods[0].live_grams == 0
    with pytest.raises(RefusedStepError, match="trace sample"):
        play(file, step(Kind.SUBSTITUTE, officer("TJ"), START + HOUR, **{**SUBSTITUTED, "trace_sample": ""}))


def test_a_state_whose_leg_the_load_has_left_is_never_asked_anew() -> None:
    file = plans.crossed(plans.crossed(plans.under_way(), START + DAY), START + 2 * DAY)
    file = play(file, step(Kind.SUBSTITUTE, officer("KZ"), START + 2 * DAY, **SUBSTITUTED))
    assert consents(file, START + 2 * DAY) == [Consent.VALID, Consent.VALID, Consent.REOPENED, Consent.REOPENED]
    assert [Kind.ANSWER in needed_of(file, officer(state), START + 2 * DAY) for state in ("TJ", "KZ")] == [False, True]
    left = [replace(file.plan.goods[0], stated_grams=Decimal(3000)).wire()]
    parted = play(file, step(Kind.SPLIT, officer("KZ"), START + 2 * DAY, child="d2", goods=left))
    assert consents(parted, START + 2 * DAY)[:2] == [Consent.VALID, Consent.VALID]


def test_a_part_that_is_split_off_leaves_less_behind_and_reopens_the_consents_ahead() -> None:
    file = plans.under_way()
    left = [replace(file.plan.goods[0], stated_grams=Decimal(3000)).wire()]
    parted = play(file, step(Kind.SPLIT, officer("TJ"), START + HOUR, child="d2", goods=left))
    assert parted.parts == ("d2",)
    assert consents(parted)[1] is Consent.REOPENED
    more = [replace(file.plan.goods[0], stated_grams=Decimal(14000)).wire()]
    with pytest.raises(RefusedStepError, match="more would stay"):
        play(file, step(Kind.SPLIT, officer("TJ"), START + HOUR, child="d2", goods=more))


def test_while_contact_is_lost_nothing_is_handed_over() -> None:
    file = play(plans.under_way(), step(Kind.LOSE_CONTACT, officer("TJ"), START + HOUR, words="tracker silent"))
    with pytest.raises(RefusedStepError, match="contact_lost"):
        plans.given_over(file, START + DAY)
    back = play(file, step(Kind.REGAIN_CONTACT, officer("TJ"), START + DAY, words="seen at the pass"))
    assert plans.crossed(back, START + DAY).soil == 1
    assert play(file, step(Kind.LOSE_FOR_GOOD, officer("TJ"), START + DAY, words="gone")).stage is Stage.LOST


def test_a_file_expires_by_the_clock_and_the_load_out_there_may_still_be_seized() -> None:
    file = plans.under_way()
    late = START + 13 * DAY
    assert file.stage_at(late) is Stage.EXPIRED
    assert Kind.GIVE not in open_to(file, officer("TJ"), late)
    assert play(file, step(Kind.SEIZE, officer("TJ"), late, words="seized")).stage is Stage.SEIZED
    asked = plans.sent()
    with pytest.raises(RefusedStepError, match="has not been taken over"):
        play(asked, step(Kind.SEIZE, officer("TJ"), late, words="seized"))


def test_where_death_may_follow_a_second_officer_accepts_a_written_assurance_first() -> None:
    checked = play(plans.drafted(), step(Kind.CHECK, CENTRE, START))
    answer_by = "2026-03-03T00:00:00+00:00"
    with pytest.raises(RefusedStepError, match="may impose death"):
        play(checked, step(Kind.SEND, officer("TJ"), START, answer_by=answer_by, exposed=["KZ"]))
    file = play(checked, step(Kind.ASSURE, officer("TJ"), START, state="KZ", reference="note 12/2026"))
    with pytest.raises(RefusedStepError, match="second officer"):
        play(file, step(Kind.ACCEPT_ASSURANCE, officer("TJ"), START, state="KZ"))
    file = play(file, step(Kind.ACCEPT_ASSURANCE, officer("TJ", 2), START, state="KZ"))
    file = play(file, step(Kind.SEND, officer("TJ"), START, answer_by=answer_by, exposed=["KZ"]))
    assert consents(plans.agreed(file, "KZ"))[2] is Consent.VALID


def test_a_state_that_states_death_itself_gives_an_assurance_with_its_consent() -> None:
    file = plans.sent()
    with pytest.raises(RefusedStepError, match="written assurance"):
        plans.agreed(file, "RU", penalty="death")
    file = plans.agreed(file, "RU", penalty="death", assurance="note 44")
    assert consents(file)[3] is Consent.NEEDS_ASSURANCE
    file = play(file, step(Kind.ACCEPT_ASSURANCE, officer("TJ", 2), START, state="RU"))
    assert consents(file)[3] is Consent.VALID


def test_both_sides_sign_one_set_of_bytes_by_two_officers() -> None:
    file = plans.given_over(plans.under_way(), START + DAY)
    assert file.offered is not None
    with pytest.raises(RefusedStepError, match="one set of bytes"):
        play(file, step(Kind.TAKE, officer("KG"), START + DAY, bytes="00" * 32))
    same = replace(officer("KG"), officer=file.offered.by.officer)
    with pytest.raises(RefusedStepError, match="two officers"):
        play(file, step(Kind.TAKE, same, START + DAY, bytes=file.offered.bytes))
    with pytest.raises(RefusedStepError, match="only the next state"):
        play(file, step(Kind.TAKE, officer("KZ"), START + DAY, bytes=file.offered.bytes))
    with pytest.raises(RefusedStepError, match="do not belong together"):
        play(file, step(Kind.GIVE, officer("TJ"), START + DAY, bytes="00" * 32, sheet={"seals": "1"}))
    declined = play(file, step(Kind.DECLINE, officer("KG"), START + DAY, words="a seal is broken"))
    assert declined.offered is None


def test_what_the_load_has_left_behind_is_not_changed() -> None:
    file = plans.crossed(plans.under_way(), START + DAY)
    with pytest.raises(RefusedStepError, match="has left"):
        play(file, step(Kind.AMEND, officer("TJ"), START + DAY, plan=plans.moved(file.plan, 0, 1).wire()))
    later = play(file, step(Kind.AMEND, officer("TJ"), START + DAY, plan=plans.moved(file.plan, 2, 5).wire()))
    with pytest.raises(RefusedStepError, match="terms of the present leg"):
        plans.given_over(plans.agreed(later, "KZ", at=START + DAY), START + 2 * DAY + 6 * HOUR)
    both = plans.agreed(later, "KZ", "KG", at=START + DAY)
    assert plans.crossed(both, START + 2 * DAY + 6 * HOUR).soil == 2


def test_a_removed_state_loses_its_consent_and_its_part() -> None:
    file = play(plans.agreed(plans.sent(), *plans.ROUTE), step(Kind.REMOVE, officer("TJ"), START, state="KZ"))
    assert consents(file)[2] is Consent.NOT_ASKED
    assert not open_to(file, officer("KZ"), START)
    with pytest.raises(RefusedStepError, match="has or had the load"):
        play(plans.under_way(), step(Kind.REMOVE, officer("TJ"), START + HOUR, state="TJ"))


def test_a_file_is_closed_when_every_state_that_held_the_load_gave_its_results() -> None:
    file = play(plans.crossed(plans.under_way(), START + DAY), step(Kind.SEIZE, officer("KG"), START + DAY, words="x"))
    file = play(file, step(Kind.RESULT, officer("KG"), START + DAY, arrested=2))
    with pytest.raises(RefusedStepError, match="TJ gave no results"):
        play(file, step(Kind.CLOSE, officer("TJ"), START + DAY, words="report"))
    file = play(file, step(Kind.RESULT, officer("TJ"), START + DAY, arrested=0))
    assert play(file, step(Kind.CLOSE, officer("TJ"), START + DAY, words="report")).stage is Stage.CLOSED


def test_a_plan_is_read_back_as_it_was_written() -> None:
    plan = plans.road()
    assert Plan.read(plan.wire()) == plan
    assert plan.goods[0].replacing is Replacing.NONE


def on_the_way(plan: Plan, leg: int, *places: WayPoint) -> Plan:
    """The plan with these places on the way of a leg."""
    legs = [replace(each, via=places) if at == leg else each for at, each in enumerate(plan.legs)]
    return replace(plan, legs=tuple(legs))


def osh(**given: object) -> WayPoint:
    """A town on the second leg."""
    fixed = {"name": "EXERCISE Osh", "zone": "Asia/Bishkek", "planned": START + DAY + 9 * HOUR}
    return WayPoint(**{**fixed, **given})  # type: ignore[arg-type]  # what a way point holds


def test_a_changed_place_on_the_way_reopens_the_consent_of_its_state_alone() -> None:
    plan = on_the_way(plans.road(), 1, osh())
    file = plans.agreed(plans.sent(plan), *plans.ROUTE)
    for other in (on_the_way(plan, 1, osh(planned=START + DAY + 10 * HOUR)), on_the_way(plan, 1)):
        changed = play(file, step(Kind.AMEND, officer("TJ"), START, plan=other.wire()))
        assert consents(changed) == [Consent.VALID, Consent.REOPENED, Consent.VALID, Consent.VALID]
    same = play(file, step(Kind.AMEND, officer("TJ"), START, plan=plan.wire()))
    assert set(consents(same)) == {Consent.VALID}


def test_a_leg_without_places_on_the_way_is_kept_and_agreed_to_as_it_was_before_there_were_any() -> None:
    plan = plans.road()
    assert "via" not in plan.legs[0].wire()
    assert Plan.read(on_the_way(plan, 1, osh()).wire()) == on_the_way(plan, 1, osh())
    assert Plan.read(plan.wire()) == plan


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (osh(planned=START), "outside the time of leg 2"),
        (osh(planned=START + 4 * DAY), "outside the time of leg 2"),
        (osh(name=" "), "a way point of leg 2 has no name"),
    ],
)
def test_a_place_on_the_way_has_a_name_and_lies_within_the_time_of_its_leg(place: WayPoint, said: str) -> None:
    [lack] = lacks(on_the_way(plans.road(), 1, place))
    assert said in str(lack.sentence)


def test_places_on_the_way_stand_in_the_order_in_which_they_are_passed() -> None:
    places = (osh(), osh(name="EXERCISE Uzgen", planned=START + DAY + HOUR))
    [lack] = lacks(on_the_way(plans.road(), 1, *places))
    assert "EXERCISE Uzgen lies before EXERCISE Osh in time" in str(lack.sentence)


PROMISES = {
    "stop_conditions": "EXERCISE stop when the seal is broken",
    "legal_basis": "EXERCISE another law",
    "evidence": "EXERCISE filmed",
    "substitution": "EXERCISE chalk",
    "expires": START + 13 * DAY,
}


@pytest.mark.parametrize("name", PROMISES)
def test_what_every_state_was_promised_is_not_changed_behind_its_back(name: str) -> None:
    file = plans.agreed(plans.sent(), *plans.ROUTE)
    other = replace(file.plan, **{name: PROMISES[name]})
    assert set(consents(play(file, step(Kind.AMEND, officer("TJ"), START, plan=other.wire())))) == {Consent.REOPENED}


def test_a_file_keeps_the_rule_by_which_its_consents_cover_it() -> None:
    former = replace(plans.road(), covering=1)
    kept = {name: value for name, value in former.wire().items() if name not in {"covering", "substitution"}}
    assert Plan.read(kept) == former, "a plan that was kept before there was a rule"
    file = plans.agreed(plans.sent(former), *plans.ROUTE, legal_basis="")
    assert set(consents(file)) == {Consent.VALID}
    other = replace(plans.road(), stop_conditions="EXERCISE")
    assert set(consents(play(file, step(Kind.AMEND, officer("TJ"), START, plan=other.wire())))) == {Consent.VALID}
    today = plans.agreed(plans.sent(), *plans.ROUTE)
    dishonest = replace(plans.road(), stop_conditions="EXERCISE", covering=1)
    changed = play(today, step(Kind.AMEND, officer("TJ"), START, plan=dishonest.wire()))
    assert set(consents(changed)) == {Consent.REOPENED}, "no rule of former days is chosen for a file of today"


def test_a_consent_names_the_law_on_which_its_state_agrees() -> None:
    with pytest.raises(RefusedStepError, match="legal basis"):
        plans.agreed(plans.sent(), "KG", legal_basis=" ")


@pytest.mark.parametrize("how", [Replacing.WHOLE, Replacing.REMOVED])
def test_lethal_goods_travel_once_they_are_replaced_or_removed_as_a_whole(how: Replacing) -> None:
    lethal = plans.powder(name="EXERCISE China white", group="fentanyls", substance="fentanyl")
    assert [each.part for each in lacks(plans.road(goods=(lethal,)))] == ["goods"]
    file = plans.agreed(plans.sent(plans.road(goods=(replace(lethal, replacing=how),))), *plans.ROUTE)
    with pytest.raises(RefusedStepError, match="never sent live"):
        play(file, step(Kind.TAKE_OVER, officer("TJ"), START + HOUR))
    given = {"item": 0, "replacing": how.value, "trace_sample": "EXERCISE 1 g"}
    if how is Replacing.WHOLE:
        with pytest.raises(RefusedStepError, match="replaced by"):
            play(file, step(Kind.SUBSTITUTE, officer("TJ"), START, **given))
        given["substitute"] = "EXERCISE chalk"
    done = play(file, step(Kind.SUBSTITUTE, officer("TJ"), START, **given))
    assert (done.plan.goods[0].live, done.plan.goods[0].live_grams) == (False, 0)
    assert set(consents(done)) == {Consent.VALID}, "as planned it reopens nothing"
    assert play(done, step(Kind.TAKE_OVER, officer("TJ"), START + HOUR)).soil == 0
