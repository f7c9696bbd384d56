"""One contender's turn, a process of its own: `python -m benchmarks.contest.turn JOB.json` measures and prints JSON.

Runs in our environment and in that of the peers, so it needs the standard library alone. A contender is a module with
`searcher(corpus, candidates)`, whose result answers `one(asked, limit)` or `many(asked, limit)` or both, and with
`pair_scores(pairs)`.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Protocol

Named = tuple[str, str]
Found = list[tuple[str, float]]
Candidates = dict[str, list[str]]


class Searcher(Protocol):
    """What a contender makes of a corpus; it offers one of the two, or both."""

    def one(self, asked: Named, limit: int) -> Found:
        """Return (id, score) of the best records for one (query id, name), best first."""

    def many(self, asked: list[Named], limit: int) -> list[Found]:
        """Return the same for each of many."""


def lines(path: str) -> Iterator[list[str]]:
    """The cells of a file of lines."""
    for line in Path(path).read_text(encoding="utf-8").split("\n"):
        if line:
            yield line.split("\t")


def named(path: str) -> list[Named]:
    """(id, name) of each line."""
    return [(row[0], row[1]) for row in lines(path)]


def candidates(path: str | None) -> Candidates:
    """Record ids to be ranked, by query id; empty where a contender finds its own."""
    found: Candidates = defaultdict(list)
    for query, record, *_ in lines(path) if path else ():
        found[query].append(record)
    return found


def peak_memory() -> float:
    """The most memory this process has held, MB; ru_maxrss would begin with that of the process which started us."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def search(contender: ModuleType, job: dict[str, object]) -> dict[str, float]:
    """Build, ask one by one where that is offered, write what was found."""
    corpus, asked = named(str(job["corpus"])), named(str(job["asked"]))
    limit = int(str(job["limit"]))
    begun, worked = time.perf_counter(), time.process_time()
    made = contender.searcher(corpus, candidates(job.get("candidates") and str(job["candidates"])))
    told = {"build_s": time.perf_counter() - begun, "build_processor_s": time.process_time() - worked}
    told["build_memory_mb"] = peak_memory()
    if hasattr(made, "one"):
        made.one(asked[0], limit)
    outside = made.outside() if hasattr(made, "outside") else 0.0
    begun, worked = time.perf_counter(), time.process_time()
    found, took = answers(made, asked, limit)
    told["wall_s"] = time.perf_counter() - begun
    told["processor_s"] = time.process_time() - worked
    if hasattr(made, "outside"):
        told["processor_s"] += made.outside() - outside
    told |= {"asked": len(asked), **latencies(took)}
    if hasattr(made, "pairs_compared"):
        told["pairs"] = made.pairs_compared
    write_found(str(job["out"]), asked, found)
    if job.get("list") and hasattr(made, "many"):
        told |= at_once(made, named(str(job["list"])), limit)
    told["memory_mb"] = peak_memory() + (made.outside_memory() if hasattr(made, "outside_memory") else 0.0)
    return told


def at_once(made: Searcher, asked: list[Named], limit: int) -> dict[str, float]:
    """How many a second are answered when a long list is asked at once, on as many cores as the contender takes."""
    begun, worked = time.perf_counter(), time.process_time()
    made.many(asked, limit)
    wall, worked = time.perf_counter() - begun, time.process_time() - worked
    return {"list_per_s": len(asked) / wall, "list_cores": worked / wall}


def answers(made: Searcher, asked: list[Named], limit: int) -> tuple[list[Found], list[float]]:
    """What was found for each, and how long each took."""
    if not hasattr(made, "one"):
        return made.many(asked, limit), []
    found, took = [], []
    for query in asked:
        begun = time.perf_counter()
        found.append(made.one(query, limit))
        took.append(time.perf_counter() - begun)
    return found, took


def latencies(took: list[float]) -> dict[str, float]:
    """Median and 95th percentile in milliseconds."""
    took = sorted(took)
    if not took:
        return {}
    return {"p50_ms": took[len(took) // 2] * 1000, "p95_ms": took[int(len(took) * 0.95)] * 1000}


def write_found(path: str, asked: list[Named], found: list[Found]) -> None:
    """Keep a run in the form that the shared scorer reads."""
    with Path(path).open("w", encoding="utf-8") as out:
        for (query, _), records in zip(asked, found, strict=True):
            out.writelines(f"{query}\t{record}\t{score}\n" for record, score in records)


def decide(contender: ModuleType, job: dict[str, object]) -> dict[str, float]:
    """Score pairs of names."""
    pairs = named(str(job["pairs"]))
    worked = time.process_time()
    scores = contender.pair_scores(pairs)
    told = {"pairs_per_s": len(pairs) / (time.process_time() - worked), "memory_mb": peak_memory()}
    Path(str(job["out"])).write_text("".join(f"{score}\n" for score in scores), encoding="utf-8")
    return told


def main(path: str) -> None:
    """Do one job and print what it took."""
    job = json.loads(Path(path).read_text(encoding="utf-8"))
    contender = importlib.import_module(job["contender"])
    if hasattr(contender, "prepare"):
        contender.prepare(job.get("variant", ""))
    told = {"search": search, "decide": decide}[job["task"]](contender, job)
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
