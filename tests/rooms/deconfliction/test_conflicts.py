"""Who is told of a conflict, by the submitters' choice; how it is acknowledged, escalated, settled, withdrawn."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.deconfliction import actions, queries
from kerege.rooms.deconfliction.queries import Kind, Scope, Stage, Step
from kerege.rooms.directory import actions as directory_actions
from kerege.rooms.directory import queries as directory
from tests import cast
from tests.rooms.deconfliction import scenes


@pytest.fixture(autouse=True)
def clock(own_clone: str) -> Iterator[chance.Seeded]:
    """A clone, and a clock that stands still."""
    with chance.seeded("deconfliction", scenes.NOON) as source:
        yield source


def test_two_raids_on_one_yard_are_told_to_both_at_once_with_whom_to_call_and_nothing_more() -> None:
    """The default of raids."""
    assert scenes.submit("aigerim").conflicts == 0
    assert scenes.submit("iskender").conflicts == 1
    (ours,), (theirs,) = scenes.conflicts("aigerim"), scenes.conflicts("iskender")
    assert ours.call is not None
    assert theirs.call is not None
    assert (ours.call.code, theirs.call.code) == ("kg-osh", "kz-almaty")
    said = str(theirs.wire())
    for secret in ("EXERCISE-7", "EXERCISE supervisor", "EXERCISE yard", "74.71"):
        assert secret not in said
    (kept,) = scenes.crossings()
    assert {side["desk"] for side in kept.wire()["sides"]} == {"kg-osh", "kz-almaty"}  # type: ignore[attr-defined]
    assert "EXERCISE" not in str(kept.wire()).replace("EXERCISE desk", "")


def test_what_does_not_meet_is_told_to_nobody() -> None:
    """Another place, another hour."""
    scenes.submit("aigerim")
    assert scenes.submit("iskender", scenes.plan(at=(43.04, 74.80))).conflicts == 0
    assert scenes.submit("iskender", scenes.plan(starts=scenes.NOON + 10 * scenes.HOUR)).conflicts == 0
    assert scenes.crossings() == []


def test_a_delivery_on_the_road_meets_a_surveillance_and_the_desk_mediates() -> None:
    """Surveillance is the duty desk's: neither side learns anything until it tells them."""
    watch = scenes.plan(
        Kind.SURVEILLANCE, at=(41.87, 72.94), starts=scenes.NOON, lasts=12 * scenes.HOUR, scope=Scope.ROUTE
    )
    scenes.submit("aigerim", watch)
    actor, leg = scenes.worn("iskender"), uuid4()
    seconds = [(scenes.NOON + hours * scenes.HOUR).timestamp() for hours in (0, 1, 4, 6, 8, 11)]
    way = ((40.53, 72.80, *seconds[:2]), (41.87, 72.94, *seconds[2:4]), (42.87, 74.59, *seconds[4:]))
    with viewing(actor):
        load = actions.submit_leg(
            actor=actor, leg=leg, plan=replace(scenes.plan(Kind.DELIVERY), way=way, scope=Scope.ROUTE)
        )
    assert load.conflicts == 0
    assert scenes.conflicts("aigerim") == scenes.conflicts("iskender") == []
    (kept,) = scenes.crossings()
    assert kept.stage is Stage.WITH_DESK
    assert scenes.step("duty", kept.id, Step.CALL, "called kz-almaty, the supervisor agrees") is Stage.WITH_DESK
    assert scenes.step("duty", kept.id, Step.TELL) is Stage.TOLD
    assert len(scenes.conflicts("aigerim")) == len(scenes.conflicts("iskender")) == 1
    with viewing(actor):
        assert actions.withdraw_leg(actor=actor, leg=leg, reason="EXERCISE: stopped") == 1
    assert scenes.conflicts("aigerim") == []


def test_an_excluded_party_learns_nothing_and_is_not_heard_either() -> None:
    """Both ways, and the duty desk has nothing to tell."""
    scenes.submit("aigerim", scenes.plan(left_out=("KG",)))
    assert scenes.submit("iskender").conflicts == 0
    assert scenes.conflicts("aigerim") == scenes.crossings() == []
    assert scenes.submit("farrukh").conflicts == 2
    assert len(scenes.conflicts("iskender")) == 1


def test_a_suspension_between_two_parties_closes_their_events_too() -> None:
    """Until it is lifted."""
    coordinator = cast.viewer("kz_coordinator", Purpose.OWN_WORK)
    with viewing(coordinator):
        directory_actions.suspend_all(
            actor=coordinator, towards=directory.party("KG").id, direction=directory.Direction.TO, reason="EXERCISE"
        )
    scenes.submit("aigerim")
    assert scenes.submit("iskender").conflicts == 0
    assert scenes.crossings() == []


def test_an_integrity_case_is_told_to_the_coordinator_of_the_own_party_alone() -> None:
    """Not to the agency, not to the centre, not to another party; its own agency's other desks do not read it."""
    event = scenes.submit("aigerim", scenes.plan(integrity=True)).event
    assert scenes.submit("iskender").conflicts == 0
    assert scenes.submit("erlan").conflicts == 1  # the raid of Osh, not the case next door
    assert [kept.mode for kept in scenes.crossings("kz_coordinator")] == ["own"]
    assert [kept.mode for kept in scenes.crossings("duty")] == ["both"]
    post = scenes.worn("daniyar")
    with viewing(post), pytest.raises(queries.NoSuchEventError):
        queries.event(viewer=post, event_id=event)


def test_both_acknowledge_then_settle() -> None:
    """In either order; each sees that the other has."""
    scenes.submit("aigerim")
    scenes.submit("iskender")
    crossing = scenes.conflicts("aigerim")[0].crossing
    assert scenes.step("aigerim", crossing, Step.ACKNOWLEDGE) is Stage.TOLD
    assert scenes.conflicts("iskender")[0].other_acknowledged_at is not None
    assert scenes.conflicts("iskender", waiting=True)
    assert scenes.step("iskender", crossing, Step.ACKNOWLEDGE) is Stage.ACKNOWLEDGED
    assert scenes.conflicts("aigerim", waiting=True) == []
    assert scenes.step("iskender", crossing, Step.SETTLE) is Stage.SETTLED


def test_what_is_not_acknowledged_in_time_goes_to_the_duty_desk(clock: chance.Seeded) -> None:
    """After the same clock for everybody; an acknowledgement afterwards still counts."""
    scenes.submit("aigerim")
    scenes.submit("iskender")
    chance.advance(timedelta(minutes=29))
    assert actions.tend() == 0
    chance.advance(timedelta(minutes=1))
    assert actions.tend() == 1
    (kept,) = scenes.crossings()
    assert (kept.stage, kept.waits) == (Stage.ESCALATED, True)
    assert scenes.step("aigerim", kept.id, Step.ACKNOWLEDGE) is Stage.ESCALATED
    assert scenes.step("iskender", kept.id, Step.ACKNOWLEDGE) is Stage.ACKNOWLEDGED


def test_a_withdrawn_event_is_found_no_more_and_calling_off_after_a_conflict_is_reviewed() -> None:
    """Fishing for raids leaves a trace at the desk that keeps the crossing."""
    scenes.submit("aigerim")
    fished = scenes.submit("iskender").event
    scenes.withdraw("iskender", fished)
    assert scenes.conflicts("aigerim") == scenes.conflicts("iskender") == []
    (kept,) = scenes.crossings()
    assert (kept.stage, kept.called_off_by) == (Stage.CANCELLED, "kg-osh")
    assert scenes.submit("farrukh").conflicts == 1  # with Almaty alone
    assert scenes.step("duty", kept.id, Step.REVIEW, "the load did not come; plausible") is Stage.REVIEWED


def test_a_withdrawal_before_anybody_was_told_just_vanishes() -> None:
    """Nobody learnt anything: there is nothing to review."""
    watch = scenes.submit("aigerim", scenes.plan(Kind.SURVEILLANCE)).event
    scenes.submit("iskender")
    scenes.withdraw("aigerim", watch)
    assert scenes.crossings() == []


def test_what_is_over_vanishes_and_is_erased_after_thirty_days(clock: chance.Seeded) -> None:
    """Events, conflicts, crossings."""
    event = scenes.submit("aigerim").event
    scenes.submit("iskender")
    chance.advance(timedelta(hours=10))
    assert scenes.submit("farrukh", scenes.plan(starts=chance.now())).conflicts == 0
    actions.tend()
    assert scenes.conflicts("aigerim") == scenes.crossings() == []
    viewer = scenes.worn("aigerim")
    with viewing(viewer):
        assert queries.event(viewer=viewer, event_id=event).state == "expired"
    chance.advance(timedelta(days=31))
    actions.tend()
    with viewing(viewer), pytest.raises(queries.NoSuchEventError):
        queries.event(viewer=viewer, event_id=event)


@pytest.mark.parametrize("name", ["farrukh", "duty", "director", "observer", "admin", "kz_coordinator"])
def test_nobody_else_reads_an_event_or_takes_a_step(name: str) -> None:
    """Not a third party, the centre, an administrator, the own party's other agencies."""
    event = scenes.submit("erlan").event
    scenes.submit("iskender")
    crossing = scenes.conflicts("erlan")[0].crossing
    stranger = scenes.worn(name)
    with viewing(stranger):
        with pytest.raises(queries.NoSuchEventError):
            queries.event(viewer=stranger, event_id=event)
        with pytest.raises(actions.NoSuchEventError):
            actions.withdraw(actor=stranger, event=event, reason="EXERCISE")
        with pytest.raises((actions.NoSuchEventError, actions.UnableToDeconflictError)):
            actions.acknowledge(actor=stranger, crossing=crossing)


def test_the_duty_officer_enters_an_event_for_who_telephones_and_keeps_no_sight_of_it() -> None:
    """After calling back; the event is the desk's, and so is the conflict."""
    scenes.submit("aigerim")
    duty = scenes.worn("duty")
    called = actions.Telephoned(desk="kg-osh", caller="EX-010 EXERCISE iskender", called_back=True)
    with viewing(duty):
        with pytest.raises(actions.UnableToDeconflictError):
            actions.submit(actor=duty, plan=scenes.plan(), telephoned=replace(called, called_back=False))
        made = actions.submit(actor=duty, plan=scenes.plan(), telephoned=called)
        assert made.conflicts == 0
        with pytest.raises(queries.NoSuchEventError):
            queries.event(viewer=duty, event_id=made.event)
    assert len(scenes.conflicts("iskender")) == 1
    osh = scenes.worn("iskender")
    with viewing(osh):
        assert queries.event(viewer=osh, event_id=made.event).caller.startswith("EX-010")


@pytest.mark.parametrize("name", ["duty", "observer", "org_analyst", "daniyar", "director", "kz_coordinator"])
def test_who_may_not_submit_is_told_so(name: str) -> None:
    """The centre, observers, organisations, posts."""
    with pytest.raises(actions.UnableToDeconflictError):
        scenes.submit(name)


def test_only_the_centres_duty_officer_enters_for_others() -> None:
    """And only for desks of members."""
    for name, desk in (("aigerim", "kg-osh"), ("director", "kg-osh"), ("duty", "obs-desk"), ("duty", "centre-iau")):
        actor = scenes.worn(name)
        called = actions.Telephoned(desk=desk, caller="EXERCISE", called_back=True)
        with viewing(actor), pytest.raises(actions.UnableToDeconflictError):
            actions.submit(actor=actor, plan=scenes.plan(), telephoned=called)


def test_feeling_ones_way_to_an_event_is_rationed() -> None:
    """Around one place, within a day."""
    for _ in range(12):
        scenes.withdraw("iskender", scenes.submit("iskender").event)
    with pytest.raises(actions.UnableToDeconflictError, match="around this place"):
        scenes.submit("iskender")
    assert scenes.submit("iskender", scenes.plan(at=(40.53, 72.80))).event
