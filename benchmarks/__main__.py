"""`./run bench [NAME …]`: run the benchmarks, print one table, write results/NAME.json with machine and commit."""

import importlib
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Figure, Skipped

HERE = Path(__file__).resolve().parent
NAMES = ("names", "import_ids", "check", "pages")
HEAD = ("what", "measured on", "ours", "peer or floor", "target", "met")


def machine() -> dict[str, object]:
    """Where this ran."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**30
    return {"cores": os.cpu_count(), "memory_gb": memory, "python": platform.python_version(), "load": os.getloadavg()}


def commit() -> str:
    """The commit measured, marked when the tree differs from it."""
    told = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=HERE.parent, capture_output=True, text=True, check=False
    )
    return told.stdout.strip() or "unknown"


def run(name: str) -> Iterator[Figure]:
    """The figures of one benchmark, kept as JSON too."""
    figures: list[Figure] = list(importlib.import_module(f"benchmarks.{name}").run())
    kept = {"machine": machine(), "commit": commit(), "figures": [figure.as_json() for figure in figures]}
    (HERE / "results").mkdir(exist_ok=True)
    (HERE / "results" / f"{name}.json").write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n")
    yield from figures


def table(rows: list[tuple[str, ...]]) -> str:
    """A table in columns."""
    widths = [max(len(row[at]) for row in [HEAD, *rows]) for at in range(len(HEAD))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in [HEAD, *rows]]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def main(wanted: list[str]) -> int:
    """Run what is wanted, or all that stand here."""
    unknown = set(wanted) - set(NAMES)
    if unknown:
        print(f"no such benchmark: {', '.join(sorted(unknown))}; there are: {', '.join(NAMES)}", file=sys.stderr)
        return 2
    rows: list[tuple[str, ...]] = []
    for name in wanted or NAMES:
        if not (HERE / f"{name}.py").exists():
            continue
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        try:
            rows += [figure.row() for figure in run(name)]
        except Skipped as reason:
            rows.append((name, f"skipped: {reason}", "", "", "", ""))
    print(table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
