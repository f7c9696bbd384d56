"""Make the table of key frequencies from the names benchmark: keys only, no names; prints it for `rarity.tsv`."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from kerege.methods.names.keys import KEYS_VERSION, index_keys
from kerege.methods.names.rarity import key_kind

FEWEST = 12


def lines(names: list[str]) -> list[str]:
    """Return the lines of the table: kinds of keys first, then the keys that many names share."""
    counts = Counter(key for name in names for key in index_keys(name))
    rare: dict[str, list[int]] = defaultdict(list)
    for key, count in counts.items():
        if count < FEWEST:
            rare[key_kind(key)].append(count)
    scale = 1_000_000 / len(names)
    kinds = {kind: sum(found) / len(found) * scale for kind, found in rare.items()}
    common = {key: count * scale for key, count in counts.items() if count >= FEWEST}
    head = [f"# keys version {KEYS_VERSION}; names in a million that carry a key; made by benchmarks/name_rarity.py"]
    return head + [f"{key}\t{number:.0f}" for found in (kinds, common) for key, number in sorted(found.items())]


if __name__ == "__main__":
    corpus = Path(__file__).resolve().parents[2] / "shared" / "data" / "names" / "corpus.tsv"
    rows = corpus.read_text(encoding="utf-8").splitlines()[1:]
    print("\n".join(lines([row.split("\t")[-1] for row in rows])))
