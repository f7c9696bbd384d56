"""Properties of the consent machine: whatever is tried in whatever order, no load crosses without consent."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kerege.kernel.canonical import content_hash
from kerege.rooms.operations.rules.course import play, replay
from kerege.rooms.operations.rules.file import MOVING, File, consent_of
from kerege.rooms.operations.rules.plan import Leg, Plan, written
from kerege.rooms.operations.rules.steps import RefusedStepError, Step
from kerege.rooms.operations.rules.words import Consent, Kind, Stage, Transport
from tests.rooms.operations import plans
from tests.rooms.operations.plans import CENTRE, ROUTE, START, officer, step

STATES = st.sampled_from(ROUTE)
HOURS = st.sampled_from([0, 0, 1, 6, 24])


class Delivery(RuleBasedStateMachine):
    """Everybody tries everything; what goes through is kept, and an oracle written apart looks at each crossing."""

    def __init__(self) -> None:
        super().__init__()
        self.steps: list[Step] = []
        self.seen: list[Plan] = []
        self.now = START

    @initialize()
    def begin(self) -> None:
        """Dushanbe drafts, the centre checks, everybody is asked."""
        first = step(Kind.PLAN, officer("TJ"), START, plan=plans.road().wire())
        self.steps, self.seen = [first], [plans.road()]
        self.file: File = replay([first])
        self.attempt(step(Kind.CHECK, CENTRE, START))
        self.attempt(step(Kind.SEND, officer("TJ"), START, answer_by=written(START + timedelta(days=1))))

    def attempt(self, tried: Step) -> bool:
        """Take the step if the machine lets it, after the oracle has looked."""
        before = self.file
        try:
            self.file = play(before, tried)
        except RefusedStepError:
            assert self.file is before
            return False
        if tried.kind in {Kind.TAKE, Kind.TAKE_OVER}:
            self.look_at_entry(before, tried)
        self.steps.append(tried)
        self.seen.append(self.file.plan)
        return True

    def look_at_entry(self, before: File, tried: Step) -> None:
        """The oracle: the state entered has said yes to these very terms, and nothing since has taken that away."""
        leg = before.next_leg
        party, terms = before.plan.legs[leg].party, before.plan.terms(leg)
        said = [
            at
            for at, each in enumerate(self.steps)
            if each.kind is Kind.ANSWER and each.by.party == party and terms in each.given["covers"]
        ]
        assert said, "it crossed into a state that never answered"
        last = self.steps[said[-1]]
        assert last.given["word"] == "agree"
        assert last.given["valid_from"] <= written(tried.at) <= last.given["valid_until"]
        assert all(terms in plan.all_terms for plan in self.seen[said[-1] :]), "the terms were changed meanwhile"
        for each in self.steps[said[-1] :]:
            assert not (each.kind is Kind.WITHDRAW and each.by.party == party), "it was withdrawn"
            assert not (each.kind is Kind.REMOVE and each.given["state"] == party), "the state was removed"
        assert before.stage_at(tried.at) in {Stage.SENT, Stage.UNDER_WAY}
        assert tried.at <= before.plan.expires

    @rule(hours=HOURS)
    def wait(self, hours: int) -> None:
        """Time passes."""
        self.now += timedelta(hours=hours)

    @rule(party=STATES, word=st.sampled_from(["agree", "agree", "agree", "refuse"]), days=st.integers(1, 6))
    def answer(self, party: str, word: str, days: int) -> None:
        """A state answers; with few or many days."""
        until = written(self.now + timedelta(days=days))
        content = plans.agreement(self.file, party, word=word, ground="law", valid_until=until)
        self.attempt(step(Kind.ANSWER, officer(party), self.now, **content))

    @rule(party=STATES)
    def everybody_agrees(self, party: str) -> None:
        """Often enough all agree, so that loads do move."""
        for each in ROUTE:
            self.attempt(step(Kind.ANSWER, officer(each), self.now, **plans.agreement(self.file, each)))
        self.attempt(step(Kind.TAKE_OVER, officer("TJ"), self.now))
        self.attempt(step(Kind.STOP, officer(party), self.now)) if party == "RU" and self.now > START else None

    @rule(party=STATES, kind=st.sampled_from([Kind.WITHDRAW, Kind.LOSE_CONTACT, Kind.REGAIN_CONTACT, Kind.DIVERT]))
    def act(self, party: str, kind: Kind) -> None:
        """A state tries an act of its own."""
        if kind is not Kind.DIVERT or self.now > START + timedelta(days=4):
            self.attempt(step(kind, officer(party), self.now, words="EXERCISE"))

    @rule(point=st.integers(0, 4), hours=st.integers(-8, 8))
    def move_time(self, point: int, hours: int) -> None:
        """The requester changes the time of a point."""
        plan = plans.moved(self.file.plan, min(point, len(self.file.plan.points) - 1), hours)
        self.attempt(step(Kind.AMEND, officer("TJ"), self.now, plan=plan.wire()))

    @rule(leg=st.integers(0, 4), party=STATES)
    def change_route(self, leg: int, party: str) -> None:
        """The requester puts another state on a leg, or the route through one more."""
        plan = self.file.plan
        at = min(leg, len(plan.legs) - 1)
        other = replace(plan, legs=(*plan.legs[:at], Leg(party=party, transport=Transport.RAIL), *plan.legs[at + 1 :]))
        self.attempt(step(Kind.AMEND, officer("TJ"), self.now, plan=other.wire()))

    @rule(party=STATES)
    def remove(self, party: str) -> None:
        """The requester removes a state."""
        self.attempt(step(Kind.REMOVE, officer("TJ"), self.now, state=party))

    @rule(giver=STATES, taker=STATES, wait=HOURS, change=st.booleans())
    def hand_over(self, giver: str, taker: str, wait: int, change: bool) -> None:
        """Somebody signs, time passes, the plan may change, somebody signs the other half."""
        sheet = {"seals": "EX", "at": len(self.steps)}
        signed = content_hash(sheet).hex()
        self.attempt(step(Kind.GIVE, officer(giver), self.now, bytes=signed, sheet=sheet))
        self.now += timedelta(hours=wait)
        if change:
            self.move_time(self.file.next_leg, 1)
        self.attempt(step(Kind.TAKE, officer(taker), self.now, bytes=signed))

    @precondition(lambda self: self.file.stage is Stage.UNDER_WAY)
    @rule()
    def proper_hand_over(self) -> None:
        """The two that it is up to, at the time agreed."""
        following = self.file.next_leg
        if following < len(self.file.plan.legs):
            self.now = max(self.now, self.file.plan.points[following].opens)
            self.hand_over(self.file.holder or "", self.file.plan.legs[following].party, 0, False)

    @rule(left=st.sampled_from(["part", "whole"]), party=STATES)
    def substitute(self, left: str, party: str) -> None:
        """Somebody replaces goods."""
        given = {"item": 0, "replacing": left, "left_grams": "5", "substitute": "chalk", "trace_sample": "EXERCISE"}
        self.attempt(step(Kind.SUBSTITUTE, officer(party), self.now, **given))

    @invariant()
    def the_state_on_whose_soil_the_load_is_can_stop_it_at_once(self) -> None:
        """At any time, whatever was done before."""
        if self.file.stage in MOVING:
            assert play(self.file, step(Kind.STOP, officer(self.file.holder or ""), self.now)).stage is Stage.STOPPED
            for party in set(ROUTE) - {self.file.holder}:
                with suppress(RefusedStepError):
                    play(self.file, step(Kind.STOP, officer(party), self.now))
                    raise AssertionError(f"{party} stopped a load that is not on its soil")

    @invariant()
    def what_is_kept_is_replayed_to_the_same_file(self) -> None:
        """The steps are the file: nothing else is kept."""
        assert replay(self.steps) == self.file

    @invariant()
    def crossings_follow_the_route_leg_by_leg(self) -> None:
        """None is left out, none comes twice, and two officers signed each."""
        assert [each.leg for each in self.file.crossings] == list(range(self.file.soil or 0))
        assert all(each.giver.officer != each.taker.officer for each in self.file.crossings)

    @invariant()
    def a_state_that_was_removed_or_never_asked_has_no_valid_consent(self) -> None:
        """Its answers fell with it."""
        for leg, each in enumerate(self.file.plan.legs):
            if each.party not in self.file.sent_to:
                assert consent_of(self.file, leg, self.now) is not Consent.VALID


TestDelivery = Delivery.TestCase
TestDelivery.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)


def test_loads_do_cross_in_this_machine() -> None:
    """The dual: the properties would also hold of a machine in which nothing moves."""
    made = Delivery()
    made.begin()
    made.everybody_agrees("KG")
    for _ in range(3):
        made.proper_hand_over()
    assert made.file.soil == 3
