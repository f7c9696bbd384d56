"""By hand: `python -m tests.fuzz --cases 100000 --seed 1 [PARSER …]` on all cores; a fault ends it with 1.

The proof is `kerege prove fuzz`; this says more: times, the slowest case, how many were refused.
"""

import argparse
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kerege.config.settings")
django.setup()

from tests.fuzz.parsers import PARSERS  # noqa: E402 - the rooms' modules need Django's registry
from tests.fuzz.running import Outcome  # noqa: E402
from tests.fuzz.sharing import outcomes  # noqa: E402

MOST_SHOWN = 3


def main() -> int:
    """Share the cases among the parsers and print what came of them."""
    asked = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    asked.add_argument("--cases", type=int, default=1_000_000)
    asked.add_argument("--seed", default="1")
    asked.add_argument("parsers", nargs="*")
    told = asked.parse_args()
    found = {name: Outcome() for name in told.parsers or PARSERS}
    died = []
    for piece, part in outcomes(list(found), told.cases, told.seed):
        if part is None:
            died.append(f"the process died near {piece}")
        else:
            found[piece.parser].add(part)
    faults = [*died, *(fault.told for each in found.values() for fault in each.faults[:MOST_SHOWN])]
    said = [line(name, each) for name, each in found.items()]
    said.append(f"{sum(each.cases for each in found.values()):,} cases, seed {told.seed}: {len(faults)} faults shown")
    sys.stdout.write("\n".join([*said, *faults]) + "\n")
    return 1 if faults else 0


def line(name: str, outcome: Outcome) -> str:
    """One parser's figures."""
    return (
        f"{name:24} {outcome.cases:9,} cases  {outcome.refused:9,} refused  {outcome.seconds:7.1f} s"
        f"  slowest {outcome.slowest * 1000:7.1f} ms  {len(outcome.faults)} faults"
    )


if __name__ == "__main__":
    sys.exit(main())
