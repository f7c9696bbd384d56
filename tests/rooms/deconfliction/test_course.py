"""Deconfliction under any order of events, withdrawals, words, waits and dying workers, against a naive oracle."""

import contextlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.rooms.deconfliction import actions, queries
from kerege.rooms.deconfliction.actions import clocks
from kerege.rooms.deconfliction.queries import Kind, Stage, Step
from kerege.rooms.journal.models import Leaf
from tests.rooms.deconfliction import scenes

SIDES = ("aigerim", "iskender", "farrukh")
TERMEZ = (37.22, 67.28)
MINUTE = timedelta(minutes=1)


@dataclass
class Planned:
    """One event as the oracle knows it."""

    id: UUID
    who: str
    at: tuple[float, float]
    kind: Kind
    starts: datetime
    live: bool = True
    told: set[UUID] = field(default_factory=set)
    """Other events whose crossing both sides know of."""


class KilledError(BaseException):
    """As if the process had ended."""


class Desks(RuleBasedStateMachine):
    """Three desks of three parties, the duty desk, the node."""

    @initialize()
    def begin(self) -> None:
        """What examples before left is over and erased."""
        chance.advance(timedelta(days=40))
        actions.tend()
        actions.tend()
        self.events: list[Planned] = []

    def pairs(self) -> list[tuple[Planned, Planned]]:
        """Live events of different desks that meet: the same yard, overlapping times."""
        live = [each for each in self.events if each.live]
        return [
            (a, b)
            for at, a in enumerate(live)
            for b in live[at + 1 :]
            if a.who != b.who and a.at == b.at and abs(a.starts - b.starts) < 3 * scenes.HOUR
        ]

    @rule(
        who=st.sampled_from(SIDES),
        at=st.sampled_from([scenes.KORDAY, TERMEZ]),
        kind=st.sampled_from([Kind.RAID, Kind.RAID, Kind.SURVEILLANCE]),
        ahead=st.sampled_from([20, 21, 30]),
    )
    def submit(self, who: str, at: tuple[float, float], kind: Kind, ahead: int) -> None:
        """A plan; who submits learns how many conflicts he is told of at once."""
        if sum(each.live for each in self.events) >= 4:
            return
        starts = chance.now() + ahead * scenes.HOUR
        made = scenes.submit(who, scenes.plan(kind, at=at, starts=starts))
        self.events.append(Planned(made.event, who, at, kind, starts))
        met = [pair for pair in self.pairs() if self.events[-1] in pair]
        loud = [(a, b) for a, b in met if Kind.SURVEILLANCE not in {a.kind, b.kind}]
        for a, b in loud:
            a.told.add(b.id)
            b.told.add(a.id)
        assert made.conflicts == len(loud)

    @rule(which=st.integers(0, 5))
    def withdraw(self, which: int) -> None:
        """It is found no more, and vanishes from the other side's list."""
        live = [each for each in self.events if each.live]
        if live:
            gone = live[which % len(live)]
            scenes.withdraw(gone.who, gone.id)
            gone.live = False

    @rule(minutes=st.sampled_from([5, 29, 31, 90]))
    def time_passes(self, minutes: int) -> None:
        """Nobody works."""
        chance.advance(minutes * MINUTE)

    @rule(who=st.sampled_from(SIDES))
    def acknowledge(self, who: str) -> None:
        """Whatever waits for this desk."""
        for each in scenes.conflicts(who, waiting=True):
            if each.acknowledged_at is None:
                scenes.step(who, each.crossing, Step.ACKNOWLEDGE)

    @rule()
    def the_duty_desk_tells(self) -> None:
        """Both sides of everything that it mediates."""
        for each in scenes.crossings():
            if Step.TELL in each.steps:
                scenes.step("duty", each.id, Step.TELL)
        for a, b in self.pairs():
            a.told.add(b.id)
            b.told.add(a.id)

    @rule()
    def a_worker_comes_by(self) -> None:
        """What is due moves on; nothing that was due stays as it was."""
        actions.tend()
        now = chance.now()
        late = [each for who in SIDES for each in scenes.conflicts(who) if each.stage is Stage.TOLD]
        assert all(each.due_at > now for each in late)
        assert all(each.due_at > now for each in scenes.crossings() if each.stage is Stage.WITH_DESK)

    @rule()
    def a_worker_dies(self) -> None:
        """It is killed before its transaction ends: nothing of it stands, the next does it."""
        before = self.shown()
        with pytest.MonkeyPatch.context() as patch, contextlib.suppress(KilledError):
            patch.setattr(clocks.journal, "write_leaf", killed)
            actions.tend()
        assert self.shown() == before

    @rule()
    def everything_is_over(self) -> None:
        """Events that have ended vanish from every list."""
        chance.advance(timedelta(hours=60))
        actions.tend()
        for each in self.events:
            each.live = False

    def shown(self) -> list[str]:
        """What everybody sees."""
        return [str(scenes.conflicts(who)) for who in SIDES] + [str(scenes.crossings())]

    @invariant()
    def each_side_is_told_what_it_shall_be_told_and_nothing_else(self) -> None:
        """By the oracle's pairs: as many conflicts at each event as it has told neighbours."""
        if not hasattr(self, "events"):
            return
        pairs = self.pairs()
        for who in SIDES:
            wanted = sorted(
                str(mine.id)
                for a, b in pairs
                for mine, other in ((a, b), (b, a))
                if mine.who == who and other.id in mine.told
            )
            assert sorted(str(each.event) for each in scenes.conflicts(who)) == wanted
        hidden = [(a, b) for a, b in pairs if b.id not in a.told]
        mediated = [each for each in scenes.crossings() if each.stage in {Stage.WITH_DESK, Stage.LATE}]
        assert len(mediated) == len(hidden)


def killed(*_given: object, **_more: object) -> None:
    """The last thing that a worker does."""
    raise KilledError


def test_no_order_of_acts_waits_and_kills_loses_a_conflict_or_a_clock(own_clone: str) -> None:
    with chance.seeded("desks", scenes.NOON):
        some = settings(max_examples=8, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck))
        run_state_machine_as_test(Desks, settings=some)
        scenes.close()


def test_what_the_node_erases_leaves_a_leaf_without_content(own_clone: str) -> None:
    with chance.seeded("erased", scenes.NOON):
        event = scenes.submit("aigerim").event
        chance.advance(timedelta(days=1))
        actions.tend()
        chance.advance(timedelta(days=31))
        actions.tend()
        viewer = scenes.worn("aigerim")
        with viewing(viewer), pytest.raises(queries.NoSuchEventError):
            queries.event(viewer=viewer, event_id=event)
        from kerege.rooms.directory import queries as directory

        with viewing(directory.system_viewer("keep-journal")):
            doors = list(Leaf.objects.filter(door__startswith="deconfliction.").values_list("door", flat=True))
        assert "deconfliction.erase" in doors
        scenes.close()
