"""Counters stay for their time whatever else is counted, and of several who add one succeeds."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kerege.foundation import counters
from kerege.foundation.counters import CounterFiles
from kerege.rooms.directory import actions

FLOOD = 320


def test_a_flood_of_made_up_names_takes_nobodys_count_away(own_clone: str, tmp_path: Path) -> None:
    few = {"BACKEND": "kerege.foundation.counters.CounterFiles", "LOCATION": tmp_path, "OPTIONS": {"MAX_ENTRIES": 20}}
    with override_settings(CACHES={"default": few}):
        for _ in range(5):
            actions.note_attempt("aigerim", in_all=False)
        for at in range(60):
            actions.note_attempt(f"nobody-{at}", in_all=False)
        with pytest.raises(actions.TooManyAttemptsError):
            actions.note_attempt("aigerim", in_all=False)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kept=st.lists(st.text(max_size=20), min_size=1, max_size=5, unique=True), adds=st.booleans())
def test_whatever_is_counted_stays_through_any_flood(tmp_path: Path, kept: list[str], adds: bool) -> None:
    cache = CounterFiles(str(tmp_path), {})
    cache.clear()
    for at, name in enumerate(kept):
        cache.set(f"kept:{name.encode().hex()}", at, 300)
    write: Callable[..., object] = cache.add if adds else cache.set
    for at in range(FLOOD):
        write(f"flood:{at}", 1, 300)
    assert [cache.get(f"kept:{name.encode().hex()}") for name in kept] == list(range(len(kept)))


def test_what_is_expired_is_removed_once_a_minute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = CounterFiles(str(tmp_path), {})
    cache.set("stays", 1, 300)
    cache.set("goes", 1, -1)
    cache.set("also stays", 1, None)
    assert len(os.listdir(tmp_path)) == 3
    monkeypatch.setattr(counters, "SWEEP_SECONDS", 0.0)
    cache.add("new", 1, 300)
    assert len(os.listdir(tmp_path)) == 3
    assert [cache.get(name) for name in ("stays", "goes", "also stays", "new")] == [1, None, 1, 1]


def test_of_several_who_add_at_once_one_succeeds(tmp_path: Path) -> None:
    """So no code of a second factor is taken twice."""
    for round_ in range(10):
        gate, won = threading.Barrier(6), list[bool]()

        def add(gate: threading.Barrier = gate, won: list[bool] = won, round_: int = round_) -> None:
            cache = CounterFiles(str(tmp_path), {})
            gate.wait()
            won.append(cache.add(f"code:{round_}", "y", 30))

        threads = [threading.Thread(target=add) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(won) == [False] * 5 + [True]
        assert not CounterFiles(str(tmp_path), {}).add(f"code:{round_}", "y", 30)


def test_a_count_that_is_expired_is_begun_anew(tmp_path: Path) -> None:
    cache = CounterFiles(str(tmp_path), {})
    assert cache.add("code", "y", -1)
    assert cache.add("code", "y", 30)
    assert not cache.add("code", "y", 30)
