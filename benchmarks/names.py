"""Finding and comparing names: quality by the scorer of the shared data, speed against rapidfuzz in the same run."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from anyascii import anyascii
from rapidfuzz import fuzz, process

from benchmarks import adapters
from benchmarks.measure import Figure, shared

ROOT = Path(__file__).resolve().parents[1]


def scored(*words: str) -> str:
    """What the scorer prints."""
    script = shared("names", "score.py")
    done = subprocess.run(
        [sys.executable, str(script), *words, "--dir", str(script.parent)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def run() -> Iterator[Figure]:
    """Quality first, then speed."""
    told = scored("retrieval", "--call", "benchmarks.adapters:make_searcher")
    for label, first, ten in (
        ("~cross-script, persons of the region", 0.95, 0.98),
        ("ar", None, 0.92),
        ("fa", None, 0.92),
    ):
        found = re.search(rf"^{re.escape(label)}\s+(\d+)\s+([\d.]+)\s+([\d.]+)", told, re.MULTILINE)
        if found is None:
            continue
        yield Figure(
            what=f"name search, {label}: first", measured_on="shared names", ours=float(found[2]), target=first
        )
        yield Figure(
            what=f"name search, {label}: among ten", measured_on="shared names", ours=float(found[3]), target=ten
        )
    yield from speed()


def rows(name: str) -> list[list[str]]:
    """A table of the shared names without its heading."""
    return [line.split("\t") for line in shared("names", name).read_text(encoding="utf-8").splitlines()[1:]]


def speed() -> Iterator[Figure]:
    """Searches a second of one core, ours against WRatio over anyascii on the same names."""
    corpus = [(row[0], row[3]) for row in rows("corpus.tsv")]
    asked = [row[6] for row in rows("queries.tsv")][:400]
    search = adapters.make_searcher(corpus)
    search(asked[0], 10)
    begun = time.perf_counter()
    for name in asked:
        search(name, 10)
    ours = len(asked) / (time.perf_counter() - begun)
    plain = [anyascii(name).lower() for _, name in corpus]
    begun = time.perf_counter()
    for name in asked[:40]:
        process.extract(anyascii(name).lower(), plain, scorer=fuzz.WRatio, limit=10)
    peer = 40 / (time.perf_counter() - begun)
    yield Figure(
        what="name search in memory",
        measured_on=f"{len(corpus):,} names, one core",
        ours=ours,
        unit="/s",
        peer=f"WRatio over anyascii {peer:.0f} /s",
    )
