"""What a proof is: a stream of steps, each with its cases, the cells it covered and, if it failed, how to replay it."""

import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Step:
    """Some cases that were looked at together; `seed` replays them alone."""

    cases: int
    cells: frozenset[str] = frozenset()
    failure: str = ""
    seed: str = ""
    unnoticed: str = ""
    """A planted fault that nothing notices, which is known and said."""
    counted: Mapping[str, int] = field(default_factory=dict)
    """How many of its cases were of which sort, where that is told."""
    elsewhere: float = 0.0
    """Processor seconds of other processes that looked at them."""


Run = Callable[[int, str], Iterator[Step]]


@dataclass(frozen=True, slots=True)
class Proof:
    """One proof of access: its sizes, what it shows, what it does not, and the code that the tests run too."""

    name: str
    title: str
    ci: int
    full: int
    shows: str
    shows_not: str
    tests: str
    run: Run
    cells: int = 0
    """How many (label × channel × relation) cells there are; 0 where the cells are only counted."""
    whole: bool = False
    """Whether it shows something only when it has come to its end: the clock does not stop it."""
    share: int = 0
    """Its share of the time once all that come to an end are through; 0 for one that comes to an end in minutes."""


@dataclass(slots=True)
class Result:
    """What a run of a proof came to."""

    name: str
    seed: str
    asked: int
    cases: int = 0
    cells: set[str] = field(default_factory=set)
    failures: list[dict[str, str]] = field(default_factory=list)
    unnoticed: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    stopped: bool = False
    """Whether its time was over before everything was looked at."""
    seconds: float = 0.0
    processor_seconds: float = 0.0

    @property
    def holds(self) -> bool:
        """Whether something was looked at and nothing failed."""
        return self.cases > 0 and not self.failures

    def wire(self) -> dict[str, object]:
        """As JSON says it."""
        return {
            "name": self.name, "seed": self.seed, "asked": self.asked, "cases": self.cases, "cells": len(self.cells),
            "failures": self.failures, "unnoticed": self.unnoticed, "counts": self.counts, "holds": self.holds,
            "seconds": round(self.seconds, 1), "processor_seconds": round(self.processor_seconds, 1),
        }  # fmt: skip


MOST_FAILURES = 20
KEPT_BACK = 0.3
"""So much of the whole time is kept for proofs that have no end, however long the others take."""


def in_turn(proofs: Sequence[Proof], seconds: float, clock: Callable[[], float]) -> Iterator[tuple[Proof, float]]:
    """The proofs with the seconds that each may take: first those that come to an end; the others share what is left.

    One alone may take all.
    """
    ending, endless = ([each for each in proofs if bool(each.share) is lasts] for lasts in (False, True))
    until = clock() + seconds
    for each in ending:
        yield each, until - clock() - (KEPT_BACK * seconds if endless else 0)
    for at, each in enumerate(endless):
        yield each, (until - clock()) * each.share / sum(later.share for later in endless[at:])


def carry_out(
    proof: Proof, *, cases: int, seed: str, said: Callable[[int], None] = lambda count: None, seconds: float = math.inf
) -> Result:
    """Run a proof until so many cases were looked at or the time is over; failures keep the seed that replays them.

    What was begun when the time is over is looked at to its end.
    """
    made = Result(proof.name, seed, cases)
    began, spent = time.monotonic(), time.process_time()
    for step in proof.run(cases, seed):
        made.cases += step.cases
        made.processor_seconds += step.elsewhere
        made.cells |= step.cells
        made.unnoticed += [step.unnoticed] if step.unnoticed else []
        for sort, count in step.counted.items():
            made.counts[sort] = made.counts.get(sort, 0) + count
        if step.failure:
            made.failures.append({"seed": step.seed or seed, "what": step.failure[:400]})
        said(made.cases)
        made.stopped = not proof.whole and time.monotonic() - began >= seconds
        if made.stopped or len(made.failures) >= MOST_FAILURES:
            break
    made.seconds = time.monotonic() - began
    made.processor_seconds += time.process_time() - spent
    return made


def seeds(seed: str) -> Iterator[str]:
    """The seeds of the steps of a run; a seed that names one step (it ends with `@`) gives that step alone."""
    if seed.endswith("@"):
        yield seed
        return
    at = 0
    while True:
        yield f"{seed}-{at}@"
        at += 1


def tried(look: Callable[[], int], seed: str, cells: Callable[[], frozenset[str]] = frozenset) -> Step:
    """One step: how many cases `look` compared, or what it found to differ."""
    try:
        count = look()
    except AssertionError as problem:
        return Step(1, cells(), str(problem) or "an assertion failed", seed)
    return Step(count, cells(), seed=seed)


def listed(proofs: Sequence[Proof]) -> dict[str, Proof]:
    """Proofs by name."""
    return {each.name: each for each in proofs}
