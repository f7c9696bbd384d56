"""Whenever and however the other's event ends, a side is told the same until its own is over: no list is its clock."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.rooms.deconfliction import actions, queries
from kerege.rooms.deconfliction.queries import Kind, Stage, Step
from tests.rooms.deconfliction import scenes

OWN = 48
"""Hours of the side's own event."""
HOURS = st.lists(st.integers(1, OWN - 1), min_size=1, max_size=3, unique=True).map(sorted)
SAID = {
    "": (),
    "mine": (("iskender", Step.ACKNOWLEDGE),),
    "theirs": (("aigerim", Step.ACKNOWLEDGE),),
    "both": (("iskender", Step.ACKNOWLEDGE), ("aigerim", Step.ACKNOWLEDGE)),
    "settled": (("iskender", Step.ACKNOWLEDGE), ("aigerim", Step.ACKNOWLEDGE), ("aigerim", Step.SETTLE)),
}
"""What was said of the conflict before either event is over."""


def told(lasts: int, *, by_load: bool, said: str, hours: Sequence[int]) -> list[object]:
    """What the desk in Osh is told at some hours of its event, and last of all which word of its would be taken.

    Almaty's lasts so many hours, and ends by the clock or because the load has left its leg.
    """
    chance.advance(timedelta(days=40))
    actions.tend()
    actions.tend()
    begun, leg = chance.now(), chance.new_id()
    scenes.submit(
        "aigerim", scenes.plan(Kind.DELIVERY, starts=begun, lasts=(OWN if by_load else lasts) * scenes.HOUR, leg=leg)
    )
    scenes.submit("iskender", scenes.plan(starts=begun, lasts=OWN * scenes.HOUR))
    (conflict,) = scenes.conflicts("iskender")
    for name, step in SAID[said]:
        scenes.step(name, conflict.crossing, step)
    seen: list[object] = []
    for hour in hours:
        pass_until(begun + hour * scenes.HOUR)
        if by_load and hour > lasts:
            actions.end_legs([leg], "EXERCISE: the load has left")
        actions.tend()
        seen.append(shown(begun))
    seen.append(last_word(conflict.crossing))
    pass_until(begun + (OWN + 1) * scenes.HOUR)
    actions.tend()
    assert shown(begun) == ([], 0)
    assert scenes.crossings() == [], "both are over: the keeping desk has nothing left of it"
    return seen


def pass_until(moment: datetime) -> None:
    """The clock goes on to an instant."""
    chance.advance(moment - chance.now())


def shown(begun: datetime) -> tuple[list[object], int]:
    """All that the side reads of its conflicts, times from the beginning of its event on, and how many wait."""
    viewer = scenes.worn("iskender")
    with viewing(viewer):
        found = queries.conflicts(viewer=viewer)
        count = queries.waiting_count(viewer=viewer)
    lines = [(e.stage, e.told_at - begun, e.due_at - begun, e.waits, e.other_acknowledged_at is None) for e in found]
    return list(lines), count


def last_word(crossing: UUID) -> Stage | None:
    """Where an acknowledgement and a settling lead; None where neither is taken."""
    reached = None
    for step in (Step.ACKNOWLEDGE, Step.SETTLE):
        try:
            reached = scenes.step("iskender", crossing, step)
        except (actions.UnableToDeconflictError, actions.NoSuchEventError):
            continue
    return reached


def test_when_the_others_event_ends_is_told_by_nothing(own_clone: str) -> None:
    """Each world beside the one in which the other's event lasts as long as the side's own."""

    @settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
    @given(lasts=st.integers(1, OWN - 1), by_load=st.booleans(), said=st.sampled_from(sorted(SAID)), hours=HOURS)
    @example(lasts=2, by_load=False, said="", hours=[1, 3, 47])
    @example(lasts=2, by_load=True, said="both", hours=[1, 3, 47])
    def worlds(lasts: int, by_load: bool, said: str, hours: list[int]) -> None:
        assert told(lasts, by_load=by_load, said=said, hours=hours) == told(OWN, by_load=False, said=said, hours=hours)

    with chance.seeded("own end", scenes.NOON):
        worlds()
        scenes.close()
