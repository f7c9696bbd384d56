"""Every kind under every gate, approvals, waits and workers, in any order: nobody reaches past a gate."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from kerege.foundation import chance
from kerege.rooms.requests import actions, queries
from kerege.rooms.requests.queries import Action, Gating, Kind, Outcome, State
from tests.rooms.requests import scenes
from tests.rooms.requests.test_clocks import tick_of

KINDS, GATES = st.sampled_from(list(Kind)), st.sampled_from(list(Gating))
LAST = timedelta(days=9)
HELD = {State.SENT, State.ACKNOWLEDGED, State.ACCEPTED}
REFUSALS = (actions.UnableToAskError, queries.NoSuchRequestError)


class Way(RuleBasedStateMachine):
    """One thread between two parties whose coordinators set their gates first."""

    thread: UUID

    @initialize(kind=KINDS, outgoing=GATES, incoming=GATES, second=st.booleans(), other=KINDS)
    def draft(self, kind: Kind, outgoing: Gating, incoming: Gating, second: bool, other: Kind) -> None:
        """Gates are set for every kind, then for one; the kind of the thread is under the newest that concerns it."""
        chance.advance(timedelta(minutes=1))
        scenes.gate("kz_coordinator", outgoing=outgoing)
        scenes.gate("tj_coordinator", incoming=incoming, second_approver=second)
        chance.advance(timedelta(minutes=1))
        scenes.gate("kz_coordinator", other)
        scenes.gate("tj_coordinator", other)
        opened = kind is other
        self.kind, self.second = kind, second and not opened and kind is Kind.REQUEST
        self.outgoing = Gating.DIRECT if opened else outgoing
        self.incoming = Gating.DIRECT if opened else incoming
        more = {"action": Action.CALL, "expires_on": chance.today() + LAST} if kind is Kind.LOOK_OUT else {}
        [self.thread] = scenes.drafted(kind=kind, **more)
        self.prepared_by = ""

    def state(self) -> State:
        """How far it is, as who knows most of it sees it."""
        try:
            return scenes.card("farrukh", self.thread).state
        except queries.NoSuchRequestError:
            return scenes.card("bolat", self.thread).state

    @precondition(lambda self: self.state() is State.DRAFT)
    @rule()
    def it_is_sent(self) -> None:
        """It goes as far as the gates let it."""
        scenes.do("bolat", actions.send, thread=self.thread)
        expected = State.THEIR_GATE if self.incoming is Gating.THROUGH else State.SENT
        assert self.state() is (State.OWN_GATE if self.outgoing is Gating.THROUGH else expected)

    @precondition(lambda self: self.state() is State.OWN_GATE)
    @rule(who=st.sampled_from(["kz_coordinator", "bolat", "aigerim", "tj_coordinator"]))
    def somebody_lets_it_out(self, who: str) -> None:
        """The asking party's coordinator alone."""
        self.attempt(who, "let_out", allowed=who == "kz_coordinator")

    @precondition(lambda self: self.state() is State.THEIR_GATE)
    @rule(who=st.sampled_from(["tj_coordinator", "farrukh", "tj_analyst", "kz_coordinator"]))
    def somebody_lets_it_in(self, who: str) -> None:
        """The asked party's coordinator alone."""
        self.attempt(who, "let_in", allowed=who == "tj_coordinator")

    @precondition(lambda self: self.state() in HELD)
    @rule(who=st.sampled_from(["farrukh", "tj_analyst"]))
    def it_is_accepted(self, who: str) -> None:
        """A look-out comes into force by an approver alone; information is no matter to take up."""
        fits = {Kind.REQUEST: self.state() is not State.ACCEPTED, Kind.LOOK_OUT: who == "farrukh"}
        self.attempt(who, "accept", allowed=fits.get(self.kind, False))

    @precondition(lambda self: self.state() in HELD and self.kind is Kind.REQUEST)
    @rule(who=st.sampled_from(["farrukh", "tj_analyst"]), outcome=st.sampled_from([Outcome.FULL, Outcome.WITHHELD]))
    def it_is_answered(self, who: str, outcome: Outcome) -> None:
        """Where the party wants a second approver, an answer waits for him."""
        scenes.answered(self.thread, outcome, who, text="EXERCISE" if outcome is Outcome.FULL else "")
        self.prepared_by = who if self.second else ""
        assert (self.state() is State.PREPARED) is self.second

    @precondition(lambda self: self.state() is State.PREPARED)
    @rule(who=st.sampled_from(["farrukh", "tj_analyst", "tj_coordinator", "bolat"]), agrees=st.booleans())
    def somebody_approves(self, who: str, agrees: bool) -> None:
        """A releasing officer or coordinator of the asked side who did not prepare it, and nobody else."""
        may = who in {"farrukh", "tj_coordinator"} and who != self.prepared_by
        mark = scenes.seen("farrukh", self.thread).agreed
        more = {"agreed": mark} if agrees else {"reason": "EXERCISE"}
        self.attempt(who, "approve" if agrees else "send_back", allowed=may, **more)

    @rule(hours=st.sampled_from([2, 30, 120]))
    def time_passes(self, hours: int) -> None:
        """And a worker comes by."""
        scenes.later(hours=hours)

    def attempt(self, who: str, act: str, *, allowed: bool, **given: str) -> None:
        """One act of somebody: it goes through for who may, is refused to who may not and then changes nothing."""
        before = self.state()
        try:
            scenes.do(who, getattr(actions, act), thread=self.thread, **given)
        except REFUSALS:
            assert not allowed, (who, act, before)
            assert self.state() is before
        else:
            assert allowed, (who, act, before)

    @invariant()
    def nothing_is_held_past_a_gate_nor_in_force_past_its_last_day(self) -> None:
        """The asker never sees the other side's gate or deliberation; a look-out ends by itself."""
        if not hasattr(self, "thread"):
            return
        asker, state = scenes.card("bolat", self.thread), self.state()
        assert asker.state not in {State.THEIR_GATE, State.PREPARED, State.SEALED}
        assert asker.prepared == {}
        if state in {State.DRAFT, State.OWN_GATE}:
            with pytest.raises(queries.NoSuchRequestError):
                scenes.card("farrukh", self.thread)
        if state is State.IN_FORCE:
            tick = tick_of(self.thread)
            assert tick is not None
            assert asker.expires_on is not None
            assert tick.next_at.date() == asker.expires_on + timedelta(days=1)
            assert chance.today() <= asker.expires_on + timedelta(days=1)
        assert (state is State.EXPIRED) <= (self.kind is Kind.LOOK_OUT)


@pytest.mark.django_db
def test_every_kind_keeps_to_gates_approvals_and_last_days_in_any_order() -> None:
    with chance.seeded("kinds", datetime(2026, 3, 27, 12, tzinfo=UTC)):
        some = settings(max_examples=5, stateful_step_count=9, suppress_health_check=list(HealthCheck), deadline=None)
        run_state_machine_as_test(Way, settings=some)
