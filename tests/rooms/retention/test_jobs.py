"""The node's work on time: looked at once in a while, not at every round of the worker."""

import pytest

from kerege.rooms.retention import jobs


def test_the_clock_and_the_key_book_are_looked_at_once_in_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    now, done = [1000.0], []
    monkeypatch.setattr(jobs, "_last", {})
    monkeypatch.setattr(jobs, "monotonic", lambda: now[0])
    for name in ("let_lapse", "erase_lapsed", "sweep", "forget_uncategorised", "forget_words", "remind"):
        monkeypatch.setattr(jobs, name, lambda name=name: done.append(name) or 1)
    monkeypatch.setattr(jobs, "refresh", lambda database: done.append("refresh") is None)
    assert (jobs.keep_clock(), jobs.keep_keybook()) == (6, 1)
    now[0] += jobs.EVERY_SECONDS - 1
    assert (jobs.keep_clock(), jobs.keep_keybook()) == (0, 0)
    now[0] += 1
    assert (jobs.keep_clock(), jobs.keep_keybook()) == (6, 1)
    assert len(done) == 14
