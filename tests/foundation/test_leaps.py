"""Clocks that leap, creep, go back, stop and are restarted: what cannot be undone waits for a day of sound time."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kerege.foundation import chance
from kerege.foundation.leaps import LEAP, PROOF, Watch

ROUND = timedelta(seconds=20)


class Machine:
    """A clock of the day that can be set, time that passes whatever it says, and a process that looks at both."""

    def __init__(self, folder: Path) -> None:
        """It starts."""
        self.file, self.time = folder / "clock", 1000.0
        self.start()

    def start(self) -> None:
        """The process starts; what it knew is in the file alone."""
        self.watch = Watch(lambda: self.file, lambda: self.time)

    def look(self, by: timedelta = ROUND, leap: timedelta = timedelta()) -> bool:
        """Time passes, the clock is set, and the process looks."""
        self.time += by.total_seconds()
        chance.advance(by + leap)
        return self.watch.is_trusted()


def test_a_clock_that_goes_on_is_trusted_from_the_first_look(tmp_path: Path) -> None:
    with chance.seeded("leaps"):
        machine = Machine(tmp_path)
        assert all(machine.look(by) for by in (ROUND, timedelta(days=40), ROUND))
        machine.start()
        assert machine.look(LEAP - ROUND)


@pytest.mark.parametrize("restarts", [False, True])
def test_a_clock_that_leapt_is_trusted_after_a_day_of_passing_time(restarts: bool, tmp_path: Path) -> None:
    with chance.seeded("leaps"):
        machine = Machine(tmp_path)
        assert machine.look()
        machine.start() if restarts else None
        assert not machine.look(ROUND, timedelta(days=400))
        for _ in range(23):
            machine.start() if restarts else None
            machine.look()
            assert not machine.look(timedelta(minutes=58))
        assert machine.look(timedelta(days=1))


def test_many_small_leaps_are_one(tmp_path: Path) -> None:
    with chance.seeded("leaps"):
        machine = Machine(tmp_path)
        assert machine.look()
        assert not all(machine.look(ROUND, timedelta(hours=10)) for _ in range(9))


def test_a_node_that_stood_still_for_long_waits_too_and_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with chance.seeded("leaps"):
        machine = Machine(tmp_path)
        assert machine.look()
        machine.start()
        assert not machine.look(LEAP + ROUND)
        assert "the clock leapt" in caplog.text


def test_a_node_that_runs_an_hour_a_week_is_trusted_once_it_ran_for_a_day(tmp_path: Path) -> None:
    with chance.seeded("leaps"):
        machine = Machine(tmp_path)
        assert machine.look()
        trusted = []
        for _week in range(30):
            machine.start()
            trusted += [machine.look(timedelta(days=7)), machine.look(timedelta(hours=1))]
        assert any(trusted)
        assert not any(trusted[:46])


@settings(max_examples=60, deadline=None)
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from([20, 3600, 90_000]), st.sampled_from([0, 0, 0, 3600, 250_000, -250_000]), st.booleans()
        ),
        max_size=25,
    )
)
def test_whatever_happens_nothing_is_trusted_that_ran_ahead_within_a_day(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, int, bool]]
) -> None:
    """Against a naive account: how far the clock is ahead of the time that passed since it was last taken as right."""
    with chance.seeded("leaps"):
        machine = Machine(tmp_path_factory.mktemp("leaps"))
        assert machine.look()
        ahead, left = 0.0, 0.0
        for passes, leap, restart in steps:
            if restart:
                machine.start()
                gap = passes + leap
                ahead, left = 0.0, left or PROOF.total_seconds() if gap > LEAP.total_seconds() else left
            else:
                ahead, left = ahead + leap, max(0.0, left - passes)
                if ahead > LEAP.total_seconds():
                    ahead, left = 0.0, PROOF.total_seconds()
            assert machine.look(timedelta(seconds=passes), timedelta(seconds=leap)) is (left == 0.0)
