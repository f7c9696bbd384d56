"""What a benchmark gives: figures with their unit, size, peer and target; and clocks."""

import os
import subprocess
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"


class Skipped(Exception):  # noqa: N818 - not an error: the data is not here
    """A benchmark whose data is not on this machine."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One measured figure; `at_least` says whether more is better."""

    what: str
    measured_on: str
    ours: float
    unit: str = ""
    peer: str = ""
    target: float | None = None
    at_least: bool = True

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None without one."""
        if self.target is None:
            return None
        return self.ours >= self.target if self.at_least else self.ours <= self.target

    def row(self) -> tuple[str, ...]:
        """A row of the table."""
        target = "" if self.target is None else f"{'≥' if self.at_least else '≤'} {self.target:g} {self.unit}".strip()
        verdict = {True: "yes", False: "NO", None: ""}[self.met]
        return (self.what, self.measured_on, f"{self.ours:.4g} {self.unit}".strip(), self.peer, target, verdict)

    def as_json(self) -> dict[str, object]:
        """For the file of results."""
        return {**asdict(self), "met": self.met}


def commit() -> str:
    """The commit measured, marked when the tree differs from it."""
    told = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return told.stdout.strip() or "unknown"


def quick() -> bool:
    """Whether a short run was asked for (`./run bench … --quick`): smaller samples, nothing kept."""
    return os.environ.get("KEREGE_BENCH_QUICK") == "1"


def shared(*parts: str) -> Path:
    """A file of the shared data. Raises Skipped where it is absent."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        raise Skipped("shared data not found")
    return path


def timings(call: Callable[[], object], count: int) -> list[float]:
    """Milliseconds of each of `count` calls, sorted."""
    took = []
    for _ in range(count):
        begun = time.perf_counter()
        call()
        took.append((time.perf_counter() - begun) * 1000)
    return sorted(took)


def quantile(took: list[float], share: float) -> float:
    """A quantile of sorted timings."""
    return took[min(len(took) - 1, int(len(took) * share))]
