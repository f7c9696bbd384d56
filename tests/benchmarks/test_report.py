"""The page of the benchmarks: written from the kept figures alone, marks the best, names who took no part."""

import json
from pathlib import Path

import pytest

from benchmarks import crosscheck, report

ROW = {"asked": 20, "first": 0.5, "among_ten": 0.75}
KEPT: report.Node = {
    "machine": {"cores": 2, "memory_gb": 23, "python": "3.11.7", "load": [0.25, 0.2, 0.1]},
    "commit": "abc",
    "figures": [
        {
            "what": "w",
            "measured_on": "m",
            "ours": 0.4,
            "unit": "",
            "peer": "p",
            "target": 0.5,
            "at_least": True,
            "met": False,
        }
    ],
    "details": {
        "seeds": {"names": "s"},
        "persons": {
            "ours": {"retrieval": {"ALL": ROW, "kk": {**ROW, "asked": 9}}},
            "WRatio": {"retrieval": {"ALL": {**ROW, "first": 0.25, "among_ten": 0.8}}},
            "logic-v2": {"lacking": "was not built"},
        },
    },
}


def test_the_page_is_what_the_generator_writes_from_the_kept_figures() -> None:
    kept = json.loads(report.KEPT.read_text(encoding="utf-8"))
    assert report.PAGE.read_text(encoding="utf-8") == report.page(kept)


def test_the_best_of_each_class_is_marked_and_small_classes_are_left_out() -> None:
    drawn = report.page(KEPT)
    assert "**.500** / .750" in drawn
    assert ".250 / **.800**" in drawn
    assert "Kazakh" not in drawn


def test_who_took_no_part_is_said_and_parts_not_measured_are_said_to_be() -> None:
    drawn = report.page(KEPT)
    assert "Took no part: logic-v2: was not built." in drawn
    assert "Not measured in this run." in drawn


def test_a_missed_target_is_said() -> None:
    assert "| **no** |" in " ".join(report.tables(KEPT).split())


def test_how_long_each_part_took_is_said() -> None:
    assert "Took persons 61 s, speed 120 s." in report.page(
        KEPT | {"details": {"took": {"persons": 61.2, "speed": 120}}}
    )
    assert "Took persons" not in report.page(KEPT)


def test_columns_stand_in_line() -> None:
    lines = report.lined(["a", "long heading"], [["1", "2"], ["longer cell", "3"]]).splitlines()
    assert len({len(line) for line in lines}) == 1


def test_no_kept_figure_holds_a_sign_in_or_a_folder_of_this_machine() -> None:
    text = report.KEPT.read_text(encoding="utf-8")
    assert "password" not in text
    assert "/tmp/" not in text


def test_parts_measured_at_another_commit_are_named() -> None:
    details = {**dict(KEPT["details"]), "commits": {"persons": "older", "febrl4": "abc"}}  # type: ignore[call-overload]
    drawn = report.head({**KEPT, "details": details})
    assert "persons at `older`" in drawn
    assert "febrl4" not in drawn
    assert "Measured earlier" not in report.head(KEPT)


def test_a_run_of_some_parts_keeps_the_others_with_their_commits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    details = {"persons": {"ours": 1}, "speed": {"67000": 2}, "commits": {"speed": "older"}, "seeds": {}}
    (tmp_path / "crosscheck.json").write_text(json.dumps({"commit": "abc", "details": details}), encoding="utf-8")
    monkeypatch.setattr(crosscheck, "RESULTS", tmp_path)
    found, commits = crosscheck.before(["persons", "speed", "febrl4"])
    assert found == {"persons": {"ours": 1}, "speed": {"67000": 2}}
    assert commits == {"persons": "abc", "speed": "older"}
