"""`./run bench [NAME …] [--quick]`: run benchmarks, print one table, write results/NAME.json."""

import importlib
import json
import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from benchmarks.measure import Figure, Skipped, commit, quick

HERE = Path(__file__).resolve().parent
NAMES = (
    "crosscheck",
    "names_validation",
    "screening",
    "import_ids",
    "check",
    "deconfliction",
    "requests",
    "deliveries",
    "pages",
    "journal",
    "backup",
)
HEAD = ("what", "measured on", "ours", "peer or floor", "target", "met")


def machine() -> dict[str, object]:
    """Where this ran."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**30
    return {"cores": os.cpu_count(), "memory_gb": memory, "python": platform.python_version(), "load": os.getloadavg()}


def run(name: str) -> Iterator[Figure]:
    """The figures of one benchmark, kept as JSON too with whatever details it returns; a quick run keeps nothing."""
    module = importlib.import_module(f"benchmarks.{name}")
    figures, details = measured(module.run())
    kept: dict[str, object] = {
        "machine": machine(),
        "commit": commit(),
        "figures": kept_before(name, module, figures) + [figure.as_json() for figure in figures],
        **({"details": details} if details else {}),
    }
    if not quick():
        (HERE / "results").mkdir(exist_ok=True)
        (HERE / "results" / f"{name}.json").write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n")
    if hasattr(module, "publish"):
        print(module.publish(kept))
    yield from figures


def kept_before(name: str, module: ModuleType, figures: list[Figure]) -> list[dict[str, object]]:
    """Figures of other sizes from earlier runs, with their commits, where a benchmark asks for them (`SIZES_APART`)."""
    path = HERE / "results" / f"{name}.json"
    if not getattr(module, "SIZES_APART", False) or not path.exists():
        return []
    former = json.loads(path.read_text())
    again = {figure.measured_on for figure in figures}
    apart = {"commit": former["commit"], **({"load": former["machine"]["load"][0]} if "machine" in former else {})}
    return [{**apart, **each} for each in former["figures"] if each["measured_on"] not in again]


def measured(running: Iterator[Figure]) -> tuple[list[Figure], object]:
    """The figures that a benchmark yields, each told as it comes, and what it returns."""
    figures: list[Figure] = []
    while True:
        try:
            figures.append(next(running))
            print(*filter(None, figures[-1].row()), sep=" · ", file=sys.stderr, flush=True)
        except StopIteration as end:
            return figures, end.value


def table(rows: list[tuple[str, ...]]) -> str:
    """A table in columns."""
    widths = [max(len(row[at]) for row in [HEAD, *rows]) for at in range(len(HEAD))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in [HEAD, *rows]]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def main(wanted: list[str]) -> int:
    """Run what is wanted, or all that stand here."""
    if "--quick" in wanted:
        os.environ["KEREGE_BENCH_QUICK"] = "1"
        wanted = [word for word in wanted if word != "--quick"]
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
