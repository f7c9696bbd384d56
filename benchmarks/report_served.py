"""What the page of the benchmarks says of pages and imports, from the kept figures of the benchmarks of those names."""

import json
from collections.abc import Callable
from pathlib import Path

Table = Callable[[list[str], list[list[str]]], str]
PAGES = """
From the last runs of `./run bench pages`, by size: reports that went through the door for many, one in eight with a
person; processor time is of both processes for one page, asked one at a time. The share of the row policies is measured
by turns with a connection that none binds, on the same pages to the byte; beside it stands where 95 of 100 samples of
the turns lie. Two runs on a busy machine may lie further apart than that. Under load officers of twenty agencies ask so
many times a second for a while; milliseconds run from the moment a page was due, so
that what is beyond the machine shows as waiting: answers a second and processor time an answer say how far it came.
""".strip()
IMPORT = """
From the last run of `./run bench import_ids`: the UNODC file of seizures the whole way into a fresh node.
""".strip()


def sections(results: Path, table: Table) -> list[tuple[str, str, str]]:
    """(title, what it means, table) of both."""
    pages, imported = (read(results / f"{name}.json") for name in ("pages", "import_ids"))
    return [("Pages and row policies", PAGES, lined(pages, table)), ("Import", IMPORT, lined(imported, table))]


def read(path: Path) -> list[dict[str, object]]:
    """The kept figures, each with the commit that it was measured on and how busy the machine was then."""
    if not path.exists():
        return []
    kept = json.loads(path.read_text(encoding="utf-8"))
    now = {"commit": kept["commit"], "load": kept["machine"]["load"][0]}
    return [{**now, **row} for row in kept["figures"]]


def lined(rows: list[dict[str, object]], table: Table) -> str:
    """One line a figure."""
    drawn = [
        [str(row["what"]), str(row["measured_on"]), f"{row['ours']:.4g} {row['unit']}".strip(), str(row["peer"]),
         wanted(row), f"{row['commit']}, {row['load']:.1f}"]
        for row in rows
    ]  # fmt: skip
    return table(["", "on", "ours", "", "target", "commit, load"], drawn) if drawn else "Not measured on this machine."


def wanted(row: dict[str, object]) -> str:
    """The target, and whether it is met."""
    if row["target"] is None:
        return ""
    return f"{'≥' if row['at_least'] else '≤'} {row['target']:g} {'met' if row['met'] else '**not met**'}"
