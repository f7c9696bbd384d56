"""Every linker on FEBRL 4, each in a process of its own, scored by the shared scorer."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.contest import environment
from benchmarks.contest.quality import Result, say
from benchmarks.contest.running import Ground, LackingError, answer_of, python_of
from benchmarks.linkage import febrl
from benchmarks.linkage.ours import NOBODY_TWICE
from benchmarks.measure import shared

OF_TWO_LISTS = "ours, nobody twice in either list"
LINKERS = {
    "ours": ("ours", False, ""),
    OF_TWO_LISTS: ("ours", False, NOBODY_TWICE),
    "Splink": ("splink_febrl", True, ""),
    "recordlinkage": ("recordlinkage_febrl", True, ""),
}


def linkers(ground: Ground) -> Iterator[tuple[str, Result]]:
    """F1 of each linker on FEBRL 4, and what it took."""
    script = shared("names", "score.py")
    for name, (module, peer, word) in LINKERS.items():
        say(f"{name}: FEBRL 4")
        out = ground.file(f"febrl4-{name}")
        try:
            files = [str(febrl.folder(environment.PEERS) / file) for file in febrl.SETS["febrl4"]]
            words = [*files, str(out), *filter(None, [word])]
            told = answer_of([str(python_of(peer)), "-m", f"benchmarks.linkage.{module}", *words], name)
        except (LackingError, FileNotFoundError) as reason:
            yield name, {"lacking": str(reason)}
            continue
        yield name, {**febrl.scored(script, out), **told}
