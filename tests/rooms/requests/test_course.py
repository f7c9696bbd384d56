"""Requests through their whole course, by every outcome, both gates, two approvers, and the clock by itself."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.rooms.notices import queries as notices
from kerege.rooms.requests import actions, queries
from kerege.rooms.requests.queries import Gating, Ground, Outcome, Side, State, Stop, Useful
from tests import cast
from tests.rooms.requests import scenes
from tests.steady import steady

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def seeded() -> Iterator[None]:
    """A repeatable clock."""
    with chance.seeded("requests"):
        yield


def told(name: str) -> set[str]:
    """The kinds of notices in an inbox."""
    reader = cast.viewer(name)
    with viewing(reader):
        return {each.kind for each in notices.inbox(viewer=reader)}


def test_a_request_reaches_the_asked_desk_and_nobody_else() -> None:
    thread = scenes.asked()
    card = scenes.card("farrukh", thread)
    assert (card.state, card.reference, card.asker.code) == (State.SENT, "EX-77", "kz-almaty")
    assert "request.received" in told("farrukh")
    readers = set()
    for name in cast.OFFICERS:
        try:
            scenes.card(name, thread)
        except queries.NoSuchRequestError:
            continue
        readers.add(name)
    assert readers == {
        *("bolat", "aigerim", "gulnora", "kz_coordinator"),
        *("farrukh", "tj_analyst", "tj_coordinator", "tj_dpo"),
    }


def test_a_draft_is_seen_by_its_own_agency_alone() -> None:
    [thread] = scenes.drafted()
    with pytest.raises(queries.NoSuchRequestError):
        scenes.card("farrukh", thread)
    assert scenes.card("bolat", thread).state is State.DRAFT


def test_a_full_answer_goes_its_way_and_is_closed_with_feedback() -> None:
    thread = scenes.asked()
    scenes.do("farrukh", actions.acknowledge, thread=thread)
    scenes.do("farrukh", actions.accept, thread=thread)
    scenes.answered(
        thread, Outcome.FULL, text="EXERCISE: seen at Nurek in May", translation="УЧЕБНОЕ", translator="EX-1"
    )
    assert scenes.card("bolat", thread).outcome is Outcome.FULL
    assert "request.answered" in told("bolat")
    scenes.closed(thread)
    assert scenes.card("farrukh", thread).useful == "useful"
    assert scenes.happened("bolat", thread) == ["send", "acknowledge", "accept", "answer", "close"]
    line = scenes.seen("bolat", thread).history[3]
    assert (line.text, line.translator, line.by_number) == ("EXERCISE: seen at Nurek in May", "EX-1", "")
    assert scenes.seen("farrukh", thread).history[3].by_number == cast.viewer("farrukh").officer_number


def test_a_partial_answer_may_be_completed() -> None:
    thread = scenes.asked()
    scenes.answered(thread, Outcome.PARTIAL, text="EXERCISE: a part")
    scenes.answered(thread, Outcome.FULL, text="EXERCISE: the rest")
    assert scenes.card("bolat", thread).state is State.ANSWERED


def test_a_refusal_names_its_ground() -> None:
    thread = scenes.asked()
    with pytest.raises(actions.IncompleteError):
        scenes.answered(thread, Outcome.REFUSED)
    scenes.answered(thread, Outcome.REFUSED, ground=Ground.DISPROPORTIONATE)
    card = scenes.card("bolat", thread)
    assert (card.state, card.ground) == (State.REFUSED, "disproportionate")


def test_no_answer_is_recorded_by_itself_and_escalated_without_content() -> None:
    thread = scenes.urgent()
    scenes.later(hours=6)
    assert "request.reminder" in told("farrukh")
    scenes.later(hours=2)
    assert scenes.card("bolat", thread).outcome is Outcome.NO_ANSWER
    assert {"request.run_out"} <= told("bolat") & told("tj_coordinator")
    with pytest.raises(queries.NoSuchRequestError):
        scenes.card("duty", thread)
    scenes.later(hours=2)
    watched = scenes.card("duty", thread)
    assert (watched.question, watched.reference, watched.basis, watched.purpose) == ("", "", "", "")
    assert (watched.asker.code, watched.asked.code) == ("kz-almaty", "tj-dushanbe")
    assert [line.text for line in scenes.seen("duty", thread).history] == [""]
    scenes.answered(thread, Outcome.FULL, text="EXERCISE: late but full")
    card = scenes.card("bolat", thread)
    assert (card.outcome, card.late) == (Outcome.FULL, True)
    assert scenes.happened("bolat", thread) == ["send", "remind", "run_out", "escalate", "answer"]


def test_clarification_stops_the_clock_and_its_answer_lets_it_run() -> None:
    thread = scenes.urgent()
    due = scenes.card("bolat", thread).due_at
    scenes.do("farrukh", actions.stop, thread=thread, why=Stop.CLARIFICATION, text="EXERCISE: which plate?")
    scenes.later(hours=5)
    assert scenes.card("bolat", thread).state is State.CLARIFYING
    scenes.do("bolat", actions.clarify, thread=thread, text="EXERCISE: the red car")
    assert due is not None
    assert scenes.card("farrukh", thread).due_at == due + timedelta(hours=5)
    assert scenes.card("farrukh", thread).state is State.ACCEPTED


def test_a_stop_does_not_last_for_ever() -> None:
    thread = scenes.urgent()
    scenes.do("farrukh", actions.stop, thread=thread, why=Stop.AUTHORISATION, text="EXERCISE: the prosecutor")
    scenes.later(days=2)
    assert scenes.card("farrukh", thread).stop is Stop.AUTHORISATION
    scenes.later(days=1, minutes=1)
    assert scenes.card("farrukh", thread).stop is None
    scenes.later(days=1)
    assert scenes.card("bolat", thread).outcome is Outcome.NO_ANSWER


@pytest.mark.parametrize("outcome", [Outcome.NO_INFORMATION, Outcome.WITHHELD])
def test_an_empty_answer_reaches_the_asker_at_the_next_quarter_as_one_word(outcome: Outcome) -> None:
    thread = scenes.urgent()
    chance.advance(timedelta(minutes=20))
    scenes.answered(thread, outcome)
    assert scenes.card("farrukh", thread).own_outcome is outcome
    before = scenes.card("bolat", thread)
    assert (before.state, before.outcome, before.own_outcome) == (State.SENT, None, None)
    scenes.later(minutes=99)
    assert scenes.card("bolat", thread).state is State.SENT
    scenes.later(minutes=1)
    after = scenes.card("bolat", thread)
    assert (after.state, after.outcome, after.own_outcome) == (State.NOTHING, Outcome.NOTHING, None)
    assert scenes.happened("bolat", thread) == ["send", "unseal"]


def test_a_party_that_lets_requests_out_through_its_coordinator_does() -> None:
    scenes.gate("kz_coordinator", outgoing=Gating.THROUGH)
    thread = scenes.asked()
    assert scenes.card("bolat", thread).state is State.OWN_GATE
    with pytest.raises(queries.NoSuchRequestError):
        scenes.card("farrukh", thread)
    with pytest.raises(actions.UnableToAskError):
        scenes.do("aigerim", actions.let_out, thread=thread)
    scenes.do("kz_coordinator", actions.let_out, thread=thread)
    assert scenes.card("farrukh", thread).state is State.SENT


def test_a_coordinator_returns_what_shall_not_leave() -> None:
    scenes.gate("kz_coordinator", outgoing=Gating.THROUGH)
    thread = scenes.asked()
    scenes.do("kz_coordinator", actions.return_draft, thread=thread, reason="EXERCISE: too wide")
    assert scenes.card("bolat", thread).state is State.RETURNED
    assert "request.returned" in told("bolat")


def test_the_asker_does_not_see_the_gate_of_the_asked_party() -> None:
    scenes.gate("tj_coordinator", incoming=Gating.THROUGH)
    thread = scenes.asked()
    assert scenes.card("bolat", thread).state is State.SENT
    assert scenes.card("tj_coordinator", thread).state is State.THEIR_GATE
    with pytest.raises(actions.UnableToAskError):
        scenes.answered(thread, Outcome.FULL, text="EXERCISE")
    scenes.do("tj_coordinator", actions.let_in, thread=thread)
    scenes.answered(thread, Outcome.FULL, text="EXERCISE")
    assert scenes.happened("bolat", thread) == ["send", "answer"]
    for name in ("farrukh", "tj_coordinator"):
        assert scenes.happened(name, thread) == ["send", "let_in", "answer"], "two copies of a desk tell one history"
        reader = scenes.viewer(name)
        with viewing(reader):
            assert [each.side for each in queries.cards(viewer=reader, open_only=False)] == [Side.ASKED]


def test_an_answer_waits_for_a_second_approver_where_the_party_wants_one() -> None:
    scenes.gate("tj_coordinator", second_approver=True)
    thread = scenes.asked()
    assert scenes.answered(thread, Outcome.FULL, text="EXERCISE: first words") is State.PREPARED
    assert scenes.card("bolat", thread).state is State.SENT
    with pytest.raises(actions.UnableToAskError):
        scenes.approved("farrukh", thread)
    with pytest.raises(actions.UnableToAskError):
        scenes.approved("tj_analyst", thread)
    scenes.do("tj_coordinator", actions.send_back, thread=thread, reason="EXERCISE: name the source")
    scenes.answered(thread, Outcome.FULL, text="EXERCISE: better words")
    scenes.approved("tj_coordinator", thread)
    assert scenes.card("bolat", thread).state is State.ANSWERED
    assert scenes.happened("bolat", thread) == ["send", "answer"]
    assert "EXERCISE: first words" not in repr(scenes.seen("bolat", thread))


def test_a_part_passes_the_second_approver_and_so_does_the_rest() -> None:
    """The rest of an answer once went out on one officer's word."""
    scenes.gate("tj_coordinator", second_approver=True)
    thread = scenes.asked()
    scenes.answered(thread, Outcome.PARTIAL, text="EXERCISE: a part")
    scenes.approved("tj_coordinator", thread)
    assert scenes.answered(thread, Outcome.FULL, text="EXERCISE: the rest") is State.PREPARED
    assert scenes.card("bolat", thread).state is State.PARTLY
    scenes.do("tj_coordinator", actions.send_back, thread=thread, reason="EXERCISE: name the source")
    assert scenes.card("farrukh", thread).state is State.PARTLY
    assert scenes.answered(thread, Outcome.FULL, text="EXERCISE: the rest") is State.PREPARED
    scenes.approved("tj_coordinator", thread)
    assert scenes.card("bolat", thread).state is State.ANSWERED


def test_a_coordinator_who_prepared_at_his_gate_does_not_approve_himself() -> None:
    scenes.gate("tj_coordinator", incoming=Gating.THROUGH, second_approver=True)
    thread = scenes.asked()
    assert scenes.answered(thread, Outcome.FULL, "tj_coordinator", text="EXERCISE") is State.PREPARED
    with pytest.raises(actions.UnableToAskError):
        scenes.approved("tj_coordinator", thread)
    assert scenes.card("bolat", thread).state is State.SENT


def test_the_duty_desk_learns_neither_ground_nor_outcome() -> None:
    thread = scenes.urgent()
    for _ in range(3):
        scenes.later(hours=4)
    scenes.answered(thread, Outcome.REFUSED, ground=Ground.CLASSIFIED, text="EXERCISE: no")
    watched = scenes.card("duty", thread)
    assert (watched.outcome, watched.ground, watched.own_outcome, watched.given_under) == (
        Outcome.NO_ANSWER, "", None, ()
    )  # fmt: skip
    assert not watched.open
    seen = steady(repr(scenes.seen("duty", thread)))
    assert all(word not in seen for word in ("classified", "EXERCISE: no", "refuse", "EX-77", "plate"))


def test_a_withdrawn_request_ends_on_both_sides() -> None:
    thread = scenes.asked()
    scenes.do("bolat", actions.withdraw, thread=thread, reason="EXERCISE: found otherwise")
    assert {scenes.card(name, thread).state for name in ("bolat", "farrukh")} == {State.WITHDRAWN}
    with pytest.raises(actions.UnableToAskError):
        scenes.answered(thread, Outcome.FULL, text="EXERCISE")


def test_one_request_to_several_desks_is_answered_by_each() -> None:
    threads = scenes.drafted(desks=("tj-dushanbe", "uz-tashkent"))
    for thread in threads:
        scenes.do("bolat", actions.send, thread=thread)
    detail = scenes.seen("bolat", threads[0])
    assert [each.thread for each in detail.siblings] == [threads[1]]
    assert scenes.seen("farrukh", threads[0]).siblings == ()
    with pytest.raises(queries.NoSuchRequestError):
        scenes.card("hamid", threads[0])


def test_persons_need_an_agreement_and_a_suspension_stops_all() -> None:
    [thread] = scenes.drafted(desks=("ru-omsk",))
    with pytest.raises(actions.UnableToAskError, match="agreement"):
        scenes.do("bolat", actions.send, thread=thread)
    [thread] = scenes.drafted(desks=("ru-omsk",), nominal=False)
    assert scenes.do("bolat", actions.send, thread=thread) is State.SENT


@pytest.mark.parametrize(
    ("name", "act", "given"),
    [
        ("bolat", "accept", {}),
        ("bolat", "acknowledge", {}),
        ("farrukh", "withdraw", {"reason": "EXERCISE"}),
        ("farrukh", "clarify", {"text": "EXERCISE"}),
        ("farrukh", "close", {"feedback": queries.Feedback(useful=Useful.USEFUL)}),
        ("bolat", "close", {"feedback": queries.Feedback(useful=Useful.USEFUL)}),
        ("daniyar", "withdraw", {"reason": "EXERCISE"}),
        ("gulnora", "withdraw", {"reason": "EXERCISE"}),
        ("tj_dpo", "accept", {}),
    ],
)
def test_nobody_takes_a_step_that_is_not_his(name: str, act: str, given: dict[str, Any]) -> None:
    thread = scenes.asked()
    with pytest.raises((actions.UnableToAskError, queries.NoSuchRequestError)):
        scenes.do(name, getattr(actions, act), thread=thread, **given)


@pytest.mark.parametrize("name", ["hamid", "duty", "admin", "observer", "org_analyst", "erlan"])
def test_a_real_thread_and_none_are_the_same_to_strangers(name: str) -> None:
    thread, refusals = scenes.asked(), []
    for identity in (thread, UUID(int=uuid4().int, version=4)):
        with pytest.raises((queries.NoSuchRequestError, PermissionError)) as refused:
            scenes.do(name, actions.withdraw, thread=identity, reason="EXERCISE")
        refusals.append((type(refused.value), str(refused.value)))
    assert refusals[0] == refusals[1]


def test_figures_are_each_sides_own() -> None:
    thread = scenes.asked()
    chance.advance(timedelta(hours=10))
    scenes.answered(thread, Outcome.REFUSED, ground=Ground.MINOR_OFFENCE)
    scenes.closed(thread, Useful.NOT_USEFUL)
    for name, side in (("bolat", queries.Side.ASKER), ("farrukh", queries.Side.ASKED)):
        reader = scenes.viewer(name)
        with viewing(reader):
            found = queries.figures(viewer=reader, since=chance.START, until=chance.now())[side]
        assert found.median_first_answer == timedelta(hours=10)
        assert (found.grounds, found.useful) == ({"minor_offence": 1}, {"not_useful": 1})


def test_what_is_answered_stands_after_what_still_waits_on_the_askers_list() -> None:
    first, second = scenes.urgent(), scenes.urgent()
    scenes.answered(first, Outcome.FULL, text="EXERCISE")
    reader = scenes.viewer("bolat")
    with viewing(reader):
        found = queries.cards(viewer=reader, sides=[queries.Side.ASKER, queries.Side.ASKER_GATE])
    assert [card.thread for card in found] == [second, first]
