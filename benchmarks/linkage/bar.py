"""Try linking on FEBRL 1, 2 and 3 by the least likelihood of a link: `python -m benchmarks.linkage.bar`.

Every set is taken apart into two files of the same persons, each once: the originals, and the first duplicate of each
that has one. The last line is of pairs chosen as two lists in which nobody stands twice. FEBRL 4 is never read here.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from benchmarks.contest import environment
from benchmarks.linkage import febrl
from benchmarks.linkage.ours import chosen, scored

TRIED_ON: Final = ("dataset1.csv", "dataset2.csv", "dataset3.csv")
BARS: Final = (0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 5e-4, 2e-4, 1e-4, 5e-5, 2e-5, 1e-5, 1e-6)
NOBODY_TWICE: Final = "nobody twice"


def halves(records: list[febrl.Record]) -> tuple[list[febrl.Record], list[febrl.Record]]:
    """The originals of a set, and the first duplicate of each that has one."""
    first = [record for record in records if record["rec_id"].endswith("-dup-0")]
    return [record for record in records if record["rec_id"].endswith("-org")], first


def measured(folder: Path) -> dict[str, list[float]]:
    """F1 on every set by bar, and of lists in which nobody stands twice."""
    told: dict[str, list[float]] = {name: [] for name in (*map(str, BARS), NOBODY_TWICE)}
    for name in TRIED_ON:
        left, right = halves(febrl.read(folder / name))
        pairs = scored(left, right)
        for bar in BARS:
            linked = febrl.one_to_one(row for row in pairs if row[0] >= bar)
            told[str(bar)].append(febrl.f1(linked, len(right)))
        linked = chosen(pairs, sizes=(len(left), len(right)))
        told[NOBODY_TWICE].append(febrl.f1(linked, len(right)))
    return told


def main() -> None:
    """Print F1 by bar and set, and that of lists in which nobody stands twice."""
    for way, figures in measured(febrl.folder(environment.PEERS)).items():
        mean = sum(figures) / len(figures)
        print(f"{way:<14}", "  ".join(f"{figure:.4f}" for figure in figures), f"  mean {mean:.4f}")


if __name__ == "__main__":
    main()
