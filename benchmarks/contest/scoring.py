"""What a run is worth by the shared scorer: found first and among ten, and recall at a precision, by class."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import shared

REGION = "~cross-script, persons of the region"
ALL = "ALL"
OVERALL = (REGION, "~cross-script/language", ALL)
FEWEST = 10
"""Classes of fewer questions are not shown one by one: one name would move them by more than ten points."""


def scored(what: str, run: Path, subset: int = 0) -> dict[str, list[float]]:
    """The scorer's own figures of a run, by class. Raises Skipped without the shared data."""
    script = shared("names", "score.py")
    with tempfile.NamedTemporaryFile(suffix=".json") as told:
        words = [what, "--run", str(run), "--dir", str(script.parent), "--json", told.name]
        command = [sys.executable, str(script), *words, *(["--subset", str(subset)] if subset else [])]
        subprocess.run(command, capture_output=True, text=True, check=True)
        kept = json.loads(Path(told.name).read_text(encoding="utf-8"))
    found: dict[str, list[float]] = kept["res" if what == "decision" else "acc"]
    return found


def found_by_class(run: Path, subset: int = 0, what: str = "retrieval") -> dict[str, dict[str, float]]:
    """Share found first and among ten, by class of language."""
    rows = scored(what, run, subset)
    return {
        name: {"asked": count, "first": first / count, "among_ten": ten / count}
        for name, (count, first, ten, _) in sorted(rows.items())
    }


def decided_by_class(run: Path) -> dict[str, dict[str, float]]:
    """Recall at precision .95 and .99, by class of language."""
    return {
        name: {"pairs": row[0] + row[1], "same": row[0], "best_f1": row[3], "recall_95": row[6], "recall_99": row[5]}
        for name, row in sorted(scored("decision", run).items())
    }


def rows(*parts: str) -> list[dict[str, str]]:
    """A table of the shared names."""
    head, *rest = shared("names", *parts).read_text(encoding="utf-8").rstrip("\n").split("\n")
    return [dict(zip(head.split("\t"), line.split("\t"), strict=False)) for line in rest]


def sample(asked: list[dict[str, str]], count: int, key: str) -> list[dict[str, str]]:
    """The first questions of each class, as the shared scorer's own `--subset` takes them."""
    seen: dict[str, int] = {}
    chosen = []
    for row in sorted(asked, key=lambda row: row["qid"]):
        seen[row[key]] = seen.get(row[key], 0) + 1
        if seen[row[key]] <= count:
            chosen.append(row)
    return chosen
