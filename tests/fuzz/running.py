"""Runs parsers on damaged input: so many cases of a seed, every fault as a seed and a text that show it again."""

import random
import time
from dataclasses import dataclass, field

from tests.fuzz.mutations import damaged_bytes, damaged_text
from tests.fuzz.parsers import PARSERS, Parser

LONGEST_SHOWN = 300


@dataclass(slots=True)
class Outcome:
    """What one parser did: cases, how many it refused, its slowest case, and faults in words."""

    cases: int = 0
    refused: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    faults: list[str] = field(default_factory=list)

    def add(self, other: "Outcome") -> None:
        """Count what another run of the parser did too."""
        self.cases, self.refused = self.cases + other.cases, self.refused + other.refused
        self.seconds, self.slowest = self.seconds + other.seconds, max(self.slowest, other.slowest)
        self.faults += other.faults


def given(name: str, seed: str, case: int) -> str | bytes:
    """The input of one case: the same for the same name, seed and number."""
    parser, dice = PARSERS[name], random.Random(f"{seed}|{name}|{case}")
    if parser.binary:
        return damaged_bytes(dice, [each for each in parser.seeds() if isinstance(each, bytes)])
    return damaged_text(dice, [each for each in parser.seeds() if isinstance(each, str)])


def run(name: str, seed: str, cases: range) -> Outcome:
    """Read so many damaged texts with one parser."""
    parser, outcome = PARSERS[name], Outcome()
    for case in cases:
        read(parser, name, seed, case, outcome)
    return outcome


def read(parser: Parser, name: str, seed: str, case: int, outcome: Outcome) -> None:
    """One case."""
    content, begun = given(name, seed, case), time.perf_counter()
    try:
        parser.read(content)
    except parser.refuses:
        outcome.refused += 1
    except Exception as problem:  # noqa: BLE001 - that is what is looked for
        shown = repr(content)[:LONGEST_SHOWN]
        outcome.faults.append(f"{name} seed={seed} case={case}: {type(problem).__name__}: {problem}\n  {shown}"[:900])
    took = time.perf_counter() - begun
    outcome.cases += 1
    outcome.seconds += took
    outcome.slowest = max(outcome.slowest, took)
