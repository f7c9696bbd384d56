"""The full run: `python -m tests.fuzz --cases 1000000 --seed 1 [PARSER …]` on both cores; a fault ends it with 1."""

import argparse
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kerege.config.settings")
django.setup()

from tests.fuzz.parsers import PARSERS  # noqa: E402 - the rooms' modules need Django's registry
from tests.fuzz.running import Outcome, run  # noqa: E402

COSTLY = {
    "xlsx": 40, "pdf": 100, "picture": 5, "office-file": 5, "csv": 20, "json-sheet": 10, "identifier-of-a-kind": 20,
    "identifiers": 5, "question": 5, "name": 2,
}  # fmt: skip
"""How many times fewer cases a parser gets that takes long."""
PIECE = 2_000
MOST_SHOWN = 3


def main() -> int:
    """Share the cases among the parsers and print what came of them."""
    asked = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    asked.add_argument("--cases", type=int, default=1_000_000)
    asked.add_argument("--seed", default="1")
    asked.add_argument("parsers", nargs="*")
    told = asked.parse_args()
    found = outcomes(told.parsers or list(PARSERS), told.cases, told.seed)
    faults = [fault for each in found.values() for fault in each.faults]
    said = [line(name, each) for name, each in found.items()]
    said.append(f"{sum(each.cases for each in found.values()):,} cases, seed {told.seed}: {len(faults)} faults")
    said += [fault for each in found.values() for fault in each.faults[:MOST_SHOWN]]
    sys.stdout.write("\n".join(said) + "\n")
    return 1 if faults else 0


def outcomes(names: list[str], cases: int, seed: str) -> dict[str, Outcome]:
    """What every parser did, its cases shared out to all cores."""
    shares = {name: 1 / COSTLY.get(name, 1) for name in names}
    counts = {name: int(cases * share / sum(shares.values())) + 1 for name, share in shares.items()}
    work = [(name, range(at, min(at + PIECE, counts[name]))) for name in names for at in range(0, counts[name], PIECE)]
    found = {name: Outcome() for name in names}
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        parts = pool.map(run, [name for name, _ in work], repeat(seed), [cases_of for _, cases_of in work])
        for (name, _), part in zip(work, parts, strict=True):
            found[name].add(part)
    return found


def line(name: str, outcome: Outcome) -> str:
    """One parser's figures."""
    return (
        f"{name:24} {outcome.cases:9,} cases  {outcome.refused:9,} refused  {outcome.seconds:7.1f} s"
        f"  slowest {outcome.slowest * 1000:7.1f} ms  {len(outcome.faults)} faults"
    )


if __name__ == "__main__":
    sys.exit(main())
