"""Every linker on FEBRL 4, each in a process of its own, scored by the shared scorer."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.contest import environment
from benchmarks.contest.quality import Result, say
from benchmarks.contest.running import Ground, LackingError, answer_of, python_of
from benchmarks.linkage import febrl
from benchmarks.linkage.ours import AMONG_THE_SAME, LIKELY
from benchmarks.measure import shared

LINKERS = {
    "ours": ("ours", False, LIKELY),
    "ours, likelihood chosen on FEBRL 1-3": ("ours", False, AMONG_THE_SAME),
    "Splink": ("splink_febrl", True, None),
    "recordlinkage": ("recordlinkage_febrl", True, None),
}


def linkers(ground: Ground) -> Iterator[tuple[str, Result]]:
    """F1 of each linker on FEBRL 4, and what it took."""
    script = shared("names", "score.py")
    for name, (module, peer, least) in LINKERS.items():
        say(f"{name}: FEBRL 4")
        out = ground.file(f"febrl4-{name}")
        try:
            files = [str(febrl.folder(environment.PEERS) / file) for file in febrl.SETS["febrl4"]]
            words = [*files, str(out), *([str(least)] if least else [])]
            told = answer_of([str(python_of(peer)), "-m", f"benchmarks.linkage.{module}", *words], name)
        except (LackingError, FileNotFoundError) as reason:
            yield name, {"lacking": str(reason)}
            continue
        yield name, {**febrl.scored(script, out), **told}
