"""Runs parsers on damaged input: so many cases of a seed, every fault as a seed and a text that show it again."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from tests.fuzz.mutations import damaged_bytes, damaged_document, damaged_package, damaged_text
from tests.fuzz.parser import Parser, Sort
from tests.fuzz.parsers import PARSERS

LONGEST_SHOWN = 300
MOST_SECONDS = 2.0
"""A case that costs the processor more is a fault: whoever sends such texts stops the node."""
DAMAGE: Final[dict[Sort, Callable[[random.Random, Any], Any]]] = {
    "text": damaged_text, "bytes": damaged_bytes, "document": damaged_document, "package": damaged_package,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """What a parser did that it may not, and the number of the case that shows it again."""

    case: int
    told: str


@dataclass(slots=True)
class Outcome:
    """What one parser did: cases, how many it refused, its slowest in processor seconds, and faults."""

    cases: int = 0
    refused: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    faults: list[Fault] = field(default_factory=list)

    def add(self, other: "Outcome") -> None:
        """Count what another run of the parser did too."""
        self.cases, self.refused = self.cases + other.cases, self.refused + other.refused
        self.seconds, self.slowest = self.seconds + other.seconds, max(self.slowest, other.slowest)
        self.faults += other.faults


def given(name: str, seed: str, case: int) -> str | bytes | dict[str, Any]:
    """The input of one case: the same for the same name, seed and number."""
    parser, dice = PARSERS[name], random.Random(f"{seed}|{name}|{case}")
    return DAMAGE[parser.sort](dice, list(parser.seeds()))


def run(name: str, seed: str, cases: range) -> Outcome:
    """Read so many damaged texts with one parser."""
    parser, outcome = PARSERS[name], Outcome()
    for case in cases:
        read(parser, name, seed, case, outcome)
    return outcome


def read(parser: Parser, name: str, seed: str, case: int, outcome: Outcome) -> None:
    """One case."""
    content, begun = given(name, seed, case), time.process_time()
    try:
        parser.read(content)
    except parser.refuses:
        outcome.refused += 1
    except Exception as problem:  # noqa: BLE001 - that is what is looked for
        shown = repr(content)[:LONGEST_SHOWN]
        told = f"{name} seed={seed} case={case}: {type(problem).__name__}: {problem}\n  {shown}"[:900]
        outcome.faults.append(Fault(case, told))
    took = time.process_time() - begun
    if took > MOST_SECONDS:
        outcome.faults.append(Fault(case, f"{name} seed={seed} case={case}: {took:.1f} s for {repr(content)[:200]}"))
    outcome.cases += 1
    outcome.seconds += took
    outcome.slowest = max(outcome.slowest, took)
