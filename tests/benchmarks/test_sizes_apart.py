"""Figures of a size that was not measured again stay, with the commit that they were measured on."""

import json
from pathlib import Path
from types import ModuleType

import pytest

from benchmarks import __main__ as running
from benchmarks.measure import Figure


def kept(size: str, *, apart: bool, now: str) -> list[dict[str, object]]:
    """What is left of a former run of `size` beside new figures of `now`."""
    module = ModuleType("invented")
    if apart:
        module.__dict__["SIZES_APART"] = True
    former = {"commit": "abc", "figures": [Figure(what="check", measured_on=size, ours=1.0, unit="ms").as_json()]}
    (running.HERE / "results" / "invented.json").write_text(json.dumps(former))
    return running.kept_before("invented", module, [Figure(what="check", measured_on=now, ours=2.0, unit="ms")])


def test_other_sizes_stay_where_a_benchmark_asks_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "HERE", tmp_path)
    (tmp_path / "results").mkdir()
    [left] = kept("10", apart=True, now="20")
    assert (left["measured_on"], left["ours"], left["commit"]) == ("10", 1.0, "abc")
    assert kept("10", apart=True, now="10") == []
    assert kept("10", apart=False, now="20") == []
