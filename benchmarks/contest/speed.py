"""Speed and memory of a search: the same invented names for every contender that finds its candidates."""

from __future__ import annotations

import os
from collections.abc import Iterator

from benchmarks import invented
from benchmarks.contest.contenders import CONTENDERS, OURS
from benchmarks.contest.quality import Result, say
from benchmarks.contest.running import Ground, LackingError, take_turn
from benchmarks.contest.scoring import rows

SEED = "speed-1"
ASKED = {67_000: 2500, 1_000_000: 1000}
LIST = {67_000: 30_000, 1_000_000: 30_000}
FEWEST_ASKED = 6
SHARED_ASKED = 500


def sizes(ground: Ground, quick: bool) -> Iterator[tuple[str, dict[str, Result]]]:
    """Every size with what each contender took."""
    for size in wanted() if not quick else (67_000,):
        yield str(size), dict(contenders(ground, size))


def wanted() -> list[int]:
    """The sizes to measure: those that KEREGE_BENCH_NAMES gives, or all."""
    return [size for size in map(int, os.environ.get("KEREGE_BENCH_NAMES", "").split()) if size in ASKED] or list(ASKED)


def contenders(ground: Ground, size: int) -> Iterator[tuple[str, Result]]:
    """One size: the shared names filled up with invented ones."""
    held = [(row["pid"], row["name"]) for row in rows("corpus.tsv")]
    held += list(invented.records(SEED, size - len(held)))
    corpus = ground.write(f"speed-{size}", held)
    invented_of = size - 10_000
    asked = [(row["qid"], row["name"]) for row in rows("queries.tsv")][:SHARED_ASKED]
    asked += list(invented.asked(SEED, ASKED[size] - len(asked), invented_of))
    long_list = ground.write(f"speed-{size}-list", list(invented.records(f"{SEED}-list", LIST[size])))
    for contender in CONTENDERS:
        if contender.ranks_only:
            continue
        say(f"{contender.name}: {size:,} names")
        slower = 1.0 if contender is OURS else 67_000 / size
        count = max(FEWEST_ASKED, int(len(asked) * contender.patience * slower))
        chosen = ground.write(f"speed-{size}-asked", asked[:: max(1, len(asked) // count)][:count])
        out = ground.file(f"speed-{contender.name}")
        try:
            told = take_turn(ground, contender, task="search", corpus=corpus, asked=chosen, out=out, list=long_list)
        except LackingError as reason:
            yield contender.name, {"lacking": str(reason)}
            continue
        yield contender.name, {**told, "per_processor_s": told["asked"] / max(told["processor_s"], 1e-9)}
    corpus.unlink()
