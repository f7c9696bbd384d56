"""The node's work on time: looked at once in a while, not at every round of the worker."""

from datetime import timedelta
from pathlib import Path

import pytest

from kerege.foundation import chance
from kerege.foundation.leaps import Watch
from kerege.rooms.retention import jobs

FINAL = {"erase_lapsed", "forget_uncategorised", "forget_words"}
REST = {"let_lapse", "remind", "sweep", "settle_cut_off"}


def test_the_clock_and_the_key_book_are_looked_at_once_in_a_while(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    now, done = [1000.0], []
    monkeypatch.setattr(jobs, "_last", {})
    monkeypatch.setattr(jobs, "_watch", Watch(lambda: tmp_path / "clock"))
    monkeypatch.setattr(jobs, "monotonic", lambda: now[0])
    for name in FINAL | REST:
        monkeypatch.setattr(jobs, name, lambda name=name: done.append(name) or 1)
    monkeypatch.setattr(jobs, "refresh", lambda database: done.append("refresh") is None)
    assert (jobs.keep_clock(), jobs.keep_keybook()) == (7, 1)
    now[0] += jobs.EVERY_SECONDS - 1
    assert (jobs.keep_clock(), jobs.keep_keybook()) == (0, 0)
    now[0] += 1
    assert (jobs.keep_clock(), jobs.keep_keybook()) == (7, 1)
    assert len(done) == 16


@pytest.mark.parametrize("leap", [timedelta(days=4), timedelta(days=40), timedelta(days=4000)], ids=str)
def test_a_clock_that_leapt_does_nothing_that_cannot_be_undone_for_a_day(
    leap: timedelta, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    now = [1000.0]
    done: set[str] = set()

    def look(passes: float) -> set[str]:
        now[0] += passes
        chance.advance(timedelta(seconds=passes))
        done.clear()
        jobs.keep_clock()
        return set(done)

    monkeypatch.setattr(jobs, "_last", {})
    monkeypatch.setattr(jobs, "monotonic", lambda: now[0])
    monkeypatch.setattr(jobs, "_watch", Watch(lambda: tmp_path / "clock", lambda: now[0]))
    for name in FINAL | REST:
        monkeypatch.setattr(jobs, name, lambda name=name: done.add(name) or 1)
    with chance.seeded("leaps"):
        assert look(20) == FINAL | REST
        chance.advance(leap)
        assert look(20) == REST
        assert look(86_000) == REST
        assert look(500) == FINAL | REST
