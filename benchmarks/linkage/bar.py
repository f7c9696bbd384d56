"""Choose the least likelihood of a link on FEBRL 1, 2 and 3: `python -m benchmarks.linkage.bar`.

Every set is taken apart into two files of the same persons, each once: the originals, and the first duplicate of each
that has one. FEBRL 4 is never read here.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from benchmarks.contest import environment
from benchmarks.linkage import febrl
from benchmarks.linkage.ours import scored

CHOSEN_ON: Final = ("dataset1.csv", "dataset2.csv", "dataset3.csv")
HARDLY: Final = 0.0005
BARS: Final = (0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 5e-4, 2e-4, 1e-4, 5e-5, 2e-5, 1e-5, 1e-6)


def halves(records: list[febrl.Record]) -> tuple[list[febrl.Record], list[febrl.Record]]:
    """The originals of a set, and the first duplicate of each that has one."""
    first = [record for record in records if record["rec_id"].endswith("-dup-0")]
    return [record for record in records if record["rec_id"].endswith("-org")], first


def best(found: dict[float, float]) -> float:
    """The highest bar whose mean is within half a thousandth of the best: no lower than it has to be."""
    most = max(found.values())
    return max(bar for bar, mean in found.items() if mean >= most - HARDLY)


def measured(folder: Path) -> dict[float, list[float]]:
    """F1 on every set by bar."""
    told: dict[float, list[float]] = {bar: [] for bar in BARS}
    for name in CHOSEN_ON:
        left, right = halves(febrl.read(folder / name))
        pairs = scored(left, right)
        for bar in BARS:
            linked = febrl.one_to_one(row for row in pairs if row[0] >= bar)
            told[bar].append(febrl.f1(linked, len(right)))
    return told


def main() -> None:
    """Print F1 by bar and set, and the bar to choose."""
    told = measured(febrl.folder(environment.PEERS))
    for bar, figures in told.items():
        print(f"{bar:<8g}", "  ".join(f"{figure:.4f}" for figure in figures), f"  mean {mean(figures):.4f}")
    print(f"choose {best({bar: mean(figures) for bar, figures in told.items()}):g}")


def mean(figures: list[float]) -> float:
    """The mean."""
    return sum(figures) / len(figures)


if __name__ == "__main__":
    main()
